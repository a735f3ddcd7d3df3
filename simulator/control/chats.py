"""/sim/chats: groups, supergroups and channels, and what happens to them."""

from typing import Any

from aiohttp import web

from simulator import groups
from simulator.chats import KINDS, Chat
from simulator.codec import Json
from simulator.control.ask import answer, body, maybe, need, only
from simulator.control.finding import actor, chat_of, group_of, someone
from simulator.control.reading import messages
from simulator.control.router import Router
from simulator.errors import ControlError
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
        for name in _ACTS:
            router.add("POST", f"{one}/{name}", getattr(self, name.replace("-", "_")))

    def _view(self, chat: Chat, **more: Any) -> web.Response:
        return answer({**chat_view(self._sim.world, chat), **more})

    async def everyone(self, _request: web.BaseRequest) -> web.Response:
        world = self._sim.world
        return answer([chat_view(world, each) for each in world.chats.values() if not each.is_private])

    async def show(self, _request: web.BaseRequest, chat: int) -> web.Response:
        return self._view(group_of(self._sim, chat))

    async def messages(self, request: web.BaseRequest, chat: int) -> web.Response:
        return await messages(request, self._sim, chat_of(self._sim, chat))

    async def create(self, request: web.BaseRequest) -> web.Response:
        """Its first member owns it."""
        given = await body(request)
        only(given, "id", "type", "title", "members", "bot", "bot_admin", "forum")
        kind = maybe(given, "type", str) or "group"
        if kind not in KINDS:
            raise ControlError(f"type must be one of {', '.join(KINDS)}")
        title = _title(given)
        people = [someone(self._sim, each) for each in _ids(need(given, "members", list))]
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
        person = someone(self._sim, need(given, "person", int))
        if person == self._sim.bot.id:
            raise ControlError("the bot comes by add-bot and goes by kick-bot")
        by = maybe(given, "by", int)
        return group_of(self._sim, chat), person, person if by is None else someone(self._sim, by)

    async def promote(self, request: web.BaseRequest, chat: int) -> web.Response:
        """Makes a person or the bot an administrator; `admin: false` takes it back."""
        given = await body(request)
        only(given, "person", "admin", "rights", "by")
        group, user_id = group_of(self._sim, chat), someone(self._sim, need(given, "person", int))
        status = "member" if maybe(given, "admin", bool) is False else "administrator"
        rights = _rights(given) if status == "administrator" else None
        groups.promote(self._sim, group, user_id, actor(self._sim, group, given), status, rights)
        return self._view(group)

    async def kick_bot(self, request: web.BaseRequest, chat: int) -> web.Response:
        given = await body(request)
        only(given, "by")
        group = group_of(self._sim, chat)
        groups.dismiss(self._sim, group, self._sim.bot.id, actor(self._sim, group, given), "kicked")
        return self._view(group)

    async def add_bot(self, request: web.BaseRequest, chat: int) -> web.Response:
        given = await body(request)
        only(given, "admin", "by")
        group = group_of(self._sim, chat)
        status = _bot_status(group.kind, {"bot_admin": maybe(given, "admin", bool)})
        groups.admit(self._sim, group, self._sim.bot.id, actor(self._sim, group, given), status or "member")
        return self._view(group)

    async def upgrade(self, _request: web.BaseRequest, chat: int) -> web.Response:
        new = groups.upgrade(self._sim, group_of(self._sim, chat))
        return self._view(new, new_id=new.id)

    async def permissions(self, request: web.BaseRequest, chat: int) -> web.Response:
        """`send: false`: only administrators write."""
        given = await body(request)
        only(given, "send")
        group, send = group_of(self._sim, chat), need(given, "send", bool)
        groups.mute(self._sim, group, not send)
        group.permissions = {}
        return self._view(group)

    async def title(self, request: web.BaseRequest, chat: int) -> web.Response:
        given = await body(request)
        only(given, "title", "by")
        group = group_of(self._sim, chat)
        groups.rename(self._sim, group, _title(given), actor(self._sim, group, given))
        return self._view(group)

    async def delete(self, _request: web.BaseRequest, chat: int) -> web.Response:
        group = group_of(self._sim, chat)
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


def _ids(many: list[Any]) -> list[int]:
    if not many or not all(type(each) is int for each in many) or len(set(many)) != len(many):
        raise ControlError("members must be one or more whole numbers, each once")
    return many
