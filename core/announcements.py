"""Announcements: asked for by one officer, approved by another, released after a pause for second thoughts,
known to have been read unit by unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core import approval, chats, groups, trail
from core.cards import Subject
from core.channels import Reason
from core.codec import JsonObject
from core.errors import Refusal
from core.media import Content
from core.members import GrantRole, Member
from core.numbers import Numbers
from core.outbox import Advance, Lane, Outbox, Settled, Source, State
from core.schedule import DueKind, Schedule

NUMBER_KIND = "announcement"


class Priority(StrEnum):
    """Sifat, as letters carry it."""

    NORMAL = "biasa"
    URGENT = "segera"
    MOST_URGENT = "sangat_segera"


UNDO_TIME = {
    Priority.NORMAL: timedelta(seconds=60),
    Priority.URGENT: timedelta(seconds=60),
    Priority.MOST_URGENT: timedelta(seconds=10),
}
LANE = {
    Priority.NORMAL: Lane.ANNOUNCEMENT,
    Priority.URGENT: Lane.ANNOUNCEMENT,
    Priority.MOST_URGENT: Lane.MOST_URGENT,
}
PROGRESS_MS = 1_500
"""An author's card is edited at most this often while deliveries and readers move it."""
SEE_DETAILS = (GrantRole.AUTHOR, GrantRole.APPROVER, GrantRole.SECRETARIAT)
"""Who of the bureau sees, beside the author, which units owe."""
NUDGES = 1
"""How often an author may ask the silent units again."""


