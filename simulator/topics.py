"""Topics of a forum: made, renamed, closed, deleted, and who may write into one."""

from simulator.chats import Chat, Topic
from simulator.codec import Json
from simulator.groups import announce
from simulator.machine import Simulator
from simulator.members import may

MANAGE = "can_manage_topics"
LONGEST_NAME = 128


def create(sim: Simulator, chat: Chat, topic: Topic, by: int) -> Topic:
    """The topic gets its id here."""
    topic.id = sim.world.new_message_id(chat)
    chat.topics[topic.id] = topic
    sim.world.chat_changed(chat)
    announce(sim, chat, by, {"forum_topic_created": {"name": topic.name, **looks(topic)}}, topic.id)
    return topic


def looks(topic: Topic) -> Json:
    return {"icon_color": topic.color, **({"icon_custom_emoji_id": topic.emoji} if topic.emoji else {})}


def edit(sim: Simulator, chat: Chat, topic: Topic, by: int, name: str | None, emoji: str | None = None) -> None:
    """`emoji` "" takes the icon away."""
    told: Json = {}
    if name is not None and name != topic.name:
        topic.name = told["name"] = name
    if emoji is not None and emoji != (topic.emoji or ""):
        topic.emoji = emoji or None
        told["icon_custom_emoji_id"] = emoji
    if told:
        sim.world.chat_changed(chat)
        announce(sim, chat, by, {"forum_topic_edited": told}, topic.id)


def close(sim: Simulator, chat: Chat, topic: Topic, by: int, closed: bool) -> None:
    if topic.closed != closed:
        topic.closed = closed
        sim.world.chat_changed(chat)
        announce(sim, chat, by, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}, topic.id)


def delete(sim: Simulator, chat: Chat, topic: Topic) -> None:
    """Takes all its messages with it."""
    del chat.topics[topic.id]
    for message in chat.messages.values():
        if message.thread == topic.id and not message.deleted:
            message.deleted = True
            sim.world.message_changed(message)
    sim.world.chat_changed(chat)


def lets_write(chat: Chat, topic: Topic, user_id: int) -> bool:
    return not topic.closed or may(chat, user_id, MANAGE)
