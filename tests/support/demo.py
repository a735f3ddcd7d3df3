"""The demonstration as a process of its own."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support.simulator import ROOT, Sim, connect

START = "from pathlib import Path; from bot.demo import show; show(0, Path({folder!r}), haste=100)"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Demo:
    sim: Sim
    process: psutil.Process

    def everybody(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[Demo]:
    """Runs until the block ends; then it is told to end, and does so cleanly."""
    command = [sys.executable, "-c", START.format(folder=f"{folder}")]
    started = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert started.stdout is not None
    try:
        line = (await asyncio.wait_for(started.stdout.readline(), PATIENCE)).decode()
        address = ADDRESS.search(line)
        assert address, (line, (folder / "demo.log").read_text())
        async with connect(address[0]) as sim:
            yield Demo(sim, psutil.Process(started.pid))
    finally:
        started.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(started.wait(), PATIENCE)
    assert code == 0
