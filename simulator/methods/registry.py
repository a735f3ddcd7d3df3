"""Methods by name: their check, and what plays them if anything does."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from simulator.codec import Json
from simulator.machine import Simulator
from simulator.validate import MethodCheck

_NOT_PLAYED = "not simulated: checked and answered, but nothing was done"
Handler = Callable[[Simulator, Json], Any]


class Weight(Enum):
    """Which windows a call counts in."""

    NONE = "none"
    OVERALL = "overall"
    SEND = "overall, its chat, its group"


@dataclass(frozen=True, slots=True)
class Method:
    """`handler` is None for a method that is checked and answered but not played; `unplayed` says what is missing."""

    name: str
    check: MethodCheck
    handler: Handler | None
    waits: bool
    weight: Weight
    unplayed: str | None = None


_handlers: dict[str, tuple[Handler, Weight, str | None]] = {}


def plays(name: str, weight: Weight = Weight.NONE, unplayed: str | None = None) -> Callable[[Handler], Handler]:
    """Registers the function that plays a method."""

    def register(handler: Handler) -> Handler:
        _handlers[name] = (handler, weight, unplayed)
        return handler

    return register


def build(name: str, check: MethodCheck) -> Method:
    if name not in _handlers:
        return Method(name, check, None, False, Weight.NONE, _NOT_PLAYED)
    handler, weight, unplayed = _handlers[name]
    return Method(name, check, handler, inspect.iscoroutinefunction(handler), weight, unplayed)
