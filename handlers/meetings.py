"""Meetings: lists, approving, answering, reminding, changing: what people press and what becomes due."""

import re
from dataclasses import asdict
from datetime import datetime

from core import groups
from core import meetings as core
from core.cards import Subject
from core.channels import Said
from core.errors import Refusal
from core.meetings import Ahead, Answer, Meeting, MeetingState, Rsvp
from core.members import GrantRole
from core.schedule import Due, DueKind
from core.trail import Matter
from core.uow import UnitOfWork
from handlers.actions import (
    ApproveMeeting,
    CancelMeeting,
    ChangeMeeting,
    DiscardMeeting,
    KeepResponse,
    NewMeeting,
    NudgeMeeting,
    OpenMeeting,
    RepairMeeting,
    RespondToMeeting,
    SendBackMeeting,
    SendCalendar,
    TakeBackMeeting,
    TurnMeeting,
    UndoMeeting,
    UndoMeetingChange,
)
from handlers.answering import DECLINE, DELEGATE, DeclineDraft, DelegateDraft
from handlers.calendars import MIME, calendar_file, file_name
from handlers.context import DEFAULT_ZONE, Talk
from handlers.faces import Choice, Face, Line, Rows, card
from handlers.inviting.draft import MeetingDraft, draft_of
from handlers.inviting.form import INVITE, RETURN_MEETING, ReturnMeetingDraft
from handlers.texts import id as t
from handlers.texts.speech import Say, at, say
from handlers.trail import Traced

CODE = re.compile(r"^\s*[Rr]-?(\d{4,6})\s*$")
SUBJECTS = frozenset({Subject.MEETING, Subject.MEETING_APPROVAL, Subject.MEETING_INVITATION, Subject.MEETING_REMINDER})
ORGANISERS = (GrantRole.AUTHOR, GrantRole.SECRETARIAT)

# --- the list, and a code


async def listing(talk: Talk, rest: str) -> None:
    """/rapat, and /agenda in private: what lies ahead of this person; organisers find [Buat undangan]."""
    ahead = await talk.uow.meetings.ahead_of(talk.member.person.id, talk.now)
    rows: Rows = ()
    if ahead:
        numbers = [Choice(say(t.labels.place, number=n), OpenMeeting(one.id)) for n, one in enumerate(ahead, 1)]
        rows = tuple(tuple(numbers[first : first + 5]) for first in range(0, len(numbers), 5))
    if _organises(talk):
        rows = (*rows, (Choice(say(t.labels.make_invitation), NewMeeting()),))
    line = Say("meetings.ahead", {"items": [await _entry(talk, one) for one in ahead]})
    talk.put(card(line if ahead else say(t.meetings.none_ahead), rows=rows))


async def agenda_here(talk: Talk, rest: str) -> None:
    """/agenda in a group: meetings to which all that sit in it are invited; nobody's answers."""
    chat = await talk.uow.chats.at(talk.event.channel, talk.event.place.address)
    group = await talk.uow.groups.get(chat.group_id) if chat is not None and chat.group_id is not None else None
    units = await groups.units_in(talk.uow, group) if group is not None else []
    ahead = await talk.uow.meetings.ahead_of_all([unit.id for unit in units], talk.now) if units else []
    entries = [
        say(
            t.meetings.agenda_entry,
            code=one.code,
            title=one.details.title,
            starts=at(one.details.starts_at),
            zone=one.details.zone,
        )
        for one in ahead
    ]
    line = Say("meetings.ahead", {"items": entries}) if entries else say(t.meetings.none_ahead)
    await talk.answer_here(card(line))


async def _entry(talk: Talk, found: Meeting) -> Say:
    details = found.details
    values = {"code": found.code, "title": details.title, "starts": at(details.starts_at), "zone": details.zone}
    return Say("meetings.list_entry", {**values, "state": await _state(talk, found)})


