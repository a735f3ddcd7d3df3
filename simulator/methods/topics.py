"""Topics of a forum, as the bot makes and changes them."""

from simulator import topics
from simulator.chats import Chat, Topic
from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.members import may
from simulator.methods.registry import plays
from simulator.methods.targets import reachable

_COLORS = frozenset({0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F})
_MANAGE, _DELETE = topics.MANAGE, "can_delete_messages"


@plays("createForumTopic")
def create_forum_topic(sim: Simulator, params: Json) -> Json:
    chat = _forum(sim, params, _MANAGE, "create a topic")
    color = params.get("icon_color", 0x6FB9F0)
    if color not in _COLORS:
        raise bad_request("invalid icon color specified")
    topic = Topic(0, _name(params["name"]), color=color, emoji=params.get("icon_custom_emoji_id") or None)
    topics.create(sim, chat, topic, sim.bot.id)
    return {"message_thread_id": topic.id, "name": topic.name, **topics.looks(topic)}


@plays("editForumTopic")
def edit_forum_topic(sim: Simulator, params: Json) -> bool:
    chat = _forum(sim, params, _MANAGE, "edit the topic")
    topic = _topic(chat, params)
    name = _name(params["name"]) if params.get("name") else None
    emoji = params.get("icon_custom_emoji_id")
    if name in (None, topic.name) and emoji in (None, topic.emoji or ""):
        raise bad_request("TOPIC_NOT_MODIFIED")
    topics.edit(sim, chat, topic, sim.bot.id, name, emoji)
    return True


@plays("closeForumTopic")
def close_forum_topic(sim: Simulator, params: Json) -> bool:
    return _close(sim, params, closed=True)


@plays("reopenForumTopic")
def reopen_forum_topic(sim: Simulator, params: Json) -> bool:
    return _close(sim, params, closed=False)


@plays("deleteForumTopic")
def delete_forum_topic(sim: Simulator, params: Json) -> bool:
    chat = _forum(sim, params, _DELETE, "delete the topic")
    topics.delete(sim, chat, _topic(chat, params))
    return True


@plays("unpinAllForumTopicMessages")
def unpin_all_forum_topic_messages(sim: Simulator, params: Json) -> bool:
    chat = _forum(sim, params, "can_pin_messages", "manage pinned messages in the chat")
    thread = _topic(chat, params).id
    chat.pinned = [each for each in chat.pinned if chat.messages[each].thread != thread]
    sim.world.chat_changed(chat)
    return True


def _close(sim: Simulator, params: Json, closed: bool) -> bool:
    chat = _forum(sim, params, _MANAGE, "close or open the topic")
    topic = _topic(chat, params)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topics.close(sim, chat, topic, sim.bot.id, closed)
    return True


def _forum(sim: Simulator, params: Json, right: str, what: str) -> Chat:
    chat = reachable(sim, params["chat_id"])
    if not chat.forum:
        raise bad_request("the chat is not a forum")
    if not may(chat, sim.bot.id, right):
        raise bad_request(f"not enough rights to {what}")
    return chat


def _topic(chat: Chat, params: Json) -> Topic:
    topic = chat.topics.get(params["message_thread_id"])
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def _name(given: str) -> str:
    name = given.strip()
    if not name:
        raise bad_request("name must be non-empty")
    return name[: topics.LONGEST_NAME]
