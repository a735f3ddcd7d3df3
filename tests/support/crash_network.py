"""The network that crash tests run on: an office that announces and officers who are told, in the simulator and in
the bot's database, without a word of the chat. Who is in it is the fixture's knowledge, never asked of the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import aiohttp
from sqlalchemy import insert, make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.first import found_bureau
from core.channels import TELEGRAM
from core.clock import Calendar
from core.members import AddressState, GrantRole, Honorific, SeatRole, UnitKind
from storage.engine import Database
from storage.tables import addresses, persons, seats
from storage.uow import Storage, UnitOfWork
from tests.support.simulator import BOT_ID, TOKEN, Shown, Sim
from tests.support.supervisor import Patience

REGION = "17"
UNIT = "Dinkominfo"
FIRST_PERSON = 700_000
"""Ids of the officers in the simulator go on from here; the office's own come before."""


@dataclass(frozen=True, slots=True)
class Office:
    """Ids of people in the simulator. `authors` announce, the `approver` says yes, `officers` are the recipients:
    nobody else sits in a unit."""

    authors: tuple[int, ...]
    approver: int
    officers: tuple[int, ...]

    @property
    def author(self) -> int:
        return self.authors[0]


async def settle_in(sim: Sim, database: Path | str, *, officers: int, authors: int = 1) -> Office:
    """Everybody has pressed Start long ago: nothing of it is left to be fetched. `database`: a file, or a URL."""
    approver, first = FIRST_PERSON - 1, FIRST_PERSON - 1 - authors
    office = Office(tuple(range(first, approver)), approver, tuple(range(FIRST_PERSON, FIRST_PERSON + officers)))
    names = {person: f"Penyusun {number}" for number, person in enumerate(office.authors, 1)}
    names |= {approver: "Hendra"} | {person: f"Petugas {person}" for person in office.officers}
    await sim.people([{"id": person, "first_name": name} for person, name in names.items()])
    await _forget_updates(sim)
    url = database if isinstance(database, str) else f"sqlite+aiosqlite:///{database}"
    await _enter(url, office, names, Calendar().now())
    return office


async def _forget_updates(sim: Sim) -> None:
    url = f"{sim.bot_url}{TOKEN}/deleteWebhook"
    async with aiohttp.ClientSession() as http, http.post(url, json={"drop_pending_updates": True}) as response:
        response.raise_for_status()


async def _enter(url: str, office: Office, names: Mapping[int, str], now: datetime) -> None:
    storage = await Storage.open(url, BOT_ID)
    try:
        bureau_id = await found_bureau(storage, REGION, (), now)
    finally:
        await storage.close()
    whole = Database(make_url(url))  # no store writes people by the thousand
    try:
        async with whole.writing() as connection:
            uow = UnitOfWork(connection, BOT_ID)
            await _appoint(uow, bureau_id, office, names, now)
            unit_id = await uow.units.add(bureau_id, "dinas", UnitKind.OPD, REGION, UNIT, UNIT, now)
            await _seat(connection, unit_id, {one: names[one] for one in office.officers}, now)
    finally:
        await whole.close()


async def _appoint(uow: UnitOfWork, bureau_id: int, office: Office, names: Mapping[int, str], now: datetime) -> None:
    rights = [(author, GrantRole.AUTHOR) for author in office.authors]
    rights += [(office.approver, role) for role in (GrantRole.APPROVER, GrantRole.SECRETARIAT)]
    for person, role in rights:
        met = await uow.members.meet(TELEGRAM, f"{person}", None, now)
        await uow.members.introduce(met.person.id, names[person], Honorific.NONE, now)
        await uow.members.reach(met.address.id, AddressState.REACHABLE, now)
        await uow.members.grant(bureau_id, met.person.id, role, now)


async def _seat(connection: AsyncConnection, unit_id: int, officers: Mapping[int, str], now: datetime) -> None:
    """Their ids in our tables are those in the simulator, which makes failures readable."""
    reachable = {"channel": TELEGRAM, "state": AddressState.REACHABLE.value, "changed_at": now}
    officer = {"unit_id": unit_id, "role": SeatRole.OFFICER.value, "valid_from": now}
    people = [{"id": one, "name": name, "consented_at": now, "created_at": now} for one, name in officers.items()]
    await connection.execute(insert(persons), people)
    await connection.execute(
        insert(addresses), [reachable | {"address": f"{one}", "person_id": one} for one in officers]
    )
    await connection.execute(insert(seats), [officer | {"person_id": one} for one in officers])


# --- the way of an announcement through the chat


async def announce(sim: Sim, office: Office, text: str, patience: Patience) -> None:
    """Its author writes it, its approver approves it; the clock has not moved yet."""
    author = office.author
    await sim.send(author, "/umumkan")
    await press(sim, author, None, "Kirim isi pengumuman", patience)
    await sim.send(author, text)
    await press(sim, author, "1", "Kepada siapa?", patience)
    await press(sim, author, "Biasa", "Apa sifatnya?", patience)
    await press(sim, author, "Minta persetujuan", "Siap dimintakan persetujuan", patience)
    await press(sim, office.approver, "Setujui", "menunggu persetujuan Anda", patience)
    await shown(sim, author, "✓ Disetujui", patience)


async def press(sim: Sim, person: int, button: str | None, words: str, patience: Patience) -> None:
    """Presses `button` (None: only looks) of the message with these words, once it is there."""
    card = await shown(sim, person, words, patience)
    if button is not None:
        await sim.press(person, card.message_id, button, wait=0)


async def shown(sim: Sim, person: int, words: str, patience: Patience) -> Shown:
    """The newest message of the bot with these words; waits until it is there."""
    since = 0
    while True:
        changed = await sim.inbox(person, since=since, wait=1.0)
        for message in reversed(changed):
            if message.by_bot and not message.deleted and words in message.text:
                return message
        since = max([since, *(message.seq for message in changed)])
        patience.check(f"{words!r} in\n{await sim.transcript(person)}")
