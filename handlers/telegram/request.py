"""HTTP to Telegram over aiohttp: python-telegram-bot's way, and a raw way that leaves the answer a dict.

The token stands in every URL, and aiohttp's exceptions carry URLs: of them only the name leaves this file. What
certainly never left this machine is told from what may have arrived.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from core.channels import Upload
from core.codec import Json, JsonObject, dump, load_object, pick

READ_SECONDS = 20.0
WRITE_SECONDS = 5.0
UPLOAD_SECONDS = 60.0
CONNECT_SECONDS = 5.0
CLOSE_SECONDS = 1.0

_NEVER_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientSSLError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)
_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Ok:
    result: Json


@dataclass(frozen=True, slots=True)
class Failed:
    """Telegram said no. `retry_after` in seconds; `migrate_to` is the chat's new id."""

    code: int
    description: str
    retry_after: float | None = None
    migrate_to: int | None = None


@dataclass(frozen=True, slots=True)
class NotSent:
    """No connection: nothing was asked."""

    why: str


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Asked, then silence, a server error, or something unreadable: it may have been done."""

    why: str


Answer: TypeAlias = Ok | Failed | NotSent | NoAnswer


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: bytes
    retry_after: str | None


class NeverSent(NetworkError):
    """What python-telegram-bot raises through us when nothing was asked; it may be tried again freely."""

    __slots__ = ()


class AiohttpRequest(BaseRequest):
    """One pool of connections. `api_url` is the address of the Bot API with the token in it."""

    __slots__ = ("_api_url", "_session")

    def __init__(self, api_url: str) -> None:
        self._api_url = api_url
        self._session: aiohttp.ClientSession | None = None

    async def call(self, method: str, params: Mapping[str, object], timeout: float) -> Answer:
        """Posts `params` as JSON and waits at most `timeout` seconds; never raises for what the far side did."""
        limits = aiohttp.ClientTimeout(total=timeout, connect=min(CONNECT_SECONDS, timeout / 2))
        reply = await self._exchange("POST", f"{self._api_url}/{method}", limits, dump(params))
        return _read(reply) if isinstance(reply, _Reply) else reply

    async def upload(self, method: str, params: Mapping[str, Json], name: str, file: Upload) -> Answer:
        """As `call`, with a file beside the parameters; takes as long as uploads may."""
        form = aiohttp.FormData(quote_fields=False)
        for param, value in params.items():
            form.add_field(param, value if isinstance(value, str) else dump(value).decode())
        form.add_field(name, file.content, filename=file.name, content_type=file.mime)
        limits = aiohttp.ClientTimeout(total=UPLOAD_SECONDS, connect=CONNECT_SECONDS)
        reply = await self._exchange("POST", f"{self._api_url}/{method}", limits, form)
        return _read(reply) if isinstance(reply, _Reply) else reply

    async def renew(self) -> None:
        """New connections from here on; whatever waits on the old ones ends."""
        await self.shutdown()
        await self.initialize()

    # --- for python-telegram-bot

    @property
    def read_timeout(self) -> float | None:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            with suppress(TimeoutError):  # a peer that is gone does not take part in closing
                await asyncio.wait_for(session.close(), CLOSE_SECONDS)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Raises NeverSent, TimedOut or NetworkError; a status of 400 and above is BaseRequest's to read."""
        uploads = request_data is not None and request_data.contains_files
        connect = _seconds(connect_timeout, CONNECT_SECONDS) + _seconds(pool_timeout, 0.0)
        write = _seconds(write_timeout, UPLOAD_SECONDS if uploads else WRITE_SECONDS)
        limits = aiohttp.ClientTimeout(total=connect + write + _seconds(read_timeout, READ_SECONDS), connect=connect)
        reply = await self._exchange(method, url, limits, _body(request_data))
        match reply:
            case _Reply(status, body):
                return status, body
            case NotSent(why):
                raise NeverSent(f"no connection ({why})")
            case NoAnswer(why):
                raise TimedOut if "Timeout" in why else NetworkError(f"no answer ({why})")

    @staticmethod
    def parse_json_payload(payload: bytes) -> JsonObject:
        """As in BaseRequest, except that an unreadable answer is not written to the log."""
        with suppress(ValueError):
            return load_object(payload)
        raise TelegramError("Invalid server response")

    async def _exchange(
        self, verb: str, url: str, limits: aiohttp.ClientTimeout, body: bytes | aiohttp.FormData | None
    ) -> _Reply | NotSent | NoAnswer:
        if self._session is None:
            raise RuntimeError("initialize() comes first")
        headers = _JSON if isinstance(body, bytes) else None
        try:
            async with self._session.request(
                verb, url, data=body, headers=headers, timeout=limits, allow_redirects=False
            ) as response:
                return _Reply(response.status, await response.read(), response.headers.get("Retry-After"))
        except _NEVER_SENT as error:
            return NotSent(type(error).__name__)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return NoAnswer(type(error).__name__)


def _seconds(value: object, default: float) -> float:
    """A timeout as python-telegram-bot passes it: a number, None for endless, or a mark for the default."""
    if value is None:
        return 24 * 3600.0
    return float(value) if isinstance(value, int | float) else default


def _body(data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if data is None:
        return None
    if not data.contains_files:
        return dump(data.parameters)
    form = aiohttp.FormData(quote_fields=False)
    for name, text in data.json_parameters.items():
        form.add_field(name, text)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _read(reply: _Reply) -> Answer:
    try:
        body = load_object(reply.body)
    except ValueError:
        body = {}
    if reply.status == 200 and body.get("ok") is True and "result" in body:
        return Ok(body["result"])
    code = body.get("error_code")
    if not isinstance(code, int):
        code = reply.status
    if not 400 <= code < 500:
        return NoAnswer(f"HTTP {reply.status}")
    return _failed(code, body, reply.retry_after)


def _failed(code: int, body: JsonObject, header: str | None) -> Failed:
    parameters = pick(body, "parameters")
    wait, moved = parameters.get("retry_after"), parameters.get("migrate_to_chat_id")
    if not isinstance(wait, int | float):
        wait = int(header) if header and header.isdecimal() else None
    description = body.get("description")
    return Failed(
        code,
        description if isinstance(description, str) else "",
        retry_after=wait,
        migrate_to=moved if isinstance(moved, int) else None,
    )
