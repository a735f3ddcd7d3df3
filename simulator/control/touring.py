"""Calls about the guided tour, and the count of copies that it ends with."""

from collections import Counter

from aiohttp import web

from simulator.control.ask import answer, body, maybe, only
from simulator.control.router import Router
from simulator.entities import texts_of
from simulator.errors import ControlError, missing
from simulator.machine import Simulator
from simulator.tour import checked


class TouringCalls:
    def __init__(self, sim: Simulator, router: Router) -> None:
        self._sim = sim
        router.add("GET", "/sim/tour", self.tour)
        router.add("POST", "/sim/tour", self.set_tour)
        router.add("GET", "/sim/copies", self.copies)

    async def tour(self, _request: web.BaseRequest) -> web.Response:
        if self._sim.tour is None:
            raise missing("this simulator has no tour")
        return answer({**self._sim.tour, "playing": self._sim.touring})

    async def set_tour(self, request: web.BaseRequest) -> web.Response:
        """A script, or `playing`: a page tells that it plays, which whoever plays the crowd may want to know."""
        given = await body(request)
        if "scenes" in given:
            self._sim.tour = checked(given)
            self._sim.touring = False
        else:
            only(given, "playing")
            playing = maybe(given, "playing", bool)
            if playing is None:
                raise ControlError("give scenes or playing")
            self._sim.touring = playing
        view = self._sim.tour_view()
        self._sim.hub.publish("tour", {"tour": view})
        return answer(view)

    async def copies(self, request: web.BaseRequest) -> web.Response:
        """In how many private chats messages of the bot with this text stand, and where there are several."""
        text = request.query.get("text")
        if not text:
            raise ControlError("text is missing")
        found = self._found(text)
        several = [
            {"person": each, "name": self._sim.world.name_of(each), "messages": many}
            for each, many in found.items()
            if many > 1
        ]
        return answer({"people": len(found), "messages": found.total(), "several": several})

    def _found(self, text: str) -> Counter[int]:
        world = self._sim.world
        return Counter(
            message.chat_id
            for person in world.people
            for message in world.chats[person].messages.values()
            if message.sender_id == world.bot.id
            and not message.deleted
            and text in (texts_of(message.content)[0] or "")
        )
