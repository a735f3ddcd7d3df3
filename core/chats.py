"""Chats (Grup): groups of Telegram in which this program sits, each linked to the Kelompok whose matters it shows.

A chat is linked by somebody who runs it and holds the right in a bureau: they ask in the chat and choose in private.
What is posted there is written to its address like any delivery, so it shares the ledger, its limits and its reasons.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core import groups
from core.cards import Cards, Subject
from core.errors import Refusal
from core.members import GrantRole, Member, Members, Unit
from core.outbox import Fail, Lane, Settled

LINKERS = (GrantRole.SECRETARIAT, GrantRole.COORDINATOR)
"""Who may link a chat; whoever may link one may also part it."""
ASKED_FOR = timedelta(days=1)
"""How long a request made in the chat may be finished in private."""
ANSWERS_APART_MS = 10_000
"""A chat is answered at most this often, so that nobody can use up what it may be sent."""
MOVED_MS = 60_000
"""A chat that moves within this time after it seemed lost was never lost: the two may be told in either order."""


class ChatState(StrEnum):
    MET = "met"  # the program sits in it
    LINKED = "linked"
    GONE = "gone"  # it was linked, and the program is not in it any more


@dataclass(frozen=True, slots=True)
class Chat:
    """`title` as it was last told. `bureau_id`, `group_id` and `linked_by` are known while LINKED, and of what was
    lost (GONE). `asked_by` is who may finish a request, until it is used."""

    id: int
    address_id: int
    title: str
    state: ChatState
    bureau_id: int | None = None
    group_id: int | None = None
    linked_by: int | None = None
    asked_by: int | None = None
    asked_at: datetime | None = None


class Chats(Protocol):
    async def meet(self, channel: str, address: str, title: str | None, now: datetime) -> Chat:
        """The chat at this address, with its present title; one that was not known yet is MET."""
        ...

    async def at(self, channel: str, address: str) -> Chat | None: ...

    async def at_address(self, address_id: int) -> Chat | None: ...

    async def get(self, chat_id: int) -> Chat | None: ...

    async def linked(self, bureau_id: int) -> list[Chat]:
        """By title; none whose Kelompok was ended."""
        ...

    async def of_bureau(self, bureau_id: int) -> list[Chat]:
        """Linked and lost ones, by title."""
        ...

    async def greet(self, chat_id: int) -> bool:
        """Notes that the chat was told how to link it; False when it was told before."""
        ...

    async def may_answer(self, chat_id: int, now_ms: int, apart_ms: int) -> bool:
        """Notes an answer; False when the last one was less than `apart_ms` ago."""
        ...

    async def ask(self, chat_id: int, person_id: int, at: datetime) -> None: ...

    async def link(self, chat_id: int, bureau_id: int, group_id: int, person_id: int, at: datetime) -> None: ...

    async def part(self, chat_id: int) -> None:
        """MET again; nothing of the link is kept."""
        ...

    async def lose(self, chat_id: int, now_ms: int) -> list[int]:
        """GONE; what was queued for it fails with its reason. One that was not linked is forgotten. Returns the ids of
        the announcements among what failed."""
        ...

    async def find_again(self, chat_id: int, since_ms: int) -> None:
        """LINKED again, and what has failed with it since then is queued again."""
        ...

    async def move(self, channel: str, old: str, new: str) -> None:
        """The chat lives on under a new address: link, queue and cards go there, and nothing twice."""
        ...


class Work(groups.Work, Protocol):
    @property
    def chats(self) -> Chats: ...
    @property
    def cards(self) -> Cards: ...
    @property
    def members(self) -> Members: ...


# --- linking


def bureau_of(by: Member) -> int | None:
    """The bureau for which this person may link chats."""
    return min((bureau for bureau, role in by.grants if role in LINKERS), default=None)


async def ask(
    uow: Work, by: Member, channel: str, address: str, title: str | None, runs_it: bool | None, now: datetime
) -> Chat:
    """/hubungkan in the chat. `runs_it`: whether they are an admin of it, None when that could not be read.

    Shows the chat's card at its bottom. Raises Refusal without the right, for a chat that somebody else runs, or that
    another bureau has linked.
    """
    bureau_id = bureau_of(by)
    if bureau_id is None:
        raise Refusal("chats.not_yours")
    if runs_it is None:
        raise Refusal("chats.admin_unknown")
    if not runs_it:
        raise Refusal("chats.admins_only")
    chat = await uow.chats.meet(channel, address, title, now)
    if chat.state is ChatState.LINKED and chat.bureau_id != bureau_id:
        raise Refusal("chats.of_another_bureau")
    await uow.chats.greet(chat.id)
    if chat.state is not ChatState.LINKED:
        await uow.chats.ask(chat.id, by.person.id, now)
        await uow.audit.note(now, by.person.id, "chat.asked", "chat", chat.id)
    await uow.cards.show(chat.address_id, Subject.CHAT, chat.id, anew=True)
    return chat


async def demand_asked(uow: Work, by: Member, chat_id: int, now: datetime) -> Chat:
    """The chat, when this person may still choose its Kelompok: who asked in it, once, within a day."""
    chat = await _must(uow, chat_id)
    _demand_bureau(by)
    fresh = chat.asked_at is not None and now - chat.asked_at < ASKED_FOR
    if chat.asked_by != by.person.id or not fresh or chat.state is ChatState.LINKED:
        raise Refusal("chats.ask_there", title=chat.title)
    return chat


async def link(uow: Work, by: Member, chat_id: int, group_id: int, now: datetime) -> Chat:
    """The choice in private. The card in the chat and the person's own follow."""
    chat = await demand_asked(uow, by, chat_id, now)
    bureau_id = _demand_bureau(by)
    if group_id not in {group.id for group in await uow.groups.all(bureau_id)}:
        raise Refusal("trouble.old_button")
    await uow.chats.link(chat.id, bureau_id, group_id, by.person.id, now)
    await uow.audit.note(now, by.person.id, "chat.linked", "chat", chat.id, {"group": group_id})
    await uow.cards.touch(Subject.CHAT, chat.id, lane=Lane.REPLY)
    return chat


