"""Deleting messages, for 48 hours: the bot's own, and people's in a private chat or a group that it leads."""

from simulator.chats import Chat
from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.messages import Message
from simulator.methods.registry import Weight, plays
from simulator.methods.targets import entered, message_in

DELETABLE_SECONDS = 48 * 3600
_MOST = 100


@plays("deleteMessage", Weight.OVERALL)
def delete_message(sim: Simulator, params: Json) -> bool:
    chat = entered(sim, params["chat_id"])
    message = message_in(sim, chat.id, params["message_id"], "message to delete not found")
    if not _may_delete(sim, chat, message):
        raise bad_request("message can't be deleted")
    if _too_old(sim, message):
        raise bad_request("message can't be deleted for everyone")
    _delete(sim, message)
    return True


@plays("deleteMessages", Weight.OVERALL)
def delete_messages(sim: Simulator, params: Json) -> bool:
    """Those that are not there, not the bot's to delete, or too old are passed over."""
    chat = entered(sim, params["chat_id"])
    if not params["message_ids"]:
        raise bad_request("message identifiers are not specified")
    if len(params["message_ids"]) > _MOST:
        raise bad_request("too many message identifiers specified")
    for message_id in params["message_ids"]:
        message = sim.world.message(chat.id, message_id)
        if message is not None and _may_delete(sim, chat, message) and not _too_old(sim, message):
            _delete(sim, message)
    return True


def _may_delete(sim: Simulator, chat: Chat, message: Message) -> bool:
    """In a group only an administrator deletes what others wrote."""
    return chat.is_private or message.sender_id == sim.bot.id or chat.led_by(sim.bot.id)


def _too_old(sim: Simulator, message: Message) -> bool:
    return sim.clock.now() - message.date > DELETABLE_SECONDS


def _delete(sim: Simulator, message: Message) -> None:
    message.deleted = True
    sim.world.message_changed(message)
