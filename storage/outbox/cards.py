"""What an answer means for the card that a row stood for."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.cards import Card
from core.outbox import Advance, Again, Anew, Drop, Readdress, Repeat, Settled, Source
from storage.cards import card_of
from storage.literals import CARD, QUEUED
from storage.statements import insert_into
from storage.tables import cards, outbox

Values = dict[str, object]

_LOCK = select(cards).where(cards.c.id.in_(bindparam("ids", expanding=True))).order_by(cards.c.id).with_for_update()
_SHOWN = (
    update(cards)
    .where(cards.c.id == bindparam("card"))
    .values(message_id=bindparam("new_message_id"), shown=bindparam("new_shown"), shown_hash=bindparam("new_hash"))
)
_QUEUED = select(outbox.c.source_id).where(
    outbox.c.source == CARD, outbox.c.state == QUEUED, outbox.c.source_id.in_(bindparam("ids", expanding=True))
)


async def settle(connection: AsyncConnection, settled: Sequence[Settled]) -> set[int]:
    """Keeps what the cards show now and queues those that changed meanwhile.

    Returns the ids of rows that must not be queued again, since a newer row for the same card waits already.
    """
    by_card = {each.row.source_id: each for each in settled if each.row.source is Source.CARD}
    if not by_card:
        return set()
    found = [card_of(row) for row in await connection.execute(_LOCK, {"ids": list(by_card)})]
    if changes := [change for card in found if (change := _change(card, by_card[card.id]))]:
        await connection.execute(_SHOWN, changes)
    if behind := [_queued(card, by_card[card.id]) for card in found if _fell_behind(card, by_card[card.id])]:
        await connection.execute(insert_into(connection, outbox).on_conflict_do_nothing(), behind)
    return await _superseded(connection, by_card)


def _change(card: Card, settled: Settled) -> Values | None:
    match settled.verdict:
        case Advance(message_ids):
            message_id = message_ids[0] if message_ids else card.message_id
            return _shown(card, message_id, settled.wanted, settled.shown)
        case Drop() if settled.wanted:
            return _shown(card, card.message_id, settled.wanted, settled.shown or card.shown_hash)
        case Anew():
            return _shown(card, None, card.shown, None)
        case _:
            return None


def _shown(card: Card, message_id: int | None, shown: int, shown_hash: bytes | None) -> Values:
    return {
        "card": card.id,
        "new_message_id": message_id,
        "new_shown": max(shown, card.shown),
        "new_hash": None if message_id is None else shown_hash,
    }


def _fell_behind(card: Card, settled: Settled) -> bool:
    """It changed after it was rendered. Only what was rendered counts: a row that fails would come back forever."""
    return isinstance(settled.verdict, Advance | Drop) and 0 < settled.wanted < card.wanted


def _queued(card: Card, settled: Settled) -> Values:
    return {
        "lane": settled.row.lane,
        "source": Source.CARD,
        "source_id": card.id,
        "occurrence": card.wanted,
        "address_id": card.address_id,
    }


async def _superseded(connection: AsyncConnection, by_card: dict[int, Settled]) -> set[int]:
    back = {
        card: each.row.id
        for card, each in by_card.items()
        if isinstance(each.verdict, Again | Repeat | Readdress | Anew)
    }
    if not back:
        return set()
    queued = await connection.scalars(_QUEUED, {"ids": list(back)})
    return {back[card] for card in queued}
