"""Chats (Grup): what is said in a group of Telegram, and how it is linked to a Kelompok.

A group fills no form: what must be chosen is chosen in private. It is answered only when somebody asks by a command.
"""

from collections.abc import Callable

from core import chats as core
from core import groups
from core.cards import Card, Subject
from core.channels import Joined, Left, Relocated, Retitled
from core.chats import Chat, ChatState
from core.errors import Refusal
from core.members import naming
from core.regions import Regions
from core.uow import UnitOfWork
from handlers.actions import ChatsFrom, ChooseFrom, LinkChat, PartChat, ShowChat
from handlers.context import Talk
from handlers.faces import Choice, Face, Rows, card
from handlers.links import Door, Links
from handlers.registration import place_of
from handlers.texts import id as t
from handlers.texts.speech import Say, say

A_PAGE = 5
GREETING_MS = 2_000
"""A greeting waits so long: a group that became another one is told of as new, and then as the one it was."""


# --- in the group


async def link_here(talk: Talk, rest: str) -> None:
    """/hubungkan"""
    place = talk.event.place
    await core.ask(
        talk.uow, talk.member, talk.event.channel, place.address, place.title, talk.event.runs_place, talk.now
    )


async def part_here(talk: Talk, rest: str) -> None:
    """/putuskan"""
    chat = await talk.uow.chats.at(talk.event.channel, talk.event.place.address)
    if chat is None:
        raise Refusal("chats.not_linked")
    await core.part(talk.uow, talk.member, chat.id, talk.now)
    await talk.answer_here(card(say(t.chats.parted)))


async def help_here(talk: Talk, rest: str) -> None:
    chat = await talk.uow.chats.at(talk.event.channel, talk.event.place.address)
    linked = chat is not None and chat.state is ChatState.LINKED
    words = say(t.chats.help_linked) if linked else say(t.chats.help_unlinked)
    await talk.answer_here(card(words, rows=_way(talk)))


async def way(talk: Talk, rest: str) -> None:
    """/umumkan: in private."""
    await talk.answer_here(card(say(t.start.deep_link_only), rows=_way(talk)))


def _way(talk: Talk) -> Rows:
    return ((Choice(say(t.labels.open_bot), url=talk.around.links.start()),),)


async def happened(talk: Talk) -> None:
    """To the group itself."""
    channel, place = talk.event.channel, talk.event.place
    match talk.event.what:
        case Joined():
            await _joined(talk)
        case Left():
            chat = await talk.uow.chats.at(channel, place.address)
            if chat is not None:
                await core.lose(talk.uow, chat, talk.now, talk.now_ms)
        case Relocated(old, new):
            await core.move(talk.uow, channel, old, new, talk.now_ms)
        case Retitled():
            await core.retitle(talk.uow, channel, place.address, place.title, talk.now)
        case _:
            raise ValueError("nothing that happens to a group")


async def _joined(talk: Talk) -> None:
    place = talk.event.place
    chat = await core.arrived(talk.uow, talk.event.channel, place.address, place.title, talk.now)
    if chat is not None:
        greeting = card(say(t.chats.how_to_link))
        talk.tell(chat.address_id, greeting, not_before_ms=talk.now_ms + GREETING_MS)


# --- in private


async def choose(talk: Talk, chat_id: int) -> None:
    """[Buka di bot] under the group's card: for which Kelompok?"""
    await core.demand_asked(talk.uow, talk.member, chat_id, talk.now)
    await talk.show(Subject.CHAT, chat_id, anew=True)


async def choose_from(talk: Talk, action: ChooseFrom) -> None:
    await talk.uow.cards.turn(talk.member.address.id, Subject.CHAT, action.chat_id, str(action.first))


async def link(talk: Talk, action: LinkChat) -> None:
    await core.link(talk.uow, talk.member, action.chat_id, action.group_id, talk.now)


async def part(talk: Talk, action: PartChat) -> None:
    """[Putuskan], in the group or in private: each card follows by itself."""
    chat = await core.part(talk.uow, talk.member, action.chat_id, talk.now)
    talk.toast(say(t.chats.parted_toast, title=chat.title))


async def listing(talk: Talk, rest: str) -> None:
    """/grup"""
    await _page(talk, 0)


async def page(talk: Talk, action: ChatsFrom) -> None:
    await _page(talk, action.first)


