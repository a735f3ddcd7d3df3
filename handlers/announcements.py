"""Announcing, approving, following, acknowledging: what people press and see."""

import re
from datetime import datetime

from core import announcements as core
from core import approval, groups
from core.announcements import Announcement, AnnouncementState, Tally
from core.cards import Card, Subject
from core.channels import Said
from core.errors import Refusal
from core.members import GrantRole, Naming, naming
from core.outbox import State
from core.parts import plan
from core.schedule import Due
from core.trail import Matter
from core.uow import UnitOfWork
from handlers.actions import (
    Approve,
    Discard,
    MarkRead,
    Nudge,
    OpenCode,
    OpenTrail,
    Repair,
    SendBack,
    TakeBack,
    TurnCard,
    Undo,
)
from handlers.announcing import ANNOUNCE, RETURN, AnnouncementDraft, ReturnDraft, stored_entities
from handlers.context import Talk
from handlers.faces import Choice, Face, Line, Rows, card
from handlers.notices import mark_buttons, title
from handlers.texts import id as t
from handlers.texts.speech import Say, at, say
from handlers.trail import Traced

CODE = re.compile(r"^\s*(?:([A-Za-z]{2,8})-)?(\d{4})\s*$")
SHOWN_OWING = 12
SHOWN_UNITS = 40
LISTED = 5
DETAIL = "detail"
"""The page of the author's card that names units."""


# --- writing


async def announce(talk: Talk, rest: str) -> None:
    """/umumkan: opens the form."""
    bureau_id = talk.member.bureau_id
    if bureau_id is None or not talk.member.has(GrantRole.AUTHOR, bureau_id):
        raise Refusal("trouble.not_allowed", role=GrantRole.AUTHOR.value)
    await talk.around.forms.begin(talk, ANNOUNCE, AnnouncementDraft(bureau_id), on_tapped=True)


async def repair(talk: Talk, action: Repair) -> None:
    """[Perbaiki]: the same card is a form again, filled with what came back."""
    found = await _own(talk, action.announcement_id)
    if found.state is not AnnouncementState.RETURNED:
        raise Refusal("trouble.old_button")
    content = await talk.uow.announcements.content(found.id, found.current_version)
    draft = AnnouncementDraft(
        found.bureau_id,
        text=content.body.text,
        entities=stored_entities(content.body.entities),
        media=content.media,
        kinds=tuple(kind.value for kind in content.kinds),
        days="kept",
        group_id=found.group_id,
        priority=found.priority.value,
        again=found.id,
        previewed=True,
        editing=True,
    )
    mine = talk.member.address.id
    await talk.uow.cards.forget_at(mine, Subject.ANNOUNCEMENT, found.id)
    await talk.around.forms.begin(talk, ANNOUNCE, draft, on_tapped=True)


async def take_back(talk: Talk, action: TakeBack) -> None:
    await core.take_back(talk.uow, talk.member, action.announcement_id, talk.now)


async def discard(talk: Talk, action: Discard) -> None:
    await core.discard(talk.uow, talk.member, action.announcement_id, talk.now)


# --- approving


async def approve(talk: Talk, action: Approve) -> None:
    await core.approve(talk.uow, talk.member, action.announcement_id, action.asked, talk.now)


async def send_back(talk: Talk, action: SendBack) -> None:
    """[Kembalikan] asks for a word first."""
    await core.demand_decision(talk.uow, talk.member, action.announcement_id, action.asked, talk.now)
    await talk.around.forms.begin(talk, RETURN, ReturnDraft(action.announcement_id, action.asked))


async def undo(talk: Talk, action: Undo) -> None:
    await core.undo(talk.uow, talk.member, action.announcement_id, talk.now)


