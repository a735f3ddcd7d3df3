"""The same bot where Telegram delivers by itself: an announcement from the first word to the last tap, and a kill with
updates on their way. What was handed over and accepted is read from the simulator's journal."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest
import pytest_asyncio

from tests.support.bot import Bot, Bureau, Phone, running
from tests.support.databases import Prepared
from tests.support.simulator import Object, Sim

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

SECRET = "RAHASIA-CANARY_91"
UNITS = ("Dinas Kominfo Kabupaten Seluma", "Polres Kaur", "Kantor Imigrasi Bengkulu", "Universitas Bengkulu")
PATIENCE = 60.0


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
        return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(
    telegram: Sim, prepared: Prepared, tmp_path_factory: pytest.TempPathFactory, port: int
) -> AsyncIterator[Bot]:
    settings = {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_SECRET": SECRET,
        "HTTP_PORT": f"{port}",
        "LOG_LEVEL": "debug",
    }
    async with running(telegram, prepared, tmp_path_factory.mktemp("bot"), **settings) as bot:
        yield bot
    assert "CANARY" not in bot.log.read_text()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def officers(bureau: Bureau) -> list[Phone]:
    return [await bureau.officer(f"Petugas {unit}", unit) for unit in UNITS]


async def test_an_announcement_goes_its_whole_way_without_a_single_poll(
    bureau: Bureau, officers: list[Phone], port: int
) -> None:
    await bureau.group("Semua", *UNITS)
    code = await bureau.announces("Mohon hadir tepat waktu.", "Semua")
    for officer in officers:
        await officer.taps("Sudah dibaca", on=await officer.sees(f"📢 {code} v1"))
    await bureau.ratna.sees(f"{code} · terkirim 4 dari 4 petugas · dibaca 4 dari 4 unit")
    assert await bureau.sim.calls("getUpdates") == []
    call = (await bureau.sim.calls("setWebhook", ok=True))[-1]
    assert call["params"] == {
        "url": f"http://127.0.0.1:{port}/telegram",
        "secret_token": SECRET,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        "max_connections": 40,
    }


async def test_health_and_figures_stand_beside_the_door(bureau: Bureau, officers: list[Phone], port: int) -> None:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        async with http.get("/healthz") as answer:
            assert (answer.status, await answer.text()) == (200, "ok\n")
        async with http.get("/readyz") as answer:
            assert (answer.status, await answer.text()) == (200, "ready\n")
        async with http.get("/metrics") as answer:
            figures = await answer.text()
        async with http.post("/telegram", json={"update_id": 1}) as answer:
            assert answer.status == 403
    lines = figures.splitlines()
    assert {
        "simpul_database_up 1.0",
        "simpul_inbox_waiting 0.0",
        'simpul_role_held{role="poller"} 1.0',
        'simpul_role_held{role="sender"} 1.0',
    } <= set(lines)
    assert any(line.startswith('simpul_webhook_requests_total{answer="200"}') for line in lines)
    assert any(line.startswith('simpul_sends_total{method="sendMessage",outcome="sent"}') for line in lines)
    assert not any("Petugas" in line or str(officers[0].id) in line for line in lines)


async def test_taps_that_a_killed_bot_did_not_acknowledge_come_again_and_count_once(
    bureau: Bureau, officers: list[Phone]
) -> None:
    sim, bot = bureau.sim, bureau.bot
    await bureau.group("Sekali lagi", *UNITS)
    code = await bureau.announces("Mohon ditandai.", "Sekali lagi")
    cards = [await officer.sees(f"📢 {code} v1") for officer in officers]
    await bureau.ratna.sees(f"{code} · terkirim 4 dari 4 petugas · dibaca 0 dari 4 unit")
    first = max(update["seq"] for update in await sim.updates())
    bot.freeze()
    for officer, card in zip(officers, cards, strict=True):
        await sim.press(officer.id, card.message_id, "Sudah dibaca", wait=0)
    taps = await updates(sim, first, lambda tap: len(tap["handed_at"]) == 1)
    assert [tap["confirmed_at"] for tap in taps] == [None] * len(officers)
    await bot.kill()
    await bot.start()
    await bureau.ratna.sees(f"{code} · terkirim 4 dari 4 petugas · dibaca 4 dari 4 unit")
    taps = await updates(sim, first, lambda tap: tap["confirmed_at"] is not None)
    assert all(len(tap["handed_at"]) > 1 for tap in taps)


async def updates(sim: Sim, since: int, fits: Callable[[Object], bool]) -> list[Object]:
    """Those after `since`, once all of them fit."""
    async with asyncio.timeout(PATIENCE):
        while not all(map(fits, found := await sim.updates(since=since))):  # noqa: ASYNC110  the journal cannot be waited for
            await asyncio.sleep(0.05)
    return found
