"""GET /sim/journal: entries of the journal, however many there are."""

import contextlib

from aiohttp import web

from simulator.control.ask import number, seconds
from simulator.errors import ControlError
from simulator.journal import Journal, Wanted
from simulator.waiting import wait_for

_PAGE = 2_000  # entries that are read and sent at once
_ALL = 1 << 62


async def journal(request: web.BaseRequest, journal: Journal) -> web.StreamResponse:
    """Waits for the first that is wanted."""
    wanted = _wanted(request)
    since, limit = max(0, number(request, "since", 0)), max(0, number(request, "limit", _ALL))

    if newest := max(0, number(request, "last", 0)):
        return _whole(journal.newest(wanted, newest))

    def look() -> list[tuple[int, bytes]]:
        """What has been looked through in vain is not looked through again."""
        nonlocal since
        found = journal.since(since, wanted, min(limit, _PAGE))
        if not found:
            since = max(since, journal.last)
        return found

    page = await wait_for(look, journal.changed, seconds(request))
    if len(page) < _PAGE:
        return _whole(page)
    return await _many(request, journal, page, wanted, limit)


async def _many(
    request: web.BaseRequest, journal: Journal, page: list[tuple[int, bytes]], wanted: Wanted, limit: int
) -> web.StreamResponse:
    """Page by page, up to the entry that is the newest now: others are served meanwhile."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    last, before = journal.last, b"["
    with contextlib.suppress(ConnectionError):  # the reader has gone
        while page:
            await response.write(before + _joined(page))
            limit, before, since = limit - len(page), b",", page[-1][0]
            page = journal.since(since, wanted, min(limit, _PAGE)) if since < last else []
        await response.write_eof(b"]")
    return response


def _whole(page: list[tuple[int, bytes]]) -> web.Response:
    return web.Response(body=b"[%b]" % _joined(page), content_type="application/json")


def _joined(page: list[tuple[int, bytes]]) -> bytes:
    return b",".join(entry for _, entry in page)


def _wanted(request: web.BaseRequest) -> Wanted:
    kind = request.query.get("type")
    if kind not in (None, "call", "update"):
        raise ControlError("type must be call or update")
    return Wanted(kind, request.query.get("method"))