async def approvals(talk: Talk, rest: str) -> None:
    """/persetujuan: what waits for this person, the oldest first; one opens at once."""
    bureau_id = talk.member.bureau_id
    if bureau_id is None or not talk.member.has(GrantRole.APPROVER, bureau_id):
        raise Refusal("trouble.not_allowed", role=GrantRole.APPROVER.value)
    waiting = await waiting_for(talk.uow, talk.member.person.id, bureau_id)
    if not waiting:
        talk.put(card(say(t.announcements.none_waiting)))
        return
    if len(waiting) == 1:
        await _show_approval(talk, waiting[0])
        return
    entries = [await _entry(talk.uow, one) for one in waiting[:LISTED]]
    talk.put(card(say_list(t.announcements.waiting_list, entries), rows=_numbers(waiting[:LISTED])))


async def waiting_for(uow: UnitOfWork, person_id: int, bureau_id: int) -> list[Announcement]:
    """Those that this approver may decide on: not their own."""
    return [one for one in await uow.announcements.waiting(bureau_id) if one.author_id != person_id]


async def _show_approval(talk: Talk, found: Announcement) -> None:
    await preview(talk, talk.member.address.id, found)
    await talk.show(Subject.APPROVAL, found.id, anew=True)


async def preview(talk: Talk, address_id: int, found: Announcement) -> None:
    """The words and files exactly as recipients will see them."""
    content = await talk.uow.announcements.content(found.id, found.current_version)
    for part in plan(content):
        if part.words.text or part.with_files:
            talk.pass_on(address_id, part.words, part.taken(content.media))


# --- leaving


async def release(uow: UnitOfWork, due: Due, now: datetime) -> None:
    found = await uow.announcements.get(due.subject_id)
    if found is not None:
        content = await uow.announcements.content(found.id, found.current_version)
        await core.release(uow, found.id, len(plan(content)), now)


# --- knowing


async def mark_read(talk: Talk, action: MarkRead) -> None:
    tapped = talk.pressed.message_id if talk.pressed and talk.event.place.private else None
    receipt = await core.acknowledge(
        talk.uow, talk.member, action.announcement_id, action.version, tapped, talk.now, talk.now_ms
    )
    if not receipt.new:
        talk.toast(say(t.announcements.read_already, at=at(receipt.read_at)))
    elif receipt.first_at < receipt.read_at:
        talk.toast(say(t.announcements.read_before, at=at(receipt.first_at)))
    else:
        talk.toast(say(t.announcements.read_now, units=receipt.units))
    if tapped is not None:
        talk.change_buttons(tapped, mark_buttons(action.announcement_id, action.version, receipt))


async def nudge(talk: Talk, action: Nudge) -> None:
    asked = await core.nudge(talk.uow, talk.member, action.announcement_id, talk.now)
    talk.toast(say(t.announcements.nudge_sent, people=asked) if asked else say(t.announcements.nobody_owes))


async def turn_card(talk: Talk, action: TurnCard) -> None:
    """[Rincian], [Lihat penerima], and back."""
    subject = Subject(action.subject) if action.subject in set(Subject) else None
    if subject not in (Subject.ANNOUNCEMENT, Subject.APPROVAL):
        raise Refusal("trouble.old_button")
    if subject is Subject.ANNOUNCEMENT and action.view == DETAIL:
        await core.see_details(talk.uow, talk.member, action.announcement_id, talk.now)
    await talk.uow.cards.turn(talk.member.address.id, subject, action.announcement_id, action.view)


async def replied(talk: Talk, said: Said) -> bool:
    """ "siap" as a reply to an announcement is kindly led to its button."""
    if said.reply_to is None:
        return False
    announcement_id = await talk.uow.announcements.copy_at(talk.member.address.id, said.reply_to)
    found = await talk.uow.announcements.get(announcement_id) if announcement_id is not None else None
    if found is None:
        return False
    receipt = await talk.uow.announcements.receipt(found.id, talk.member.person.id)
    if receipt is not None:
        talk.reply(card(say(t.announcements.read_already, at=at(receipt.read_at))))
        return True
    talk.reply(
        card(
            say(t.announcements.press_to_mark, code=found.code),
            rows=mark_buttons(found.id, found.current_version, None),
        )
    )
    return True


