"""What else is done in a chat: reactions, typing, pins; and what can be asked about it."""

from simulator.chats import Chat
from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.members import PERMISSIONS
from simulator.methods.registry import plays
from simulator.methods.targets import entered, message_in, reachable, topic_of, writable
from simulator.views import for_bot

_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@plays("sendChatAction")
def send_chat_action(sim: Simulator, params: Json) -> bool:
    chat = writable(sim, params["chat_id"])
    if params["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    sim.hub.tell("action", chat.id, {"action": params["action"], "thread": topic_of(sim, chat, params, None)})
    return True


@plays("setMessageReaction")
def set_message_reaction(sim: Simulator, params: Json) -> bool:
    """A bot sets at most one reaction; none takes it back."""
    chat = reachable(sim, params["chat_id"])
    message = message_in(sim, chat.id, params["message_id"], "message to react not found")
    given = [each.get("emoji", "") for each in params.get("reaction", [])]
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if "" in given:
        raise bad_request("REACTION_INVALID")
    message.reactions[sim.bot.id] = given
    sim.world.message_changed(message)
    return True


def _pinnable(sim: Simulator, params: Json) -> Chat:
    chat = reachable(sim, params["chat_id"])
    if not chat.is_private and not chat.led_by(sim.bot.id):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


@plays("pinChatMessage")
def pin_chat_message(sim: Simulator, params: Json) -> bool:
    chat = _pinnable(sim, params)
    message = message_in(sim, chat.id, params["message_id"], "message to pin not found")
    if message.message_id not in chat.pinned:
        chat.pinned.append(message.message_id)
        sim.world.chat_changed(chat)
    return True


@plays("unpinChatMessage")
def unpin_chat_message(sim: Simulator, params: Json) -> bool:
    """Without a message it unpins the newest."""
    chat = _pinnable(sim, params)
    message_id = params.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    sim.world.chat_changed(chat)
    return True


@plays("unpinAllChatMessages")
def unpin_all_chat_messages(sim: Simulator, params: Json) -> bool:
    chat = _pinnable(sim, params)
    chat.pinned.clear()
    sim.world.chat_changed(chat)
    return True


@plays("getChat")
def get_chat(sim: Simulator, params: Json) -> Json:
    chat = entered(sim, params["chat_id"])
    shown: Json = {
        **sim.world.chat_object(chat.id),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, chat.is_private),
    }
    person = sim.world.people.get(chat.id)
    if person is not None and person.username:
        shown["active_usernames"] = [person.username]
    if not chat.is_private:
        shown["permissions"] = dict.fromkeys(PERMISSIONS, not chat.muted) | chat.permissions
        shown |= {name: told for name in ("description", "invite_link") if (told := getattr(chat, name))}
    pinned = [sim.world.message(chat.id, each) for each in chat.pinned]
    standing = [each for each in pinned if each is not None]
    if standing:
        shown["pinned_message"] = for_bot(sim.world, standing[-1])
    return shown
