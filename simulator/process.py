"""The child of --run: the bot, in a process group of its own."""

import asyncio
import os
import shlex
import signal
from collections.abc import Callable

from simulator.clock import iso, real_seconds
from simulator.codec import Json
from simulator.errors import ControlError

SIGNALS = {name: getattr(signal, f"SIG{name}") for name in ("KILL", "TERM", "STOP", "CONT")}
PATIENCE = 12.0
NO_CHILD: Json = {
    "command": None,
    "pid": None,
    "running": False,
    "paused": False,
    "started_at": None,
    "exit_code": None,
    "kills": 0,
}


class Child:
    """`told` is called after each change of state."""

    def __init__(self, command: str, told: Callable[[], None]) -> None:
        self._command = shlex.split(command)
        self._told = told
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._started_at: float | None = None
        self._exit_code: int | None = None
        self._kills = 0
        self._paused = False

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def view(self) -> Json:
        return {
            "command": shlex.join(self._command),
            "pid": self._process.pid if self._process and self.running else None,
            "running": self.running,
            "paused": self._paused and self.running,
            "started_at": iso(self._started_at) if self._started_at else None,
            "exit_code": self._exit_code,
            "kills": self._kills,
        }

    async def start(self) -> None:
        if self.running:
            raise ControlError("the process is running")
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command, stdin=asyncio.subprocess.DEVNULL, start_new_session=True
            )
        except OSError as error:
            raise ControlError(f"cannot start {self._command[0]}: {error.strerror}") from None
        self._process = process
        self._started_at = real_seconds()
        self._exit_code = None
        self._paused = False
        self._watch = asyncio.create_task(self._follow(process))
        self._told()

    def signal(self, name: str) -> None:
        """Sends to the whole group, so that what the child started is hit too."""
        if name not in SIGNALS:
            raise ControlError(f"signal must be one of {', '.join(SIGNALS)}")
        if self._process is None or not self.running:
            raise ControlError("the process is not running")
        try:
            os.killpg(self._process.pid, SIGNALS[name])
        except ProcessLookupError:
            raise ControlError("the process has just ended") from None
        if name in ("STOP", "CONT"):
            self._paused = name == "STOP"
            self._told()

    async def stop(self) -> None:
        """Asks it to end, waits, and kills what does not."""
        if self._process is None or self._watch is None or not self.running:
            return
        self.signal("TERM")
        self.signal("CONT")
        done, _ = await asyncio.wait((self._watch,), timeout=PATIENCE)
        if not done:
            self.signal("KILL")
            await self._watch

    async def _follow(self, process: asyncio.subprocess.Process) -> None:
        code = await process.wait()
        if self._process is process:
            self._exit_code = code
            self._kills += code == -signal.SIGKILL
            self._told()
