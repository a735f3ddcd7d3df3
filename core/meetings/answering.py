"""What a unit answers: Hadir, Diwakilkan or Berhalangan, by any of its people."""

from datetime import datetime

from core.cards import Subject
from core.errors import Refusal
from core.meetings.records import Answer, Meeting, MeetingState, Rsvp, Standing, Work, demand_organiser, must
from core.members import Member
from core.outbox import Lane

PROGRESS_MS = 1_500
"""An organiser's card is edited at most this often while answers move it."""
MAX_NAME, MAX_TITLE, MAX_REASON = 80, 80, 200


async def demand_answerable(uow: Work, by: Member, meeting_id: int, rsvp: Rsvp, now: datetime) -> list[Standing]:
    """The units for which this person may answer so now, as they stand. Raises Refusal with why not."""
    found = await must(uow, meeting_id)
    if found.state is MeetingState.CANCELLED:
        raise Refusal("meetings.cancelled_already", code=found.code)
    if found.state is not MeetingState.RELEASED:
        raise Refusal("trouble.old_button")
    if now >= found.details.starts_at:
        raise Refusal("meetings.begun", code=found.code)
    if rsvp is Rsvp.DELEGATED and not found.details.delegable:
        raise Refusal("meetings.not_delegable")
    mine = await uow.meetings.standing_of(found.id, by.person.id)
    if not mine:
        raise Refusal("meetings.not_invited", code=found.code)
    return mine


def colleagues_answer(mine: list[Standing], by: Member, rsvp: Rsvp) -> Standing | None:
    """Another one that a colleague gave for one of these units: it is not replaced without asking."""
    return next(
        (
            one
            for one in mine
            if one.answer is not None and one.answered_by != by.person.id and one.answer.rsvp is not rsvp
        ),
        None,
    )


async def answer(uow: Work, by: Member, meeting_id: int, given: Answer, now: datetime, now_ms: int) -> list[Standing]:
    """Counts for all of the person's invited units; the newest answer stands. The same again does nothing.

    Returns those units. After the deadline an answer is taken all the same.
    """
    mine = await demand_answerable(uow, by, meeting_id, given.rsvp, now)
    if all(one.answer == given for one in mine):
        return mine
    unit_ids = [one.unit_id for one in mine]
    await uow.meetings.answer(meeting_id, unit_ids, given, by.person.id, now)
    await uow.audit.note(
        now, by.person.id, "meeting.answered", "meeting", meeting_id, {"rsvp": given.rsvp.value, "units": [*unit_ids]}
    )
    await uow.meetings.show_answer(meeting_id, unit_ids)
    await uow.cards.touch(Subject.MEETING, meeting_id, lane=Lane.REMINDER, not_before_ms=now_ms + PROGRESS_MS)
    return mine


async def nudge(uow: Work, by: Member, meeting_id: int, now: datetime) -> int:
    """[Ingatkan]: asks the units that have not answered, once; returns how many people are written to."""
    found = await _organised(uow, by, meeting_id, now)
    if found.nudged_at is not None:
        raise Refusal("announcements.nudged_already", code=found.code, at=found.nudged_at)
    asked = await uow.meetings.nudge(found.id, now)
    await uow.audit.note(now, by.person.id, "meeting.nudged", "meeting", found.id, {"people": asked})
    await uow.cards.touch(Subject.MEETING, found.id, lane=Lane.REPLY)
    return asked


async def _organised(uow: Work, by: Member, meeting_id: int, now: datetime) -> Meeting:
    found = await must(uow, meeting_id)
    demand_organiser(by, found.bureau_id)
    if found.state is not MeetingState.RELEASED:
        raise Refusal("trouble.old_button")
    if now >= found.details.starts_at:
        raise Refusal("meetings.begun_for_organiser", code=found.code)
    return found