# --- a code is a command


async def coded(talk: Talk, said: Said) -> bool:
    """BKL-0412, or only 0412, typed anywhere, opens that card with what this person may do."""
    match = CODE.match(said.content.text)
    if match is None or said.files:
        return False
    await _open_number(talk, match[1], int(match[2]), said.content.text.strip())
    return True


async def _open_number(talk: Talk, prefix: str | None, number: int, typed: str) -> None:
    found = await _numbered(talk, prefix, number)
    if found is None or not await _open(talk, found):
        talk.reply(card(say(t.trouble.no_such_code, code=typed.upper())))


async def _numbered(talk: Talk, prefix: str | None, number: int) -> Announcement | None:
    bureau_id = talk.member.bureau_id
    bureau = await talk.uow.units.bureau(bureau_id) if bureau_id is not None else None
    if bureau is None or (prefix is not None and prefix.upper() != bureau.prefix):
        return None
    return await talk.uow.announcements.by_number(bureau.id, number)


async def status(talk: Talk, rest: str) -> None:
    """/status 0412 is the code typed; without one, the list."""
    match = CODE.match(rest)
    if match is None:
        await follow(talk, rest)
    else:
        await _open_number(talk, match[1], int(match[2]), rest)


async def open_code(talk: Talk, action: OpenCode) -> None:
    found = await talk.uow.announcements.get(action.announcement_id)
    if found is None or not await _open(talk, found):
        talk.alert(say(t.trouble.old_button))


async def open_linked(talk: Talk, announcement_id: int) -> None:
    """[Buka di bot] under a post in a group."""
    found = await talk.uow.announcements.get(announcement_id)
    if found is None or not await _open(talk, found):
        talk.reply(card(say(t.announcements.not_for_you, code=found.code) if found else say(t.trouble.old_button)))


async def _open(talk: Talk, found: Announcement) -> bool:
    """The card this person has a right to; False when there is none."""
    me = talk.member
    if found.author_id == me.person.id or (
        found.state is AnnouncementState.RELEASED
        and any(me.has(role, found.bureau_id) for role in (GrantRole.AUTHOR, GrantRole.APPROVER, GrantRole.SECRETARIAT))
    ):
        await talk.show(Subject.ANNOUNCEMENT, found.id, anew=True)
        return True
    if me.has(GrantRole.APPROVER, found.bureau_id):
        await _show_approval(talk, found)
        return True
    return await _open_for_reader(talk, found)


async def _open_for_reader(talk: Talk, found: Announcement) -> bool:
    valid = {one.id for one in await talk.uow.announcements.valid_for(talk.member.person.id)}
    if found.id not in valid or found.released_at is None:
        return False
    await preview(talk, talk.member.address.id, found)
    receipt = await talk.uow.announcements.receipt(found.id, talk.member.person.id)
    content = await talk.uow.announcements.content(found.id, found.current_version)
    line = say(
        t.announcements.state_for_reader, code=found.code, title=title(content.body.text), at=at(found.released_at)
    )
    talk.reply(card(line, rows=mark_buttons(found.id, found.current_version, receipt)))
    return True


async def follow(talk: Talk, rest: str) -> None:
    """/pantau: the last announcements and where they stand."""
    bureau_id = talk.member.bureau_id
    if bureau_id is None or not any(
        talk.member.has(role, bureau_id) for role in (GrantRole.AUTHOR, GrantRole.APPROVER, GrantRole.SECRETARIAT)
    ):
        raise Refusal("trouble.not_allowed", role=GrantRole.AUTHOR.value)
    recent = await talk.uow.announcements.recent(bureau_id, LISTED)
    if not recent:
        talk.put(card(say(t.announcements.none_yet)))
        return
    entries = [await _entry(talk.uow, one) for one in recent]
    talk.put(card(say_list(t.announcements.followed, entries), rows=_numbers(recent)))


