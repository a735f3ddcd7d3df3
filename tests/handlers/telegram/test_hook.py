"""The webhook is set by whoever holds the role, looked after, and left in place at the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from core.clock import Timer
from handlers.telegram import hook
from handlers.telegram.bot import Account
from handlers.telegram.hook import Hook
from handlers.telegram.poll import TokenRefused
from tests.support.simulator import Object, Sim

URL = "http://127.0.0.1:9/telegram"
SECRET = "RAHASIA-CANARY_5"


@pytest.fixture(autouse=True)
async def taken_back(sim: Sim, account: Account, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    monkeypatch.setattr(hook, "FIRST_WAIT", 0.02)
    yield
    await sim.heal()
    await account.request.call("deleteWebhook", {"drop_pending_updates": True}, 5.0)


@asynccontextmanager
async def hooking(account: Account, look_seconds: float = 60.0) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(Hook(account.polling, URL, SECRET, Timer(), look_seconds).run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def calls(sim: Sim, many: int) -> list[Object]:
    """Of setWebhook, once there are so many."""
    found: list[Object] = []
    while len(found) < many:
        found += await sim.calls("setWebhook", since=found[-1]["seq"] if found else 0, wait=5)
    return found


async def test_it_is_set_with_the_secret_and_stays_when_the_bot_stops(sim: Sim, account: Account) -> None:
    with capture_logs() as logs:
        async with hooking(account):
            (call,) = await calls(sim, 1)
    assert call["params"] == {
        "url": URL,
        "secret_token": SECRET,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        "max_connections": 40,
    }
    assert await sim.calls("deleteWebhook") == []
    assert "CANARY" not in str(logs)


async def test_it_is_tried_until_telegram_takes_it(sim: Sim, account: Account) -> None:
    await sim.fault("setWebhook", code=502, times=1)
    await sim.fault("setWebhook", code=400, description="Bad Request: bad webhook", times=1)
    with capture_logs() as logs:
        async with hooking(account):
            found = await calls(sim, 3)
    assert [call["ok"] for call in found] == [False, False, True]
    told = [one["event"] for one in logs]
    assert told.count("the webhook could not be set; trying again") == 1
    assert "Telegram delivers to the webhook" in told


async def test_a_refused_token_ends_it(sim: Sim, account: Account) -> None:
    await sim.fault("setWebhook", code=401)
    with pytest.raises(TokenRefused, match="@BotFather"):
        await Hook(account.polling, URL, SECRET, Timer()).run(asyncio.Event())


async def test_what_another_program_changed_is_set_again(sim: Sim, account: Account) -> None:
    async with hooking(account, look_seconds=0.05):
        await calls(sim, 1)
        await account.request.call("deleteWebhook", {}, 5.0)
        again = await calls(sim, 2)
    assert [call["params"]["url"] for call in again[:2]] == [URL, URL]


async def test_what_telegram_complains_of_is_told_while_it_goes_on(sim: Sim, account: Account) -> None:
    """Nobody listens at the address."""
    with capture_logs() as logs:
        async with hooking(account, look_seconds=0.1), asyncio.timeout(20):
            await calls(sim, 1)
            await sim.person()
            while not (told := [one for one in logs if one["event"] == "Telegram cannot deliver"]):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    assert told[0]["telegram"] == "Connection refused"
    assert told[0]["waiting"] == 1
