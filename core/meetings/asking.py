"""A meeting until its invitations leave: asked for by one officer, approved by another, released after a minute."""

from datetime import datetime, timedelta

from core import approval, groups
from core.cards import Subject
from core.codec import JsonObject
from core.errors import Refusal
from core.meetings.records import NUMBER_KIND, PREFIX, Details, Meeting, MeetingState, Work, demand_organiser, must
from core.meetings.reminding import plan_reminders
from core.members import GrantRole, Member
from core.outbox import Lane
from core.schedule import DueKind

UNDO_TIME = timedelta(seconds=60)


async def ask(
    uow: Work,
    author: Member,
    bureau_id: int,
    details: Details,
    group_id: int,
    now: datetime,
    *,
    again: int | None = None,
) -> Meeting:
    """Asks for approval and takes a number; `again` is the id of one that came back, which keeps its number.

    Raises Refusal without the right, for a time that has passed, when nobody sits in the group or nobody may approve.
    """
    demand_organiser(author, bureau_id)
    demand_time(details, now)
    await _demand_readers(uow, group_id, now)
    approvers = await approval.approvers_for(uow, bureau_id, author.person.id, now)
    if not approvers:
        raise Refusal("announcements.nobody_approves")
    if again is None:
        made = await _ask_first(uow, author, bureau_id, details, group_id, now)
    else:
        made = await _ask_again(uow, author, again, details, group_id, now)
    await uow.audit.note(now, author.person.id, "meeting.asked", "meeting", made)
    for approver in approvers:
        await uow.cards.show(approver.address.id, Subject.MEETING_APPROVAL, made, anew=True)
    return await must(uow, made)


async def _ask_first(uow: Work, author: Member, bureau_id: int, details: Details, group_id: int, now: datetime) -> int:
    number = await uow.numbers.next(bureau_id, NUMBER_KIND)
    code = f"{PREFIX}-{number:04d}"
    return await uow.meetings.add(bureau_id, number, code, author.person.id, group_id, details, now)


async def _ask_again(uow: Work, author: Member, again: int, details: Details, group_id: int, now: datetime) -> int:
    await _own(uow, author, again, MeetingState.RETURNED)
    await uow.meetings.ask_again(again, group_id, details, now)
    return again


def demand_time(details: Details, now: datetime) -> None:
    """Raises Refusal for a meeting that would begin in the past, or be confirmed after it began."""
    if details.starts_at <= now:
        raise Refusal("meetings.past_hour", at=details.starts_at)
    if details.confirm_by > details.starts_at:
        raise Refusal("meetings.confirm_too_late", starts=details.starts_at)


async def _demand_readers(uow: Work, group_id: int, now: datetime) -> None:
    group = await uow.groups.get(group_id)
    if group is None:
        raise Refusal("trouble.old_button")
    units = await groups.units_in(uow, group)
    reach = await uow.groups.reach([unit.id for unit in units], now)
    if not reach.officers:
        raise Refusal("announcements.nobody_there", group=group.name)


async def demand_decision(uow: Work, by: Member, meeting_id: int, asked: int, now: datetime) -> Meeting:
    """The meeting, when this person may decide on it now. `asked` is the request they saw, in seconds."""
    found = await must(uow, meeting_id)
    if others := await approval.others_for(uow, by, found.author_id, found.bureau_id, now):
        raise Refusal("meetings.own_approval", names=[one.person for one in others])
    if not by.has(GrantRole.APPROVER, found.bureau_id):
        raise Refusal("trouble.not_allowed", role=GrantRole.APPROVER.value)
    if found.state in (MeetingState.APPROVED, MeetingState.RELEASED) and found.decided_by:
        first = await uow.members.member(found.decided_by, now)
        if first is not None and found.decided_at is not None:
            raise Refusal("announcements.approved_already", code=found.code, by=first.person, at=found.decided_at)
    if found.state is not MeetingState.WAITING or asked != approval.stamp(found.asked_at):
        raise Refusal("trouble.old_button")
    return found


async def approve(uow: Work, by: Member, meeting_id: int, asked: int, now: datetime) -> None:
    """The second person's yes: release is due after the pause."""
    found = await demand_decision(uow, by, meeting_id, asked, now)
    demand_time(found.details, now)
    release_at = now + UNDO_TIME
    await _move(uow, found, MeetingState.APPROVED, by, now, release_at=release_at)
    await uow.schedule.add(DueKind.MEETING_RELEASE, found.id, release_at)
    await _noted(uow, found, by, "meeting.approved", now)