async def _entry(uow: UnitOfWork, found: Announcement) -> Say:
    content = await uow.announcements.content(found.id, found.current_version)
    return say_entry(found.code, title(content.body.text), await _state(uow, found))


async def _state(uow: UnitOfWork, found: Announcement) -> Say:
    match found.state:
        case AnnouncementState.WAITING:
            return say(t.announcements.state_waiting)
        case AnnouncementState.RETURNED:
            return say(t.announcements.state_returned)
        case AnnouncementState.APPROVED:
            return say(t.announcements.state_approved)
        case AnnouncementState.DISCARDED:
            return say(t.announcements.state_discarded)
        case AnnouncementState.RELEASED:
            tally = await uow.announcements.tally(found.id)
            return say(t.announcements.state_released, read=tally.read_units, units=found.units)


def say_entry(code: str, words: str, state: Say) -> Say:
    return Say("announcements.list_entry", {"code": code, "title": words, "state": state})


def say_list(sentence: object, entries: list[Say]) -> Say:
    name = getattr(sentence, "__name__", "")
    return Say(f"announcements.{name}", {"items": entries})


def _numbers(found: list[Announcement]) -> Rows:
    return (tuple(Choice(say(t.labels.place, number=n), OpenCode(one.id)) for n, one in enumerate(found, 1)),)


# --- the author's card, from request to archive


async def author_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    found = await uow.announcements.get(shown.subject_id)
    if found is None:
        return None
    mine = found.author_id == person_id
    match found.state:
        case AnnouncementState.WAITING:
            return await _waiting_face(uow, found, mine=mine)
        case AnnouncementState.RETURNED:
            return await _returned_face(uow, found, mine=mine)
        case AnnouncementState.DISCARDED:
            return card(say(t.announcements.discarded, code=found.code), rows=(_trail(found),))
        case AnnouncementState.APPROVED:
            return await _approved_face(uow, found)
        case AnnouncementState.RELEASED if shown.view == DETAIL:
            return await _detail_face(uow, found)
        case AnnouncementState.RELEASED:
            return await _released_face(uow, found)


async def _waiting_face(uow: UnitOfWork, found: Announcement, *, mine: bool) -> Face:
    approvers = await approval.approvers_for(uow, found.bureau_id, found.author_id, found.asked_at)
    line = say(t.announcements.waits, code=found.code, approvers=[naming(one.person) for one in approvers])
    return card(line, rows=((Choice(say(t.labels.take_back), TakeBack(found.id)),),) if mine else ())


async def _returned_face(uow: UnitOfWork, found: Announcement, *, mine: bool) -> Face:
    rows: Rows = ()
    if mine:
        rows = ((Choice(say(t.labels.repair), Repair(found.id)), Choice(say(t.labels.drop_draft), Discard(found.id))),)
    if found.returned_for is None:
        return card(say(t.announcements.taken_back, code=found.code), rows=(*rows, _trail(found)))
    by = await _who(uow, found.decided_by, found.decided_at)
    return card(
        say(t.announcements.came_back, code=found.code, by=by, reason=found.returned_for), rows=(*rows, _trail(found))
    )


async def _approved_face(uow: UnitOfWork, found: Announcement) -> Face:
    return card(
        say(
            t.announcements.approved,
            code=found.code,
            by=await _who(uow, found.decided_by, found.decided_at),
            at=at(found.decided_at or found.asked_at),
            leaves=at(found.release_at or found.asked_at),
        ),
        rows=((Choice(say(t.labels.undo), Undo(found.id)),),),
    )


async def _released_face(uow: UnitOfWork, found: Announcement) -> Face:
    tally = await uow.announcements.tally(found.id)
    if tally.queued:
        done = found.recipients - tally.queued
        return card(say(t.announcements.sending, code=found.code, done=done, total=found.recipients))
    lines: list[Line] = [_sent_line(found, tally)]
    if tally.repeated or tally.doubt:
        lines.append(say(t.announcements.doubt, repeated=tally.repeated, doubt=tally.doubt))
    if found.nudged_at is not None:
        lines.append(say(t.announcements.nudged, at=at(found.nudged_at)))
    return card(*lines, rows=_released_rows(found, tally))


