"""What somebody chooses for themselves holds from that moment on, also for what waits to be sent."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.first import found_bureau
from core.channels import TELEGRAM, Edit, Happening, InboundEvent, Order, Place, Pressed, RichText, Said, Send, Sender
from core.clock import Calendar
from core.errors import Refusal
from core.members import AddressState, GrantRole, Honorific, Member, SeatRole, UnitKind
from core.outbox import Advance, Settled
from core.regions import Regions
from core.roles import Role
from handlers.actions import Action, CallMe, LiveIn, ShowSettings, Speak, SpeakFirst, encode
from handlers.context import Around, Talk
from handlers.features import FORMS, make_notices, make_router
from handlers.links import Links
from handlers.router import TapWords
from handlers.texts.speech import Reader
from storage.reference import read_aliases, read_regions
from storage.uow import Storage
from tests.storage.schema import create_schema

NOW = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
NOW_MS = 1_800_000_000_000
RATNA, STRANGER = "1", "2"
REGIONS = Regions(read_regions(), read_aliases())
NOTICES = make_notices(Calendar(), REGIONS, "simpul_bot")


@dataclass
class Chat:
    storage: Storage
    events: int = 0
    epoch: int = 0

    async def happens(self, who: str, what: Happening) -> TapWords | None:
        self.events += 1
        event = InboundEvent(self.events, TELEGRAM, Sender(who, "Ratna"), Place(who, private=True), what, NOW)
        async with self.storage.work() as uow:
            return await make_router(REGIONS, "simpul_bot").handle(uow, event, NOW, NOW_MS)

    async def says(self, who: str, text: str) -> None:
        await self.happens(who, Said(self.events + 1, RichText(text)))

    async def taps(self, who: str, action: Action) -> None:
        await self.happens(who, Pressed(7, encode(action), "press"))

    async def leaves(self) -> list[Order]:
        """What the sender makes of everything that waits, in its order."""
        orders: list[Order] = []
        self.epoch = self.epoch or await self.storage.roles.take(Role.SENDER, "test") or 0
        while True:
            async with self.storage.work() as uow:
                rows = await uow.ledger.claim(self.epoch, 8, frozenset(), NOW_MS)
                rendered = [await NOTICES.render(uow, row) for row in rows]
                sent = [
                    Settled(row, Advance((100 + row.id,)), one.shown, one.wanted)
                    for row, one in zip(rows, rendered, strict=True)
                ]
                await uow.ledger.settle(self.epoch, sent, NOW_MS)
            orders += [one.order for one in rendered if one.order is not None]
            if not rows:
                return orders

    async def member(self, who: str) -> Member:
        async with self.storage.work() as uow:
            return await uow.members.meet(TELEGRAM, who, None, NOW)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    await create_schema(url)
    storage = await Storage.open(url)
    try:
        bureau_id = await found_bureau(storage, "17", (), NOW)
        async with storage.work() as uow:
            ratna = await uow.members.meet(TELEGRAM, RATNA, None, NOW)
            await uow.members.reach(ratna.address.id, AddressState.REACHABLE, NOW)
            await uow.members.introduce(ratna.person.id, "Ratna", Honorific.NONE, NOW)
            await uow.members.grant(bureau_id, ratna.person.id, GrantRole.AUTHOR, NOW)
        yield Chat(storage)
    finally:
        await storage.close()


def words(order: Order) -> str:
    assert isinstance(order, Send | Edit)
    return order.content.text


def labels(order: Order) -> list[str]:
    assert isinstance(order, Send | Edit)
    return [button.label for row in order.buttons for button in row]


async def test_what_waits_to_be_sent_follows_the_switch(chat: Chat) -> None:
    await chat.says(RATNA, "/pantau")
    await chat.taps(RATNA, Speak("en"))
    waited, keys, card = await chat.leaves()
    assert words(waited) == "There are no announcements yet."
    assert isinstance(keys, Send)
    assert keys.keys == (("Announce", "Deliveries"), ("Inbox", "More"))
    assert isinstance(card, Edit)
    assert words(card) == "Language: English."
    assert labels(card) == ["Bahasa Indonesia", "English", "Back"]


async def test_the_same_language_again_changes_nothing(chat: Chat) -> None:
    await chat.taps(RATNA, Speak("id"))
    (card,) = await chat.leaves()
    assert words(card) == "Bahasa: Bahasa Indonesia."


async def test_keys_of_the_other_language_keep_working(chat: Chat) -> None:
    await chat.taps(RATNA, Speak("en"))
    for key in ("Pantau kiriman", "Deliveries"):
        await chat.says(RATNA, key)
    *_, old, new = await chat.leaves()
    assert words(old) == words(new) == "There are no announcements yet."


async def test_one_card_shows_what_is_chosen_and_is_edited_in_place(chat: Chat) -> None:
    await chat.says(RATNA, "/pengaturan")
    await chat.taps(RATNA, CallMe("ibu"))
    await chat.taps(RATNA, LiveIn("Asia/Makassar"))
    await chat.taps(RATNA, ShowSettings(""))
    await chat.taps(RATNA, ShowSettings("closed"))
    opened, title, zone, whole, closed = await chat.leaves()
    assert isinstance(opened, Send)
    assert [isinstance(one, Edit) and one.message_id for one in (title, zone, whole, closed)] == [7] * 4
    assert words(title) == "Sapaan: Ibu."
    assert words(zone) == "Zona waktu: WITA, pilihan Anda. Sekarang pukul 11.15 WITA."
    assert words(whole).splitlines() == ["Pengaturan Anda", "Bahasa: Bahasa Indonesia.", words(title), words(zone)]
    assert labels(closed) == []


async def test_a_zone_that_was_chosen_is_given_back_to_the_unit(chat: Chat) -> None:
    await chat.taps(RATNA, LiveIn("Asia/Jayapura"))
    await chat.taps(RATNA, LiveIn(""))
    *_, card = await chat.leaves()
    assert words(card) == "Zona waktu: WIB, mengikuti unit Anda. Sekarang pukul 10.15 WIB."
    assert (await chat.member(RATNA)).person.timezone is None


@pytest.mark.parametrize("action", [Speak("xx"), SpeakFirst(""), LiveIn("Europe/Paris"), CallMe("sir")])
async def test_what_no_card_offers_is_refused(chat: Chat, action: Action) -> None:
    with pytest.raises(Refusal):
        await chat.taps(RATNA, action)


async def test_a_stranger_chooses_a_language_and_nothing_else(chat: Chat) -> None:
    await chat.says(STRANGER, "/pengaturan")
    await chat.taps(STRANGER, LiveIn("Asia/Jayapura"))
    opened, *_ = await chat.leaves()
    assert labels(opened) == ["Bahasa Indonesia", "English", "Tutup"]
    assert (await chat.member(STRANGER)).person.timezone is None


async def test_a_newcomers_card_speaks_the_language_that_is_pressed_on_it(chat: Chat) -> None:
    await chat.says(STRANGER, "halo")
    (welcome,) = await chat.leaves()
    assert labels(welcome) == ["English"]
    await chat.taps(STRANGER, SpeakFirst("en"))
    (again,) = await chat.leaves()
    assert isinstance(again, Edit)
    assert words(again).startswith("Welcome to Simpul Humas Provinsi Bengkulu. Write the name of your unit")
    assert labels(again) == ["Bahasa Indonesia"]


async def test_a_passing_answer_tells_the_hour_of_the_unit(chat: Chat) -> None:
    """Words that vanish after a moment go past the outbox, which knows the zone of who gets them."""
    async with chat.storage.work() as uow:
        ratna = await uow.members.meet(TELEGRAM, RATNA, None, NOW)
        (bureau,) = await uow.units.bureaus()
        unit = await uow.units.add(bureau.id, "kaltim", UnitKind.OPD, "64", "Dinas Kominfo Kalimantan Timur", None, NOW)
        await uow.members.seat(unit, ratna.person.id, SeatRole.OFFICER, NOW)
        seated = await uow.members.meet(TELEGRAM, RATNA, None, NOW)
        event = InboundEvent(1, TELEGRAM, Sender(RATNA, "Ratna"), Place(RATNA, private=True), Pressed(7, "", ""), NOW)
        talk = Talk(event, uow, seated, NOW, Around(REGIONS, FORMS, Links("simpul_bot")))
        assert talk.reader == Reader("id", "Asia/Makassar")
        talk.member = replace(seated, person=replace(seated.person, timezone="Asia/Jayapura"))
        assert talk.reader == Reader("id", "Asia/Jayapura")