async def _state(talk: Talk, found: Meeting) -> Say:
    match found.state:
        case MeetingState.WAITING:
            return say(t.announcements.state_waiting)
        case MeetingState.RETURNED:
            return say(t.announcements.state_returned)
        case MeetingState.APPROVED:
            return say(t.announcements.state_approved)
        case MeetingState.DISCARDED:
            return say(t.announcements.state_discarded)
        case MeetingState.CANCELLED:
            return say(t.meetings.state_cancelled)
        case MeetingState.RELEASED if found.author_id == talk.member.person.id:
            tally = await talk.uow.meetings.tally(found.id)
            return say(t.meetings.state_invited, answered=found.units - tally.silent, units=found.units)
        case MeetingState.RELEASED:
            mine = await talk.uow.meetings.standing_of(found.id, talk.member.person.id)
            answer = next((one.answer for one in mine if one.answer), None)
            return say(t.meetings.state_of, rsvp=answer.rsvp.value) if answer else say(t.meetings.state_unanswered)


async def coded(talk: Talk, said: Said) -> bool:
    """R-0087, typed anywhere, opens that card with what this person may do."""
    match = CODE.match(said.content.text)
    if match is None or said.files:
        return False
    bureau_id = talk.member.bureau_id
    found = await talk.uow.meetings.by_number(bureau_id, int(match[1])) if bureau_id is not None else None
    if found is None or not await _open(talk, found):
        talk.reply(card(say(t.trouble.no_such_code, code=said.content.text.strip().upper())))
    return True


async def open_meeting(talk: Talk, action: OpenMeeting) -> None:
    found = await talk.uow.meetings.get(action.meeting_id)
    if found is None or not await _open(talk, found):
        talk.alert(say(t.trouble.old_button))


async def _open(talk: Talk, found: Meeting) -> bool:
    """The card this person has a right to; False when there is none."""
    me = talk.member
    out = found.state in (MeetingState.RELEASED, MeetingState.CANCELLED)
    if found.author_id == me.person.id or (out and _organises(talk)):
        await talk.show(Subject.MEETING, found.id, anew=True)
    elif not out and me.has(GrantRole.APPROVER, found.bureau_id):
        await talk.show(Subject.MEETING_APPROVAL, found.id, anew=True)
    elif out and await talk.uow.meetings.standing_of(found.id, me.person.id):
        await talk.show(Subject.MEETING_INVITATION, found.id, anew=True)
    elif out and me.has(GrantRole.APPROVER, found.bureau_id):
        await talk.show(Subject.MEETING, found.id, anew=True)
    else:
        return False
    return True


async def turn(talk: Talk, action: TurnMeeting) -> None:
    """[Rincian], [Lainnya], [Ubah jawaban], and back."""
    subject = Subject(action.subject) if action.subject in set(Subject) else None
    if subject not in SUBJECTS:
        raise Refusal("trouble.old_button")
    await talk.uow.cards.turn(talk.member.address.id, subject, action.meeting_id, action.view)


# --- writing


async def invite(talk: Talk, action: NewMeeting) -> None:
    """[Buat undangan]: opens the form, in the zone where the bureau works."""
    bureau_id = talk.member.bureau_id
    if bureau_id is None:
        raise Refusal("trouble.not_allowed", role=GrantRole.AUTHOR.value)
    core.demand_organiser(talk.member, bureau_id)
    bureau = await talk.uow.units.bureau(bureau_id)
    region = talk.around.regions.get(bureau.region_code)
    zone = region.timezone if region else DEFAULT_ZONE
    await talk.around.forms.begin(talk, INVITE, MeetingDraft(bureau_id, zone), on_tapped=True)


async def repair(talk: Talk, action: RepairMeeting) -> None:
    """[Perbaiki]: the same card is a form again, filled with what came back."""
    found = await talk.uow.meetings.get(action.meeting_id)
    if found is None or found.author_id != talk.member.person.id or found.state is not MeetingState.RETURNED:
        raise Refusal("trouble.old_button")
    await talk.uow.cards.forget_at(talk.member.address.id, Subject.MEETING, found.id)
    await talk.around.forms.begin(talk, INVITE, draft_of(found, again=found.id), on_tapped=True)


