"""Presses of inline buttons, from the press to the bot's answer or its expiry."""

import asyncio
import time
from dataclasses import dataclass

from simulator.codec import Json
from simulator.errors import bad_request

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class Press:
    query_id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    pressed_at: float
    answered: asyncio.Future[Json]


class Queries:
    """`lifetime` is real seconds: a press can be answered once, and only within it."""

    def __init__(self, first: int, lifetime: float = 15.0) -> None:
        self.lifetime = lifetime
        self._next = first
        self._open: dict[str, Press] = {}
        self._last: dict[tuple[int, int, int, str], str] = {}

    def press(self, person_id: int, chat_id: int, message_id: int, data: str) -> Press:
        self._drop_old()
        self._next += 1
        press = self._opened(str(self._next * 7_919), person_id, chat_id, message_id, data)
        self._last[person_id, chat_id, message_id, data] = press.query_id
        return press

    def again(self, person_id: int, chat_id: int, message_id: int, data: str) -> Press | None:
        """The last press of this button by this person, open for an answer once more."""
        last = self._last.get((person_id, chat_id, message_id, data))
        return self._opened(last, person_id, chat_id, message_id, data) if last else None

    def answer(self, query_id: str, answer: Json) -> Press:
        press = self._open.pop(query_id, None)
        if press is None or time.monotonic() - press.pressed_at > self.lifetime:
            raise bad_request(TOO_OLD)
        if not press.answered.done():
            press.answered.set_result(answer)
        return press

    def forget(self) -> None:
        self._open.clear()
        self._last.clear()

    def _opened(self, query_id: str, person_id: int, chat_id: int, message_id: int, data: str) -> Press:
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        press = Press(query_id, person_id, chat_id, message_id, data, time.monotonic(), future)
        self._open[query_id] = press
        return press

    def _drop_old(self) -> None:
        """Presses are kept in the order in which they were made, so the old ones stand first."""
        oldest = time.monotonic() - self.lifetime
        for query_id in list(self._open):
            if self._open[query_id].pressed_at > oldest:
                return
            del self._open[query_id]
