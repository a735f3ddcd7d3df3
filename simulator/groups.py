"""What happens to groups and channels, with the updates and service messages that Telegram sends for it."""

from simulator.chats import Chat
from simulator.codec import Json
from simulator.errors import ControlError
from simulator.machine import Simulator
from simulator.members import set_status
from simulator.messages import Message
from simulator.privacy import hears
from simulator.views import for_bot


def create(sim: Simulator, chat: Chat, people: list[int], bot: str | None) -> None:
    """Makes a group of `people`, the first its owner. `bot` is the status it gets; None leaves it out."""
    owner = people[0]
    chat.members = dict.fromkeys(people, "member") | {owner: "creator"}
    sim.world.add_chat(chat)
    if chat.kind != "group":
        if bot is not None:
            admit(sim, chat, sim.bot.id, owner, bot)
        return
    if bot is not None:
        set_status(sim, chat, sim.bot.id, bot, owner)
    announce(sim, chat, owner, {"group_chat_created": True})


def admit(sim: Simulator, chat: Chat, user_id: int, by: int, status: str = "member") -> None:
    check_open(chat)
    if chat.has(user_id):
        raise ControlError(f"{sim.world.name_of(user_id)} is in {chat.title} already")
    set_status(sim, chat, user_id, status, by)
    announce(sim, chat, by, {"new_chat_members": [sim.world.user_object(user_id)]})


def dismiss(sim: Simulator, chat: Chat, user_id: int, by: int, status: str) -> None:
    """Someone leaves ("left") or is removed ("kicked"). Who is gone reads of it only in a plain group."""
    check_inside(sim, chat, user_id)
    set_status(sim, chat, user_id, status, by)
    announce(sim, chat, by, {"left_chat_member": sim.world.user_object(user_id)})


def promote(sim: Simulator, chat: Chat, user_id: int, by: int, status: str, rights: Json | None = None) -> None:
    check_inside(sim, chat, user_id)
    if chat.members[user_id] == "creator":
        raise ControlError(f"{sim.world.name_of(user_id)} owns {chat.title}")
    set_status(sim, chat, user_id, status, by, rights)


def rename(sim: Simulator, chat: Chat, title: str, by: int) -> None:
    check_open(chat)
    chat.title = title
    sim.world.chat_changed(chat)
    announce(sim, chat, by, {"new_chat_title": title})


def upgrade(sim: Simulator, chat: Chat) -> Chat:
    """A group becomes a supergroup: a new chat with the same members. The bot joins it, and is told on both sides."""
    check_open(chat)
    if chat.kind != "group":
        raise ControlError(f"{chat.title} is a {chat.kind}: only a group becomes a supergroup")
    world, by = sim.world, owner_of(sim, chat)
    bot = chat.members.get(sim.bot.id)
    new = Chat(world.new_chat_id("supergroup"), "supergroup", chat.title, muted=chat.muted)
    new.rights, new.permissions, new.description = dict(chat.rights), dict(chat.permissions), chat.description
    new.members = {user_id: status for user_id, status in chat.members.items() if user_id != sim.bot.id}
    world.add_chat(new)
    if bot is not None and chat.has(sim.bot.id):
        set_status(sim, new, sim.bot.id, bot, by)
    announce(sim, chat, by, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    world.chat_changed(chat)
    announce(sim, new, by, {"migrate_from_chat_id": chat.id})
    return new


def delete(sim: Simulator, chat: Chat) -> None:
    """Its owner deletes it for all. Telegram tells the bot nothing but that it is out."""
    check_open(chat)
    if chat.has(sim.bot.id):
        set_status(sim, chat, sim.bot.id, "left", owner_of(sim, chat))
    chat.deleted = True
    sim.world.chat_changed(chat)


def mute(sim: Simulator, chat: Chat, muted: bool) -> None:
    """Lets only administrators write, or everyone again."""
    check_open(chat)
    chat.muted = muted
    sim.world.chat_changed(chat)


def announce(sim: Simulator, chat: Chat, by: int, content: Json, thread: int | None = None) -> None:
    """Puts a service message into the chat; channels have none of these. The one that makes a topic has its id."""
    if chat.kind == "channel":
        return
    message_id = thread if thread and "forum_topic_created" in content else sim.world.new_message_id(chat)
    message = Message(message_id, chat.id, by, sim.civil_second(), content, thread=thread)
    sim.world.add_message(message)
    own_exit = chat.kind == "group" and content.get("left_chat_member", {}).get("id") == sim.bot.id
    if by != sim.bot.id and (own_exit or hears(sim.world, chat, message)):
        sim.updates.add("message", for_bot(sim.world, message))


def check_open(chat: Chat) -> None:
    if chat.deleted:
        raise ControlError(f"{chat.title} was deleted")
    if chat.migrated_to is not None:
        raise ControlError(f"{chat.title} became the supergroup {chat.migrated_to}")


def check_inside(sim: Simulator, chat: Chat, user_id: int) -> None:
    check_open(chat)
    if not chat.has(user_id):
        raise ControlError(f"{sim.world.name_of(user_id)} is not in {chat.title}")


def owner_of(sim: Simulator, chat: Chat) -> int:
    """Who acts when a call names nobody: the owner, else another who leads it, else anyone in it."""
    people = sim.world.watchers(chat)
    ranked = sorted(people, key=lambda each: (chat.members[each] != "creator", not chat.led_by(each)))
    return ranked[0] if ranked else next(iter(chat.members))
