"""The two clocks. Civil time decides what is due and what is printed; real time paces the machinery.

Only this file reads the host's clocks.
"""

import time
from datetime import UTC, datetime, timedelta


class Calendar:
    """Civil time: due rows, deadlines, quiet hours, printed times. Aware UTC.

    `shift` is what a simulated clock adds; outside demo and tests it stays zero.
    """

    def __init__(self) -> None:
        self._shift = timedelta(0)
        self._frozen_at: datetime | None = None

    def now(self) -> datetime:
        return self._frozen_at or datetime.now(UTC) + self._shift

    def set(self, now: datetime, *, running: bool = True) -> None:
        """Makes it `now`; a clock that does not run stays there."""
        self._shift = now - datetime.now(UTC)
        self._frozen_at = None if running else now


class Timer:
    """Real time: limits, roles, backoff, timeouts."""

    def now(self) -> float:
        """Seconds that only ever grow; meaningless beyond this process."""
        return time.monotonic()

    def epoch_ms(self) -> int:
        """Milliseconds of real time, for what must outlive the process (when to try again)."""
        return time.time_ns() // 1_000_000
