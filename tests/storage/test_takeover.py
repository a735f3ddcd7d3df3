"""What a sender is told when it begins, or when it was not told what it did."""

import pytest

from core.outbox import Again, Doubt, Repeat
from storage.uow import Storage
from tests.storage.sender import NOW_MS, Sender, delivery, reply
from tests.storage.sql import Sql

MINUTE = 60_000


@pytest.fixture
async def sender(storage: Storage, sql: Sql) -> Sender:
    return await Sender.in_office(storage, sql)


async def to_groups(
    sender: Sender, since_ms: int = NOW_MS - MINUTE, now_ms: int = NOW_MS + 10
) -> list[tuple[int, int]]:
    async with sender.storage.reading() as uow:
        return await uow.ledger.sent_to_groups(since_ms, now_ms)


async def test_stranded_is_what_this_epoch_has_in_sending_and_nobody_flies(sender: Sender, sql: Sql) -> None:
    await sender.add(*(delivery(one) for one in await sql.reachable(3)))
    flying, sent, stranded = await sender.rows()
    await sender.sent(sent, 10)
    async with sender.storage.reading() as uow:
        found = await uow.ledger.stranded(sender.epoch, frozenset({flying.id}))
        assert await uow.ledger.stranded(sender.epoch + 1, frozenset()) == []
    assert found == [stranded]


async def test_messages_to_groups_are_told_with_when_they_left_and_those_to_people_are_not(
    sender: Sender, sql: Sql
) -> None:
    group, person = await sql.group(), await sql.somebody()
    await sender.add(delivery(group, parts=2), delivery(person))
    to_group, to_person = await sender.rows()
    await sender.sent(to_person, 10)
    await sender.sent(to_group, 11, 12, 13)
    assert await to_groups(sender) == [(group, NOW_MS + 10)] * 3  # its second part is still to come
    await sender.sent(await sender.only(), 14)
    assert await to_groups(sender) == [(group, NOW_MS)] * 4
    assert await to_groups(sender, since_ms=NOW_MS + 1) == []


async def test_what_may_have_reached_a_group_counts_as_if_it_had(sender: Sender, sql: Sql) -> None:
    flying, repeated, doubtful, refused = [await sql.group(n) for n in range(1, 5)]
    await sender.add(*(delivery(group) for group in (flying, repeated, refused)), reply(doubtful))
    for row in await sender.rows():
        if row.address_id == repeated:
            await sender.settle(row, Repeat(NOW_MS))
        elif row.address_id == doubtful:
            await sender.settle(row, Doubt())
        elif row.address_id == refused:
            await sender.settle(row, Again(NOW_MS))
    assert sorted(await to_groups(sender)) == [(flying, NOW_MS + 10), (repeated, NOW_MS + 10), (doubtful, NOW_MS)]
