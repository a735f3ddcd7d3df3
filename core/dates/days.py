"""Which day is meant by the pieces that name one."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from core.dates.answers import Doubt, Note, Reason
from core.dates.pieces import DayOrNext, Fixed, FromToday, Gone, NextWeek, OfMonth, Weekday

DayPiece: TypeAlias = Fixed | OfMonth | Weekday | FromToday | DayOrNext | NextWeek | Gone

FAR_DAYS = 183
"""A day without a year that is farther away than half a year is asked about."""
NIGHT_HOURS = 4
"""Until then "besok" may mean the day that has begun."""
YEARS = 8  # 29 February is at most eight years away
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


@dataclass(frozen=True, slots=True)
class Day:
    """`weekday_only`: named by nothing but its weekday, so that the next one may be meant when its hour has passed."""

    day: date
    notes: frozenset[Note] = frozenset()
    weekday_only: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class OneOf:
    days: tuple[date, ...]
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class NoDay:
    reason: Reason
    days: tuple[date, ...] = ()


Named: TypeAlias = Day | Days | OneOf | NoDay


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a day is read against. `hour` is that of now. With `past` a day may be meant that has been, and the nearest
    one is."""

    today: date
    hour: int = 12
    past: bool = False


def named(first: Sequence[DayPiece], last: Sequence[DayPiece], now: Calendar) -> Named:
    """The day that `first` names, or the days from it to the one that `last` names."""
    if not last:
        return _one(first, now)
    end = _one([_with_year(one, first) for one in last], now)
    if not isinstance(end, Day):
        return end
    start = _one([_with_year(one, last, end.day) for one in first], now)
    if not isinstance(start, Day):
        return start
    return Days(start.day, end.day) if start.day <= end.day else NoDay(Reason.NO_SUCH_DATE)


def _with_year(piece: DayPiece, others: Sequence[DayPiece], end: date | None = None) -> DayPiece:
    """In "30 November s.d. 2 Desember 2026" the year is said once."""
    if not isinstance(piece, Fixed) or piece.year is not None:
        return piece
    year = next((one.year for one in others if isinstance(one, Fixed) and one.year), None)
    if year is None:
        return piece
    later = end is not None and (piece.month, piece.day) > (end.month, end.day)
    return Fixed(piece.day, piece.month, year - 1 if later else year)


def _one(pieces: Sequence[DayPiece], now: Calendar) -> Named:
    gone = [one for one in pieces if isinstance(one, Gone)]
    if gone and not now.past:
        return NoDay(Reason.IN_THE_PAST)
    weekdays = [one for one in pieces if isinstance(one, Weekday) and not one.week]
    dated = [one for one in pieces if isinstance(one, Fixed | OfMonth)]
    if dated:
        return _dated(dated, weekdays, pieces, now)
    if any(isinstance(one, NextWeek) or (isinstance(one, Weekday) and one.week) for one in pieces):
        return _next_week(weekdays, pieces, now.today)
    moved = [one for one in pieces if isinstance(one, FromToday | DayOrNext)]
    if moved:
        return _moved(moved[0], weekdays, now)
    if gone:
        return _gone(gone[0], weekdays, now.today)
    return _by_weekday(weekdays, now) if weekdays else NoDay(Reason.NO_DATE)


# --- days of the calendar


def _dated(
    dated: Sequence[Fixed | OfMonth], weekdays: Sequence[Weekday], pieces: Sequence[DayPiece], now: Calendar
) -> Named:
    found: list[date] = []
    for one in dated:
        day = _fixed(one, now) if isinstance(one, Fixed) else _of_month(one, now)
        if isinstance(day, NoDay):
            return day
        found.append(day)
    also = [_from(one, now.today) for one in pieces if isinstance(one, FromToday)]
    different = tuple(dict.fromkeys((*found, *also)))
    if len(different) > 1:
        ahead = tuple(day for day in different if now.past or day >= now.today)
        return OneOf(ahead, Doubt.TWO_DATES) if len(ahead) > 1 else NoDay(Reason.IN_THE_PAST)
    return _judged(different[0], weekdays, now, far=all(isinstance(one, Fixed) and not one.year for one in dated))


def _judged(day: date, weekdays: Sequence[Weekday], now: Calendar, *, far: bool) -> Named:
    if differs := _differing(weekdays, day):
        return differs
    if day < now.today and not now.past:
        return NoDay(Reason.IN_THE_PAST, (day,))
    if far and abs((day - now.today).days) > FAR_DAYS:
        return OneOf((day,), Doubt.FAR)
    return Day(day, _eves(weekdays))


def _differing(weekdays: Sequence[Weekday], day: date) -> NoDay | None:
    """The weekday that is not this day's, if one is."""
    for one in weekdays:
        if not _fits(one, day):
            nearest = day + timedelta((one.number - one.eve - day.weekday() + 3) % 7 - 3)
            return NoDay(Reason.WEEKDAY_MISMATCH, (day, nearest))
    return None


