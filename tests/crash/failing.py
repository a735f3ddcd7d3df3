"""`python -m tests.crash.failing run`: the real bot, except that something fails at a chosen boundary.

FAIL_POINT=<module>:<function>:<n> ends the process, as a kill would, before the n-th call of that coroutine function;
with a word behind it, :<word>, only calls are counted in whose arguments that word stands. BUG_POINT, written alike,
raises in it instead; FREEZE_POINT stops the process there until somebody lets it go on. The bot itself knows nothing of
them.
"""

import os
import signal
from collections.abc import Awaitable, Callable
from functools import reduce
from importlib import import_module
from itertools import count
from typing import TypeVar

from bot.cli import program

DIED = 86
"""The exit code: nothing else ends with it."""

Result = TypeVar("Result")


def die() -> None:
    os._exit(DIED)


def raise_bug() -> None:
    raise RuntimeError("a bug for a test")


def stand_still() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def install(point: str, fail: Callable[[], None]) -> None:
    module, name, nth, *word = point.split(":")
    *owners, function = name.split(".")
    owner = reduce(getattr, owners, import_module(module))
    setattr(owner, function, failing(getattr(owner, function), int(nth), fail, *word))


def failing(
    work: Callable[..., Awaitable[Result]], nth: int, fail: Callable[[], None], word: str = ""
) -> Callable[..., Awaitable[Result]]:
    calls = count(1)

    async def call(*args: object, **named: object) -> Result:
        if word in repr(args) and next(calls) == nth:
            fail()
        return await work(*args, **named)

    return call


if __name__ == "__main__":
    for variable, fail in (("FAIL_POINT", die), ("BUG_POINT", raise_bug), ("FREEZE_POINT", stand_still)):
        if point := os.environ.get(variable):
            install(point, fail)
    program()
