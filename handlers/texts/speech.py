"""Sentences before they are said: a sentence and its values, put into words for one reader when they are sent.

Code writes `say(id.announcements.returned, code=…, by=…, reason=…)`: mypy checks the values against the Indonesian
sentence. What is stored is the key and the values, so a message that waits is said in the language and the zone that
its reader has when it leaves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from typing import ParamSpec

from core.codec import Json, JsonObject, pick
from core.dates import Moment
from core.members import Honorific, Naming, Person, naming

P = ParamSpec("P")

LANGUAGES = ("id", "en")
_SOMEWHERE = "Asia/Jakarta"


@dataclass(frozen=True, slots=True)
class Reader:
    language: str
    timezone: str


@dataclass(frozen=True, slots=True)
class Say:
    """`key` is "<feature>.<sentence>"; `values` go into its places."""

    key: str
    values: Mapping[str, object]


def say(sentence: Callable[P, str], /, *args: P.args, **values: P.kwargs) -> Say:
    if args:
        raise TypeError("values of a sentence are named")
    return Say(f"{sentence.__module__.rpartition('.')[2]}.{sentence.__name__}", values)


def at(instant: datetime) -> Moment:
    """A moment for a sentence: whatever its zone, each reader is told it in their own."""
    return Moment(instant, _SOMEWHERE)


def told(values: Mapping[str, object]) -> dict[str, object]:
    """Values from core as sentences take them: times as moments, people by how they are called."""
    return {name: _told(value) for name, value in values.items()}


def _told(value: object) -> object:
    match value:
        case datetime():
            return at(value)
        case Person():
            return naming(value)
        case list():
            return [_told(item) for item in value]
        case _:
            return value


def voice(said: Say, reader: Reader) -> str:
    """The words of a sentence for this reader. Raises when there is no such sentence: that is a bug."""
    feature, _, name = said.key.partition(".")
    language = reader.language if reader.language in LANGUAGES else LANGUAGES[0]
    sentence = getattr(import_module(f"handlers.texts.{language}.{feature}"), name)
    words: str = sentence(**{place: _for(value, reader) for place, value in said.values.items()})
    return words


def _for(value: object, reader: Reader) -> object:
    match value:
        case Moment():
            return replace(value, zone=reader.timezone)
        case Say():
            return voice(value, reader)
        case list() | tuple():
            return [_for(item, reader) for item in value]
        case _:
            return value


# --- kept in the outbox


def as_json(said: Say) -> JsonObject:
    return {"k": said.key, "v": {name: _packed(value) for name, value in said.values.items()}}


def from_json(stored: Mapping[str, Json]) -> Say:
    return Say(str(stored["k"]), {name: _unpacked(value) for name, value in pick(stored, "v").items()})


def _packed(value: object) -> Json:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Moment(instant):
            return {"$": "moment", "at": instant.isoformat()}
        case Naming(name, honorific):
            return {"$": "naming", "name": name, "as": honorific.value}
        case Say():
            return {"$": "say", **as_json(value)}
        case Sequence():
            return [_packed(item) for item in value]
        case _:
            raise TypeError(f"{type(value).__name__} cannot be kept in a message")


def _unpacked(value: Json) -> object:
    match value:
        case {"$": "moment", "at": str(instant)}:
            return at(datetime.fromisoformat(instant))
        case {"$": "naming", "name": str(name), "as": str(honorific)}:
            return Naming(name, Honorific(honorific))
        case {"$": "say", "k": str(key), "v": dict(values)}:
            return from_json({"k": key, "v": values})
        case list():
            return [_unpacked(item) for item in value]
        case _:
            return value
