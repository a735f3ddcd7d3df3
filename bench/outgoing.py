"""The outgoing path: ours with its ledger, and what the peers get without one."""

import asyncio
import shutil
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from bench.network import announce, fan_out, settle_in
from bench.processes import Result, endpoint, run
from bench.report import Figure, middle
from bench.spent import BOT_ID
from storage.uow import Storage

OURS, PTB, AIOGRAM = "bench.sending", "bench.peers.ptb", "bench.peers.aiogram_loop"
WINDOWS = {OURS: (8, 64), PTB: (1, 8, 64), AIOGRAM: (1, 8, 64)}
NAMES = {
    OURS: "Simpul Humas, with its ledger (SQLite, synchronous=FULL)",
    PTB: "python-telegram-bot, stock",
    AIOGRAM: "aiogram, bare loop",
}
TIMES_PTB, TIMES_AIOGRAM = 3.0, 0.9
CEILING = 3.0


@dataclass(frozen=True, slots=True)
class Size:
    """Messages a run. The stock client is slow, and slower with more in flight."""

    ours: int = 10_000
    ptb: int = 800
    aiogram: int = 10_000
    ceiling: int = 40_000
    rounds: int = 3


def measure(folder: Path, size: Size) -> Figure:
    base = folder / "outgoing.db"
    asyncio.run(prepare(base, size.ours))
    results: dict[tuple[str, int], list[Result]] = defaultdict(list)
    with endpoint() as url:
        for _ in range(size.rounds):
            results["ceiling", 64].append(run("bench.ceiling", url, size.ceiling, 64))
            for program, windows in WINDOWS.items():
                for window in windows:
                    results[program, window].append(_one(url, base, program, window, size))
    return _figure(results)


async def prepare(database: Path, officers: int) -> None:
    """Everybody's copy is queued."""
    url = f"sqlite+aiosqlite:///{database}"
    unit_id = await settle_in(url, officers)
    storage = await Storage.open(url, BOT_ID)
    try:
        async with storage.work() as uow:
            await fan_out(uow, await announce(uow), unit_id)
    finally:
        await storage.close()


def send(url: str, base: Path, window: int, messages: int) -> Result:
    """Ours, on a copy of the prepared database."""
    database = base.with_name("run.db")
    for stale in base.parent.glob("run.db*"):
        stale.unlink()
    shutil.copy(base, database)
    return run(OURS, url, f"sqlite+aiosqlite:///{database}", window, messages)


def _one(url: str, base: Path, program: str, window: int, size: Size) -> Result:
    if program == OURS:
        return send(url, base, window, size.ours)
    return run(program, url, size.ptb if program == PTB else size.aiogram, window)


def _figure(results: dict[tuple[str, int], list[Result]]) -> Figure:
    ceiling = _rate(results.pop(("ceiling", 64)))
    rates = {key: _rate(each) for key, each in results.items()}
    best = {program: max(rate for (name, _), rate in rates.items() if name == program) for program in WINDOWS}
    ours = rates[OURS, 64]
    return Figure(
        "outgoing",
        "Outgoing path, one core",
        ("program", "in flight", "messages/s", "CPU ms a message"),
        [(NAMES[name], f"{n}", f"{rates[name, n]:,.0f}", _cpu(each)) for (name, n), each in results.items()],
        [f"The endpoint's own ceiling is {ceiling:,.0f} messages/s."],
        [
            (f"the endpoint is {CEILING:g} × as fast as the fastest client", ceiling >= CEILING * max(rates.values())),
            (f"64 in flight: {ours / best[PTB]:.1f} × stock python-telegram-bot at its best (at least {TIMES_PTB:g})",
             ours >= TIMES_PTB * best[PTB]),
            (f"64 in flight: {ours / best[AIOGRAM]:.2f} × aiogram's bare loop at its best (at least {TIMES_AIOGRAM:g})",
             ours >= TIMES_AIOGRAM * best[AIOGRAM]),
        ],
    )  # fmt: skip


def _rate(results: list[Result]) -> float:
    return middle([{"rate": each["messages"] / each["seconds"]} for each in results], "rate")


def _cpu(results: list[Result]) -> str:
    return f"{middle([{'ms': each['cpu'] / each['messages'] * 1000} for each in results], 'ms'):.2f}"
