"""Single values of a call: numbers, texts, truths and files."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.codec import Json, dumps
from simulator.errors import bad_request

Check = Callable[[Any], Any]
PLAIN = frozenset({"Integer", "String", "Boolean", "Float", "InputFile"})
_TRUE_WORDS = frozenset({"true", "yes", "1"})


class Invalid(Exception):
    """A value of the wrong shape; says which shape was expected."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    content: bytes
    mime: str | None

    def note(self) -> Json:
        return {"file": self.name, "size": len(self.content)}


def integer(value: Any) -> Any:
    if type(value) is int:
        return value
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,19}", value.strip()):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise Invalid("must be of type Number")


def number(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    try:
        found = float(value)
    except (TypeError, ValueError):
        found = math.nan
    if not math.isfinite(found):
        raise Invalid("must be of type Number")
    return found


def boolean(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, str | int):
        return str(value).lower() in _TRUE_WORDS
    raise Invalid("must be of type Boolean")


def encoded(value: str) -> str:
    """The text itself, refused when UTF-8 cannot hold it."""
    if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
        raise bad_request("strings must be encoded in UTF-8")
    return value


def string(value: Any) -> Any:
    if isinstance(value, str):
        return encoded(value)
    raise Invalid("must be of type String")


def argument(value: Any) -> Any:
    """A text parameter of a call: as in a form, whatever is given is taken as its text."""
    if isinstance(value, str):
        return encoded(value)
    if isinstance(value, Upload):
        raise Invalid("must be of type String")
    return dumps(value).decode()


def file(value: Any) -> Any:
    if isinstance(value, Upload):
        return value
    return string(value)


BASIC: dict[str, Check] = {
    "Integer": integer,
    "Float": number,
    "Boolean": boolean,
    "String": string,
    "InputFile": file,
}


def integer_or_string(value: Any) -> Any:
    if type(value) is int:
        return value
    text = string(value)
    return int(text) if re.fullmatch(r"-?[0-9]{1,19}", text) else text