def _fits(weekday: Weekday, day: date) -> bool:
    """The evening before counts as either day."""
    return (weekday.number - day.weekday()) % 7 <= (1 if weekday.eve else 0)


def _eves(weekdays: Sequence[Weekday]) -> frozenset[Note]:
    return frozenset({Note.EVE}) if any(one.eve for one in weekdays) else frozenset()


def _fixed(piece: Fixed, now: Calendar) -> date | NoDay:
    if not 1 <= piece.month <= 12:
        return NoDay(Reason.NO_SUCH_MONTH)
    if piece.year is not None:
        return existing(piece.year, piece.month, piece.day) or NoDay(Reason.NO_SUCH_DATE)
    years = range(now.today.year - YEARS, now.today.year + YEARS + 1)
    return _chosen((existing(year, piece.month, piece.day) for year in years), now)


def _chosen(days: Iterable[date | None], now: Calendar) -> date | NoDay:
    """Of these in their order: the first that is ahead, or the nearest."""
    known = [day for day in days if day is not None and (now.past or day >= now.today)]
    if not known:
        return NoDay(Reason.NO_SUCH_DATE)
    return min(known, key=lambda day: abs((day - now.today).days)) if now.past else known[0]


def _of_month(piece: OfMonth, now: Calendar) -> date | NoDay:
    first = now.today.replace(day=1)
    if piece.shift is not None:
        month = months_on(first, piece.shift)
        return existing(month.year, month.month, piece.day) or NoDay(Reason.NO_SUCH_DATE)
    months = [months_on(first, n) for n in range(-2, 3)]
    return _chosen((existing(month.year, month.month, piece.day) for month in months), now)


def existing(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= 12:
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# --- days from today


def _from(piece: FromToday, today: date) -> date:
    return months_on(today, piece.months) + timedelta(days=piece.days)


def _moved(piece: FromToday | DayOrNext, weekdays: Sequence[Weekday], now: Calendar) -> Named:
    today = now.today
    if isinstance(piece, DayOrNext):
        return OneOf((today + timedelta(1), today + timedelta(2)), Doubt.TOMORROW_OR_NEXT)
    day = _from(piece, today)
    if differs := _differing(weekdays, day):
        return differs
    if piece == FromToday(days=1, named=True) and now.hour < NIGHT_HOURS and not weekdays:
        return OneOf((today, day), Doubt.AFTER_MIDNIGHT)
    return Day(day, _eves(weekdays))


def _next_week(weekdays: Sequence[Weekday], pieces: Sequence[DayPiece], today: date) -> Named:
    if not weekdays and any(isinstance(one, NextWeek) for one in pieces):
        return NoDay(Reason.NO_DATE)
    if not weekdays:
        sunday = _coming(6, today)
        return OneOf((sunday, sunday + timedelta(7)), Doubt.WEEK_OR_SUNDAY)
    weekday = weekdays[0]
    day = _monday(today) + timedelta(7 + weekday.number - weekday.eve)
    return Day(day, _eves(weekdays))


def _gone(piece: Gone, weekdays: Sequence[Weekday], today: date) -> Named:
    if piece.days is not None:
        day = today - timedelta(piece.days)
        return _differing(weekdays, day) or Day(day)
    if not weekdays:
        return NoDay(Reason.NO_DATE)
    return Day(_monday(today) + timedelta(weekdays[0].number - 7))


def _by_weekday(weekdays: Sequence[Weekday], now: Calendar) -> Named:
    today = now.today
    different = {(one.number - one.eve) % 7 for one in weekdays}
    if len(different) > 1:
        return OneOf(tuple(sorted(_coming(one, today) for one in different)), Doubt.TWO_DATES)
    weekday, number = weekdays[0], different.pop()
    match weekday.which:
        case "past" if not now.past:
            return NoDay(Reason.IN_THE_PAST)
        case "past":
            return Day(_coming(number, today - timedelta(8)))
        case "next":
            return _of_next_week(number, today)
        case "tomorrow":
            return Day(_coming(number, today), _eves(weekdays))
        case "plain" if now.past:
            return Day(_coming(number, today - timedelta(7)))
        case "this" | "plain":
            return Day(_coming(number, today - timedelta(1)), _eves(weekdays), weekday_only=True)


def _of_next_week(number: int, today: date) -> Named:
    """ "Kamis depan" is clear only when the coming one is next week's, and not tomorrow."""
    coming, next_weeks = _coming(number, today), _monday(today) + timedelta(7 + number)
    if coming != next_weeks:
        return OneOf((next_weeks, coming), Doubt.WHICH_WEEK)
    if (coming - today).days == 1:
        return OneOf((coming, coming + timedelta(7)), Doubt.WHICH_WEEK)
    return Day(coming)


def _coming(number: int, after: date) -> date:
    """The first such weekday after this day."""
    return after + timedelta((number - after.weekday() - 1) % 7 + 1)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
