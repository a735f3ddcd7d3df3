"""Calls that change the simulator itself: reset, the clock, the page."""

from aiohttp import web

from simulator.codec import Json
from simulator.control.ask import answer, body, maybe, moment, need, number, object_of, only, seconds
from simulator.control.router import Router
from simulator.errors import ControlError
from simulator.machine import Simulator
from simulator.waiting import wait_for

_EARLIEST, _LATEST = 0.0, 4_102_444_800.0  # 1970 and 2100


class RunningCalls:
    def __init__(self, sim: Simulator, router: Router) -> None:
        self._sim = sim
        router.add("POST", "/sim/reset", self.reset)
        router.add("GET", "/sim/clock", self.clock)
        router.add("POST", "/sim/clock", self.set_clock)
        router.add("GET", "/sim/page", self.page)
        router.add("POST", "/sim/page", self.set_page)

    async def reset(self, _request: web.BaseRequest) -> web.Response:
        self._sim.reset()
        return answer({"reset": True})

    async def clock(self, request: web.BaseRequest) -> web.Response:
        """With `version` it waits for a newer one."""
        clock = self._sim.clock
        known = number(request, "version", 0)
        await wait_for(lambda: clock.version > known, clock.changed, seconds(request))
        return answer(clock.view())

    async def set_clock(self, request: web.BaseRequest) -> web.Response:
        given = await body(request)
        only(given, "set", "advance", "running")
        if not given:
            raise ControlError("give set, advance or running")
        clock = self._sim.clock
        if "set" in given:
            clock.set(_sane(moment(given, "set")))
        if "advance" in given:
            _sane(clock.now() + need(given, "advance", float))
            clock.advance(need(given, "advance", float))
        if "running" in given:
            clock.run(need(given, "running", bool))
        self._sim.hub.publish("clock", clock.view())
        return answer(clock.view())

    async def page(self, _request: web.BaseRequest) -> web.Response:
        return answer(self._sim.page)

    async def set_page(self, request: web.BaseRequest) -> web.Response:
        given = await body(request)
        only(given, "title", "phones", "links")
        page: Json = {
            "title": maybe(given, "title", str) or self._sim.page["title"],
            "phones": [_phone(object_of(each)) for each in need(given, "phones", list)],
            "links": [_link(object_of(each)) for each in maybe(given, "links", list) or []],
        }
        self._sim.set_page(page)
        return answer(page)


def _sane(at: float) -> float:
    if not _EARLIEST <= at <= _LATEST:
        raise ControlError("the clock goes from 1970 to 2100")
    return at


def _phone(given: Json) -> Json:
    only(given, "person", "note")
    return {"person": need(given, "person", int), "note": maybe(given, "note", str) or ""}


def _link(given: Json) -> Json:
    only(given, "title", "url")
    return {"title": need(given, "title", str), "url": need(given, "url", str)}
