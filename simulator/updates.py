"""The queue of updates: ids are never used twice; an offset of getUpdates confirms, or an answer of the webhook."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import orjson

from simulator.clock import real_seconds
from simulator.codec import Json, dumps, loads
from simulator.errors import Refusal
from simulator.journal import Journal, UpdateEntry

KEPT_SECONDS = 24 * 3600
FIRST_EPOCH = 1_600_000_000
OPTIONAL_KINDS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "Conflict: terminated by setWebhook request"


@dataclass(slots=True, eq=False)
class Pending:
    """`chat`: updates of one are delivered to a webhook one after another."""

    update_id: int
    kind: str
    body: bytes
    civil: float
    entry: UpdateEntry
    chat: int


class UpdateQueue:
    """`civil_now` ages what nobody fetched: Telegram keeps updates for a day."""

    def __init__(self, journal: Journal, civil_now: Callable[[], float]) -> None:
        self._journal = journal
        self._civil_now = civil_now
        self._poll: asyncio.Future[str] | None = None
        self.stirred = asyncio.Event()
        """Set for the webhook, which clears it."""
        self.pending: deque[Pending] = deque()
        # Seconds since 2020 as the first id: a restart without a data folder does not repeat ids either.
        self.next_id = int(real_seconds()) - FIRST_EPOCH
        self.allowed: frozenset[str] | None = None
        self.confirmed = 0

    def wants(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in OPTIONAL_KINDS
        return kind in self.allowed

    def add(self, kind: str, content: Json) -> int | None:
        """The id of the new update; None when the bot did not ask for this kind."""
        if not self.wants(kind):
            return None
        update_id = self.next_id
        self.next_id += 1
        body = dumps({"update_id": update_id, kind: content})
        self._append(update_id, kind, body, self._civil_now(), _chat_of(content))
        self._wake("")
        self.stirred.set()
        return update_id

    def restore(self, update_id: int, kind: str, body: bytes, civil: float) -> None:
        """One that was kept over a restart."""
        self._append(update_id, kind, body, civil, _chat_of(loads(body)[kind]))

    async def get(self, offset: int, limit: int, seconds: float, alive: Callable[[], bool]) -> list[orjson.Fragment]:
        """At most `limit` updates, waiting for the first up to `seconds`. A newer poll ends it with 409."""
        self._wake(OTHER_POLL)
        self._confirm(offset)
        if not self.pending and seconds > 0:
            await self._wait(seconds)
        return self._hand_over(limit) if alive() else []

    def confirm(self, pending: Pending) -> None:
        """What a webhook has accepted; nothing happens when it was dropped meanwhile."""
        if pending.entry.dropped is None:
            self.pending.remove(pending)
            pending.entry.confirmed_at = real_seconds()
            self.confirmed += 1

    def hooked(self) -> None:
        """A webhook is set: an open poll ends."""
        self._wake(HOOKED)

    def expire(self) -> None:
        oldest = self._civil_now() - KEPT_SECONDS
        while self.pending and self.pending[0].civil < oldest:
            self.pending.popleft().entry.dropped = "not fetched for 24 hours"

    def drop_pending(self, why: str) -> None:
        while self.pending:
            self.pending.popleft().entry.dropped = why

    @property
    def counts(self) -> Json:
        handed = sum(bool(each.entry.handed_at) for each in self.pending)
        return {
            "updates_handed": self.confirmed + handed,
            "updates_confirmed": self.confirmed,
            "updates_waiting": len(self.pending),
        }

    def _confirm(self, offset: int) -> None:
        self.expire()
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft().entry.dropped = "forgotten by a negative offset"
            return
        now = real_seconds()
        while self.pending and self.pending[0].update_id < offset:
            self.pending.popleft().entry.confirmed_at = now
            self.confirmed += 1

    def _append(self, update_id: int, kind: str, body: bytes, civil: float, chat: int) -> None:
        entry = self._journal.update(update_id, kind, body)
        self.pending.append(Pending(update_id, kind, body, civil, entry, chat))

    def _hand_over(self, limit: int) -> list[orjson.Fragment]:
        now = real_seconds()
        handed = []
        for pending, _ in zip(self.pending, range(limit), strict=False):
            pending.entry.handed_at.append(now)
            handed.append(orjson.Fragment(pending.body))
        return handed

    async def _wait(self, seconds: float) -> None:
        poll = asyncio.get_running_loop().create_future()
        self._poll = poll
        await asyncio.wait((poll,), timeout=seconds)
        if self._poll is poll:
            self._poll = None
        if poll.done() and poll.result():
            raise Refusal(409, poll.result())

    def _wake(self, conflict: str) -> None:
        """Ends the open poll, if there is one: with news, or because of a conflict."""
        poll, self._poll = self._poll, None
        if poll is not None and not poll.done():
            poll.set_result(conflict)


def _chat_of(content: Json) -> int:
    """A press stands under its message; 0 where there is no chat."""
    for holder in (content, content.get("message") or {}):
        if "chat" in holder:
            return int(holder["chat"]["id"])
    return 0
