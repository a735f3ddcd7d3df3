"""The reviewer's side: what waits, and the three answers to it."""

from datetime import datetime

from core import news as core
from core.cards import Subject
from core.errors import Refusal
from core.members import GrantRole
from core.news import RegionalUpdate
from core.parts import plan
from core.schedule import Due
from core.uow import UnitOfWork
from handlers.actions import AcceptNews, AskSender, DeclineNews, HastenNews, UndoNews
from handlers.context import Talk
from handlers.news.asking import ASK_ABOUT_NEWS, DECLINE_NEWS, DeclineDraft, QuestionDraft
from handlers.news.form import pass_on


async def accept(talk: Talk, action: AcceptNews) -> None:
    await core.accept(talk.uow, talk.member, action.news_id, action.version, talk.now)


async def undo(talk: Talk, action: UndoNews) -> None:
    await core.undo(talk.uow, talk.member, action.news_id, talk.now)


async def hasten(talk: Talk, action: HastenNews) -> None:
    await core.hasten(talk.uow, talk.member, action.news_id, talk.now)


async def ask(talk: Talk, action: AskSender) -> None:
    """[Perbaiki]: which field, and one sentence."""
    found = await core.demand_review(talk.uow, talk.member, action.news_id, action.version, talk.now)
    if found.inquiry is not None:
        raise Refusal("news.asked_already", code=found.code)
    await talk.around.forms.begin(talk, ASK_ABOUT_NEWS, QuestionDraft(found.id, found.version))


async def decline(talk: Talk, action: DeclineNews) -> None:
    """[Tolak] asks for a word first."""
    found = await core.demand_review(talk.uow, talk.member, action.news_id, action.version, talk.now)
    await talk.around.forms.begin(talk, DECLINE_NEWS, DeclineDraft(found.id, found.version))


async def publish(uow: UnitOfWork, due: Due, now: datetime) -> None:
    found = await uow.news.get(due.subject_id)
    if found is not None:
        story = await uow.news.story(found.id, found.version)
        await core.publish(uow, found.id, len(plan(story.content, story.runs)), now)


async def waiting_for(talk: Talk) -> list[RegionalUpdate]:
    """What this person may decide on, oldest first."""
    bureau_id = talk.member.bureau_id
    if bureau_id is None or not core.reviews_somewhere(talk.member):
        return []
    waiting = await talk.uow.news.waiting(bureau_id)
    units = {unit.id: unit for unit in await talk.uow.units.units([one.unit_id for one in waiting])}
    me = talk.member
    return [
        one
        for one in waiting
        if one.sender_id != me.person.id and one.unit_id in units and core.may_review(me, units[one.unit_id])
    ]


def demand_reviewer(talk: Talk) -> None:
    if not core.reviews_somewhere(talk.member):
        raise Refusal("trouble.not_allowed", role=GrantRole.SECRETARIAT.value)


async def show_review(talk: Talk, found: RegionalUpdate) -> None:
    story = await talk.uow.news.story(found.id, found.version)
    pass_on(talk, talk.member.address.id, story)
    await talk.show(Subject.REVIEW, found.id, anew=True)
