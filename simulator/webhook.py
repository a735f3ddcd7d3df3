"""The webhook: pending updates are posted to the bot, those of one chat one after another, until it answers 2xx."""

import asyncio
import ipaddress
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

import aiohttp

from simulator.clock import real_seconds
from simulator.codec import Json
from simulator.profile import Profile
from simulator.updates import Pending, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
READ_SECONDS = 60.0
LONGEST_WAIT = 60.0
MOST_CONNECTIONS = 40
LOOK_AHEAD = 1_000
"""So many of the oldest are looked through for chats that wait for nothing."""
ELSEWHERE = "Failed to resolve host: the simulator delivers to this machine only"


@dataclass(frozen=True, slots=True)
class Target:
    url: str
    secret: str
    connections: int

    @classmethod
    def of(cls, webhook: Json | None) -> "Target | None":
        """None where nothing is delivered: no webhook, or one on another machine."""
        if webhook is None or not is_here(webhook["url"]):
            return None
        connections = min(webhook["max_connections"], MOST_CONNECTIONS)
        return cls(webhook["url"], webhook.get("secret_token", ""), connections)


def is_here(url: str) -> bool:
    """Whether an address is on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(slots=True)
class Streak:
    """Failures of a chat in a row."""

    times: int
    again_at: float


class Webhook:
    """Delivers while `run` runs and the profile has an address."""

    def __init__(self, profile: Profile, updates: UpdateQueue) -> None:
        self._profile = profile
        self._updates = updates
        self._flying: dict[asyncio.Task[None], int] = {}
        self._streaks: dict[int, Streak] = {}
        self._error: tuple[int, str] | None = None

    def change(self, webhook: Json | None) -> None:
        """Sets or (None) takes it. What failed before is tried at once."""
        self._profile.webhook = webhook
        self._streaks.clear()
        self._error = None
        if webhook is not None:
            self._updates.hooked()
            if not is_here(webhook["url"]):
                self._complain(ELSEWHERE)
        self._updates.stirred.set()

    def troubles(self) -> Json:
        """As getWebhookInfo tells them."""
        return {"last_error_date": self._error[0], "last_error_message": self._error[1]} if self._error else {}

    async def run(self) -> None:
        """For ever; to be cancelled."""
        async with aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=READ_SECONDS),
            connector=aiohttp.TCPConnector(limit=MOST_CONNECTIONS),
            cookie_jar=aiohttp.DummyCookieJar(),
        ) as http:
            try:
                while True:
                    self._updates.stirred.clear()
                    now = real_seconds()
                    self._start(http, Target.of(self._profile.webhook), now)
                    await self._something(now)
            finally:
                for task in self._flying:
                    task.cancel()
                await asyncio.gather(*self._flying, return_exceptions=True)

    def _start(self, http: aiohttp.ClientSession, target: Target | None, now: float) -> None:
        """A delivery for each chat that waits for nothing, as far as there are connections."""
        if target is None:
            return
        self._updates.expire()
        taken = {*self._flying.values(), *(chat for chat, each in self._streaks.items() if each.again_at > now)}
        for pending in islice(self._updates.pending, LOOK_AHEAD):
            if len(self._flying) >= target.connections:
                return
            if pending.chat not in taken:
                taken.add(pending.chat)
                self._flying[asyncio.create_task(self._deliver(http, target, pending))] = pending.chat

    async def _something(self, now: float) -> None:
        """Until an update came, a delivery ended, the webhook changed, or a chat that rested may be tried again."""
        waits = [each.again_at - now for each in self._streaks.values() if each.again_at > now]
        stirred = asyncio.create_task(self._updates.stirred.wait())
        await asyncio.wait(
            {*self._flying, stirred}, timeout=min([LONGEST_WAIT, *waits]), return_when=asyncio.FIRST_COMPLETED
        )
        stirred.cancel()
        for task in [task for task in self._flying if task.done()]:
            del self._flying[task]
            task.result()

    async def _deliver(self, http: aiohttp.ClientSession, target: Target, pending: Pending) -> None:
        pending.entry.handed_at.append(real_seconds())
        headers = {"Content-Type": "application/json"}
        if target.secret:
            headers[SECRET_HEADER] = target.secret
        try:
            async with http.post(target.url, data=pending.body, headers=headers, allow_redirects=False) as answer:
                trouble = None if answer.ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            trouble = "Read timeout expired"
        except aiohttp.ClientConnectorError:
            pending.entry.handed_at.pop()  # nobody was there to take it
            trouble = "Connection refused"
        except aiohttp.ClientError as error:
            trouble = f"Connection closed ({type(error).__name__})"
        if trouble is None:
            self._streaks.pop(pending.chat, None)
            self._updates.confirm(pending)
        else:
            self._complain(trouble)
            self._streaks[pending.chat] = _longer(self._streaks.get(pending.chat))

    def _complain(self, words: str) -> None:
        self._error = (int(real_seconds()), words)


def _longer(streak: Streak | None) -> Streak:
    """Again at once, then after 2, 4, 8 … seconds."""
    times = streak.times + 1 if streak else 1
    wait = 0.0 if times == 1 else min(LONGEST_WAIT, 2.0 ** (times - 1))
    return Streak(times, real_seconds() + wait)
