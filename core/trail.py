"""The trail of a matter: who did what with it, when, as the audit has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.codec import Json
from core.errors import Refusal
from core.members import GrantRole, Member, Person

PAGE = 7
READERS = (GrantRole.APPROVER, GrantRole.SECRETARIAT, GrantRole.AUDITOR)
"""Who of the bureau may read any trail, beside the author of the matter."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a trail is of. `subject` is the audit's word for its kind, `title` what it is called in a headline."""

    subject: str
    id: int
    code: str
    title: str
    bureau_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class Act:
    """`who` is None for the program itself; `detail` as it was noted."""

    at: datetime
    who: Person | None
    act: str
    detail: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Page:
    """`skipped` acts come before these, `total` there are in all."""

    acts: Sequence[Act]
    skipped: int
    total: int


class Trail(Protocol):
    async def page(self, subject: str, subject_id: int, skip: int, limit: int) -> Page:
        """The acts of one matter, oldest first."""
        ...

    async def last(self, subject: str, subject_id: int) -> Act | None:
        """The newest act."""
        ...


class Work(Protocol):
    @property
    def trail(self) -> Trail: ...


async def read(uow: Work, by: Member, matter: Matter, skip: int) -> Page:
    """Raises Refusal for whoever has neither written it nor a right in its bureau."""
    mine = matter.author_id == by.person.id and by.registered
    if not mine and not any(by.has(role, matter.bureau_id) for role in READERS):
        raise Refusal("trouble.not_allowed", role=GrantRole.APPROVER.value)
    return await uow.trail.page(matter.subject, matter.id, max(skip, 0), PAGE)
