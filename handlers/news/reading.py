"""Lists, codes, and what a reader sees of published news."""

import re

from core import news as core
from core.cards import Subject
from core.channels import Said
from core.news import NewsState, RegionalUpdate, Story
from core.uow import UnitOfWork
from handlers.actions import NewsPage, OpenNews
from handlers.context import Talk
from handlers.faces import Choice, Rows, card
from handlers.news.form import pass_on
from handlers.news.reviewing import demand_reviewer, show_review, waiting_for
from handlers.texts import id as t
from handlers.texts.speech import Say, say

CODE = re.compile(rf"^\s*(?:({core.PREFIX})-)?(\d{{4,}})\s*$", re.IGNORECASE)
A_PAGE = 5


# --- lists


async def review(talk: Talk, rest: str) -> None:
    """/tinjau: what waits, oldest first; one opens at once."""
    demand_reviewer(talk)
    waiting = await waiting_for(talk)
    if len(waiting) == 1:
        await show_review(talk, waiting[0])
    else:
        await _waiting_page(talk, waiting, 0)


async def latest(talk: Talk, rest: str) -> None:
    """[Kabar daerah]: what was published, newest first."""
    await _latest_page(talk, 0)


async def page(talk: Talk, action: NewsPage) -> None:
    if action.waiting:
        demand_reviewer(talk)
        await _waiting_page(talk, await waiting_for(talk), action.first)
    else:
        await _latest_page(talk, action.first)


async def _waiting_page(talk: Talk, waiting: list[RegionalUpdate], first: int) -> None:
    if not waiting:
        talk.put(card(say(t.news.none_waiting)))
        return
    first = first if first < len(waiting) else 0
    shown = waiting[first : first + A_PAGE]
    line = Say("news.waiting_list", {"items": await _entries(talk.uow, shown), "total": len(waiting)})
    talk.put(card(line, rows=_rows(shown, 1, first, more=first + A_PAGE < len(waiting))))


async def _latest_page(talk: Talk, first: int) -> None:
    bureau_id = talk.member.bureau_id
    found = await talk.uow.news.published(bureau_id, first, A_PAGE + 1) if bureau_id is not None else []
    if not found:
        talk.put(card(say(t.news.none_published)))
        return
    line = Say("news.latest", {"items": await _entries(talk.uow, found[:A_PAGE])})
    talk.put(card(line, rows=_rows(found[:A_PAGE], 0, first, more=len(found) > A_PAGE)))


async def _entries(uow: UnitOfWork, found: list[RegionalUpdate]) -> list[Say]:
    units = {unit.id: unit.abbreviation or unit.name for unit in await uow.units.units([one.unit_id for one in found])}
    entries = []
    for one in found:
        story = await uow.news.story(one.id, one.version)
        entries.append(say(t.news.entry, code=one.code, what=story.what, unit=units.get(one.unit_id, "")))
    return entries


def _rows(shown: list[RegionalUpdate], waiting: int, first: int, *, more: bool) -> Rows:
    numbers = tuple(Choice(say(t.labels.place, number=n), OpenNews(one.id)) for n, one in enumerate(shown, 1))
    turns = [Choice(say(t.labels.previous), NewsPage(waiting, max(0, first - A_PAGE)))] if first else []
    turns += [Choice(say(t.labels.next_), NewsPage(waiting, first + A_PAGE))] if more else []
    return (numbers, tuple(turns))


# --- a code is a command


async def coded(talk: Talk, said: Said) -> bool:
    """KD-0231 typed anywhere, or only 0231 when no announcement has that number."""
    match = CODE.match(said.content.text)
    if match is None or said.files:
        return False
    found = await numbered(talk, said.content.text)
    if found is not None and await _open(talk, found):
        return True
    if match[1] is None:
        return False
    talk.reply(card(say(t.trouble.no_such_code, code=said.content.text.strip().upper())))
    return True


async def numbered(talk: Talk, typed: str) -> RegionalUpdate | None:
    """The news of the person's bureau with this code; a bare number is an announcement's first."""
    match, bureau_id = CODE.match(typed), talk.member.bureau_id
    if match is None or bureau_id is None:
        return None
    number = int(match[2])
    if match[1] is None and await talk.uow.announcements.by_number(bureau_id, number) is not None:
        return None
    return await talk.uow.news.by_number(bureau_id, number)


async def open_news(talk: Talk, action: OpenNews) -> None:
    """From a list or a card: what was published is read, anything else is decided on."""
    found = await talk.uow.news.get(action.news_id)
    if found is None or found.bureau_id != talk.member.bureau_id:
        talk.alert(say(t.trouble.old_button))
    elif found.state is NewsState.PUBLISHED:
        await _read(talk, found)
    elif not await _open(talk, found):
        talk.alert(say(t.trouble.old_button))


async def _open(talk: Talk, found: RegionalUpdate) -> bool:
    """The card this person has a right to; False when there is none."""
    if found.sender_id == talk.member.person.id:
        await talk.show(Subject.NEWS, found.id, anew=True)
        return True
    unit = await talk.uow.units.unit(found.unit_id)
    if unit is not None and core.may_review(talk.member, unit):
        await show_review(talk, found)
        return True
    if found.state is not NewsState.PUBLISHED:
        return False
    await _read(talk, found)
    return True


async def _read(talk: Talk, found: RegionalUpdate) -> None:
    story = await talk.uow.news.story(found.id, found.version)
    pass_on(talk, talk.member.address.id, story)
    talk.reply(card(await footer(talk.uow, found, story)))


async def footer(uow: UnitOfWork, found: RegionalUpdate, story: Story) -> Say:
    """What stands under the words on every copy; people's words themselves are never touched."""
    unit = await uow.units.unit(found.unit_id)
    return say(
        t.news.footer,
        code=found.code,
        day=story.day.isoformat(),
        place=story.place,
        unit=unit.name if unit else "",
        credit=story.credit or "",
    )
