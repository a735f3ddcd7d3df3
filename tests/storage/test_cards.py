"""Cards are shown as they should be now: one queued row each, however often they change before it leaves."""

import asyncio

import pytest

from core.cards import Card, Subject
from core.channels import Reason
from core.codec import load
from core.outbox import Advance, Again, Anew, Drop, Fail, Lane, Readdress, Repeat, Row, Source, State, Verdict
from storage.uow import Storage
from tests.storage.sender import NOW_MS, Sender, reply
from tests.storage.sql import Sql, statements

FORM, PROGRESS = Subject.FORM, Subject.ANNOUNCEMENT
HASH, OTHER = b"h" * 16, b"o" * 16


@pytest.fixture
async def sender(storage: Storage, sql: Sql) -> Sender:
    return await Sender.in_office(storage, sql)


class Desk:
    """One address and its cards."""

    def __init__(self, sender: Sender, address_id: int) -> None:
        self.sender = sender
        self.address_id = address_id

    async def show(self, subject: Subject = FORM, subject_id: int = 1, *, anew: bool = False) -> int:
        async with self.sender.storage.work() as uow:
            return await uow.cards.show(self.address_id, subject, subject_id, anew=anew)

    async def touch(self, subject_id: int = 1, lane: Lane = Lane.BACKGROUND, not_before_ms: int = 0) -> None:
        async with self.sender.storage.work() as uow:
            await uow.cards.touch(FORM, subject_id, lane=lane, not_before_ms=not_before_ms)

    async def card(self, card_id: int) -> Card:
        async with self.sender.storage.reading() as uow:
            card = await uow.cards.get(card_id)
        assert card is not None
        return card

    async def sent(self, row: Row, *message_ids: int, wanted: int | None = None, shown: bytes = HASH) -> None:
        """As a sender that rendered the card when it claimed it, or earlier."""
        seen = (await self.card(row.source_id)).wanted if wanted is None else wanted
        await self.sender.settle(row, Advance(message_ids), seen, shown)

    async def standing(self, message_id: int = 500) -> int:
        """Id of a card that stands in the chat, with nothing queued."""
        card_id = await self.show()
        await self.sent(await self.sender.only(), message_id)
        return card_id

    async def queued(self) -> list[tuple[int, int, int]]:
        found = await self.sender.sql.rows(
            "SELECT lane, source_id, not_before_ms FROM outbox WHERE state = 0 ORDER BY id"
        )
        return [tuple(row) for row in found]


@pytest.fixture
async def desk(sender: Sender, sql: Sql) -> Desk:
    return Desk(sender, (await sql.reachable(1))[0])


async def test_a_card_is_shown_by_one_row_of_the_reply_lane(desk: Desk) -> None:
    card_id = await desk.show()
    row = await desk.sender.only()
    assert (row.source, row.source_id, row.lane, row.payload) == (Source.CARD, card_id, Lane.REPLY, None)
    assert await desk.card(card_id) == Card(card_id, desk.address_id, FORM, 1, "", None, 1, 0, None)


async def test_asked_for_often_before_it_leaves_it_leaves_once(desk: Desk) -> None:
    assert len({await desk.show() for _ in range(5)}) == 1
    assert len(await desk.queued()) == 1
    await desk.sent(await desk.sender.only(), 500)
    assert await desk.queued() == []


async def test_what_was_sent_is_remembered_with_its_message(desk: Desk) -> None:
    card = await desk.card(await desk.standing(500))
    assert (card.message_id, card.shown_hash, card.shown, card.wanted) == (500, HASH, 1, 1)


async def test_an_edit_keeps_the_message(desk: Desk) -> None:
    card_id = await desk.standing(500)
    await desk.show()
    await desk.sent(await desk.sender.only(), shown=OTHER)
    card = await desk.card(card_id)
    assert (card.message_id, card.shown_hash, card.shown) == (500, OTHER, 2)


