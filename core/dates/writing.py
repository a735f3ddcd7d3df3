"""How instants, days, lengths of time, numbers and sizes are written, in Indonesian (id) and English (en).

A day has no leading zero, a dot stands between hour and minute, and an hour never stands without its zone,
except on a button that has no room. Own tables: the locale of the server decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
"""The time zones of Indonesia and the abbreviations that people read."""


@dataclass(frozen=True, slots=True)
class _Wording:
    weekdays: Sequence[str]
    months: Sequence[str]
    short_months: Sequence[str]
    at: str
    lengths: Sequence[tuple[str, str]]
    """One and many of days, hours, minutes, seconds."""
    thousands: str
    decimal: str


_WORDINGS = {
    "id": _Wording(
        weekdays=("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
        months=(
            *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
            *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
        ),
        short_months=("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
        at=" pukul ",
        lengths=(("hari", "hari"), ("jam", "jam"), ("menit", "menit"), ("detik", "detik")),
        thousands=".",
        decimal=",",
    ),
    "en": _Wording(
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        at=", ",
        lengths=(("day", "days"), ("hour", "hours"), ("minute", "minutes"), ("second", "seconds")),
        thousands=",",
        decimal=".",
    ),
}

WEEKDAYS = _WORDINGS["id"].weekdays
"""Indonesian, from Monday."""
MONTHS = _WORDINGS["id"].months
SHORT_MONTHS = _WORDINGS["id"].short_months


def month_names(language: str) -> Sequence[str]:
    return _WORDINGS[language].months


def weekday_names(language: str) -> Sequence[str]:
    """From Monday."""
    return _WORDINGS[language].weekdays


_SECONDS = (86_400, 3_600, 60, 1)
_SIZES = ("B", "KB", "MB", "GB", "TB")


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as the clocks of one zone of Indonesia show it. `zone` is a key of `ZONES`."""

    instant: datetime
    zone: str

    def __post_init__(self) -> None:
        if self.instant.tzinfo is None:
            raise ValueError("a moment needs an aware instant")
        if self.zone not in ZONES:
            raise ValueError(f"not a time zone of Indonesia: {self.zone!r}")

    @property
    def local(self) -> datetime:
        return self.instant.astimezone(ZoneInfo(self.zone))

    @property
    def day(self) -> date:
        return self.local.date()


def full(moment: Moment, language: str = "id") -> str:
    """As in "Selasa, 22 Desember 2026 pukul 09.00 WIB"."""
    return full_day(moment.day, language) + _WORDINGS[language].at + clock(moment)


def full_day(day: date, language: str = "id") -> str:
    """As in "Selasa, 22 Desember 2026"."""
    words = _WORDINGS[language]
    return f"{words.weekdays[day.weekday()]}, {plain_day(day, language)}"


def plain_day(day: date, language: str = "id") -> str:
    """As in "3 Januari 2025": for a day long past, where the weekday says nothing."""
    return f"{day.day} {_WORDINGS[language].months[day.month - 1]} {day.year}"


def clock(moment: Moment) -> str:
    """As in "10.31 WIB": for status lines of the same day."""
    return f"{bare_clock(moment)} {ZONES[moment.zone]}"


def bare_clock(moment: Moment) -> str:
    """As in "10.31": for buttons."""
    return f"{moment.local:%H.%M}"


def short_day(day: date, language: str = "id") -> str:
    """As in "Jum 20 Nov": for buttons."""
    words = _WORDINGS[language]
    return f"{words.weekdays[day.weekday()][:3]} {day.day} {words.short_months[day.month - 1]}"


def weekday_and_day(day: date, language: str = "id") -> str:
    """As in "Selasa, 22 Des": for buttons where the weekday is what is chosen."""
    words = _WORDINGS[language]
    return f"{words.weekdays[day.weekday()]}, {day.day} {words.short_months[day.month - 1]}"


def duration(length: timedelta, language: str = "id") -> str:
    """As in "2 jam 5 menit", "45 detik": the two largest units, if neighbours. Below zero counts as zero."""
    rest = max(0, int(length.total_seconds()))
    units = [*zip(_SECONDS, _WORDINGS[language].lengths, strict=True)]
    while len(units) > 1 and rest < units[0][0]:
        del units[0]
    parts: list[str] = []
    for seconds, (one, many) in units[:2]:
        count, rest = divmod(rest, seconds)
        if count or not parts:
            parts.append(f"{number(count, language)} {one if count == 1 else many}")
    return " ".join(parts)


def number(value: int, language: str = "id") -> str:
    """As in "1.234"."""
    return f"{value:,}".replace(",", _WORDINGS[language].thousands)


def size(count: int, language: str = "id") -> str:
    """As in "4,2 MB", "60 MB"; `count` in bytes, a million to the MB. A decimal stands below ten only."""
    value, unit = float(count), 0
    while _rounded(value) >= 1000 and unit < len(_SIZES) - 1:
        value, unit = value / 1000, unit + 1
    return f"{_rounded(value):g}".replace(".", _WORDINGS[language].decimal) + f" {_SIZES[unit]}"


def _rounded(value: float) -> float:
    return round(value, 1 if value < 9.95 else None)
