"""Counts of calls, and how many a second were accepted."""

import time
from collections import Counter, deque

from simulator.codec import Json


class Stats:
    """Polls are not counted: they say nothing about load."""

    def __init__(self) -> None:
        self.accepted = 0
        self.refused = 0
        self.by_method: Counter[str] = Counter()
        self._recent: deque[float] = deque()
        self._peak = 0

    def count(self, method: str, ok: bool) -> None:
        if method == "getUpdates":
            return
        if not ok:
            self.refused += 1
            return
        self.accepted += 1
        self.by_method[method] += 1
        now = time.monotonic()
        self._recent.append(now)
        self._forget_before(now - 1.0)
        if len(self._recent) > self._peak:
            self._peak = len(self._recent)

    def view(self, updates: Json) -> Json:
        self._forget_before(time.monotonic() - 1.0)
        return {
            "accepted": self.accepted,
            "refused": self.refused,
            "by_method": dict(self.by_method),
            "rate_1s": len(self._recent),
            "rate_peak": self._peak,
            **updates,
        }

    def _forget_before(self, oldest: float) -> None:
        recent = self._recent
        while recent and recent[0] < oldest:
            recent.popleft()
