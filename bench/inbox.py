"""The inbox: how many updates are kept and handled a second, and what a unit of work costs, on both engines."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from bench.engines import engines, fresh, server
from bench.processes import Result, run
from bench.report import Figure, middle

KINDS = {"taps": "taps on [Sudah dibaca]", "messages": "plain messages"}

REMARKS = (
    "Kept: in hundreds, as Telegram hands them over, each hundred one commit.",
    "Handled: all the way through the router, two commits an event, one worker on SQLite and four on PostgreSQL.",
    "p50 and p95 are of the unit of work that handles.",
    "PostgreSQL runs without fsync here, as in the tests.",
)


@dataclass(frozen=True, slots=True)
class Size:
    """Events a run, each kind."""

    updates: int = 20_000
    taps: int = 500
    messages: int = 500
    rounds: int = 3


def measure(folder: Path, size: Size) -> Figure:
    results: dict[str, list[Result]] = defaultdict(list)
    with server() as postgres:
        for _ in range(size.rounds):
            for engine in engines(postgres):
                with fresh(engine, postgres, folder) as url:
                    results[engine].append(run("bench.handling", url, size.updates, size.taps, size.messages))
    return Figure(
        "inbox",
        "Inbox, one core",
        ("engine", "what", "a second", "statements a unit of work", "ms p50", "ms p95"),
        [row for engine, told in results.items() for row in _rows(engine, told)],
        REMARKS,
    )


def _rows(engine: str, told: list[Result]) -> list[tuple[str, ...]]:
    kept = middle([{"rate": each["kept"] / each["seconds"]} for each in told], "rate")
    return [(engine, "updates kept", f"{kept:,.0f}", "", "", ""), *(_row(engine, kind, told) for kind in KINDS)]


def _row(engine: str, kind: str, told: list[Result]) -> tuple[str, ...]:
    each: list[Result] = [one[kind] for one in told]
    rate = middle([{"rate": one["handled"] / one["seconds"]} for one in each], "rate")
    costs = [f"{middle(each, name):.1f}" for name in ("p50", "p95")]
    return (engine, f"{KINDS[kind]} handled", f"{rate:,.0f}", f"{middle(each, 'statements'):.0f}", *costs)
