"""What arrived and has not been handled yet: stored before it is acknowledged, handled in order within its lane."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

MAX_ATTEMPTS = 5
"""After so many an event is set aside with its trace, and the lane goes on."""

RETRY_AFTER_MS = (1_000, 5_000, 15_000, 60_000)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came. `lane`: the person, else the chat.

    `digest` tells two updates apart that carry the same id.
    """

    bot_id: int
    update_id: int
    digest: bytes
    lane: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Pending:
    """The oldest unhandled event of its lane. `attempts` includes the one that begins now."""

    id: int
    lane: str
    payload: bytes
    attempts: int
    received_at: datetime


class Inbox(Protocol):
    async def store(self, arrivals: Sequence[Arrival], received_at: datetime) -> int:
        """Writes what is new and returns how many were; one already known changes nothing."""
        ...

    async def begin(self, now_ms: int) -> Pending | None:
        """Takes the oldest event that may be handled now and counts the attempt. A transaction of its own.

        The same event is not begun again for two seconds, so that each worker gets another one.
        """
        ...

    async def hold(self, pending: Pending) -> bool:
        """Locks the event and its lane for this transaction; False when another worker has handled it."""
        ...

    async def done(self, pending_id: int, done_at: datetime) -> None:
        """Marks it handled and forgets its payload."""
        ...

    async def purge(self, before: datetime) -> int:
        """Forgets what was handled before then; what was set aside stays. Returns how many."""
        ...

    async def postpone(self, pending: Pending, error: str, until_ms: int) -> None: ...

    async def set_aside(self, pending: Pending, error: str) -> None: ...
