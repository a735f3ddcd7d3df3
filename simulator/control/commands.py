"""GET /sim/people/{id}/commands: what the menu button lists for this person."""

from aiohttp import web

from simulator import people
from simulator.chats import Chat
from simulator.codec import Json
from simulator.control.ask import answer, number
from simulator.control.router import Router
from simulator.errors import missing
from simulator.machine import Simulator
from simulator.profile import scope_key
from simulator.state import Person


class CommandCalls:
    def __init__(self, sim: Simulator, router: Router) -> None:
        self._sim = sim
        router.add("GET", "/sim/people/{person}/commands", self.commands)

    async def commands(self, request: web.BaseRequest, person: int) -> web.Response:
        """With `chat` those of a group. The narrowest scope counts, in the person's language before any."""
        who = self._sim.world.people.get(person)
        if who is None:
            raise missing(f"there is no person {person}")
        chat = people.chat_of(self._sim, who, number(request, "chat", person))
        known = self._sim.profile.commands
        for scope in _scopes(chat, who):
            for language in (who.language_code, None):
                found = known.get(scope_key(scope, language))
                if found:
                    return answer(found)
        return answer([])


def _scopes(chat: Chat, person: Person) -> list[Json]:
    """From the narrowest to the widest."""
    if chat.is_private:
        return [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}, {"type": "default"}]
    leading: list[Json] = [{"type": "chat_administrators", "chat_id": chat.id}] if chat.led_by(person.id) else []
    leading_all: list[Json] = [{"type": "all_chat_administrators"}] if chat.led_by(person.id) else []
    own: Json = {"type": "chat_member", "chat_id": chat.id, "user_id": person.id}
    widest: list[Json] = [{"type": "all_group_chats"}, {"type": "default"}]
    return [own, *leading, {"type": "chat", "chat_id": chat.id}, *leading_all, *widest]
