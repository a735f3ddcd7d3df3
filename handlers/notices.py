"""How what leaves looks, rendered when it leaves: deliveries, cards, and answers, each in its reader's language."""

import re
from base64 import b64decode
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeAlias

from core.announcements import Announcement, Receipt
from core.cards import Card, Subject
from core.channels import Delete, Edit, EditButtons, File, Order, React, RichText, Send, Upload
from core.codec import JsonObject, clean_name, load_object, pick
from core.dispatcher import Rendered
from core.outbox import Row, Source
from core.parts import Part, plan
from core.uow import UnitOfWork
from handlers import faces
from handlers.actions import MarkRead
from handlers.faces import Choice, Face, Line, Rows
from handlers.links import Door, Links
from handlers.texts import id as t
from handlers.texts.speech import Reader, Say, at, say

CardFace: TypeAlias = Callable[[UnitOfWork, Card, int], Awaitable[Face | None]]
"""The face of a card for the person (id) who has it, 0 for a group; None when there is nothing to show any more."""

Delivery: TypeAlias = Callable[[UnitOfWork, Row, Reader], Awaitable[Order | None]]
"""A delivery of one feature as it leaves; None when there is nothing to deliver any more."""

KNOWN_AT_ONCE = 16
TITLE_LENGTH = 40
SUBJECT_LINE = re.compile(r"^\s*(?:hal|perihal)\s*:\s*(\S.*)$", re.IGNORECASE | re.MULTILINE)
SALUTATION = re.compile(r"^\s*(?:kepada\s+)?yth\.?\s[^,\n]{0,120}[,\n]\s*(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What all copies of one version share."""

    announcement: Announcement
    office: str
    parts: tuple[Part, ...]
    files: tuple[File, ...]
    title: str
    said: dict[tuple[int, Reader, bool, bool], Send] = field(default_factory=dict)
    """Parts as they were put into words: for readers of one language and zone, repeated or not, in a chat or not."""

    def buttons(self, receipt: Receipt | None) -> Rows:
        return mark_buttons(self.announcement.id, self.announcement.current_version, receipt)


@dataclass(slots=True)
class Notices:
    """Renders rows of the ledger. `cards` says how each subject's card looks, `deliveries` each feature's own rows."""

    cards: Mapping[Subject, CardFace]
    deliveries: Mapping[Source, Delivery]
    links: Links
    _known: OrderedDict[tuple[int, str], Known] = field(default_factory=OrderedDict)

    async def render(self, uow: UnitOfWork, row: Row) -> Rendered:
        reader = Reader(row.language, row.timezone)
        match row.source:
            case Source.REPLY:
                return Rendered(await self._reply(uow, row, reader))
            case Source.CARD:
                return await self._card(uow, row, reader)
            case Source.ANNOUNCEMENT:
                return Rendered(await self._delivery(uow, row, reader))
            case Source.COPY:
                return Rendered(await self._copy(uow, row, reader))
            case Source.NUDGE:
                return Rendered(await self._nudge(uow, row, reader))
            case source:
                return Rendered(await self.deliveries[source](uow, row, reader))

    # --- one-off answers

    async def _reply(self, uow: UnitOfWork, row: Row, reader: Reader) -> Order | None:
        if row.payload is None:
            return _deletion(-row.source_id, row, reader) if row.source_id < 0 else None
        stored = load_object(row.payload)
        match stored:
            case {"do": "send"}:
                return await self._new(uow, row.channel, stored, reader)
            case {"do": "edit", "message_id": int(message_id)}:
                face = faces.from_json(pick(stored, "face"))
                return Edit(message_id, faces.words(face.lines, reader), faces.buttons(face.rows, reader))
            case {"do": "buttons", "message_id": int(message_id)}:
                face = faces.from_json(pick(stored, "face"))
                return EditButtons(message_id, faces.buttons(face.rows, reader))
            case {"do": "delete", "message_id": int(message_id)}:
                return _deletion(message_id, row, reader)
            case {"do": "react", "message_id": int(message_id), "emoji": str(emoji)}:
                return React(message_id, emoji)
            case _:
                raise ValueError("unknown kind of answer")

    async def _new(self, uow: UnitOfWork, channel: str, stored: JsonObject, reader: Reader) -> Send:
        face = faces.from_json(pick(stored, "face")) if "face" in stored else Face(())
        words = faces.words(face.lines, reader)
        if "rich" in stored:
            words = faces.rich_in(pick(stored, "rich"))
        media = stored.get("media")
        ids = tuple(item for item in media if isinstance(item, int)) if isinstance(media, list) else ()
        files = await uow.media.files(channel, ids)
        upload = _upload_in(pick(stored, "upload")) if "upload" in stored else None
        return Send(words, files, faces.buttons(face.rows, reader), faces.keys(face.keys, reader), upload=upload)

    # --- cards

    async def _card(self, uow: UnitOfWork, row: Row, reader: Reader) -> Rendered:
        card = await uow.cards.get(row.source_id)
        if card is None:
            return Rendered(None)
        face = await self.cards[card.subject](uow, card, row.person_id or 0)
        if face is None:
            return Rendered(None, wanted=card.wanted)
        lines = (*face.lines, say(t.announcements.sent_again)) if row.repeats else face.lines
        words, buttons = faces.words(lines, reader), faces.buttons(face.rows, reader)
        shown = blake2b(repr((words, buttons)).encode(), digest_size=16).digest()
        if card.message_id is None:
            return Rendered(Send(words, buttons=buttons), shown, card.wanted)
        if shown == card.shown_hash:
            return Rendered(None, shown, card.wanted)
        return Rendered(Edit(card.message_id, words, buttons), shown, card.wanted)

    # --- announcements

    async def _delivery(self, uow: UnitOfWork, row: Row, reader: Reader) -> Order | None:
        known = await self._knows(uow, row.source_id, row.channel)
        if known is None or row.part >= len(known.parts):
            return None
        key = (row.part, reader, row.repeats > 0, row.person_id is None)
        if key not in known.said:
            known.said[key] = self._worded(known, row, reader)
        return known.said[key]

    def _worded(self, known: Known, row: Row, reader: Reader) -> Send:
        part = known.parts[row.part]
        files = part.taken(known.files)
        if not part.card:
            return Send(part.words, files)
        lines = under(part.words, footer(known, repeated=row.repeats > 0))
        rows = known.buttons(None) if row.person_id is not None else self._chat_buttons(known)
        return Send(faces.words(lines, reader), files, faces.buttons(rows, reader))

    def _chat_buttons(self, known: Known) -> Rows:
        """In a group everybody presses the same one, which therefore never changes."""
        way = Choice(say(t.labels.open_in_bot), url=self.links.to(Door.CODE, known.announcement.id))
        ((mark,),) = known.buttons(None)
        return ((mark, way),)

    async def _copy(self, uow: UnitOfWork, row: Row, reader: Reader) -> Order | None:
        delivery = await uow.announcements.delivery(row.source_id)
        if delivery is None or delivery.message_id is None:
            return None
        known = await self._knows(uow, delivery.announcement_id, row.channel)
        receipt = await uow.announcements.receipt(delivery.announcement_id, delivery.person_id)
        if known is None:
            return None
        return EditButtons(delivery.message_id, faces.buttons(known.buttons(receipt), reader))

    async def _nudge(self, uow: UnitOfWork, row: Row, reader: Reader) -> Order | None:
        known = await self._knows(uow, row.source_id, row.channel)
        if known is None:
            return None
        lines: list[Line] = [say(t.announcements.please_help, code=known.announcement.code, title=known.title)]
        if row.repeats:
            lines.append(say(t.announcements.sent_again))
        rows = known.buttons(None)
        return Send(faces.words(lines, reader), buttons=faces.buttons(rows, reader))

    async def _knows(self, uow: UnitOfWork, announcement_id: int, channel: str) -> Known | None:
        """Read once for all copies: what was released does not change."""
        key = (announcement_id, channel)
        if key not in self._known:
            found = await uow.announcements.get(announcement_id)
            if found is None or found.released_at is None:
                return None
            self._known[key] = await _read(uow, found, channel)
            while len(self._known) > KNOWN_AT_ONCE:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


def _deletion(message_id: int, row: Row, reader: Reader) -> Order:
    """A message that cannot be deleted (part 1) says that things go on below."""
    if row.part == 0:
        return Delete(message_id)
    return Edit(message_id, faces.words((say(t.common.goes_on_below),), reader))


def _upload_in(stored: JsonObject) -> Upload:
    return Upload(str(stored["name"]), str(stored["mime"]), b64decode(str(stored["content"])))


async def _read(uow: UnitOfWork, found: Announcement, channel: str) -> Known:
    content = await uow.announcements.content(found.id, found.current_version)
    bureau = await uow.units.bureau(found.bureau_id)
    files = await uow.media.files(channel, content.media)
    return Known(found, bureau.office, plan(content), files, title(content.body.text))


def footer(known: Known, *, repeated: bool) -> tuple[Say, ...]:
    """What stands under the words on every copy; people's words themselves are never touched."""
    found = known.announcement
    lines = [
        say(
            t.announcements.footer,
            code=found.code,
            version=found.current_version,
            office=known.office,
            priority=found.priority.value,
            at=at(found.released_at or found.asked_at),
        ),
        say(t.announcements.please_mark),
    ]
    if repeated:
        lines.append(say(t.announcements.sent_again))
    return tuple(lines)


def mark_buttons(announcement_id: int, version: int, receipt: Receipt | None) -> Rows:
    """[Sudah dibaca], or once it was pressed [✓ Dibaca 10.31]."""
    label = say(t.labels.read, at=at(receipt.read_at)) if receipt else say(t.labels.mark_read)
    return ((Choice(label, MarkRead(announcement_id, version)),),)


def title(body: str) -> str:
    """What it is about, for lists and reminders: the letter's own "Hal", else the first words after the salutation."""
    subject = SUBJECT_LINE.search(body)
    words = clean_name(subject[1] if subject else SALUTATION.sub("", body, count=1))
    words = words[:1].upper() + words[1:]
    if len(words) <= TITLE_LENGTH:
        return words
    return f"{words[:TITLE_LENGTH].rsplit(' ', 1)[0]} …"


def under(words: RichText, lines: tuple[Say, ...]) -> tuple[Line, ...]:
    return (words, RichText(""), *lines) if words.text else lines