class AnnouncementState(StrEnum):
    WAITING = "waiting"  # for a second person
    RETURNED = "returned"  # with a word, or taken back by its author
    APPROVED = "approved"  # its release is due
    RELEASED = "released"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Announcement:
    id: int
    bureau_id: int
    code: str
    state: AnnouncementState
    priority: Priority
    author_id: int
    group_id: int
    current_version: int
    asked_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None
    returned_for: str | None = None
    release_at: datetime | None = None
    released_at: datetime | None = None
    recipients: int = 0
    units: int = 0
    nudges: int = 0
    nudged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """What became of an announcement in one chat (Grup)."""

    title: str
    state: State
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Where an announcement stands. Deliveries count people, `read_units` counts units; `failed` by reason with the
    units' abbreviations, one entry a person. Chats are counted apart."""

    queued: int = 0
    sent: int = 0
    doubt: int = 0
    repeated: int = 0
    failed: tuple[tuple[Reason, tuple[str, ...]], ...] = ()
    read_units: int = 0
    last_read_at: datetime | None = None
    """When the last of those units was read for the first time."""
    vacant: tuple[str, ...] = ()
    """Units that were addressed while nobody sat in them, and that nobody has read it for since."""
    owing: tuple[str, ...] = ()
    """Units with somebody to read it that nobody has read it for, by abbreviation, in protocol order."""
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many units were addressed, for how many somebody has read it, and when the first and the last of these."""

    units: int
    read_units: int
    first_at: datetime | None = None
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a tap on [Sudah dibaca] meant: for which units, when first, and whether this person's mark is new."""

    units: tuple[str, ...]
    read_at: datetime
    first_at: datetime
    new: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery or a nudge that stands in somebody's chat. `message_id` is the message with the buttons, `version`
    what its words say; `captioned` says that this message carries a file."""

    announcement_id: int
    person_id: int
    version: int
    message_id: int
    parts: int
    nudge: bool
    captioned: bool


class Announcements(Protocol):
    async def add(
        self,
        bureau_id: int,
        number: int,
        code: str,
        priority: Priority,
        author_id: int,
        group_id: int,
        content: Content,
        asked_at: datetime,
    ) -> int: ...

    async def ask_again(
        self, announcement_id: int, priority: Priority, group_id: int, content: Content, asked_at: datetime
    ) -> None:
        """The same number with other content; nothing of the old one had left the office."""
        ...

    async def get(self, announcement_id: int) -> Announcement | None: ...

    async def by_number(self, bureau_id: int, number: int) -> Announcement | None: ...

    async def content(self, announcement_id: int, version: int) -> Content: ...

    async def waiting(self, bureau_id: int) -> list[Announcement]:
        """For approval, oldest first."""
        ...

    async def recent(self, bureau_id: int, limit: int) -> list[Announcement]:
        """Newest first, the discarded left out."""
        ...

    async def move(
        self,
        announcement_id: int,
        old: AnnouncementState,
        new: AnnouncementState,
        *,
        decided_by: int | None = None,
        decided_at: datetime | None = None,
        returned_for: str | None = None,
        release_at: datetime | None = None,
    ) -> bool:
        """From one state to the next with who decided and when; False when it was not in `old` any more."""
        ...

    async def fan_out(
        self, announcement_id: int, unit_ids: Sequence[int], lane: Lane, parts: int, now: datetime
    ) -> tuple[int, int]:
        """Fixes the units and the audience (everyone seated in them now), writes one delivery a person, and marks the
        announcement released at `now`. People without a way to them get a delivery that has failed already, with its
        reason. Returns (people, units) of the audience. Its number of statements does not depend on either."""
        ...

    async def post(self, announcement_id: int, address_ids: Sequence[int], lane: Lane, parts: int) -> None:
        """Writes one delivery for each of these addresses of chats; one statement however many."""
        ...

    async def tally(self, announcement_id: int) -> Tally: ...

    async def coverage(self, announcement_id: int) -> Coverage:
        """The part of the tally that is about units, by one statement."""
        ...

    async def acknowledge(self, announcement_id: int, version: int, person_id: int, at: datetime) -> Receipt | None:
        """Marks it read for all of the person's units in the audience; None when the person is not in it."""
        ...

    async def receipt(self, announcement_id: int, person_id: int) -> Receipt | None:
        """The mark of this person, if there is one; `new` is False."""
        ...

    async def refresh_copies(self, announcement_id: int, person_id: int, but: int | None = None) -> None:
        """Queues the buttons of this person's copies to be shown as they should stand now, `but` one message."""
        ...

    async def delivery(self, outbox_id: int) -> Delivery | None:
        """The delivered row with this id (`source_id` of a COPY row); None while its buttons stand nowhere."""
        ...

    async def nudge_owing(self, announcement_id: int, round_: int, at: datetime) -> int:
        """Queues one nudge a reachable person of units that owe, and notes that it was done; returns how many."""
        ...

    async def unread(self, person_id: int) -> list[Announcement]:
        """Released ones that a unit of this person in the audience still owes, newest first, at most ten."""
        ...

    async def copy_at(self, address_id: int, message_id: int) -> int | None:
        """The announcement that a message in this chat is a copy (or a nudge) of."""
        ...

    async def hand_over(self, person_id: int, unit_id: int, address_id: int, since: datetime, limit: int) -> int:
        """Gives somebody new in a unit its announcements released after `since`, the newest `limit`, as deliveries;
        one they have already is left. Returns how many."""
        ...

    async def valid_for(self, person_id: int) -> list[Announcement]:
        """Released ones in whose audience this person's units are, newest first, at most ten."""
        ...


class Work(chats.Work, trail.Work, Protocol):
    """What announcing needs of a unit of work."""

    @property
    def announcements(self) -> Announcements: ...
    @property
    def numbers(self) -> Numbers: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def schedule(self) -> Schedule: ...


# --- before it leaves


async def ask(
    uow: Work,
    author: Member,
    bureau_id: int,
    content: Content,
    group_id: int,
    priority: Priority,
    now: datetime,
    *,
    again: int | None = None,
) -> Announcement:
    """Asks for approval and takes a number; `again` is the id of one that came back, which keeps its number.

    Raises Refusal without the right, when nobody sits in the group, or when nobody may approve.
    """
    _demand(author, bureau_id, GrantRole.AUTHOR)
    await _demand_readers(uow, group_id, now)
    approvers = await approval.approvers_for(uow, bureau_id, author.person.id, now)
    if not approvers:
        raise Refusal("announcements.nobody_approves")
    made = (
        await _ask_again(uow, author, again, content, group_id, priority, now)
        if again is not None
        else await _ask_first(uow, author, bureau_id, content, group_id, priority, now)
    )
    await uow.audit.note(now, author.person.id, "announcement.asked", "announcement", made)
    for approver in approvers:
        await uow.cards.show(approver.address.id, Subject.APPROVAL, made, anew=True)
    return await _must(uow, made)


