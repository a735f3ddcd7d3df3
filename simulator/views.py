"""How a message looks: to the bot (Telegram's own object) and to the people (an item of their inbox)."""

from simulator import attachments
from simulator.clock import iso
from simulator.codec import Json
from simulator.entities import texts_of
from simulator.messages import Message
from simulator.services import ANONYMOUS, service_of, words_of
from simulator.state import World

_MEDIA = ("photo", "animation", "document", "video", "video_note", "voice", "audio", "sticker")


def for_bot(world: World, message: Message, nested: bool = False) -> Json:
    """Telegram's Message. One it replies to is included once, without the one that that replied to."""
    shown: Json = {
        "message_id": message.message_id,
        "chat": world.chat_object(message.chat_id),
        "date": message.date,
        **_sender_object(world, message),
    }
    if message.reply_to is not None and not nested:
        replied = world.message(message.chat_id, message.reply_to)
        if replied is not None:
            shown["reply_to_message"] = for_bot(world, replied, nested=True)
    if message.thread is not None:
        shown["message_thread_id"] = message.thread
        shown["is_topic_message"] = True
    if message.forward_origin is not None:
        shown["forward_origin"] = message.forward_origin
    if message.edit_date is not None:
        shown["edit_date"] = message.edit_date
    if message.group is not None:
        shown["media_group_id"] = message.group
    if message.protected:
        shown["has_protected_content"] = True
    shown.update(message.content)
    if message.buttons is not None:
        shown["reply_markup"] = message.buttons
    return shown


def _sender_object(world: World, message: Message) -> Json:
    """`from`, or the chat itself where it speaks: a channel, and a supergroup that was just made of a group."""
    if world.chats[message.chat_id].kind == "channel":
        return {"sender_chat": world.chat_object(message.chat_id)}
    if "migrate_from_chat_id" in message.content:
        return {"from": ANONYMOUS, "sender_chat": world.chat_object(message.chat_id)}
    return {"from": world.user_object(message.sender_id)}


def for_people(world: World, message: Message) -> Json:
    """An inbox item."""
    text, entities = texts_of(message.content)
    written = "text" in message.content
    return {
        "seq": message.seq,
        "message_id": message.message_id,
        "chat": message.chat_id,
        "from": _sender(world, message),
        "text": text if written else None,
        "caption": None if written else text,
        "media": media_of(message.content),
        "poll": attachments.poll_of(message),
        "location": attachments.location_of(message.content),
        "contact": attachments.contact_of(message.content),
        "dice": attachments.dice_of(message.content),
        "service": service_of(message.content),
        "buttons": buttons_of(message),
        "keyboard": message.keyboard,
        "entities": entities,
        "reply_to": message.reply_to,
        "thread": message.thread,
        "group": message.group,
        "forwarded_from": _origin(message.forward_origin),
        "reactions": sorted({emoji for given in message.reactions.values() for emoji in given}),
        "protected": message.protected,
        "edited": message.edit_date is not None,
        "deleted": message.deleted,
        "date": iso(message.date),
    }


def _sender(world: World, message: Message) -> Json:
    """Who wrote it; in a channel everything is the channel's."""
    chat = world.chats[message.chat_id]
    if chat.kind == "channel":
        return {"id": chat.id, "name": chat.title, "is_bot": message.sender_id == world.bot.id}
    sender = message.sender_id
    return {"id": sender, "name": world.name_of(sender), "is_bot": sender == world.bot.id}


def _origin(origin: Json | None) -> str | None:
    if origin is None:
        return None
    name: str = origin["sender_user"]["first_name"] if "sender_user" in origin else origin["chat"]["title"]
    return name


def buttons_of(message: Message) -> list[list[Json]]:
    rows = message.buttons["inline_keyboard"] if message.buttons else []
    return [[_button(button) for button in row] for row in rows]


def _button(button: Json) -> Json:
    shown: Json = {"text": button["text"]}
    for ours, theirs in (("data", "callback_data"), ("url", "url"), ("style", "style")):
        if theirs in button:
            shown[ours] = button[theirs]
    if "copy_text" in button:
        shown["copy"] = button["copy_text"]["text"]
    for ours, theirs in (("web_app", "web_app"), ("login", "login_url")):
        if theirs in button:
            shown[ours] = button[theirs]["url"]
    return shown


def media_of(content: Json) -> Json | None:
    for kind in _MEDIA:
        if kind in content:
            shown = _media(kind, content[kind][-1] if kind == "photo" else content[kind])
            return {**shown, "spoiler": True} if content.get("has_media_spoiler") else shown
    return None


def _media(kind: str, file: Json) -> Json:
    shown: Json = {
        "kind": kind,
        "name": file.get("file_name"),
        "size": file.get("file_size", 0),
        "mime": file.get("mime_type", "image/jpeg" if kind == "photo" else None),
        "url": f"/sim/media/{file['file_id']}",
    }
    for name in ("width", "height", "duration", "emoji"):
        if name in file:
            shown[name] = file[name]
    return shown


def line(world: World, message: Message, clock_text: str) -> str:
    """One line of a transcript."""
    text, _ = texts_of(message.content)
    media = media_of(message.content)
    parts = [f"#{message.message_id}", clock_text, f"{_sender(world, message)['name']}:"]
    topic = world.chats[message.chat_id].topics.get(message.thread or 0)
    if topic:
        parts.insert(2, f"({topic.name})")
    service = service_of(message.content)
    if service:
        parts.append(words_of(service))
    if media:
        parts.append(f"<{media['kind']}{' ' + media['name'] if media['name'] else ''}>")
    parts += attachments.words_of(message.content)
    if text:
        parts.append(text.replace("\n", " ⏎ "))
    parts += [f"[{button['text']}]" for row in buttons_of(message) for button in row]
    if message.edit_date is not None:
        parts.append("(edited)")
    return " ".join(parts)
