"""Members of a chat as the Bot API shows them, and the updates that tell of their changes."""

from simulator.chats import Chat
from simulator.codec import Json
from simulator.machine import Simulator
from simulator.state import World

_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_change_info",
    "can_invite_users", "can_pin_messages",
)  # fmt: skip
_NO_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_promote_members", "can_post_stories", "can_edit_stories",
    "can_delete_stories",
)  # fmt: skip


def member_object(world: World, user_id: int, status: str) -> Json:
    """Telegram's ChatMember."""
    shown: Json = {"status": status, "user": world.user_object(user_id)}
    if status == "creator":
        shown["is_anonymous"] = False
    elif status == "administrator":
        shown |= dict.fromkeys(_RIGHTS, True) | dict.fromkeys(_NO_RIGHTS, False)
    elif status == "kicked":
        shown["until_date"] = 0
    return shown


def set_status(sim: Simulator, chat: Chat, user_id: int, status: str, by: int) -> None:
    """Changes someone's status and tells the bot: of its own always, of others' as an administrator."""
    old = chat.members.get(user_id, "left")
    chat.members[user_id] = status
    sim.world.chat_changed(chat)
    about_bot = user_id == sim.bot.id
    if old != status and (about_bot or chat.led_by(sim.bot.id)):
        kind = "my_chat_member" if about_bot else "chat_member"
        sim.updates.add(kind, change_object(sim, chat, user_id, (old, status), by))


def change_object(sim: Simulator, chat: Chat, user_id: int, statuses: tuple[str, str], by: int) -> Json:
    """Telegram's ChatMemberUpdated."""
    old, new = (member_object(sim.world, user_id, status) for status in statuses)
    return {
        "chat": sim.world.chat_object(chat.id),
        "from": sim.world.user_object(by),
        "date": sim.civil_second(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
