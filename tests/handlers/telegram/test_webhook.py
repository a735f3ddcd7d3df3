"""The door: who may knock, what is taken, and that nothing is acknowledged before it is stored."""

import asyncio
import json
import socket
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
import uvicorn
from structlog.testing import capture_logs

from core.channels import InboundEvent, Said
from core.clock import Calendar, Timer
from core.errors import StorageBusy
from core.inbox import Arrival
from handlers.telegram.webhook import MOST_BYTES, Door, Gathering
from tests.support.simulator import BOT_ID, Object

SECRET = "RAHASIA-CANARY_5"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def message(update_id: int, text: str = "halo") -> Object:
    person = {"id": 501, "is_bot": False, "first_name": "Ratna"}
    chat = {"id": 501, "type": "private", "first_name": "Ratna"}
    said = {"message_id": update_id, "date": 1_790_000_000, "chat": chat, "from": person, "text": text}
    return {"update_id": update_id, "message": said}


@dataclass(slots=True)
class Shelf:
    """Stands in for the inbox: one entry of `batches` a commit. With a `gate` commits wait for it."""

    batches: list[list[int]] = field(default_factory=list)
    told: list[InboundEvent] = field(default_factory=list)
    busy: int = 0
    gate: asyncio.Event | None = None
    began: asyncio.Event = field(default_factory=asyncio.Event)

    async def store(self, arrivals: Sequence[Arrival]) -> None:
        self.began.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.busy:
            self.busy -= 1
            raise StorageBusy("database is locked")
        self.batches.append([arrived.update_id for arrived in arrivals])

    async def on_busy(self, events: Sequence[InboundEvent]) -> None:
        self.told += events


@dataclass(slots=True)
class Knocker:
    """A client of the door."""

    http: aiohttp.ClientSession
    port: int
    shelf: Shelf
    answers: Counter[int]

    async def post(self, body: bytes, secret: str | None = SECRET) -> int:
        headers = {HEADER: secret} if secret is not None else {}
        async with self.http.post(f"http://127.0.0.1:{self.port}/", data=body, headers=headers) as answer:
            assert await answer.read() == b""
            return answer.status

    async def update(self, update_id: int) -> int:
        return await self.post(json.dumps(message(update_id)).encode())


@asynccontextmanager
async def open_door(shelf: Shelf) -> AsyncIterator[Knocker]:
    answers: Counter[int] = Counter()
    door = Door(SECRET, BOT_ID, Gathering(shelf.store, shelf.on_busy, Calendar(), Timer()), answers)
    server = uvicorn.Server(uvicorn.Config(door, http="h11", lifespan="off", log_config=None, access_log=False))
    listening = socket.create_server(("127.0.0.1", 0), backlog=512)
    task = asyncio.create_task(server._serve([listening]))
    try:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
            yield Knocker(http, listening.getsockname()[1], shelf, answers)
    finally:
        server.should_exit = True
        await task


@pytest.fixture
async def door() -> AsyncIterator[Knocker]:
    async with open_door(Shelf()) as knocker:
        yield knocker


async def test_an_update_is_stored_and_then_acknowledged(door: Knocker) -> None:
    assert await door.update(7) == 200
    assert door.shelf.batches == [[7]]


async def test_nothing_is_acknowledged_before_the_commit(door: Knocker) -> None:
    door.shelf.gate = asyncio.Event()
    asking = asyncio.ensure_future(door.update(7))
    await door.shelf.began.wait()
    await asyncio.sleep(0.05)
    assert not asking.done()
    door.shelf.gate.set()
    assert await asking == 200


@pytest.mark.parametrize("secret", [None, "", "RAHASIA-CANARY_", f"{SECRET}x", "rahasia-canary_5", "ÿ"])
async def test_without_the_secret_nothing_is_taken_and_nothing_is_told(door: Knocker, secret: str | None) -> None:
    with capture_logs() as logs:
        assert await door.post(json.dumps(message(7)).encode(), secret) == 403
    assert (door.shelf.batches, logs) == ([], [])
    assert door.answers == {403: 1}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": null}',
        b"\xff\xfe\x00",
        b'{"update_id": 7',
        b'{"update_id":7,"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    ],
)
async def test_what_is_no_update_gets_400(door: Knocker, body: bytes) -> None:
    assert await door.post(body) == 400
    assert door.shelf.batches == []


