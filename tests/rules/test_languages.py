"""Both languages have the same sentences, and each sentence is said in its own language."""

import inspect
import itertools
import re
import typing
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import pytest

from core.dates import Moment
from core.members import Honorific, Naming
from handlers.features import COMMANDS
from handlers.texts.speech import LANGUAGES, Reader, voice
from tests.rules.test_texts import HELPERS, sentences

CATALOGUES: dict[str, ModuleType] = {language: import_module(f"handlers.texts.{language}") for language in LANGUAGES}
BESIDE_ANOTHER = 13
"""The longest label that shares its row."""
LONGEST_LABEL = 20
NOON = datetime(2026, 12, 22, 5, 0, tzinfo=UTC)
WORDS = {
    "id": re.compile(
        r"\b(yang|dan|untuk|dengan|tidak|belum|sudah|akan|atau|pada|oleh|anda|kirim|tekan|tulis|ini|itu|ada|dari|ke)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\b(the|of|and|is|are|was|not|with|for|your|you|this|that|by|to|from|has)\b", re.IGNORECASE),
}
"""Words that only one of the languages has."""
PLACES = {
    "priority": ("biasa", "sangat_segera"),
    "seat": ("officer", "member"),
    "grant": ("author", "auditor"),
    "role": ("approver", "coordinator"),
    "reason": ("stopped", "other"),
    "day": ("2026-12-22",),
    "days": (["2026-12-22", "2026-12-23"],),
    "zone": ("Asia/Jakarta", "Asia/Makassar"),
    "honorific": ("bapak", "none"),
    "example": ("2026-12-22",),
    "ahead": ("day", "hour"),
    "rsvp": ("attending", "delegated", "declined"),
    "old": ("attending",),
    "new": ("declined",),
    "what": ("title", "place", "dress"),
    "before_zone": ("Asia/Jayapura",),
    "field": ("what", "day"),
}
"""Values of places that take one of a few words."""


def everything(language: str) -> Iterator[tuple[str, FunctionType]]:
    """Every sentence as "feature.name"; helpers that sentences are made of are left out."""
    for feature in CATALOGUES[language].__all__:
        if feature != HELPERS:
            for name, sentence in sentences(getattr(CATALOGUES[language], feature)).items():
                yield f"{feature}.{name}", sentence


def samples(sentence: FunctionType) -> Iterator[dict[str, Any]]:
    """Values for its places, by their names and annotations: each place with little and with much."""
    hints = typing.get_type_hints(sentence)
    places = list(inspect.signature(sentence).parameters)
    yield from (
        dict(zip(places, values, strict=True))
        for values in itertools.product(*(_values(place, hints[place]) for place in places))
    )


def _values(place: str, kind: object) -> Sequence[object]:
    if kind in (str, Sequence[str]) and place in PLACES:
        return PLACES[place]
    return _SAMPLES[kind]


_SAMPLES: dict[object, Sequence[object]] = {
    str: ("Xx",),
    int: (0, 1, 1234),
    bool: (False, True),
    Moment: (Moment(NOON, "Asia/Jakarta"),),
    Moment | None: (None, Moment(NOON, "Asia/Jakarta"), Moment(NOON.replace(hour=6), "Asia/Jakarta")),
    Naming: (Naming("Xx", Honorific.IBU),),
    Sequence[Moment]: ([], [Moment(NOON, "Asia/Jakarta")] * 3),
    Sequence[int]: ([7], [7, 8]),
    Sequence[str]: ([], ["Xx"], ["Xx"] * 12),
    Sequence[Naming]: ([], [Naming("Xx"), Naming("Yy"), Naming("Zz", Honorific.BAPAK)]),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: str) -> None:
    count = 0
    for key, sentence in everything(language):
        for values in itertools.islice(samples(sentence), 200):
            words = sentence(**values)
            assert isinstance(words, str), key
            assert "{" not in words, key
            count += 1
    assert count > 300


def test_languages_have_the_same_sentences_with_the_same_places() -> None:
    first, *others = LANGUAGES
    shape = {key: _places(sentence) for key, sentence in everything(first)}
    for language in others:
        assert CATALOGUES[language].__all__ == CATALOGUES[first].__all__
        assert {key: _places(sentence) for key, sentence in everything(language)} == shape


def _places(sentence: FunctionType) -> dict[str, object]:
    return typing.get_type_hints(sentence)


def test_words_of_the_field_are_there_in_every_language() -> None:
    """Seats, rights, reasons: whatever a sentence looks up by a word of the code."""
    first, *others = (getattr(CATALOGUES[language], HELPERS) for language in LANGUAGES)
    tables = {name: set(value) for name, value in vars(first).items() if name.isupper() and isinstance(value, dict)}
    tables.pop("TITLES")  # English prints none
    assert len(tables) >= 4
    for other in others:
        for name, keys in tables.items():
            assert set(getattr(other, name)) == keys, name


def test_no_sentence_slips_into_another_language() -> None:
    for language, other in itertools.permutations(LANGUAGES, 2):
        for key, sentence in everything(language):
            for values in itertools.islice(samples(sentence), 20):
                words = _own_words(sentence(**values))
                assert not (slipped := WORDS[other].search(words)), f"{language} {key}: “{slipped[0]}”"


def _own_words(said: str) -> str:
    """Without examples of what a reader may write, and without quotations."""
    return re.sub(r"(misalnya|for example): .*|“[^”]*”", "", said)


def test_no_sentence_was_left_untranslated() -> None:
    """Two words or more that are the same in both languages are a translation forgotten; but a language goes by its
    own name."""
    first, *others = LANGUAGES
    for language in others:
        english = dict(everything(language))
        for key, sentence in everything(first):
            for values in itertools.islice(samples(sentence), 3):
                words = re.sub(r"\b(Xx|Yy|Zz)\b", "", sentence(**values))
                same = sentence(**values) == english[key](**values)
                assert key == "labels.indonesian" or not (same and len(re.findall(r"[^\W\d_]{2,}", words)) > 1), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_short_in_every_language(language: str) -> None:
    for name, label in sentences(CATALOGUES[language].labels).items():
        for values in samples(label):
            words = label(**values)
            assert 0 < len(words) <= LONGEST_LABEL, name
            assert not words.endswith("."), name


def test_what_fits_beside_another_button_does_so_in_every_language() -> None:
    """Rows are laid out once: a label that is short in Indonesian is short in English."""
    for name, label in sentences(CATALOGUES["id"].labels).items():
        values = next(samples(label))
        if len(label(**values)) <= BESIDE_ANOTHER:
            assert len(getattr(CATALOGUES["en"].labels, name)(**values)) <= BESIDE_ANOTHER, name


def test_a_reply_key_means_one_command_in_whatever_language_it_was_drawn() -> None:
    meant: dict[str, set[str]] = {}
    for name, command in COMMANDS.items():
        for label, language in itertools.product(command.keys, LANGUAGES):
            meant.setdefault(voice(label, Reader(language, "Asia/Jakarta")), set()).add(name)
    assert len(meant) > 10
    assert [words for words, commands in meant.items() if len(commands) > 1] == []
