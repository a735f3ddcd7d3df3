"""What an answer leaves behind, and that a sender who is out of office leaves nothing."""

import pytest

from core.cards import Subject
from core.channels import Reason
from core.members import AddressState
from core.outbox import (
    Advance,
    Again,
    Anew,
    Doubt,
    Drop,
    Fail,
    Lane,
    NewRow,
    Readdress,
    Repeat,
    Settled,
    Source,
    State,
    Verdict,
)
from core.roles import Role
from storage.tables import addresses, announcements, bureaus, groups, regions
from storage.uow import Storage
from tests.storage.sender import NOW_MS, Sender, delivery, reply
from tests.storage.sql import NOW, Sql, statements


@pytest.fixture
async def sender(storage: Storage, sql: Sql) -> Sender:
    return await Sender.in_office(storage, sql)


async def copies(sql: Sql) -> list[tuple[int, ...]]:
    found = await sql.rows("SELECT outbox_id, part, ordinal, message_id, version FROM copies ORDER BY 1, 2, 3")
    return [tuple(row) for row in found]


async def address_state(sql: Sql, address_id: int) -> str:
    return str(await sql.one("SELECT state FROM addresses WHERE id = :id", id=address_id))


async def announcement(sql: Sql, version: int) -> int:
    await sql.add(regions, {"code": "17", "name": "Bengkulu", "level": "province", "timezone": "Asia/Jakarta"})
    office = {"region_code": "17", "prefix": "BKL", "office": "Diskominfotik", "created_at": NOW}
    (bureau_id,) = await sql.add(bureaus, office)
    (group_id,) = await sql.add(groups, {"bureau_id": bureau_id, "name": "Semua", "created_at": NOW})
    (author_id,) = await sql.people(1)
    draft = {
        "bureau_id": bureau_id,
        "number": 412,
        "code": "BKL-0412",
        "state": "released",
        "priority": "normal",
        "author_id": author_id,
        "group_id": group_id,
        "current_version": version,
        "asked_at": NOW,
    }
    (announcement_id,) = await sql.add(announcements, draft)
    return int(announcement_id)


# --- delivered


async def test_a_sent_row_keeps_its_message_ids_and_when_it_was(sender: Sender, sql: Sql) -> None:
    await sender.add(reply(await sql.somebody(), 31))
    row = await sender.only()
    await sender.sent(row, 900, 901)
    stored = await sender.stored(row.id)
    assert (stored.state, stored.settled_ms, stored.reason) == (State.SENT, NOW_MS, None)
    assert await copies(sql) == [(row.id, 0, 0, 900, 0), (row.id, 0, 1, 901, 0)]


async def test_an_edit_is_done_without_a_message_of_its_own(sender: Sender, sql: Sql) -> None:
    await sender.add(reply(await sql.somebody()))
    await sender.settle(await sender.only(), Advance(()))
    assert await sender.states() == [State.SENT]
    assert await copies(sql) == []


async def test_each_part_settles_by_itself_and_the_row_is_sent_after_the_last(sender: Sender, sql: Sql) -> None:
    await sender.add(delivery(await sql.somebody(), parts=2))
    first = await sender.only()
    await sender.settle(first, Again(NOW_MS))
    await sender.sent(await sender.only(), 900)
    stored = await sender.stored(first.id)
    assert (stored.state, stored.part, stored.tries) == (State.QUEUED, 1, 0)
    await sender.sent(await sender.only(), 901)
    assert await sender.states() == [State.SENT]
    assert [(part, message_id) for _, part, _, message_id, _ in await copies(sql)] == [(0, 900), (1, 901)]


async def test_a_copy_of_an_announcement_names_the_version_it_shows(sender: Sender, sql: Sql) -> None:
    corrected = await announcement(sql, version=3)
    people = await sql.reachable(3)
    nudge = NewRow(Lane.REMINDER, Source.NUDGE, corrected, 1, people[2])
    await sender.add(delivery(people[0], corrected), delivery(people[1], corrected), nudge)
    asked_again, current, rendered_before = await sender.rows()
    await sender.settle(asked_again, Advance((1,)))
    await sender.settle(current, Advance((1,)))
    await sender.settle(rendered_before, Advance((1,)), wanted=2)
    versions = {outbox_id: version for outbox_id, _, _, _, version in await copies(sql)}
    assert versions == {asked_again.id: 3, current.id: 3, rendered_before.id: 2}