async def test_an_update_of_an_unknown_kind_is_kept_all_the_same(door: Knocker) -> None:
    assert await door.post(b'{"update_id": 8, "something_new": {"id": 1}}') == 200
    assert await door.post(b'{"update_id": 9}') == 200
    assert door.shelf.batches == [[8], [9]]


async def test_a_long_text_is_taken(door: Knocker) -> None:
    padded = json.dumps(message(7, "a" * (MOST_BYTES - 1_000))).encode()
    assert await door.post(padded) == 200


async def test_two_megabytes_are_refused_by_their_header_alone(door: Knocker) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    head = f"POST / HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 2000000\r\n\r\n"
    writer.write(head.encode())
    answer = await reader.read()
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert door.answers == {413: 1}
    writer.close()


async def test_two_megabytes_in_chunks_are_refused_in_the_middle(door: Knocker) -> None:
    """The client learns of it before it has sent the second megabyte: reading stopped there."""
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    head = f"POST / HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nTransfer-Encoding: chunked\r\n\r\n"
    writer.write(head.encode())
    chunk = b"a" * 50_000
    for _ in range(MOST_BYTES // len(chunk)):
        writer.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        await writer.drain()
    writer.write(b"1\r\na\r\n")
    assert (await reader.read()).startswith(b"HTTP/1.1 413 ")
    assert door.answers == {413: 1}
    writer.close()


async def test_a_body_that_never_comes_is_not_waited_for_for_ever(
    door: Knocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.telegram.webhook.BODY_SECONDS", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(f"POST / HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 10\r\n\r\n{{".encode())
    assert (await reader.read()).startswith(b"HTTP/1.1 408 ")
    writer.close()


async def test_a_busy_database_is_told_to_telegram_and_to_the_person(door: Knocker) -> None:
    door.shelf.busy = 1
    with capture_logs() as logs:
        assert await door.update(7) == 503
        assert await door.update(7) == 200
    assert door.shelf.batches == [[7]]
    assert [told.what.content.text for told in door.shelf.told if isinstance(told.what, Said)] == ["halo"]
    assert [one["event"] for one in logs] == [
        "the database cannot be written; Telegram sends again",
        "the trouble is over",
    ]


async def test_a_storm_shares_commits_and_loses_nothing(door: Knocker) -> None:
    door.shelf.gate = asyncio.Event()
    storm = asyncio.gather(*map(door.update, range(200)))
    await door.shelf.began.wait()
    await asyncio.sleep(0.5)
    door.shelf.gate.set()
    assert set(await storm) == {200}
    assert sorted(each for batch in door.shelf.batches for each in batch) == list(range(200))
    assert len(door.shelf.batches) < 20


async def test_all_of_a_batch_that_was_not_kept_are_refused_and_come_again(door: Knocker) -> None:
    door.shelf.gate, door.shelf.busy = asyncio.Event(), 2
    storm = asyncio.gather(*map(door.update, range(50)))
    await door.shelf.began.wait()
    await asyncio.sleep(0.3)
    door.shelf.gate.set()
    answers = dict(enumerate(await storm))
    refused = [update_id for update_id, status in answers.items() if status == 503]
    kept = [update_id for batch in door.shelf.batches for update_id in batch]
    assert len(refused) > 2
    assert sorted(kept) == [update_id for update_id, status in answers.items() if status == 200]
    assert {await door.update(update_id) for update_id in refused} == {200}


async def test_a_bug_while_storing_acknowledges_nothing() -> None:
    async def broken(_arrivals: Sequence[Arrival]) -> None:
        await asyncio.sleep(0)
        raise LookupError("a bug")

    gathering = Gathering(broken, Shelf().on_busy, Calendar(), Timer())
    arrived = Arrival(BOT_ID, 7, b"", "p:501", json.dumps(message(7)).encode())
    knocks = [gathering.keep(arrived) for _ in range(3)]
    first, second, third = await asyncio.gather(*knocks, return_exceptions=True)
    assert isinstance(first, LookupError)
    assert isinstance(second, LookupError)
    assert third is False, "it shared the commit of the second"
