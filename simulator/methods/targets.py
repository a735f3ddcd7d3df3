"""Finding what a call speaks of: its chat, and messages in it."""

from simulator import topics
from simulator.chats import Chat
from simulator.codec import Json
from simulator.errors import Refusal, bad_request
from simulator.machine import Simulator
from simulator.messages import Message

CANNOT_START = "Forbidden: bot can't initiate conversation with a user"
BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"
UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"


def known(sim: Simulator, chat_id: int | str) -> Chat:
    """A chat that the bot has ever been in, whatever its state."""
    chat = sim.world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None or not (chat.is_private or sim.bot.id in chat.members):
        raise bad_request("chat not found")
    return chat


def entered(sim: Simulator, chat_id: int | str) -> Chat:
    """A private chat, or a group that the bot is in."""
    chat = known(sim, chat_id)
    if chat.is_private:
        return chat
    if chat.migrated_to is not None:
        raise Refusal(400, UPGRADED, {"migrate_to_chat_id": chat.migrated_to})
    if chat.deleted:
        raise Refusal(403, f"Forbidden: the {chat.kind} chat was deleted")
    if not chat.has(sim.bot.id):
        how = "was kicked from" if chat.members[sim.bot.id] == "kicked" else "is not a member of"
        raise Refusal(403, f"Forbidden: bot {how} the {chat.kind} chat")
    return chat


def reachable(sim: Simulator, chat_id: int | str) -> Chat:
    """A chat in which the bot can still do something to what it sent."""
    chat = entered(sim, chat_id)
    person = sim.world.people.get(chat.id)
    if person is None:
        return chat
    if person.deactivated:
        raise Refusal(403, DEACTIVATED)
    if not person.started:
        raise Refusal(403, CANNOT_START)
    if person.blocked:
        raise Refusal(403, BLOCKED)
    return chat


def writable(sim: Simulator, chat_id: int | str, what: str = "text messages") -> Chat:
    """A chat that the bot may write to now. `what` is named when it may not send that."""
    chat = reachable(sim, chat_id)
    if chat.is_private or chat.lets_write(sim.bot.id):
        return chat
    if chat.kind == "channel":
        raise bad_request("need administrator rights in the channel chat")
    raise bad_request(f"not enough rights to send {what} to the chat")


def message_in(sim: Simulator, chat_id: int, message_id: int, missing: str) -> Message:
    message = sim.world.message(chat_id, message_id)
    if message is None:
        raise bad_request(missing)
    return message


def topic_of(sim: Simulator, chat: Chat, params: Json, reply_to: int | None) -> int | None:
    """The topic that a new message goes to: the one that the call names, else that of the message it replies to."""
    thread: int | None = params.get("message_thread_id") or None
    if thread is None and reply_to is not None and chat.forum:
        thread = chat.messages[reply_to].thread
    if thread is None or not (chat.forum or chat.is_private):
        return None
    topic = chat.topics.get(thread)
    if topic is None:
        raise bad_request("message thread not found")
    if not topics.lets_write(chat, topic, sim.bot.id):
        raise bad_request("TOPIC_CLOSED")
    return topic.id


def replied_to(sim: Simulator, chat_id: int, params: Json) -> int | None:
    """The message that a new one replies to, as `reply_parameters` say."""
    reply = params.get("reply_parameters")
    if reply is None:
        return None
    message_id: int = reply["message_id"]
    if sim.world.message(chat_id, message_id) is not None:
        return message_id
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