async def _ask_first(
    uow: Work,
    author: Member,
    bureau_id: int,
    content: Content,
    group_id: int,
    priority: Priority,
    now: datetime,
) -> int:
    bureau = await uow.units.bureau(bureau_id)
    number = await uow.numbers.next(bureau_id, NUMBER_KIND)
    code = f"{bureau.prefix}-{number:04d}"
    return await uow.announcements.add(bureau_id, number, code, priority, author.person.id, group_id, content, now)


async def _ask_again(
    uow: Work, author: Member, again: int, content: Content, group_id: int, priority: Priority, now: datetime
) -> int:
    found = await _must(uow, again)
    if found.author_id != author.person.id or found.state is not AnnouncementState.RETURNED:
        raise Refusal("trouble.old_button")
    await uow.announcements.ask_again(again, priority, group_id, content, now)
    return again


async def approve(uow: Work, by: Member, announcement_id: int, asked: int, now: datetime) -> Announcement:
    """The second person's yes: release is due after the pause. Raises Refusal with who was first, or for one's own."""
    found = await demand_decision(uow, by, announcement_id, asked, now)
    release_at = now + UNDO_TIME[found.priority]
    moved = await uow.announcements.move(
        found.id,
        AnnouncementState.WAITING,
        AnnouncementState.APPROVED,
        decided_by=by.person.id,
        decided_at=now,
        release_at=release_at,
    )
    if not moved:  # somebody was first at the same moment, and is named now
        await demand_decision(uow, by, announcement_id, asked, now)
        raise Refusal("trouble.old_button")
    await uow.schedule.add(DueKind.RELEASE, found.id, release_at)
    await uow.audit.note(now, by.person.id, "announcement.approved", "announcement", found.id)
    await touch(uow, found.id)
    return await _must(uow, found.id)


async def send_back(
    uow: Work, by: Member, announcement_id: int, asked: int, reason: str, now: datetime
) -> Announcement:
    """[Kembalikan], with a word for the author."""
    found = await demand_decision(uow, by, announcement_id, asked, now)
    await _move(uow, found, AnnouncementState.RETURNED, by, now, returned_for=reason)
    await uow.audit.note(now, by.person.id, "announcement.returned", "announcement", found.id, {"reason": reason})
    await touch(uow, found.id)
    return await _must(uow, found.id)


async def take_back(uow: Work, by: Member, announcement_id: int, now: datetime) -> Announcement:
    """[Tarik kembali] by its author, while it waits for approval."""
    found = await _must(uow, announcement_id)
    if found.author_id != by.person.id or found.state is not AnnouncementState.WAITING:
        raise Refusal("trouble.old_button")
    await _move(uow, found, AnnouncementState.RETURNED, by, now)
    await uow.audit.note(now, by.person.id, "announcement.taken_back", "announcement", found.id)
    await touch(uow, found.id)
    return await _must(uow, found.id)


async def undo(uow: Work, by: Member, announcement_id: int, now: datetime) -> Announcement:
    """[Urungkan] while the pause lasts: nothing has left, the approval is open again."""
    found = await _must(uow, announcement_id)
    if by.person.id not in (found.author_id, found.decided_by):
        raise Refusal("trouble.not_allowed", role=GrantRole.APPROVER.value)
    if not await uow.schedule.drop(DueKind.RELEASE, found.id):
        raise Refusal("announcements.left_already", code=found.code)
    await uow.announcements.move(found.id, AnnouncementState.APPROVED, AnnouncementState.WAITING)
    await uow.audit.note(now, by.person.id, "announcement.undone", "announcement", found.id)
    await touch(uow, found.id)
    return await _must(uow, found.id)


