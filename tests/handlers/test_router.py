"""The router over real storage: how much one event costs, and how a group is answered."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.first import found_bureau
from core.channels import TELEGRAM, Happening, InboundEvent, Place, Pressed, RichText, Said, Sender
from core.codec import load_object
from core.jobs import run_due
from core.members import AddressState, GrantRole, Honorific, SeatRole, UnitKind
from core.regions import Regions
from core.roles import Role
from handlers.actions import MarkRead, encode
from handlers.features import EFFECTS, make_router
from handlers.router import Router, TapWords
from storage.reference import SampleUnit, read_aliases, read_regions
from storage.uow import Storage
from tests.storage.schema import create_schema
from tests.storage.sql import statements

NOW = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 3, 20, tzinfo=UTC)
NOW_MS = 1_800_000_000_000
A_DOZEN = 12
HELD_AND_DONE = 2
"""What the inbox adds to every event."""
UNITS = (
    SampleUnit("kominfo", "Dinas Kominfo Provinsi Bengkulu", "Diskominfo", UnitKind.DISKOMINFO, "17"),
    SampleUnit("polres", "Polres Kaur", "Polres Kaur", UnitKind.POLICE, "17.04"),
)
RATNA, HENDRA, DENI, STRANGER = "1", "2", "3", "4"


@dataclass
class Chats:
    """Hands events to the router as a worker does, and counts what each costs."""

    storage: Storage
    router: Router
    events: int = 0
    cost: int = 0

    async def happens(
        self, who: str, what: Happening, group: str | None = None, *, runs_it: bool | None = None
    ) -> TapWords | None:
        self.events += 1
        place = Place(group or who, private=group is None, title="Humas Kaur" if group else None)
        event = InboundEvent(self.events, TELEGRAM, Sender(who, f"P{who}"), place, what, NOW, runs_it)
        with statements() as executed:
            async with self.storage.work() as uow:
                words = await self.router.handle(uow, event, NOW, NOW_MS)
        self.cost = len(executed) + HELD_AND_DONE
        return words

    async def says(self, who: str, text: str, group: str | None = None) -> None:
        await self.happens(who, Said(self.events + 1, RichText(text)), group)

    async def taps(self, who: str, data: str) -> TapWords | None:
        return await self.happens(who, Pressed(7, data, "press"))

    async def answers(self, who: str, value: str) -> None:
        """Taps a choice of the form that is open."""
        async with self.storage.reading() as uow:
            member = await uow.members.meet(TELEGRAM, who, None, NOW)
            form = await uow.forms.open_of(member.person.id)
        assert form is not None
        await self.taps(who, f"a:{form.id:x}:{form.turn:x}:{value}")


async def _seat(storage: Storage, who: str, unit: int, *rights: GrantRole) -> None:
    async with storage.work() as uow:
        member = await uow.members.meet(TELEGRAM, who, None, NOW)
        await uow.members.reach(member.address.id, AddressState.REACHABLE, NOW)
        await uow.members.introduce(member.person.id, f"P{who}", Honorific.NONE, NOW)
        (bureau,) = await uow.units.bureaus()
        units = await uow.units.all(bureau.id)
        await uow.members.seat(units[unit].id, member.person.id, SeatRole.OFFICER, NOW)
        for right in rights:
            await uow.members.grant(bureau.id, member.person.id, right, NOW)


@pytest.fixture
async def chats(tmp_path: Path) -> AsyncIterator[Chats]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    await create_schema(url)
    storage = await Storage.open(url)
    try:
        await found_bureau(storage, "17", UNITS, NOW)
        await _seat(storage, RATNA, 0, GrantRole.AUTHOR, GrantRole.SECRETARIAT)
        await _seat(storage, HENDRA, 0, GrantRole.APPROVER)
        await _seat(storage, DENI, 1)
        yield Chats(storage, make_router(Regions(read_regions(), read_aliases()), "simpul_bot"))
    finally:
        await storage.close()


async def _released(chats: Chats) -> None:
    """One announcement, as far as the readers."""
    await chats.says(RATNA, "/umumkan")
    await chats.says(RATNA, "Mohon dibaca.")
    async with chats.storage.reading() as uow:
        (bureau,) = await uow.units.bureaus()
        everybody = (await uow.groups.all(bureau.id))[0]
    await chats.answers(RATNA, str(everybody.id))
    await chats.answers(RATNA, "biasa")
    await chats.answers(RATNA, "ask")
    async with chats.storage.reading() as uow:
        (found,) = await uow.announcements.waiting(bureau.id)
    await chats.taps(HENDRA, f"g:1:{_base36(int(found.asked_at.timestamp()))}")
    assert await run_due(chats.storage.work, EFFECTS, LATER) >= 1


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]


async def test_a_tap_costs_at_most_a_dozen_statements(chats: Chats) -> None:
    await _released(chats)
    words = await chats.taps(DENI, encode(MarkRead(1, 1)))
    assert words == TapWords("Terima kasih. Tercatat untuk Polres Kaur.", alert=False)
    assert chats.cost <= A_DOZEN
    again = await chats.taps(DENI, encode(MarkRead(1, 1)))
    assert again is not None
    assert again.text.startswith("Sudah tercatat pukul 10.15 WIB")
    assert chats.cost <= A_DOZEN


async def test_a_message_costs_at_most_a_dozen_statements(chats: Chats) -> None:
    for text in ("/menu", "siap", "polres kaur", "/kotakmasuk", "BKL-0001", "halo"):
        await chats.says(DENI, text)
        assert chats.cost <= A_DOZEN, text


async def test_the_answer_to_a_form_costs_little_more(chats: Chats) -> None:
    """The groups are looked at before the answer and after it; the card moves to the bottom of the chat."""
    await chats.says(RATNA, "/umumkan")
    assert chats.cost <= A_DOZEN
    await chats.says(RATNA, "Mohon dibaca.")
    assert chats.cost <= A_DOZEN + 5


async def test_a_group_is_shown_the_way_and_nothing_else(chats: Chats) -> None:
    await chats.says(STRANGER, "/umumkan", group="-100")
    await chats.says(STRANGER, "/batal", group="-100")
    await chats.says(STRANGER, "halo semua", group="-100")
    epoch = await chats.storage.roles.take(Role.SENDER, "test")
    async with chats.storage.work() as uow:
        (row,) = await uow.ledger.claim(epoch or 0, 8, frozenset(), NOW_MS)
    assert (row.address, row.person_id) == ("-100", None)
    stored = str(load_object(row.payload or b"{}"))
    assert "start.deep_link_only" in stored
    assert "https://t.me/simpul_bot" in stored


async def test_a_strangers_tap_in_a_group_is_an_alert_and_has_no_effect(chats: Chats) -> None:
    await _released(chats)
    words = await chats.happens(STRANGER, Pressed(7, encode(MarkRead(1, 1)), "press"), group="-100")
    assert words is not None
    assert words.alert
    assert words.text.startswith("Tombol ini untuk anggota terdaftar.")
    async with chats.storage.reading() as uow:
        assert (await uow.announcements.tally(1)).read_units == 0
