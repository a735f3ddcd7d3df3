"""Sentences keep their values while they wait, and are said in the reader's language and zone when they leave."""

from datetime import UTC, datetime

from core.channels import Entity, RichText
from core.codec import dump, load_object
from core.members import Honorific, Naming
from handlers import faces
from handlers.actions import MarkRead
from handlers.faces import Choice, Face
from handlers.texts import id as t
from handlers.texts import speech
from handlers.texts.speech import Reader, Say, at, say, voice

JAKARTA, MAKASSAR = Reader("id", "Asia/Jakarta"), Reader("id", "Asia/Makassar")
NOON = datetime(2026, 11, 23, 3, 22, tzinfo=UTC)


def approved() -> Say:
    who = Naming("Hendra", Honorific.BAPAK)
    return say(t.announcements.approved, code="BKL-0412", by=who, at=at(NOON), leaves=at(NOON))


def test_a_moment_is_told_in_the_readers_zone() -> None:
    assert voice(approved(), JAKARTA) == "BKL-0412 ✓ Disetujui Bapak Hendra 10.22 WIB. Dikirim pukul 10.22 WIB."
    assert "11.22 WITA" in voice(approved(), MAKASSAR)


def test_a_language_that_is_not_there_falls_back_to_indonesian() -> None:
    assert voice(approved(), Reader("xx", "Asia/Jakarta")) == voice(approved(), JAKARTA)


def test_a_stored_sentence_says_the_same() -> None:
    listing = Say("duties.listing", {"items": [approved()], "total": 1})
    stored = load_object(dump(speech.as_json(listing)))
    assert voice(speech.from_json(stored), JAKARTA) == voice(listing, JAKARTA)


def test_a_stored_face_shows_the_same() -> None:
    words = RichText("*tebal* _apa adanya_", (Entity("bold", 0, 7, {}),))
    copied = Choice(say(t.labels.copy_report), copy=approved())
    face = Face((words, approved()), ((Choice(say(t.labels.mark_read), MarkRead(1, 1)), copied),), ())
    again = faces.from_json(load_object(dump(faces.as_json(face))))
    assert faces.words(again.lines, JAKARTA) == faces.words(face.lines, JAKARTA)
    assert faces.buttons(again.rows, JAKARTA) == faces.buttons(face.rows, JAKARTA)
    assert again.keys == ()


def test_formatting_moves_with_the_words_it_belongs_to() -> None:
    bold = Entity("bold", 0, 4, {})
    rich = faces.words((RichText("😀 satu"), RichText("tiga", (bold,))), JAKARTA)
    assert rich.text == "😀 satu\ntiga"
    assert rich.entities == (Entity("bold", 8, 4, {}),)  # the emoji counts two


def test_two_short_labels_share_a_row_and_a_long_one_stands_alone() -> None:
    short, long = Choice(say(t.labels.approve)), Choice(say(t.labels.most_urgent))
    approval = Choice(say(t.labels.ask_approval))
    assert faces.in_rows([short, long, approval, short]) == ((short, long), (approval,), (short,))
