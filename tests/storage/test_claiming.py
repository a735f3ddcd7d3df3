"""Which rows the sender gets: urgent before old, one an address, in order within a lane, and never twice."""

import asyncio
import re
from functools import partial

import pytest

from core.outbox import Again, Lane, NewRow, Repeat, Source, State
from core.roles import Role
from storage.tables import addresses, bureaus, regions, seats, units
from storage.uow import Storage
from tests.storage.plans import plan
from tests.storage.sender import NOW_MS, Sender, delivery, reply
from tests.storage.sql import NOW, Sql, statements


@pytest.fixture
async def sender(storage: Storage, sql: Sql) -> Sender:
    return await Sender.in_office(storage, sql)


async def test_a_row_comes_with_all_that_its_sending_needs(sender: Sender, sql: Sql) -> None:
    (address_id,) = await sql.reachable(1)
    await sql.run("UPDATE persons SET language = 'en', timezone = 'Asia/Jayapura'")
    await sender.add(
        NewRow(Lane.REMINDER, Source.NUDGE, 12, 3, address_id, payload=b"{}", parts=2, not_before_ms=NOW_MS)
    )
    row = await sender.only()
    person_id = await sql.one("SELECT id FROM persons")
    assert (row.lane, row.source, row.source_id, row.occurrence) == (Lane.REMINDER, Source.NUDGE, 12, 3)
    assert (row.address_id, row.channel, row.address) == (address_id, "telegram", str(7_000 + person_id))
    assert (row.person_id, row.language, row.timezone) == (person_id, "en", "Asia/Jayapura")
    assert (row.part, row.parts, row.tries, row.repeats, row.payload) == (0, 2, 0, 0, b"{}")


async def test_a_claimed_row_is_in_sending_with_the_epoch_and_is_not_claimed_again(sender: Sender, sql: Sql) -> None:
    await sender.add(delivery(await sql.somebody()))
    row = await sender.only()
    stored = await sender.stored(row.id)
    assert (stored.state, stored.epoch) == (State.SENDING, sender.epoch)
    assert await sender.rows() == []


async def test_the_same_row_again_changes_nothing(sender: Sender, sql: Sql) -> None:
    (address_id,) = await sql.reachable(1)
    await sender.add(delivery(address_id), delivery(address_id))
    await sender.sent(await sender.only(), 10)
    await sender.add(delivery(address_id))
    assert await sender.states() == [State.SENT]


async def test_a_thousand_rows_are_added_with_one_statement(sender: Sender, sql: Sql) -> None:
    (address_id,) = await sql.reachable(1)
    with statements() as executed:
        await sender.add(*(delivery(address_id, announcement_id) for announcement_id in range(1_000)))
    assert len(executed) == 1
    assert await sql.one("SELECT count(*) FROM outbox") == 1_000


async def test_what_is_cancelled_does_not_go_but_what_is_on_its_way_does(sender: Sender, sql: Sql) -> None:
    one, two, three = await sql.reachable(3)
    await sender.add(delivery(one), delivery(two), delivery(three, announcement_id=2))
    flying = (await sender.rows(limit=1))[0]
    async with sender.storage.work() as uow:
        assert await uow.outbox.cancel(Source.ANNOUNCEMENT, 1) == 1
    assert await sender.states() == [State.SENDING, State.CANCELLED, State.QUEUED]
    await sender.sent(flying, 10)
    assert await sender.states() == [State.SENT, State.CANCELLED, State.QUEUED]


# --- order


async def test_the_more_urgent_lane_overtakes(sender: Sender, sql: Sql) -> None:
    people = await sql.reachable(5)
    backwards = sorted(Lane, reverse=True)
    await sender.add(*(delivery(address, lane=lane) for address, lane in zip(people, backwards, strict=True)))
    assert [row.lane for row in await sender.rows()] == sorted(Lane)


async def test_within_a_lane_the_oldest_is_first(sender: Sender, sql: Sql) -> None:
    people = await sql.reachable(6)
    await sender.add(*(delivery(address) for address in reversed(people)))
    assert [row.address_id for row in await sender.rows(limit=4)] == people[:1:-1]


