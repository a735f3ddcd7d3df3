"""A broadcast under Telegram's limits, as the simulator enforces them: ours, and a peer with its own limiter."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.driving import COMMAND, PATIENCE, Seen, Town
from bench.network import AUTHOR, announce, fan_out, settle_in
from bench.processes import beside, cores, environment, simulator
from bench.report import Figure, percentile
from bench.spent import BOT_ID
from storage.uow import Storage

OURS = "Simpul Humas"
PEERS = {
    "one": "python-telegram-bot with AIORateLimiter, one after the other",
    "all": "python-telegram-bot with AIORateLimiter, all at once",
}
SEED = 20261123
MOST_SECONDS, LEAST_RATE, MOST_WAIT = 85.0, 26.0, 1.5


@dataclass(frozen=True, slots=True)
class Size:
    people: int = 2_000
    peers: tuple[str, ...] = tuple(PEERS)


def measure(folder: Path, size: Size) -> Figure:
    database = f"sqlite+aiosqlite:///{folder}/limits.db"
    unit_id = asyncio.run(settle_in(database, size.people))
    with ExitStack() as stack:
        ours = stack.enter_context(simulator())
        peers = {way: stack.enter_context(simulator()) for way in size.peers}
        seen, hurried = asyncio.run(_all(stack, (ours, database, unit_id), peers, size.people))
    return _figure(seen, hurried, size.people)


async def _all(
    stack: ExitStack, ours: tuple[str, str, int], peers: dict[str, str], people: int
) -> tuple[dict[str, Seen], int]:
    """All at the same time: at this pace none of them is busy."""
    url, database, unit_id = ours
    core = cores()[0]
    timeout = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0)) as http:
        towns = {name: Town(http, where, people, SEED) for name, where in ({OURS: url} | peers).items()}
        for town in towns.values():
            await town.settle_in()
        stack.enter_context(beside("bot", "run", core=core, **environment(url, database)))
        for way, where in peers.items():
            stack.enter_context(beside("bench.peers.ptb_limits", where, people, way, core=core))
        orders = {OURS: _release(database, unit_id)} | {way: _ask(towns[way]) for way in peers}
        seen = await asyncio.gather(*(town.watch(orders[name]) for name, town in towns.items()))
        return dict(zip(towns, seen, strict=True)), await towns[OURS].refused_when_hurried()


def _release(database: str, unit_id: int) -> Callable[[], Awaitable[None]]:
    async def order() -> None:
        storage = await Storage.open(database, BOT_ID)
        try:
            async with storage.work() as uow:
                await fan_out(uow, await announce(uow), unit_id)
        finally:
            await storage.close()

    return order


def _ask(town: Town) -> Callable[[], Awaitable[None]]:
    async def order() -> None:
        await town.writes(int(AUTHOR), "/siarkan")

    return order


def _figure(seen: dict[str, Seen], hurried: int, people: int) -> Figure:
    ours = seen[OURS]
    slowest = percentile(ours.answers, 0.95)
    return Figure(
        "limits",
        f"{people:,} recipients under enforced limits",
        ("program", "reached", "seconds", "sends, edits, replies a second", "429s", f"{COMMAND} p50", "p95"),
        [_row(PEERS.get(name, name), one) for name, one in seen.items()],
        _remarks(hurried),
        [(f"everybody has it within {MOST_SECONDS:g} s for 2,000",
          len(ours.arrived) == people and ours.seconds <= MOST_SECONDS),
         (f"at least {LEAST_RATE:g} sends, edits and replies a second", ours.rate >= LEAST_RATE),
         ("no answer of 429, while a hurried client gets some", ours.too_many == 0 and hurried > 0),
         (f"commands are answered within {MOST_WAIT:g} s (p95)", slowest < MOST_WAIT)],
    )  # fmt: skip


def _remarks(hurried: int) -> list[str]:
    return [
        "Limits as Telegram's: 30 a second overall, one a second a chat.",
        f"Each second somebody asks {COMMAND} and somebody presses [Sudah dibaca] (seed {SEED}).",
        f"An answer that took longer counts as {PATIENCE:g} s.",
        f"A client that keeps to no limit got {hurried} answers of 429 in the same simulator.",
    ]


def _row(name: str, one: Seen) -> tuple[str, ...]:
    waits = [f"{percentile(one.answers, share):.2f} s" for share in (0.5, 0.95)] if one.answers else ["", ""]
    return (name, f"{len(one.arrived):,}", f"{one.seconds:.1f}", f"{one.rate:.1f}", f"{one.too_many}", *waits)
