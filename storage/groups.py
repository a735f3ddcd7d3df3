"""Groups of units, and whom they would reach."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.chats import ChatState
from core.codec import dump, load_object
from core.groups import Group, Reach, Rule
from core.members import AddressState
from storage.members import best_address, current
from storage.statements import AnyRow, ids_in, insert_into
from storage.tables import addresses, chats, group_units, groups, seats
from storage.units import NAMED, PROTOCOL_ORDER, SHORT


class GroupStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self, bureau_id: int) -> list[Group]:
        going_on = select(groups).where(groups.c.bureau_id == bureau_id, groups.c.ended_at.is_(None))
        found = [_group_of(row) for row in await self._connection.execute(going_on)]
        return sorted(found, key=lambda group: (group.rank, group.name.casefold(), group.id))

    async def get(self, group_id: int) -> Group | None:
        """Ended ones too: what was sent to them still names them."""
        row = (await self._connection.execute(select(groups).where(groups.c.id == group_id))).one_or_none()
        return _group_of(row) if row else None

    async def add(self, bureau_id: int, name: str, rule: Rule | None, rank: int, now: datetime) -> int | None:
        new = insert_into(self._connection, groups).values(
            bureau_id=bureau_id,
            name=name,
            rule=dump(rule.as_json()) if rule else None,
            rank=rank,
            created_at=now,
        )
        made = await self._connection.execute(new.on_conflict_do_nothing().returning(groups.c.id))
        new_id: int | None = made.scalar_one_or_none()
        return new_id

    async def listed(self, bureau_id: int) -> dict[int, frozenset[int]]:
        by_hand = (
            select(group_units.c.group_id, group_units.c.unit_id)
            .join(groups, groups.c.id == group_units.c.group_id)
            .where(groups.c.bureau_id == bureau_id)
        )
        found: dict[int, set[int]] = {}
        for row in await self._connection.execute(by_hand):
            found.setdefault(row.group_id, set()).add(row.unit_id)
        return {group_id: frozenset(unit_ids) for group_id, unit_ids in found.items()}

    async def put(self, group_id: int, unit_ids: Sequence[int]) -> None:
        await self._connection.execute(delete(group_units).where(group_units.c.group_id == group_id))
        wanted = ids_in(self._connection, sorted(set(unit_ids))).subquery()
        listed = insert_into(self._connection, group_units).from_select(
            ["group_id", "unit_id"], select(literal(group_id), wanted.c.id)
        )
        await self._connection.execute(listed)

    async def end(self, group_id: int, now: datetime) -> None:
        going_on = (groups.c.id == group_id) & groups.c.ended_at.is_(None)
        await self._connection.execute(update(groups).where(going_on).values(ended_at=now))

    async def chats(self, group_id: int) -> list[str]:
        linked = select(chats.c.title).where(chats.c.group_id == group_id, chats.c.state == ChatState.LINKED.value)
        return list(await self._connection.scalars(linked.order_by(chats.c.title)))

    async def reach(self, unit_ids: Sequence[int], now: datetime) -> Reach:
        """Seats hold until they are ended: see storage/members. Two statements however many units and people."""
        seated = seats.c.unit_id.in_(ids_in(self._connection, unit_ids)) & current(seats)
        counted = select(func.count(seats.c.person_id.distinct())).where(seated)
        officers = (await self._connection.execute(counted)).scalar_one()
        unstarted = (
            select(seats.c.person_id, SHORT)
            .select_from(seats.join(NAMED, seats.c.unit_id == NAMED.c.units_id))
            .outerjoin(addresses, addresses.c.id == best_address(seats.c.person_id))
            .where(seated, or_(addresses.c.id.is_(None), addresses.c.state == AddressState.NEW.value))
            .order_by(*PROTOCOL_ORDER, seats.c.person_id)
        )
        waiting: dict[int, str] = {}
        for row in await self._connection.execute(unstarted):
            waiting.setdefault(row.person_id, row.short)
        return Reach(len(set(unit_ids)), officers, tuple(waiting.values()))


def _group_of(row: AnyRow) -> Group:
    rule = Rule.of(load_object(row.rule)) if row.rule is not None else None
    return Group(row.id, row.bureau_id, row.name, rule, row.rank)
