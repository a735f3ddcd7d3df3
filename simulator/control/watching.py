"""What can be read of the simulator: the bot, transcript, journal, counts, and the stream of events."""

import re
from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import web

from simulator.codec import Json, dumps
from simulator.control import recorded
from simulator.control.ask import answer, number
from simulator.control.reading import in_thread
from simulator.control.router import Router
from simulator.errors import ControlError, missing
from simulator.events import Reader
from simulator.machine import Simulator
from simulator.views import line

_SILENCE = 15.0
_GROUP_ZONE = "Asia/Jakarta"


class WatchingCalls:
    def __init__(self, sim: Simulator, router: Router) -> None:
        self._sim = sim
        router.add("GET", "/sim/bot", self.bot)
        router.add("GET", "/sim/transcript", self.transcript)
        router.add("GET", "/sim/journal", self.journal)
        router.add("GET", "/sim/stats", self.stats)
        router.add("GET", "/sim/events", self.events)
        router.add("GET", "/sim/media/(?P<file_id>[A-Za-z0-9_-]+)", self.media)

    async def bot(self, _request: web.BaseRequest) -> web.Response:
        bot = self._sim.bot
        shown = {"token": bot.token, "username": bot.username, "id": bot.id, "first_name": bot.first_name}
        return answer(shown)

    async def stats(self, _request: web.BaseRequest) -> web.Response:
        return answer(self._sim.stats_view())

    async def transcript(self, request: web.BaseRequest) -> web.Response:
        """`person` is the chat with the bot, in that person's zone; `chat` any chat, groups in WIB."""
        wanted = number(request, "chat", number(request, "person", 0))
        chat = self._sim.world.chats.get(wanted)
        if chat is None:
            raise missing(f"there is no person or chat {wanted}")
        person = self._sim.world.people.get(wanted)
        inside = in_thread(request)
        zone = ZoneInfo(person.timezone if person else _GROUP_ZONE)
        lines = [
            line(
                self._sim.world,
                each,
                f"{datetime.fromtimestamp(each.date, UTC).astimezone(zone):%d.%m %H.%M}",
            )
            for each in chat.messages.values()
            if not each.deleted and inside(each)
        ]
        text = "".join(f"{each}\n" for each in lines).encode("utf-8", "replace")
        return web.Response(body=text, content_type="text/plain", charset="utf-8")

    async def media(self, _request: web.BaseRequest, file_id: str) -> web.Response:
        file = self._sim.files.get(file_id)
        if file is None:
            raise missing(f"there is no file {file_id}")
        response = web.Response(body=self._sim.files.read(file), content_type=_mime(file.mime))
        response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(file.name)}"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = "sandbox"
        return response

    async def journal(self, request: web.BaseRequest) -> web.StreamResponse:
        return await recorded.journal(request, self._sim.journal)

    async def events(self, request: web.BaseRequest) -> web.StreamResponse:
        reader = Reader(_people(request))
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-store",
                "X-Accel-Buffering": "no",
            }
        )
        await response.prepare(request)
        reader.push(self._hello())
        self._sim.hub.readers.add(reader)
        try:
            async for chunk in reader.chunks(_SILENCE):
                await response.write(chunk)
        except ConnectionError:
            return response
        finally:
            self._sim.hub.readers.discard(reader)
        return response

    def _hello(self) -> bytes:
        hello: Json = {"type": "hello", **self._sim.overview()}
        return dumps(hello)


def _mime(mime: str) -> str:
    """Without parameters; anything odd is served as plain bytes."""
    plain = mime.partition(";")[0].strip()
    return plain if re.fullmatch(r"[\w.+-]+/[\w.+-]+", plain) else "application/octet-stream"


def _people(request: web.BaseRequest) -> frozenset[int] | None:
    text = request.query.get("people")
    if not text:
        return None
    try:
        return frozenset(int(each) for each in text.split(","))
    except ValueError:
        raise ControlError("people must be ids with commas between them") from None
