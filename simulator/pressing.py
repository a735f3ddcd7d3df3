"""Presses: of buttons under messages, and of keys of the reply keyboard."""

from simulator.chats import Chat
from simulator.codec import Json
from simulator.errors import ControlError, missing
from simulator.machine import Simulator
from simulator.messages import Message
from simulator.people import check_can_act
from simulator.queries import Press
from simulator.state import Person
from simulator.views import buttons_of, for_bot


def press(sim: Simulator, person: Person, message: Message, button: str, again: bool) -> Press:
    """Presses an inline button by its label or its data; `again` repeats the last press of it."""
    chat = sim.world.chats[message.chat_id]
    check_can_act(person, chat)
    if not chat.is_private and not chat.has(sim.bot.id):
        raise ControlError(f"the bot is not in {chat.title}: nobody answers its buttons")
    data = _data_of(message, button)
    if again:
        pressed = sim.queries.again(person.id, chat.id, message.message_id, data)
        if pressed is None:
            raise ControlError(f"{person.name} has not pressed {button!r} on message {message.message_id} yet")
    else:
        pressed = sim.queries.press(person.id, chat.id, message.message_id, data)
    query = {
        "id": pressed.query_id,
        "from": person.user(),
        "message": for_bot(sim.world, message),
        "chat_instance": str(chat.id * 104_729),
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


def key_asking(chat: Chat, wish: str) -> Json:
    """The key that asks for a contact or a place."""
    for key in _keys(chat):
        if key.get(wish):
            return key
    raise missing("no key of the reply keyboard asks for it")


def _keys(chat: Chat) -> list[Json]:
    return [key for row in (chat.keyboard["keyboard"] if chat.keyboard else []) for key in row]


def key_named(chat: Chat, text: str) -> Json:
    """The key of the reply keyboard in force."""
    keys = _keys(chat)
    for key in keys:
        if key["text"] == text:
            return key
    labels = ", ".join(repr(key["text"]) for key in keys) or "none"
    raise missing(f"there is no key {text!r}; the keys are: {labels}")
