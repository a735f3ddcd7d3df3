"""Reading a chat: what it shows now, or what has changed."""

from collections.abc import Callable

from aiohttp import web

from simulator.chats import Chat
from simulator.codec import Json
from simulator.control.ask import answer, number, seconds
from simulator.machine import Simulator
from simulator.messages import Message
from simulator.views import for_people
from simulator.waiting import wait_for


def in_thread(request: web.BaseRequest) -> Callable[[Message], bool]:
    """Whether a message stands in the topic that the query names; 0 is General, everything without one."""
    if "thread" not in request.query:
        return lambda _: True
    thread = number(request, "thread", 0) or None
    return lambda message: message.thread == thread


async def messages(request: web.BaseRequest, sim: Simulator, chat: Chat) -> web.Response:
    """Without `since` what the chat shows now; with it what changed after that, deletions too."""
    since = number(request, "since", -1)
    limit = number(request, "limit", 0)
    inside = in_thread(request)

    def look() -> list[Json]:
        known = (each for each in chat.messages.since(since) if inside(each))
        wanted = [each for each in known if since >= 0 or not each.deleted]
        return [for_people(sim.world, each) for each in (wanted[-limit:] if limit > 0 else wanted)]

    return answer(await wait_for(look, chat.changed, seconds(request)))
