"""What those have of a meeting who invite and who approve."""

from datetime import datetime

from core import approval, groups
from core.cards import Card, Subject
from core.meetings import Meeting, MeetingState, Standing
from core.members import Naming, Unit, naming
from core.uow import UnitOfWork
from handlers.actions import (
    ApproveMeeting,
    CancelMeeting,
    ChangeMeeting,
    DiscardMeeting,
    NudgeMeeting,
    OpenTrail,
    RepairMeeting,
    SendBackMeeting,
    SendCalendar,
    TakeBackMeeting,
    TurnMeeting,
    UndoMeeting,
    UndoMeetingChange,
)
from handlers.faces import Choice, Face, Line, Rows, card
from handlers.invitations import MORE, detail_lines
from handlers.texts import id as t
from handlers.texts.speech import Say, at, say

DETAIL, AUDIENCE = "+detail", "+audience"
SHOWN_ANSWERS, SHOWN_SILENT, SHOWN_UNITS = 40, 12, 40

# --- the organiser's card, from request to archive


async def organiser_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    found = await uow.meetings.get(shown.subject_id)
    if found is None:
        return None
    mine = found.author_id == person_id
    match found.state:
        case MeetingState.WAITING:
            return await _waiting_face(uow, found, mine=mine)
        case MeetingState.RETURNED:
            return await _returned_face(uow, found, mine=mine)
        case MeetingState.DISCARDED:
            return card(say(t.announcements.discarded, code=found.code))
        case MeetingState.APPROVED:
            return card(await _approved_line(uow, found), rows=_undo_row(found))
        case MeetingState.CANCELLED:
            return card(
                say(t.meetings.headline, title=f"{found.code} {found.details.title}"), say(t.meetings.cancelled)
            )
        case MeetingState.RELEASED if found.pending is not None:
            return _pending_face(found)
        case MeetingState.RELEASED if shown.view == DETAIL:
            return await _detail_face(uow, found)
        case MeetingState.RELEASED:
            return await _released_face(uow, found, more=shown.view == MORE)


async def _waiting_face(uow: UnitOfWork, found: Meeting, *, mine: bool) -> Face:
    approvers = await approval.approvers_for(uow, found.bureau_id, found.author_id, found.asked_at)
    line = say(t.announcements.waits, code=found.code, approvers=[naming(one.person) for one in approvers])
    return card(line, rows=((Choice(say(t.labels.take_back), TakeBackMeeting(found.id)),),) if mine else ())


async def _returned_face(uow: UnitOfWork, found: Meeting, *, mine: bool) -> Face:
    rows: Rows = ()
    if mine:
        repair = Choice(say(t.labels.repair), RepairMeeting(found.id))
        rows = ((repair, Choice(say(t.labels.drop_draft), DiscardMeeting(found.id))),)
    if found.returned_for is None:
        return card(say(t.announcements.taken_back, code=found.code), rows=rows)
    by = await _who(uow, found.decided_by, found.decided_at)
    return card(say(t.announcements.came_back, code=found.code, by=by, reason=found.returned_for), rows=rows)


def _pending_face(found: Meeting) -> Face:
    pending = found.pending
    if pending is None:
        raise ValueError("nothing is pending")
    sentence = t.meetings.change_pending if pending.details else t.meetings.cancel_pending
    undo = Choice(say(t.labels.undo), UndoMeetingChange(found.id))
    return card(say(sentence, code=found.code, leaves=at(pending.takes_effect_at)), rows=((undo,),))


async def _released_face(uow: UnitOfWork, found: Meeting, *, more: bool) -> Face:
    tally = await uow.meetings.tally(found.id)
    lines: list[Line] = [
        say(
            t.meetings.counts,
            code=found.code,
            attending=tally.attending,
            delegated=tally.delegated,
            declined=tally.declined,
            silent=tally.silent,
        )
    ]
    if found.nudged_at is not None:
        lines.append(say(t.announcements.nudged, at=at(found.nudged_at)))
    if found.missed_at is not None:
        lines.append(say(t.meetings.missed, at=at(found.missed_at)))
    return card(*lines, rows=_more_rows(found) if more else _released_rows(found, silent=bool(tally.silent)))


def _released_rows(found: Meeting, *, silent: bool) -> Rows:
    first: tuple[Choice, ...] = (Choice(say(t.labels.details), _to(found, DETAIL)),)
    if silent and found.nudged_at is None:
        first = (*first, Choice(say(t.labels.remind), NudgeMeeting(found.id)))
    return (first, (Choice(say(t.labels.more), _to(found, MORE)),))


def _more_rows(found: Meeting) -> Rows:
    return (
        (Choice(say(t.labels.change_meeting), ChangeMeeting(found.id)),),
        (Choice(say(t.labels.cancel_meeting), CancelMeeting(found.id)),),
        (Choice(say(t.labels.calendar), SendCalendar(found.id)), Choice(say(t.labels.back), _to(found, ""))),
    )


