"""One message where words and card fit together, else the card stands alone; nothing of the words is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.channels import RichText
from core.codec import utf16_length
from core.media import Content
from core.parts import CAPTION_LIMIT, CARD_ROOM, TEXT_LIMIT, breaks_a_link, plan


def test_a_short_text_carries_its_card() -> None:
    (only,) = plan(Content(RichText("isi")))
    assert only.card
    assert only.words.text == "isi"


def test_a_text_that_fills_a_message_is_followed_by_its_card() -> None:
    words, card = plan(Content(RichText("x" * TEXT_LIMIT)))
    assert not words.card
    assert card.card
    assert not card.words.text


def test_a_poster_with_a_caption_carries_its_card() -> None:
    (only,) = plan(Content(RichText("x" * (CAPTION_LIMIT - CARD_ROOM)), (1,)))
    assert only.with_files
    assert only.card


def test_a_caption_that_leaves_no_room_is_followed_by_its_card() -> None:
    poster, card = plan(Content(RichText("x" * CAPTION_LIMIT), (1,)))
    assert poster.with_files
    assert (poster.card, card.card) == (False, True)


def test_words_too_long_for_a_caption_follow_the_poster() -> None:
    poster, words = plan(Content(RichText("x" * (CAPTION_LIMIT + 1)), (1,)))
    assert poster.with_files
    assert not poster.words.text
    assert words.card
    assert not words.with_files


def test_files_of_two_kinds_are_two_messages_and_the_words_stand_under_the_first() -> None:
    album, letter = plan(Content(RichText("isi"), (1, 2, 3, 4, 5)), sizes=(4, 1))
    assert (album.words.text, album.taken("abcde"), album.card) == ("isi", tuple("abcd"), False)
    assert (letter.words.text, letter.taken("abcde"), letter.card) == ("", ("e",), True)


@given(st.text(st.sampled_from("ab 😀\n"), max_size=9_000).filter(str.strip), st.booleans())
def test_exactly_the_last_part_carries_the_card_and_every_word_is_there(text: str, with_file: bool) -> None:
    parts = plan(Content(RichText(text), (1,) if with_file else ()))
    assert [part.card for part in parts] == [False] * (len(parts) - 1) + [True]
    assert [part.with_files for part in parts].count(True) == int(with_file)
    assert "".join("".join(part.words.text for part in parts).split()) == "".join(text.split())
    assert all(utf16_length(part.words.text) <= TEXT_LIMIT for part in parts)


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("https://contoh.invalid/" + "a" * 4200, True),
        ("Unduh di\nHTTP://contoh.invalid/" + "a" * 4096, True),
        ("https://contoh.invalid/a " + "a" * 5000, False),
        ("x" * 5000, False),
    ],
)
def test_a_link_longer_than_a_message_would_break(text: str, breaks: bool) -> None:
    assert breaks_a_link(text) is breaks
