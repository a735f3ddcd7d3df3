"""Reminders before a meeting: due rows, which read the meeting again when their hour comes."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.cards import Subject
from core.meetings.records import Ahead, Details, MeetingState, Work
from core.schedule import DueKind

DAY_BEFORE_AT = time(16, 0)
"""In the meeting's zone."""
HOUR_BEFORE = timedelta(hours=1)
LATE_AFTER = timedelta(minutes=10)
"""A reminder that leaves later than this says so."""
DUE: Mapping[Ahead, DueKind] = {Ahead.DAY: DueKind.MEETING_DAY, Ahead.HOUR: DueKind.MEETING_HOUR}


def reminders_of(details: Details) -> Mapping[Ahead, datetime]:
    """When each of them is due."""
    zone = ZoneInfo(details.zone)
    eve = details.starts_at.astimezone(zone).date() - timedelta(days=1)
    return {
        Ahead.DAY: datetime.combine(eve, DAY_BEFORE_AT, zone),
        Ahead.HOUR: details.starts_at - HOUR_BEFORE,
    }


async def plan_reminders(uow: Work, meeting_id: int, details: Details, now: datetime) -> None:
    """Those still ahead; one whose hour has passed is none, and an older plan is forgotten."""
    for ahead, due_at in reminders_of(details).items():
        if due_at > now:
            await uow.schedule.add(DUE[ahead], meeting_id, due_at)
        else:
            await uow.schedule.drop(DUE[ahead], meeting_id)


async def forget_reminders(uow: Work, meeting_id: int) -> None:
    for kind in DUE.values():
        await uow.schedule.drop(kind, meeting_id)
    await uow.cards.withdraw(Subject.MEETING_REMINDER, meeting_id)


async def remind(uow: Work, meeting_id: int, ahead: Ahead, now: datetime) -> None:
    """The due row. After an outage one reminder leaves, marked as late; none once the meeting has begun, which its
    organiser is told."""
    found = await uow.meetings.get(meeting_id)
    if found is None or found.state is not MeetingState.RELEASED:
        return
    due = reminders_of(found.details)
    if now < due[ahead] or (ahead is Ahead.DAY and now >= due[Ahead.HOUR]):
        return  # moved meanwhile, or the nearer one leaves in its place
    if now >= found.details.starts_at:
        await uow.meetings.missed(found.id, now)
        await uow.audit.note(now, None, "meeting.reminder_dropped", "meeting", found.id)
        organiser = await uow.members.member(found.author_id, now)
        if organiser is not None:  # on its first page, where it is told
            await uow.cards.turn(organiser.address.id, Subject.MEETING, found.id, "")
            await uow.cards.show(organiser.address.id, Subject.MEETING, found.id, anew=True)
        return
    people = await uow.meetings.remind(found.id, ahead, late=now - due[ahead] > LATE_AFTER)
    await uow.audit.note(now, None, "meeting.reminded", "meeting", found.id, {"ahead": ahead.value, "people": people})
