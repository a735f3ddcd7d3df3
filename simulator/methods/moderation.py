"""Removing, restricting and promoting members, and what everyone may.

Of permissions only the right to write is enforced; `until_date` is shown and lifts nothing.
"""

from simulator import groups
from simulator.chats import INSIDE, Chat
from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.members import PERMISSIONS, RIGHTS, may, set_status
from simulator.methods.registry import plays
from simulator.methods.targets import entered

_RESTRICT = "can_restrict_members"
_SENDING = tuple(each for each in PERMISSIONS if each.startswith("can_send_") or each == "can_add_web_page_previews")
_LARGE = ("supergroup", "channel")
_LARGE_ONLY = "method is available for supergroup and channel chats only"


@plays("banChatMember")
def ban_chat_member(sim: Simulator, params: Json) -> bool:
    chat = entered(sim, params["chat_id"])
    if chat.is_private:
        raise bad_request("can't ban members in private chats")
    user_id = _target(sim, chat, params)
    _put(sim, chat, user_id, "kicked", _until(params))
    return True


@plays("unbanChatMember")
def unban_chat_member(sim: Simulator, params: Json) -> bool:
    """A member is removed by it, unless only the banned are meant."""
    chat = _large(sim, params, _LARGE, _LARGE_ONLY)
    banned = chat.members.get(params["user_id"]) == "kicked"
    if params.get("only_if_banned") and not banned:
        return True
    user_id = _target(sim, chat, params)
    if banned or chat.has(user_id):
        _put(sim, chat, user_id, "left", None)
    return True


@plays("restrictChatMember")
def restrict_chat_member(sim: Simulator, params: Json) -> bool:
    """Who may send everything again is a plain member."""
    chat = _large(sim, params, ("supergroup",), "method is available only for supergroups")
    user_id = _target(sim, chat, params)
    if not chat.has(user_id):
        raise bad_request("USER_NOT_PARTICIPANT")
    permissions = _permissions(params)
    free = all(permissions[each] for each in _SENDING)
    rights = None if free else permissions | (_until(params) or {})
    set_status(sim, chat, user_id, "member" if free else "restricted", sim.bot.id, rights)
    return True


@plays("promoteChatMember")
def promote_chat_member(sim: Simulator, params: Json) -> bool:
    """Without any right it is the end of a promotion."""
    chat = _large(sim, params, _LARGE, _LARGE_ONLY)
    user_id, rights = params["user_id"], {name: bool(params.get(name)) for name in sorted(RIGHTS)}
    if user_id == sim.bot.id:
        raise bad_request("can't promote self")
    if chat.members.get(user_id) == "creator":
        raise bad_request("can't remove chat owner")
    if not may(chat, sim.bot.id, "can_promote_members"):
        raise bad_request("not enough rights")
    if not chat.has(user_id):
        raise bad_request("USER_NOT_PARTICIPANT")
    promoted = any(rights.values())
    status = "administrator" if promoted else "member"
    set_status(sim, chat, user_id, status, sim.bot.id, rights | {"can_be_edited": True} if promoted else None)
    return True


@plays("setChatPermissions")
def set_chat_permissions(sim: Simulator, params: Json) -> bool:
    chat = entered(sim, params["chat_id"])
    if chat.kind in ("private", "channel"):
        raise bad_request(f"can't change {'private' if chat.is_private else 'channel'} chat permissions")
    if not may(chat, sim.bot.id, _RESTRICT):
        raise bad_request("not enough rights to change chat permissions")
    chat.permissions = _permissions(params)
    groups.mute(sim, chat, not chat.permissions["can_send_messages"])
    return True


def _large(sim: Simulator, params: Json, kinds: tuple[str, ...], words: str) -> Chat:
    chat = entered(sim, params["chat_id"])
    if chat.kind not in kinds:
        raise bad_request(words)
    return chat


def _target(sim: Simulator, chat: Chat, params: Json) -> int:
    """Whom the bot may remove or restrict."""
    user_id: int = params["user_id"]
    if user_id == sim.bot.id:
        raise bad_request("can't restrict self")
    if user_id not in sim.world.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    status = chat.members.get(user_id)
    if status == "creator":
        raise bad_request("can't remove chat owner")
    if not may(chat, sim.bot.id, _RESTRICT):
        raise bad_request("not enough rights to restrict/unrestrict chat member")
    if status == "administrator":
        raise bad_request("user is an administrator of the chat")
    return user_id


def _put(sim: Simulator, chat: Chat, user_id: int, status: str, rights: Json | None) -> None:
    """Out of the chat; the group reads of it if they were in."""
    was_inside = chat.members.get(user_id) in INSIDE
    set_status(sim, chat, user_id, status, sim.bot.id, rights)
    if was_inside:
        groups.announce(sim, chat, sim.bot.id, {"left_chat_member": sim.world.user_object(user_id)})


def _until(params: Json) -> Json | None:
    until = params.get("until_date")
    return {"until_date": until} if until else None


def _permissions(params: Json) -> Json:
    """Who may send anything may write too, unless each is meant for itself."""
    given = {name: bool(params["permissions"].get(name)) for name in PERMISSIONS}
    if not params.get("use_independent_chat_permissions") and any(given[each] for each in _SENDING):
        given["can_send_messages"] = True
    return given
