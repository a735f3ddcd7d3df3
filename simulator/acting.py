"""What a person does with a message that stands: edit, react, forward, delete."""

from simulator.chats import Chat
from simulator.entities import fix
from simulator.errors import ControlError
from simulator.groups import check_open
from simulator.machine import Simulator
from simulator.messages import Message
from simulator.people import check_can_act, check_can_write, hand_over, origin_of, text_content, write
from simulator.services import is_service
from simulator.state import Person


def edit(sim: Simulator, person: Person, message: Message, text: str) -> None:
    chat = sim.world.chats[message.chat_id]
    check_can_write(person, chat)
    if message.sender_id != person.id or is_service(message.content):
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
    hand_over(sim, chat, message, "edited_message", "edited_channel_post")


def react(sim: Simulator, person: Person, message: Message, emoji: str | None) -> None:
    """Sets this person's reaction, or takes it back when `emoji` is None. Groups tell only an administrator of it."""
    chat = sim.world.chats[message.chat_id]
    check_can_act(person, chat)
    old = message.reactions.get(person.id, [])
    new = [emoji] if emoji else []
    message.reactions[person.id] = new
    sim.world.message_changed(message)
    if not chat.is_private and not chat.led_by(sim.bot.id):
        return
    update = {
        "chat": sim.world.chat_object(chat.id),
        "message_id": message.message_id,
        "user": person.user(),
        "date": sim.civil_second(),
        "old_reaction": [{"type": "emoji", "emoji": each} for each in old],
        "new_reaction": [{"type": "emoji", "emoji": each} for each in new],
    }
    sim.updates.add("message_reaction", update)


def forward(sim: Simulator, person: Person, message: Message, to: Chat, thread: int | None) -> Message:
    if message.protected or is_service(message.content):
        raise ControlError("the message is protected or Telegram's own: it cannot be forwarded")
    origin = origin_of(sim, message)
    return write(sim, person, to, message.content, forward_origin=origin, votes=message.votes, thread=thread)


def delete(sim: Simulator, person: Person, message: Message) -> None:
    """For everyone. In the private chat all of it is the person's to delete. The bot is not told."""
    chat = sim.world.chats[message.chat_id]
    if person.deactivated:
        raise ControlError(f"the account of {person.name} is deactivated")
    if not chat.is_private:
        check_open(chat)
        if message.sender_id != person.id and not chat.led_by(person.id):
            raise ControlError("people delete only their own messages in a group that others lead")
    message.deleted = True
    sim.world.message_changed(message)
