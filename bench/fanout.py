"""A release to very many, what sending to them does to memory, and how long the bot takes to be there."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from bench import outgoing
from bench.engines import engines, fresh, server
from bench.network import settle_in
from bench.processes import Result, beside, cores, endpoint, environment, line_of, run
from bench.report import Figure, middle
from bench.spent import memory

MEGABYTE = 1_000_000
FLAT = 1.25


@dataclass(frozen=True, slots=True)
class Size:
    """People of the release; of those who are sent to; starts of the bot."""

    people: int = 100_000
    sent: int = 20_000
    starts: int = 3


def measure(folder: Path, size: Size) -> list[Figure]:
    return [_releases(folder, size), _memory(folder, size), _starts(folder, size)]


def _releases(folder: Path, size: Size) -> Figure:
    rows = []
    with server() as postgres:
        for engine in engines(postgres):
            with fresh(engine, postgres, folder) as url:
                told = run("bench.fanning", url, size.people)
            people = told["people"]
            rows.append((engine, f"{people:,}", f"{told['seconds']:.2f}", f"{told['bytes'] / people:.0f}"))
    return Figure(
        "fanout",
        "Fan-out of one release",
        ("engine", "people", "seconds", "bytes a person"),
        rows,
        ["Audience and ledger, with their indexes. One run an engine; PostgreSQL without fsync."],
    )


def _memory(folder: Path, size: Size) -> Figure:
    base = folder / "memory.db"
    asyncio.run(outgoing.prepare(base, size.sent))
    with endpoint() as url:
        told = outgoing.send(url, base, 64, size.sent)
    before, most, after = told["memory"]
    return Figure(
        "memory",
        f"Memory while {size.sent:,} messages leave",
        ("before", "most", "after"),
        [tuple(f"{one / MEGABYTE:.0f} MB" for one in (before, most, after))],
        bars=[(f"the most is at most {FLAT:g} × what it was before", most <= FLAT * before)],
    )


def _starts(folder: Path, size: Size) -> Figure:
    url = f"sqlite+aiosqlite:///{folder}/start.db"
    asyncio.run(settle_in(url, 100))
    starts = [_start(url) for _ in range(size.starts)]
    return Figure(
        "start",
        "Start of the bot",
        ("seconds to the first poll", "memory then"),
        [(f"{middle(starts, 'seconds'):.2f}", f"{middle(starts, 'memory') / MEGABYTE:.0f} MB")],
    )


def _start(database: str) -> Result:
    """From the start of the process until it asks for updates."""
    with beside("bench.endpoint") as far_side:
        url = line_of(far_side)
        began = time.monotonic()
        with beside("bot", "run", core=cores()[0], **environment(url, database)) as bot:
            line_of(far_side)  # somebody polls
            return {"seconds": time.monotonic() - began, "memory": memory(bot.pid)}
