"""What invited people have of a meeting: the invitation, its reminder, and the notice of a change."""

from collections.abc import Sequence

from core.cards import Card, Subject
from core.meetings import ANSWERING, Details, Meeting, MeetingState, Rsvp, Standing
from core.uow import UnitOfWork
from handlers.actions import RespondToMeeting, SendCalendar, TurnMeeting
from handlers.faces import Choice, Face, Line, Rows, card, words
from handlers.texts import id as t
from handlers.texts.speech import Reader, Say, at, say

MORE = "+more"
LONGEST_COPY = 256


def detail_lines(details: Details) -> list[Line]:
    """When, where, what and in which dress."""
    lines: list[Line] = [
        say(
            t.meetings.when,
            starts=at(details.starts_at),
            ends=at(details.ends_at) if details.ends_at else None,
            zone=details.zone,
        ),
        say(t.meetings.where, place=details.place),
        say(t.meetings.what, title=details.title),
    ]
    return [*lines, say(t.meetings.dress_of, dress=details.dress)] if details.dress else lines


# --- the invitation


async def invitation_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    found = await uow.meetings.get(shown.subject_id)
    if found is None or (found.state is MeetingState.CANCELLED and shown.message_id is None):
        return None
    mine = await uow.meetings.standing_of(found.id, person_id)
    head = say(t.meetings.invitation, code=found.code, units=[one.unit for one in mine])
    lines = [head, *detail_lines(found.details)]
    if found.state is MeetingState.CANCELLED:
        return card(say(t.meetings.cancelled), *lines)
    return _open_invitation(found, shown.view, lines, mine)


def _open_invitation(found: Meeting, view: str, lines: list[Line], mine: Sequence[Standing]) -> Face:
    answered = _answered(mine)
    back = Choice(say(t.labels.back), _to(found, Subject.MEETING_INVITATION, ""))
    if view == MORE:
        calendar = Choice(say(t.labels.calendar), SendCalendar(found.id))
        return card(*lines, *answered_lines(mine), rows=((calendar,), (back,)))
    if answered and view != ANSWERING:
        change = Choice(say(t.labels.change_answer), _to(found, Subject.MEETING_INVITATION, ANSWERING))
        return card(*lines, *answered_lines(mine), rows=((change, _more(found)),))
    lines.append(say(t.meetings.please_confirm, by=at(found.details.confirm_by), zone=found.details.zone))
    if not found.details.delegable:
        lines.append(say(t.meetings.not_delegable))
    last = back if answered else _more(found)
    return card(*lines, rows=(*answer_rows(found), (last,)))


def answer_rows(found: Meeting) -> Rows:
    """[Hadir] [Diwakilkan] / [Berhalangan]; nobody is offered to be represented where it is not possible."""
    attending, declined = _respond(found, Rsvp.ATTENDING), _respond(found, Rsvp.DECLINED)
    if not found.details.delegable:
        return ((attending, declined),)
    return ((attending, _respond(found, Rsvp.DELEGATED)), (declined,))


def answered_lines(mine: Sequence[Standing]) -> list[Line]:
    """What the person's units answered; a unit is named when there are several."""
    return [
        say(
            t.meetings.answered,
            rsvp=one.answer.rsvp.value,
            name=one.answer.name,
            title=one.answer.title,
            reason=one.answer.reason,
            unit=one.unit if len(mine) > 1 else "",
        )
        for one in mine
        if one.answer is not None
    ]


# --- the reminder


async def reminder_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    """One who comes reads when; a delegate's sender whom to tell; a silent unit is asked to confirm."""
    found = await uow.meetings.get(shown.subject_id)
    if found is None or found.state is not MeetingState.RELEASED:
        return None
    kind, _, page = shown.view.partition("+")
    mine = await uow.meetings.standing_of(found.id, person_id)
    head = _reminder(found, kind)
    answer = next((one.answer for one in mine if one.answer is not None), None)
    if answer is None:
        lines = (head,) if kind == "nudge" else (head, say(t.meetings.not_answered_yet))
        return card(*lines, rows=answer_rows(found))
    if page:
        back = Choice(say(t.labels.back), _to(found, Subject.MEETING_REMINDER, kind))
        return card(head, *answered_lines(mine), rows=(*_other_rows(found, answer.rsvp), (back,)))
    change = Choice(say(t.labels.change_answer), _to(found, Subject.MEETING_REMINDER, f"{kind}{ANSWERING}"))
    if answer.rsvp is not Rsvp.DELEGATED:
        return card(head, *answered_lines(mine), rows=((change,),))
    who = say(t.meetings.who_comes, name=answer.name, title=answer.title)
    copy = Choice(say(t.labels.copy_reminder), copy=head)
    return card(head, who, rows=((copy,), (change,)) if _fits(head) else ((change,),))