async def _detail_face(uow: UnitOfWork, found: Meeting) -> Face:
    standing = await uow.meetings.standing(found.id)
    answers = [_unit_answer(one) for one in standing if one.answer is not None]
    silent = [one.short for one in standing if one.answer is None]
    unreached = await uow.meetings.unreached(found.id)
    lines: list[Line] = [say(t.meetings.headline, title=f"{found.code} {found.details.title}")]
    if answers:
        rest = max(0, len(answers) - SHOWN_ANSWERS)
        lines.append(Say("meetings.answers", {"items": answers[:SHOWN_ANSWERS], "rest": rest}))
    lines.append(say(t.meetings.silent, units=silent[:SHOWN_SILENT], total=len(silent)))
    if unreached:
        lines.append(say(t.meetings.unreached, units=unreached[:SHOWN_SILENT], total=len(unreached)))
    trail = Choice(say(t.labels.trail), OpenTrail("meeting", found.id))
    return card(*lines, rows=((trail, Choice(say(t.labels.back), _to(found, ""))),))


def _unit_answer(one: Standing) -> Say:
    if one.answer is None:
        raise ValueError("a unit that has not answered")
    answer = one.answer
    return say(
        t.meetings.unit_answer,
        unit=one.short,
        rsvp=answer.rsvp.value,
        name=answer.name,
        title=answer.title,
        reason=answer.reason,
    )


def _to(found: Meeting, view: str) -> TurnMeeting:
    return TurnMeeting(found.id, Subject.MEETING.value, view)


# --- the approver's card


async def approval_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    found = await uow.meetings.get(shown.subject_id)
    if found is None:
        return None
    by = await _who(uow, found.decided_by, found.decided_at)
    decided_at = at(found.decided_at or found.asked_at)
    match found.state:
        case MeetingState.WAITING if shown.view == AUDIENCE:
            return await _audience_face(uow, found)
        case MeetingState.WAITING:
            return await _asking_face(uow, found)
        case MeetingState.APPROVED:
            rows = _undo_row(found) if found.decided_by == person_id else ()
            return card(await _approved_line(uow, found), rows=rows)
        case MeetingState.RELEASED:
            return card(say(t.announcements.released_after, code=found.code, by=by, at=decided_at))
        case MeetingState.CANCELLED:
            return card(
                say(t.meetings.headline, title=f"{found.code} {found.details.title}"), say(t.meetings.cancelled)
            )
        case MeetingState.RETURNED if found.returned_for is not None:
            return card(say(t.announcements.returned_by, code=found.code, by=by, at=decided_at))
        case MeetingState.RETURNED | MeetingState.DISCARDED:
            return card(say(t.announcements.no_longer_asks, code=found.code))


async def _asking_face(uow: UnitOfWork, found: Meeting) -> Face:
    """With everything that the invitation says."""
    group, units = await _units(uow, found)
    reach = await uow.groups.reach([unit.id for unit in units], found.asked_at)
    details = found.details
    line = say(
        t.meetings.asks_you,
        code=found.code,
        author=await _who(uow, found.author_id, found.asked_at),
        group=group,
        units=reach.units,
        officers=reach.officers,
    )
    until = say(t.meetings.confirm_until, by=at(details.confirm_by), zone=details.zone, delegable=details.delegable)
    asked = approval.stamp(found.asked_at)
    yes = Choice(say(t.labels.approve), ApproveMeeting(found.id, asked))
    no = Choice(say(t.labels.send_back), SendBackMeeting(found.id, asked))
    audience = TurnMeeting(found.id, Subject.MEETING_APPROVAL.value, AUDIENCE)
    rows = ((yes, no), (Choice(say(t.labels.see_audience), audience),))
    return card(line, *detail_lines(details), until, say(t.meetings.reminders), rows=rows)


async def _audience_face(uow: UnitOfWork, found: Meeting) -> Face:
    group, units = await _units(uow, found)
    names = [unit.abbreviation or unit.name for unit in units]
    line = say(t.announcements.audience_of, group=group, units=names[:SHOWN_UNITS], total=len(names))
    back = TurnMeeting(found.id, Subject.MEETING_APPROVAL.value, "")
    return card(line, rows=((Choice(say(t.labels.back), back),),))


# ---


async def _approved_line(uow: UnitOfWork, found: Meeting) -> Say:
    return say(
        t.announcements.approved,
        code=found.code,
        by=await _who(uow, found.decided_by, found.decided_at),
        at=at(found.decided_at or found.asked_at),
        leaves=at(found.release_at or found.asked_at),
    )


def _undo_row(found: Meeting) -> Rows:
    return ((Choice(say(t.labels.undo), UndoMeeting(found.id)),),)


async def _units(uow: UnitOfWork, found: Meeting) -> tuple[str, list[Unit]]:
    """The name of its group and the units in it now."""
    group = await uow.groups.get(found.group_id)
    return (group.name, await groups.units_in(uow, group)) if group else ("", [])


async def _who(uow: UnitOfWork, person_id: int | None, when: datetime | None) -> Naming:
    member = await uow.members.member(person_id, when) if person_id is not None and when is not None else None
    return naming(member.person) if member else Naming("")