# --- not delivered


@pytest.mark.parametrize(
    ("verdict", "state", "tries", "repeats", "not_before_ms", "reason"),
    [
        (Again(NOW_MS + 5), State.QUEUED, 1, 0, NOW_MS + 5, None),
        (Again(NOW_MS + 5, counts=False), State.QUEUED, 0, 0, NOW_MS + 5, None),
        (Repeat(NOW_MS + 30), State.QUEUED, 0, 1, NOW_MS + 30, None),
        (Doubt(), State.DOUBT, 0, 0, 0, "unknown"),
        (Fail(Reason.TOO_LONG, detail="4097"), State.FAILED, 0, 0, 0, "too_long"),
        (Drop(), State.CANCELLED, 0, 0, 0, None),
    ],
)
async def test_a_verdict_decides_what_becomes_of_the_row(
    sender: Sender,
    sql: Sql,
    verdict: Verdict,
    state: State,
    tries: int,
    repeats: int,
    not_before_ms: int,
    reason: str | None,
) -> None:
    await sender.add(delivery(await sql.somebody(), parts=2))
    row = await sender.only()
    await sender.settle(row, verdict)
    stored = await sender.stored(row.id)
    assert (stored.state, stored.tries, stored.repeats) == (state, tries, repeats)
    assert (stored.not_before_ms, stored.reason) == (not_before_ms, reason)
    assert stored.settled_ms == (None if state is State.QUEUED else NOW_MS)
    assert stored.part == 0
    assert await copies(sql) == []


async def test_the_far_side_s_words_are_kept_clean(sender: Sender, sql: Sql) -> None:
    await sender.add(delivery(await sql.somebody()))
    row = await sender.only()
    await sender.settle(row, Fail(Reason.OTHER, detail="Bad \x00 Request \ud83d"))
    assert (await sender.stored(row.id)).detail == "Bad \ufffd Request \ufffd"


# --- addresses


@pytest.mark.parametrize(
    ("before", "verdict", "after"),
    [
        (AddressState.SUSPECT, Advance((1,)), AddressState.REACHABLE),
        (AddressState.NEW, Advance((1,)), AddressState.REACHABLE),
        (AddressState.SUSPECT, Advance(()), AddressState.SUSPECT),
        (AddressState.UNREACHABLE, Advance((1,)), AddressState.UNREACHABLE),
        (AddressState.REACHABLE, Fail(Reason.STOPPED, address_gone=True), AddressState.SUSPECT),
        (AddressState.SUSPECT, Fail(Reason.STOPPED, address_gone=True), AddressState.SUSPECT),
        (AddressState.UNREACHABLE, Fail(Reason.STOPPED, address_gone=True), AddressState.UNREACHABLE),
        (AddressState.REACHABLE, Fail(Reason.NEVER_STARTED, address_gone=True), AddressState.NEW),
        (AddressState.NEW, Fail(Reason.NEVER_STARTED, address_gone=True), AddressState.NEW),
        (AddressState.REACHABLE, Fail(Reason.TOO_LONG), AddressState.REACHABLE),
        (AddressState.REACHABLE, Doubt(), AddressState.REACHABLE),
    ],
)
async def test_what_an_answer_proves_about_the_address(
    sender: Sender, sql: Sql, before: AddressState, verdict: Verdict, after: AddressState
) -> None:
    (address_id,) = await sql.reachable(1, before)
    await sender.add(reply(address_id))
    await sender.settle(await sender.only(), verdict)
    assert await address_state(sql, address_id) == after


async def test_a_chat_that_moved_is_sent_to_its_new_address(sender: Sender, sql: Sql) -> None:
    await sender.add(delivery(await sql.somebody()))
    row = await sender.only()
    await sender.settle(row, Readdress("-100123"))
    again = await sender.only()
    assert (again.id, again.address, again.tries) == (row.id, "-100123", 1)


