"""Keeps the webhook set: whoever holds the poller's role tells Telegram where the updates go, and looks after it."""

import asyncio
from contextlib import suppress

import structlog

from core.clock import Timer
from core.codec import Json, JsonObject
from handlers.telegram.poll import TokenRefused
from handlers.telegram.receive import USED
from handlers.telegram.request import Failed, Ok
from handlers.telegram.send import Caller
from handlers.telegram.trouble import Trouble

log = structlog.get_logger("telegram")

ASK_SECONDS = 10.0
LOOK_SECONDS = 60.0
CONNECTIONS = 40
"""As many as Telegram opens when it is not told; what they bring at once shares a commit."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0


class Hook:
    """`url` is where Telegram posts updates, `secret` what it sends along."""

    def __init__(self, caller: Caller, url: str, secret: str, timer: Timer, look_seconds: float = LOOK_SECONDS) -> None:
        self._caller = caller
        self._url = url
        self._secret = secret
        self._look_seconds = look_seconds
        self._trouble = Trouble(timer, FIRST_WAIT, LONGEST_WAIT)
        self._delivery = Trouble(timer, FIRST_WAIT, LONGEST_WAIT)
        self._error_dates: list[Json] = []

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set. The webhook stays: while nobody is there Telegram keeps the updates.

        Raises TokenRefused.
        """
        await self._until_set(stop)
        while not await _within(self._look_seconds, stop):
            if not await self._is_ours():
                await self._until_set(stop)

    async def _until_set(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            wait = await self._set()
            if wait is None or await _within(wait, stop):
                return

    async def _set(self) -> float | None:
        """None when Telegram took it, else how long to wait."""
        params: JsonObject = {
            "url": self._url,
            "secret_token": self._secret,
            "allowed_updates": [*USED],
            "max_connections": CONNECTIONS,
        }
        answer = await self._caller.call("setWebhook", params, ASK_SECONDS)
        if isinstance(answer, Ok):
            self._trouble.over()
            log.info("Telegram delivers to the webhook")
            return None
        if isinstance(answer, Failed) and answer.code in (401, 404):
            raise TokenRefused
        words = answer.description if isinstance(answer, Failed) else answer.why
        wait = self._trouble.again("the webhook could not be set; trying again", telegram=words)
        asked_for = answer.retry_after if isinstance(answer, Failed) else None
        return max(wait, asked_for or 0.0)

    async def _is_ours(self) -> bool:
        """False when somebody else has set or taken it meanwhile."""
        answer = await self._caller.call("getWebhookInfo", {}, ASK_SECONDS)
        if not isinstance(answer, Ok) or not isinstance(answer.result, dict):
            return True
        self._heed(answer.result)
        if answer.result.get("url") == self._url:
            return True
        log.warning("another program has changed the webhook; it is set again")
        return False

    def _heed(self, found: JsonObject) -> None:
        """Tells what Telegram complains of while it goes on; what the first look finds may be from before the start."""
        self._error_dates = [*self._error_dates[-1:], found.get("last_error_date")]
        if len(set(map(str, self._error_dates))) == 1:
            self._delivery.over()
            return
        waiting = found.get("pending_update_count")
        self._delivery.again("Telegram cannot deliver", telegram=found.get("last_error_message"), waiting=waiting)


async def _within(seconds: float, stop: asyncio.Event) -> bool:
    """Waits so long; True when the stop came."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
