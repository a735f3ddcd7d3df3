"""Roles of a process: who alone may send, and who alone may poll."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    SENDER = "sender"
    POLLER = "poller"


LEASE_SECONDS = 8.0
"""With the second between two tries of a successor, a role is taken over in less than ten."""
RENEW_SECONDS = 2.5


@dataclass(slots=True)
class Term:
    """One holder's time in a role. `until` is real time (Timer.now) by the holder's own clock, counted from before it
    asked: so its term is over for itself before anybody else can begin the next one."""

    epoch: int
    until: float

    def left(self, now: float) -> float:
        """Seconds; zero when it is over. A process that was stopped finds that out before its next request."""
        return max(0.0, self.until - now)


class Roles(Protocol):
    """One holder a role over all processes on this database. Epochs only grow, one a takeover."""

    lease_seconds: float
    """How long a role is held without being renewed; infinite where nobody else can take it from a living process."""

    async def take(self, role: Role, holder: str) -> int | None:
        """The epoch of the new holder, or None while another one holds it."""
        ...

    async def renew(self, role: Role, holder: str, epoch: int) -> bool:
        """False when the role was lost."""
        ...

    async def release(self, role: Role, holder: str, epoch: int) -> None: ...
