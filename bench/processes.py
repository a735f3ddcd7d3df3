"""Measured programs, each in a process of its own on one core; whatever they talk to has the other."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.spent import TOKEN

ROOT = Path(__file__).resolve().parents[1]
ENDS_IN = 300.0
STOPS_IN = 15.0

Result = dict[str, Any]


def cores() -> tuple[int, int]:
    """For the measured program, and for all else; the same one where there is only one."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[-1], allowed[0]


def run(module: str, *arguments: object) -> Result:
    """What a measured program told; what it writes to the error stream is shown."""
    ended = subprocess.run(
        _command(module, arguments),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=ENDS_IN,
        preexec_fn=lambda: os.sched_setaffinity(0, {cores()[0]}),
    )
    told: Result = json.loads(ended.stdout.splitlines()[-1])
    return told


@contextmanager
def beside(module: str, *arguments: object, core: int | None = None, **more: str) -> Iterator[subprocess.Popen[str]]:
    """Runs on the other core as long as the block; `more` is its environment on top of ours."""
    chosen = cores()[1] if core is None else core
    process = subprocess.Popen(
        _command(module, arguments),
        cwd=ROOT,
        env=os.environ | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if more else None,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {chosen}),
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=STOPS_IN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


@contextmanager
def endpoint() -> Iterator[str]:
    """Accepts everything at the address it yields."""
    with beside("bench.endpoint") as process:
        yield line_of(process)


@contextmanager
def simulator() -> Iterator[str]:
    """A simulated Telegram that enforces its limits."""
    with beside("simulator", "--port", 0, "--token", TOKEN, "--limits", "on") as process:
        yield line_of(process).removeprefix("simulator ready at ")


def environment(url: str, database: str) -> Mapping[str, str]:
    """Settings of the bot itself."""
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_BASE_URL": f"{url}/bot",
        "TELEGRAM_FILE_BASE_URL": f"{url}/file/bot",
        "DATABASE_URL": database,
        "LOG_LEVEL": "warning",
    }


def line_of(process: subprocess.Popen[str]) -> str:
    """The next thing it prints; raises when it ends instead."""
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        raise RuntimeError(f"{process.args!r} ended before it was ready")
    return line


def _command(module: str, arguments: Sequence[object]) -> list[str]:
    return [sys.executable, "-m", module, *map(str, arguments)]