async def test_cards_of_other_people_and_subjects_are_others(desk: Desk, sender: Sender, sql: Sql) -> None:
    neighbour = Desk(sender, (await sql.reachable(1))[0])
    assert len({await desk.show(), await desk.show(PROGRESS), await desk.show(FORM, 2), await neighbour.show()}) == 4


# --- touched


async def test_a_change_is_shown_once_on_every_card_of_its_subject(sender: Sender, sql: Sql) -> None:
    desks = [Desk(sender, address) for address in await sql.reachable(3)]
    for number, one in enumerate(desks):
        await one.standing(500 + number)
    for _ in range(4):
        await desks[0].touch()
    assert len(await sender.rows()) == 3
    assert {(await one.card(1 + number)).wanted for number, one in enumerate(desks)} == {5}


async def test_a_change_costs_two_statements_however_many_cards(sender: Sender, sql: Sql) -> None:
    desks = [Desk(sender, address) for address in await sql.reachable(30)]
    for one in desks:
        await one.show()
    with statements() as executed:
        await desks[0].touch()
    assert len(executed) == 2


async def test_a_change_of_what_nobody_is_shown_queues_nothing(desk: Desk) -> None:
    await desk.touch(subject_id=99)
    assert await desk.queued() == []


async def test_a_queued_card_moves_to_the_more_urgent_lane_and_the_earlier_hour(desk: Desk) -> None:
    card_id = await desk.standing()
    await desk.touch(not_before_ms=NOW_MS + 4_000)
    await desk.touch(not_before_ms=NOW_MS + 9_000)
    assert await desk.queued() == [(Lane.BACKGROUND, card_id, NOW_MS + 4_000)]
    await desk.show()
    assert await desk.queued() == [(Lane.REPLY, card_id, 0)]
    await desk.touch(not_before_ms=NOW_MS + 9_000)
    assert await desk.queued() == [(Lane.REPLY, card_id, 0)]


async def test_what_changes_while_it_is_on_its_way_is_shown_after_it(desk: Desk) -> None:
    card_id = await desk.show()
    flying = await desk.sender.only()
    await desk.touch(lane=Lane.ANNOUNCEMENT)
    assert await desk.sender.rows() == []
    await desk.sent(flying, 500, wanted=1)
    again = await desk.sender.only()
    assert (again.source_id, again.lane) == (card_id, Lane.ANNOUNCEMENT)
    await desk.sent(again)
    assert await desk.queued() == []
    assert (await desk.card(card_id)).message_id == 500


async def test_a_change_whose_row_was_taken_back_is_found_when_the_card_settles(desk: Desk) -> None:
    await desk.show()
    flying = await desk.sender.only()
    await desk.touch()
    async with desk.sender.storage.work() as uow:
        await uow.outbox.cancel(Source.CARD, flying.source_id)
    await desk.sender.sql.run("UPDATE cards SET wanted = 7")
    await desk.sent(flying, 500, wanted=1)
    assert await desk.queued() == [(Lane.REPLY, flying.source_id, 0)]


async def test_a_card_that_looks_the_same_is_dropped_and_counts_as_shown(desk: Desk) -> None:
    card_id = await desk.standing()
    await desk.touch()
    await desk.sender.settle(await desk.sender.only(), Drop(), wanted=2)
    card = await desk.card(card_id)
    assert (card.shown, card.shown_hash, card.message_id) == (2, HASH, 500)
    assert await desk.queued() == []


async def test_a_card_that_cannot_be_shown_does_not_come_back_by_itself(desk: Desk) -> None:
    await desk.show()
    await desk.touch()
    await desk.sender.settle(await desk.sender.only(), Fail(Reason.MALFORMED), wanted=1)
    assert await desk.queued() == []


async def test_a_card_with_nothing_to_show_does_not_come_back_by_itself(desk: Desk) -> None:
    await desk.show()
    await desk.touch()
    await desk.sender.settle(await desk.sender.only(), Drop())
    assert await desk.queued() == []


