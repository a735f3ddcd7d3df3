"""Finds days and hours in a longer text, each with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.dates.answers import Answer
from core.dates.days import DayPiece
from core.dates.lexer import pieces
from core.dates.normal import Normal, normal
from core.dates.pieces import Clock, Foreign, Piece, Until
from core.dates.reading import meaning

NEAR = 24
"""So many signs may stand between the pieces of one date: "Hari/tanggal: …" and "Pukul: …" of a letter."""
_SAYS = DayPiece | Clock | Foreign


@dataclass(frozen=True, slots=True)
class Found:
    """`text[start:end]` is what was read."""

    start: int
    end: int
    answer: Answer


def find(text: str, now: datetime, zone: str, *, past: bool = True) -> list[Found]:
    """In the order of the text; `now`, `zone` and `past` as in `read`."""
    plain, local = normal(text), now.astimezone(ZoneInfo(zone))
    return [_found(plain, group, local, past) for group in _groups(plain)]


def _found(plain: Normal, group: Sequence[Piece], now: datetime, past: bool) -> Found:
    start, end = plain.span(group[0].start, group[-1].end)
    return Found(start, end, meaning([piece.meaning for piece in group], now, past=past))


def _groups(plain: Normal) -> Iterator[Sequence[Piece]]:
    """Pieces that speak of one date, from the first that says something to the last."""
    group: list[Piece] = []
    for piece in pieces(plain):
        if group and (_apart(plain, group[-1], piece) or _begins_anew(group, piece)):
            yield from _trimmed(group)
            group = []
        group.append(piece)
    yield from _trimmed(group)


def _apart(plain: Normal, before: Piece, piece: Piece) -> bool:
    between = plain.text[before.end : piece.start]
    return len(between) > NEAR or ". " in between or "\n\n" in between


def _begins_anew(group: Sequence[Piece], piece: Piece) -> bool:
    """A day when a day and its hour have been said, unless it is the end of a range."""
    hours = [at for at, one in enumerate(group) if isinstance(one.meaning, Clock)]
    whole = bool(hours) and any(isinstance(one.meaning, DayPiece) for one in group)
    goes_on = hours and any(isinstance(one.meaning, Until) for one in group[hours[-1] :])
    return whole and isinstance(piece.meaning, DayPiece) and not goes_on


def _trimmed(group: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """A number with a dot alone may be anything: an hour is one with a day, a zone, or a part of the day beside it."""
    while group and isinstance(group[-1].meaning, Until):
        group = group[:-1]
    while group and not isinstance(group[0].meaning, _SAYS):
        group = group[1:]
    if any(not isinstance(one.meaning, Clock | Until) for one in group):
        yield group
