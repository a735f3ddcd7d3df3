"""Finds dates in people's words whose weekday and day contradict each other, and mends them.

Only what is wrong is changed: "Senin 22 Des 2026" becomes "Selasa 22 Des 2026" or "Senin 21 Des 2026", with the
commas, capitals and short forms of the writer.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from core.channels import Entity, RichText
from core.codec import utf16_length
from core.dates import MONTHS, SHORT_MONTHS, WEEKDAYS

WEEKDAY_SPELLINGS: Mapping[str, int] = {
    spelling: weekday
    for weekday, spellings in enumerate(
        (
            ("senin", "senen", "sen"),
            ("selasa", "sel"),
            ("rabu", "rebo", "rab"),
            ("kamis", "kemis", "kam"),
            ("jumat", "jum'at", "jum’at", "jum`at", "jum"),
            ("sabtu", "sab"),
            ("minggu", "ahad", "mgg", "min", "ming"),
        )
    )
    for spelling in spellings
}
"""How people write a weekday, in small letters; Monday is 0."""
MONTH_SPELLINGS: Mapping[str, int] = {
    spelling: month
    for month, spellings in enumerate(
        (
            ("januari", "jan"),
            ("februari", "pebruari", "febuari", "feb", "peb"),
            ("maret", "mar", "mrt"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("agustus", "agust", "agus", "agst", "agt", "ags", "agu"),
            ("september", "sept", "sep"),
            ("oktober", "okt"),
            ("november", "nopember", "nov", "nop"),
            ("desember", "des"),
        ),
        1,
    )
    for spelling in spellings
}
"""As above; January is 1."""


def _any(spellings: Mapping[str, int], least: int = 0, most: int = 99) -> str:
    """A pattern for those of `least` to `most` letters, longest first."""
    chosen = [re.escape(spelling) for spelling in spellings if least <= len(spelling) <= most]
    return "|".join(sorted(chosen, key=len, reverse=True))


_SPACE = r"[ \u00a0]"
_DATE = re.compile(
    rf"(?<!\w)(?:(?P<eve>malam{_SPACE}{{1,3}})?"
    rf"(?P<weekday>(?:{_any(WEEKDAY_SPELLINGS, 4)})\b|(?:{_any(WEEKDAY_SPELLINGS, 0, 3)})\b\.?)"
    rf"(?:{_SPACE}{{0,3}}[,/:(–-]?{_SPACE}{{0,3}}|[\s\u00a0.,/:(]{{1,20}}(?:tanggal|tgl)\b[\s\u00a0.:]{{0,20}}))?"
    rf"(?<![0-9])(?<![0-9][.,])(?P<day>[0-9]{{1,2}}){_SPACE}{{1,3}}"
    rf"(?P<month>{_any(MONTH_SPELLINGS)})\b\.?"
    rf"(?:,?{_SPACE}{{1,3}}(?P<year>(?:1[6-9]|2[0-9])[0-9]{{2}})(?![0-9]))?",
    re.IGNORECASE | re.ASCII,
)
_YEARS_AHEAD = 8  # 29 February is at most eight years away
_RECENT = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: `start` and `end` count characters, `offset` and `length` UTF-16 units."""

    start: int
    end: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What may have been meant, and how the stretch reads then."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The weekday is not the day's. `day_kept` mends the weekday, `weekday_kept` takes the nearest such day."""

    span: Span
    written: str
    day: date
    day_kept: Reading
    weekday_kept: Reading


@dataclass(frozen=True, slots=True)
class Impossible:
    """No calendar has this day ("30 Februari 2026")."""

    span: Span
    written: str


Finding: TypeAlias = Contradiction | Impossible


def findings(text: str, today: date) -> tuple[Finding, ...]:
    """What is wrong with the dates of `text`, in its order.

    A date without a year is its next occurrence, unless it lies in the last half year and the weekday agrees there.
    The evening before counts as the day itself: "malam Jumat" is a Thursday or a Friday.
    """
    found: list[Finding] = []
    seen = offset = 0
    for match in _DATE.finditer(text):
        start = match.start("weekday" if match["weekday"] else "day")
        offset += utf16_length(text[seen:start])
        seen = start
        span = Span(start, match.end(), offset, utf16_length(text[start : match.end()]))
        if finding := _judge(match, span, today):
            found.append(finding)
    return tuple(found)


