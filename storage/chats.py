"""Chats: which groups of Telegram are linked, and what becomes of their rows when they go or move."""

from datetime import datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.channels import Reason
from core.chats import Chat, ChatState
from core.members import AddressState
from core.outbox import DELIVERIES, Source, State
from storage.literals import QUEUED
from storage.members import MemberStore
from storage.outbox.moving import move
from storage.statements import AnyRow, insert_into
from storage.tables import addresses, chats, groups, outbox

_NO_LINK = {"bureau_id": None, "group_id": None, "linked_by": None, "linked_at": None}
_NOBODY_ASKS = {"asked_by": None, "asked_at": None}


class ChatStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def meet(self, channel: str, address: str, title: str | None, now: datetime) -> Chat:
        """Two statements."""
        address_id = await MemberStore(self._connection).chat(channel, address, now)
        new = insert_into(self._connection, chats).values(
            address_id=address_id, title=title or "", state=ChatState.MET.value, met_at=now
        )
        kept = new.on_conflict_do_update(
            index_elements=[chats.c.address_id], set_={"title": title or chats.c.title}
        ).returning(*chats.c)
        return _chat_of((await self._connection.execute(kept)).one())

    async def at(self, channel: str, address: str) -> Chat | None:
        here = select(addresses.c.id).where(addresses.c.channel == channel, addresses.c.address == address)
        return await self._one(select(chats).where(chats.c.address_id == here.scalar_subquery()))

    async def at_address(self, address_id: int) -> Chat | None:
        return await self._one(select(chats).where(chats.c.address_id == address_id))

    async def get(self, chat_id: int) -> Chat | None:
        return await self._one(select(chats).where(chats.c.id == chat_id))

    async def linked(self, bureau_id: int) -> list[Chat]:
        going_on = (
            select(chats)
            .join(groups, groups.c.id == chats.c.group_id)
            .where(chats.c.bureau_id == bureau_id, chats.c.state == ChatState.LINKED.value, groups.c.ended_at.is_(None))
        )
        return await self._by_title(going_on)

    async def of_bureau(self, bureau_id: int) -> list[Chat]:
        return await self._by_title(select(chats).where(chats.c.bureau_id == bureau_id))

    async def greet(self, chat_id: int) -> bool:
        ungreeted = (chats.c.id == chat_id) & chats.c.greeted.is_(False)
        return (await self._connection.execute(update(chats).where(ungreeted).values(greeted=True))).rowcount == 1

    async def may_answer(self, chat_id: int, now_ms: int, apart_ms: int) -> bool:
        """A clock that was set back does not silence it."""
        rested = ~chats.c.answered_ms.between(now_ms - apart_ms + 1, now_ms)
        answered = update(chats).where(chats.c.id == chat_id, rested).values(answered_ms=now_ms)
        return (await self._connection.execute(answered)).rowcount == 1

    async def ask(self, chat_id: int, person_id: int, at: datetime) -> None:
        await self._change(chat_id, asked_by=person_id, asked_at=at)

    async def link(self, chat_id: int, bureau_id: int, group_id: int, person_id: int, at: datetime) -> None:
        link = {"bureau_id": bureau_id, "group_id": group_id, "linked_by": person_id, "linked_at": at}
        await self._change(chat_id, state=ChatState.LINKED.value, **link, **_NOBODY_ASKS)

    async def part(self, chat_id: int) -> None:
        await self._change(chat_id, state=ChatState.MET.value, **_NO_LINK, **_NOBODY_ASKS)

    async def lose(self, chat_id: int, now_ms: int) -> list[int]:
        """Four statements."""
        there = select(chats.c.address_id).where(chats.c.id == chat_id).scalar_subquery()
        queued = update(outbox).where(outbox.c.address_id == there, outbox.c.state == QUEUED)
        failed = queued.values(state=State.FAILED, reason=Reason.CHAT_GONE.value, settled_ms=now_ms)
        rows = (await self._connection.execute(failed.returning(outbox.c.source, outbox.c.source_id))).all()
        address = update(addresses).where(addresses.c.id == there)
        await self._connection.execute(address.values(state=AddressState.UNREACHABLE.value))
        linked = (chats.c.id == chat_id) & (chats.c.state == ChatState.LINKED.value)
        lost = update(chats).where(linked).values(state=ChatState.GONE.value, greeted=False, **_NOBODY_ASKS)
        await self._connection.execute(lost)
        never_linked = (chats.c.id == chat_id) & (chats.c.state == ChatState.MET.value)
        await self._connection.execute(delete(chats).where(never_linked))
        return [row.source_id for row in rows if row.source == Source.ANNOUNCEMENT]

    async def find_again(self, chat_id: int, since_ms: int) -> None:
        there = select(chats.c.address_id).where(chats.c.id == chat_id).scalar_subquery()
        await self._change(chat_id, state=ChatState.LINKED.value, greeted=True)
        failed = update(outbox).where(
            outbox.c.address_id == there,
            outbox.c.state == State.FAILED.value,
            outbox.c.source.in_([source.value for source in DELIVERIES]),
            outbox.c.reason == Reason.CHAT_GONE.value,
            outbox.c.settled_ms >= since_ms,
        )
        await self._connection.execute(failed.values(state=State.QUEUED, reason=None, settled_ms=None))
        address = update(addresses).where(addresses.c.id == there)
        await self._connection.execute(address.values(state=AddressState.REACHABLE.value))

    async def move(self, channel: str, old: str, new: str) -> None:
        await move(self._connection, channel, old, new)

    async def _change(self, chat_id: int, **values: object) -> None:
        await self._connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))

    async def _one(self, query: Select[*tuple[object, ...]]) -> Chat | None:
        row = (await self._connection.execute(query)).one_or_none()
        return _chat_of(row) if row else None

    async def _by_title(self, query: Select[*tuple[object, ...]]) -> list[Chat]:
        found = [_chat_of(row) for row in await self._connection.execute(query)]
        return sorted(found, key=lambda chat: (chat.title.casefold(), chat.id))


def _chat_of(row: AnyRow) -> Chat:
    return Chat(
        id=row.id,
        address_id=row.address_id,
        title=row.title,
        state=ChatState(row.state),
        bureau_id=row.bureau_id,
        group_id=row.group_id,
        linked_by=row.linked_by,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
    )