async def part(uow: Work, by: Member, chat_id: int, now: datetime) -> Chat:
    """[Putuskan] or /putuskan: nothing is posted there any more. A lost chat leaves the list by it."""
    chat = await _must(uow, chat_id)
    if chat.bureau_id is None:
        _demand_bureau(by)
        raise Refusal("chats.not_linked")
    if not any(by.has(role, chat.bureau_id) for role in LINKERS):
        raise Refusal("chats.not_yours")
    await uow.chats.part(chat.id)
    await uow.audit.note(now, by.person.id, "chat.parted", "chat", chat.id)
    await uow.cards.touch(Subject.CHAT, chat.id, lane=Lane.REPLY)
    return chat


async def listed(uow: Work, by: Member) -> list[Chat]:
    """The chats of the bureau in which this person may link some."""
    return await uow.chats.of_bureau(_demand_bureau(by))


# --- posting


async def covered(uow: Work, bureau_id: int, unit_ids: Collection[int]) -> list[Chat]:
    """Linked chats whose Kelompok lies wholly among these units: what goes to all of them may be shown there."""
    addressed = frozenset(unit_ids)
    return [chat for chat, units in await _with_units(uow, bureau_id) if units and units <= addressed]


async def of_unit(uow: Work, unit: Unit) -> list[Chat]:
    """Linked chats that concern a unit: it is in their Kelompok. Post to their `address_id`."""
    return [chat for chat, units in await _with_units(uow, unit.bureau_id) if unit.id in units]


