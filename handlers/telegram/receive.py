"""Updates in: first as they came, for the inbox; then read, as events free of Telegram's words.

Reading never fails: what is not understood, whatever its shape, becomes Unread.
"""

import hashlib
import json
from datetime import UTC, datetime

from core.channels import (
    TELEGRAM,
    Entity,
    Happening,
    InboundEvent,
    Place,
    Pressed,
    Reached,
    RichText,
    Said,
    Sender,
    Unread,
)
from core.codec import Json, JsonObject, clean_name, dump, load_object, pick
from core.inbox import Arrival
from core.secrecy import INSTEAD, is_secret
from handlers.telegram import groups
from handlers.telegram.files import files_of, whole, words

USED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that are asked for."""

_WHO_AND_WHEN = ("message_id", "date", "chat", "from")
_YEAR_3000 = 32_503_680_000
_OTHER = (
    "sticker", "video_note", "venue", "location", "contact", "poll", "dice", "game", "story", "checklist",
    "paid_media", "live_photo", "rich_message", "giveaway", "invoice",
)  # fmt: skip
"""What people send that is not read. Anything else without words and files is a notice of Telegram's own."""


def arrival(update: JsonObject, bot_id: int) -> Arrival:
    """Raises ValueError when `update` has no id, which Telegram does not send."""
    update_id = whole(update, "update_id")
    if update_id is None:
        raise ValueError("an update without an id")
    canonical = json.dumps(update, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.blake2b(canonical, digest_size=16).digest()
    kept = _fit_to_keep(update)
    return Arrival(bot_id, update_id, digest, _lane(kept), dump(kept))


def _fit_to_keep(update: JsonObject) -> JsonObject:
    """Words marked secret are not kept, nor a group's talk, and of a message that is answered only which one it was."""
    kind, content = _content(update)
    if groups.in_group(content):
        return {"update_id": update["update_id"], kind: groups.fit_to_keep(kind, content)}
    if any(is_secret(words) for words in (content.get("text"), content.get("caption")) if isinstance(words, str)):
        content = {name: content[name] for name in _WHO_AND_WHEN if name in content} | {"text": INSTEAD}
    answered = pick(content, "reply_to_message")
    if "message_id" in answered:
        content = content | {"reply_to_message": {"message_id": answered["message_id"]}}
    return update | {kind: content} if content else update


def event(inbox_id: int, payload: bytes, received_at: datetime) -> InboundEvent:
    """What the update in `payload` says. `received_at` is its time where Telegram gives none (a tap)."""
    kind, content = _content(load_object(payload))
    chat = pick(content, "chat") or pick(pick(content, "message"), "chat")
    what = _what(kind, content) if whole(chat, "id") else Unread(kind)
    return InboundEvent(inbox_id, TELEGRAM, _sender(content), _place(chat), what, _said_at(content) or received_at)


def _what(kind: str, content: JsonObject) -> Happening:
    if groups.in_group(content) and (of_group := groups.happening(kind, content)) is not None:
        return of_group
    return _happening(kind, content) if _is_somebody(content) else Unread(kind)


def _lane(update: JsonObject) -> str:
    """Events of one person are handled in order, wherever they were caused; those of a group itself in another."""
    _, content = _content(update)
    person, chat = whole(pick(content, "from"), "id"), whole(pick(content, "chat"), "id")
    if person is not None:
        return f"p:{person}"
    return f"c:{chat}" if chat is not None else "c:"


def _content(update: JsonObject) -> tuple[str, JsonObject]:
    """The kind of an update and what stands under it."""
    for kind, content in update.items():
        if isinstance(content, dict):
            return kind, content
    return "nothing", {}


def _happening(kind: str, content: JsonObject) -> Happening:
    match kind:
        case "message" | "edited_message":
            return _said(content, edited=kind == "edited_message") or Unread(kind)
        case "callback_query":
            return _pressed(content) or Unread(kind)
        case "my_chat_member":
            return _reached(content) or Unread(kind)
        case _:
            return Unread(kind)


def _said(message: JsonObject, *, edited: bool) -> Said | None:
    message_id, text, files = whole(message, "message_id"), _text(message), files_of(message)
    other = None if files else next((kind for kind in _OTHER if kind in message), None)
    if message_id is None or not (text.text or files or other):
        return None
    return Said(
        message_id,
        text,
        files,
        album=words(message, "media_group_id"),
        reply_to=whole(pick(message, "reply_to_message"), "message_id"),
        forwarded="forward_origin" in message,
        edited=edited,
        other=other,
    )


def _text(message: JsonObject) -> RichText:
    text = words(message, "text")
    if text is not None:
        return RichText(text, _entities(message.get("entities")))
    return RichText(words(message, "caption") or "", _entities(message.get("caption_entities")))


def _entities(given: Json) -> tuple[Entity, ...]:
    found = [_entity(each) for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    return tuple(entity for entity in found if entity is not None)


def _entity(given: JsonObject) -> Entity | None:
    kind, offset, length = words(given, "type"), whole(given, "offset"), whole(given, "length")
    if kind is None or offset is None or length is None:
        return None
    rest = {name: value for name, value in given.items() if name not in ("type", "offset", "length")}
    return Entity(kind, offset, length, rest)


def _pressed(query: JsonObject) -> Pressed | None:
    """The message may be too old for Telegram to show; its id is there all the same."""
    press_id, data = words(query, "id"), words(query, "data")
    message_id = whole(pick(query, "message"), "message_id")
    if press_id is None or data is None or message_id is None:
        return None
    return Pressed(message_id, data, press_id)


def _reached(change: JsonObject) -> Reached | None:
    status = words(pick(change, "new_chat_member"), "status")
    if status is None or not _place(pick(change, "chat")).private:
        return None
    return Reached(status not in groups.GONE)


def _is_somebody(content: JsonObject) -> bool:
    """A person: not a bot, and not a chat that speaks in its own name."""
    sender = pick(content, "from")
    return bool(whole(sender, "id")) and sender.get("is_bot") is not True


def _sender(content: JsonObject) -> Sender:
    user = pick(content, "from")
    address, username = str(whole(user, "id") or ""), words(user, "username")
    name = clean_name(f"{words(user, 'first_name') or ''} {words(user, 'last_name') or ''}")
    return Sender(address, name or username or address, username, words(user, "language_code"))


def _place(chat: JsonObject) -> Place:
    title = clean_name(words(chat, "title") or "")
    return Place(str(whole(chat, "id") or ""), words(chat, "type") == "private", title or None)


def _said_at(content: JsonObject) -> datetime | None:
    seconds = whole(content, "edit_date") or whole(content, "date")
    return datetime.fromtimestamp(seconds, UTC) if seconds and 0 < seconds < _YEAR_3000 else None
