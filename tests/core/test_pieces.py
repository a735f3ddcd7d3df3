"""How long words become several messages."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.channels import Entity, RichText
from core.codec import utf16_length
from core.pieces import pieces, places

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
FLAG = "🇮🇩"
SIGNS = [FAMILY, FLAG, "👍🏽", "❤\ufe0f", "1\ufe0f\u20e3", "e\u0301", "🏴\U000e0067\U000e0062\U000e007f"]
SCRAPS = ["a", "Rapat", "selesai.", "dr.", "🙏", *SIGNS, " ", "  ", "\n", "\n\n", "\u00a0", "\t", "x" * 9]
TEXTS = st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join)
LIMITS = st.integers(12, 40)


@st.composite
def bodies(draw: st.DrawFn) -> RichText:
    text = draw(TEXTS)
    borders = st.integers(0, len(text)).map(lambda at: utf16_length(text[:at]))
    pairs = draw(st.lists(st.tuples(borders, borders).map(sorted), max_size=5))
    entities = (Entity(str(kind), start, end - start, {}) for kind, (start, end) in enumerate(pairs) if start < end)
    return RichText(text, tuple(entities))


def formats(rich: RichText) -> list[set[str]]:
    """The kinds of formatting over each UTF-16 unit."""
    return [
        {entity.kind for entity in rich.entities if entity.offset <= unit < entity.offset + entity.length}
        for unit in range(utf16_length(rich.text))
    ]


def texts(text: str, limit: int, reserve_first: int = 0) -> list[str]:
    return [piece.text for piece in pieces(RichText(text), limit, reserve_first)]


@settings(deadline=None)
@given(TEXTS, LIMITS, st.integers(0, 10))
def test_only_whitespace_stands_between_the_pieces(text: str, limit: int, reserve: int) -> None:
    cut = places(text, limit, reserve)
    gaps = [
        text[: cut[0][0]],
        *(text[one[1] : two[0]] for one, two in pairwise(cut)),
        text[cut[-1][1] :],
    ]
    assert "".join(gaps).strip() == ""
    joined = "".join(gap + text[start:end] for gap, (start, end) in zip(gaps, cut, strict=False)) + gaps[-1]
    assert joined == text
    assert texts(text, limit, reserve) == [text[start:end] for start, end in cut]


@settings(deadline=None)
@given(TEXTS, LIMITS, st.integers(0, 10))
def test_every_piece_has_room_and_words_at_both_ends(text: str, limit: int, reserve: int) -> None:
    cut = texts(text, limit, reserve)
    assert utf16_length(cut[0]) <= limit - reserve
    assert all(utf16_length(piece) <= limit for piece in cut)
    if len(cut) > 1:
        assert all(piece and piece == piece.strip() for piece in cut)


@settings(deadline=None)
@given(bodies(), LIMITS)
def test_every_unit_keeps_its_formatting(body: RichText, limit: int) -> None:
    whole = formats(body)
    cut = pieces(body, limit)
    for (start, end), piece in zip(places(body.text, limit), cut, strict=True):
        assert formats(piece) == whole[utf16_length(body.text[:start]) : utf16_length(body.text[:end])]
        assert all(entity.length > 0 for entity in piece.entities)


@settings(deadline=None)
@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=30), LIMITS)
def test_no_cut_goes_through_a_sign_of_several_characters(signs: list[str], limit: int) -> None:
    borders = {len("".join(signs[:count])) for count in range(len(signs) + 1)}
    assert all({start, end} <= borders for start, end in places("".join(signs), limit))


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=20), min_size=1).map("\n\n".join), st.integers(20, 30))
def test_no_word_is_cut_that_would_fit(text: str, limit: int) -> None:
    assert [word for piece in texts(text, limit) for word in piece.split()] == text.split()


def test_what_fits_is_left_as_it_is() -> None:
    body = RichText("  Rapat \n", (Entity("bold", 2, 5, {}),))
    assert pieces(body, 9) == (body,)
    assert pieces(RichText(""), 9) == (RichText(""),)


def test_a_paragraph_is_the_best_border() -> None:
    assert texts("Yang satu ini. Dua.\nTiga empat.\n\nLima enam tujuh delapan.", 45) == [
        "Yang satu ini. Dua.\nTiga empat.",
        "Lima enam tujuh delapan.",
    ]


def test_then_a_line_then_a_sentence_then_a_word() -> None:
    assert texts("Satu dua.\nTiga empat. Lima enam", 25) == ["Satu dua.", "Tiga empat. Lima enam"]
    assert texts("Satu tiga. Lima enam tujuh", 22) == ["Satu tiga.", "Lima enam tujuh"]
    assert texts("satu dua tiga empat", 10) == ["satu dua", "tiga empat"]


def test_a_short_form_ends_no_sentence() -> None:
    assert texts("Hadir Yth. Bapak Hendra lalu", 25) == ["Hadir Yth. Bapak Hendra", "lalu"]


def test_a_heading_alone_is_too_little_for_a_message() -> None:
    text = "Judul\n\n" + "kata " * 20
    first, *_ = texts(text, 60)
    assert first.startswith("Judul\n\nkata")


def test_a_word_longer_than_a_message_is_cut_where_the_message_is_full() -> None:
    assert texts("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_character_of_two_units_counts_two_and_stays_whole() -> None:
    assert texts("🎉" * 5, 5) == ["🎉🎉", "🎉🎉", "🎉"]


def test_a_sign_larger_than_a_message_is_cut_after_all() -> None:
    text = "Z" + "\u0337" * 20
    assert "".join(texts(text, 8)) == text


def test_the_first_piece_leaves_room_for_what_stands_above_it() -> None:
    assert texts("x" * 25, 10, reserve_first=6) == ["x" * 4, "x" * 10, "x" * 10, "x"]
    assert texts("x" * 9, 10, reserve_first=6) == ["x" * 4, "x" * 5]


def test_a_link_goes_on_behind_the_cut() -> None:
    link = Entity("text_link", 5, 9, {"url": "https://contoh.invalid"})
    first, second = pieces(RichText("satu dua tiga empat", (link,)), 10)
    assert (first.text, first.entities) == ("satu dua", (Entity("text_link", 5, 3, link.data),))
    assert (second.text, second.entities) == ("tiga empat", (Entity("text_link", 0, 5, link.data),))


def test_whitespace_without_end_makes_no_empty_message() -> None:
    assert texts("satu" + "\n" * 5000 + "dua" + " " * 5000, 10) == ["satu", "dua"]
    assert texts(" \n" * 5000, 10) == [""]


@pytest.mark.parametrize("text", ["x" * 13_000, "x " * 6_500, " " * 13_000, FLAG * 3_000, "Z" + "\u0337" * 13_000])
def test_long_texts_of_one_kind_are_cut_into_about_as_few_pieces_as_possible(text: str) -> None:
    assert len(pieces(RichText(text), 4096)) <= utf16_length(text.strip()) // 4096 + 1


@pytest.mark.parametrize(("limit", "reserve"), [(1, 0), (10, 9), (10, 20)])
def test_no_room_for_a_character_is_a_bug(limit: int, reserve: int) -> None:
    with pytest.raises(ValueError, match="room"):
        pieces(RichText("x" * 100), limit, reserve)