async def send_back(uow: Work, by: Member, meeting_id: int, asked: int, reason: str, now: datetime) -> Meeting:
    """[Kembalikan], with a word for the author."""
    found = await demand_decision(uow, by, meeting_id, asked, now)
    await _move(uow, found, MeetingState.RETURNED, by, now, returned_for=reason)
    await _noted(uow, found, by, "meeting.returned", now, {"reason": reason})
    return found


async def take_back(uow: Work, by: Member, meeting_id: int, now: datetime) -> None:
    """[Tarik kembali] by its author, while it waits for approval."""
    found = await _own(uow, by, meeting_id, MeetingState.WAITING)
    await _move(uow, found, MeetingState.RETURNED, by, now)
    await _noted(uow, found, by, "meeting.taken_back", now)


async def undo(uow: Work, by: Member, meeting_id: int, now: datetime) -> None:
    """[Urungkan] while the pause lasts: nothing has left, the approval is open again."""
    found = await must(uow, meeting_id)
    if by.person.id not in (found.author_id, found.decided_by):
        raise Refusal("trouble.not_allowed", role=GrantRole.APPROVER.value)
    if not await uow.schedule.drop(DueKind.MEETING_RELEASE, found.id):
        raise Refusal("meetings.left_already", code=found.code)
    await uow.meetings.move(found.id, MeetingState.APPROVED, MeetingState.WAITING)
    await _noted(uow, found, by, "meeting.undone", now)


async def discard(uow: Work, by: Member, meeting_id: int, now: datetime) -> None:
    """[Buang] by its author, once it came back; its number stays a gap."""
    found = await _own(uow, by, meeting_id, MeetingState.RETURNED)
    await _move(uow, found, MeetingState.DISCARDED, by, now)
    await _noted(uow, found, by, "meeting.discarded", now)


async def release(uow: Work, meeting_id: int, now: datetime) -> None:
    """The due row: reads rights and seats again, fans out and plans the reminders. An approval whose giver lost the
    right, or that comes after the meeting has begun, is open again."""
    found = await uow.meetings.get(meeting_id)
    if found is None or found.state is not MeetingState.APPROVED:
        return
    approved = await approval.still_holds(uow, found.decided_by, found.bureau_id, now)
    if not approved or found.details.starts_at <= now:
        await uow.meetings.move(found.id, MeetingState.APPROVED, MeetingState.WAITING)
        await _noted(uow, found, None, "meeting.approval_lapsed", now)
        return
    group = await uow.groups.get(found.group_id)
    units = await groups.units_in(uow, group) if group else []
    people, invited = await uow.meetings.fan_out(found.id, [unit.id for unit in units], now)
    await plan_reminders(uow, found.id, found.details, now)
    await uow.audit.note(now, None, "meeting.released", "meeting", found.id, {"people": people, "units": invited})
    await touch(uow, found.id)


async def touch(uow: Work, meeting_id: int) -> None:
    """Its state changed: the organiser's and the approvers' cards follow at once."""
    await uow.cards.touch(Subject.MEETING, meeting_id, lane=Lane.REPLY)
    await uow.cards.touch(Subject.MEETING_APPROVAL, meeting_id, lane=Lane.REPLY)


async def _own(uow: Work, by: Member, meeting_id: int, state: MeetingState) -> Meeting:
    found = await must(uow, meeting_id)
    if found.author_id != by.person.id or found.state is not state:
        raise Refusal("trouble.old_button")
    return found


async def _move(
    uow: Work,
    found: Meeting,
    new: MeetingState,
    by: Member,
    now: datetime,
    *,
    returned_for: str | None = None,
    release_at: datetime | None = None,
) -> None:
    moved = await uow.meetings.move(
        found.id,
        found.state,
        new,
        decided_by=by.person.id,
        decided_at=now,
        returned_for=returned_for,
        release_at=release_at,
    )
    if not moved:
        raise Refusal("trouble.old_button")


async def _noted(
    uow: Work, found: Meeting, by: Member | None, act: str, now: datetime, detail: JsonObject | None = None
) -> None:
    await uow.audit.note(now, by.person.id if by else None, act, "meeting", found.id, detail)
    await touch(uow, found.id)
