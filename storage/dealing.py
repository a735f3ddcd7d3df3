"""Cards for many addresses at once: a few statements, however many they are."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.cards import Subject
from core.outbox import Lane
from storage.cards import delete_standing, queue, recall
from storage.members import current
from storage.statements import ids_in, insert_into
from storage.tables import addresses, cards, seats


async def deal(
    connection: AsyncConnection, subject: Subject, subject_id: int, to: Select[int], lane: Lane, view: str = ""
) -> int:
    """A new message with this card to each of these addresses (ids), in the place of one that stands there.

    Returns how many there are. Six statements.
    """
    listed = to.subquery()
    wanted = select(listed.c[0], literal(subject.value), literal(subject_id), literal(view), literal(1)).where(
        listed.c[0].is_not(None)
    )
    columns = ["address_id", "subject", "subject_id", "view", "wanted"]
    dealt = insert_into(connection, cards).from_select(columns, wanted)
    dealt = dealt.on_conflict_do_update(
        index_elements=["address_id", "subject", "subject_id"],
        set_={"wanted": cards.c.wanted + 1, "view": dealt.excluded.view},
    )
    made = [*(await connection.execute(dealt.returning(cards.c.id))).scalars()]
    about = cards.c.id.in_(ids_in(connection, made))  # whom it goes to is looked up once: it may be much work
    await recall(connection, about)
    await queue(connection, about, lane)
    await delete_standing(connection, about, lane)
    await connection.execute(update(cards).where(about).values(message_id=None, shown_hash=None))
    return len(made)


async def touch_seated(
    connection: AsyncConnection, subjects: Sequence[Subject], subject_id: int, unit_ids: Sequence[int], off: str
) -> None:
    """What these cards of everyone who sits in these units show has changed; one whose view ends with `off` turns
    back from that page."""
    theirs = (
        select(addresses.c.id)
        .join(seats, seats.c.person_id == addresses.c.person_id)
        .where(seats.c.unit_id.in_(ids_in(connection, unit_ids)), current(seats))
    )
    of_subjects = cards.c.subject.in_([subject.value for subject in subjects]) & (cards.c.subject_id == subject_id)
    about = of_subjects & cards.c.address_id.in_(theirs)
    view = func.replace(cards.c.view, off, "")
    await connection.execute(update(cards).where(about).values(wanted=cards.c.wanted + 1, view=view))
    await queue(connection, about, Lane.REPLY)


def _about(subject: Subject, subject_id: int) -> ColumnElement[bool]:
    return (cards.c.subject == subject.value) & (cards.c.subject_id == subject_id)
