"""When an Indonesian office works: its days and hours, holidays and joint leave, Fridays, Ramadan, and the quiet hours.

Hours by Perpres 21/2023: 37.5 a week from 07.30, in Ramadan 32.5 from 08.00; offices of public service may keep six
days. Days off by the yearly decree of three ministers, as the `holidays` package has it; an office amends them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

SATURDAY, FRIDAY = 5, 4
RAMADAN_DAYS = 29
"""Before Idulfitri; a month of 30 began one day earlier, which no table tells in advance."""
EVENING = time(18)
QUIET_FROM, QUIET_UNTIL = time(21), time(6)
"""Only what is very urgent is sent then."""
_FAR = timedelta(days=366)
_ESTIMATED = "(perkiraan)"
_IDULFITRI = "Idul Fitri"

Hours = tuple[tuple[time, time], ...]
_USUAL: Hours = ((time(7, 30), time(12)), (time(13), time(16)))
_FRIDAY: Hours = ((time(7, 30), time(11, 30)), (time(13), time(16, 30)))
_RAMADAN: Hours = ((time(8), time(12)), (time(12, 30), time(15)))
_RAMADAN_FRIDAY: Hours = ((time(8), time(11, 30)), (time(12, 30), time(15, 30)))
_SIX: Hours = ((time(7, 30), time(14)),)
_SIX_FRIDAY: Hours = ((time(7, 30), time(11, 30)),)


@dataclass(frozen=True, slots=True)
class Holiday:
    """`joint`: cuti bersama. `estimated`: the day may still move by one, since the moon is watched for it."""

    name: str
    joint: bool = False
    estimated: bool = False


def national(day: date, language: str = "id") -> Holiday | None:
    """Libur nasional or cuti bersama; what is not decreed yet is not known."""
    return _year(day.year, "id" if language == "id" else "en_US").get(day)


@cache
def _year(year: int, language: str) -> Mapping[date, Holiday]:
    public = holidays.country_holidays("ID", years=year, categories=("public",), language=language)
    every = holidays.country_holidays("ID", years=year, categories=("public", "government"), language=language)
    return {day: _holiday(name, joint=day not in public) for day, name in every.items()}


def _holiday(name: str, *, joint: bool) -> Holiday:
    plain = name.replace(_ESTIMATED, "").replace("(estimated)", "").strip()
    return Holiday(plain, joint, plain != name)


def in_ramadan(day: date) -> bool:
    """The weeks before the next Idulfitri that is known."""
    return any(timedelta() < feast - day <= timedelta(RAMADAN_DAYS) for feast in _feasts(day.year))


@cache
def _feasts(year: int) -> tuple[date, ...]:
    """The first days of Idulfitri in this year and in the first weeks of the next."""
    days = [day for each in (year, year + 1) for day, one in sorted(_year(each, "id").items()) if _is_feast(one)]
    return tuple(day for day in days if day - timedelta(1) not in days)


def _is_feast(one: Holiday) -> bool:
    return _IDULFITRI in one.name and not one.joint


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """Of one office in `zone`. `amended`: by the day, why it is off though no decree says so; None where it works."""

    zone: str
    six_days: bool = False
    amended: Mapping[date, str | None] = field(default_factory=dict)

    def holiday(self, day: date, language: str = "id") -> Holiday | None:
        if day in self.amended:
            name = self.amended[day]
            return None if name is None else Holiday(name)
        return national(day, language)

    def works(self, day: date) -> bool:
        weekend = day.weekday() > SATURDAY or (day.weekday() == SATURDAY and not self.six_days)
        return not weekend and self.holiday(day) is None

    def unusual(self, at: datetime | date) -> bool:
        """A day off, worth a second look before people are called. An evening is nobody's working time anyway."""
        if not isinstance(at, datetime):
            return not self.works(at)
        local = at.astimezone(ZoneInfo(self.zone))
        return not self.works(local.date()) and local.time() < EVENING

    def hours(self, day: date) -> Hours:
        """From when to when, with the break between; none on a day off."""
        if not self.works(day):
            return ()
        friday = day.weekday() == FRIDAY
        if in_ramadan(day):
            return _RAMADAN_FRIDAY if friday else _RAMADAN
        if self.six_days:
            return _SIX_FRIDAY if friday else _SIX
        return _FRIDAY if friday else _USUAL

    def first_of_month(self, year: int, month: int) -> date:
        """ "Hari kerja pertama"."""
        return self.next_day(date(year, month, 1))

    def next_day(self, day: date) -> date:
        """This day, or the first working day after it."""
        return next(one for one in _days_from(day) if self.works(one))

    def open_at(self, at: datetime) -> bool:
        return self.next_open(at) == at

    def next_open(self, at: datetime) -> datetime:
        """`at` itself when the office works then, else when it next begins."""
        return next(max(start, at) for start, end in self._spans(at) if end > at)

    def after(self, at: datetime, length: timedelta) -> datetime:
        """`length` of working time after `at`, nights, breaks and days off left out."""
        rest = length
        for start, end in self._spans(at):
            begun = max(start, at)
            if begun >= end:
                continue
            if rest <= end.astimezone(UTC) - begun.astimezone(UTC):
                return begun.astimezone(UTC) + rest
            rest -= end.astimezone(UTC) - begun.astimezone(UTC)
        raise OverflowError("no calendar reaches that far")

    def _spans(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The working hours from the day of `at` on, for ten years."""
        zone = ZoneInfo(self.zone)
        for day in _days_from(at.astimezone(zone).date()):
            for start, end in self.hours(day):
                yield datetime.combine(day, start, zone), datetime.combine(day, end, zone)


def quiet(at: datetime, zone: str) -> bool:
    local = at.astimezone(ZoneInfo(zone)).time()
    return local >= QUIET_FROM or local < QUIET_UNTIL


def loud_again(at: datetime, zone: str) -> datetime:
    """`at`, or the end of the quiet hours in which it lies."""
    if not quiet(at, zone):
        return at
    local = at.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(local.time() >= QUIET_FROM)
    return datetime.combine(day, QUIET_UNTIL, local.tzinfo).astimezone(UTC)


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days) for days in range(10 * _FAR.days))
