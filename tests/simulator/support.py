"""Starts simulators as processes of their own and drives them over HTTP."""

import asyncio
import json
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from simulator.state import BATCH, KEPT

ROOT = Path(__file__).parents[2]
TOKEN = "110201543:SIMPUL-DEMO"
RATNA, DENI = 501, 502
AT_ONCE = 100
IN_MEMORY = KEPT + BATCH
Json = dict[str, Any]


@dataclass(frozen=True)
class Server:
    base: str
    process: subprocess.Popen[str]


@contextmanager
def running(*options: str) -> Iterator[Server]:
    """A simulator on a free port; ended with SIGTERM, which must give exit code 0."""
    process = start(*options)
    assert process.stdout is not None
    try:
        yield Server(process.stdout.readline().split()[-1], process)
    finally:
        process.terminate()
        code = process.wait(timeout=20)
        process.stdout.close()
    assert code in (0, -9), f"the simulator ended with {code}"


def start(*options: str, stderr: int | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "simulator", "--port", "0", *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=stderr, text=True)


class Driver:
    """Both planes of one simulator: `bot` is the Bot API, `get`, `post` and `delete` the control plane."""

    def __init__(self, base: str, session: aiohttp.ClientSession) -> None:
        self.base = base
        self.session = session

    def url(self, method: str) -> str:
        return f"{self.base}/bot{TOKEN}/{method}"

    async def bot(self, method: str, **params: Any) -> Json:
        """The whole answer of a call, refused or not."""
        async with self.session.post(self.url(method), json=params) as response:
            answer: Json = await response.json()
        assert response.status == (200 if answer["ok"] else answer["error_code"])
        return answer

    async def done(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        answer = await self.bot(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """The words of a call that must be refused."""
        answer = await self.bot(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def get(self, path: str) -> Any:
        return await self._control("GET", path, None)

    async def post(self, path: str, **given: Any) -> Any:
        return await self._control("POST", path, given)

    async def delete(self, path: str) -> Any:
        return await self._control("DELETE", path, None)

    async def wrong(self, verb: str, path: str, given: Any = None) -> tuple[int, str]:
        """Status and sentence of a control call that must fail."""
        async with self.session.request(verb, self.base + path, json=given) as response:
            return response.status, (await response.json())["error"]

    async def _control(self, verb: str, path: str, given: Any) -> Any:
        async with self.session.request(verb, self.base + path, json=given) as response:
            body = await response.read()
            assert response.status in (200, 201), body
            return json.loads(body) if response.content_type == "application/json" else body.decode()

    async def meet(self, person: int = RATNA, first_name: str = "Ratna", **more: Any) -> None:
        """A person who has pressed Start, whose /start the bot has confirmed."""
        await self.post("/sim/people", id=person, first_name=first_name, **more)
        await self.post(f"/sim/people/{person}/start")
        await self.confirm_all()

    async def updates(self, **params: Any) -> list[Json]:
        found: list[Json] = await self.done("getUpdates", **params)
        return found

    async def confirm_all(self) -> None:
        while found := await self.updates():
            await self.updates(offset=found[-1]["update_id"] + 1, limit=1)

    async def say(self, text: str, person: int = RATNA, **more: Any) -> int:
        sent = await self.post(f"/sim/people/{person}/send", text=text, **more)
        return int(sent["message_id"])

    async def inbox(self, person: int = RATNA, query: str = "") -> list[Json]:
        found: list[Json] = await self.get(f"/sim/people/{person}/inbox{query}")
        return found

    async def calls(self, method: str) -> list[Json]:
        found: list[Json] = await self.get(f"/sim/journal?method={method}")
        return found


async def bury(sim: Driver) -> None:
    """So many more messages that those before them stand on disk."""
    ids = [await sim.say(f"{each}", DENI) for each in range(AT_ONCE)]
    for _ in range(IN_MEMORY // AT_ONCE + 1):
        await sim.done("copyMessages", chat_id=DENI, from_chat_id=DENI, message_ids=ids)


@asynccontextmanager
async def driving(base: str) -> AsyncIterator[Driver]:
    timeout = aiohttp.ClientTimeout(total=20)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield Driver(base, session)


async def soon(look: Any, what: str) -> Any:
    """What the coroutine function `look` finds, asked again for up to ten seconds."""
    for _ in range(200):
        if found := await look():
            return found
        await asyncio.sleep(0.05)
    raise AssertionError(f"{what} did not happen")


def buttons(*rows: list[tuple[str, str]]) -> Json:
    """An inline keyboard of (label, data)."""
    keys = [[{"text": text, "callback_data": data} for text, data in row] for row in rows]
    return {"inline_keyboard": keys}


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return len(content).to_bytes(4, "big") + checked + zlib.crc32(checked).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    pixels = zlib.compress(b"".join(b"\x00" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
