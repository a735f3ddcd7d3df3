"""How fast the one sender may go: an even pace overall, one message a second a chat, twenty a minute a group.

What counts: sends in all three windows (an album by its items), edits and deletes in the overall one, answers to taps
in none. Real time, in seconds.

The far side counts a message somewhere between its departure and its answer. So a message on its way counts as one of
the present second, and its second ends one second after its answer: whatever a network delays or brings together, no
second over there holds more than one here.
"""

import math
from collections import deque
from dataclasses import dataclass

PACE = 28.0
"""Messages a second that Telegram bears from one bot, with a little to spare."""

MOST_IN_A_SECOND = 30
"""At that pace, those on their way among them: what Telegram allows."""

CATCH_UP = 2
"""So many may leave at once after a lull, so that late timers do not slow the pace; at a faster one as many as
belong into that time."""

_SECOND = 1.01  # a little more than the far side's, whose clock is another
_MINUTE = 61.0
_REFUSED_SECONDS = 5.0
_REFUSED_CHATS = 3  # so many refused together are not about the chats
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Departure:
    """A message that is counted; it leaves after `wait` seconds. Its answer is told to `landed`."""

    address_id: int
    weight: int
    counts_for_chat: bool
    wait: float


class Limiter:
    """What one sender remembers of its pace. It reads no clock and waits for nothing: `now` only ever grows.

    `overall`, `per_chat` and `per_group` in messages a second.
    """

    def __init__(self, overall: float = PACE, per_chat: float = 1.0, per_group: float = 20 / 60) -> None:
        self._most = math.ceil(overall * MOST_IN_A_SECOND / PACE)  # in a second
        self._apart = 1 / overall
        self._slack = (CATCH_UP - 1) / min(overall, PACE)
        self._chat_rest = 1 / per_chat
        self._group_most = max(1, round(per_group * 60))
        self._due: float | None = None  # when the next one leaves at an even pace
        self._flying = 0
        self._landed: deque[float] = deque(maxlen=self._most)
        self._rests: dict[int, float] = {}  # until when, by address
        self._groups: dict[int, deque[float]] = {}  # departures of the last minute, by address
        self._refused: dict[int, tuple[float, float]] = {}  # when and until when, by address
        self._halted_until = 0.0

    @classmethod
    def paced(cls, overall: float) -> "Limiter":
        """Everything scaled to a pace above Telegram's, for a server without its limits. A slower pace spares only
        the whole: a chat may still be written to every second."""
        scale = max(1.0, overall / PACE)
        return cls(overall, per_chat=scale, per_group=scale * 20 / 60)

    def allowance(self, now: float) -> int:
        """How many messages may leave now."""
        if self._halted_until > now:
            return 0
        behind = now - max(self._due_at(now), now)
        evenly = math.floor((behind + self._slack + _ROUNDING) / self._apart) + 1
        return max(0, min(evenly, self._most - self._flying - self._landed_lately(now)))

    def next_at(self, now: float) -> float:
        """When the next one may leave; not before `now`."""
        evenly = max(self._due_at(now), now) - self._slack
        return max(now, self._halted_until, evenly, self._room_at(1, now))

    def note(self, address_id: int, *, weight: int = 1, is_group: bool, counts_for_chat: bool, now: float) -> Departure:
        """Counts a message that is about to leave.

        Its wait is zero within the allowance; an album (`weight` items) may have to let the last second pass.
        """
        leaves_at = max(now, self._due_at(now) - self._slack, self._room_at(min(weight, self._most), now))
        self._due = max(self._due_at(now), leaves_at) + weight * self._apart
        self._flying += weight
        if counts_for_chat:
            self._rest(address_id, leaves_at + self._chat_rest)
            if is_group:
                self._groups.setdefault(address_id, deque()).extend([leaves_at] * weight)
        wait = leaves_at - now
        return Departure(address_id, weight, counts_for_chat, wait if wait > _ROUNDING else 0.0)

    def landed(self, departure: Departure, now: float) -> None:
        """Its answer is there, or none will come: from now on its second passes."""
        self._flying -= departure.weight
        self._landed.extend([now] * departure.weight)
        if departure.counts_for_chat:
            self._rest(departure.address_id, now + self._chat_rest)

    def recall(self, address_id: int, left_at: float) -> None:
        """Counts a message that another sender sent to a group; the oldest first, before any of one's own."""
        self._groups.setdefault(address_id, deque()).append(left_at)

    def pause(self, address_id: int | None, seconds: float, now: float) -> None:
        """Heeds a refusal for going too fast: this address rests, or everyone (None).

        When three addresses are refused within five seconds everyone rests as long as the shortest of them.
        """
        until = now + seconds
        if address_id is None:
            self._halted_until = max(self._halted_until, until)
            return
        self._rest(address_id, until)
        self._refused[address_id] = (now, until)
        oldest = now - _REFUSED_SECONDS
        self._refused = {key: value for key, value in self._refused.items() if value[0] >= oldest}
        if len(self._refused) >= _REFUSED_CHATS:
            shortest = min(until for _, until in self._refused.values())
            self._halted_until = max(self._halted_until, shortest)

    def held(self, now: float) -> frozenset[int]:
        """Addresses that must rest now."""
        return frozenset(self._holds(now))

    def freed_at(self, now: float) -> float | None:
        """When the first address that rests now may be written to again; None when none rests."""
        return min(self._holds(now).values(), default=None)

    def _due_at(self, now: float) -> float:
        """The first message of all waits for nobody, and the second an even while for the first."""
        if self._due is None:
            self._due = now + self._slack
        return self._due

    def _landed_lately(self, now: float) -> int:
        """How many answers the last second holds; older ones are forgotten."""
        while self._landed and self._landed[0] + _SECOND <= now + _ROUNDING:
            self._landed.popleft()
        return len(self._landed)

    def _room_at(self, count: int, now: float) -> float:
        """When the last second has room for `count` more, if what is on its way lands now."""
        over = len(self._landed) + self._flying + count - self._most
        if over <= 0:
            return 0.0
        return (self._landed[over - 1] if over <= len(self._landed) else now) + _SECOND

    def _rest(self, address_id: int, until: float) -> None:
        self._rests[address_id] = max(until, self._rests.get(address_id, until))

    def _holds(self, now: float) -> dict[int, float]:
        """Until when each resting address rests; what is over is forgotten."""
        self._rests = {address: until for address, until in self._rests.items() if until > now}
        holds = dict(self._rests)
        for address, left in list(self._groups.items()):
            while left and left[0] <= now - _MINUTE:
                left.popleft()
            if not left:
                del self._groups[address]
            elif len(left) >= self._group_most:
                free_at = left[len(left) - self._group_most] + _MINUTE
                holds[address] = max(free_at, holds.get(address, free_at))
        return holds
