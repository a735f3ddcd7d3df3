"""A chat that lives on under another address: a group that became a supergroup.

It is learned in any order: by the answer to a send, or told by either side, perhaps to several processes at once. So
the new address is taken where it stands already or made, and all that belongs to the old one is handed over to it. The
messages of before stand in a chat that takes no more, and the new
one numbers its messages from one: so no edit may name one of them.
"""

from collections.abc import Sequence

from sqlalchemy import Table, delete, exists, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.cards import Subject
from core.chats import ChatState
from core.outbox import Readdress, Row, Settled, Source, State
from storage.literals import QUEUED
from storage.statements import AnyRow, insert_into
from storage.tables import addresses, cards, chats, outbox


async def readdress(connection: AsyncConnection, settled: Sequence[Settled]) -> set[int]:
    """Rewrites the addresses that moved. Returns ids of rows with nothing left to do: the new address, which had been
    met before, has the same message of its own."""
    moved = [(each.row, each.verdict.new_address) for each in settled if isinstance(each.verdict, Readdress)]
    return {row.id for row, new_address in moved if not await _goes_on(connection, row, new_address)}


async def _goes_on(connection: AsyncConnection, row: Row, new_address: str) -> bool:
    await move(connection, row.channel, row.address, new_address)
    lives_at = select(addresses.c.address).join(outbox, outbox.c.address_id == addresses.c.id)
    return await connection.scalar(lives_at.where(outbox.c.id == row.id)) == new_address


async def move(connection: AsyncConnection, channel: str, old: str, new: str) -> None:
    """Nothing when nobody knows the old one. Moves of one chat wait for each other."""
    here = (addresses.c.channel == channel) & (addresses.c.address == old)
    moved = (await connection.execute(select(addresses).where(here).with_for_update())).one_or_none()
    if moved is None or old == new:
        return
    new_id = await _taken(connection, moved, new)
    await _let_go_of_messages(connection, moved.id)
    await _hand_over(connection, moved.id, new_id)


async def _taken(connection: AsyncConnection, moved: AnyRow, new: str) -> int:
    """Id of the new address; waits for whoever makes it in this moment."""
    key = {"channel": moved.channel, "address": new}
    made = insert_into(connection, addresses).values(**key, state=moved.state, changed_at=moved.changed_at)
    await connection.execute(made.on_conflict_do_nothing())
    return int((await connection.execute(select(addresses.c.id).filter_by(**key))).scalar_one())


async def _let_go_of_messages(connection: AsyncConnection, address_id: int) -> None:
    """Cards come as new ones; edits and deletions that wait are dropped."""
    at_old = cards.c.address_id == address_id
    await connection.execute(update(cards).where(at_old).values(message_id=None, shown_hash=None))
    edits = (outbox.c.source == Source.REPLY.value) & outbox.c.harmless.is_(true())
    queued = update(outbox).where(outbox.c.address_id == address_id, outbox.c.state == QUEUED, edits)
    await connection.execute(queued.values(state=State.CANCELLED))


async def _hand_over(connection: AsyncConnection, old_id: int, new_id: int) -> None:
    await _hand_over_chat(connection, old_id, new_id)
    await _repoint(connection, cards, old_id, new_id, ("subject", "subject_id"))
    await _repoint(connection, outbox, old_id, new_id, ("source", "source_id", "occurrence"))
    doubled = update(outbox).where(outbox.c.address_id == old_id, outbox.c.state == QUEUED)
    await connection.execute(doubled.values(state=State.CANCELLED))


async def _hand_over_chat(connection: AsyncConnection, old_id: int, new_id: int) -> None:
    """The new address keeps a link of its own; one that was only met gives way, with what it was just told."""
    of_both = select(chats.c.address_id, chats.c.id, chats.c.state).where(chats.c.address_id.in_([old_id, new_id]))
    found = {row.address_id: row for row in await connection.execute(of_both)}
    if old_id not in found:
        return
    given_up = None
    if new_id in found:
        given_up = found[new_id].id if found[new_id].state != ChatState.LINKED.value else found[old_id].id
        about = (cards.c.subject == Subject.CHAT.value) & (cards.c.subject_id == given_up)
        await connection.execute(delete(cards).where(about))
        await connection.execute(delete(chats).where(chats.c.id == given_up))
        greeting = (outbox.c.source == Source.REPLY.value) & (outbox.c.not_before_ms > 0)
        waiting = update(outbox).where(outbox.c.address_id == new_id, outbox.c.state == QUEUED, greeting)
        await connection.execute(waiting.values(state=State.CANCELLED))
    if given_up != found[old_id].id:
        await connection.execute(update(chats).where(chats.c.address_id == old_id).values(address_id=new_id))


async def _repoint(connection: AsyncConnection, table: Table, old_id: int, new_id: int, key: Sequence[str]) -> None:
    """Rows of the old address, where the new one has none of the same key."""
    theirs = table.alias("theirs")
    same = [theirs.c[name] == table.c[name] for name in key]
    free = ~exists().where(theirs.c.address_id == new_id, *same)
    await connection.execute(update(table).where(table.c.address_id == old_id, free).values(address_id=new_id))
