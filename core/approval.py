"""The second person's yes, as everything that leaves the office needs it."""

from datetime import datetime
from typing import Protocol

from core.members import GrantRole, Member, Members


class Work(Protocol):
    @property
    def members(self) -> Members: ...


async def approvers_for(uow: Work, bureau_id: int, author_id: int, now: datetime) -> list[Member]:
    """Everyone but the author; an office of one confirms its own."""
    everyone = await uow.members.with_grant(bureau_id, GrantRole.APPROVER, now)
    return [one for one in everyone if one.person.id != author_id] or everyone


async def others_for(uow: Work, by: Member, author_id: int, bureau_id: int, now: datetime) -> list[Member]:
    """Who decides instead of `by`, when it is their own; empty when they may decide as far as that goes."""
    if by.person.id != author_id:
        return []
    others = await approvers_for(uow, bureau_id, author_id, now)
    return [] if [one.person.id for one in others] == [author_id] else others


async def still_holds(uow: Work, decided_by: int | None, bureau_id: int, now: datetime) -> bool:
    """Whether who said yes may still say it."""
    approver = await uow.members.member(decided_by, now) if decided_by is not None else None
    return approver is not None and approver.has(GrantRole.APPROVER, bureau_id)


def stamp(asked_at: datetime) -> int:
    """Which request this is: something else may be asked for later under the same number."""
    return int(asked_at.timestamp())
