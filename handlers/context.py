"""One event being handled: who speaks, what they did, and how to answer within the same commit."""

from base64 import b64encode
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from core.cards import Subject
from core.channels import File, InboundEvent, Pressed, RichText, Said
from core.chats import ANSWERS_APART_MS
from core.codec import JsonObject, dump
from core.conversations import Form
from core.members import Member
from core.outbox import Lane, NewRow, Source
from core.regions import Regions
from core.uow import UnitOfWork
from handlers import faces
from handlers.faces import Face, Rows
from handlers.links import Links
from handlers.texts.speech import Reader, Say

DEFAULT_ZONE = "Asia/Jakarta"


class FormBook(Protocol):
    """How a feature opens and closes forms; their kinds know features, so they stand above this file."""

    async def begin(self, talk: "Talk", kind: Any, draft: Any, *, on_tapped: bool = False) -> Form: ...

    async def resume(self, talk: "Talk", form_id: int) -> bool: ...

    async def put_aside(self, talk: "Talk", kind: Any, draft: Any) -> None: ...

    async def begin_for(self, talk: "Talk", someone: Member, kind: Any, draft: Any) -> None: ...

    async def joined(self, talk: "Talk", said: Said) -> bool: ...

    async def leave(self, talk: "Talk", form: Form) -> None: ...

    async def end(self, talk: "Talk", form: Form, last_words: Face | None = None) -> None: ...


@dataclass(frozen=True, slots=True)
class Around:
    """What does not change while the program runs: the regions, the forms, links to this bot."""

    regions: Regions
    forms: FormBook
    links: Links


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """What the tapping finger sees for a moment, or must close."""

    words: Say
    alert: bool = False


@dataclass(slots=True)
class Talk:
    """Answers are collected and written with everything else; nothing leaves before the commit."""

    event: InboundEvent
    uow: UnitOfWork
    member: Member
    now: datetime
    around: Around
    now_ms: int = 0
    tap_answer: TapAnswer | None = None
    _rows: list[NewRow] = field(default_factory=list)
    _said: int = 0

    @property
    def reader(self) -> Reader:
        person = self.member.person
        return Reader(person.language, person.timezone or self._zone_of_work())

    @property
    def message(self) -> Said | None:
        return self.event.what if isinstance(self.event.what, Said) else None

    @property
    def pressed(self) -> Pressed | None:
        return self.event.what if isinstance(self.event.what, Pressed) else None

    def toast(self, words: Say) -> None:
        self.tap_answer = TapAnswer(words)

    def alert(self, words: Say) -> None:
        self.tap_answer = TapAnswer(words, alert=True)

    def reply(self, face: Face) -> None:
        """A new message to the one who speaks."""
        self.tell(self.member.address.id, face)

    def tell(self, address_id: int, face: Face, *, lane: Lane = Lane.REPLY, not_before_ms: int = 0) -> None:
        """A new message to anybody."""
        self._add(address_id, {"do": "send", "face": faces.as_json(face)}, lane, not_before_ms=not_before_ms)

    async def answer_here(self, face: Face) -> None:
        """A new message in the group where it was said, if none of the kind was just sent there."""
        place = self.event.place
        chat = await self.uow.chats.meet(self.event.channel, place.address, place.title, self.now)
        if await self.uow.chats.may_answer(chat.id, self.now_ms, ANSWERS_APART_MS):
            self.tell(chat.address_id, face)

    def pass_on(self, address_id: int, content: RichText, media: tuple[int, ...], face: Face | None = None) -> None:
        """People's words and files as they are; a face stands under them."""
        payload: JsonObject = {"do": "send", "rich": faces.rich_out(content), "media": [*media]}
        if face is not None:
            payload["face"] = faces.as_json(face)
        self._add(address_id, payload, Lane.REPLY)

    def hand_over(self, name: str, mime: str, content: bytes, face: Face) -> None:
        """A file of ours to the one who speaks, with the face under it."""
        upload: JsonObject = {"name": name, "mime": mime, "content": b64encode(content).decode()}
        self._add(self.member.address.id, {"do": "send", "face": faces.as_json(face), "upload": upload}, Lane.REPLY)

    def change(self, message_id: int, face: Face) -> None:
        """The same message, changed in place."""
        payload: JsonObject = {"do": "edit", "message_id": message_id, "face": faces.as_json(face)}
        self._add(self.member.address.id, payload, Lane.REPLY, harmless=True)

    def change_buttons(self, message_id: int, rows: Rows) -> None:
        """Only the buttons of a message; its words stay."""
        payload: JsonObject = {"do": "buttons", "message_id": message_id, "face": faces.as_json(Face((), rows))}
        self._add(self.member.address.id, payload, Lane.REPLY, harmless=True)

    def react(self, message_id: int, emoji: str) -> None:
        payload: JsonObject = {"do": "react", "message_id": message_id, "emoji": emoji}
        self._add(self.member.address.id, payload, Lane.REPLY, harmless=True)

    def delete(self, message_id: int) -> None:
        self._add(self.member.address.id, {"do": "delete", "message_id": message_id}, Lane.REPLY, harmless=True)

    def put(self, face: Face) -> None:
        """On the card that was tapped when it was a tap, else as a new message."""
        if (pressed := self.pressed) is not None:
            self.change(pressed.message_id, face)
        else:
            self.reply(face)

    async def show(self, subject: Subject, subject_id: int, *, anew: bool = False) -> None:
        """The card of this subject in this chat; what was said before stands above it."""
        await self.flush()
        await self.uow.cards.show(self.member.address.id, subject, subject_id, anew=anew)

    async def keep(self, files: tuple[File, ...]) -> tuple[int, ...]:
        return tuple([(await self.uow.media.keep(self.event.channel, file)).id for file in files])

    def _zone_of_work(self) -> str:
        """Where the oldest seat is: a passing answer tells the hour that a message would."""
        seat = min(self.member.seats, key=lambda one: one.id, default=None)
        region = self.around.regions.get(seat.unit.region_code) if seat else None
        return region.timezone if region else DEFAULT_ZONE

    async def flush(self) -> None:
        """Writes what was said so far, in its order."""
        if self._rows:
            await self.uow.outbox.add(self._rows)
            self._rows = []

    def _add(
        self, address_id: int, payload: JsonObject, lane: Lane, *, harmless: bool = False, not_before_ms: int = 0
    ) -> None:
        row = NewRow(lane, Source.REPLY, self.event.id, self._said, address_id, dump(payload))
        self._rows.append(replace(row, harmless=harmless, not_before_ms=not_before_ms))
        self._said += 1
