"""Finding the chats and the people that a control call speaks of."""

from simulator import groups
from simulator.chats import Chat
from simulator.codec import Json
from simulator.control.ask import maybe
from simulator.errors import ControlError, missing
from simulator.machine import Simulator


def chat_of(sim: Simulator, chat_id: int) -> Chat:
    found = sim.world.chats.get(chat_id)
    if found is None:
        raise missing(f"there is no chat {chat_id}")
    return found


def group_of(sim: Simulator, chat_id: int) -> Chat:
    chat = chat_of(sim, chat_id)
    if chat.is_private:
        raise ControlError(f"{chat_id} is a private chat")
    return chat


def someone(sim: Simulator, user_id: int) -> int:
    """A person, or the bot."""
    if user_id not in sim.world.people and user_id != sim.bot.id:
        raise missing(f"there is no person {user_id}")
    return user_id


def actor(sim: Simulator, chat: Chat, given: Json) -> int:
    """Who does it: `by`, else whoever leads the group."""
    by = maybe(given, "by", int)
    return groups.owner_of(sim, chat) if by is None else someone(sim, by)
