"""/sim/chats/{id}/topics: what people do with the topics of a forum."""

from aiohttp import web

from simulator import groups, topics
from simulator.chats import Chat, Topic
from simulator.codec import Json
from simulator.control.ask import answer, body, maybe, need, only
from simulator.control.finding import actor, group_of
from simulator.control.router import Router
from simulator.errors import ControlError, missing
from simulator.machine import Simulator


class TopicCalls:
    def __init__(self, sim: Simulator, router: Router) -> None:
        self._sim = sim
        router.add("POST", "/sim/chats/{chat}/topics", self.create)
        router.add("POST", "/sim/chats/{chat}/topics/{thread}", self.change)

    async def create(self, request: web.BaseRequest, chat: int) -> web.Response:
        given = await body(request)
        only(given, "name", "by")
        forum = self._forum(chat)
        topic = Topic(0, _name(need(given, "name", str)))
        topics.create(self._sim, forum, topic, self._member(forum, given))
        return answer({"thread": topic.id, "name": topic.name}, 201)

    async def change(self, request: web.BaseRequest, chat: int, thread: int) -> web.Response:
        """A new name, closed or open again."""
        given = await body(request)
        only(given, "name", "closed", "by")
        forum = self._forum(chat)
        topic = forum.topics.get(thread)
        if topic is None:
            raise missing(f"there is no topic {thread} in chat {chat}")
        name, closed, by = maybe(given, "name", str), maybe(given, "closed", bool), self._member(forum, given)
        topics.edit(self._sim, forum, topic, by, None if name is None else _name(name))
        if closed is not None:
            topics.close(self._sim, forum, topic, by, closed)
        return answer({"thread": topic.id, "name": topic.name, "closed": topic.closed})

    def _forum(self, chat_id: int) -> Chat:
        chat = group_of(self._sim, chat_id)
        groups.check_open(chat)
        if not chat.forum:
            raise ControlError(f"{chat.title} has no topics: make a supergroup with forum: true")
        return chat

    def _member(self, chat: Chat, given: Json) -> int:
        by = actor(self._sim, chat, given)
        groups.check_inside(self._sim, chat, by)
        return by


def _name(given: str) -> str:
    name = given.strip()
    if not 1 <= len(name) <= topics.LONGEST_NAME:
        raise ControlError(f"name must have 1 to {topics.LONGEST_NAME} signs")
    return name
