"""`python -m bench [FIGURE …]`: measures all figures, or the named ones, and shows them.

A whole run writes docs/benchmarks.md.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bench import fanout, inbox, limits, outgoing, simulator
from bench.processes import ROOT
from bench.report import Figure, machine, page, show

FIGURES: Mapping[str, Callable[[Path], list[Figure]]] = {
    "outgoing": lambda folder: [outgoing.measure(folder, outgoing.Size())],
    "limits": lambda folder: [limits.measure(folder, limits.Size())],
    "inbox": lambda folder: [inbox.measure(folder, inbox.Size())],
    "fanout": lambda folder: fanout.measure(folder, fanout.Size()),
    "simulator": lambda folder: simulator.measure(folder, simulator.Size()),
}


def main(names: list[str]) -> None:
    console, began = Console(width=120), time.monotonic()
    if unknown := set(names) - set(FIGURES):
        sys.exit(f"No such figure: {', '.join(unknown)}. There are: {', '.join(FIGURES)}.")
    figures: list[Figure] = []
    for name in names or FIGURES:
        with tempfile.TemporaryDirectory(prefix="simpul-bench-") as folder:
            found = FIGURES[name](Path(folder))
        for figure in found:
            show(console, figure)
        figures += found
    where = [*machine(datetime.now(UTC).date()), f"measured in {(time.monotonic() - began) / 60:.1f} minutes"]  # noqa: TID251
    console.print("\n".join(where), highlight=False)
    if not names:
        (ROOT / "docs" / "benchmarks.md").write_text(page(figures, where), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
