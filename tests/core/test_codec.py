"""The border: JSON of any kind comes in without characters that no database takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.codec import base36, clean_name, clean_text, dump, from_base36, load, load_object, utf16_length


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


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("rilis_\u202egpj.exe", "rilis_gpj.exe"),
        ("\u200f\u200eKab.\u00a0Kaur\u2060 \u00adtest\ufeff", "Kab. Kaur test"),
        ("Z\u0337\u0308\u0301\u0334algo", "Z\u0337\u0308algo"),
        ("ễ", "ễ"),
        ("👨\u200d👩\u200d👧 1\ufe0f\u20e3 👩🏽\u200d⚕\ufe0f", "👨\u200d👩\u200d👧 1\ufe0f\u20e3 👩🏽\u200d⚕\ufe0f"),
        ("\ua9b1\ua9b8\ua992\ua9bc\ua981", "\ua9b1\ua9b8\ua992\ua9bc\ua981"),
    ],
)
def test_a_clean_name_reads_forward_and_keeps_to_its_line(text: str, clean: str) -> None:
    assert clean_name(text) == clean
