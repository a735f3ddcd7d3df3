"""The program with its HTTP server: from its start without a network to a stop in the middle of a request."""

import asyncio
import json
import socket
from pathlib import Path

import aiohttp
import pytest

from bot.doctor import Finding, examine
from bot.settings import Settings
from core.clock import Timer
from tests.support.crash_network import settle_in
from tests.support.simulator import Sim, sim, simulator_url
from tests.support.supervisor import Patience, Supervisor, supervise

__all__ = ["sim", "simulator_url"]

pytestmark = pytest.mark.slow

SECRET = "RAHASIA-CANARY_5"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_SECONDS = 10.0
"""What a stop may take is a promise, so it is asserted."""


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
        return found


async def page(port: int, path: str) -> tuple[int, str] | None:
    """None while nobody listens."""
    try:
        async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}{path}") as answer:
            return answer.status, await answer.text()
    except aiohttp.ClientConnectorError:
        return None


async def until(bot: Supervisor, port: int, path: str, expected: tuple[int, str]) -> None:
    patience = Patience(60, bot)
    while (found := await page(port, path)) != expected:
        await asyncio.sleep(0.05)
        patience.check(f"{expected} at {path}, not {found}")


def settings_of(bot: Supervisor, port: int) -> dict[str, object]:
    return {**{name.lower(): value for name, value in bot.environment.items()}, "http_port": port}


def update(update_id: int) -> bytes:
    person = {"id": 501, "is_bot": False, "first_name": "Ratna"}
    chat = {"id": 501, "type": "private"}
    said = {"message_id": update_id, "date": 1_790_000_000, "chat": chat, "from": person, "text": "halo"}
    return json.dumps({"update_id": update_id, "message": said}).encode()


def request(body: bytes, length: int) -> bytes:
    head = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: {length}\r\n\r\n"
    return head.encode() + body


async def test_it_is_alive_but_not_ready_while_telegram_does_not_answer(sim: Sim, tmp_path: Path, port: int) -> None:
    url = f"http://127.0.0.1:{port}/telegram"
    async with supervise(sim, tmp_path, http_port=port, webhook_url=url, webhook_secret=SECRET) as bot:
        await settle_in(sim, bot.database, officers=1)
        await sim.fault(code=502)
        await bot.start()
        await until(bot, port, "/healthz", (200, "ok\n"))
        assert await page(port, "/readyz") == (503, "the bot is starting: Telegram has not answered yet\n")
        async with aiohttp.ClientSession(headers={HEADER: SECRET}) as http, http.post(url, data=update(1)) as answer:
            assert answer.status == 503
        await sim.heal()
        await until(bot, port, "/readyz", (200, "ready\n"))
        async with aiohttp.ClientSession(headers={HEADER: SECRET}) as http, http.post(url, data=update(1)) as answer:
            assert answer.status == 200
        await bot.stop()
    assert "CANARY" not in bot.log.read_text()


async def test_a_stop_finishes_the_request_under_way_and_takes_no_other(sim: Sim, tmp_path: Path, port: int) -> None:
    url, timer = f"http://127.0.0.1:{port}/telegram", Timer()
    async with supervise(sim, tmp_path, http_port=port, webhook_url=url, webhook_secret=SECRET) as bot:
        await settle_in(sim, bot.database, officers=1)
        await bot.start()
        await until(bot, port, "/readyz", (200, "ready\n"))
        body = update(7)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        _, idle = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request(body[:10], len(body)))
        await asyncio.sleep(0.2)
        began = timer.now()
        stopping = asyncio.create_task(bot.stop())
        while await page(port, "/healthz") is not None:  # noqa: ASYNC110  it stops listening and tells nobody
            await asyncio.sleep(0.05)
        writer.write(body[10:])
        assert (await reader.read()).startswith(b"HTTP/1.1 200 ")
        await stopping
        assert timer.now() - began <= MOST_SECONDS
        writer.close()
        idle.close()


async def test_a_request_that_never_ends_does_not_hold_up_a_stop(sim: Sim, tmp_path: Path, port: int) -> None:
    url, timer = f"http://127.0.0.1:{port}/telegram", Timer()
    async with supervise(sim, tmp_path, http_port=port, webhook_url=url, webhook_secret=SECRET) as bot:
        await settle_in(sim, bot.database, officers=1)
        await bot.start()
        await until(bot, port, "/readyz", (200, "ready\n"))
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request(b"{", 100))
        await asyncio.sleep(0.2)
        began = timer.now()
        await bot.stop()
        assert timer.now() - began <= MOST_SECONDS
        writer.close()
    assert "Traceback" not in bot.log.read_text()


async def test_a_bot_that_polls_takes_the_webhook_back_and_serves_health_where_it_is_asked_to(
    sim: Sim, tmp_path: Path, port: int
) -> None:
    url = f"http://127.0.0.1:{port}/telegram"
    async with supervise(sim, tmp_path) as bot:
        await settle_in(sim, bot.database, officers=1)
        await bot.start(webhook_url=url, webhook_secret=SECRET, http_port=f"{port}")
        await until(bot, port, "/readyz", (200, "ready\n"))
        await bot.stop()
        person = await sim.person()
        await bot.start(http_port=f"{port}")
        await until(bot, port, "/readyz", (200, "ready\n"))
        assert (await page(port, "/telegram") or (0, ""))[0] == 404
        found = {one.what: one for one in await examine(Settings.model_validate(settings_of(bot, port)))}
        assert found["http"] == Finding("http", f"the bot answers at 127.0.0.1 port {port}")
        await sim.see(person, "", wait=30)
        await bot.stop()
        taken_back = await sim.calls("deleteWebhook")
        await bot.start()
        while not await sim.calls("deleteWebhook", since=taken_back[-1]["seq"], wait=1):
            bot.demand_alive()
        assert await page(port, "/healthz") is None
        await bot.stop()
    assert taken_back[-1]["seq"] > (await sim.calls("setWebhook"))[-1]["seq"]
    assert not taken_back[-1]["params"].get("drop_pending_updates")


async def test_a_port_that_is_taken_ends_the_start_with_what_to_do(sim: Sim, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        async with supervise(sim, tmp_path, http_port=taken.getsockname()[1]) as bot:
            await bot.start()
            assert await bot.ended() == 2
    assert "name another port" in bot.log.read_text()
    assert "Traceback" not in bot.log.read_text()