async def change(talk: Talk, action: ChangeMeeting) -> None:
    """[Ubah rapat]: a form with what people were invited to, below the card that counts on."""
    found = await core.demand_changeable(talk.uow, talk.member, action.meeting_id, talk.now)
    await talk.uow.cards.turn(talk.member.address.id, Subject.MEETING, found.id, "")
    await talk.around.forms.begin(talk, INVITE, draft_of(found, changes=found.id))


async def take_back(talk: Talk, action: TakeBackMeeting) -> None:
    await core.take_back(talk.uow, talk.member, action.meeting_id, talk.now)


async def discard(talk: Talk, action: DiscardMeeting) -> None:
    await core.discard(talk.uow, talk.member, action.meeting_id, talk.now)


# --- approving


async def approve(talk: Talk, action: ApproveMeeting) -> None:
    await core.approve(talk.uow, talk.member, action.meeting_id, action.asked, talk.now)


async def send_back(talk: Talk, action: SendBackMeeting) -> None:
    """[Kembalikan] asks for a word first."""
    await core.demand_decision(talk.uow, talk.member, action.meeting_id, action.asked, talk.now)
    await talk.around.forms.begin(talk, RETURN_MEETING, ReturnMeetingDraft(action.meeting_id, action.asked))


async def undo(talk: Talk, action: UndoMeeting) -> None:
    await core.undo(talk.uow, talk.member, action.meeting_id, talk.now)


# --- answering


async def respond(talk: Talk, action: RespondToMeeting) -> None:
    """[Hadir] [Diwakilkan] [Berhalangan]; a colleague's other answer is not replaced without asking."""
    if action.rsvp not in set(Rsvp):
        raise Refusal("trouble.old_button")
    rsvp = Rsvp(action.rsvp)
    mine = await core.demand_answerable(talk.uow, talk.member, action.meeting_id, rsvp, talk.now)
    before = core.colleagues_answer(mine, talk.member, rsvp)
    if before is not None and not action.replacing:
        talk.reply(_replace_or_keep(action.meeting_id, rsvp, before))
    elif rsvp is Rsvp.DELEGATED:
        draft = DelegateDraft(action.meeting_id, talk.member.person.name)
        await talk.around.forms.begin(talk, DELEGATE, draft)
    elif rsvp is Rsvp.DECLINED:
        await talk.around.forms.begin(talk, DECLINE, DeclineDraft(action.meeting_id))
    else:
        await _attend(talk, action)


async def _attend(talk: Talk, action: RespondToMeeting) -> None:
    given = Answer(Rsvp.ATTENDING)
    mine = await core.answer(talk.uow, talk.member, action.meeting_id, given, talk.now, talk.now_ms)
    found = await talk.uow.meetings.get(action.meeting_id)
    code, units = found.code if found else "", [one.unit for one in mine]
    words = say(t.meetings.recorded, rsvp=given.rsvp.value, name="", title="", units=units, code=code)
    if action.replacing:
        talk.put(card(words))
    else:
        talk.toast(words)


def _replace_or_keep(meeting_id: int, rsvp: Rsvp, before: core.Standing) -> Face:
    if before.answer is None or before.answered_at is None:
        raise ValueError("a unit that has not answered")
    question = say(
        t.meetings.answered_before,
        old=before.answer.rsvp.value,
        by=before.by_name,
        at=at(before.answered_at),
        new=rsvp.value,
    )
    replace_ = Choice(say(t.labels.replace_answer), RespondToMeeting(meeting_id, rsvp.value, 1))
    return card(question, rows=((replace_, Choice(say(t.labels.leave_it), KeepResponse(meeting_id))),))


async def keep(talk: Talk, action: KeepResponse) -> None:
    """[Biarkan]."""
    mine = await talk.uow.meetings.standing_of(action.meeting_id, talk.member.person.id)
    answer = next((one.answer for one in mine if one.answer), None)
    if answer is None:
        raise Refusal("trouble.old_button")
    talk.put(card(say(t.meetings.kept, rsvp=answer.rsvp.value)))


