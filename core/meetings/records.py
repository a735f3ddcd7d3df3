"""What a meeting is, what a unit answers to its invitation, and what is kept of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core import approval, groups
from core.cards import Cards
from core.errors import Refusal
from core.members import GrantRole, Member
from core.numbers import Numbers
from core.schedule import Schedule

NUMBER_KIND = "meeting"
PREFIX = "R"
ANSWERING = "+answer"
"""Ends the view of a card on the page that asks again what the unit answers."""


class MeetingState(StrEnum):
    WAITING = "waiting"  # for a second person
    RETURNED = "returned"  # with a word, or taken back by its author
    APPROVED = "approved"  # its release is due
    RELEASED = "released"  # the invitations are out
    CANCELLED = "cancelled"  # after its release
    DISCARDED = "discarded"


class Rsvp(StrEnum):
    ATTENDING = "attending"
    DELEGATED = "delegated"
    DECLINED = "declined"


class Ahead(StrEnum):
    """The reminders before every meeting."""

    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Details:
    """What stands in the invitation. `zone` is the meeting's own (a key of `core.dates.ZONES`); without `ends_at` it
    goes on until it is over. Answers are asked for until `confirm_by` and taken until it begins."""

    title: str
    starts_at: datetime
    ends_at: datetime | None
    zone: str
    place: str
    dress: str | None
    confirm_by: datetime
    delegable: bool


@dataclass(frozen=True, slots=True)
class Pending:
    """A change (`details`) or, without them, a cancellation, that may be taken back until `takes_effect_at`."""

    by: int
    asked_at: datetime
    takes_effect_at: datetime
    details: Details | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """`version` grows with every change; `before` is what was invited to before the last one."""

    id: int
    bureau_id: int
    code: str
    state: MeetingState
    author_id: int
    group_id: int
    details: Details
    version: int
    asked_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None
    returned_for: str | None = None
    release_at: datetime | None = None
    released_at: datetime | None = None
    people: int = 0
    units: int = 0
    nudged_at: datetime | None = None
    missed_at: datetime | None = None
    """When a reminder was dropped because the meeting had begun."""
    pending: Pending | None = None
    before: Details | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`name` and `title` of who represents the unit, `reason` of one who cannot come; empty when not given."""

    rsvp: Rsvp
    name: str = ""
    title: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """An invited unit and what it answered. `by_name` is the name of who answered for it."""

    unit_id: int
    unit: str
    short: str
    answer: Answer | None = None
    answered_by: int | None = None
    by_name: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Units by their answer."""

    attending: int = 0
    delegated: int = 0
    declined: int = 0
    silent: int = 0


class Meetings(Protocol):
    async def add(
        self,
        bureau_id: int,
        number: int,
        code: str,
        author_id: int,
        group_id: int,
        details: Details,
        asked_at: datetime,
    ) -> int: ...

    async def ask_again(self, meeting_id: int, group_id: int, details: Details, asked_at: datetime) -> None:
        """The same number with other details, once it was returned."""
        ...

    async def get(self, meeting_id: int) -> Meeting | None: ...

    async def by_number(self, bureau_id: int, number: int) -> Meeting | None: ...

    async def waiting(self, bureau_id: int) -> list[Meeting]:
        """For approval, oldest first."""
        ...

    async def ahead_of(self, person_id: int, now: datetime) -> list[Meeting]:
        """Meetings that have not begun, to which a unit of this person is invited or which they organise; the next
        one first, at most ten."""
        ...

    async def ahead_of_all(self, unit_ids: Sequence[int], now: datetime) -> list[Meeting]:
        """Meetings that have not begun, to which each of these units is invited; the next one first, at most ten."""
        ...

    async def owed_by(self, person_id: int, now: datetime) -> list[Meeting]:
        """Of those, where a unit of this person has not answered."""
        ...

    async def move(
        self,
        meeting_id: int,
        old: MeetingState,
        new: MeetingState,
        *,
        decided_by: int | None = None,
        decided_at: datetime | None = None,
        returned_for: str | None = None,
        release_at: datetime | None = None,
    ) -> bool:
        """From one state to the next with who decided and when; False when it was not in `old` any more."""
        ...

    async def fan_out(self, meeting_id: int, unit_ids: Sequence[int], now: datetime) -> tuple[int, int]:
        """Fixes the units and the people (everyone seated in them now), queues an invitation to everyone who can be
        written to, and marks the meeting released. Returns (people, units). Its number of statements does not depend
        on either."""
        ...

    async def standing(self, meeting_id: int) -> list[Standing]:
        """All invited units, in protocol order."""
        ...

    async def standing_of(self, meeting_id: int, person_id: int) -> list[Standing]:
        """The invited units in which this person sits now."""
        ...

    async def tally(self, meeting_id: int) -> Tally: ...

    async def unreached(self, meeting_id: int) -> list[str]:
        """The units, by abbreviation, of invited people whom no invitation reached, one entry a person; those whose
        invitation is still on its way are left out."""
        ...

    async def answer(self, meeting_id: int, unit_ids: Sequence[int], answer: Answer, by: int, at: datetime) -> None: ...

    async def show_answer(self, meeting_id: int, unit_ids: Sequence[int]) -> None:
        """The invitations and reminders of everyone in these units follow."""
        ...

    async def nudge(self, meeting_id: int, at: datetime) -> int:
        """Asks everyone in units that have not answered once more; returns how many people."""
        ...

    async def remind(self, meeting_id: int, ahead: Ahead, *, late: bool) -> int:
        """Sends this reminder, in the place of an earlier one, to those who come (whoever answered for the unit, or
        everyone in it when that person has left) and to everyone in units that have not answered. Returns how many
        people. Its number of statements does not depend on them."""
        ...

    async def announce(self, meeting_id: int, *, to_all: bool) -> int:
        """Sends the notice of the last change, or of the cancellation, to everyone invited who can be written to;
        without `to_all` not to units that declined. Returns how many people."""
        ...

    async def pend(self, meeting_id: int, pending: Pending | None) -> None: ...

    async def change(self, meeting_id: int, details: Details, before: Details, *, reopen: bool) -> None:
        """The next version; `reopen` forgets the answers."""
        ...

    async def missed(self, meeting_id: int, at: datetime) -> None:
        """Notes that a reminder was dropped."""
        ...


class Work(groups.Work, approval.Work, Protocol):
    """What meetings need of a unit of work."""

    @property
    def meetings(self) -> Meetings: ...
    @property
    def numbers(self) -> Numbers: ...
    @property
    def cards(self) -> Cards: ...
    @property
    def schedule(self) -> Schedule: ...


# ---


async def must(uow: Work, meeting_id: int) -> Meeting:
    found = await uow.meetings.get(meeting_id)
    if found is None:
        raise Refusal("trouble.old_button")
    return found


def demand_organiser(by: Member, bureau_id: int) -> None:
    if not (by.has(GrantRole.AUTHOR, bureau_id) or by.has(GrantRole.SECRETARIAT, bureau_id)):
        raise Refusal("trouble.not_allowed", role=GrantRole.AUTHOR.value)
