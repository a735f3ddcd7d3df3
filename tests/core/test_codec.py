"""The border: JSON of any kind comes in without characters that no database takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.codec import base36, clean_text, dump, from_base36, load, load_object, utf16_length


@given(st.integers(0, 2**63))
def test_a_number_comes_back_from_base_36(number: int) -> None:
    assert from_base36(base36(number)) == number


@given(st.text(st.characters(codec=None), max_size=50))
def test_a_clean_text_keeps_its_length_and_can_be_stored(text: str) -> None:
    cleaned = clean_text(text)
    assert len(cleaned) == len(text)
    assert "\x00" not in cleaned
    assert load(dump(cleaned)) == cleaned
    assert cleaned == text or "�" in cleaned


def test_a_lone_surrogate_and_a_nul_are_replaced_wherever_they_stand() -> None:
    assert load(rb'{"a\u0000": ["\ud83d", {"b": "x\u0000"}]}') == {"a�": ["�", {"b": "x�"}]}


def test_lengths_count_utf_16_units() -> None:
    assert utf16_length("a😀é") == 4


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON object"):
        load_object(b"[1]")
