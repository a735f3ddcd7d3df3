"""Roles of a process: who alone may send, and who alone may poll."""

from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    SENDER = "sender"
    POLLER = "poller"


LEASE_SECONDS = 10.0
RENEW_SECONDS = 3.0


class Roles(Protocol):
    """One holder a role over all processes on this database. Epochs only grow, one a takeover."""

    async def take(self, role: Role, holder: str) -> int | None:
        """The epoch of the new holder, or None while another one holds it."""
        ...

    async def renew(self, role: Role, holder: str, epoch: int) -> bool:
        """False when the role was lost."""
        ...

    async def release(self, role: Role, holder: str, epoch: int) -> None: ...
