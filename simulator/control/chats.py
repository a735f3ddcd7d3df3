"""/sim/chats: groups, supergroups and channels, and what happens to them."""

from typing import Any

from aiohttp import web

from simulator import groups, topics
from simulator.chats import KINDS, Chat, Topic
from simulator.codec import Json
from simulator.control.ask import answer, body, maybe, need, only
from simulator.control.reading import messages
from simulator.control.router import Router
from simulator.errors import ControlError, missing
from simulator.events import chat_view
from simulator.machine import Simulator
from simulator.members import RIGHTS

_ACTS = ("join", "leave", "promote", "kick-bot", "add-bot", "upgrade", "permissions", "title", "delete")
_FIRST_SUPERGROUP = -1_000_000_000_000  # ids of supergroups and channels lie below it, those of groups above


class ChatCalls:
    def __init__(self, sim: Simulator, router: Router) -> None:
        self._sim = sim
        one = "/sim/chats/{chat}"
        router.add("GET", "/sim/chats", self.everyone)
        router.add("POST", "/sim/chats", self.create)
        router.add("GET", one, self.show)
        router.add("GET", f"{one}/messages", self.messages)
        router.add("POST", f"{one}/topics", self.add_topic)
        router.add("POST", f"{one}/topics/{{thread}}", self.change_topic)
        for name in _ACTS:
            router.add("POST", f"{one}/{name}", getattr(self, name.replace("-", "_")))

    def _chat(self, chat_id: int) -> Chat:
        found = self._sim.world.chats.get(chat_id)
        if found is None:
            raise missing(f"there is no chat {chat_id}")
        return found

    def _group(self, chat_id: int) -> Chat:
        chat = self._chat(chat_id)
        if chat.is_private:
            raise ControlError(f"{chat_id} is a private chat")
        return chat

    def _someone(self, user_id: int) -> int:
        """A person, or the bot."""
        if user_id not in self._sim.world.people and user_id != self._sim.bot.id:
            raise missing(f"there is no person {user_id}")
        return user_id

    def _actor(self, chat: Chat, given: Json) -> int:
        """Who does it: `by`, else whoever leads the group."""
        by = maybe(given, "by", int)
        return groups.owner_of(self._sim, chat) if by is None else self._someone(by)

    def _view(self, chat: Chat, **more: Any) -> web.Response:
        return answer({**chat_view(self._sim.world, chat), **more})

    async def everyone(self, _request: web.BaseRequest) -> web.Response:
        world = self._sim.world
        return answer([chat_view(world, each) for each in world.chats.values() if not each.is_private])

    async def show(self, _request: web.BaseRequest, chat: int) -> web.Response:
        return self._view(self._group(chat))

    async def messages(self, request: web.BaseRequest, chat: int) -> web.Response:
        return await messages(request, self._sim, self._chat(chat))

    async def create(self, request: web.BaseRequest) -> web.Response:
        """Its first member owns it."""
        given = await body(request)
        only(given, "id", "type", "title", "members", "bot", "bot_admin", "forum")
        kind = maybe(given, "type", str) or "group"
        if kind not in KINDS:
            raise ControlError(f"type must be one of {', '.join(KINDS)}")
        title = _title(given)
        people = [self._someone(each) for each in _ids(need(given, "members", list))]
        forum = bool(maybe(given, "forum", bool))
        if forum and kind != "supergroup":
            raise ControlError("only a supergroup has topics")
        chat = Chat(self._free_id(given, kind), kind, title, forum=forum)
        groups.create(self._sim, chat, people, _bot_status(kind, given))
        return answer(chat_view(self._sim.world, chat), 201)

    def _free_id(self, given: Json, kind: str) -> int:
        chat_id = maybe(given, "id", int)
        if chat_id is None:
            return self._sim.world.new_chat_id(kind)
        if chat_id in self._sim.world.chats:
            raise ControlError(f"the id {chat_id} is taken")
        if not (_FIRST_SUPERGROUP < chat_id < 0 if kind == "group" else chat_id < _FIRST_SUPERGROUP):
            raise ControlError("ids of groups are below zero, those of supergroups and channels begin with -100")
        return chat_id

    async def join(self, request: web.BaseRequest, chat: int) -> web.Response:
        """By a link, or added by somebody."""
        group, person, by = await self._about(request, chat)
        groups.admit(self._sim, group, person, by)
        return self._view(group)

    async def leave(self, request: web.BaseRequest, chat: int) -> web.Response:
        """By themselves, or removed by somebody."""
        group, person, by = await self._about(request, chat)
        groups.dismiss(self._sim, group, person, by, "left" if by == person else "kicked")
        return self._view(group)

    async def _about(self, request: web.BaseRequest, chat: int) -> tuple[Chat, int, int]:
        given = await body(request)
        only(given, "person", "by")
        person = self._someone(need(given, "person", int))
        if person == self._sim.bot.id:
            raise ControlError("the bot comes by add-bot and goes by kick-bot")
        by = maybe(given, "by", int)
        return self._group(chat), person, person if by is None else self._someone(by)

    async def promote(self, request: web.BaseRequest, chat: int) -> web.Response:
        """Makes a person or the bot an administrator; `admin: false` takes it back."""
        given = await body(request)
        only(given, "person", "admin", "rights", "by")
        group, user_id = self._group(chat), self._someone(need(given, "person", int))
        status = "member" if maybe(given, "admin", bool) is False else "administrator"
        rights = _rights(given) if status == "administrator" else None
        groups.promote(self._sim, group, user_id, self._actor(group, given), status, rights)
        return self._view(group)

    async def kick_bot(self, request: web.BaseRequest, chat: int) -> web.Response:
        given = await body(request)
        only(given, "by")
        group = self._group(chat)
        groups.dismiss(self._sim, group, self._sim.bot.id, self._actor(group, given), "kicked")
        return self._view(group)

    async def add_bot(self, request: web.BaseRequest, chat: int) -> web.Response:
        given = await body(request)
        only(given, "admin", "by")
        group = self._group(chat)
        status = _bot_status(group.kind, {"bot_admin": maybe(given, "admin", bool)})
        groups.admit(self._sim, group, self._sim.bot.id, self._actor(group, given), status or "member")
        return self._view(group)

    async def upgrade(self, _request: web.BaseRequest, chat: int) -> web.Response:
        new = groups.upgrade(self._sim, self._group(chat))
        return self._view(new, new_id=new.id)

    async def permissions(self, request: web.BaseRequest, chat: int) -> web.Response:
        """`send: false`: only administrators write."""
        given = await body(request)
        only(given, "send")
        group, send = self._group(chat), need(given, "send", bool)
        groups.mute(self._sim, group, not send)
        group.permissions = {}
        return self._view(group)

    async def title(self, request: web.BaseRequest, chat: int) -> web.Response:
        given = await body(request)
        only(given, "title", "by")
        group = self._group(chat)
        groups.rename(self._sim, group, _title(given), self._actor(group, given))
        return self._view(group)

    async def add_topic(self, request: web.BaseRequest, chat: int) -> web.Response:
        given = await body(request)
        only(given, "name", "by")
        group = self._forum(chat)
        topic = topics.create(self._sim, group, Topic(0, _name(need(given, "name", str))), self._member(group, given))
        return answer({"thread": topic.id, "name": topic.name}, 201)

    async def change_topic(self, request: web.BaseRequest, chat: int, thread: int) -> web.Response:
        """A new name, closed or open again."""
        given = await body(request)
        only(given, "name", "closed", "by")
        group = self._forum(chat)
        topic = group.topics.get(thread)
        if topic is None:
            raise missing(f"there is no topic {thread} in chat {chat}")
        name, closed, by = maybe(given, "name", str), maybe(given, "closed", bool), self._member(group, given)
        topics.edit(self._sim, group, topic, by, None if name is None else _name(name))
        if closed is not None:
            topics.close(self._sim, group, topic, by, closed)
        return answer({"thread": topic.id, "name": topic.name, "closed": topic.closed})

    def _forum(self, chat_id: int) -> Chat:
        chat = self._group(chat_id)
        groups.check_open(chat)
        if not chat.forum:
            raise ControlError(f"{chat.title} has no topics: make a supergroup with forum: true")
        return chat

    def _member(self, chat: Chat, given: Json) -> int:
        by = self._actor(chat, given)
        groups.check_inside(self._sim, chat, by)
        return by

    async def delete(self, _request: web.BaseRequest, chat: int) -> web.Response:
        group = self._group(chat)
        groups.delete(self._sim, group)
        return self._view(group)


def _bot_status(kind: str, given: Json) -> str | None:
    """The status the bot gets; None leaves it out. In a channel a bot can only be an administrator."""
    if maybe(given, "bot", bool) is False:
        return None
    return "administrator" if kind == "channel" or maybe(given, "bot_admin", bool) else "member"


def _rights(given: Json) -> Json | None:
    """Rights of an administrator that differ from the usual, by Telegram's names."""
    rights = maybe(given, "rights", dict) or {}
    only(rights, *sorted(RIGHTS))
    return {name: need(rights, name, bool) for name in rights} or None


def _title(given: Json) -> str:
    title = need(given, "title", str).strip()
    if not 1 <= len(title) <= 128:
        raise ControlError("title must have 1 to 128 signs")
    return title


def _name(given: str) -> str:
    name = given.strip()
    if not 1 <= len(name) <= topics.LONGEST_NAME:
        raise ControlError(f"name must have 1 to {topics.LONGEST_NAME} signs")
    return name


def _ids(many: list[Any]) -> list[int]:
    if not many or not all(type(each) is int for each in many) or len(set(many)) != len(many):
        raise ControlError("members must be one or more whole numbers, each once")
    return many
