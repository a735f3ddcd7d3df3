"""Which hour is meant by a clock and the part of the day beside it, in minutes from midnight."""

from collections.abc import Mapping, Sequence

from core.dates.pieces import Clock, PartName

DAY = 24 * 60
_HALF = 12 * 60
_SPANS: Mapping[PartName, tuple[int, int]] = {
    "early": (0, 5 * 60),
    "morning": (0, _HALF),
    "midday": (10 * 60, 16 * 60),
    "afternoon": (14 * 60, 19 * 60),
    "evening": (18 * 60, DAY),
}
"""From when to before when: a little wider than the words' own hours, since people are."""

NIGHT_ENDS = 3


def minutes(clock: Clock, part: PartName | None) -> Sequence[int]:
    """What may be meant, in the order of offering; nothing when no clock shows it. 24.00 is the end of the day.

    Bare hours from 1 to 6 may be of either half of the day; those from 7 to 12 are of the morning.
    """
    shown = 60 * clock.hour + clock.minute
    if clock.minute > 59 or shown > DAY:
        return ()
    exact = (shown + clock.shift) % DAY if clock.shift else shown
    if part is not None and clock.hour <= 12:
        return _within(part, clock, exact)
    if clock.sure or not 1 <= clock.hour <= 6:
        return (exact,)
    return (exact + _HALF, exact)


def _within(part: PartName, clock: Clock, exact: int) -> Sequence[int]:
    if part == "evening" and clock.hour == 12:
        return (exact + _HALF, exact - _HALF)  # whether the day ends or begins
    first, end = _SPANS[part]
    either = (exact % _HALF, exact % _HALF + _HALF)
    fitting = [one for one in either if first <= one < end]
    if part == "evening" and not fitting and clock.hour <= NIGHT_ENDS:
        return (exact + DAY, exact)  # "jam 1 malam": of the night that begins, or of the one that ended
    return fitting
