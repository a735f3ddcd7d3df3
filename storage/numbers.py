"""Running numbers."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.statements import insert_into
from storage.tables import numbers


class NumberStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def next(self, bureau_id: int, kind: str) -> int:
        first = insert_into(self._connection, numbers).values(bureau_id=bureau_id, kind=kind, next=2)
        taken = first.on_conflict_do_update(
            index_elements=[numbers.c.bureau_id, numbers.c.kind], set_={"next": numbers.c.next + 1}
        )
        found = await self._connection.execute(taken.returning(numbers.c.next))
        return int(found.scalar_one()) - 1
