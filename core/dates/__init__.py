"""Days, hours and instants: how people of an Indonesian office write them, and how they are read.

Nothing here knows the bot: it could be a package of its own.
"""

from core.dates.writing import (
    MONTHS,
    SHORT_MONTHS,
    WEEKDAYS,
    ZONES,
    Moment,
    bare_clock,
    clock,
    duration,
    full,
    full_day,
    month_names,
    number,
    plain_day,
    short_day,
    size,
    weekday_and_day,
    weekday_names,
)

__all__ = [
    "MONTHS",
    "SHORT_MONTHS",
    "WEEKDAYS",
    "ZONES",
    "Moment",
    "bare_clock",
    "clock",
    "duration",
    "full",
    "full_day",
    "month_names",
    "number",
    "plain_day",
    "short_day",
    "size",
    "weekday_and_day",
    "weekday_names",
]
