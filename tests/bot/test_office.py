"""Holding a role: what begins a term, what ends it, and what a database that does not answer does to it."""

import asyncio
import math
from dataclasses import dataclass, field
from typing import TypeVar

import pytest

from bot import office
from bot.office import Duty, Office
from core.clock import Timer
from core.errors import StorageBusy
from core.roles import Role, Term

ENOUGH_SECONDS = 10.0

Answer = TypeVar("Answer", int | None, bool)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "RENEW_SECONDS", 0.01)
    monkeypatch.setattr(office, "ASK_SECONDS", 0.01)


@dataclass
class Table:
    """Stands in for the table of roles: its answers are given, the last of each for ever."""

    taken: list[int | None | StorageBusy] = field(default_factory=lambda: [1])
    renewed: list[bool | StorageBusy] = field(default_factory=lambda: [True])
    silent: bool = False
    released: list[int] = field(default_factory=list)
    lease_seconds: float = math.inf

    async def take(self, role: Role, holder: str) -> int | None:
        return _next(self.taken)

    async def renew(self, role: Role, holder: str, epoch: int) -> bool:
        if self.silent:
            await asyncio.Event().wait()
        return _next(self.renewed)

    async def release(self, role: Role, holder: str, epoch: int) -> None:
        self.released.append(epoch)


def _next(answers: list[Answer | StorageBusy]) -> Answer:
    answer = answers.pop(0) if len(answers) > 1 else answers[0]
    if isinstance(answer, StorageBusy):
        raise answer
    return answer


async def serve(table: Table, duty: Duty, stop: asyncio.Event | None = None) -> None:
    async with asyncio.timeout(ENOUGH_SECONDS):
        await Office(table, "here", Timer(), set()).serve(Role.SENDER, duty, stop or asyncio.Event())


async def test_who_does_not_get_the_role_asks_again_also_when_the_database_is_busy() -> None:
    stop, table = asyncio.Event(), Table(taken=[None, StorageBusy("planted"), None, 7])
    begun: list[int] = []

    async def once(term: Term, _over: asyncio.Event) -> None:
        begun.append(term.epoch)
        stop.set()

    await serve(table, once, stop)
    assert begun == [7]
    assert table.released == [7]


async def test_a_role_that_was_lost_ends_its_term_and_is_asked_for_again() -> None:
    stop, table = asyncio.Event(), Table(taken=[1, 3], renewed=[True, True, False])
    begun: list[int] = []

    async def work(term: Term, over: asyncio.Event) -> None:
        begun.append(term.epoch)
        if term.epoch == 3:
            stop.set()
        await over.wait()
        if term.epoch == 1:
            assert term.left(Timer().now()) == 0

    await serve(table, work, stop)
    assert begun == [1, 3]


async def test_a_database_that_is_busy_for_a_moment_takes_no_role_away() -> None:
    stop, table = asyncio.Event(), Table(renewed=[StorageBusy("planted"), StorageBusy("planted"), True])

    async def work(_term: Term, over: asyncio.Event) -> None:
        while len(table.renewed) > 1:  # noqa: ASYNC110  nobody tells
            await asyncio.sleep(0.01)
        assert not over.is_set()
        stop.set()
        await over.wait()

    await serve(table, work, stop)


async def test_a_term_that_nothing_prolongs_is_over_when_its_lease_is() -> None:
    """The database hangs: the holder does not wait for it to hear that somebody else is in office."""
    stop, table, timer = asyncio.Event(), Table(silent=True, lease_seconds=0.05), Timer()

    async def work(term: Term, over: asyncio.Event) -> None:
        await over.wait()
        assert term.left(timer.now()) == 0
        stop.set()

    await serve(table, work, stop)
    assert table.released == [1]


async def test_a_role_is_kept_while_a_stop_settles_what_is_in_flight_and_given_back_then() -> None:
    stop, table = asyncio.Event(), Table(renewed=[*[True] * 100, False])

    async def slow(_term: Term, over: asyncio.Event) -> None:
        await over.wait()
        before = len(table.renewed)
        while len(table.renewed) > before - 3:  # noqa: ASYNC110  nobody tells
            await asyncio.sleep(0.01)
        assert table.released == []

    asyncio.get_running_loop().call_later(0.02, stop.set)
    await serve(table, slow, stop)
    assert table.released == [1]


async def test_a_bug_in_the_duty_is_loud_and_gives_the_role_back() -> None:
    table = Table()

    async def broken(_term: Term, _over: asyncio.Event) -> None:
        raise LookupError("planted")

    with pytest.raises(LookupError):
        await serve(table, broken)
    assert table.released == [1]
