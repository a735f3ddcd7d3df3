"""Deleting messages: the bot's own and people's in a private chat, for 48 hours."""

from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.methods.registry import Weight, plays
from simulator.methods.targets import known, message_in
from simulator.state import Message

DELETABLE_SECONDS = 48 * 3600
_MOST = 100


@plays("deleteMessage", Weight.OVERALL)
def delete_message(sim: Simulator, params: Json) -> bool:
    person = known(sim, params["chat_id"])
    message = message_in(sim, person.id, params["message_id"], "message to delete not found")
    if _too_old(sim, message):
        raise bad_request("message can't be deleted for everyone")
    _delete(sim, message)
    return True


@plays("deleteMessages", Weight.OVERALL)
def delete_messages(sim: Simulator, params: Json) -> bool:
    """Those that are not there, or too old, are passed over."""
    person = known(sim, params["chat_id"])
    if not params["message_ids"]:
        raise bad_request("message identifiers are not specified")
    if len(params["message_ids"]) > _MOST:
        raise bad_request("too many message identifiers specified")
    for message_id in params["message_ids"]:
        message = sim.world.message(person.id, message_id)
        if message is not None and not _too_old(sim, message):
            _delete(sim, message)
    return True


def _too_old(sim: Simulator, message: Message) -> bool:
    return sim.clock.now() - message.date > DELETABLE_SECONDS


def _delete(sim: Simulator, message: Message) -> None:
    message.deleted = True
    sim.world.message_changed(message)