async def discard(uow: Work, by: Member, announcement_id: int, now: datetime) -> Announcement:
    """[Buang] by its author, once it came back; its number stays a gap that the archive names."""
    found = await _must(uow, announcement_id)
    if found.author_id != by.person.id or found.state is not AnnouncementState.RETURNED:
        raise Refusal("trouble.old_button")
    await _move(uow, found, AnnouncementState.DISCARDED, by, now)
    await uow.audit.note(now, by.person.id, "announcement.discarded", "announcement", found.id)
    await touch(uow, found.id)
    return await _must(uow, found.id)


# --- leaving


async def release(uow: Work, announcement_id: int, parts: int, now: datetime) -> None:
    """The due row: reads rights and seats again and fans out. An approval whose giver lost the right is open again."""
    found = await uow.announcements.get(announcement_id)
    if found is None or found.state is not AnnouncementState.APPROVED:
        return
    if not await approval.still_holds(uow, found.decided_by, found.bureau_id, now):
        await uow.announcements.move(found.id, AnnouncementState.APPROVED, AnnouncementState.WAITING)
        await uow.audit.note(now, None, "announcement.approval_lapsed", "announcement", found.id)
        await touch(uow, found.id)
        return
    group = await uow.groups.get(found.group_id)
    units = await groups.units_in(uow, group) if group else []
    people, reached = await uow.announcements.fan_out(
        found.id, [unit.id for unit in units], LANE[found.priority], parts, now
    )
    posts = await _post(uow, found, [unit.id for unit in units], parts)
    counts: JsonObject = {"people": people, "units": reached, "chats": posts}
    await uow.audit.note(now, None, "announcement.released", "announcement", found.id, counts)
    await touch(uow, found.id)


async def _post(uow: Work, found: Announcement, unit_ids: Sequence[int], parts: int) -> int:
    """To chats too, where all that sit in them are addressed anyway; returns to how many."""
    covered = await chats.covered(uow, found.bureau_id, unit_ids)
    if covered:
        addresses = [chat.address_id for chat in covered]
        await uow.announcements.post(found.id, addresses, LANE[found.priority], parts)
    return len(covered)


# --- knowing


async def acknowledge(
    uow: Work, by: Member, announcement_id: int, version: int, tapped: int | None, now: datetime, now_ms: int
) -> Receipt:
    """One tap: read, for all of the person's units. The same tap again answers the same and does nothing.

    `tapped` is the message under which the button was; the caller changes that one by itself.
    """
    found = await _must(uow, announcement_id)
    if version != found.current_version:
        raise Refusal("announcements.corrected", code=found.code, version=found.current_version)
    receipt = await uow.announcements.acknowledge(found.id, version, by.person.id, now)
    if receipt is None:
        raise Refusal("announcements.not_for_you", code=found.code)
    if receipt.new:
        await uow.announcements.refresh_copies(found.id, by.person.id, tapped)
        await uow.cards.touch(Subject.ANNOUNCEMENT, found.id, lane=Lane.REMINDER, not_before_ms=now_ms + PROGRESS_MS)
    return receipt


async def nudge(uow: Work, by: Member, announcement_id: int, now: datetime) -> int:
    """[Ingatkan]: asks the units again that nobody has read it for; returns how many people are written to."""
    found = await _must(uow, announcement_id)
    _demand(by, found.bureau_id, GrantRole.AUTHOR)
    if found.state is not AnnouncementState.RELEASED:
        raise Refusal("trouble.old_button")
    if found.nudges >= NUDGES and found.nudged_at is not None:
        raise Refusal("announcements.nudged_already", code=found.code, at=found.nudged_at)
    asked = await uow.announcements.nudge_owing(found.id, found.nudges + 1, now)
    await uow.audit.note(now, by.person.id, "announcement.nudged", "announcement", found.id, {"people": asked})
    await touch(uow, found.id)
    return asked


async def see_details(uow: Work, by: Member, announcement_id: int, now: datetime) -> None:
    """[Rincian] names the units that owe: who looked is noted, once as long as nobody did anything since."""
    found = await _must(uow, announcement_id)
    if found.author_id != by.person.id and not any(by.has(role, found.bureau_id) for role in SEE_DETAILS):
        raise Refusal("trouble.not_allowed", role=GrantRole.AUTHOR.value)
    last = await uow.trail.last("announcement", found.id)
    if last is None or last.act != "announcement.details_seen" or last.who != by.person:
        await uow.audit.note(now, by.person.id, "announcement.details_seen", "announcement", found.id)


