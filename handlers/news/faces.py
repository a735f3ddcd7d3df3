"""Cards of news: the sender's, from the number on, and the reviewers'."""

from datetime import date, datetime

from core import news as core
from core.cards import Card
from core.dates import Moment
from core.members import Naming, naming
from core.news import Field, Minors, NewsState, RegionalUpdate, Story
from core.uow import UnitOfWork
from handlers.actions import (
    AcceptNews,
    AskSender,
    DeclineNews,
    HastenNews,
    OpenNews,
    RepairNews,
    UndoNews,
    WithdrawNews,
)
from handlers.faces import Choice, Face, Line, Rows, card
from handlers.texts import id as t
from handlers.texts.speech import Say, at, say

# --- the sender's


async def sender_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    found = await uow.news.get(shown.subject_id)
    if found is None:
        return None
    back = Choice(say(t.labels.take_back), WithdrawNews(found.id))
    repair = Choice(say(t.labels.repair), RepairNews(found.id))
    match found.state:
        case NewsState.WAITING:
            place = await uow.news.place_in_queue(found.id)
            return card(say(t.news.waits, code=found.code, place=place), rows=((back,),))
        case NewsState.ACCEPTED:
            line = say(t.news.accepted, code=found.code, at=_decided_at(found), leaves=_leaves_at(found))
            return card(line, rows=((back,),))
        case NewsState.PUBLISHED:
            see = Choice(say(t.labels.see_news), OpenNews(found.id))
            return card(say(t.news.published, code=found.code, at=_published_at(found)), rows=((see,),))
        case NewsState.DECLINED:
            line = say(t.news.not_yet_publishable, code=found.code, reason=found.reason or "")
            return card(line, rows=((repair,),))
        case NewsState.WITHDRAWN:
            return card(say(t.news.withdrawn, code=found.code), rows=((repair,),))


async def thanks_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    found = await uow.news.get(shown.subject_id)
    unit = await uow.units.unit(found.unit_id) if found is not None else None
    if found is None or unit is None:
        return None
    sender = await who(uow, found.sender_id, found.submitted_at)
    see = Choice(say(t.labels.see_news), OpenNews(found.id))
    return card(say(t.news.thanks, sender=sender, unit=unit.name), rows=((see,),))


async def answer_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    """What became of an answer; `view` is the version that it made, "" when the question was skipped."""
    found = await uow.news.get(shown.subject_id)
    if found is None:
        return None
    if not shown.view.isdigit():
        return card(say(t.news.skipped, code=found.code))
    new = await uow.news.story(found.id, int(shown.view))
    old = await uow.news.story(found.id, int(shown.view) - 1)
    return card(*[Say("news.answered", {"old": was, "new": now}) for _, was, now in changes(old, new)])


def changes(old: Story, new: Story) -> list[tuple[Field, Say | str, Say | str]]:
    """The fields that differ, each with what it was and what it is."""
    values = [(field, core.value_of(old, field), core.value_of(new, field)) for field in Field]
    return [(field, _said(was), _said(now)) for field, was, now in values if was != now]


def _said(value: str | date | None) -> Say | str:
    match value:
        case date():
            return say(t.news.on_day, day=value.isoformat())
        case None:
            return say(t.news.empty)
        case words:
            return words


# --- the reviewers'


async def review_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    found = await uow.news.get(shown.subject_id)
    if found is None:
        return None
    by = await who(uow, found.decided_by, found.decided_at)
    match found.state:
        case NewsState.WAITING:
            return await _waiting_face(uow, found)
        case NewsState.ACCEPTED:
            line = say(t.news.accepted_by, code=found.code, by=by, at=_decided_at(found), leaves=_leaves_at(found))
            now, undo = Choice(say(t.labels.send_now), HastenNews(found.id)), UndoNews(found.id)
            return card(line, rows=((now,), (Choice(say(t.labels.undo), undo),)))
        case NewsState.PUBLISHED:
            return await _published_face(uow, found, by)
        case NewsState.DECLINED:
            return card(
                say(t.news.declined_by, code=found.code, by=by, at=_decided_at(found), reason=found.reason or "")
            )
        case NewsState.WITHDRAWN:
            return card(say(t.news.withdrawn_by_sender, code=found.code))


async def _waiting_face(uow: UnitOfWork, found: RegionalUpdate) -> Face:
    story = await uow.news.story(found.id, found.version)
    unit = await uow.units.unit(found.unit_id)
    sender = await who(uow, found.sender_id, found.submitted_at)
    lines: list[Line] = [
        say(t.news.headline, code=found.code, unit=unit.name if unit else "", sender=sender),
        fields_of(story),
    ]
    if story.minors is not None:
        lines.append(say(t.news.consent_given if story.minors is Minors.CONSENT else t.news.consent_none))
    lines += await _news_since(uow, found, story)
    if found.inquiry is not None:
        lines.append(say(t.news.asked_of_sender, question=found.inquiry.question))
    return card(*lines, rows=_decisions(found))


def fields_of(story: Story) -> Say:
    return say(
        t.news.fields,
        what=story.what,
        who=story.who or "",
        place=story.place,
        day=story.day.isoformat(),
        credit=story.credit or "",
    )


async def _news_since(uow: UnitOfWork, found: RegionalUpdate, story: Story) -> list[Line]:
    """Old and new of what the sender mended."""
    if found.version == 1:
        return []
    before = await uow.news.story(found.id, found.version - 1)
    lines: list[Line] = [
        Say("news.changed", {"field": field.value, "old": was, "new": now})
        for field, was, now in changes(before, story)
    ]
    return lines if before.content == story.content else [*lines, say(t.news.body_changed)]


def _decisions(found: RegionalUpdate) -> Rows:
    accept = Choice(say(t.labels.accept), AcceptNews(found.id, found.version))
    ask = Choice(say(t.labels.repair), AskSender(found.id, found.version))
    decline = Choice(say(t.labels.refuse), DeclineNews(found.id, found.version))
    return ((accept, decline),) if found.inquiry is not None else ((accept, ask), (decline,))


async def _published_face(uow: UnitOfWork, found: RegionalUpdate, by: Naming) -> Face:
    tally = await uow.news.tally(found.id)
    lines: list[Line] = [
        say(t.news.published_by, code=found.code, by=by, at=_published_at(found)),
        say(t.news.reached, sent=tally.sent, total=found.recipients, chats=tally.posted),
    ]
    if tally.repeated or tally.doubt:
        lines.append(say(t.announcements.doubt, repeated=tally.repeated, doubt=tally.doubt))
    return card(*lines)


# ---


async def who(uow: UnitOfWork, person_id: int | None, when: datetime | None) -> Naming:
    member = await uow.members.member(person_id, when) if person_id is not None and when is not None else None
    return naming(member.person) if member else Naming("")


def _decided_at(found: RegionalUpdate) -> Moment:
    return at(found.decided_at or found.submitted_at)


def _leaves_at(found: RegionalUpdate) -> Moment:
    return at(found.release_at or found.submitted_at)


def _published_at(found: RegionalUpdate) -> Moment:
    return at(found.published_at or found.submitted_at)
