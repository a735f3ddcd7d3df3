"""What reading a date can come to: a value that is certain, a choice to offer, or a reason to ask again."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from core.dates.pieces import PartName


class Note(StrEnum):
    """What a certain reading was told of by no word, so that it should be looked at twice."""

    MOVED_ON = "moved_on"  # the hour has passed today: the next such day
    OTHER_ZONE = "other_zone"
    END_OF_DAY = "end_of_day"  # 24.00
    EVE = "eve"  # "malam Jumat" is a Thursday


class Doubt(StrEnum):
    HALF_OF_DAY = "half_of_day"
    WHICH_WEEK = "which_week"
    WEEK_OR_SUNDAY = "week_or_sunday"
    AFTER_MIDNIGHT = "after_midnight"  # "besok", said before sleeping
    TOMORROW_OR_NEXT = "tomorrow_or_next"  # "besok lusa"
    FAR = "far"  # more than half a year away, without a year
    TWO_DATES = "two_dates"
    TWO_HOURS = "two_hours"


class Reason(StrEnum):
    WEEKDAY_MISMATCH = "weekday_mismatch"
    NO_SUCH_DATE = "no_such_date"
    NO_SUCH_MONTH = "no_such_month"
    NO_SUCH_TIME = "no_such_time"
    IN_THE_PAST = "in_the_past"
    NOT_A_CLOCK_TIME = "not_a_clock_time"
    RELATIVE_TO_UNKNOWN_EVENT = "relative_to_unknown_event"
    UNSUPPORTED_CALENDAR = "unsupported_calendar"
    NO_DATE = "no_date"


@dataclass(frozen=True, slots=True)
class When:
    """`start` is a day when no hour was named, then perhaps with the `part` of it. `open_end`: "s.d. selesai"."""

    start: datetime | date
    end: datetime | date | None = None
    open_end: bool = False
    part: PartName | None = None
    notes: frozenset[Note] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """In the order in which they should be offered."""

    candidates: tuple[When, ...]
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Unreadable:
    """`days`: what has been; or where the weekday contradicts the date, that date and the nearest such weekday."""

    reason: Reason
    days: tuple[date, ...] = ()


Answer: TypeAlias = When | Choice | Unreadable
