"""A group of Telegram, as the router sees it: who may link it, what it is answered, and what is kept of whom."""

import pytest

from core.channels import (
    TELEGRAM,
    Happening,
    InboundEvent,
    Joined,
    Left,
    Place,
    Pressed,
    Relocated,
    RichText,
    Said,
    Sender,
)
from core.chats import ASKED_FOR, Chat, ChatState
from core.codec import load_object
from core.errors import Refusal
from core.members import GrantRole
from core.outbox import Drop, Row, Settled, Source
from core.roles import Role
from handlers.actions import LinkChat, MarkRead, PartChat, encode
from tests.handlers.test_router import DENI, NOW, NOW_MS, RATNA, STRANGER, Chats, _released, _seat, chats

GROUP, SUPERGROUP = "-200", "-100200"
__all__ = ["chats"]  # the fixture


async def command(chats: Chats, who: str, text: str, *, runs_it: bool | None = True, group: str = GROUP) -> None:
    await chats.happens(who, Said(chats.events + 1, RichText(text)), group, runs_it=runs_it)


async def refused(chats: Chats, who: str, text: str, *, runs_it: bool | None = True) -> str:
    with pytest.raises(Refusal) as refusal:
        await command(chats, who, text, runs_it=runs_it)
    return refusal.value.sentence


async def the_chat(chats: Chats, address: str = GROUP) -> Chat | None:
    async with chats.storage.reading() as uow:
        return await uow.chats.at(TELEGRAM, address)


async def everybody(chats: Chats) -> int:
    async with chats.storage.reading() as uow:
        (bureau,) = await uow.units.bureaus()
        return (await uow.groups.all(bureau.id))[0].id


async def link(chats: Chats) -> Chat:
    await command(chats, RATNA, "/hubungkan")
    chat = await the_chat(chats)
    assert chat is not None
    await chats.taps(RATNA, encode(LinkChat(chat.id, await everybody(chats))))
    linked = await the_chat(chats)
    assert linked is not None
    return linked


async def waiting(chats: Chats) -> list[Row]:
    """All that would leave now."""
    epoch = await chats.storage.roles.take(Role.SENDER, "test") or 0
    rows: list[Row] = []
    while True:
        async with chats.storage.work() as uow:
            claimed = await uow.ledger.claim(epoch, 100, frozenset(), NOW_MS + 60_000)
            await uow.ledger.settle(epoch, [Settled(row, Drop()) for row in claimed], NOW_MS)
        rows += claimed
        if not claimed:
            return rows


async def said_in(chats: Chats, address: str = GROUP) -> list[str]:
    """Keys of the sentences of one-off answers that wait for this chat."""
    here = [load_object(row.payload) for row in await waiting(chats) if row.address == address and row.payload]
    return [str(each).partition("'k': '")[2].partition("'")[0] for each in here]


# --- linking


async def test_who_asked_in_the_group_chooses_in_private(chats: Chats) -> None:
    linked = await link(chats)
    assert (linked.state, linked.group_id, linked.title) == (ChatState.LINKED, await everybody(chats), "Humas Kaur")


async def test_linking_costs_a_dozen_statements_or_so(chats: Chats) -> None:
    await command(chats, RATNA, "/hubungkan")
    assert chats.cost <= 16
    chat = await the_chat(chats)
    assert chat is not None
    await chats.taps(RATNA, encode(LinkChat(chat.id, await everybody(chats))))
    assert chats.cost <= 16


async def test_nobody_links_a_group_without_the_right_or_one_that_others_run(chats: Chats) -> None:
    assert await refused(chats, STRANGER, "/hubungkan") == "chats.not_yours"
    assert await refused(chats, DENI, "/hubungkan") == "chats.not_yours"
    assert await refused(chats, RATNA, "/hubungkan", runs_it=False) == "chats.admins_only"
    assert await refused(chats, RATNA, "/hubungkan", runs_it=None) == "chats.admin_unknown"
    assert await the_chat(chats) is None


