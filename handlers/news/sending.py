"""The sender's side: a draft by command or by what was sent, taking it back, taking it up again."""

from core import news as core
from core.cards import Subject
from core.channels import Said
from core.errors import Refusal
from core.members import Member
from core.news import NewsState
from core.uow import UnitOfWork
from handlers.actions import DropForm, NewNews, RepairNews, ResumeForm, WithdrawNews
from handlers.context import Talk
from handlers.faces import Choice, card
from handlers.forms import Typed
from handlers.news.draft import NewsDraft, begun_with, draft_of
from handlers.news.form import LONG_TEXT, SEND_NEWS
from handlers.texts import id as t
from handlers.texts.speech import at, say


async def send(talk: Talk, rest: str) -> None:
    """/kabar: a draft, unless one waits already."""
    person_id = talk.member.person.id
    opened = await talk.uow.forms.open_of(person_id)
    waiting = [*([opened] if opened else []), *await talk.uow.forms.waiting_of(person_id)]
    known = next((form for form in waiting if form.kind == SEND_NEWS.name), None)
    if known is None:
        await begin(talk, await _empty(talk))
        return
    go_on = Choice(say(t.labels.go_on), ResumeForm(known.id))
    drop = Choice(say(t.labels.drop_draft), DropForm(known.id))
    new = Choice(say(t.labels.new_news), NewNews())
    talk.put(card(say(t.news.draft_waits, day=at(known.started_at)), rows=((go_on, drop), (new,))))


async def begin_beside(talk: Talk, action: NewNews) -> None:
    await begin(talk, await _empty(talk))


async def material(talk: Talk, said: Said) -> bool:
    """Files without a command are news; a late piece of an album goes where the rest of it is."""
    if not said.files:
        return False
    if said.album is not None and await talk.around.forms.joined(talk, said):
        return True
    given = Typed(said, await talk.keep(said.files))
    await begin(talk, begun_with(await _empty(talk), given))
    return True


async def long_text(talk: Talk, said: Said) -> bool:
    """A longer text that belongs to nothing else: what is it for?"""
    if said.other is not None or len(said.content.text.strip()) < LONG_TEXT:
        return False
    units = await _units(talk.uow, talk.member)
    if not units:
        return False
    await begin(talk, begun_with(_draft(talk, units, sort=True), Typed(said)))
    return True


async def begin(talk: Talk, draft: NewsDraft) -> None:
    await talk.around.forms.begin(talk, SEND_NEWS, draft, on_tapped=True)


async def withdraw(talk: Talk, action: WithdrawNews) -> None:
    await core.withdraw(talk.uow, talk.member, action.news_id, talk.now)


async def repair(talk: Talk, action: RepairNews) -> None:
    """[Perbaiki]: the same card is a form again, filled with what came back."""
    found = await talk.uow.news.get(action.news_id)
    if found is None or found.sender_id != talk.member.person.id:
        raise Refusal("trouble.old_button")
    if found.state not in (NewsState.DECLINED, NewsState.WITHDRAWN):
        raise Refusal("trouble.old_button")
    story = await talk.uow.news.story(found.id, found.version)
    empty = NewsDraft((found.unit_id,), talk.member.person.name, unit_id=found.unit_id, again=found.id, editing=True)
    await talk.uow.cards.forget_at(talk.member.address.id, Subject.NEWS, found.id)
    await begin(talk, draft_of(story, empty))


async def _empty(talk: Talk) -> NewsDraft:
    units = await _units(talk.uow, talk.member)
    if not units:
        raise Refusal("trouble.members_only")
    return _draft(talk, units, sort=False)


def _draft(talk: Talk, units: tuple[int, ...], *, sort: bool) -> NewsDraft:
    only = units[0] if len(units) == 1 else None
    return NewsDraft(units, talk.member.person.name, sorted=not sort, unit_id=only)


async def _units(uow: UnitOfWork, member: Member) -> tuple[int, ...]:
    """Those that this person speaks for; with a right only, the unit in which the bureau works."""
    seated = dict.fromkeys(seat.unit.id for seat in member.seats)
    if seated or member.bureau_id is None:
        return (*seated,)
    bureau = await uow.units.bureau(member.bureau_id)
    return (bureau.unit_id,) if bureau.unit_id is not None else ()
