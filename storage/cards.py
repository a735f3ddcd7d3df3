"""Cards: which message stands for what, and the one queued row that shows it again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Row, bindparam, case, delete, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.cards import Card, Subject
from core.outbox import Lane, Source, State
from storage.literals import CARD, QUEUED
from storage.onehop import AT_ONCE
from storage.statements import ENGINES, Insert, ids_in, insert_for, insert_into
from storage.tables import QUEUED_CARD, cards, outbox

_CARD_KEY = (cards.c.address_id, cards.c.subject, cards.c.subject_id)


class CardStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def show(self, address_id: int, subject: Subject, subject_id: int, *, anew: bool = False) -> int:
        """Two statements; `anew` three more."""
        key = {"address_id": address_id, "subject": subject, "subject_id": subject_id}
        wanted = insert_into(self._connection, cards).values(wanted=1, **key)
        shown = wanted.on_conflict_do_update(index_elements=_CARD_KEY, set_={"wanted": cards.c.wanted + 1})
        card = (await self._connection.execute(shown.returning(*cards.c))).one()
        if anew:
            await self._take_off(card.id)
        await queue(self._connection, cards.c.id == card.id, Lane.REPLY)
        if anew and card.message_id is not None:
            await self._delete_message(address_id, card.message_id)
        return int(card.id)

    async def touch(self, subject: Subject, subject_id: int, *, lane: Lane, not_before_ms: int = 0) -> None:
        """After each settle, so its statements are made once."""
        key = {"of_subject": subject, "of_id": subject_id}
        await self._connection.execute(_WANTED, key)
        due = {"to_lane": lane, "to_not_before_ms": not_before_ms}
        await self._connection.execute(_QUEUED[self._connection.dialect.name], key | due)

    async def touch_each(self, subject: Subject, subject_ids: Sequence[int], *, lane: Lane) -> None:
        if not subject_ids:
            return
        about = (cards.c.subject == subject) & cards.c.subject_id.in_(ids_in(self._connection, subject_ids))
        await self._connection.execute(update(cards).where(about).values(wanted=cards.c.wanted + 1))
        await queue(self._connection, about, lane)

    async def turn(self, address_id: int, subject: Subject, subject_id: int, view: str) -> None:
        card = _key(address_id, subject, subject_id)
        await self._connection.execute(update(cards).where(card).values(view=view, wanted=cards.c.wanted + 1))
        await queue(self._connection, card, Lane.REPLY)

    async def adopt(self, address_id: int, subject: Subject, subject_id: int, message_id: int) -> int:
        key = {"address_id": address_id, "subject": subject, "subject_id": subject_id}
        stands = {"message_id": message_id, "shown_hash": None}
        adopted = insert_into(self._connection, cards).values(**key, **stands)
        adopted = adopted.on_conflict_do_update(index_elements=_CARD_KEY, set_=stands)
        return int((await self._connection.execute(adopted.returning(cards.c.id))).scalar_one())

    async def become(self, address_id: int, old: tuple[Subject, int], new: tuple[Subject, int]) -> None:
        await self._connection.execute(delete(cards).where(_key(address_id, *new)))
        subject, subject_id = new
        goes_on = update(cards).where(_key(address_id, *old))
        await self._connection.execute(goes_on.values(subject=subject, subject_id=subject_id))

    async def withdraw(self, subject: Subject, subject_id: int) -> None:
        about = (cards.c.subject == subject) & (cards.c.subject_id == subject_id)
        await recall(self._connection, about)
        await delete_standing(self._connection, about, Lane.REPLY)
        await self._connection.execute(delete(cards).where(about))

    async def get(self, card_id: int) -> Card | None:
        row = (await self._connection.execute(select(cards).where(cards.c.id == card_id))).one_or_none()
        return card_of(row) if row else None

    async def forget(self, subject: Subject, subject_id: int) -> None:
        """Rows still queued for them find no card and are dropped by the sender."""
        about = (cards.c.subject == subject) & (cards.c.subject_id == subject_id)
        await self._connection.execute(delete(cards).where(about))

    async def forget_at(self, address_id: int, subject: Subject, subject_id: int) -> None:
        await self._connection.execute(delete(cards).where(_key(address_id, subject, subject_id)))

    async def _take_off(self, card_id: int) -> None:
        """It stands nowhere, and what was queued for it does not go: the new one comes after all queued before."""
        queued = (outbox.c.source == CARD, outbox.c.source_id == card_id, outbox.c.state == QUEUED)
        await self._connection.execute(update(outbox).where(*queued).values(state=State.CANCELLED))
        card = update(cards).where(cards.c.id == card_id)
        await self._connection.execute(card.values(message_id=None, shown_hash=None))

    async def _delete_message(self, address_id: int, message_id: int) -> None:
        """After the new card, so that there is always one to look at. Its key says which message, and that it is
        deleted once; it needs no payload."""
        await self._connection.execute(
            insert_into(self._connection, outbox)
            .values(
                lane=Lane.REPLY,
                source=Source.REPLY,
                source_id=-message_id,
                address_id=address_id,
                harmless=True,
            )
            .on_conflict_do_nothing()
        )


async def queue(connection: AsyncConnection, about: ColumnElement[bool], lane: Lane) -> None:
    """Shows these cards again."""
    queued = _queueing(connection.dialect.name, about)
    await connection.execute(queued, {"to_lane": lane, "to_not_before_ms": 0})


async def recall(connection: AsyncConnection, about: ColumnElement[bool]) -> None:
    queued = (
        outbox.c.source == CARD,
        outbox.c.state == QUEUED,
        outbox.c.source_id.in_(select(cards.c.id).where(about)),
    )
    await connection.execute(update(outbox).where(*queued).values(state=State.CANCELLED))


async def delete_standing(connection: AsyncConnection, about: ColumnElement[bool], lane: Lane) -> None:
    """After the new card, so that there is always one to look at. Its key says which message: it needs no payload."""
    standing = select(
        literal(lane.value), literal(Source.REPLY.value), -cards.c.message_id, cards.c.address_id, literal(True)
    ).where(about, cards.c.message_id.is_not(None))
    columns = ["lane", "source", "source_id", "address_id", "harmless"]
    await connection.execute(insert_into(connection, outbox).from_select(columns, standing).on_conflict_do_nothing())


def card_of(row: Row[Any]) -> Card:
    """A card from a row with all columns of its table."""
    return Card(
        id=row.id,
        address_id=row.address_id,
        subject=Subject(row.subject),
        subject_id=row.subject_id,
        view=row.view,
        message_id=row.message_id,
        wanted=row.wanted,
        shown=row.shown,
        shown_hash=row.shown_hash,
    )


def _key(address_id: int, subject: Subject, subject_id: int) -> ColumnElement[bool]:
    of_subject = (cards.c.subject == subject) & (cards.c.subject_id == subject_id)
    return (cards.c.address_id == address_id) & of_subject


def _smaller(one: ColumnElement[int], other: ColumnElement[int]) -> ColumnElement[int]:
    return case((other < one, other), else_=one)


def _queueing(engine: str, about: ColumnElement[bool]) -> Insert:
    """One row a card; one that is queued already moves to the more urgent lane and the earlier hour."""
    of_cards = select(
        bindparam("to_lane", type_=Integer),
        CARD,
        cards.c.id,
        cards.c.wanted,
        cards.c.address_id,
        bindparam("to_not_before_ms", type_=BigInteger),
    ).where(about)
    columns = ["lane", "source", "source_id", "occurrence", "address_id", "not_before_ms"]
    new = insert_for(engine, outbox).from_select(columns, of_cards)
    sooner = {name: _smaller(outbox.c[name], new.excluded[name]) for name in ("lane", "not_before_ms")}
    return new.on_conflict_do_update(index_elements=[outbox.c.source_id], index_where=text(QUEUED_CARD), set_=sooner)


_of_subject = (cards.c.subject == bindparam("of_subject")) & (cards.c.subject_id == bindparam("of_id"))
_WANTED = update(cards).where(_of_subject).values(wanted=cards.c.wanted + 1).execution_options(**AT_ONCE)
_QUEUED = {engine: _queueing(engine, _of_subject).execution_options(**AT_ONCE) for engine in ENGINES}
