"""Cuts a long text into messages.

A cut falls between paragraphs, else between lines, sentences or words, and inside a word only where there is no
other way, and then not inside a sign that is built of several characters (an emoji with its skin tone, a family, a
flag). Between two pieces of the text stands only whitespace: a messenger trims it at the edges of a message, so it
is left out here, and nothing else is.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from core.channels import Entity, RichText
from core.codec import utf16_length

_BLANK = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"\w{4}[.!?…][\"”’')]?\Z")  # fewer letters are a short form: "Yth.", "dr.", "s.d."
_PARAGRAPH, _LINE, _SENTENCE, _WORD = range(4)
_FILLED = 3
"""A better border is taken when it leaves one part in so many of the message filled."""
_JOINER = "\u200d"


def pieces(body: RichText, limit: int, reserve_first: int = 0) -> tuple[RichText, ...]:
    """`body` in pieces of at most `limit` UTF-16 units, the first shorter by `reserve_first`; at least one.

    Formatting that runs over a cut goes on in both pieces. A body that fits is returned as it is.
    """
    return tuple(_piece(body, start, end) for start, end in places(body.text, limit, reserve_first))


def places(text: str, limit: int, reserve_first: int = 0) -> tuple[tuple[int, int], ...]:
    """Where the pieces of `text` begin and end, in characters."""
    room = limit - reserve_first
    if min(room, limit) < 2:
        raise ValueError("no room for a character")
    units = _units(text)
    if units[-1] <= room:
        return ((0, len(text)),)
    return tuple(_places(text, units, room, limit)) or ((0, 0),)


@dataclass(frozen=True, slots=True)
class _Border:
    """A stretch of whitespace and what it parts; the smaller the kind, the better the place for a cut."""

    start: int
    end: int
    kind: int


def _places(text: str, units: Sequence[int], room: int, limit: int) -> Iterator[tuple[int, int]]:
    borders = [_border(text, blank.start(), blank.end()) for blank in _BLANK.finditer(text)]
    starts = [border.start for border in borders]
    start, last = len(text) - len(text.lstrip()), len(text.rstrip())
    while start < last:
        furthest = bisect_right(units, units[start] + room) - 1
        if furthest >= last:
            yield start, last
            return
        within = borders[bisect_right(starts, start) : bisect_right(starts, furthest)]
        enough = bisect_left(units, units[start] + room // _FILLED)
        cut = _best(within, enough) or _inside_word(text, start, furthest)
        yield start, cut.start
        start, room = cut.end, limit


def _border(text: str, start: int, end: int) -> _Border:
    lines = text.count("\n", start, end)
    if lines:
        return _Border(start, end, _PARAGRAPH if lines > 1 else _LINE)
    return _Border(start, end, _SENTENCE if _SENTENCE_END.search(text[max(0, start - 6) : start]) else _WORD)


def _best(within: Sequence[_Border], enough: int) -> _Border | None:
    """The last of the best kind that begins at `enough` or later, else simply the last."""
    filling = [border for border in within if border.start >= enough]
    if not filling:
        return within[-1] if within else None
    return min(reversed(filling), key=lambda border: border.kind)


def _inside_word(text: str, start: int, furthest: int) -> _Border:
    """The last place before `furthest` that is not inside a sign; `furthest` itself where one sign fills it all."""
    cut = next((at for at in range(furthest, start, -1) if not _inside_sign(text, start, at)), furthest)
    return _Border(cut, cut, _WORD)


def _inside_sign(text: str, start: int, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == _JOINER or after == _JOINER or unicodedata.category(after).startswith("M"):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":  # skin tones, tags
        return True
    return _is_flag_letter(before) and _is_flag_letter(after) and _flag_letters(text, start, at) % 2 == 1


def _is_flag_letter(char: str) -> bool:
    """Two of them in a row make a flag."""
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_letters(text: str, start: int, at: int) -> int:
    """How many stand in a row before `at`."""
    first = next((place for place in range(at - 1, start - 1, -1) if not _is_flag_letter(text[place])), start - 1)
    return at - 1 - first


def _units(text: str) -> list[int]:
    """For each character, and for the end, how many UTF-16 units stand before it."""
    return [*accumulate((2 if char > "\uffff" else 1 for char in text), initial=0)]


def _piece(body: RichText, start: int, end: int) -> RichText:
    if (start, end) == (0, len(body.text)):
        return body
    first = utf16_length(body.text[:start])
    length = utf16_length(body.text[start:end])
    entities = (_clipped(entity, first, length) for entity in body.entities)
    return RichText(body.text[start:end], tuple(entity for entity in entities if entity.length > 0))


def _clipped(entity: Entity, first: int, length: int) -> Entity:
    """What of the entity lies in the `length` units from `first` on, counted from there."""
    start = max(entity.offset - first, 0)
    end = min(entity.offset + entity.length - first, length)
    return replace(entity, offset=start, length=end - start)