async def test_a_request_is_finished_only_by_who_made_it_once_and_within_a_day(chats: Chats) -> None:
    async with chats.storage.work() as uow:
        deni = await uow.members.meet(TELEGRAM, DENI, None, NOW)
        await uow.members.grant((await uow.units.bureaus())[0].id, deni.person.id, GrantRole.COORDINATOR, NOW)
    await command(chats, RATNA, "/hubungkan")
    chat = await the_chat(chats)
    assert chat is not None
    tap = encode(LinkChat(chat.id, await everybody(chats)))
    with pytest.raises(Refusal, match="ask_there"):
        await chats.taps(DENI, tap)
    async with chats.storage.work() as uow:
        await uow.chats.ask(chat.id, deni.person.id, NOW - ASKED_FOR)
    with pytest.raises(Refusal, match="ask_there"):
        await chats.taps(DENI, tap)
    await command(chats, DENI, "/hubungkan")
    await chats.taps(DENI, tap)
    with pytest.raises(Refusal, match="ask_there"):
        await chats.taps(DENI, tap)
    await chats.taps(RATNA, encode(PartChat(chat.id)))
    with pytest.raises(Refusal, match="ask_there"):
        await chats.taps(DENI, tap)


async def test_a_group_is_linked_to_a_kelompok_of_the_own_bureau_only(chats: Chats) -> None:
    await command(chats, RATNA, "/hubungkan")
    chat = await the_chat(chats)
    assert chat is not None
    with pytest.raises(Refusal, match="old_button"):
        await chats.taps(RATNA, encode(LinkChat(chat.id, 4711)))


async def test_only_who_may_link_may_part(chats: Chats) -> None:
    linked = await link(chats)
    for who in (DENI, STRANGER):
        with pytest.raises(Refusal, match="not_yours"):
            await command(chats, who, "/putuskan")
    with pytest.raises(Refusal, match="not_yours"):
        await chats.happens(DENI, Pressed(7, encode(PartChat(linked.id)), "press"), GROUP)
    words = await chats.happens(STRANGER, Pressed(7, encode(PartChat(linked.id)), "press"), GROUP)
    assert words is not None
    assert words.alert
    await chats.happens(RATNA, Pressed(7, encode(PartChat(linked.id)), "press"), GROUP)
    parted = await the_chat(chats)
    assert parted == Chat(linked.id, linked.address_id, "Humas Kaur", ChatState.MET)


def test_only_a_request_to_link_asks_who_runs_the_group(chats: Chats) -> None:
    def asks(text: str, *, private: bool = False) -> bool:
        place = Place(GROUP, private=private)
        return chats.router.asks_who_runs(
            InboundEvent(1, TELEGRAM, Sender("1", "P"), place, Said(1, RichText(text)), NOW)
        )

    assert asks("/hubungkan")
    assert asks("/hubungkan@simpul_bot")
    assert not asks("/hubungkan@other_bot")
    assert not asks("/hubungkan", private=True)
    assert not asks("/putuskan")


# --- what a group is answered


async def test_a_group_is_told_once_how_to_be_linked(chats: Chats) -> None:
    for _ in range(3):
        await chats.happens("", Joined(), GROUP)
    assert await said_in(chats) == ["chats.how_to_link"]


async def test_a_group_that_was_linked_is_told_again_when_the_program_is_back(chats: Chats) -> None:
    await link(chats)
    await chats.happens("", Left(), GROUP)
    await chats.happens("", Joined(), GROUP)
    found = await the_chat(chats)
    assert found is not None
    assert found.state is ChatState.MET
    assert await said_in(chats) == ["chats.how_to_link"]


async def test_a_group_that_became_another_one_is_not_greeted_as_new(chats: Chats) -> None:
    linked = await link(chats)
    await chats.happens("", Joined(), SUPERGROUP)
    await chats.happens("", Relocated(GROUP, SUPERGROUP), GROUP)
    await chats.happens("", Relocated(GROUP, SUPERGROUP), SUPERGROUP)
    moved = await the_chat(chats, SUPERGROUP)
    assert moved is not None
    assert (moved.id, moved.state) == (linked.id, ChatState.LINKED)
    assert await said_in(chats, SUPERGROUP) == []