def mend(rich: RichText, span: Span, replacement: str) -> RichText:
    """The text with `replacement` in the place of `span`; formatting that touches the stretch grows or shrinks.

    Only the letters that differ count as replaced, so formatting of a part keeps to that part. Other findings have
    moved afterwards: look for them again.
    """
    old = rich.text[span.start : span.end]
    same_before = _common(old, replacement)
    same_after = _common(old[same_before:][::-1], replacement[same_before:][::-1])
    start = span.offset + utf16_length(old[:same_before])
    end = span.offset + span.length - utf16_length(old[len(old) - same_after :])
    grown = utf16_length(replacement) - span.length
    moved = (_moved(entity, start, end, grown) for entity in rich.entities)
    text = rich.text[: span.start] + replacement + rich.text[span.end :]
    return RichText(text, tuple(entity for entity in moved if entity.length > 0))


def _judge(match: re.Match[str], span: Span, today: date) -> Finding | None:
    weekday = WEEKDAY_SPELLINGS[match["weekday"].rstrip(".").lower()] if match["weekday"] else None
    if weekday is None and not match["year"]:
        return None
    eve = 1 if match["eve"] else 0
    fitting = () if weekday is None else (weekday, (weekday - eve) % 7)
    day = _day(match["year"], MONTH_SPELLINGS[match["month"].lower()], int(match["day"]), fitting, today)
    written = match.string[span.start : span.end]
    if day is None:
        return Impossible(span, written)
    if weekday is None or day.weekday() in fitting:
        return None
    nearest = day + timedelta((weekday - eve - day.weekday() + 3) % 7 - 3)
    clear = match["year"] or nearest == _day(None, nearest.month, nearest.day, fitting, today)
    return Contradiction(
        span,
        written,
        day,
        Reading(day, _with_weekday(match, (day.weekday() + eve) % 7)),
        Reading(nearest, _with_day(match, nearest) + ("" if clear else f" {nearest.year}")),
    )


def _day(year: str | None, month: int, day: int, fitting: Collection[int], today: date) -> date | None:
    """The day that is meant; None when there is none such."""
    if year:
        return _existing(int(year), month, day)
    near = range(today.year - 1, today.year + _YEARS_AHEAD + 1)
    days = [candidate for number in near if (candidate := _existing(number, month, day))]
    lately = [past for past in days if timedelta() < today - past <= _RECENT and past.weekday() in fitting]
    return lately[-1] if lately else next((coming for coming in days if coming >= today), None)


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_weekday(match: re.Match[str], weekday: int) -> str:
    written, dot, _ = match["weekday"].partition(".")
    name = WEEKDAYS[weekday] if len(written) > 3 else WEEKDAYS[weekday][:3]
    return _in_case_of(written, name) + dot + match.string[match.end("weekday") : match.end()]


def _with_day(match: re.Match[str], day: date) -> str:
    text = match.string
    year = text[match.end("month") : match.start("year")] + str(day.year) if match["year"] else ""
    return "".join(
        (
            text[match.start("weekday") : match.start("day")],
            f"{day.day:02}" if match["day"].startswith("0") else str(day.day),
            text[match.end("day") : match.start("month")],
            _month(match["month"], day),
            year or text[match.end("month") : match.end()],
        )
    )


def _month(written: str, day: date) -> str:
    if MONTH_SPELLINGS[written.lower()] == day.month:
        return written
    full = written.lower() in {name.lower() for name in MONTHS} or len(written) > 5
    return _in_case_of(written, (MONTHS if full else SHORT_MONTHS)[day.month - 1])


def _in_case_of(written: str, name: str) -> str:
    if written.isupper():
        return name.upper()
    return name.lower() if written.islower() else name


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _moved(entity: Entity, start: int, end: int, grown: int) -> Entity:
    """The entity after the units from `start` to `end` became `grown` more."""
    entity_end = entity.offset + entity.length
    if entity_end <= start:
        return entity
    if entity.offset >= end:
        return replace(entity, offset=entity.offset + grown)
    first = min(entity.offset, start)
    return replace(entity, offset=first, length=max(entity_end, end) + grown - first)
