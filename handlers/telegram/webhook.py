"""The webhook: Telegram posts one update at a time, which is stored before the answer 200 acknowledges it.

Whatever is not stored gets another answer than 200, and Telegram sends it again for a day. The path is no secret and
carries no token; who may knock is told by the secret that Telegram sends along.
"""

import asyncio
import hmac
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from core.channels import InboundEvent
from core.clock import Calendar, Timer
from core.codec import load_object
from core.errors import StorageBusy
from core.inbox import Arrival
from handlers.telegram.receive import arrival, event
from handlers.telegram.trouble import Trouble

SECRET_HEADER = "x-telegram-bot-api-secret-token"
MOST_BYTES = 1_000_000
BODY_SECONDS = 2.0
"""An update comes in one piece or a few; less than a stop waits for, so that no request has to be broken off."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0

OK, MALFORMED, FORBIDDEN, TOO_SLOW, TOO_LARGE, BUSY = 200, 400, 403, 408, 413, 503
_CLOSE = {"connection": "close"}
"""With an answer that leaves the rest of the body unread."""


@dataclass(slots=True)
class _Batch:
    arrivals: list[Arrival] = field(default_factory=list)
    kept: bool | None = None
    """None until its commit began."""


class Gathering:
    """What arrives while one commit is under way shares the next. `store` commits or raises StorageBusy; then
    `on_busy` hears of it."""

    def __init__(
        self,
        store: Callable[[Sequence[Arrival]], Awaitable[None]],
        on_busy: Callable[[Sequence[InboundEvent]], Awaitable[None]],
        calendar: Calendar,
        timer: Timer,
    ) -> None:
        self._store = store
        self._on_busy = on_busy
        self._calendar = calendar
        self._trouble = Trouble(timer, FIRST_WAIT, LONGEST_WAIT)
        self._turn = asyncio.Lock()
        self._next = _Batch()

    async def keep(self, arrived: Arrival) -> bool:
        """True once it is committed; False when it was not kept."""
        batch = self._next
        batch.arrivals.append(arrived)
        async with self._turn:
            if batch.kept is None:  # the first of the batch whose turn it is stores all of it
                self._next, batch.kept = _Batch(), False
                batch.kept = await self._stored(batch.arrivals)
        if not batch.kept:
            await self._on_busy([event(0, arrived.payload, self._calendar.now())])
        return batch.kept

    async def _stored(self, arrivals: Sequence[Arrival]) -> bool:
        try:
            await self._store(arrivals)
        except StorageBusy as busy:
            self._trouble.again("the database cannot be written; Telegram sends again", reason=str(busy))
            return False
        self._trouble.over()
        return True


class Door:
    """An ASGI application: POST of one update. `answers` counts what was answered, by status."""

    def __init__(self, secret: str, bot_id: int, gathering: Gathering, answers: Counter[int]) -> None:
        self._secret = secret.encode()
        self._bot_id = bot_id
        self._gathering = gathering
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        status = await self._receive(request) if self._knows(request) else FORBIDDEN
        self._answers[status] += 1
        headers = _CLOSE if status in (FORBIDDEN, TOO_SLOW, TOO_LARGE) else None
        await Response(status_code=status, headers=headers)(scope, receive, send)

    def _knows(self, request: Request) -> bool:
        given = request.headers.get(SECRET_HEADER, "")
        return hmac.compare_digest(given.encode("latin-1"), self._secret)

    async def _receive(self, request: Request) -> int:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _body(request)
        except TimeoutError:
            return TOO_SLOW
        except ClientDisconnect:
            return MALFORMED
        return TOO_LARGE if body is None else await self._keep(body)

    async def _keep(self, body: bytes) -> int:
        try:
            arrived = arrival(load_object(body), self._bot_id)
        except (ValueError, RecursionError):
            return MALFORMED
        return OK if await self._gathering.keep(arrived) else BUSY


async def _body(request: Request) -> bytes | None:
    """None when it is longer than MOST_BYTES, whatever its header says; the rest of it is not read."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > MOST_BYTES:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)
