"""What a person does in the private chat with the bot, and the updates that come of it."""

import re
from typing import Any

from simulator.codec import Json
from simulator.entities import fix, found, units
from simulator.errors import ControlError, missing
from simulator.machine import Simulator
from simulator.queries import Press
from simulator.state import Message, Person
from simulator.views import buttons_of, for_bot

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_RAW = re.compile("[\x00\ud800-\udfff]")
_BOT_COMMAND = {"type": "bot_command", "offset": 0, "length": len("/start")}


def start(sim: Simulator, person: Person, payload: str | None) -> Message:
    """Presses Start. A person who had blocked the bot unblocks it first, as the app does."""
    if payload and not _PAYLOAD.fullmatch(payload):
        raise ControlError("payload must be 1 to 64 signs of A-Z, a-z, 0-9, _ and -")
    if person.blocked:
        set_blocked(sim, person, False)
    return write(sim, person, {"text": f"/start {payload}" if payload else "/start", "entities": [_BOT_COMMAND]})


def write(sim: Simulator, person: Person, content: Json, **more: Any) -> Message:
    """Puts a message of this person into the chat and hands it to the bot."""
    check_can_write(person)
    if not person.started:
        person.started = True
        sim.world.person_changed(person)
    message = Message(
        message_id=sim.world.new_message_id(),
        chat_id=person.id,
        sender_id=person.id,
        date=sim.civil_second(),
        content=content,
        **more,
    )
    sim.world.add_message(message)
    sim.updates.add("message", for_bot(sim.world, message))
    return message


def check_can_write(person: Person) -> None:
    if person.deactivated:
        raise ControlError(f"the account of {person.name} is deactivated")
    if person.blocked:
        raise ControlError(f"{person.name} has blocked the bot: unblock it or press Start first")


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
    return str(13_000_000_000 + sim.world.next_message_id)


def own_chat(person: Person, chat: int | None) -> int:
    """The chat that a call names. People see only their private chat with the bot."""
    if chat not in (None, person.id):
        raise missing(f"{person.name} sees no chat {chat}")
    return person.id


def visible(sim: Simulator, chat_id: int, message_id: int) -> Message:
    message = sim.world.message(chat_id, message_id)
    if message is None:
        raise missing(f"there is no message {message_id} in chat {chat_id}")
    return message


def press(sim: Simulator, person: Person, message: Message, button: str, again: bool) -> Press:
    """Presses an inline button by its label or its data; `again` repeats the last press of it."""
    check_can_write(person)
    data = _data_of(message, button)
    if again:
        pressed = sim.queries.again(person.id, message.message_id, data)
        if pressed is None:
            raise ControlError(f"{person.name} has not pressed {button!r} on message {message.message_id} yet")
    else:
        pressed = sim.queries.press(person.id, person.id, message.message_id, data)
    query = {
        "id": pressed.query_id,
        "from": person.user(),
        "message": for_bot(sim.world, message),
        "chat_instance": str(person.id * 104_729),
        "data": data,
    }
    sim.updates.add("callback_query", query)
    return pressed


def _data_of(message: Message, button: str) -> str:
    shown = [each for row in buttons_of(message) for each in row]
    for name in ("text", "data"):
        for each in shown:
            if each.get(name) == button:
                if "data" not in each:
                    raise ControlError(f"the button {button!r} opens or copies something: the bot is not told")
                return str(each["data"])
    labels = ", ".join(repr(each["text"]) for each in shown) or "none"
    raise missing(f"message {message.message_id} has no button {button!r}; it has: {labels}")


def key_named(sim: Simulator, person: Person, text: str) -> Json:
    """The key of the reply keyboard in force."""
    keyboard = sim.world.chats[person.id].keyboard
    keys: list[Json] = [key for row in keyboard["keyboard"] for key in row] if keyboard else []
    for key in keys:
        if key["text"] == text:
            return key
    labels = ", ".join(repr(key["text"]) for key in keys) or "none"
    raise missing(f"there is no key {text!r}; the keys are: {labels}")


def edit(sim: Simulator, person: Person, message: Message, text: str) -> None:
    check_can_write(person)
    if message.sender_id != person.id:
        raise ControlError("people edit only their own messages")
    if "text" in message.content:
        content = text_content(text, [])
    else:
        fixed, entities = fix(text, [])
        kept = {k: v for k, v in message.content.items() if k not in ("caption", "caption_entities")}
        content = {**kept, "caption": fixed, **({"caption_entities": entities} if entities else {})}
    if content == message.content:
        raise ControlError("the text is the same as before")
    message.content = content
    message.edit_date = sim.civil_second()
    sim.world.message_changed(message)
    sim.updates.add("edited_message", for_bot(sim.world, message))


def react(sim: Simulator, person: Person, message: Message, emoji: str | None) -> None:
    """Sets this person's reaction, or takes it back when `emoji` is None."""
    check_can_write(person)
    old = message.reactions.get(person.id, [])
    new = [emoji] if emoji else []
    message.reactions[person.id] = new
    sim.world.message_changed(message)
    update = {
        "chat": person.chat(),
        "message_id": message.message_id,
        "user": person.user(),
        "date": sim.civil_second(),
        "old_reaction": [{"type": "emoji", "emoji": each} for each in old],
        "new_reaction": [{"type": "emoji", "emoji": each} for each in new],
    }
    sim.updates.add("message_reaction", update)


def forward(sim: Simulator, person: Person, message: Message) -> Message:
    if message.protected:
        raise ControlError("the message is protected: it cannot be forwarded")
    return write(sim, person, message.content, forward_origin=origin_of(sim, message))


def origin_of(sim: Simulator, message: Message) -> Json:
    """Where a forwarded copy of this message says it comes from."""
    if message.forward_origin is not None:
        return message.forward_origin
    sender = sim.bot if message.sender_id == sim.bot.id else sim.world.people[message.sender_id]
    return {"type": "user", "sender_user": sender.user(), "date": message.date}


def set_blocked(sim: Simulator, person: Person, blocked: bool) -> None:
    if person.blocked == blocked:
        return
    if blocked and not person.started:
        raise ControlError(f"{person.name} has no chat with the bot to block")
    person.blocked = blocked
    sim.world.person_changed(person)
    statuses = ("member", "kicked") if blocked else ("kicked", "member")
    update = {
        "chat": person.chat(),
        "from": person.user(),
        "date": sim.civil_second(),
        "old_chat_member": _membership(sim, statuses[0]),
        "new_chat_member": _membership(sim, statuses[1]),
    }
    sim.updates.add("my_chat_member", update)


def deactivate(sim: Simulator, person: Person) -> None:
    """The account is gone. Telegram tells the bot nothing: the next send is refused."""
    person.deactivated = True
    sim.world.person_changed(person)


def _membership(sim: Simulator, status: str) -> Json:
    member: Json = {"status": status, "user": sim.bot.user()}
    if status == "kicked":
        member["until_date"] = 0
    return member
