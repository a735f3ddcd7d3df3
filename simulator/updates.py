"""The queue of updates as getUpdates shows it: ids are never used twice, an offset confirms."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import orjson

from simulator.clock import real_seconds
from simulator.codec import Json, dumps
from simulator.errors import Refusal
from simulator.journal import Journal, UpdateEntry

KEPT_SECONDS = 24 * 3600
FIRST_EPOCH = 1_600_000_000
OPTIONAL_KINDS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class Pending:
    update_id: int
    kind: str
    body: bytes
    civil: float
    entry: UpdateEntry


class UpdateQueue:
    """`civil_now` ages what nobody fetched: Telegram keeps updates for a day."""

    def __init__(self, journal: Journal, civil_now: Callable[[], float]) -> None:
        self._journal = journal
        self._civil_now = civil_now
        self._poll: asyncio.Future[bool] | None = None
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
        self.restore(update_id, kind, dumps({"update_id": update_id, kind: content}), self._civil_now())
        self._wake(True)
        return update_id

    def restore(self, update_id: int, kind: str, body: bytes, civil: float) -> None:
        entry = self._journal.update(update_id, kind, body)
        self.pending.append(Pending(update_id, kind, body, civil, entry))

    async def get(self, offset: int, limit: int, seconds: float, alive: Callable[[], bool]) -> list[orjson.Fragment]:
        """At most `limit` updates, waiting for the first up to `seconds`. A newer poll ends it with 409."""
        self._wake(False)
        self._confirm(offset)
        if not self.pending and seconds > 0:
            await self._wait(seconds)
        return self._hand_over(limit) if alive() else []

    def drop_pending(self, why: str) -> None:
        while self.pending:
            self.pending.popleft().entry.dropped = why

    def _confirm(self, offset: int) -> None:
        self._expire()
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft().entry.dropped = "forgotten by a negative offset"
            return
        now = real_seconds()
        while self.pending and self.pending[0].update_id < offset:
            self.pending.popleft().entry.confirmed_at = now
            self.confirmed += 1

    def _expire(self) -> None:
        oldest = self._civil_now() - KEPT_SECONDS
        while self.pending and self.pending[0].civil < oldest:
            self.pending.popleft().entry.dropped = "not fetched for 24 hours"

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
        if poll.done() and not poll.result():
            raise Refusal(409, OTHER_POLL)

    def _wake(self, with_news: bool) -> None:
        """Ends the open poll, if there is one: with news, or because a newer poll has come."""
        poll, self._poll = self._poll, None
        if poll is not None and not poll.done():
            poll.set_result(with_news)