async def send_calendar(talk: Talk, action: SendCalendar) -> None:
    """[Kalender]: the file, as the meeting stands now; the card shows its first page again."""
    found = await talk.uow.meetings.get(action.meeting_id)
    if found is None or not await _may_see(talk, found):
        raise Refusal("trouble.old_button")
    bureau = await talk.uow.units.bureau(found.bureau_id)
    content = calendar_file(found, bureau.office, talk.now)
    words = say(t.meetings.headline, title=f"{found.code} {found.details.title}")
    talk.hand_over(file_name(found), MIME, content, card(words))
    for subject in (Subject.MEETING_INVITATION, Subject.MEETING):
        await talk.uow.cards.turn(talk.member.address.id, subject, found.id, "")


async def _may_see(talk: Talk, found: Meeting) -> bool:
    mine = await talk.uow.meetings.standing_of(found.id, talk.member.person.id)
    return bool(mine) or found.author_id == talk.member.person.id or _organises(talk)


# --- organising


async def nudge(talk: Talk, action: NudgeMeeting) -> None:
    asked = await core.nudge(talk.uow, talk.member, action.meeting_id, talk.now)
    talk.toast(say(t.meetings.nudge_sent, people=asked) if asked else say(t.meetings.nobody_silent))


async def cancel(talk: Talk, action: CancelMeeting) -> None:
    await core.cancel(talk.uow, talk.member, action.meeting_id, talk.now)
    await talk.uow.cards.turn(talk.member.address.id, Subject.MEETING, action.meeting_id, "")


async def undo_change(talk: Talk, action: UndoMeetingChange) -> None:
    await core.undo_change(talk.uow, talk.member, action.meeting_id, talk.now)


def _organises(talk: Talk) -> bool:
    return any(talk.member.has(role, talk.member.bureau_id) for role in ORGANISERS)


# --- what becomes due


async def release(uow: UnitOfWork, due: Due, now: datetime) -> None:
    await core.release(uow, due.subject_id, now)


async def take_effect(uow: UnitOfWork, due: Due, now: datetime) -> None:
    await core.take_effect(uow, due.subject_id, now)


async def remind(uow: UnitOfWork, due: Due, now: datetime) -> None:
    ahead = Ahead.DAY if due.kind is DueKind.MEETING_DAY else Ahead.HOUR
    await core.remind(uow, due.subject_id, ahead, now)


# --- the trail


async def _coded_matter(talk: Talk, typed: str) -> Matter | None:
    match = CODE.match(typed)
    bureau_id = talk.member.bureau_id
    if match is None or bureau_id is None:
        return None
    found = await talk.uow.meetings.by_number(bureau_id, int(match[1]))
    return _matter_of(found) if found else None


async def _known_matter(uow: UnitOfWork, meeting_id: int) -> Matter | None:
    found = await uow.meetings.get(meeting_id)
    return _matter_of(found) if found else None


def _matter_of(found: Meeting) -> Matter:
    return Matter(TRAIL.subject, found.id, found.code, found.details.title, found.bureau_id, found.author_id)


async def _answers(uow: UnitOfWork, matter: Matter) -> list[Line]:
    """How many units gave which answer; nothing before it left."""
    tally = await uow.meetings.tally(matter.id)
    if not (tally.attending or tally.delegated or tally.declined or tally.silent):
        return []
    return [say(t.meetings.counts, code=matter.code, **asdict(tally))]


TRAIL = Traced(
    "meeting",
    {
        "meeting.asked": "trail.asked",
        "meeting.returned": "trail.returned",
        "meeting.taken_back": "trail.taken_back",
        "meeting.approved": "trail.approved",
        "meeting.undone": "trail.undone",
        "meeting.discarded": "trail.discarded",
        "meeting.approval_lapsed": "trail.approval_lapsed",
        "meeting.released": "trail.invited",
        "meeting.answered": "trail.answered",
        "meeting.nudged": "trail.nudged",
        "meeting.change_asked": "trail.change_asked",
        "meeting.cancel_asked": "trail.cancel_asked",
        "meeting.change_undone": "trail.change_undone",
        "meeting.change_lapsed": "trail.change_lapsed",
        "meeting.changed": "trail.changed",
        "meeting.cancelled": "trail.cancelled",
        "meeting.reminded": "trail.reminded",
        "meeting.reminder_dropped": "trail.reminder_dropped",
    },
    _coded_matter,
    _known_matter,
    _answers,
)
