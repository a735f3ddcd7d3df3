"""Bytes and text at the border: JSON both ways, and characters that no database takes."""

import json
import re
from collections.abc import Mapping
from typing import TypeAlias

import orjson

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"
JsonObject: TypeAlias = dict[str, "Json"]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace()}
_DIRECTIONS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_REFUSED = re.compile("[\x00\ud800-\udfff]")
_UNSEEN = {**_CONTROLS, **_DIRECTIONS, 0x00AD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED_UP = re.compile(f"([{_MARKS}]{{2}})[{_MARKS}]+")
"""Marks that any letter can be given: a letter in use has at most two. Signs that belong to one script are others."""


def dump(value: object) -> bytes:
    """JSON bytes of `value`; numbers beyond 64 bits go through the slower encoder."""
    try:
        return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)
    except (TypeError, orjson.JSONEncodeError):
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def load(raw: bytes | str) -> Json:
    """The JSON value in `raw`, every string cleaned.

    orjson refuses lone surrogates, which people's phones do produce, so the standard reader takes over there; what
    orjson takes can only hold a NUL, and JSON has one way to write it. Raises ValueError when `raw` is no JSON at all.
    """
    try:
        value: Json = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return cleaned(json.loads(raw))
    return cleaned(value) if _may_hold_nul(raw) else value


def _may_hold_nul(raw: bytes | str) -> bool:
    return "\\u0000" in raw if isinstance(raw, str) else b"\\u0000" in raw


def load_object(raw: bytes | str) -> JsonObject:
    value = load(raw)
    if not isinstance(value, dict):
        raise ValueError("expected a JSON object")
    return value


def cleaned(value: Json) -> Json:
    """`value` with NUL and lone surrogates as U+FFFD: PostgreSQL takes neither, and no length changes."""
    match value:
        case str():
            return clean_text(value)
        case list():
            return [cleaned(item) for item in value]
        case dict():
            return {clean_text(key): cleaned(item) for key, item in value.items()}
        case _:
            return value


def clean_text(text: str) -> str:
    return _REFUSED.sub("�", text)


def base36(number: int) -> str:
    """A non-negative number in as few characters as letters and digits allow."""
    if number < 0:
        raise ValueError("negative number")
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits


def from_base36(text: str) -> int:
    if not text or not text.isascii() or not text.isalnum():
        raise ValueError("not a base 36 number")
    return int(text, 36)


def utf16_length(text: str) -> int:
    """Length as Telegram counts it: a character beyond the basic plane counts two."""
    return len(text) + sum(1 for char in text if char > "￿")


def pick(source: Mapping[str, Json], name: str) -> JsonObject:
    """The object under `name`, empty when there is none."""
    value = source.get(name)
    return value if isinstance(value, dict) else {}


def clean_name(text: str) -> str:
    """A name or a title as it may stand in a line of ours: single spaces, no control characters.

    Marks that turn the direction of text go too, with them a name rearranges the words around it; so do marks piled
    up on one letter, which run over the lines above and below.
    """
    return " ".join(_PILED_UP.sub(r"\1", clean_text(text.translate(_UNSEEN))).split())