def _reminder(found: Meeting, kind: str) -> Say:
    details = found.details
    starts, zone, code, title = at(details.starts_at), details.zone, found.code, details.title
    match kind:
        case "day":
            return say(t.meetings.reminder_day, starts=starts, zone=zone, code=code, title=title, place=details.place)
        case "hour":
            return say(t.meetings.reminder_hour, starts=starts, zone=zone, code=code, title=title, place=details.place)
        case "nudge":
            by = at(details.confirm_by)
            return say(t.meetings.reminder_nudge, starts=starts, zone=zone, code=code, title=title, by=by)
        case _:
            return say(t.meetings.reminder_late, starts=starts, zone=zone, code=code, title=title, place=details.place)


def _other_rows(found: Meeting, rsvp: Rsvp) -> Rows:
    """[Batal hadir] [Wakilkan], and [Hadir] for a unit that does not come by itself."""
    leave = Choice(say(t.labels.not_coming), RespondToMeeting(found.id, Rsvp.DECLINED.value, 0))
    send = Choice(say(t.labels.send_delegate), RespondToMeeting(found.id, Rsvp.DELEGATED.value, 0))
    first = (leave,) if rsvp is not Rsvp.DECLINED else ()
    second = (send,) if found.details.delegable else ()
    third = (_respond(found, Rsvp.ATTENDING),) if rsvp is not Rsvp.ATTENDING else ()
    return tuple(row for row in ((*first, *second), third) if row)


def _fits(head: Say) -> bool:
    """What a tap may put on the clipboard is short."""
    return len(words((head,), Reader("id", "Asia/Jakarta")).text) <= LONGEST_COPY // 2


# --- the notice of a change


async def notice_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    found = await uow.meetings.get(shown.subject_id)
    if found is None:
        return None
    details = found.details
    if found.state is MeetingState.CANCELLED:
        starts = at(details.starts_at)
        return card(
            say(t.meetings.notice_cancelled, code=found.code, title=details.title, starts=starts, zone=details.zone)
        )
    if found.before is None:
        return None
    lines = [say(t.meetings.notice_changed, code=found.code, title=details.title), *changes(found.before, details)]
    if found.before.starts_at == details.starts_at:
        return card(*lines)
    mine = await uow.meetings.standing_of(found.id, person_id)
    if _answered(mine):
        return card(*lines, *answered_lines(mine))
    return card(*lines, say(t.meetings.please_answer_again), rows=answer_rows(found))


def changes(before: Details, after: Details) -> list[Line]:
    """What was, and what is now."""
    lines: list[Line] = []
    if before.starts_at != after.starts_at or before.zone != after.zone:
        old, new = at(before.starts_at), at(after.starts_at)
        lines.append(say(t.meetings.changed_time, before=old, before_zone=before.zone, after=new, zone=after.zone))
    for name, old_words, new_words in (
        ("place", before.place, after.place),
        ("dress", before.dress, after.dress),
        ("title", before.title, after.title),
    ):
        if old_words != new_words:
            lines.append(say(t.meetings.changed, what=name, before=old_words or "", after=new_words or ""))
    if before.confirm_by != after.confirm_by:
        lines.append(say(t.meetings.changed_confirm, by=at(after.confirm_by), zone=after.zone))
    return lines or [say(t.meetings.changed_otherwise)]


# ---


def _answered(mine: Sequence[Standing]) -> bool:
    return bool(mine) and all(one.answer is not None for one in mine)


def _respond(found: Meeting, rsvp: Rsvp) -> Choice:
    labels = {
        Rsvp.ATTENDING: say(t.labels.attending),
        Rsvp.DELEGATED: say(t.labels.delegated),
        Rsvp.DECLINED: say(t.labels.declined),
    }
    return Choice(labels[rsvp], RespondToMeeting(found.id, rsvp.value, 0))


def _more(found: Meeting) -> Choice:
    return Choice(say(t.labels.more), _to(found, Subject.MEETING_INVITATION, MORE))


def _to(found: Meeting, subject: Subject, view: str) -> TurnMeeting:
    return TurnMeeting(found.id, subject.value, view)