def _sent_line(found: Announcement, tally: Tally) -> Say:
    return say(
        t.announcements.sent,
        code=found.code,
        sent=tally.sent,
        total=found.recipients,
        read=tally.read_units,
        units=found.units,
        chats=sum(post.state is State.SENT for post in tally.posts),
        all_chats=len(tally.posts),
    )


def _released_rows(found: Announcement, tally: Tally) -> Rows:
    details = Choice(say(t.labels.details), TurnCard(found.id, Subject.ANNOUNCEMENT.value, DETAIL))
    first: tuple[Choice, ...] = (details,)
    if tally.owing and not found.nudges:
        first = (details, Choice(say(t.labels.remind), Nudge(found.id)))
    return (first, (Choice(say(t.labels.copy_report), copy=_report(found, tally)),))


def _report(found: Announcement, tally: Tally) -> Say:
    released = found.released_at or found.asked_at
    last = tally.last_read_at or released
    return say(
        t.announcements.report,
        code=found.code,
        day=at(released),
        read=tally.read_units,
        units=found.units,
        seconds=int((last - released).total_seconds()),
    )


async def _detail_face(uow: UnitOfWork, found: Announcement) -> Face:
    tally = await uow.announcements.tally(found.id)
    content = await uow.announcements.content(found.id, found.current_version)
    failed = sum(len(units) for _, units in tally.failed)
    lines: list[Line] = [
        say(t.announcements.headline, code=found.code, title=title(content.body.text)),
        say(t.announcements.result, sent=tally.sent, failed=failed, queued=tally.queued, doubt=tally.doubt),
    ]
    lines += [say(t.announcements.unreached, reason=reason.value, units=units) for reason, units in tally.failed]
    lines += [
        say(t.announcements.chat_unreached, title=post.title, reason=post.reason.value)
        for post in tally.posts
        if post.reason is not None
    ]
    if tally.owing or not tally.vacant:
        lines.append(say(t.announcements.owing, units=tally.owing[:SHOWN_OWING], total=len(tally.owing)))
    if tally.vacant:
        lines.append(say(t.announcements.vacant, units=tally.vacant[:SHOWN_OWING], total=len(tally.vacant)))
    back = Choice(say(t.labels.back), TurnCard(found.id, Subject.ANNOUNCEMENT.value, ""))
    return card(*lines, rows=((*_trail(found), back),))


# --- the approver's card


async def approval_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    found = await uow.announcements.get(shown.subject_id)
    if found is None:
        return None
    decided_at = at(found.decided_at or found.asked_at)
    by = await _who(uow, found.decided_by, found.decided_at)
    match found.state:
        case AnnouncementState.WAITING if shown.view == "audience":
            return await _audience_face(uow, found)
        case AnnouncementState.WAITING:
            return await _asking_face(uow, found)
        case AnnouncementState.APPROVED:
            leaves = at(found.release_at or found.asked_at)
            line = say(t.announcements.you_approved, code=found.code, by=by, at=decided_at, leaves=leaves)
            mine = found.decided_by == person_id
            return card(line, rows=((Choice(say(t.labels.undo), Undo(found.id)),),) if mine else ())
        case AnnouncementState.RELEASED:
            line = say(t.announcements.released_after, code=found.code, by=by, at=decided_at)
            return card(line, rows=(_trail(found),))
        case AnnouncementState.RETURNED if found.returned_for is not None:
            return card(say(t.announcements.returned_by, code=found.code, by=by, at=decided_at), rows=(_trail(found),))
        case AnnouncementState.RETURNED | AnnouncementState.DISCARDED:
            return card(say(t.announcements.no_longer_asks, code=found.code))


