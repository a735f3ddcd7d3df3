"""The pieces of which people build a date: what each means by itself, whatever stands beside it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Which: TypeAlias = Literal["plain", "this", "next", "tomorrow", "past"]
PartName: TypeAlias = Literal["early", "morning", "midday", "afternoon", "evening"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A day of a month. Without `year` the next one is meant, or the year of its neighbour in a range."""

    day: int
    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class OfMonth:
    """A day of the next month that has it, or of the month `shift` months from now."""

    day: int
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """`eve`: the evening before it ("malam Jumat"). `week`: its name may mean a week too."""

    number: int
    which: Which = "plain"
    eve: bool = False
    week: bool = False


@dataclass(frozen=True, slots=True)
class FromToday:
    """So many days or months from today; `named`: by a word of its own ("besok"), not counted out."""

    days: int = 0
    months: int = 0
    named: bool = False


@dataclass(frozen=True, slots=True)
class DayOrNext:
    """ "Besok lusa": tomorrow, or the day after it."""


@dataclass(frozen=True, slots=True)
class NextWeek:
    """ "Pekan depan": which day of it stands elsewhere, or not at all."""


@dataclass(frozen=True, slots=True)
class Gone:
    """ "Kemarin", "tadi pagi"; without `days` ago "minggu lalu", of which another piece says the day."""

    days: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """`sure`: written as clocks of 24 hours show it, or with am or pm. `shift`: minutes to put on, or to take off."""

    hour: int
    minute: int = 0
    sure: bool = False
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """ "Kurang seperempat": minutes to put on the hour before it, or to take off."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Lapse:
    """So many minutes from now."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Part:
    name: PartName


@dataclass(frozen=True, slots=True)
class Zone:
    """An Indonesian zone by its name, or `minutes` ahead of UTC."""

    name: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Until:
    pass


@dataclass(frozen=True, slots=True)
class OpenEnd:
    pass


@dataclass(frozen=True, slots=True)
class Instead:
    """ "Menjadi": what stands before it no longer holds."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """What names a time that no clock or calendar of ours shows."""

    reason: Literal["unsupported_calendar", "not_a_clock_time", "relative_to_unknown_event"]


Meaning: TypeAlias = (
    Fixed | OfMonth | Weekday | FromToday | DayOrNext | NextWeek | Gone | Clock | Shift | Lapse | Part | Zone | Until
    | OpenEnd | Instead | Foreign
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """`start` and `end` are places in the normal text."""

    meaning: Meaning
    start: int
    end: int