@pytest.mark.parametrize("verdict", [Again(NOW_MS + 9), Repeat(NOW_MS + 9), Anew(), Readdress("-100")])
async def test_a_card_that_must_be_tried_again_gives_way_to_its_newer_row(desk: Desk, verdict: Verdict) -> None:
    await desk.standing()
    await desk.touch()
    flying = await desk.sender.only()
    await desk.show()
    await desk.sender.settle(flying, verdict)
    assert (await desk.sender.stored(flying.id)).state == State.CANCELLED
    assert len(await desk.queued()) == 1


@pytest.mark.parametrize("verdict", [Again(NOW_MS), Repeat(NOW_MS), Anew(), Readdress("-100")])
async def test_a_card_that_must_be_tried_again_is(desk: Desk, verdict: Verdict) -> None:
    await desk.standing()
    await desk.touch()
    flying = await desk.sender.only()
    await desk.sender.settle(flying, verdict)
    assert (await desk.sender.only()).id == flying.id


# --- as a new message


async def test_shown_anew_it_comes_below_and_the_one_above_is_deleted_after_it(desk: Desk) -> None:
    card_id = await desk.standing(500)
    await desk.sender.add(reply(desk.address_id))
    assert await desk.show(anew=True) == card_id
    card = await desk.card(card_id)
    assert (card.message_id, card.shown_hash) == (None, None)
    order: list[tuple[Source, object]] = []
    while rows := await desk.sender.rows():
        (row,) = rows
        order.append((row.source, load(row.payload) if row.payload else row.source_id))
        await desk.sender.settle(row, Advance((501,) if row.source is Source.CARD else ()), wanted=card.wanted)
    assert order == [(Source.REPLY, {"do": "send"}), (Source.CARD, card_id), (Source.REPLY, -500)]
    assert (await desk.card(card_id)).message_id == 501


async def test_the_deletion_may_be_repeated(desk: Desk) -> None:
    await desk.standing()
    await desk.show(anew=True)
    await desk.sent(await desk.sender.only(), 501)
    await desk.sender.only()
    async with desk.sender.storage.work() as uow:
        assert [harmless for _, harmless in await uow.ledger.orphans(desk.sender.epoch + 1)] == [True]


async def test_shown_anew_it_comes_after_all_that_was_queued_before(desk: Desk) -> None:
    await desk.show()
    await desk.sender.add(reply(desk.address_id))
    await desk.show(anew=True)
    assert (await desk.sender.only()).source is Source.REPLY
    assert await desk.sender.states() == [State.CANCELLED, State.SENDING, State.QUEUED]


async def test_shown_anew_twice_each_message_is_deleted_once(desk: Desk) -> None:
    await desk.standing(500)
    await desk.show(anew=True)
    await desk.show(anew=True)
    assert await desk.sender.sql.one("SELECT count(*) FROM outbox WHERE source_id = -500") == 1


async def test_an_edit_that_lands_after_the_card_was_taken_off_does_not_bring_its_face_back(desk: Desk) -> None:
    card_id = await desk.standing(500)
    await desk.touch()
    edit = await desk.sender.only()
    await desk.show(anew=True)
    await desk.sent(edit, wanted=2)
    card = await desk.card(card_id)
    assert (card.message_id, card.shown_hash) == (None, None)


async def test_when_its_message_is_gone_the_card_is_sent_as_a_new_one(desk: Desk) -> None:
    card_id = await desk.standing(500)
    await desk.touch()
    row = await desk.sender.only()
    await desk.sender.settle(row, Anew(), wanted=2, shown=HASH)
    card = await desk.card(card_id)
    assert (card.message_id, card.shown_hash, card.shown) == (None, None, 1)
    assert (await desk.sender.only()).id == row.id


# --- under other names


async def test_a_message_that_stands_already_becomes_the_card(desk: Desk) -> None:
    async with desk.sender.storage.work() as uow:
        card_id = await uow.cards.adopt(desk.address_id, FORM, 1, 77)
    assert await desk.queued() == []
    assert await desk.show() == card_id
    assert (await desk.card(card_id)).message_id == 77


