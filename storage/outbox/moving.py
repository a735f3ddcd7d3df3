"""A chat that lives on under another address."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.outbox import Readdress, Row, Settled
from storage.tables import addresses, outbox


async def readdress(connection: AsyncConnection, settled: Sequence[Settled]) -> set[int]:
    """Rewrites the addresses that moved. Returns ids of rows with nothing left to do: the new address, which had been
    met before, has the same message of its own."""
    moved = [(each.row, each.verdict.new_address) for each in settled if isinstance(each.verdict, Readdress)]
    return {row.id for row, new_address in moved if not await _moved(connection, row, new_address)}


async def _moved(connection: AsyncConnection, row: Row, new_address: str) -> bool:
    met = await connection.scalar(
        select(addresses.c.id).where(addresses.c.channel == row.channel, addresses.c.address == new_address)
    )
    if met is None:
        address = update(addresses).where(addresses.c.id == row.address_id)
        await connection.execute(address.values(address=new_address))
        return True
    return await _handed_over(connection, row, met)


async def _handed_over(connection: AsyncConnection, row: Row, address_id: int) -> bool:
    same = select(outbox.c.id).where(
        outbox.c.source == row.source,
        outbox.c.source_id == row.source_id,
        outbox.c.occurrence == row.occurrence,
        outbox.c.address_id == address_id,
    )
    if await connection.scalar(same) is not None:
        return False
    await connection.execute(update(outbox).where(outbox.c.id == row.id).values(address_id=address_id))
    return True
