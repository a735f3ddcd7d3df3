"""A far side that accepts everything, as fast as one core can: what it costs is not what is measured.

`python -m bench.endpoint` prints its address, then a line whenever somebody polls. Messages are answered the way
Telegram answers them, with the whole message; only their ids differ. Polls wait and bring nothing.
"""

import asyncio
import contextlib
from typing import Final, cast

import uvloop

POLL_SECONDS = 20.0
_HEAD_ENDS: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length:"
_BOT: Final = b'{"ok":true,"result":{"id":110201543,"is_bot":true,"first_name":"Simpul","username":"simpul_bot"}}'
_TRUE: Final = b'{"ok":true,"result":true}'
_NOTHING: Final = b'{"ok":true,"result":[]}'
_MESSAGE: Final = (
    b'{"ok":true,"result":{"message_id":%d,"from":{"id":110201543,"is_bot":true,"first_name":"Simpul",'
    b'"username":"simpul_bot"},"chat":{"id":700001,"first_name":"Petugas","type":"private"},"date":1795402500,'
    b'"text":"Yth. Bapak/Ibu, mohon menyiapkan bahan publikasi kegiatan pekan depan dan mengirimkannya kepada '
    b'kami paling lambat hari Kamis pukul 15.00 WIB. Terima kasih.\\n\\nBKL-0001 v1, Diskominfo Bengkulu",'
    b'"reply_markup":{"inline_keyboard":[[{"text":"Sudah dibaca","callback_data":"r:1:1"}]]}}}'
)


def _response(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


class Door(asyncio.Protocol):
    """One connection: reads whole requests, answers each in turn."""

    sent = 0

    def __init__(self) -> None:
        self._read = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own kind

    def data_received(self, data: bytes) -> None:
        self._read = self._read + data if self._read else data
        while (end := self._read.find(_HEAD_ENDS)) >= 0:
            head = self._read[:end]
            whole = end + len(_HEAD_ENDS) + _content_length(head)
            if len(self._read) < whole:
                return
            self._read = self._read[whole:]
            self._answer(head[: head.find(b"\r\n")])

    def _answer(self, line: bytes) -> None:
        assert self._transport is not None
        if b"/getUpdates" in line:
            print("poll", flush=True)
            asyncio.get_running_loop().call_later(POLL_SECONDS, self._write, _response(_NOTHING))
        elif b"/getMe" in line:
            self._write(_response(_BOT))
        elif b"/send" in line or b"/edit" in line:
            Door.sent += 1
            self._write(_response(_MESSAGE % Door.sent))
        else:
            self._write(_response(_TRUE))

    def _write(self, response: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(response)


def _content_length(head: bytes) -> int:
    """0 without one; nobody here sends in chunks."""
    at = head.lower().find(_LENGTH)
    return int(head[at + len(_LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Door, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        uvloop.run(serve())
