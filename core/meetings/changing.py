"""Changing and cancelling a meeting that people were invited to: one officer, and a minute to take it back."""

from dataclasses import replace
from datetime import datetime

from core.cards import Subject
from core.errors import Refusal
from core.meetings.asking import UNDO_TIME, demand_time, touch
from core.meetings.records import Details, Meeting, MeetingState, Pending, Work, demand_organiser, must
from core.meetings.reminding import forget_reminders, plan_reminders
from core.members import Member
from core.outbox import Lane
from core.schedule import DueKind


async def demand_changeable(uow: Work, by: Member, meeting_id: int, now: datetime) -> Meeting:
    """The meeting, when this person may change or cancel it now."""
    found = await must(uow, meeting_id)
    demand_organiser(by, found.bureau_id)
    if found.state is not MeetingState.RELEASED:
        raise Refusal("trouble.old_button")
    if now >= found.details.starts_at:
        raise Refusal("meetings.begun_for_organiser", code=found.code)
    if found.pending is not None:
        raise Refusal("meetings.change_waits", code=found.code)
    return found


async def change(uow: Work, by: Member, meeting_id: int, details: Details, now: datetime) -> None:
    """Other details, in force after the pause. Raises Refusal when they say the same, or for a time that passed."""
    found = await demand_changeable(uow, by, meeting_id, now)
    if details == found.details:
        raise Refusal("meetings.nothing_changed", code=found.code)
    demand_time(details, now)
    await _pend(uow, found, by, details, "meeting.change_asked", now)


async def cancel(uow: Work, by: Member, meeting_id: int, now: datetime) -> None:
    """[Batalkan rapat], in force after the pause."""
    found = await demand_changeable(uow, by, meeting_id, now)
    await _pend(uow, found, by, None, "meeting.cancel_asked", now)


async def undo_change(uow: Work, by: Member, meeting_id: int, now: datetime) -> None:
    """[Urungkan] of either while the pause lasts: nobody has heard of it."""
    found = await must(uow, meeting_id)
    demand_organiser(by, found.bureau_id)
    if not await uow.schedule.drop(DueKind.MEETING_CHANGE, found.id):
        raise Refusal("meetings.left_already", code=found.code)
    await uow.meetings.pend(found.id, None)
    await uow.audit.note(now, by.person.id, "meeting.change_undone", "meeting", found.id)
    await touch(uow, found.id)


async def take_effect(uow: Work, meeting_id: int, now: datetime) -> None:
    """The due row. Once the meeting has begun nothing of it can be changed."""
    found = await uow.meetings.get(meeting_id)
    if found is None or found.state is not MeetingState.RELEASED or found.pending is None:
        return
    await uow.meetings.pend(found.id, None)
    if now >= found.details.starts_at:
        await uow.audit.note(now, None, "meeting.change_lapsed", "meeting", found.id)
    elif found.pending.details is None:
        await _cancelled(uow, found, found.pending, now)
    else:
        await _changed(uow, found, found.pending.by, found.pending.details, now)
    await touch(uow, found.id)


async def _cancelled(uow: Work, found: Meeting, pending: Pending, now: datetime) -> None:
    """Every copy says so, whoever had not declined is told, and no reminder leaves any more."""
    await uow.meetings.move(
        found.id, MeetingState.RELEASED, MeetingState.CANCELLED, decided_by=pending.by, decided_at=pending.asked_at
    )
    await forget_reminders(uow, found.id)
    await uow.cards.touch(Subject.MEETING_INVITATION, found.id, lane=Lane.REMINDER)
    people = await uow.meetings.announce(found.id, to_all=False)
    await uow.audit.note(now, pending.by, "meeting.cancelled", "meeting", found.id, {"people": people})


async def _changed(uow: Work, found: Meeting, by: int, details: Details, now: datetime) -> None:
    """Another day or hour asks for answers again and plans the reminders anew; another place or dress only tells."""
    moved = details.starts_at != found.details.starts_at
    details = replace(details, confirm_by=min(details.confirm_by, details.starts_at))
    await uow.meetings.change(found.id, details, found.details, reopen=moved)
    if moved:
        await forget_reminders(uow, found.id)
        await plan_reminders(uow, found.id, details, now)
    await uow.cards.touch(Subject.MEETING_INVITATION, found.id, lane=Lane.REMINDER)
    people = await uow.meetings.announce(found.id, to_all=moved)
    await uow.audit.note(now, by, "meeting.changed", "meeting", found.id, {"moved": moved, "people": people})


async def _pend(uow: Work, found: Meeting, by: Member, details: Details | None, act: str, now: datetime) -> None:
    takes_effect_at = now + UNDO_TIME
    await uow.meetings.pend(found.id, Pending(by.person.id, now, takes_effect_at, details))
    await uow.schedule.add(DueKind.MEETING_CHANGE, found.id, takes_effect_at)
    await uow.audit.note(now, by.person.id, act, "meeting", found.id)
    await touch(uow, found.id)
