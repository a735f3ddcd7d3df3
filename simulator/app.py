"""One port for all: the Bot API, the control plane, and the page."""

import asyncio
from typing import Any

from aiohttp import web

from simulator.botapi import BotApi
from simulator.control.chats import ChatCalls
from simulator.control.commands import CommandCalls
from simulator.control.people import PeopleCalls
from simulator.control.router import Router
from simulator.control.running import RunningCalls
from simulator.control.sending import SendingCalls
from simulator.control.topics import TopicCalls
from simulator.control.touring import TouringCalls
from simulator.control.trouble import TroubleCalls
from simulator.control.watching import WatchingCalls
from simulator.machine import Simulator
from simulator.params import MOST_BYTES
from simulator.static import serve


class App:
    def __init__(self, sim: Simulator) -> None:
        self._botapi = BotApi(sim)
        self._router = Router()
        PeopleCalls(sim, self._router)
        ChatCalls(sim, self._router)
        CommandCalls(sim, self._router)
        TopicCalls(sim, self._router)
        SendingCalls(sim, self._router)
        WatchingCalls(sim, self._router)
        RunningCalls(sim, self._router)
        TroubleCalls(sim, self._router)
        TouringCalls(sim, self._router)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.raw_path
        if path.startswith("/bot"):
            return await self._botapi.handle(request)
        if path.startswith("/file/"):
            return self._botapi.file(request)
        if path.startswith("/sim/"):
            return await self._router.handle(request)
        return serve(request)


async def listen(sim: Simulator, host: str, port: int) -> tuple[web.ServerRunner, int]:
    """Starts serving; returns the runner, to be cleaned up, and the port that was taken."""
    server = web.Server(App(sim).handle, request_factory=_request, access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    await site.start()
    taken: int = runner.addresses[0][1]
    return runner, taken


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MOST_BYTES)
