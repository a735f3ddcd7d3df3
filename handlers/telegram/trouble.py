"""Trouble that lasts: one line in the log when it begins, one when it is over, and longer waits in between."""

import structlog

from core.clock import Timer

log = structlog.get_logger("telegram")


class Trouble:
    """One kind of trouble, by streaks. Waits in seconds, doubled each time up to `longest`."""

    def __init__(self, timer: Timer, first: float, longest: float) -> None:
        self._timer = timer
        self._first = first
        self._longest = longest
        self._what: str | None = None
        self._since = 0.0
        self._times = 0

    def again(self, what: str, **about: object) -> float:
        """Something went wrong (again); how long to wait. `what` is written once, until it is another one."""
        if self._what is None:
            self._since, self._times = self._timer.now(), 0
        if self._what != what:
            log.warning(what, **about)
        self._what = what
        self._times += 1
        return float(min(self._longest, self._first * 2 ** min(self._times - 1, 20)))

    def over(self) -> None:
        if self._what is None:
            return
        lasted = round(self._timer.now() - self._since, 1)
        log.info("the trouble is over", trouble=self._what, seconds=lasted, times=self._times)
        self._what = None
