"""Calls about what goes wrong: faults, limits, and the bot's own process."""

from aiohttp import web

from simulator.codec import Json
from simulator.control.ask import answer, body, maybe, need, only
from simulator.control.router import Router
from simulator.errors import ControlError, missing
from simulator.faults import Fault
from simulator.limits import Values
from simulator.machine import Simulator
from simulator.process import Child

_FAULT_FIELDS = (
    "method", "chat", "code", "description", "retry_after", "migrate_to_chat_id", "latency", "cut", "hang",
    "garbage", "times", "probability", "seed",
)  # fmt: skip


class TroubleCalls:
    def __init__(self, sim: Simulator, router: Router) -> None:
        self._sim = sim
        router.add("GET", "/sim/faults", self.faults)
        router.add("POST", "/sim/faults", self.add_fault)
        router.add("DELETE", "/sim/faults", self.clear_faults)
        router.add("DELETE", "/sim/faults/{fault}", self.clear_fault)
        router.add("GET", "/sim/limits", self.limits)
        router.add("POST", "/sim/limits", self.set_limits)
        router.add("GET", "/sim/process", self.process)
        router.add("POST", "/sim/process", self.signal)

    async def faults(self, _request: web.BaseRequest) -> web.Response:
        return answer(self._sim.faults.view())

    async def add_fault(self, request: web.BaseRequest) -> web.Response:
        fault = _read_fault(await body(request))
        self._sim.faults.add(fault)
        self._tell_faults()
        return answer(fault.view(), 201)

    async def clear_faults(self, _request: web.BaseRequest) -> web.Response:
        removed = self._sim.faults.remove()
        self._tell_faults()
        return answer({"removed": removed})

    async def clear_fault(self, _request: web.BaseRequest, fault: int) -> web.Response:
        removed = self._sim.faults.remove(fault)
        if not removed:
            raise missing(f"there is no fault {fault}")
        self._tell_faults()
        return answer({"removed": removed})

    async def limits(self, _request: web.BaseRequest) -> web.Response:
        return answer(self._limits())

    async def set_limits(self, request: web.BaseRequest) -> web.Response:
        given = await body(request)
        only(given, "enforce", "overall", "per_chat", "per_group", "callback_seconds")
        limits = self._sim.limits
        enforce = maybe(given, "enforce", bool)
        values = {name: maybe(given, name, int) for name in ("overall", "per_chat", "per_group")}
        callback = maybe(given, "callback_seconds", float)
        if any(value is not None and value < 1 for value in values.values()):
            raise ControlError("a limit is at least 1; use enforce to turn all of them off")
        known = limits.view()
        limits.values = Values(**{name: value or known[name] for name, value in values.items()})
        limits.enforce = limits.enforce if enforce is None else enforce
        self._sim.queries.lifetime = callback if callback is not None else self._sim.queries.lifetime
        self._sim.hub.publish("limits", {"limits": self._limits()})
        return answer(self._limits())

    async def process(self, _request: web.BaseRequest) -> web.Response:
        return answer(self._sim.process_view())

    async def signal(self, request: web.BaseRequest) -> web.Response:
        given = await body(request)
        only(given, "signal", "start")
        child = self._child()
        if given.get("start") is True:
            await child.start()
        else:
            child.signal(need(given, "signal", str))
        return answer(child.view())

    def _child(self) -> Child:
        if self._sim.child is None:
            raise missing("the simulator was started without --run")
        return self._sim.child

    def _limits(self) -> Json:
        return self._sim.limits_view()

    def _tell_faults(self) -> None:
        self._sim.hub.publish("faults", {"faults": self._sim.faults.view()})


def _read_fault(given: Json) -> Fault:
    only(given, *_FAULT_FIELDS)
    fault = Fault(
        id=0,
        method=need(given, "method", str),
        chat=maybe(given, "chat", int),
        code=maybe(given, "code", int),
        description=maybe(given, "description", str),
        retry_after=maybe(given, "retry_after", int),
        migrate_to_chat_id=maybe(given, "migrate_to_chat_id", int),
        latency=maybe(given, "latency", float) or 0.0,
        cut=maybe(given, "cut", str),
        hang=_hang(given),
        garbage=maybe(given, "garbage", bool) or False,
        times=maybe(given, "times", int),
        probability=_probability(given),
        seed=maybe(given, "seed", int),
    )
    _check_fault(fault)
    return fault


def _hang(given: Json) -> str | None:
    """true is short for "before"."""
    if isinstance(given.get("hang"), bool):
        return "before" if given["hang"] else None
    return maybe(given, "hang", str)


def _probability(given: Json) -> float:
    probability = maybe(given, "probability", float)
    return 1.0 if probability is None else probability


def _check_fault(fault: Fault) -> None:
    if fault.cut not in (None, "before", "after") or fault.hang not in (None, "before", "after"):
        raise ControlError('cut and hang are "before" or "after"')
    if not 0 <= fault.probability <= 1:
        raise ControlError("probability goes from 0 to 1")
    if fault.times is not None and fault.times < 1:
        raise ControlError("times is at least 1")
    if fault.code is not None and not 400 <= fault.code <= 599:
        raise ControlError("code goes from 400 to 599")
    if fault.latency < 0:
        raise ControlError("latency is at least 0 seconds")
    if not (fault.refusal() or fault.latency or fault.cut or fault.hang or fault.garbage):
        raise ControlError("say what goes wrong: code, retry_after, migrate_to_chat_id, latency, cut, hang or garbage")
