"""One release to very many: `python -m bench.fanning DATABASE PEOPLE`."""

import asyncio
import sys

from sqlalchemy import make_url

from bench.network import announce, fan_out, settle_in
from bench.spent import BOT_ID, spending, tell
from storage.engine import Database
from storage.uow import Storage

SIZES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    "postgresql": "SELECT pg_database_size(current_database())",
}


async def measure(url: str, people: int) -> None:
    unit_id = await settle_in(url, people)
    before = await _bytes(url)
    storage = await Storage.open(url, BOT_ID)
    try:
        async with storage.work() as uow:
            announcement_id = await announce(uow)
        with spending() as spent:
            async with storage.work() as uow:
                told = await fan_out(uow, announcement_id, unit_id)
    finally:
        await storage.close()
    tell(people=told, seconds=spent.seconds, bytes=await _bytes(url) - before)


async def _bytes(url: str) -> int:
    database = Database(make_url(url))
    try:
        async with database.reading() as connection:
            size = await connection.exec_driver_sql(SIZES[connection.dialect.name])
            return int(size.scalar_one())
    finally:
        await database.close()


if __name__ == "__main__":
    asyncio.run(measure(sys.argv[1], int(sys.argv[2])))
