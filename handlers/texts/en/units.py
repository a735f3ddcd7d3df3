"""The card of a unit and the list of units."""

from collections.abc import Sequence

from core.dates import Moment
from core.members import Naming
from handlers.texts.en.common import SEATS, call, counted, day_of, lines, number


def card(unit: str, region: str, officers: int, deputies: int, viewers: int, members: int) -> str:
    counts = [
        counted(count, SEATS[role])
        for role, count in (
            ("officer", officers),
            ("deputy", deputies),
            ("viewer", viewers),
            ("member", members),
        )
        if count
    ]
    return f"{unit}: {', '.join(counts) or 'no officers yet'}\nRegion: {region}"


def holder(who: Naming, seat: str, since: Moment, reachable: bool) -> str:
    note = "" if reachable else " · not reachable yet"
    return f"{call(who)}, {SEATS[seat]} since {day_of(since)}{note}"


def choose(units: Sequence[str]) -> str:
    return f"Which unit?\n{lines(units)}"


def page(units: Sequence[str], first: int, total: int) -> str:
    body = "\n".join(f"{place}. {unit}" for place, unit in enumerate(units, 1))
    return f"Units {number(first)}–{number(first + len(units) - 1)} of {number(total)}:\n{body}"


def write_name() -> str:
    return "Write the name of the unit, for example: polres kaur"


def bureau(office: str, units: int, waiting: int) -> str:
    return f"Members of {office}: {counted(units, 'unit')}. Applications waiting: {waiting or 'none yet'}."


def which_right() -> str:
    return "An invitation for which role in the bureau?"


def which_seat(unit: str) -> str:
    return f"{unit}. An invitation for which role?"


def no_applications() -> str:
    return "No applications are waiting."
