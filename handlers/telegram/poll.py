"""The poller: stores what Telegram hands over before it is acknowledged, so that none of it is lost.

The next getUpdates is the acknowledgement, since its offset confirms what came before. The offset lives in memory
only: after a restart Telegram hands over again what was not confirmed, and the inbox knows it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from core.channels import InboundEvent
from core.clock import Calendar, Timer
from core.codec import Json, JsonObject
from core.errors import StorageBusy
from core.inbox import Arrival
from core.roles import Term
from handlers.telegram.receive import USED, arrival, event
from handlers.telegram.request import Answer, Failed, NoAnswer, NotSent, Ok
from handlers.telegram.send import Caller
from handlers.telegram.trouble import Trouble

Found = TypeVar("Found")

MOST_UPDATES = 100
UNHOOK_SECONDS = 10.0
STOP_SECONDS = 1.0


class TokenRefused(Exception):
    """Telegram does not take the token; the text says what to do."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses the token: take the one that @BotFather shows for this bot.")


class Line(Caller, Protocol):
    """What polling needs of AiohttpRequest: one that nothing else uses."""

    async def renew(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. Telegram may keep a poll open for `hold`; a connection that is silent for `silence` is dead."""

    hold: int = 25
    silence: float = 90.0
    first_wait: float = 1.0
    longest_wait: float = 30.0


USUAL = Pace()


class Poller:
    """`store` commits or raises StorageBusy; then `on_busy` hears of it, and the same updates are asked for again."""

    def __init__(
        self,
        line: Line,
        bot_id: int,
        store: Callable[[Sequence[Arrival]], Awaitable[None]],
        on_busy: Callable[[Sequence[InboundEvent]], Awaitable[None]],
        calendar: Calendar,
        timer: Timer,
        term: Term,
        pace: Pace = USUAL,
    ) -> None:
        self._line = line
        self._bot_id = bot_id
        self._store = store
        self._on_busy = on_busy
        self._calendar = calendar
        self._timer = timer
        self._term = term
        self._pace = pace
        self._network = Trouble(timer, pace.first_wait, pace.longest_wait)
        self._storage = Trouble(timer, pace.first_wait, pace.longest_wait)
        self._offset: int | None = None
        self._unhooked = False
        self._stop = asyncio.Event()
        self._ended = asyncio.Event()

    async def run(self) -> None:
        """Until stop(), or until the term is over: then another one polls. Raises TokenRefused."""
        try:
            while not self._stop.is_set() and self._term.left(self._timer.now()):
                await (self._poll() if self._unhooked else self._unhook())
        finally:
            self._ended.set()

    async def stop(self) -> None:
        """Ends run(), which breaks off a poll or a wait but never a store.

        Returns when it ended, at the latest after a second: by then only a store can still be under way, which is
        kept whole or not at all even if the task is cancelled.
        """
        self._stop.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), STOP_SECONDS)

    async def _unhook(self) -> None:
        """Telegram refuses polls while a webhook is set."""
        self._unhooked = await self._ask("deleteWebhook", {}, UNHOOK_SECONDS) is not None

    async def _poll(self) -> None:
        params: JsonObject = {"timeout": self._pace.hold, "limit": MOST_UPDATES, "allowed_updates": [*USED]}
        if self._offset is not None:
            params["offset"] = self._offset
        answer = await self._ask("getUpdates", params, self._pace.silence)
        if answer is None:
            return
        if isinstance(answer.result, list):
            await self._keep(answer.result)
        else:
            await self._wait_out(NoAnswer("no list"))

    async def _keep(self, updates: list[Json]) -> None:
        """Nothing waiting means that all before it is confirmed: then the offset is forgotten, because after a
        quiet week ids begin anywhere, below it too."""
        arrivals = [arrival(update, self._bot_id) for update in updates if isinstance(update, dict)]
        if not arrivals:
            self._offset = None
            return
        try:
            await self._store(arrivals)
        except StorageBusy as busy:
            await self._not_kept(arrivals, str(busy))
            return
        self._storage.over()
        self._offset = arrivals[-1].update_id + 1

    async def _not_kept(self, arrivals: Sequence[Arrival], reason: str) -> None:
        wait = self._storage.again("the database cannot be written; updates stay with Telegram", reason=reason)
        now = self._calendar.now()
        await self._on_busy([event(0, arrived.payload, now) for arrived in arrivals])
        await self._unless_stopped(asyncio.sleep(wait))

    async def _ask(self, method: str, params: JsonObject, timeout: float) -> Ok | None:
        """The answer; None after trouble, which was told and waited out, or when the stop came."""
        answer = await self._unless_stopped(self._line.call(method, params, timeout))
        match answer:
            case None:
                return None
            case Ok():
                self._network.over()
                return answer
            case Failed(code=401 | 404):
                raise TokenRefused
            case NoAnswer():
                await self._line.renew()
            case Failed(code=409, description=words) if "webhook" in words:
                self._unhooked = False
            case _:
                pass
        await self._wait_out(answer)
        return None

    async def _wait_out(self, answer: Answer) -> None:
        await self._unless_stopped(asyncio.sleep(self._trouble_of(answer)))

    def _trouble_of(self, answer: Answer) -> float:
        """Tells it and returns how long to wait."""
        match answer:
            case Failed(code=409, description=words):
                return self._network.again(
                    "another program receives this bot's messages; stop it, or give it a bot of its own",
                    telegram=words,
                )
            case Failed(code=429, retry_after=float() | int() as seconds):
                self._network.again("Telegram asks for a pause", seconds=seconds)
                return float(seconds)
            case Failed(code, words):
                return self._network.again("Telegram refuses to hand over messages", code=code, telegram=words)
            case NoAnswer(why) if "Timeout" in why:
                return self._network.again("Telegram fell silent; new connections are made", why=why)
            case NotSent(why) | NoAnswer(why):
                return self._network.again("Telegram cannot be reached; trying again", why=why)
            case Ok():
                return 0.0

    async def _unless_stopped(self, work: Coroutine[Any, Any, Found]) -> Found | None:
        """What `work` brings; None when the stop came first and broke it off."""
        async with asyncio.TaskGroup() as group:
            task = group.create_task(work)
            stop = group.create_task(self._stop.wait())
            await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
            task.cancel()
            stop.cancel()
        return None if task.cancelled() else task.result()
