"""Who did what, when."""

import pytest

from core.codec import load_object
from storage.uow import Storage
from tests.storage.sql import NOW, Sql


async def test_an_act_is_written_down_with_its_detail(storage: Storage, sql: Sql) -> None:
    async with storage.work() as uow:
        await uow.audit.note(NOW, 7, "announcement.approved", "announcement", 412, {"version": 2})
        await uow.audit.note(NOW, None, "announcement.released", "announcement", 412)
    first, second = await sql.rows("SELECT * FROM audit ORDER BY id")
    assert (first.actor_id, first.act, first.subject, first.subject_id) == (
        7,
        "announcement.approved",
        "announcement",
        412,
    )
    assert load_object(bytes(first.detail)) == {"version": 2}
    assert (second.actor_id, second.detail) == (None, None)


async def test_an_act_that_was_rolled_back_leaves_no_line(storage: Storage, sql: Sql) -> None:
    async def fail() -> None:
        async with storage.work() as uow:
            await uow.audit.note(NOW, 7, "announcement.approved", "announcement", 412)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await sql.one("SELECT count(*) FROM audit") == 0
