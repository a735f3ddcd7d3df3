"""Members of a chat as the Bot API shows them, and the updates that tell of their changes."""

from simulator.chats import Chat
from simulator.codec import Json
from simulator.machine import Simulator
from simulator.state import World

_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_change_info",
    "can_invite_users",
)  # fmt: skip
_NO_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_promote_members", "can_post_stories", "can_edit_stories",
    "can_delete_stories",
)  # fmt: skip
_MORE_RIGHTS = {
    "group": ("can_pin_messages",),
    "supergroup": ("can_pin_messages", "can_manage_topics"),
    "channel": ("can_post_messages", "can_edit_messages"),
}
RIGHTS = frozenset({*_RIGHTS, *_NO_RIGHTS, *_MORE_RIGHTS["supergroup"], *_MORE_RIGHTS["channel"]} - {"can_be_edited"})
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
    "can_pin_messages", "can_manage_topics",
)  # fmt: skip


def usual_rights(chat: Chat) -> Json:
    """What an administrator may when nobody said otherwise."""
    return dict.fromkeys((*_RIGHTS, *_MORE_RIGHTS[chat.kind]), True) | dict.fromkeys(_NO_RIGHTS, False)


def may(chat: Chat, user_id: int, right: str) -> bool:
    """Whether someone has a right of administrators."""
    match chat.members.get(user_id):
        case "creator":
            return True
        case "administrator":
            return bool((usual_rights(chat) | chat.rights.get(user_id, {})).get(right))
        case _:
            return False


def member_object(world: World, chat: Chat, user_id: int, status: str, rights: Json | None = None) -> Json:
    """Telegram's ChatMember."""
    shown: Json = {"status": status, "user": world.user_object(user_id)}
    if status == "creator":
        shown["is_anonymous"] = False
    elif status == "administrator":
        shown |= usual_rights(chat) | (rights or {})
    elif status == "restricted":
        shown |= {"is_member": True, **dict.fromkeys(PERMISSIONS, False), "until_date": 0, **(rights or {})}
    elif status == "kicked":
        shown |= {"until_date": 0, **(rights or {})}
    return shown


def set_status(sim: Simulator, chat: Chat, user_id: int, status: str, by: int, rights: Json | None = None) -> None:
    """Changes someone's status and tells the bot: of its own always, of others' as an administrator."""
    old, old_rights = chat.members.get(user_id, "left"), chat.rights.pop(user_id, None)
    chat.members[user_id] = status
    if rights:
        chat.rights[user_id] = rights
    sim.world.chat_changed(chat)
    about_bot = user_id == sim.bot.id
    if (old, old_rights) != (status, rights) and (about_bot or chat.led_by(sim.bot.id)):
        before = member_object(sim.world, chat, user_id, old, old_rights)
        after = member_object(sim.world, chat, user_id, status, rights)
        sim.updates.add("my_chat_member" if about_bot else "chat_member", change_object(sim, chat, before, after, by))


def change_object(sim: Simulator, chat: Chat, before: Json, after: Json, by: int) -> Json:
    """Telegram's ChatMemberUpdated."""
    return {
        "chat": sim.world.chat_object(chat.id),
        "from": sim.world.user_object(by),
        "date": sim.civil_second(),
        "old_chat_member": before,
        "new_chat_member": after,
    }