async def test_commands_of_others_and_for_other_bots_are_left_alone(chats: Chats) -> None:
    for text in ("/batal", "/menu", "/bantuan@other_bot", "/start", "halo"):
        await command(chats, DENI, text)
    assert await said_in(chats) == []


async def test_a_group_cannot_be_made_to_answer_all_the_time(chats: Chats) -> None:
    for text in ("/bantuan", "/umumkan", "/bantuan@Simpul_Bot"):
        await command(chats, STRANGER, text)
    assert await said_in(chats) == ["chats.help_unlinked"]


async def test_a_refusal_is_told_where_it_was_asked(chats: Chats) -> None:
    event = InboundEvent(1, TELEGRAM, Sender(STRANGER, "P"), Place(GROUP, private=False), Said(1, RichText("/x")), NOW)
    async with chats.storage.work() as uow:
        await chats.router.refuse(uow, event, Refusal("chats.not_yours"), NOW, NOW_MS)
    assert await said_in(chats) == ["chats.not_yours"]


@pytest.mark.parametrize("what", [Said(1, RichText("/bantuan")), Pressed(7, "f:1:1", "press"), Joined(), Left()])
async def test_nothing_is_kept_of_a_stranger_in_a_group(chats: Chats, what: Happening) -> None:
    await chats.happens("4711", what, GROUP)
    async with chats.storage.reading() as uow:
        assert await uow.members.known(TELEGRAM, "4711") is None


async def test_a_lost_group_is_told_to_the_secretariat_when_its_linker_has_no_right_any_more(chats: Chats) -> None:
    linked = await link(chats)
    await _seat(chats.storage, "9", 0, GrantRole.SECRETARIAT)
    async with chats.storage.work() as uow:
        ratna = await uow.members.meet(TELEGRAM, RATNA, None, NOW)
        await uow.members.revoke(linked.bureau_id or 0, ratna.person.id, GrantRole.SECRETARIAT, NOW)
        other = await uow.members.meet(TELEGRAM, "9", None, NOW)
    await chats.happens("", Left(), GROUP)
    assert [row.address_id for row in await waiting(chats) if row.source is Source.CARD][-1] == other.address.id


async def test_a_tap_under_a_post_of_before_the_move_still_counts(chats: Chats) -> None:
    await link(chats)
    await _released(chats)
    await chats.happens("", Relocated(GROUP, SUPERGROUP), SUPERGROUP)
    for group in (GROUP, SUPERGROUP):
        words = await chats.happens(DENI, Pressed(7, encode(MarkRead(1, 1)), "press"), group)
        assert words is not None
        assert "Tercatat untuk Polres Kaur" in words.text or words.text.startswith("Sudah tercatat")
    async with chats.storage.reading() as uow:
        assert (await uow.announcements.tally(1)).read_units == 1


async def test_a_tap_in_a_group_leaves_the_buttons_that_all_share_as_they_are(chats: Chats) -> None:
    await link(chats)
    await _released(chats)
    await waiting(chats)
    await chats.happens(DENI, Pressed(7, encode(MarkRead(1, 1)), "press"), GROUP)
    assert [row for row in await waiting(chats) if row.address == GROUP] == []
    outside = Pressed(7, encode(MarkRead(1, 1)), "press")
    await _seat(chats.storage, "8", 0)
    with pytest.raises(Refusal, match="not_for_you"):
        await chats.happens("8", outside, GROUP)


async def test_a_group_asks_for_its_agenda_at_a_dozen_statements(chats: Chats) -> None:
    await command(chats, STRANGER, "/agenda")
    assert await said_in(chats) == ["meetings.none_ahead"]
    await link(chats)
    await command(chats, DENI, "/agenda")
    assert chats.cost <= 14
