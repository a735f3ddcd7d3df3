"""Two bots on one PostgreSQL, each on a road of its own to it, and what can happen to one of them."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, Literal, TypeAlias

import asyncpg
from sqlalchemy import make_url

from core.clock import Calendar, Timer
from core.roles import LEASE_SECONDS
from tests.support.proxy import Proxy, proxy
from tests.support.simulator import Sim
from tests.support.supervisor import Patience, Supervisor, supervise

Kind: TypeAlias = Literal["kill", "freeze", "stop", "terminate", "cut", "silence"]

FAULTS: tuple[Kind, ...] = (
    *("kill", "kill", "freeze", "freeze", "stop", "stop"),
    *("terminate", "cut", "silence", "silence"),
)
"""What each does: see `Pair.strike`."""
MANY_LINES = 60
A_MOMENT = 2.0
"""How long a fault lasts that takes no role away."""

HOLDERS = """SELECT name, split_part(holder, ':', 2)::int AS pid FROM roles
    WHERE holder IS NOT NULL AND expires_ms > extract(epoch FROM clock_timestamp()) * 1000"""
SENDING = """SELECT addresses.address FROM outbox JOIN addresses ON addresses.id = outbox.address_id
    WHERE outbox.source = 2 AND outbox.state = 1"""
SENT = """SELECT addresses.address, copies.message_id FROM outbox
    JOIN addresses ON addresses.id = outbox.address_id LEFT JOIN copies ON copies.outbox_id = outbox.id
    WHERE outbox.source = 2 AND outbox.state = 2"""
TERMINATE = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@dataclass(frozen=True, slots=True)
class Fault:
    """`held`: roles of the victim. `on_their_way`: recipients whose delivery the database called "sending" then.
    `taken_over`: seconds until somebody else held all of those roles. Moments are real time."""

    kind: Kind
    held: frozenset[str]
    on_their_way: frozenset[int]
    began_at: datetime
    ended_at: datetime
    taken_over: float | None

    @property
    def hit(self) -> bool:
        return bool(self.held or self.on_their_way)


@dataclass(slots=True)
class Pair:
    bots: tuple[Supervisor, Supervisor]
    roads: tuple[Proxy, Proxy]
    database: asyncpg.Connection
    dice: Random
    faults: list[Fault] = field(default_factory=list)
    _clock: Calendar = field(default_factory=Calendar)

    def demand_alive(self) -> None:
        """Of two, one is enough."""
        if not any(bot.running for bot in self.bots):
            self.bots[0].demand_alive()

    def last_lines(self) -> str:
        return "\n---\n".join(bot.last_lines() for bot in self.bots)

    def tracebacks(self) -> list[str]:
        """Each with the line before it and what stands below it."""
        lines = [line for bot in self.bots for line in bot.log.read_text().splitlines()]
        found = [nth for nth, line in enumerate(lines) if "Traceback" in line]
        return ["\n".join(lines[max(0, nth - 1) :][:MANY_LINES]) for nth in found]

    async def start(self) -> None:
        """Both at the same time."""
        await asyncio.gather(*[bot.start() for bot in self.bots])

    async def stop(self) -> None:
        await asyncio.gather(*[bot.stop() for bot in self.bots])

    async def holders(self) -> dict[str, int]:
        """The pid of each role's holder, as far as one holds it."""
        return {row["name"]: row["pid"] for row in await self.database.fetch(HOLDERS)}

    async def sent(self) -> dict[int, int | None]:
        """The message id that the ledger has for each delivery that it calls sent."""
        return {int(row["address"]): row["message_id"] for row in await self.database.fetch(SENT)}

    async def strike(self, kind: Kind, patience: Patience) -> Fault:
        """Mostly him who sends, else the other one. Afterwards both are at work again."""
        victim = await self._victim(patience)
        bot, road = self.bots[victim], self.roads[victim]
        held = await self._roles_of(bot)
        began_at = self._clock.now()
        await self._begin(kind, bot, road)
        on_their_way = frozenset(int(row["address"]) for row in await self.database.fetch(SENDING))
        taken_over = await self._successor(bot, held, patience) if kind not in ("terminate", "cut") else None
        await asyncio.sleep(self.dice.uniform(0, A_MOMENT))
        await self._end(kind, bot, road)
        self.faults.append(Fault(kind, held, on_their_way, began_at, self._clock.now(), taken_over))
        return self.faults[-1]

    async def _victim(self, patience: Patience) -> int:
        while "sender" not in (holders := await self.holders()):
            patience.check("a sender")
            await asyncio.sleep(0.05)
        sends = self._pids().index(holders["sender"])
        return sends if self.dice.random() < 0.75 else 1 - sends

    async def _roles_of(self, bot: Supervisor) -> frozenset[str]:
        return frozenset(name for name, pid in (await self.holders()).items() if pid == bot.lives[-1].pid)

    async def _begin(self, kind: Kind, bot: Supervisor, road: Proxy) -> None:
        match kind:
            case "kill":
                await bot.kill()
            case "stop":
                await bot.stop()
            case "freeze":
                bot.freeze()
            case "terminate":  # the server ends everybody's connections
                await self.database.execute(TERMINATE)
            case "cut":
                await road.cut()
            case "silence":
                road.go_silent()

    async def _end(self, kind: Kind, bot: Supervisor, road: Proxy) -> None:
        match kind:
            case "kill" | "stop":
                await bot.start()
            case "freeze":
                bot.thaw()
            case "silence":
                road.be_heard()
            case "terminate" | "cut":
                pass  # over already

    async def _successor(self, bot: Supervisor, held: Iterable[str], patience: Patience) -> float:
        """Seconds until the other one has the roles of the victim."""
        timer, pid = Timer(), bot.lives[-1].pid
        began = timer.now()
        while True:
            holders = await self.holders()
            if all(holders.get(role, pid) != pid for role in held):
                return timer.now() - began
            patience.check("a successor")
            await asyncio.sleep(0.05)

    def _pids(self) -> list[int]:
        return [bot.lives[-1].pid for bot in self.bots]


@asynccontextmanager
async def two_bots(
    sim: Sim, folder: Path, database_url: str, dice: Random, *, rate: int, window: int
) -> AsyncIterator[Pair]:
    """Not started yet."""
    database = make_url(database_url)
    async with AsyncExitStack() as stack:
        bots, roads = [], []
        for name in ("one", "other"):
            (folder / name).mkdir()
            road = await stack.enter_async_context(proxy(database))
            bot = supervise(sim, folder / name, database_url=road.url(database), send_rate=rate, send_window=window)
            bots.append(await stack.enter_async_context(bot))
            roads.append(road)
        connection = await asyncpg.connect(database_url.replace("+asyncpg", ""))
        stack.push_async_callback(connection.close)
        yield Pair((bots[0], bots[1]), (roads[0], roads[1]), connection, dice)


def conflicts(calls: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Polls that were ended because another one began."""
    return [call for call in calls if call["method"] == "getUpdates" and call["error_code"] == 409]


def lease_after(fault: Fault, moment: datetime) -> bool:
    return fault.began_at <= moment and (moment - fault.ended_at).total_seconds() <= LEASE_SECONDS