async def _page(talk: Talk, first: int) -> None:
    found = await core.listed(talk.uow, talk.member)
    if not found:
        talk.put(card(say(t.chats.none_yet)))
        return
    first = _page_of(first, len(found))
    shown = found[first : first + A_PAGE]
    entries = [await _entry(talk.uow, chat) for chat in shown]
    numbers = tuple(Choice(say(t.labels.place, number=n), ShowChat(chat.id)) for n, chat in enumerate(shown, 1))
    turns = _turns(first, len(found), ChatsFrom)
    talk.put(Face((Say("chats.listing", {"chats": entries}),), (numbers, turns)))


async def show(talk: Talk, action: ShowChat) -> None:
    if action.chat_id not in {chat.id for chat in await core.listed(talk.uow, talk.member)}:
        raise Refusal("trouble.old_button")
    await talk.show(Subject.CHAT, action.chat_id, anew=True)


async def _entry(uow: UnitOfWork, chat: Chat) -> Say:
    group = await _group_name(uow, chat)
    if chat.state is ChatState.GONE:
        return say(t.chats.entry_lost, title=chat.title, group=group)
    return say(t.chats.entry, title=chat.title, group=group)


# --- its card, in the group and with those who link it


async def chat_card(uow: UnitOfWork, shown: Card, person_id: int, links: Links, regions: Regions) -> Face | None:
    """`person_id` 0: in the group itself."""
    chat = await uow.chats.get(shown.subject_id)
    if chat is None:
        return None
    return await (_own(uow, chat, person_id, shown.view) if person_id else _there(uow, chat, links, regions))


async def _there(uow: UnitOfWork, chat: Chat, links: Links, regions: Regions) -> Face | None:
    if chat.state is ChatState.LINKED:
        bureau = await uow.units.bureau(chat.bureau_id or 0)
        line = say(t.chats.linked_here, place=place_of(bureau, regions), group=await _group_name(uow, chat))
        return card(line, rows=_part(chat))
    if chat.asked_by is not None and chat.asked_at is not None:
        asker = await uow.members.member(chat.asked_by, chat.asked_at)
        way = Choice(say(t.labels.open_in_bot), url=links.to(Door.CHAT, chat.id))
        return card(say(t.chats.choose_in_private, who=naming(asker.person)), rows=((way,),)) if asker else None
    return card(say(t.chats.parted))


async def _own(uow: UnitOfWork, chat: Chat, person_id: int, view: str) -> Face:
    match chat.state:
        case ChatState.LINKED:
            line = say(t.chats.linked, title=chat.title, group=await _group_name(uow, chat))
            return card(line, rows=_part(chat))
        case _ if chat.asked_by == person_id:
            return await _choice(uow, chat, person_id, int(view or 0))
        case ChatState.GONE:
            return card(say(t.chats.lost, title=chat.title), rows=_part(chat))
        case ChatState.MET:
            return card(say(t.chats.ask_there, title=chat.title))


async def _choice(uow: UnitOfWork, chat: Chat, person_id: int, first: int) -> Face:
    """All groups of the asker's bureau, five a page."""
    asker = await uow.members.member(person_id, chat.asked_at) if chat.asked_at else None
    bureau_id = core.bureau_of(asker) if asker else None
    offered = await groups.all_with_units(uow, bureau_id) if bureau_id is not None else []
    first = _page_of(first, len(offered))
    shown = offered[first : first + A_PAGE]
    entries = [say(t.groups.entry, name=group.name, units=len(units)) for group, units in shown]
    numbers = tuple(
        Choice(say(t.labels.place, number=n), LinkChat(chat.id, group.id)) for n, (group, _) in enumerate(shown, 1)
    )
    turns = _turns(first, len(offered), lambda at: ChooseFrom(chat.id, at))
    return Face((Say("chats.which_group", {"title": chat.title, "groups": entries}),), (numbers, turns))


async def _group_name(uow: UnitOfWork, chat: Chat) -> str:
    group = await uow.groups.get(chat.group_id) if chat.group_id is not None else None
    return group.name if group else ""


def _part(chat: Chat) -> Rows:
    return ((Choice(say(t.labels.part_chat), PartChat(chat.id)),),)


def _page_of(first: int, total: int) -> int:
    """Where the page begins that `first` lies on, as long as there is one."""
    return min(first, max(0, total - 1)) // A_PAGE * A_PAGE


def _turns(first: int, total: int, to: Callable[[int], ChatsFrom | ChooseFrom]) -> tuple[Choice, ...]:
    turns = []
    if first:
        turns.append(Choice(say(t.labels.previous), to(first - A_PAGE)))
    if first + A_PAGE < total:
        turns.append(Choice(say(t.labels.next_), to(first + A_PAGE)))
    return tuple(turns)
