"""Groups of Telegram: met, linked, lost and moved, with everything that waits for them."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert

from core import chats as core
from core.announcements import Post
from core.channels import TELEGRAM, Reason
from core.chats import Chat, ChatState
from core.members import AddressState, Member
from core.outbox import Lane, NewRow, Source, State
from storage.tables import addresses, cards, chats, copies, outbox
from storage.uow import Storage
from tests.storage.network import NOW, SOON, Network, statements
from tests.storage.sql import Sql

GROUP, SUPERGROUP = "-4001", "-1004001"
NOW_MS = 1_800_000_000_000


@pytest.fixture
async def ratna(network: Network) -> Member:
    return await network.stranger("Ratna")


async def met(network: Network, address: str = GROUP, title: str = "Humas Kaur") -> Chat:
    return await network.uow.chats.meet(TELEGRAM, address, title, NOW)


async def linked(network: Network, by: Member, address: str = GROUP, title: str = "Humas Kaur", group: int = 0) -> Chat:
    """To the first of the groups, which is everybody."""
    chat = await met(network, address, title)
    kelompok = (await network.groups.all(network.bureau_id))[group]
    await network.uow.chats.link(chat.id, network.bureau_id, kelompok.id, by.person.id, NOW)
    return await now(network, chat)


async def now(network: Network, chat: Chat) -> Chat:
    found = await network.uow.chats.get(chat.id)
    assert found is not None
    return found


async def queue(network: Network, address_id: int, source: Source, source_id: int, **more: Any) -> None:
    await network.uow.outbox.add([NewRow(Lane.ANNOUNCEMENT, source, source_id, 0, address_id, **more)])


async def standing(network: Network, address_id: int) -> dict[tuple[int, int], int]:
    """State of the rows at this address, by source and its id."""
    rows: list[dict[str, Any]] = list(await network.rows(outbox, address_id=address_id))
    return {(row["source"], row["source_id"]): row["state"] for row in rows}


async def address_of(network: Network, chat: Chat) -> str:
    (row,) = await network.rows(addresses, id=(await now(network, chat)).address_id)
    return str(row["address"])


# --- met and linked


async def test_a_chat_is_met_once_and_its_title_follows(network: Network) -> None:
    first = await met(network)
    again = await met(network, title="Humas Kabupaten Kaur")
    assert (again.id, again.address_id, again.state) == (first.id, first.address_id, ChatState.MET)
    assert again.title == "Humas Kabupaten Kaur"
    assert (await network.uow.chats.meet(TELEGRAM, GROUP, None, SOON)).title == "Humas Kabupaten Kaur"
    assert await network.uow.chats.at(TELEGRAM, GROUP) == again
    assert await network.uow.chats.at_address(first.address_id) == again
    assert await network.uow.chats.at(TELEGRAM, "-5") is None


async def test_it_is_told_how_to_be_linked_once(network: Network) -> None:
    chat = await met(network)
    assert await network.uow.chats.greet(chat.id)
    assert not await network.uow.chats.greet(chat.id)


async def test_it_is_answered_now_and_then_whatever_the_clock_does(network: Network) -> None:
    chat = await met(network)
    asked = (NOW_MS, NOW_MS + 9_999, NOW_MS + 10_000, NOW_MS - 86_400_000)
    answered = [await network.uow.chats.may_answer(chat.id, at, 10_000) for at in asked]
    assert answered == [True, False, True, True]


async def test_a_link_uses_up_the_request_and_parting_leaves_nothing_of_it(network: Network, ratna: Member) -> None:
    chat = await met(network)
    await network.uow.chats.ask(chat.id, ratna.person.id, NOW)
    assert (await now(network, chat)).asked_by == ratna.person.id
    chat = await linked(network, ratna)
    assert (chat.state, chat.asked_by, chat.linked_by) == (ChatState.LINKED, None, ratna.person.id)
    assert await network.uow.chats.linked(network.bureau_id) == [chat]
    await network.uow.chats.part(chat.id)
    assert await now(network, chat) == Chat(chat.id, chat.address_id, "Humas Kaur", ChatState.MET)
    assert await network.uow.chats.of_bureau(network.bureau_id) == []


async def test_a_chat_whose_kelompok_was_ended_is_posted_nothing(network: Network, ratna: Member) -> None:
    made = await network.groups.add(network.bureau_id, "Tim Natal", None, 1, NOW)
    assert made is not None
    chat = await linked(network, ratna)
    assert await network.groups.chats(made) == ["Humas Kaur"]
    await network.groups.end(made, NOW)
    assert await network.uow.chats.linked(network.bureau_id) == []
    assert await network.uow.chats.of_bureau(network.bureau_id) == [chat]


# --- posting


async def test_only_chats_that_are_wholly_addressed_are_covered(network: Network, ratna: Member) -> None:
    kaur, polres, other = [await network.unit(name, "17.04") for name in ("Kominfo Kaur", "Polres Kaur", "Imigrasi")]
    both = await network.groups.add(network.bureau_id, "Kaur", None, 1, NOW)
    empty = await network.groups.add(network.bureau_id, "Kosong", None, 2, NOW)
    assert both is not None
    assert empty is not None
    await network.groups.put(both, [kaur.id, polres.id])
    chat = await linked(network, ratna)
    await linked(network, ratna, "-4002", "Tanpa unit", group=1)
    assert await core.covered(network.uow, network.bureau_id, [kaur.id, polres.id, other.id]) == [chat]
    assert await core.covered(network.uow, network.bureau_id, [kaur.id, polres.id]) == [chat]
    assert await core.covered(network.uow, network.bureau_id, [kaur.id, other.id]) == []
    assert await core.of_unit(network.uow, kaur) == [chat]
    assert await core.of_unit(network.uow, other) == []


async def test_the_cost_of_finding_them_does_not_grow_with_their_number(network: Network, ratna: Member) -> None:
    unit = await network.unit("Polres Kaur")
    with statements(network.connection) as without:
        assert await core.covered(network.uow, network.bureau_id, [unit.id]) == []
    for number in range(12):
        await linked(network, ratna, f"-5{number}")
    with statements(network.connection) as many:
        assert len(await core.covered(network.uow, network.bureau_id, [unit.id])) == 12
    assert (len(without), len(many)) == (1, 4)


async def test_posts_are_counted_apart_from_people(network: Network, ratna: Member) -> None:
    unit = await network.unit("Polres Kaur")
    await network.officer("Deni", unit)
    made = await network.released(ratna, unit)
    one = await linked(network, ratna, "-1", "Beta")
    two = await linked(network, ratna, "-2", "Alfa")
    with statements(network.connection) as executed:
        await network.announcements.post(made, [one.address_id, two.address_id], Lane.ANNOUNCEMENT, 2)
    assert len(executed) == 1
    (row,) = await network.rows(outbox, address_id=two.address_id)
    await network.change(outbox, int(str(row["id"])), state=State.FAILED, reason=Reason.NO_RIGHTS.value)
    tally = await network.announcements.tally(made)
    assert (tally.queued, tally.sent, tally.failed) == (1, 0, ())
    assert tally.posts == (Post("Alfa", State.FAILED, Reason.NO_RIGHTS), Post("Beta", State.QUEUED))
    announcement = await network.announcements.get(made)
    assert announcement is not None
    assert announcement.recipients == 1


# --- lost


async def test_what_waits_for_a_lost_chat_fails_with_its_reason(network: Network, ratna: Member) -> None:
    chat = await linked(network, ratna)
    await queue(network, chat.address_id, Source.ANNOUNCEMENT, 1)
    await queue(network, ratna.address.id, Source.ANNOUNCEMENT, 1)
    assert await network.uow.chats.lose(chat.id, NOW_MS) == [1]
    (row,) = await network.rows(outbox, address_id=chat.address_id)
    assert (row["state"], row["reason"], row["settled_ms"]) == (State.FAILED, Reason.CHAT_GONE.value, NOW_MS)
    assert await standing(network, ratna.address.id) == {(Source.ANNOUNCEMENT, 1): State.QUEUED}
    lost = await now(network, chat)
    assert (lost.state, lost.group_id, lost.linked_by) == (ChatState.GONE, chat.group_id, ratna.person.id)
    assert await network.uow.chats.linked(network.bureau_id) == []
    assert await network.uow.chats.of_bureau(network.bureau_id) == [lost]
    assert await network.uow.chats.greet(chat.id)


async def test_a_chat_that_was_never_linked_is_forgotten_when_it_is_lost(network: Network) -> None:
    chat = await met(network)
    await network.uow.chats.lose(chat.id, NOW_MS)
    assert await network.uow.chats.get(chat.id) is None


async def test_one_that_only_moved_is_found_again_with_what_has_failed_meanwhile(
    network: Network, ratna: Member
) -> None:
    chat = await linked(network, ratna)
    await queue(network, chat.address_id, Source.ANNOUNCEMENT, 1)
    await network.uow.chats.lose(chat.id, NOW_MS - 120_000)
    await queue(network, chat.address_id, Source.ANNOUNCEMENT, 2)
    await queue(network, chat.address_id, Source.REPLY, 3)
    await network.uow.chats.lose(chat.id, NOW_MS - 1_000)
    await core.move(network.uow, TELEGRAM, GROUP, SUPERGROUP, NOW_MS)
    assert (await now(network, chat)).state is ChatState.LINKED
    assert await address_of(network, chat) == SUPERGROUP
    address_id = (await now(network, chat)).address_id
    assert await standing(network, address_id) == {
        (Source.ANNOUNCEMENT, 1): State.FAILED,
        (Source.ANNOUNCEMENT, 2): State.QUEUED,
        (Source.REPLY, 3): State.FAILED,
    }
    (address,) = await network.rows(addresses, id=address_id)
    assert address["state"] == AddressState.REACHABLE


# --- moved


async def test_a_move_takes_the_link_and_what_waits_with_it_once(network: Network, ratna: Member) -> None:
    chat = await linked(network, ratna)
    await queue(network, chat.address_id, Source.ANNOUNCEMENT, 1)
    for _ in range(2):
        await network.uow.chats.move(TELEGRAM, GROUP, SUPERGROUP)
        moved = await now(network, chat)
        assert await network.uow.chats.at(TELEGRAM, SUPERGROUP) == moved
        assert replace(moved, address_id=chat.address_id) == chat
        assert await network.uow.chats.at(TELEGRAM, GROUP) is None
        assert await standing(network, moved.address_id) == {(Source.ANNOUNCEMENT, 1): State.QUEUED}


async def test_a_move_that_is_told_three_times_at_once_is_made_once(storage: Storage, sql: Sql) -> None:
    """By the old chat, by the new one, and by the news that the program is in the new one."""

    async def moves() -> None:
        async with storage.work() as uow:
            await uow.chats.move(TELEGRAM, GROUP, SUPERGROUP)

    async def meets() -> None:
        async with storage.work() as uow:
            await uow.chats.meet(TELEGRAM, SUPERGROUP, "Humas Kaur", NOW)

    for round_ in range(10):
        for table in ("chats", "addresses"):
            await sql.run(f"DELETE FROM {table}")
        async with storage.work() as uow:
            before = await uow.chats.meet(TELEGRAM, GROUP, "Humas Kaur", NOW)
        acts = [moves, meets, moves]
        await asyncio.gather(*(act() for act in acts[round_ % 3 :] + acts[: round_ % 3]))
        async with storage.reading() as uow:
            moved = await uow.chats.at(TELEGRAM, SUPERGROUP)
        assert moved is not None
        assert moved.id == before.id
        assert await sql.one("SELECT count(*) FROM chats") == 1


async def test_a_move_to_where_the_program_was_met_already_takes_everything_there(
    network: Network, ratna: Member
) -> None:
    """Telegram tells of the new chat first."""
    chat = await linked(network, ratna)
    new = await met(network, SUPERGROUP)
    await queue(network, new.address_id, Source.REPLY, 7, not_before_ms=NOW_MS)
    await queue(network, new.address_id, Source.ANNOUNCEMENT, 2)
    for announcement_id in (1, 2):
        await queue(network, chat.address_id, Source.ANNOUNCEMENT, announcement_id)
    await network.uow.chats.move(TELEGRAM, GROUP, SUPERGROUP)
    kept = await now(network, chat)
    assert (kept.address_id, kept.state) == (new.address_id, ChatState.LINKED)
    assert await network.uow.chats.get(new.id) is None
    assert await standing(network, new.address_id) == {
        (Source.REPLY, 7): State.CANCELLED,
        (Source.ANNOUNCEMENT, 1): State.QUEUED,
        (Source.ANNOUNCEMENT, 2): State.QUEUED,
    }
    assert await standing(network, chat.address_id) == {(Source.ANNOUNCEMENT, 2): State.CANCELLED}


async def test_a_link_made_in_the_new_chat_is_kept(network: Network, ratna: Member) -> None:
    old = await linked(network, ratna)
    new = await linked(network, ratna, SUPERGROUP)
    await network.uow.chats.move(TELEGRAM, GROUP, SUPERGROUP)
    assert await network.uow.chats.get(old.id) is None
    assert await network.uow.chats.linked(network.bureau_id) == [new]


async def test_nothing_names_a_message_of_the_old_chat_in_the_new_one(network: Network, ratna: Member) -> None:
    """The new chat counts its messages from one: number 5 there is another one."""
    chat = await linked(network, ratna)
    key = {"address_id": chat.address_id, "subject": "chat", "subject_id": chat.id}
    await network.connection.execute(insert(cards).values(**key, message_id=5, shown_hash=b"x"))
    await queue(network, chat.address_id, Source.REPLY, 1, harmless=True)
    await network.uow.chats.move(TELEGRAM, GROUP, SUPERGROUP)
    (card,) = await network.rows(cards, subject="chat")
    assert (card["message_id"], card["shown_hash"]) == (None, None)
    assert await standing(network, (await now(network, chat)).address_id) == {(Source.REPLY, 1): State.CANCELLED}


async def test_what_was_sent_before_the_move_still_counts_as_sent(network: Network, ratna: Member) -> None:
    unit = await network.unit("Polres Kaur")
    chat = await linked(network, ratna)
    made = await network.released(ratna, unit)
    await network.announcements.post(made, [chat.address_id], Lane.ANNOUNCEMENT, 1)
    (row,) = await network.rows(outbox, address_id=chat.address_id)
    await network.change(outbox, int(str(row["id"])), state=State.SENT)
    place = {"outbox_id": row["id"], "part": 0, "ordinal": 0, "message_id": 5, "version": 1}
    await network.connection.execute(insert(copies).values(**place))
    await met(network, SUPERGROUP)
    await network.uow.chats.move(TELEGRAM, GROUP, SUPERGROUP)
    assert (await network.announcements.tally(made)).posts == (Post("Humas Kaur", State.SENT),)


async def test_a_move_of_a_chat_that_nobody_knows_is_nothing(network: Network) -> None:
    await network.uow.chats.move(TELEGRAM, GROUP, SUPERGROUP)
    assert await network.rows(chats) == []
