"""A road to PostgreSQL that can be cut, or go silent: a bot connects to the proxy, which passes bytes on to the server.

Silent means what a dead switch does: connections stay open and new ones are taken, but nothing comes through until it
is heard again; then all of it does, late.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import URL

CHUNK = 65_536
PORT = 5432


class Proxy:
    def __init__(self, server: URL) -> None:
        self._server = server
        self._audible = asyncio.Event()
        self._audible.set()
        self._roads = set[asyncio.Task[None]]()
        self.port = 0

    def url(self, database: URL) -> str:
        """Of this database, by way of the proxy."""
        return database.set(host="127.0.0.1", port=self.port, query={}).render_as_string(hide_password=False)

    def go_silent(self) -> None:
        self._audible.clear()

    def be_heard(self) -> None:
        self._audible.set()

    async def cut(self) -> None:
        """Ends every connection there is; new ones are made as before."""
        roads = list(self._roads)
        for road in roads:
            road.cancel()
        await asyncio.gather(*roads, return_exceptions=True)

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        road = asyncio.current_task()
        assert road is not None
        self._roads.add(road)
        try:
            with suppress(OSError, asyncio.CancelledError):
                await self._pass_on(reader, writer)
        finally:
            self._roads.discard(road)
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._audible.wait()
        there, back = await self._reach_server()
        ways = [asyncio.create_task(self._pump(reader, back)), asyncio.create_task(self._pump(there, writer))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            back.close()

    async def _reach_server(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        folder = self._server.query.get("host")
        if isinstance(folder, str):
            return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{PORT}")
        return await asyncio.open_connection(self._server.host or "127.0.0.1", self._server.port or PORT)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while chunk := await source.read(CHUNK):
            await self._audible.wait()
            sink.write(chunk)
            await sink.drain()


@asynccontextmanager
async def proxy(server: URL) -> AsyncIterator[Proxy]:
    made = Proxy(server)
    listening = await asyncio.start_server(made.meet, "127.0.0.1", 0)
    made.port = listening.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        listening.close()
        await made.cut()
