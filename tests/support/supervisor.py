"""The real bot as a process of its own: started, watched, killed, stopped, started again.

Each life writes to the same log. Whatever happens, the process is ended by its pid when the block ends.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import psutil

from core.clock import Calendar, Timer
from tests.support.simulator import ROOT, TOKEN, Sim

STARTS_IN = 60.0
ENDS_IN = 30.0
"""Caps against a run that hangs; how long it really takes is measured and told, not asserted."""


class BotEnded(AssertionError):
    """The bot ended by itself; the text is the end of its log."""


@dataclass(slots=True)
class Life:
    """From a start to an end. Moments are real time, aware UTC, as in the simulator's journal."""

    pid: int
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(slots=True)
class Supervisor:
    """One bot on one database. `code` is the folder it runs from; `command` what stands after `python`."""

    folder: Path
    environment: Mapping[str, str]
    code: Path = ROOT
    command: Sequence[str] = ("-m", "bot")
    lives: list[Life] = field(default_factory=list)
    most_memory: int = 0
    _process: Process | None = None
    _clock: Calendar = field(default_factory=Calendar)

    @property
    def database(self) -> Path:
        return self.folder / "bot.db"

    @property
    def log(self) -> Path:
        return self.folder / "bot.log"

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def migrate(self) -> None:
        process = await self._spawn("-m", "bot", "migrate")
        assert await asyncio.wait_for(process.wait(), STARTS_IN) == 0, self.last_lines()

    async def start(self, **more: str) -> Life:
        """`more` settings for this life only, as in `supervise`."""
        assert not self.running
        started_at = self._clock.now()
        self._process = await self._spawn(*self.command, "run", **more)
        self.lives.append(Life(self._process.pid, started_at))
        return self.lives[-1]

    async def kill(self) -> Life:
        """SIGKILL: nothing is settled, nothing is said."""
        return await self._end(signal.SIGKILL, -signal.SIGKILL)

    async def stop(self) -> Life:
        """SIGTERM; it must end by itself with 0."""
        return await self._end(signal.SIGTERM, 0)

    def freeze(self) -> None:
        """SIGSTOP: it stands still with whatever it holds, and its connections stay open."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    @property
    def stands_still(self) -> bool:
        return bool(psutil.Process(self.lives[-1].pid).status() == psutil.STATUS_STOPPED)

    async def ended(self) -> int:
        """The exit code of a bot that ends by itself."""
        assert self._process is not None
        code = await asyncio.wait_for(self._process.wait(), STARTS_IN)
        self.lives[-1].ended_at = self._clock.now()
        return code

    def in_this_life(self, told: str) -> bool:
        """Whether a moment of the simulator's journal falls within the life that goes on now."""
        return instant(told) >= self.lives[-1].started_at

    def demand_alive(self) -> None:
        if not self.running:
            code = self._process.returncode if self._process else None
            raise BotEnded(f"the bot ended with {code}:\n{self.last_lines()}")

    def last_lines(self, most: int = 40) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-most:])

    async def _end(self, number: signal.Signals, code: int) -> Life:
        process, life = self._process, self.lives[-1]
        self.demand_alive()
        assert process is not None
        self.most_memory = max(self.most_memory, psutil.Process(process.pid).memory_info().rss)
        process.send_signal(number)
        life.ended_at = self._clock.now()
        ended_with = await asyncio.wait_for(process.wait(), ENDS_IN)
        if number is not signal.SIGKILL:
            life.ended_at = self._clock.now()
        assert ended_with == code, f"ended with {ended_with}:\n{self.last_lines()}"
        return life

    async def _spawn(self, *command: str, **more: str) -> Process:
        settings = {name.upper(): value for name, value in more.items()}
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                *command,
                cwd=self.folder,  # a .env of the checkout is not read
                env={**os.environ, **self.environment, **settings, "PYTHONPATH": f"{self.code}{os.pathsep}{ROOT}"},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def close(self) -> None:
        if self.running and self._process is not None:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def supervise(
    sim: Sim,
    folder: Path,
    *,
    code: Path = ROOT,
    command: Sequence[str] = ("-m", "bot"),
    **settings: object,
) -> AsyncIterator[Supervisor]:
    """A bot for this simulator with a migrated database, unless `settings` say otherwise an empty SQLite file in
    `folder`; not started yet.

    `settings` by their names in the environment, in lower case.
    """
    environment = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_BASE_URL": sim.bot_url,
        "TELEGRAM_FILE_BASE_URL": sim.file_url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        "CLOCK_URL": sim.clock_url,
        "LOG_LEVEL": "warning",
        **{name.upper(): str(value) for name, value in settings.items()},
    }
    bot = Supervisor(folder, environment, code, command)
    try:
        await bot.migrate()
        yield bot
    finally:
        await bot.close()


class Watched(Protocol):
    def demand_alive(self) -> None: ...

    def last_lines(self) -> str: ...


class Patience:
    """An absolute cap: a run that hangs fails with what it waited for, and what the bot said last. A bot that ended by
    itself is not waited for."""

    def __init__(self, seconds: float, bot: Watched) -> None:
        self._timer = Timer()
        self._until = self._timer.now() + seconds
        self._bot = bot

    def check(self, waiting_for: str) -> None:
        self._bot.demand_alive()
        if self._timer.now() > self._until:
            raise AssertionError(f"waited too long for {waiting_for}:\n{self._bot.last_lines()}")


def instant(told: str) -> datetime:
    """A moment of the simulator's journal."""
    return datetime.fromisoformat(told).astimezone(UTC)
