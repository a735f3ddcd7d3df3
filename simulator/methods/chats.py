"""What else is done in a chat: reactions, typing, pins; and what can be asked about it."""

from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.methods.registry import plays
from simulator.methods.targets import known, message_in, writable
from simulator.views import for_bot

_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip


@plays("sendChatAction")
def send_chat_action(sim: Simulator, params: Json) -> bool:
    person = writable(sim, params["chat_id"])
    if params["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    sim.hub.publish("action", {"person": person.id, "action": params["action"]}, person.id)
    return True


@plays("setMessageReaction")
def set_message_reaction(sim: Simulator, params: Json) -> bool:
    """A bot sets at most one reaction; none takes it back."""
    person = writable(sim, params["chat_id"])
    message = message_in(sim, person.id, params["message_id"], "message to react not found")
    given = [each.get("emoji", "") for each in params.get("reaction", [])]
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if "" in given:
        raise bad_request("REACTION_INVALID")
    message.reactions[sim.bot.id] = given
    sim.world.message_changed(message)
    return True


@plays("pinChatMessage")
def pin_chat_message(sim: Simulator, params: Json) -> bool:
    person = writable(sim, params["chat_id"])
    message = message_in(sim, person.id, params["message_id"], "message to pin not found")
    chat = sim.world.chats[person.id]
    if message.message_id not in chat.pinned:
        chat.pinned.append(message.message_id)
        sim.world.chat_changed(chat)
    return True


@plays("unpinChatMessage")
def unpin_chat_message(sim: Simulator, params: Json) -> bool:
    """Without a message it unpins the newest."""
    chat = sim.world.chats[writable(sim, params["chat_id"]).id]
    message_id = params.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    sim.world.chat_changed(chat)
    return True


@plays("unpinAllChatMessages")
def unpin_all_chat_messages(sim: Simulator, params: Json) -> bool:
    chat = sim.world.chats[writable(sim, params["chat_id"]).id]
    chat.pinned.clear()
    sim.world.chat_changed(chat)
    return True


@plays("getChat")
def get_chat(sim: Simulator, params: Json) -> Json:
    person = known(sim, params["chat_id"])
    shown: Json = {
        **person.chat(),
        "accent_color_id": person.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }
    if person.username:
        shown["active_usernames"] = [person.username]
    pinned = [sim.world.message(person.id, each) for each in sim.world.chats[person.id].pinned]
    standing = [each for each in pinned if each is not None]
    if standing:
        shown["pinned_message"] = for_bot(sim.world, standing[-1])
    return shown


@plays("getChatMember")
def get_chat_member(sim: Simulator, params: Json) -> Json:
    person = known(sim, params["chat_id"])
    if params["user_id"] == person.id:
        return {"status": "member", "user": person.user()}
    if params["user_id"] == sim.bot.id:
        return {"status": "member", "user": sim.bot.user()}
    raise bad_request("member not found")
