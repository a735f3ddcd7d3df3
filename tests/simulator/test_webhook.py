"""The webhook: delivered by HTTP with the secret, in order for each chat, again until it is accepted."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from tests.simulator.support import DENI, RATNA, Driver, Json, soon

SECRET = "rahasia-KENARI_1"
CONFLICT = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True)
class Hook:
    """Stands in for a bot: keeps what is posted, and refuses the next few times."""

    url: str = ""
    refusals: int = 0
    gate: asyncio.Event | None = None
    seen: list[Json] = field(default_factory=list)
    refused: int = 0
    secrets: set[str | None] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0

    async def handle(self, request: web.BaseRequest) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        update = json.loads(await request.read())
        if self.gate is not None:
            await self.gate.wait()
        self.at_once -= 1
        if self.refusals:
            self.refusals -= 1
            self.refused += 1
            return web.Response(status=503)
        self.seen.append(update)
        return web.Response()

    def texts(self, person: int) -> list[str]:
        messages = [update["message"] for update in self.seen if "message" in update]
        return [message["text"] for message in messages if message["chat"]["id"] == person]

    async def until(self, many: int) -> None:
        async def enough() -> bool:
            return len(self.seen) >= many

        await soon(enough, f"{many} updates at the webhook")


@asynccontextmanager
async def listening(hook: Hook, port: int = 0) -> AsyncIterator[Hook]:
    runner = web.ServerRunner(web.Server(hook.handle, access_log=None), shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    try:
        yield hook
    finally:
        await runner.cleanup()


@pytest.fixture
async def hook(sim: Driver) -> AsyncIterator[Hook]:
    async with listening(Hook()) as hook:
        yield hook
        await sim.done("deleteWebhook", drop_pending_updates=True)


async def info(sim: Driver) -> Any:
    return await sim.done("getWebhookInfo")


async def journal(sim: Driver) -> list[Json]:
    found: list[Json] = await sim.get("/sim/journal?type=update")
    return found


async def test_what_waits_and_what_comes_is_delivered_with_the_secret_and_confirmed(sim: Driver, hook: Hook) -> None:
    await sim.meet()
    await sim.say("sebelum")
    await sim.done("setWebhook", url=hook.url, secret_token=SECRET)
    await hook.until(1)
    await sim.say("sesudah")
    await hook.until(2)
    assert hook.texts(RATNA) == ["sebelum", "sesudah"]
    assert hook.secrets == {SECRET}
    assert (await info(sim))["pending_update_count"] == 0
    assert SECRET not in str(await info(sim))
    for entry in (await journal(sim))[-2:]:
        assert len(entry["handed_at"]) == 1
        assert entry["confirmed_at"] >= entry["handed_at"][0]


async def test_a_refused_update_comes_again_and_holds_up_its_own_chat_only(sim: Driver, hook: Hook) -> None:
    await sim.meet()
    await sim.meet(DENI, "Deni")
    hook.refusals = 2
    await sim.done("setWebhook", url=hook.url)
    await sim.say("satu")
    await sim.say("dua")

    async def refused_twice() -> bool:
        return hook.refused == 2

    await soon(refused_twice, "two refusals")
    await sim.say("lewat", DENI)
    await hook.until(1)
    assert (hook.texts(RATNA), hook.texts(DENI)) == ([], ["lewat"])
    told = await info(sim)
    assert told["pending_update_count"] == 2
    assert told["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert isinstance(told["last_error_date"], int)
    await hook.until(3)
    assert hook.texts(RATNA) == ["satu", "dua"]
    assert [len(entry["handed_at"]) for entry in (await journal(sim))[-3:]] == [3, 1, 1]


async def test_one_chat_is_served_in_order_and_many_side_by_side(sim: Driver, hook: Hook) -> None:
    people = range(1_000, 1_020)
    for person in people:
        await sim.meet(person, f"Petugas {person}")
    hook.gate = asyncio.Event()
    await sim.done("setWebhook", url=hook.url, max_connections=8)
    for text in ("1", "2", "3"):
        for person in people:
            await sim.say(text, person)

    async def full() -> bool:
        return hook.at_once == 8

    await soon(full, "eight connections")
    hook.gate.set()
    await hook.until(60)
    assert hook.most_at_once == 8
    assert [hook.texts(person) for person in people] == [["1", "2", "3"]] * 20


async def test_a_bot_that_is_not_there_yet_gets_everything_when_it_comes(sim: Driver) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    await sim.meet()
    await sim.done("setWebhook", url=f"http://127.0.0.1:{port}/telegram")
    await sim.say("halo")

    async def complains() -> bool:
        return bool((await info(sim)).get("last_error_message") == "Connection refused")

    await soon(complains, "a refused connection")
    async with listening(Hook(), port) as hook:
        await hook.until(1)
        await sim.done("deleteWebhook")
    assert hook.texts(RATNA) == ["halo"]


async def test_polling_is_refused_while_a_webhook_is_set_and_an_open_poll_ends(sim: Driver, hook: Hook) -> None:
    await sim.meet()
    poll = asyncio.ensure_future(sim.refused("getUpdates", timeout=15))
    await asyncio.sleep(0.2)
    await sim.done("setWebhook", url=hook.url)
    assert await poll == "Conflict: terminated by setWebhook request"
    assert await sim.refused("getUpdates") == CONFLICT
    await sim.done("deleteWebhook")
    await sim.say("untuk yang bertanya")
    assert [update["message"]["text"] for update in await sim.updates()] == ["untuk yang bertanya"]
    assert hook.seen == []


async def test_an_address_on_another_machine_is_kept_and_never_called(sim: Driver) -> None:
    await sim.meet()
    await sim.done("setWebhook", url="https://contoh.id/hook")
    await sim.say("tidak ke mana-mana")
    told = await info(sim)
    assert (told["url"], told["pending_update_count"]) == ("https://contoh.id/hook", 1)
    assert "this machine only" in told["last_error_message"]
    assert (await journal(sim))[-1]["handed_at"] == []
    await sim.done("deleteWebhook", drop_pending_updates=True)
    assert (await info(sim))["pending_update_count"] == 0


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "http://contoh.id/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "ftp://127.0.0.1/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://contoh.id/hook", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://contoh.id/hook", "secret_token": "a" * 257}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_that_telegram_would_not_take_is_refused(sim: Driver, params: Json, words: str) -> None:
    assert await sim.refused("setWebhook", **params) == f"Bad Request: {words}"
