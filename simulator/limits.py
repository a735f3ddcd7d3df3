"""Telegram's sending limits as sliding windows of real time."""

import math
import time
from collections import deque
from dataclasses import dataclass

from simulator.codec import Json
from simulator.errors import Refusal

SECOND = 1.0
MINUTE = 60.0
_FEW = 1_000
CHAT_SECOND = 0.9  # a sender that waits a whole second must not fail because the network was faster once


@dataclass(slots=True)
class Values:
    """How many in a second overall, in a second a chat, in a minute a group."""

    overall: int = 30
    per_chat: int = 1
    per_group: int = 20


class Window:
    __slots__ = ("_seconds", "_times")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque()

    def wait(self, now: float, cost: int, most: int) -> float:
        """Seconds until `cost` more fit; 0 when they fit now. What alone exceeds the window fits when it is empty."""
        times = self._times
        while times and times[0] <= now - self._seconds:
            times.popleft()
        over = len(times) + cost - most
        if over <= 0 or not times:
            return 0.0
        return times[min(over, len(times)) - 1] + self._seconds - now

    def add(self, now: float, cost: int) -> None:
        self._times.extend([now] * cost)

    def idle(self, now: float) -> bool:
        """Whether nothing of what was added counts any more."""
        return not self._times or self._times[-1] <= now - self._seconds


@dataclass(frozen=True, slots=True)
class Ticket:
    """A call that fits in its windows. Only what is accepted is counted."""

    windows: tuple[Window, ...]
    cost: int


class Limits:
    def __init__(self, enforce: bool = True) -> None:
        self.enforce = enforce
        self.values = Values()
        self._overall = Window(SECOND)
        self._chats: dict[int, Window] = {}
        self._groups: dict[int, Window] = {}
        self._look_at = _FEW

    def check(self, chat_id: int | None, cost: int) -> Ticket:
        """Raises Refusal 429 when a window is full; else what to `count` once the call is done. No chat: overall."""
        if not self.enforce:
            return Ticket((), 0)
        now = time.monotonic()
        wanted = self._windows(chat_id)
        wait = max(window.wait(now, cost, most) for window, most in wanted)
        if wait > 0:
            raise too_many(math.ceil(wait))
        return Ticket(tuple(window for window, _ in wanted), cost)

    def count(self, ticket: Ticket) -> None:
        now = time.monotonic()
        for window in ticket.windows:
            window.add(now, ticket.cost)

    def _windows(self, chat_id: int | None) -> list[tuple[Window, int]]:
        wanted = [(self._overall, self.values.overall)]
        if chat_id is not None:
            wanted.append((self._chat_window(chat_id), self.values.per_chat))
            if chat_id < 0:
                wanted.append((self._groups.setdefault(chat_id, Window(MINUTE)), self.values.per_group))
        return wanted

    def view(self) -> Json:
        values = self.values
        return {
            "enforce": self.enforce,
            "overall": values.overall,
            "per_chat": values.per_chat,
            "per_group": values.per_group,
        }

    def forget(self) -> None:
        self._overall = Window(SECOND)
        self._chats.clear()
        self._groups.clear()

    def _chat_window(self, chat_id: int) -> Window:
        window = self._chats.get(chat_id)
        if window is None:
            self._drop_idle()
            window = self._chats[chat_id] = Window(CHAT_SECOND)
        return window

    def _drop_idle(self) -> None:
        """Looks through the windows of chats only each time that they have become twice as many."""
        if len(self._chats) >= self._look_at:
            now = time.monotonic()
            self._chats = {key: window for key, window in self._chats.items() if not window.idle(now)}
            self._look_at = max(_FEW, 2 * len(self._chats))


def too_many(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