async def test_an_address_gets_one_row_at_a_time_the_most_urgent_first(sender: Sender, sql: Sql) -> None:
    (address_id,) = await sql.reachable(1)
    await sender.add(delivery(address_id), reply(address_id, 1), reply(address_id, 2))
    order = []
    while rows := await sender.rows():
        (row,) = rows
        order.append((row.lane, row.source_id))
        assert await sender.rows() == []
        await sender.sent(row, 10)
    assert order == [(Lane.REPLY, 1), (Lane.REPLY, 2), (Lane.ANNOUNCEMENT, 1)]


async def test_an_address_with_something_on_its_way_gets_nothing_more_however_urgent(sender: Sender, sql: Sql) -> None:
    (address_id,) = await sql.reachable(1)
    await sender.add(delivery(address_id))
    flying = await sender.only()
    await sender.add(reply(address_id))
    assert await sender.rows() == []
    await sender.sent(flying, 10)
    assert (await sender.only()).lane is Lane.REPLY


async def test_held_addresses_are_passed_over(sender: Sender, sql: Sql) -> None:
    people = await sql.reachable(4)
    await sender.add(*(delivery(address) for address in people))
    assert [row.address_id for row in await sender.rows(limit=2, held=people[:2])] == people[2:]
    assert [row.address_id for row in await sender.rows()] == people[:2]


async def test_a_row_waits_for_its_hour(sender: Sender, sql: Sql) -> None:
    await sender.add(reply(await sql.somebody(), not_before_ms=NOW_MS + 1))
    assert await sender.rows(now_ms=NOW_MS) == []
    assert len(await sender.rows(now_ms=NOW_MS + 1)) == 1


async def test_a_reply_never_overtakes_an_older_one_that_waits(sender: Sender, sql: Sql) -> None:
    one, two = await sql.reachable(2)
    await sender.add(reply(one, 1), reply(one, 2), reply(two, 3))
    first, other = await sender.rows()
    await sender.settle(first, Again(NOW_MS + 5_000))
    await sender.sent(other, 10)
    assert await sender.rows() == []
    (again,) = await sender.rows(now_ms=NOW_MS + 5_000)
    assert (again.id, again.tries) == (first.id, 1)


async def test_the_second_part_waits_for_the_first_and_no_later_row_comes_between(sender: Sender, sql: Sql) -> None:
    (address_id,) = await sql.reachable(1)
    await sender.add(delivery(address_id, 1, parts=3), delivery(address_id, 2))
    parts = []
    while rows := await sender.rows():
        parts.append((rows[0].source_id, rows[0].part))
        await sender.sent(rows[0], 10)
    assert parts == [(1, 0), (1, 1), (1, 2), (2, 0)]


async def test_a_delivery_that_waits_for_its_repeat_does_not_hold_up_replies(sender: Sender, sql: Sql) -> None:
    (address_id,) = await sql.reachable(1)
    await sender.add(delivery(address_id))
    await sender.settle(await sender.only(), Repeat(NOW_MS + 30_000))
    await sender.add(reply(address_id))
    assert (await sender.only()).source is Source.REPLY


async def test_an_empty_ledger_has_nothing(sender: Sender) -> None:
    assert await sender.rows() == []


# --- fenced


async def test_a_sender_whose_epoch_is_over_gets_nothing(sender: Sender, sql: Sql) -> None:
    await sender.add(delivery(await sql.somebody()))
    assert await sender.storage.roles.take(Role.SENDER, "one") == sender.epoch + 1
    assert await sender.rows() == []
    assert await sender.states() == [State.QUEUED]


async def test_claims_at_once_never_take_the_same_row_or_the_same_address(sender: Sender, sql: Sql) -> None:
    people = await sql.reachable(20)
    await sender.add(*(delivery(address, number) for number in (1, 2) for address in people))
    claims = await asyncio.gather(*(sender.rows(limit=7) for _ in range(4)))
    taken = [row.address_id for claim in claims for row in claim]
    assert len(taken) == len(set(taken))


# --- where they are


