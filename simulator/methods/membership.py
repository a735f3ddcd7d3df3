"""Who is in a chat, and leaving it."""

from simulator import groups
from simulator.chats import Chat
from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.members import member_object
from simulator.methods.registry import plays
from simulator.methods.targets import entered


@plays("getChatMember")
def get_chat_member(sim: Simulator, params: Json) -> Json:
    """Who is known but was never in the group has left it, as Telegram says."""
    chat, user_id = entered(sim, params["chat_id"]), params["user_id"]
    if chat.is_private and user_id in (chat.id, sim.bot.id):
        return member_object(sim.world, chat, user_id, "member")
    if chat.is_private or not (user_id in sim.world.people or user_id == sim.bot.id):
        raise bad_request("member not found")
    return shown_member(sim, chat, user_id)


def shown_member(sim: Simulator, chat: Chat, user_id: int) -> Json:
    return member_object(sim.world, chat, user_id, chat.members.get(user_id, "left"), chat.rights.get(user_id))


@plays("getChatAdministrators")
def get_chat_administrators(sim: Simulator, params: Json) -> list[Json]:
    chat = entered(sim, params["chat_id"])
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    leading = [each for each in chat.members if chat.led_by(each)]
    wanted = leading if params.get("return_bots") else [each for each in leading if each != sim.bot.id]
    return [shown_member(sim, chat, each) for each in wanted]


@plays("getChatMemberCount")
def get_chat_member_count(sim: Simulator, params: Json) -> int:
    chat = entered(sim, params["chat_id"])
    return 2 if chat.is_private else sum(map(chat.has, chat.members))


@plays("leaveChat")
def leave_chat(sim: Simulator, params: Json) -> bool:
    chat = entered(sim, params["chat_id"])
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    groups.dismiss(sim, chat, sim.bot.id, sim.bot.id, "left")
    return True
