"""docs/dates.md says what is so: each of its lines is read."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from core.dates.answers import Answer, Choice, Unreadable, When
from core.dates.reading import read

PAGE = (Path(__file__).parents[3] / "docs" / "dates.md").read_text("utf-8")
LINES = [
    (typed, meant)
    for typed, meant, _ in re.findall(r"^\| (.+?) \| (.+?) \| (.*?)\|$", PAGE, re.MULTILINE)
    if typed != "Typed"
]
SAID = datetime.fromisoformat("2026-11-23T10:15:00+07:00")


def test_the_page_has_its_table() -> None:
    assert len(LINES) > 40


@pytest.mark.parametrize(("typed", "meant"), LINES, ids=[typed for typed, _ in LINES])
def test_a_line_of_the_page_is_so(typed: str, meant: str) -> None:
    assert _told(read(typed, SAID, "Asia/Jakarta")) == meant


def _told(answer: Answer) -> str:
    match answer:
        case Unreadable(reason):
            return reason.value
        case Choice(candidates, doubt):
            return f"{doubt.value}: {', '.join(_at(one.start) for one in candidates)}"
        case When(start, end, open_end):
            return _at(start) + (f" to {_at(end)}" if end else "") + (", open end" if open_end else "")


def _at(at: datetime | date) -> str:
    if not isinstance(at, datetime):
        return at.isoformat()
    offset = "" if at.utcoffset() == SAID.utcoffset() else f" {at:%z}"[:4] + ".00"
    return f"{at:%Y-%m-%d %H.%M}{offset}"
