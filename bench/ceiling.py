"""How fast the endpoint itself is: bare sockets that send one prepared request over and over.

`python -m bench.ceiling URL MESSAGES WINDOW`.
"""

import asyncio
import sys
from typing import cast
from urllib.parse import urlsplit

import uvloop

from bench.spent import TOKEN, spending, tell

_BODY = b'{"chat_id":700001,"text":"Yth. Bapak/Ibu, mohon menyiapkan bahan publikasi kegiatan pekan depan."}'


class Caller(asyncio.Protocol):
    """Asks again as soon as it is answered, until `left` is used up."""

    def __init__(self, request: bytes, left: list[None], over: asyncio.Event) -> None:
        self._request, self._left, self._over = request, left, over

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own kind
        self._ask()

    def data_received(self, data: bytes) -> None:
        if data.endswith(b"}}"):
            self._ask()

    def _ask(self) -> None:
        if self._left:
            self._left.pop()
            self._transport.write(self._request)
        else:
            self._over.set()


async def main(url: str, messages: int, window: int) -> None:
    host, _, port = urlsplit(url).netloc.partition(":")
    request = b"POST /bot%b/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%b" % (
        TOKEN.encode(),
        len(_BODY),
        _BODY,
    )
    left, over = [None] * messages, asyncio.Event()
    loop = asyncio.get_running_loop()
    with spending() as spent:
        for _ in range(window):
            await loop.create_connection(lambda: Caller(request, left, over), host, int(port))
        await over.wait()
    tell(messages=messages, seconds=spent.seconds, cpu=spent.cpu)


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
