"""Where the simulator's time goes for one message: what cProfile saw, summed up by part."""

import pstats
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.report import Figure

DOOR = ("botapi.py", "handle")
WITHIN = {
    "reading the parameters": (("params.py", "read"),),
    "validation": (("validate.py", "__call__"),),
    "limits": (("limits.py", "check"), ("limits.py", "count")),
    "text, entities and HTML": (("texts.py", "text_content"),),
    "state": (("sending.py", "post"),),
    "the answer as Telegram has it": (("views.py", "for_bot"),),
    "journal": (("journal.py", "call"),),
    "counts": (("stats.py", "count"),),
    "encoding the answer": (("codec.py", "dumps"),),
}
HTTP = tuple(("web_protocol.py", name) for name in ("data_received", "start", "_handle_request"))
_CALLED_BY = {("codec.py", "dumps"): "_do"}  # others encode too


def figure(profile: Path) -> Figure:
    told: Mapping[Any, Any] = pstats.Stats(str(profile)).stats  # type: ignore[attr-defined]
    spent = {part: sum(_seconds(told, *one) for one in functions) for part, functions in WITHIN.items()}
    door, http = _seconds(told, *DOOR), sum(_seconds(told, *one) for one in HTTP)
    spent["the rest of the call"] = door - sum(spent.values())
    spent["HTTP: parsing and writing (aiohttp)"] = http - door
    return Figure(
        "simulator-parts",
        "The simulator: where the time of one message goes",
        ("part", "share"),
        [(part, f"{seconds / http:.1%}") for part, seconds in sorted(spent.items(), key=lambda each: -each[1])],
        ["As cProfile sees it, which makes small functions look dearer than they are."],
    )


def _seconds(told: Mapping[Any, Any], file: str, function: str) -> float:
    """With all that it calls."""
    total = 0.0
    for (path, _, name), (*_, cumulative, callers) in told.items():
        if name == function and Path(path).name == file:
            caller = _CALLED_BY.get((file, function))
            total += cumulative if caller is None else sum(by[3] for who, by in callers.items() if who[2] == caller)
    return total
