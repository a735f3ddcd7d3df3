"""Figures as tables: on the terminal, and as a page of the documentation that is written whole."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

LIBRARIES = (
    "python-telegram-bot", "aiogram", "aiolimiter", "aiohttp", "uvloop", "SQLAlchemy", "aiosqlite", "asyncpg",
)  # fmt: skip

ABOUT = """`make bench` measures and writes this page. Each program runs in a process of its own on one core, what it
talks to on another one; rounds are interleaved, and a figure is the median of them. The same code runs as in
`python -m bot run`; peers run as their own documentation starts them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One table. `remarks` stand below it; in `bars` each says what must hold and whether it does."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    remarks: Sequence[str] = ()
    bars: Sequence[tuple[str, bool]] = ()


def middle(results: Iterable[dict[str, Any]], of: str) -> float:
    return median(float(each[of]) for each in results)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def machine(today: date) -> list[str]:
    """When and where it was measured."""
    return [
        f"{today:%Y-%m-%d}",
        f"{len(os.sched_getaffinity(0))} cores, {_processor()}, {platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}, " + ", ".join(_versions()),
    ]


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unnamed processor"


def _versions() -> Iterable[str]:
    for name in LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} not installed"


def show(console: Console, figure: Figure) -> None:
    table = Table(*figure.columns, title=figure.title)
    for row in figure.rows:
        table.add_row(*row)
    console.print(table)
    for line in _below(figure):
        console.print(line, markup=False, highlight=False)


def page(figures: Sequence[Figure], where: Sequence[str]) -> str:
    """Markdown."""
    parts = [
        "# Benchmarks",
        ABOUT,
        "\n".join(f"- {line}" for line in where),
        *(_section(figure) for figure in figures),
    ]
    return "\n\n".join(parts) + "\n"


def _section(figure: Figure) -> str:
    head = ["| " + " | ".join(figure.columns) + " |", "|" + "---|" * len(figure.columns)]
    rows = ["| " + " | ".join(row) + " |" for row in figure.rows]
    below = "\n".join(f"- {line}" for line in _below(figure))
    return "\n".join([f"## {figure.title}", "", *head, *rows]) + (f"\n\n{below}" if below else "")


def _below(figure: Figure) -> list[str]:
    return [*figure.remarks, *(f"{'Held' if held else 'Not held'}: {bar}" for bar, held in figure.bars)]
