"""Reads a day and an hour as people type them. What is not certain is asked, never guessed.

The rules, with an example each, stand in docs/dates.md. A reading is never in the past.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from core.dates.answers import Answer, Choice, Doubt, Note, Reason, Unreadable, When
from core.dates.clocks import DAY, minutes
from core.dates.days import Calendar, Day, DayPiece, Days, NoDay, OneOf, named
from core.dates.lexer import pieces
from core.dates.normal import normal
from core.dates.pieces import (
    Clock,
    DayOrNext,
    Fixed,
    Foreign,
    FromToday,
    Gone,
    Instead,
    Lapse,
    Meaning,
    NextWeek,
    OfMonth,
    OpenEnd,
    Part,
    PartName,
    Shift,
    Until,
    Weekday,
    Zone,
)

LONGEST = 1000
"""Signs of an answer; what is longer is no date."""
_ZONES = {"wib": ZoneInfo("Asia/Jakarta"), "wita": ZoneInfo("Asia/Makassar"), "wit": ZoneInfo("Asia/Jayapura")}


def read(text: str, now: datetime, zone: str, *, past: bool = False, day: date | None = None) -> Answer:
    """What an answer says, for somebody in `zone` (a name of the time zone database) at `now` (aware).

    With `past` it may speak of what has been: then days without a year are the nearest ones. `day` is meant where the
    answer names none.
    """
    if len(text) > LONGEST:
        return Unreadable(Reason.NO_DATE)
    said = [piece.meaning for piece in pieces(normal(text))]
    if day is not None and not any(isinstance(one, DayPiece) for one in said):
        said.insert(0, Fixed(day.day, day.month, day.year))
    return meaning(said, now.astimezone(ZoneInfo(zone)), past=past)


def meaning(said: Sequence[Meaning], now: datetime, *, past: bool = False) -> Answer:
    """`now` in the zone of whoever says it."""
    said = _valid(said)
    if foreign := next((one for one in said if isinstance(one, Foreign)), None):
        return Unreadable(Reason(foreign.reason))
    moments = _moments(said)
    if len(moments) == 1:
        return _one(moments[0], now, past)
    answers = [_one(one, now, past) for one in moments]
    whens = tuple(one for one in answers if isinstance(one, When))
    if len(whens) < len(answers):
        return next(one for one in answers if not isinstance(one, When))
    if len(whens) == 2 and isinstance(moments[0][-1], Until):
        return replace(whens[0], end=whens[1].start) if _runs(*whens) else Unreadable(Reason.NO_SUCH_DATE)
    return Choice(whens, Doubt.TWO_DATES)


def _moments(said: Sequence[Meaning]) -> Sequence[Sequence[Meaning]]:
    """Cut before each day that comes when a day and its hour have been said."""
    cut: list[list[Meaning]] = [[]]
    for one in said:
        whole = any(isinstance(each, Clock) for each in cut[-1]) and any(isinstance(each, DayPiece) for each in cut[-1])
        if isinstance(one, DayPiece) and whole:
            cut.append([])
        cut[-1].append(one)
    return cut


def _runs(first: When, last: When) -> bool:
    """Whether one can be the beginning and the other the end."""
    start, end = first.start, last.start
    return isinstance(start, datetime) and isinstance(end, datetime) and start < end


def _one(said: Sequence[Meaning], now: datetime, past: bool) -> Answer:
    parts = _sorted(said)
    if parts.lapse is not None and not parts.first and not parts.hours:
        return When((now + timedelta(minutes=parts.lapse)).replace(second=0, microsecond=0))
    if not parts.first and not parts.hours:
        return Unreadable(Reason.NO_DATE)
    return _Reader(parts, now, past).answer()


def _valid(said: Sequence[Meaning]) -> Sequence[Meaning]:
    """What stands behind the last "menjadi"."""
    last = max((at for at, one in enumerate(said) if isinstance(one, Instead)), default=-1)
    behind = said[last + 1 :]
    return behind if any(isinstance(one, DayPiece | Clock) for one in behind) else said


@dataclass(slots=True)
class _Hour:
    clock: Clock
    part: PartName | None = None


@dataclass(slots=True)
class _Parts:
    """An answer taken apart. `last`: the pieces of the last day of several. `hours`: one, or from one to another."""

    first: list[DayPiece] = field(default_factory=list)
    last: list[DayPiece] = field(default_factory=list)
    hours: list[_Hour] = field(default_factory=list)
    to_hour: bool = False
    part: PartName | None = None
    zone: Zone | None = None
    lapse: int | None = None
    open_end: bool = False


def _sorted(said: Sequence[Meaning]) -> _Parts:
    parts, last = _Parts(), False
    for at, one in enumerate(said):
        before = said[at - 1] if at else None
        match one:
            case Fixed() | OfMonth() | Weekday() | FromToday() | DayOrNext() | NextWeek() | Gone():
                last = _is_last(said, at, last)
                (parts.last if last else parts.first).append(one)
                if isinstance(one, Weekday) and one.eve:
                    parts.part = "evening"
            case Clock():
                parts.to_hour |= isinstance(before, Until) and bool(parts.hours)
                parts.hours.append(_Hour(one, _part_before(said, at)))
            case Shift(minutes) if parts.hours:
                clock = parts.hours[-1].clock
                parts.hours[-1].clock = replace(clock, shift=clock.shift + minutes)
            case Part(name):
                parts.part = name
                if parts.hours and isinstance(before, Clock | Zone):
                    parts.hours[-1].part = name
            case Zone():
                parts.zone = one
            case Lapse(minutes):
                parts.lapse = minutes
            case OpenEnd():
                parts.open_end = True
            case Shift() | Until() | Foreign() | Instead():
                pass
    return parts


def _is_last(said: Sequence[Meaning], at: int, before: bool) -> bool:
    """Whether the day at `at` is the last of several: an "until" stands before it, or it goes on with the one before,
    which was (`before`). With an "until" behind it, a range begins."""
    if _joins_days(said, at - 1):
        return True
    return before and not _joins_days(said, at + 1)


def _joins_days(said: Sequence[Meaning], at: int) -> bool:
    inside = 0 < at < len(said) - 1
    return (
        inside
        and isinstance(said[at], Until)
        and isinstance(said[at - 1], DayPiece)
        and isinstance(said[at + 1], DayPiece)
    )


def _part_before(said: Sequence[Meaning], at: int) -> PartName | None:
    """ "malam jam 8"."""
    before = said[at - 1] if at else None
    return before.name if isinstance(before, Part) else None


@dataclass(frozen=True, slots=True)
class _Reader:
    parts: _Parts
    now: datetime
    past: bool

    def answer(self) -> Answer:
        first = self.parts.first
        calendar = Calendar(self.now.date(), self.now.hour, self.past)
        day = named(first, self.parts.last, calendar) if first else None
        times = [minutes(one.clock, one.part or self._spread()) for one in self.parts.hours]
        if not all(times):
            return Unreadable(Reason.NO_SUCH_TIME)
        match day:
            case NoDay(reason, days):
                return Unreadable(reason, days)
            case Days(first_day, last_day):
                return self._over_days(first_day, last_day, times)
            case None:
                return self._without_day(times)
            case Day() | OneOf() if not times:
                return self._day_only(day)
            case Day() | OneOf():
                return self._at(day, times)

    def _spread(self) -> PartName | None:
        """The part of the day that holds for an hour that has none of its own."""
        return self.parts.part

    @property
    def _tz(self) -> tzinfo:
        zone = self.parts.zone
        if zone is None:
            return self.now.tzinfo or UTC
        return _ZONES[zone.name] if zone.name else timezone(timedelta(minutes=zone.minutes))

    # --- days without an hour

    def _day_only(self, day: Day | OneOf) -> Answer:
        if isinstance(day, OneOf):
            return Choice(tuple(When(one, part=self.parts.part) for one in day.days), day.doubt)
        if day.weekday_only and day.day == self.now.date():
            return Choice((When(day.day), When(day.day + timedelta(7))), Doubt.WHICH_WEEK)
        return When(day.day, part=self.parts.part, notes=day.notes)

    def _over_days(self, first: date, last: date, times: Sequence[Sequence[int]]) -> Answer:
        if not times:
            return When(first, last)
        starts = [self._instant(first, one) for one in times[0]]
        ahead = [one for one in starts if self.past or one >= self.now]
        if not ahead:
            return Unreadable(Reason.IN_THE_PAST)
        found = tuple(When(one, last, notes=self._notes(one)) for one in ahead)
        return found[0] if len(found) == 1 else Choice(found, Doubt.HALF_OF_DAY)

    # --- with an hour

    def _without_day(self, times: Sequence[Sequence[int]]) -> Answer:
        """Today if that is still ahead, else tomorrow."""
        today = self.now.date()
        found = self._at(Day(today), times)
        if found != Unreadable(Reason.IN_THE_PAST):
            return found
        return _noted(self._at(Day(today + timedelta(1)), times), Note.MOVED_ON)

    def _at(self, day: Day | OneOf, times: Sequence[Sequence[int]]) -> Answer:
        if len(times) > 1 and not self.parts.to_hour:
            return self._choice([When(self._instant(_days(day)[0], one[0])) for one in times], Doubt.TWO_HOURS)
        found = [self._when(one, start, times) for one in _days(day) for start in times[0]]
        if isinstance(day, OneOf):
            return self._choice(found, day.doubt, keep=day.doubt is Doubt.FAR)
        if day.weekday_only and day.day == self.now.date():
            return self._this_weekday(day, times)
        return self._choice([_with(one, day.notes) for one in found], Doubt.HALF_OF_DAY)

    def _this_weekday(self, day: Day, times: Sequence[Sequence[int]]) -> Answer:
        today = self._at(Day(day.day, day.notes), times)
        if today != Unreadable(Reason.IN_THE_PAST):
            return today
        return _noted(self._at(Day(day.day + timedelta(7), day.notes), times), Note.MOVED_ON)

    def _when(self, day: date, start: int, times: Sequence[Sequence[int]]) -> When:
        at = self._instant(day, start)
        ends = [one for one in times[1] if one > start] if self.parts.to_hour else []
        end = self._instant(day, min(ends)) if ends else None
        return When(at, end, self.parts.open_end, notes=self._notes(at, start))

    def _choice(self, found: Iterable[When], doubt: Doubt, *, keep: bool = False) -> Answer:
        """Those that are still ahead: one of them is certain, unless it has to be asked about all the same."""
        ahead = tuple(dict.fromkeys(one for one in found if self.past or _instant_of(one) >= self.now))
        if not ahead:
            return Unreadable(Reason.IN_THE_PAST)
        return ahead[0] if len(ahead) == 1 and not keep else Choice(ahead, doubt)

    def _instant(self, day: date, minute: int) -> datetime:
        return datetime.combine(day, time(), self._tz) + timedelta(minutes=minute)

    def _notes(self, at: datetime, minute: int = 0) -> frozenset[Note]:
        notes = {Note.END_OF_DAY} if minute == DAY else set[Note]()
        zone = self.parts.zone
        if zone is not None and zone.name and at.utcoffset() != at.astimezone(self.now.tzinfo).utcoffset():
            notes.add(Note.OTHER_ZONE)
        return frozenset(notes)


def _days(day: Day | OneOf) -> tuple[date, ...]:
    return (day.day,) if isinstance(day, Day) else day.days


def _instant_of(when: When) -> datetime:
    assert isinstance(when.start, datetime)
    return when.start


def _with(when: When, notes: frozenset[Note]) -> When:
    return When(when.start, when.end, when.open_end, when.part, when.notes | notes)


def _noted(answer: Answer, note: Note) -> Answer:
    return _with(answer, frozenset({note})) if isinstance(answer, When) else answer