async def _asking_face(uow: UnitOfWork, found: Announcement) -> Face:
    group = await uow.groups.get(found.group_id)
    units = await groups.units_in(uow, group) if group else []
    reach = await uow.groups.reach([unit.id for unit in units], found.asked_at)
    line = say(
        t.announcements.asks_you,
        code=found.code,
        author=await _who(uow, found.author_id, found.asked_at),
        group=group.name if group else "",
        units=reach.units,
        officers=reach.officers,
        priority=found.priority.value,
    )
    asked = approval.stamp(found.asked_at)
    audience = TurnCard(found.id, Subject.APPROVAL.value, "audience")
    return card(
        line,
        rows=(
            (
                Choice(say(t.labels.approve), Approve(found.id, asked)),
                Choice(say(t.labels.send_back), SendBack(found.id, asked)),
            ),
            (Choice(say(t.labels.see_audience), audience),),
        ),
    )


async def _audience_face(uow: UnitOfWork, found: Announcement) -> Face:
    group = await uow.groups.get(found.group_id)
    units = await groups.units_in(uow, group) if group else []
    names = [unit.abbreviation or unit.name for unit in units]
    line = say(
        t.announcements.audience_of, group=group.name if group else "", units=names[:SHOWN_UNITS], total=len(names)
    )
    back = Choice(say(t.labels.back), TurnCard(found.id, Subject.APPROVAL.value, ""))
    return card(line, rows=((back,),))


# --- the trail


def _trail(found: Announcement) -> tuple[Choice, ...]:
    return (Choice(say(t.labels.trail), OpenTrail(TRAIL.subject, found.id)),)


async def _coded_matter(talk: Talk, typed: str) -> Matter | None:
    """Only of what this person knows of: a code of somebody else's is none."""
    match = CODE.match(typed)
    found = await _numbered(talk, match[1], int(match[2])) if match else None
    return await _matter_of(talk.uow, found) if found else None


async def _known_matter(uow: UnitOfWork, announcement_id: int) -> Matter | None:
    found = await uow.announcements.get(announcement_id)
    return await _matter_of(uow, found) if found else None


async def _matter_of(uow: UnitOfWork, found: Announcement) -> Matter:
    content = await uow.announcements.content(found.id, found.current_version)
    return Matter(TRAIL.subject, found.id, found.code, title(content.body.text), found.bureau_id, found.author_id)


async def _reading(uow: UnitOfWork, matter: Matter) -> list[Line]:
    """How many units have read it, the first and the last; nothing before it left."""
    coverage = await uow.announcements.coverage(matter.id)
    if not coverage.units:
        return []
    if coverage.first_at is None or coverage.last_at is None:
        return [say(t.trail.not_read, units=coverage.units)]
    first, last = at(coverage.first_at), at(coverage.last_at)
    return [say(t.trail.read, read=coverage.read_units, units=coverage.units, first=first, last=last)]


TRAIL = Traced(
    "announcement",
    {
        "announcement.asked": "trail.asked",
        "announcement.returned": "trail.returned",
        "announcement.taken_back": "trail.taken_back",
        "announcement.approved": "trail.approved",
        "announcement.undone": "trail.undone",
        "announcement.discarded": "trail.discarded",
        "announcement.approval_lapsed": "trail.approval_lapsed",
        "announcement.released": "trail.released",
        "announcement.nudged": "trail.nudged",
        "announcement.details_seen": "trail.details_seen",
    },
    _coded_matter,
    _known_matter,
    _reading,
)

# ---


async def _own(talk: Talk, announcement_id: int) -> Announcement:
    found = await talk.uow.announcements.get(announcement_id)
    if found is None or found.author_id != talk.member.person.id:
        raise Refusal("trouble.old_button")
    return found


async def _who(uow: UnitOfWork, person_id: int | None, when: datetime | None) -> Naming:
    member = await uow.members.member(person_id, when) if person_id is not None and when is not None else None
    return naming(member.person) if member else Naming("")
