"""A call's parameters, whichever of the four ways they came: query, form, JSON or multipart."""

from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from simulator.codec import Json, dumps, loads
from simulator.errors import Refusal, bad_request
from simulator.values import Upload

MOST_BYTES = 60 * 1024 * 1024
EMPTY = b"{}"
TOO_LARGE = Refusal(413, "Request Entity Too Large")


async def read(request: web.BaseRequest) -> tuple[Json, bytes]:
    """The parameters, and the same as JSON for the journal. Raises Refusal."""
    try:
        return await _read(request)
    except web.HTTPRequestEntityTooLarge:
        raise TOO_LARGE from None


async def _read(request: web.BaseRequest) -> tuple[Json, bytes]:
    """The text of a form is never read as JSON."""
    kind = request.headers.get("Content-Type", "")
    if kind.startswith("application/json"):
        raw = await request.read()
        if "?" not in request.raw_path:
            return _object(raw), raw or EMPTY
        params = {**_query(request), **_object(raw)}
    elif kind.startswith("multipart/"):
        params = {**_query(request), **dict(await read_parts(request))}
    elif kind.startswith("application/x-www-form-urlencoded"):
        body = (await request.read()).decode("utf-8", "surrogateescape")
        params = {**_query(request), **dict(parse_qsl(body, keep_blank_values=True))}
    else:
        params = _query(request)
    return params, dumps({name: _noted(value) for name, value in params.items()}) if params else EMPTY


def _object(raw: bytes) -> Json:
    if not raw.strip():
        return {}
    try:
        value = loads(raw)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as request parameters")
    return value


def _query(request: web.BaseRequest) -> Json:
    _, _, query = request.raw_path.partition("?")
    return dict(parse_qsl(query, keep_blank_values=True)) if query else {}


async def read_parts(request: web.BaseRequest) -> list[tuple[str, Upload | str]]:
    """The parts of a multipart body in their order; raises Refusal."""
    parts: list[tuple[str, Upload | str]] = []
    size = 0
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            content = bytes(await part.read(decode=True))
            size += len(content)
            if size > MOST_BYTES:
                raise TOO_LARGE
            parts.append((part.name, _part(part, content)))
    except ValueError as wrong:
        raise bad_request(f"can't read the multipart body: {wrong}") from None
    return parts


def _part(part: BodyPartReader, content: bytes) -> Upload | str:
    if part.filename is None:
        return content.decode("utf-8", "surrogateescape")
    return Upload(part.filename, content, part.headers.get("Content-Type"))


def _noted(value: Any) -> Any:
    return value.note() if isinstance(value, Upload) else value
