"""A person as control calls give it: made anew, or changed."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from simulator.codec import Json
from simulator.control.ask import maybe, need, only
from simulator.errors import ControlError
from simulator.state import Person

_ZONE = "Asia/Jakarta"
_OPTIONAL = ("last_name", "username", "language_code")
_CHANGEABLE = ("first_name", *_OPTIONAL, "timezone")


def read_person(given: Json, free_id: int) -> Person:
    only(given, "id", *_CHANGEABLE, "started")
    person_id = maybe(given, "id", int)
    if person_id is not None and person_id <= 0:
        raise ControlError("id must be above zero")
    return Person(
        id=person_id or free_id,
        first_name=_first_name(given),
        last_name=maybe(given, "last_name", str),
        username=maybe(given, "username", str),
        language_code=maybe(given, "language_code", str),
        timezone=_zone(given),
        started=bool(maybe(given, "started", bool)),
    )


def change(person: Person, given: Json) -> None:
    """Only what is given; null takes away what may be missing. All of it or nothing."""
    only(given, *_CHANGEABLE)
    wanted = {name: maybe(given, name, str) for name in _OPTIONAL if name in given}
    if "first_name" in given:
        wanted["first_name"] = _first_name(given)
    if "timezone" in given:
        wanted["timezone"] = _zone(given)
    for name, value in wanted.items():
        setattr(person, name, value)


def _first_name(given: Json) -> str:
    name = need(given, "first_name", str)
    if not name.strip():
        raise ControlError("first_name is empty")
    return name


def _zone(given: Json) -> str:
    zone = maybe(given, "timezone", str) or _ZONE
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ControlError(f"timezone {zone!r} is not known") from None
    return zone
