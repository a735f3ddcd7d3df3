"""Two clocks: real time for everything that lasts, and a civil one that can be shown, stopped and jumped."""

import time
from datetime import UTC, datetime

from simulator.codec import Json
from simulator.waiting import Signal

_WALL = time.time()
_START = time.monotonic()


def real_seconds() -> float:
    """Seconds since the epoch that never step back while the process lives."""
    return _WALL + (time.monotonic() - _START)


def iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


class Clock:
    """Civil time: what messages are dated by. `version` rises with each change made to it."""

    def __init__(self) -> None:
        self._offset = 0.0
        self._stopped_at: float | None = None
        self.version = 1
        self.changed = Signal()

    def now(self) -> float:
        if self._stopped_at is not None:
            return self._stopped_at
        return real_seconds() + self._offset

    def set(self, seconds: float) -> None:
        if self._stopped_at is not None:
            self._stopped_at = seconds
        self._offset = seconds - real_seconds()
        self._touched()

    def advance(self, seconds: float) -> None:
        self.set(self.now() + seconds)

    def run(self, running: bool) -> None:
        now = self.now()
        self._stopped_at = None if running else now
        self._offset = now - real_seconds()
        self._touched()

    def reset(self) -> None:
        self._offset = 0.0
        self._stopped_at = None
        self._touched()

    def view(self) -> Json:
        return {"now": iso(self.now()), "running": self._stopped_at is None, "version": self.version}

    def dump(self) -> Json:
        return {"offset": self._offset, "stopped_at": self._stopped_at, "version": self.version}

    def load(self, kept: Json) -> None:
        self._offset = kept["offset"]
        self._stopped_at = kept["stopped_at"]
        self.version = kept["version"] + 1

    def _touched(self) -> None:
        self.version += 1
        self.changed.notify()
