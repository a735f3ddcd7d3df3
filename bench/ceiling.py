"""How fast a far side is: bare sockets that send prepared messages over and over.

`python -m bench.ceiling URL MESSAGES WINDOW [PEOPLE [BODY]]`: to each of PEOPLE in turn; BODY is what sendMessage gets
besides the chat, as JSON.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from itertools import cycle
from typing import cast
from urllib.parse import urlsplit

import uvloop

from bench.network import FIRST_PERSON, TEXT
from bench.spent import TOKEN, spending, tell

_ACCEPTED = b'{"ok":true'
_ENDS = (b"}}", b'"}')


@dataclass(slots=True)
class Tally:
    """How many are still to be sent, and what came of them."""

    messages: int
    left: int
    answered: int = 0
    accepted: int = 0
    slowest: float = 0.0
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def count(self, answer: bytes, seconds: float) -> None:
        self.answered += 1
        self.accepted += _ACCEPTED in answer
        self.slowest = max(self.slowest, seconds)
        if self.answered == self.messages:
            self.over.set()


class Caller(asyncio.Protocol):
    """Asks again as soon as it is answered, until nothing is left."""

    def __init__(self, requests: "cycle[bytes]", tally: Tally) -> None:
        self._requests, self._tally = requests, tally
        self._read = b""
        self._asked = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own kind
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._read += data
        if self._read.endswith(_ENDS):
            self._tally.count(self._read, time.perf_counter() - self._asked)
            self._read = b""
            self._ask()

    def _ask(self) -> None:
        if self._tally.left:
            self._tally.left -= 1
            self._asked = time.perf_counter()
            self._transport.write(next(self._requests))


def _request(person: int, body: dict[str, object]) -> bytes:
    content = json.dumps({"chat_id": person, **body}).encode()
    head = (
        f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


async def main(url: str, messages: int, window: int, people: int = 1, body: str = "") -> None:
    host, _, port = urlsplit(url).netloc.partition(":")
    given = json.loads(body) if body else {"text": TEXT}
    requests = cycle([_request(FIRST_PERSON + each, given) for each in range(people)])
    tally, loop = Tally(messages, messages), asyncio.get_running_loop()
    with spending() as spent:
        for _ in range(window):
            await loop.create_connection(lambda: Caller(requests, tally), host, int(port))
        await tally.over.wait()
    tell(
        messages=tally.answered,
        accepted=tally.accepted,
        slowest=tally.slowest,
        seconds=spent.seconds,
        cpu=spent.cpu,
    )


if __name__ == "__main__":
    where, many, at_once, *more = sys.argv[1:]
    uvloop.run(main(where, int(many), int(at_once), int(more[0]) if more else 1, *more[1:]))
