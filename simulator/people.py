"""What a person does in chats, and the updates that come of it."""

import re
from typing import Any

from simulator import topics
from simulator.chats import Chat
from simulator.codec import Json
from simulator.entities import fix, found, units
from simulator.errors import ControlError, missing
from simulator.groups import check_open
from simulator.machine import Simulator
from simulator.members import change_object, member_object
from simulator.messages import Message
from simulator.privacy import hears
from simulator.state import Person
from simulator.views import for_bot

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_RAW = re.compile("[\x00\ud800-\udfff]")
_BOT_COMMAND = {"type": "bot_command", "offset": 0, "length": len("/start")}


def start(sim: Simulator, person: Person, payload: str | None) -> Message:
    """Presses Start. A person who had blocked the bot unblocks it first, as the app does."""
    if payload and not _PAYLOAD.fullmatch(payload):
        raise ControlError("payload must be 1 to 64 signs of A-Z, a-z, 0-9, _ and -")
    if person.blocked:
        set_blocked(sim, person, False)
    content: Json = {"text": f"/start {payload}" if payload else "/start", "entities": [_BOT_COMMAND]}
    return write(sim, person, sim.world.chats[person.id], content)


def write(sim: Simulator, person: Person, chat: Chat, content: Json, **more: Any) -> Message:
    """Puts a message of this person into the chat and hands it to the bot, if the bot is told of it."""
    check_can_write(person, chat)
    if chat.is_private and not person.started:
        person.started = True
        sim.world.person_changed(person)
    message = Message(
        message_id=sim.world.new_message_id(chat),
        chat_id=chat.id,
        sender_id=person.id,
        date=sim.civil_second(),
        content=content,
        **more,
    )
    sim.world.add_message(message)
    hand_over(sim, chat, message, "message", "channel_post")
    return message


def hand_over(sim: Simulator, chat: Chat, message: Message, kind: str, in_channel: str) -> None:
    if hears(sim.world, chat, message):
        sim.updates.add(in_channel if chat.kind == "channel" else kind, for_bot(sim.world, message))


def check_can_act(person: Person, chat: Chat) -> None:
    """Raises ControlError when this person can do nothing in the chat now."""
    if person.deactivated:
        raise ControlError(f"the account of {person.name} is deactivated")
    if not chat.is_private:
        check_open(chat)
    elif person.blocked:
        raise ControlError(f"{person.name} has blocked the bot: unblock it or press Start first")


def check_can_write(person: Person, chat: Chat) -> None:
    check_can_act(person, chat)
    if not chat.is_private and not chat.lets_write(person.id):
        inside = chat.has(person.id) and not chat.muted and chat.kind != "channel"
        words = f"{person.name} may not write in" if inside else "only administrators write in"
        raise ControlError(f"{words} {chat.title}")


def text_content(text: str, entities: list[Json]) -> Json:
    """Unlike Telegram, signs that no text should hold (NUL, lone surrogates) are handed over as they are."""
    if not text.strip():
        raise ControlError("text is empty")
    if units(text) > 4096:
        raise ControlError("text is longer than 4096 UTF-16 units: the app would split it")
    if _RAW.search(text):
        all_entities = found(text, entities)
    else:
        text, all_entities = fix(text, entities)
    return {"text": text, "entities": all_entities} if all_entities else {"text": text}


def new_group(sim: Simulator) -> str:
    """The id of an album that begins with the next message."""
    return str(13_000_000_000 + sim.world.seq)


def last_group(person: Person, chat: Chat) -> str:
    """The id of the album that this person sent last in the chat."""
    groups = [each.group for each in chat.messages.values() if each.sender_id == person.id and each.group]
    if not groups:
        raise missing(f"{person.name} has sent no album to chat {chat.id}")
    return groups[-1]


def chat_of(sim: Simulator, person: Person, chat_id: int | None) -> Chat:
    """The chat that a call names, as this person sees it; the private one with the bot when it names none."""
    chat = sim.world.chats.get(person.id if chat_id is None else chat_id)
    if chat is None or (chat.id != person.id and not chat.has(person.id)):
        raise missing(f"{person.name} sees no chat {chat_id}")
    return chat


def topic_of(person: Person, chat: Chat, thread: int | None, reply_to: int | None) -> int | None:
    """The topic that is written into: the named one, else that of the message replied to. None is General."""
    if not thread and reply_to is not None:
        thread = chat.messages[reply_to].thread
    if not thread:
        return None
    topic = chat.topics.get(thread)
    if topic is None:
        raise missing(f"there is no topic {thread} in chat {chat.id}")
    if not topics.lets_write(chat, topic, person.id):
        raise ControlError(f"the topic {topic.name} is closed: only administrators write there")
    return thread


def visible(chat: Chat, message_id: int) -> Message:
    message = chat.messages.get(message_id)
    if message is None or message.deleted:
        raise missing(f"there is no message {message_id} in chat {chat.id}")
    return message


def origin_of(sim: Simulator, message: Message) -> Json:
    """Where a forwarded copy of this message says it comes from."""
    if message.forward_origin is not None:
        return message.forward_origin
    if sim.world.chats[message.chat_id].kind == "channel":
        chat = sim.world.chat_object(message.chat_id)
        return {"type": "channel", "chat": chat, "message_id": message.message_id, "date": message.date}
    return {"type": "user", "sender_user": sim.world.user_object(message.sender_id), "date": message.date}


def set_blocked(sim: Simulator, person: Person, blocked: bool) -> None:
    if person.blocked == blocked:
        return
    if blocked and not person.started:
        raise ControlError(f"{person.name} has no chat with the bot to block")
    person.blocked = blocked
    sim.world.person_changed(person)
    chat = sim.world.chats[person.id]
    inside, outside = (member_object(sim.world, chat, sim.bot.id, each) for each in ("member", "kicked"))
    before, after = (inside, outside) if blocked else (outside, inside)
    sim.updates.add("my_chat_member", change_object(sim, chat, before, after, person.id))


def deactivate(sim: Simulator, person: Person) -> None:
    """The account is gone. Telegram tells the bot nothing: the next send is refused."""
    person.deactivated = True
    sim.world.person_changed(person)
