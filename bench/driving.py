"""A broadcast under limits, seen from the far side: people press and ask meanwhile, the simulator's journal counts."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp

from bench.network import AUTHOR, FIRST_PERSON
from bench.spent import TOKEN

COMMAND = "/bantuan"
BROADCAST = "Yth."
"""How the words of the broadcast begin, and nothing else."""
EVERY_SECONDS = 1.0
PATIENCE = 20.0
GIVES_UP = 150.0
READY_IN = 30.0
REST_SECONDS = 1.5
IMPATIENT = 60

Object = dict[str, Any]


@dataclass(slots=True)
class Seen:
    """What the far side saw. Moments in seconds of real time; `answers` in seconds, PATIENCE for none."""

    began: float = 0.0
    arrived: dict[int, float] = field(default_factory=dict)
    copies: list[tuple[int, int]] = field(default_factory=list)
    accepted: list[float] = field(default_factory=list)
    too_many: int = 0
    answers: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return max(self.arrived.values(), default=self.began) - self.began

    @property
    def rate(self) -> float:
        """Sends, edits and replies a second, until the last copy."""
        within = [at for at in self.accepted if self.began <= at <= self.began + self.seconds]
        return len(within) / self.seconds if self.seconds else 0.0


class Town:
    """People in one simulator."""

    def __init__(self, http: aiohttp.ClientSession, url: str, people: int, seed: int) -> None:
        self._http, self._url = http, url
        self._people = range(FIRST_PERSON, FIRST_PERSON + people)
        self._random = random.Random(seed)
        self._seq = 0
        self.seen = Seen()

    async def settle_in(self) -> None:
        """Everybody pressed Start long ago."""
        people = [{"id": one, "first_name": f"Petugas {one}"} for one in self._people]
        await self._post("sim/people/bulk", [*people, {"id": int(AUTHOR), "first_name": "Ratna"}])
        await self._post("sim/people/bulk-start", {"ids": [*self._people, int(AUTHOR)]})
        await self._post(f"bot{TOKEN}/deleteWebhook", {"drop_pending_updates": True})

    async def watch(self, order: Callable[[], Awaitable[None]]) -> Seen:
        """From the order until everybody has their copy."""
        await asyncio.wait_for(self._answer(self._people[0], READY_IN), READY_IN)
        self.seen.began = time.time()  # noqa: TID251  the journal's moments are civil
        await order()
        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._count(over))
            group.create_task(self._press(over))
            group.create_task(self._ask(over))
        return self.seen

    async def refused_when_hurried(self) -> int:
        """How many 429s a client gets that keeps to no limit."""
        await asyncio.sleep(REST_SECONDS)
        sends = [
            self._post(f"bot{TOKEN}/sendMessage", {"chat_id": one, "text": "Halo"}) for one in self._people[:IMPATIENT]
        ]
        return sum(answer.get("error_code") == 429 for answer in await asyncio.gather(*sends))

    async def writes(self, person: int, text: str) -> None:
        await self._post(f"sim/people/{person}/send", {"text": text})

    async def _count(self, over: asyncio.Event) -> None:
        deadline = self.seen.began + GIVES_UP
        while len(self.seen.arrived) < len(self._people) and time.time() < deadline:  # noqa: TID251
            await asyncio.sleep(EVERY_SECONDS / 2)
            before = len(self.seen.arrived)
            await self._read_journal()
            quiet = before == len(self.seen.arrived) and before > 0
            if quiet and time.time() - max(self.seen.arrived.values()) > PATIENCE:  # noqa: TID251
                break  # the rest was given up
        over.set()

    async def _read_journal(self) -> None:
        for entry in await self._get("journal", type="call", since=self._seq):
            self._seq = entry["seq"]
            if entry["error_code"] == 429:
                self.seen.too_many += 1
            if entry["ok"] and entry["method"].startswith(("send", "edit")):
                self._accepted(entry, datetime.fromisoformat(entry["at"]).timestamp())

    def _accepted(self, entry: Object, at: float) -> None:
        self.seen.accepted.append(at)
        params = entry["params"]
        if entry["method"] == "sendMessage" and params.get("text", "").startswith(BROADCAST):
            self.seen.arrived.setdefault(int(params["chat_id"]), at)
            self.seen.copies.append((int(params["chat_id"]), entry["message_id"]))

    async def _press(self, over: asyncio.Event) -> None:
        """Somebody who has a copy marks it as read."""
        while not over.is_set():
            await asyncio.sleep(EVERY_SECONDS)
            if self.seen.copies:
                person, message_id = self.seen.copies.pop(self._random.randrange(len(self.seen.copies)))
                press = {"message_id": message_id, "button": "Sudah dibaca", "wait": 0}
                await self._post(f"sim/people/{person}/press", press)

    async def _ask(self, over: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            for person in self._random.sample(self._people, len(self._people)):
                await asyncio.sleep(EVERY_SECONDS)
                if over.is_set():
                    return
                group.create_task(self._timed(person))

    async def _timed(self, person: int) -> None:
        began = time.perf_counter()
        await self._answer(person, PATIENCE)
        self.seen.answers.append(min(PATIENCE, time.perf_counter() - began))

    async def _answer(self, person: int, patience: float) -> None:
        """Asks, and waits until something but the broadcast comes."""
        deadline = time.perf_counter() + patience
        since = _last(await self._get(f"people/{person}/inbox"))
        await self.writes(person, COMMAND)
        while (left := deadline - time.perf_counter()) > 0:
            changed = await self._get(f"people/{person}/inbox", since=since, wait=left)
            if any(one["from"]["is_bot"] and not (one["text"] or "").startswith(BROADCAST) for one in changed):
                return
            since = max(since, _last(changed))

    async def _get(self, path: str, **query: object) -> list[Object]:
        params = {name: str(value) for name, value in query.items()}
        async with self._http.get(f"{self._url}/sim/{path}", params=params) as answer:
            found: list[Object] = await answer.json()
        return found

    async def _post(self, path: str, body: object) -> Object:
        async with self._http.post(f"{self._url}/{path}", json=body) as answer:
            told = await answer.json()
        return told if isinstance(told, dict) else {}


def _last(items: Sequence[Object]) -> int:
    return max((int(item["seq"]) for item in items), default=0)
