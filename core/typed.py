"""Reads a day and an hour that somebody typed in full: "Rabu, 2 Desember 2026 pukul 09.00 WIB", "2/12/2026", "9.30".

A typed answer holds a day, an hour, or both in this order, and nothing else. What cannot be read is a value that says
why, so that the sentence for it can say what to do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TypeAlias

from core.dates import MONTHS, WEEKDAYS, ZONES, month_names, weekday_names
from core.weekdays import MONTH_SPELLINGS, WEEKDAY_SPELLINGS, Contradiction, findings
from core.words import plain

LONGEST = 80
"""Nothing longer is a day or an hour."""


@dataclass(frozen=True, slots=True)
class NoSuchDay:
    """No calendar has it ("30 Februari 2026")."""

    written: str


@dataclass(frozen=True, slots=True)
class WeekdayDiffers:
    """The weekday is not the day's: either the day is meant (`day_kept`), or the nearest day of that weekday."""

    written: str
    day_kept: date
    weekday_kept: date


@dataclass(frozen=True, slots=True)
class NotADay:
    """`example` is a day that could have been typed."""

    example: date


@dataclass(frozen=True, slots=True)
class NoSuchHour:
    written: str


@dataclass(frozen=True, slots=True)
class NotAnHour:
    example: time = time(9, 0)


@dataclass(frozen=True, slots=True)
class Hour:
    """`zone` is a key of `core.dates.ZONES`; None when none was typed."""

    time: time
    zone: str | None = None


Day: TypeAlias = date | NoSuchDay | WeekdayDiffers | NotADay
HourRead: TypeAlias = Hour | NoSuchHour | NotAnHour


def _with_english(spellings: Mapping[str, int], english: Mapping[str, int]) -> Mapping[str, int]:
    return {**{name.lower(): value for name, value in english.items()}, **spellings}


def _any(spellings: Mapping[str, int]) -> str:
    return "|".join(re.escape(one) for one in sorted(spellings, key=len, reverse=True))


_WEEKDAYS = _with_english(WEEKDAY_SPELLINGS, {name: n for n, name in enumerate(weekday_names("en"))})
_MONTHS = _with_english(MONTH_SPELLINGS, {name: n for n, name in enumerate(month_names("en"), 1)})
_ZONES = {short: zone for zone, short in reversed(ZONES.items())}
_DAY = (
    rf"(?:(?:hari )?(?P<weekday>{_any(_WEEKDAYS)})(?:\.| ?, ?| |/)? ?(?:tanggal |tgl\.? )?)?"
    rf"(?P<day>[0-9]{{1,2}})(?: (?P<word>{_any(_MONTHS)})\.?(?:,? (?P<year>[0-9]{{4}}))?"
    r"|(?P<sign>[/.-])(?P<month>[0-9]{1,2})(?P=sign)(?P<numbered_year>[0-9]{4}))"
)
_HOUR = (
    r"(?:(?P<said>pukul|jam|pkl\.?|at)? ?(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})"
    r"|(?:pukul|jam|pkl\.?|at) ?(?P<bare>[0-9]{1,2}))(?: ?(?P<zone>wib|wita|wit))?"
)
_TYPED = re.compile(rf"(?P<date>{_DAY})?(?: ?,? ?(?P<clock>{_HOUR}))?\.?", re.IGNORECASE | re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_YEARS_AHEAD = 8  # 29 February is at most eight years away


def day(text: str, today: date) -> Day:
    """The day in `text`; one without a year is its next occurrence."""
    match = _match(text)
    if match is None or not match["date"]:
        return NotADay(today + timedelta(days=7))
    return _judged(match, today)


def hour(text: str) -> HourRead:
    """The hour in `text`, with its zone if one was typed."""
    match = _match(text)
    if match is None or not match["clock"]:
        return NotAnHour()
    of_day, minute = int(match["hour"] or match["bare"]), int(match["minute"] or 0)
    if of_day > 23 or minute > 59:
        return NoSuchHour(match["clock"])
    return Hour(time(of_day, minute), _ZONES[match["zone"].upper()] if match["zone"] else None)


def _match(text: str) -> re.Match[str] | None:
    if len(text) > LONGEST * 2:
        return None
    words = plain(text)
    return _TYPED.fullmatch(words) if words and len(words) <= LONGEST else None


def _judged(match: re.Match[str], today: date) -> Day:
    """Whether it exists and the weekday agrees is decided where announcements are checked, in the same way."""
    number = int(match["day"])
    month = _MONTHS[match["word"].lower()] if match["word"] else int(match["month"])
    year = match["year"] or match["numbered_year"]
    found = _existing(int(year), month, number) if year else _coming(month, number, today)
    if found is None:
        return NoSuchDay(match["date"])
    if not match["weekday"]:
        return found
    weekday = WEEKDAYS[_WEEKDAYS[match["weekday"].lower()]]
    for finding in findings(f"{weekday}, {found.day} {MONTHS[found.month - 1]} {found.year}", today):
        if isinstance(finding, Contradiction):
            return WeekdayDiffers(match["date"], finding.day_kept.day, finding.weekday_kept.day)
    return found


def _coming(month: int, number: int, today: date) -> date | None:
    days = (_existing(year, month, number) for year in range(today.year, today.year + _YEARS_AHEAD + 1))
    return next((one for one in days if one is not None and one >= today), None)


def _existing(year: int, month: int, number: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None