async def test_a_chat_that_moved_to_an_address_already_met_is_sent_there(sender: Sender, sql: Sql) -> None:
    old, met = await sql.reachable(2)
    await sql.run("UPDATE addresses SET address = '-100123' WHERE id = :id", id=met)
    await sender.add(delivery(old))
    row = await sender.only()
    await sender.settle(row, Readdress("-100123"))
    again = await sender.only()
    assert (again.id, again.address, again.address_id) == (row.id, "-100123", met)


async def test_a_chat_that_moved_to_where_the_same_message_goes_anyway_gets_it_once(sender: Sender, sql: Sql) -> None:
    old, met = await sql.reachable(2)
    await sql.run("UPDATE addresses SET address = '-100123' WHERE id = :id", id=met)
    await sender.add(delivery(old), delivery(met))
    row, other = await sender.rows()
    await sender.settle_all(Settled(row, Readdress("-100123")), Settled(other, Advance((1,))))
    assert await sender.states() == [State.CANCELLED, State.SENT]
    assert await sender.rows() == []


# --- fenced, and orphans


async def test_a_sender_whose_epoch_is_over_settles_nothing(sender: Sender, sql: Sql) -> None:
    await sender.add(delivery(await sql.somebody(AddressState.SUSPECT)))
    row = await sender.only()
    assert await sender.storage.roles.take(Role.SENDER, "one") == sender.epoch + 1
    await sender.sent(row, 900)
    assert await sender.states() == [State.SENDING]
    assert await copies(sql) == []
    assert await address_state(sql, row.address_id) == AddressState.SUSPECT


async def test_what_was_settled_once_stays_so(sender: Sender, sql: Sql) -> None:
    one, two = await sql.reachable(2)
    await sender.add(delivery(one), delivery(two))
    arrived, failed = await sender.rows()
    await sender.sent(arrived, 900)
    await sender.settle(failed, Fail(Reason.OTHER))
    await sender.settle(arrived, Fail(Reason.OTHER))
    await sender.sent(failed, 901)
    assert await sender.states() == [State.SENT, State.FAILED]
    assert [message_id for _, _, _, message_id, _ in await copies(sql)] == [900]


async def test_a_settle_repeated_after_its_row_went_on_its_way_again_changes_nothing(sender: Sender, sql: Sql) -> None:
    """The answer to the commit got lost, so the sender settles once more."""
    await sender.add(delivery(await sql.somebody(), parts=2))
    first = await sender.only()
    await sender.sent(first, 900)
    second = await sender.only()
    await sender.sent(first, 900)
    assert (await sender.stored(first.id)).state == State.SENDING
    await sender.sent(second, 901)
    assert await sender.states() == [State.SENT]


async def test_the_successor_finds_what_was_in_flight_and_whether_it_may_be_repeated(sender: Sender, sql: Sql) -> None:
    people = await sql.reachable(7)
    async with sender.storage.work() as uow:
        standing = await uow.cards.adopt(people[0], Subject.FORM, 1, 55)
        missing = await uow.cards.show(people[1], Subject.FORM, 1)
        assert await uow.cards.show(people[0], Subject.FORM, 1) == standing
    copy = NewRow(Lane.REPLY, Source.COPY, 4, 0, people[2])
    nudge = NewRow(Lane.REMINDER, Source.NUDGE, 4, 1, people[3])
    await sender.add(copy, nudge, reply(people[4]), reply(people[5], harmless=True), delivery(people[6]))
    flying = await sender.rows(limit=10)
    successor = await Sender.in_office(sender.storage, sql)
    async with sender.storage.work() as uow:
        assert await uow.ledger.orphans(sender.epoch) == []
        orphans = await uow.ledger.orphans(successor.epoch)
    assert [row for row, _ in orphans] == flying
    assert {(row.source, row.source_id, row.address_id): harmless for row, harmless in orphans} == {
        (Source.CARD, standing, people[0]): True,
        (Source.CARD, missing, people[1]): False,
        (Source.COPY, 4, people[2]): True,
        (Source.NUDGE, 4, people[3]): False,
        (Source.REPLY, 1, people[4]): False,
        (Source.REPLY, 1, people[5]): True,
        (Source.ANNOUNCEMENT, 1, people[6]): False,
    }
    assert set(await sender.states()) == {State.SENDING}


