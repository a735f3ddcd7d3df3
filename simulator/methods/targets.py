"""Finding what a call speaks of: its chat, and messages in it."""

from simulator.codec import Json
from simulator.errors import Refusal, bad_request
from simulator.machine import Simulator
from simulator.state import Message, Person

CANNOT_START = "Forbidden: bot can't initiate conversation with a user"
BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"


def known(sim: Simulator, chat_id: int | str) -> Person:
    """The person of a private chat, whatever its state."""
    person = sim.world.people.get(chat_id) if isinstance(chat_id, int) else None
    if person is None:
        raise bad_request("chat not found")
    return person


def writable(sim: Simulator, chat_id: int | str) -> Person:
    """The person of a private chat that the bot may write to now."""
    person = known(sim, chat_id)
    if person.deactivated:
        raise Refusal(403, DEACTIVATED)
    if not person.started:
        raise Refusal(403, CANNOT_START)
    if person.blocked:
        raise Refusal(403, BLOCKED)
    return person


def message_in(sim: Simulator, chat_id: int, message_id: int, missing: str) -> Message:
    message = sim.world.message(chat_id, message_id)
    if message is None:
        raise bad_request(missing)
    return message


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
