"""What a measured program spent, and how it tells the one who started it."""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TOKEN = "110201543:SIMPUL-BENCH"
BOT_ID = 110201543


@dataclass(slots=True)
class Spent:
    """Seconds on the wall and of the processor, all threads of this process."""

    seconds: float = 0.0
    cpu: float = 0.0


@contextmanager
def spending() -> Iterator[Spent]:
    """Measures its block."""
    spent = Spent()
    began, cpu = time.perf_counter(), time.process_time()
    yield spent
    spent.seconds, spent.cpu = time.perf_counter() - began, time.process_time() - cpu


def memory(process: int | str = "self") -> int:
    """Bytes that stand in memory now (Linux)."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize()


def processor(process: int) -> float:
    """Seconds of the processor that it has taken so far (Linux)."""
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def tell(**figures: object) -> None:
    """The last thing a measured program does."""
    json.dump(figures, sys.stdout)
    print(flush=True)
