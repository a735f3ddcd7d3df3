"""POST /sim/people/{id}/send: a text as JSON, or files as multipart/form-data."""

from pathlib import Path
from typing import Any

from aiohttp import web

from simulator import people
from simulator.chats import Chat
from simulator.codec import Json
from simulator.control.ask import answer, body, maybe, need, object_of, only
from simulator.control.attaching import contact, location
from simulator.control.router import Router
from simulator.entities import fix, units
from simulator.errors import ControlError, Refusal, missing
from simulator.machine import Simulator
from simulator.media import KINDS
from simulator.messages import Message
from simulator.params import read_parts
from simulator.state import Person
from simulator.values import Upload

_ALBUM_MOST = 10
_CONTENTS = ("text", "sticker", "contact", "location")
STICKER = Path(__file__).parents[1] / "data" / "sticker.webp"


class SendingCalls:
    def __init__(self, sim: Simulator, router: Router) -> None:
        self._sim = sim
        router.add("POST", "/sim/people/{person}/send", self.send)

    async def send(self, request: web.BaseRequest, person: int) -> web.Response:
        who = self._sim.world.people.get(person)
        if who is None:
            raise missing(f"there is no person {person}")
        if request.content_type.startswith("multipart/"):
            sent = await self._files(request, who)
        else:
            sent = [self._text(await body(request), who)]
        shown: Json = {"message_id": sent[0].message_id, "chat": sent[0].chat_id}
        if len(sent) > 1:
            shown["message_ids"] = [each.message_id for each in sent]
        return answer(shown)

    def _text(self, given: Json, who: Person) -> Message:
        only(given, *_CONTENTS, "chat", "thread", "reply_to", "entities")
        chat, place = self._place(who, given)
        return people.write(self._sim, who, chat, self._content(given, who), **place)

    def _content(self, given: Json, who: Person) -> Json:
        """A text, a contact, a place, or the simulator's own sticker under the given emoji."""
        if sum(given.get(name) is not None for name in _CONTENTS) > 1:
            raise ControlError(f"give one of {', '.join(_CONTENTS)}")
        if given.get("contact"):
            return contact(who, given)
        if given.get("location") is not None:
            return location(given)
        emoji = maybe(given, "sticker", str)
        if emoji is None:
            return people.text_content(need(given, "text", str), _entities(given))
        content = self._sim.files.add("sticker", "sticker.webp", "image/webp", STICKER.read_bytes())
        return {"sticker": {**content["sticker"], "emoji": emoji}}

    def _place(self, who: Person, given: Json) -> tuple[Chat, dict[str, int | None]]:
        """Where it is sent: the chat, and in it the message that it replies to and the topic."""
        chat = people.chat_of(self._sim, who, maybe(given, "chat", int))
        reply_to = maybe(given, "reply_to", int)
        if reply_to is not None:
            people.visible(chat, reply_to)
        thread = people.topic_of(who, chat, maybe(given, "thread", int), reply_to)
        return chat, {"reply_to": reply_to, "thread": thread}

    async def _files(self, request: web.BaseRequest, who: Person) -> list[Message]:
        """Several files become one media group with `album`, else a message each. The first has the caption.

        `album` "more": they go on with the person's last album there, however long ago it began.
        """
        try:
            parts = await read_parts(request)
        except Refusal as refusal:
            raise ControlError(refusal.description, 413 if refusal.code == 413 else 400) from None
        uploads = [value for _, value in parts if isinstance(value, Upload)]
        given: Json = {name: value for name, value in parts if not isinstance(value, Upload)}
        only(given, "kind", "caption", "album", "chat", "thread", "reply_to")
        chat, place = self._place(who, {name: _whole(given, name) for name in ("chat", "thread", "reply_to")})
        people.check_can_write(who, chat)
        album = given.get("album") == "true" and len(uploads) > 1
        if not uploads or (album and len(uploads) > _ALBUM_MOST):
            raise ControlError(f"give 1 to {_ALBUM_MOST} parts named file")
        contents = self._contents(uploads, given)
        more: dict[str, Any] = dict(place)
        if album:
            more["group"] = people.new_group(self._sim)
        elif given.get("album") == "more":
            more["group"] = people.last_group(who, chat)
        return [people.write(self._sim, who, chat, content, **more) for content in contents]

    def _contents(self, uploads: list[Upload], given: Json) -> list[Json]:
        kind = given.get("kind", "document")
        if kind not in KINDS:
            raise ControlError(f"kind must be one of {', '.join(KINDS)}")
        caption, entities = fix(given.get("caption", ""), [])
        if units(caption) > 1024:
            raise ControlError("caption is longer than 1024 UTF-16 units")
        contents = [self._sim.files.add(kind, each.name, each.mime, each.content) for each in uploads]
        if caption:
            contents[0] = {**contents[0], "caption": caption}
            if entities:
                contents[0]["caption_entities"] = entities
        return contents


def _entities(given: Json) -> list[Json]:
    entities = [object_of(each) for each in maybe(given, "entities", list) or []]
    for each in entities:
        need(each, "type", str)
        need(each, "offset", int)
        need(each, "length", int)
    return entities


def _whole(given: Json, name: str) -> int | None:
    text = given.get(name)
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        raise ControlError(f"{name} must be a whole number") from None