async def test_the_successor_settles_orphans_and_the_dead_sender_s_answer_comes_too_late(
    sender: Sender, sql: Sql
) -> None:
    await sender.add(delivery(await sql.somebody()))
    row = await sender.only()
    successor = await Sender.in_office(sender.storage, sql)
    await successor.settle(row, Repeat(NOW_MS + 30_000))
    await sender.sent(row, 900)
    stored = await sender.stored(row.id)
    assert (stored.state, stored.repeats) == (State.QUEUED, 1)
    (again,) = await successor.rows(now_ms=NOW_MS + 30_000)
    assert (again.id, again.repeats) == (row.id, 1)


async def test_an_orphan_blocks_its_address_until_it_is_judged(sender: Sender, sql: Sql) -> None:
    (address_id,) = await sql.reachable(1)
    await sender.add(delivery(address_id, 1), delivery(address_id, 2))
    row = await sender.only()
    successor = await Sender.in_office(sender.storage, sql)
    assert await successor.rows() == []
    await successor.settle(row, Doubt())
    assert [row.source_id for row in await successor.rows()] == [2]


# --- many


async def test_settling_costs_three_statements_however_many_rows(sender: Sender, sql: Sql) -> None:
    await sender.add(*(delivery(address) for address in await sql.reachable(40)))
    counts = []
    for size in (1, 32):
        rows = await sender.rows(limit=size)
        with statements() as executed:
            await sender.settle_all(*(Settled(row, Advance((row.id,))) for row in rows))
        counts.append((len(rows), len(executed)))
    assert counts == [(1, 3), (32, 3)]


async def test_settling_nothing_costs_nothing(sender: Sender) -> None:
    with statements() as executed:
        await sender.settle_all()
    assert executed == []


async def test_every_kind_of_answer_in_one_settle(sender: Sender, sql: Sql) -> None:
    people = await sql.reachable(8)
    await sender.add(*(delivery(address) for address in people))
    verdicts: list[Verdict] = [
        Advance((1,)), Again(NOW_MS), Repeat(NOW_MS), Doubt(), Fail(Reason.OTHER), Readdress("-1"), Anew(), Drop(),
    ]  # fmt: skip
    rows = await sender.rows()
    await sender.settle_all(*(Settled(row, verdict) for row, verdict in zip(rows, verdicts, strict=True)))
    queued, done = State.QUEUED, [State.DOUBT, State.FAILED]
    assert await sender.states() == [State.SENT, queued, queued, *done, queued, queued, State.CANCELLED]


async def test_ten_thousand_messages_are_each_sent_once(sender: Sender, sql: Sql) -> None:
    """Two parts each, some refused at first; the sender settles and claims in one unit of work, as it does."""
    numbers = [{"channel": "telegram", "address": str(n), "state": "reachable", "changed_at": NOW} for n in range(500)]
    people = await sql.add(addresses, *numbers)
    await sender.add(*(delivery(address, number, parts=2) for number in range(10) for address in people))
    settled: list[Settled] = []
    sends = 0
    while True:
        async with sender.storage.work() as uow:
            await uow.ledger.settle(sender.epoch, settled, NOW_MS)
            rows = await uow.ledger.claim(sender.epoch, 200, frozenset(), NOW_MS)
        if not rows:
            break
        assert len({row.address_id for row in rows}) == len(rows)
        settled = [
            Settled(row, Again(NOW_MS) if row.id % 7 == 0 and row.tries == 0 else Advance((row.id,))) for row in rows
        ]
        sends += sum(isinstance(each.verdict, Advance) for each in settled)
    assert sends == 10_000
    assert await sql.one("SELECT count(*) FROM outbox WHERE state = 2 AND part = 2") == 5_000
    assert await sql.one("SELECT count(*) FROM copies") == 10_000