async def test_adopting_replaces_the_message_of_a_card_that_was_there(desk: Desk) -> None:
    card_id = await desk.standing(500)
    async with desk.sender.storage.work() as uow:
        assert await uow.cards.adopt(desk.address_id, FORM, 1, 77) == card_id
    card = await desk.card(card_id)
    assert (card.message_id, card.shown_hash) == (77, None)


async def test_a_draft_s_card_goes_on_as_the_announcement_s(desk: Desk) -> None:
    card_id = await desk.standing(500)
    async with desk.sender.storage.work() as uow:
        await uow.cards.become(desk.address_id, (FORM, 1), (PROGRESS, 9))
    assert await desk.show(PROGRESS, 9) == card_id
    card = await desk.card(card_id)
    assert (card.subject, card.subject_id, card.message_id) == (PROGRESS, 9, 500)


async def test_it_takes_the_place_of_a_card_that_had_that_name(desk: Desk) -> None:
    card_id = await desk.standing(500)
    other = await desk.show(PROGRESS, 9)
    async with desk.sender.storage.work() as uow:
        await uow.cards.become(desk.address_id, (FORM, 1), (PROGRESS, 9))
    assert await desk.show(PROGRESS, 9) == card_id
    async with desk.sender.storage.reading() as uow:
        assert await uow.cards.get(other) is None


async def test_another_page_of_a_card_is_shown_in_place(desk: Desk) -> None:
    card_id = await desk.standing(500)
    async with desk.sender.storage.work() as uow:
        await uow.cards.turn(desk.address_id, FORM, 1, "owing")
    card = await desk.card(card_id)
    assert (card.view, card.message_id, card.wanted) == ("owing", 500, 2)
    assert await desk.queued() == [(Lane.REPLY, card_id, 0)]


async def test_a_forgotten_card_is_gone_and_its_id_is_never_another_s(desk: Desk) -> None:
    card_id = await desk.standing(500)
    async with desk.sender.storage.work() as uow:
        await uow.cards.forget(FORM, 1)
        assert await uow.cards.get(card_id) is None
    assert await desk.show() > card_id


async def test_forgotten_in_one_chat_it_stays_in_the_others(desk: Desk, sender: Sender, sql: Sql) -> None:
    neighbour = Desk(sender, (await sql.reachable(1))[0])
    mine, theirs = await desk.show(), await neighbour.show()
    async with sender.storage.work() as uow:
        await uow.cards.forget_at(desk.address_id, FORM, 1)
        assert await uow.cards.get(mine) is None
        assert await uow.cards.get(theirs) is not None


async def test_a_row_whose_card_was_forgotten_on_its_way_just_settles(desk: Desk) -> None:
    await desk.show()
    row = await desk.sender.only()
    async with desk.sender.storage.work() as uow:
        await uow.cards.forget(FORM, 1)
    await desk.sender.settle(row, Advance((500,)), wanted=1)
    assert await desk.sender.states() == [State.SENT]


async def test_two_who_show_the_same_card_at_once_queue_it_once(desk: Desk) -> None:
    ids = await asyncio.gather(*(desk.show() for _ in range(8)))
    assert len(set(ids)) == 1
    assert len(await desk.queued()) == 1
    assert (await desk.card(ids[0])).wanted == 8


async def test_changes_beside_a_busy_sender_are_all_shown_in_the_end(desk: Desk) -> None:
    card_id = await desk.standing(500)

    async def change() -> None:
        for _ in range(25):
            await desk.touch()

    async def send() -> None:
        while not changing.done() or await desk.queued():
            for row in await desk.sender.rows():
                await desk.sender.settle(row, Again(NOW_MS) if row.tries == 0 else Advance(()), row.tries)

    changing = asyncio.create_task(change())
    await asyncio.gather(changing, send())
    assert (await desk.card(card_id)).wanted == 26
    assert State.SENDING not in await desk.sender.states()