async def _with_units(uow: Work, bureau_id: int) -> list[tuple[Chat, frozenset[int]]]:
    """Four statements, or one while no chat is linked."""
    linked = await uow.chats.linked(bureau_id)
    if not linked:
        return []
    offered = await groups.all_with_units(uow, bureau_id)
    units = {group.id: frozenset(unit.id for unit in units) for group, units in offered}
    return [(chat, units.get(chat.group_id or 0, frozenset())) for chat in linked]


# --- what happens to a chat


async def arrived(uow: Work, channel: str, address: str, title: str | None, now: datetime) -> Chat | None:
    """The program was let in. The chat, when it should be told how to be linked: once, and again after it was lost."""
    chat = await uow.chats.meet(channel, address, title, now)
    if chat.state is ChatState.GONE:
        await uow.chats.part(chat.id)
        await uow.cards.touch(Subject.CHAT, chat.id, lane=Lane.REPLY)
    if chat.state is ChatState.LINKED or not await uow.chats.greet(chat.id):
        return None
    return chat


async def retitle(uow: Work, channel: str, address: str, title: str | None, now: datetime) -> None:
    chat = await uow.chats.at(channel, address)
    if chat is not None:
        await uow.chats.meet(channel, address, title, now)
        await uow.cards.touch(Subject.CHAT, chat.id, lane=Lane.BACKGROUND)


async def lose(uow: Work, chat: Chat, now: datetime, now_ms: int) -> None:
    """The program was thrown out, or the chat is no more. Who linked it is told once what can be done."""
    if chat.state is ChatState.GONE:
        return
    for announcement_id in await uow.chats.lose(chat.id, now_ms):
        await uow.cards.touch(Subject.ANNOUNCEMENT, announcement_id, lane=Lane.REMINDER)
    if chat.state is not ChatState.LINKED:
        await uow.cards.forget(Subject.CHAT, chat.id)
        return
    await uow.audit.note(now, None, "chat.lost", "chat", chat.id)
    for keeper in await _keepers(uow, chat, now):
        await uow.cards.show(keeper.address.id, Subject.CHAT, chat.id, anew=True)


async def _keepers(uow: Work, chat: Chat, now: datetime) -> Sequence[Member]:
    """Who linked it; the secretariat when they may not do so any more."""
    bureau_id = chat.bureau_id or 0
    linker = await uow.members.member(chat.linked_by, now) if chat.linked_by is not None else None
    if linker is not None and any(linker.has(role, bureau_id) for role in LINKERS):
        return [linker]
    return await uow.members.with_grant(bureau_id, GrantRole.SECRETARIAT, now)


async def move(uow: Work, channel: str, old: str, new: str, now_ms: int) -> None:
    """A group became a supergroup, which is told from both sides, and by the answer to a send."""
    before = await uow.chats.at(channel, old)
    await uow.chats.move(channel, old, new)
    if before is not None and before.state is ChatState.GONE:
        await uow.chats.find_again(before.id, now_ms - MOVED_MS)
        await uow.cards.touch(Subject.CHAT, before.id, lane=Lane.REPLY)


async def follow(uow: Work, settled: Sequence[Settled], now_ms: int) -> None:
    """What the sender hears: a chat that is gone is also learned from the answer to what should be posted there."""
    for one in settled:
        if one.row.person_id is None and isinstance(one.verdict, Fail) and one.verdict.address_gone:
            chat = await uow.chats.at_address(one.row.address_id)
            if chat is not None:
                await lose(uow, chat, datetime.fromtimestamp(now_ms / 1000, UTC), now_ms)


# ---


async def _must(uow: Work, chat_id: int) -> Chat:
    chat = await uow.chats.get(chat_id)
    if chat is None:
        raise Refusal("trouble.old_button")
    return chat


def _demand_bureau(by: Member) -> int:
    """The bureau they may link chats for; Refusal without the right in any."""
    bureau_id = bureau_of(by)
    if bureau_id is None:
        raise Refusal("trouble.not_allowed", role=GrantRole.SECRETARIAT.value)
    return bureau_id
