"""The simulator as the demonstration drives it: what people do, the clock, the page, and the news of it all."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

LONGEST_EVENT = 1 << 20
DATA = b"data: "

Event = dict[str, Any]


class ControlRefused(Exception):
    """The simulator's own sentence about a call that it refused."""


class Control:
    """A client of the control plane at `url`."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url = url
        self._http = http

    async def get(self, path: str, **query: object) -> Any:
        params = {name: str(value) for name, value in query.items()}
        async with self._http.get(f"{self._url}/sim/{path}", params=params) as response:
            return await _told(response)

    async def post(self, path: str, body: object) -> Any:
        async with self._http.post(f"{self._url}/sim/{path}", json=body) as response:
            return await _told(response)

    async def call_bot(self, token: str, method: str, **params: object) -> None:
        """A call that the owner of a bot makes once, as they would through @BotFather."""
        async with self._http.post(f"{self._url}/bot{token}/{method}", json=params) as response:
            response.raise_for_status()

    async def events(self) -> AsyncIterator[Event]:
        """From now on, `hello` first; ends when the simulator does."""
        timeout = aiohttp.ClientTimeout(total=None)
        async with self._http.get(f"{self._url}/sim/events", timeout=timeout) as stream:
            async for line in stream.content:
                if line.startswith(DATA):
                    yield json.loads(line.removeprefix(DATA))


@asynccontextmanager
async def connect(url: str) -> AsyncIterator[Control]:
    async with aiohttp.ClientSession(read_bufsize=LONGEST_EVENT) as http:
        yield Control(url, http)


async def _told(response: aiohttp.ClientResponse) -> Any:
    answer = await response.json()
    if response.status >= 400:
        raise ControlRefused(answer["error"])
    return answer