@dataclass(slots=True)
class Progress:
    """Follows deliveries: the author's card is edited within a moment, once for many.

    When the author's own copy has arrived, the card comes once more below it, where its count can be seen.
    """

    _authors: dict[int, int] = field(default_factory=dict)

    async def __call__(self, uow: Work, settled: Sequence[Settled], now_ms: int) -> None:
        moved = {one.row.source_id for one in settled if one.row.source is Source.ANNOUNCEMENT}
        for announcement_id in moved:
            await uow.cards.touch(
                Subject.ANNOUNCEMENT, announcement_id, lane=Lane.REMINDER, not_before_ms=now_ms + PROGRESS_MS
            )
            author_id = await self._author(uow, announcement_id)
            for one in settled:
                if one.row.person_id == author_id and _arrived_whole(one, announcement_id):
                    await uow.cards.show(one.row.address_id, Subject.ANNOUNCEMENT, announcement_id, anew=True)

    async def _author(self, uow: Work, announcement_id: int) -> int:
        """Read once for all copies."""
        if announcement_id not in self._authors:
            self._authors = {announcement_id: (await _must(uow, announcement_id)).author_id}
        return self._authors[announcement_id]


def _arrived_whole(one: Settled, announcement_id: int) -> bool:
    row = one.row
    of_it = row.source is Source.ANNOUNCEMENT and row.source_id == announcement_id
    return of_it and isinstance(one.verdict, Advance) and row.part + 1 == row.parts


async def touch(uow: Work, announcement_id: int) -> None:
    """Its state changed: the author's and the approvers' cards follow at once."""
    await uow.cards.touch(Subject.ANNOUNCEMENT, announcement_id, lane=Lane.REPLY)
    await uow.cards.touch(Subject.APPROVAL, announcement_id, lane=Lane.REPLY)


# ---


async def demand_decision(uow: Work, by: Member, announcement_id: int, asked: int, now: datetime) -> Announcement:
    """The announcement, when this person may decide on it now. `asked` is the request they saw, in seconds."""
    found = await _must(uow, announcement_id)
    if others := await approval.others_for(uow, by, found.author_id, found.bureau_id, now):
        raise Refusal("announcements.own_approval", names=[one.person for one in others])
    _demand(by, found.bureau_id, GrantRole.APPROVER)
    if found.state in (AnnouncementState.APPROVED, AnnouncementState.RELEASED) and found.decided_by:
        first = await uow.members.member(found.decided_by, now)
        if first is not None and found.decided_at is not None:
            raise Refusal("announcements.approved_already", code=found.code, by=first.person, at=found.decided_at)
    if found.state is not AnnouncementState.WAITING or asked != approval.stamp(found.asked_at):
        raise Refusal("trouble.old_button")
    return found


async def _demand_readers(uow: Work, group_id: int, now: datetime) -> None:
    group = await uow.groups.get(group_id)
    if group is None:
        raise Refusal("trouble.old_button")
    units = await groups.units_in(uow, group)
    reach = await uow.groups.reach([unit.id for unit in units], now)
    if not reach.officers:
        raise Refusal("announcements.nobody_there", group=group.name)


async def _move(
    uow: Work,
    found: Announcement,
    new: AnnouncementState,
    by: Member,
    now: datetime,
    *,
    returned_for: str | None = None,
) -> None:
    moved = await uow.announcements.move(
        found.id, found.state, new, decided_by=by.person.id, decided_at=now, returned_for=returned_for
    )
    if not moved:
        raise Refusal("trouble.old_button")


async def _must(uow: Work, announcement_id: int) -> Announcement:
    found = await uow.announcements.get(announcement_id)
    if found is None:
        raise Refusal("trouble.old_button")
    return found


def _demand(by: Member, bureau_id: int, role: GrantRole) -> None:
    if not by.has(role, bureau_id):
        raise Refusal("trouble.not_allowed", role=role.value)