async def a_seat_in(sql: Sql, person_id: int, timezone: str) -> None:
    number = await sql.one("SELECT count(*) FROM regions")
    code = {"code": f"{91 + number}", "name": "Papua", "level": "province", "timezone": timezone}
    await sql.add(regions, code)
    if number == 0:
        bureau = {"region_code": code["code"], "prefix": "PAP", "office": "Humas", "created_at": NOW}
        await sql.add(bureaus, bureau)
    unit = {"bureau_id": 1, "slug": timezone, "kind": "opd", "region_code": code["code"], "created_at": NOW}
    (unit_id,) = await sql.add(units, unit)
    await sql.add(seats, {"unit_id": unit_id, "person_id": person_id, "role": "officer", "valid_from": NOW})


async def test_the_timezone_is_the_person_s_else_of_their_seat_else_of_the_bureau_else_jakarta(
    sender: Sender, sql: Sql
) -> None:
    nobody, seated, chosen = await sql.reachable(3)
    (group,) = await sql.add(
        addresses, {"channel": "telegram", "address": "-100", "state": "reachable", "changed_at": NOW}
    )
    await sender.add(delivery(nobody))
    assert (await sender.only()).timezone == "Asia/Jakarta"
    owner = {row.id: row.person_id for row in await sql.rows("SELECT id, person_id FROM addresses")}
    await a_seat_in(sql, owner[chosen], "Asia/Jayapura")
    await a_seat_in(sql, owner[seated], "Asia/Makassar")
    await sql.run("UPDATE persons SET timezone = 'Asia/Pontianak' WHERE id = :id", id=owner[chosen])
    await sender.add(delivery(seated), delivery(chosen), delivery(group))
    found = {row.address_id: (row.timezone, row.language, row.person_id) for row in await sender.rows()}
    assert found == {
        seated: ("Asia/Makassar", "id", owner[seated]),
        chosen: ("Asia/Pontianak", "id", owner[chosen]),
        group: ("Asia/Jayapura", "id", None),
    }


# --- how they are found


KNOWN = {
    "nothing": (),
    "all settled": ("UPDATE outbox SET state = 2", "ANALYZE"),
    "all queued": ("ANALYZE",),
    "all purged": ("DELETE FROM outbox", "DELETE FROM addresses", "ANALYZE"),
}
LEDGER = re.compile(r"on outbox|(SCAN|SEARCH) (waiting|other|outbox)")


@pytest.mark.parametrize("known", KNOWN)
async def test_among_a_hundred_thousand_the_next_are_found_through_the_indexes_whatever_the_statistics_know(
    sender: Sender, sql: Sql, database_url: str, known: str
) -> None:
    """After a fan-out they know the ledger of before, in which next to nothing was queued."""
    size = 2_000 if known == "all purged" else 50_000
    await crowd(sql, size)
    for step in KNOWN[known]:
        await sql.run(step)
    if known == "all purged":
        await crowd(sql, size)
    await sql.run("UPDATE outbox SET state = 0")
    for held in ([], [1, 2, 3]):
        found = await plan(database_url, "SELECT", partial(sender.rows, held=held))
        each_row, before_it = (line for line in found.splitlines() if LEDGER.search(line))
        assert "ix_outbox" in each_row, found
        assert "ix_outbox_address" in before_it, found
        if known != "all purged":  # then they know no rows at all, and any index looks as good
            assert "ix_outbox_queue" in each_row, found
            assert "Sort Key: waiting" not in found


async def test_a_claim_costs_two_statements_and_one_when_nothing_waits(sender: Sender, sql: Sql) -> None:
    await sender.add(*(delivery(address) for address in await sql.reachable(20)))
    with statements() as full:
        assert len(await sender.rows(limit=16)) == 16
    with statements() as short:
        assert len(await sender.rows(limit=16)) == 4
    with statements() as empty:
        assert await sender.rows(limit=16) == []
    assert (len(full), len(short), len(empty)) == (2, 2, 1)


async def crowd(sql: Sql, size: int) -> None:
    """So many addresses, each with two deliveries queued."""
    numbers = f"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {size}) SELECT i FROM n) AS n"
    await sql.run(
        "INSERT INTO addresses (channel, address, state, changed_at) "
        f"SELECT 'telegram', CAST(i AS VARCHAR), 'reachable', CURRENT_TIMESTAMP FROM {numbers}"
    )
    for announcement_id in (1, 2):
        await sql.run(
            "INSERT INTO outbox (lane, source, source_id, address_id) SELECT 3, 2, :of, id FROM addresses",
            of=announcement_id,
        )
