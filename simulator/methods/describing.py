"""The title, the description and the invite links of a group."""

from simulator import groups
from simulator.chats import Chat
from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.members import may
from simulator.methods.registry import plays
from simulator.methods.targets import entered

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_NAME = 128, 255, 32
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@plays("setChatTitle")
def set_chat_title(sim: Simulator, params: Json) -> bool:
    title = params["title"].strip()[:LONGEST_TITLE]
    if not title:
        raise bad_request("title must be non-empty")
    chat = _changeable(sim, params, "title", "change chat title")
    if title == chat.title:
        raise bad_request("CHAT_NOT_MODIFIED")
    groups.rename(sim, chat, title, sim.bot.id)
    return True


@plays("setChatDescription")
def set_chat_description(sim: Simulator, params: Json) -> bool:
    chat = _changeable(sim, params, "description", "set chat description")
    description = (params.get("description") or "").strip()[:LONGEST_DESCRIPTION]
    if description == chat.description:
        raise bad_request("chat description is not modified")
    chat.description = description
    sim.world.chat_changed(chat)
    return True


@plays("exportChatInviteLink")
def export_chat_invite_link(sim: Simulator, params: Json) -> str:
    """A new primary link; the one before it ends."""
    chat = _invitable(sim, params)
    chat.invite_link = _link(sim)
    sim.world.chat_changed(chat)
    return chat.invite_link


@plays("createChatInviteLink")
def create_chat_invite_link(sim: Simulator, params: Json) -> Json:
    _invitable(sim, params)
    if params.get("creates_join_request") and params.get("member_limit"):
        raise bad_request("member limit can't be specified for links requiring administrator approval")
    named = {name: params[name] for name in ("name", "expire_date", "member_limit") if params.get(name)}
    if "name" in named:
        named["name"] = named["name"][:LONGEST_NAME]
    return {
        "invite_link": _link(sim),
        "creator": sim.bot.user(),
        "creates_join_request": bool(params.get("creates_join_request")),
        "is_primary": False,
        "is_revoked": False,
        **named,
    }


def _changeable(sim: Simulator, params: Json, what: str, right: str) -> Chat:
    chat = entered(sim, params["chat_id"])
    if chat.is_private:
        raise bad_request(f"can't change private chat {what}")
    if not may(chat, sim.bot.id, "can_change_info"):
        raise bad_request(f"not enough rights to {right}")
    return chat


def _invitable(sim: Simulator, params: Json) -> Chat:
    chat = entered(sim, params["chat_id"])
    if chat.is_private:
        raise bad_request("can't invite members to a private chat")
    if not may(chat, sim.bot.id, "can_invite_users"):
        raise bad_request("not enough rights to manage chat invite link")
    return chat


def _link(sim: Simulator) -> str:
    """Nobody can join by it: people join by the control plane."""
    return "https://t.me/+" + "".join(sim.dice.choices(_SIGNS, k=16))
