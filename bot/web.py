"""The HTTP server of this process: health and figures for operators and, when there is a webhook, its door."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import structlog
import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.health import Health
from bot.metrics import Metrics

log = structlog.get_logger("http")

HEALTH, READY, METRICS = "/healthz", "/readyz", "/metrics"
ALIVE = "ok\n"
BACKLOG = 2048
STOP_SECONDS = 3
"""How long a stop waits for requests under way; they end with a commit, so mostly at once."""


def listen(host: str, port: int) -> socket.socket:
    """Port 0 takes a free one. Raises ValueError with what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        words = f"HTTP_HOST and HTTP_PORT are {host} and {port}, which cannot be used ({error.strerror})"
        raise ValueError(f"{words}: name another port, or stop the program that has it.") from None


class Web:
    """`door` is the webhook's application, once the bot is ready; until then `hook_path` answers 503."""

    def __init__(self, health: Health, metrics: Metrics, hook_path: str | None = None) -> None:
        self.health = health
        self.metrics = metrics
        self._doorway = _Doorway()
        config = uvicorn.Config(
            self._app(hook_path),
            http="h11",
            ws="none",
            lifespan="off",
            loop="none",
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        self._server = _Server(config)

    def open(self, door: ASGIApp) -> None:
        self._doorway.door = door

    def end(self) -> None:
        """Accepts nothing new; requests under way are finished."""
        self._server.should_exit = True

    @asynccontextmanager
    async def serving(self, listening: socket.socket | None) -> AsyncIterator[None]:
        """As long as the block lasts; without a socket nothing is served."""
        if listening is None:
            yield
            return
        log.info("listening", port=listening.getsockname()[1])
        task = asyncio.create_task(self._server.serve([listening]))
        try:
            yield
        finally:
            self.end()
            await task

    def _app(self, hook_path: str | None) -> Starlette:
        async def alive(_request: Request) -> Response:
            return PlainTextResponse(ALIVE)

        async def ready(_request: Request) -> Response:
            complaints = await self.health.complaints()
            return PlainTextResponse("\n".join(complaints or ["ready"]) + "\n", 503 if complaints else 200)

        async def figures(_request: Request) -> Response:
            return Response(await self.metrics.text(), media_type=CONTENT_TYPE_LATEST)

        routes = [Route(HEALTH, alive), Route(READY, ready), Route(METRICS, figures)]
        if hook_path is not None:
            routes.append(Route(hook_path, self._doorway, methods=["POST"]))
        return Starlette(routes=routes)


class _Doorway:
    def __init__(self) -> None:
        self.door: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        closed = Response(status_code=503, headers={"connection": "close"})
        await (self.door or closed)(scope, receive, send)


class _Server(uvicorn.Server):
    """The program minds its signals itself."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
