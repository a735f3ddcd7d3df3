"""`python -m tests.crash.failing run`: the real bot, except that it dies at a chosen boundary.

FAIL_POINT=<module>:<function>:<n> ends the process, as a kill would, before the n-th call of that coroutine function.
The bot itself knows nothing of it.
"""

import os
from collections.abc import Awaitable, Callable
from functools import reduce
from importlib import import_module
from itertools import count
from typing import TypeVar

from bot.cli import program

DIED = 86
"""The exit code: nothing else ends with it."""

Result = TypeVar("Result")


def dying(work: Callable[..., Awaitable[Result]], nth: int) -> Callable[..., Awaitable[Result]]:
    calls = count(1)

    async def call(*args: object, **named: object) -> Result:
        if next(calls) == nth:
            os._exit(DIED)
        return await work(*args, **named)

    return call


def install(fail_point: str) -> None:
    module, name, nth = fail_point.split(":")
    *owners, function = name.split(".")
    owner = reduce(getattr, owners, import_module(module))
    setattr(owner, function, dying(getattr(owner, function), int(nth)))


if __name__ == "__main__":
    if fail_point := os.environ.get("FAIL_POINT"):
        install(fail_point)
    program()
