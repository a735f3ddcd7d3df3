"""The Bot API's door: a request becomes a checked call, the call an answer and a line of the journal."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from simulator.codec import Json, dumps
from simulator.errors import Refusal
from simulator.faults import Fault
from simulator.journal import CallEntry
from simulator.machine import Simulator
from simulator.methods import Method, Weight, build
from simulator.minimal import minimal
from simulator.params import EMPTY, read
from simulator.spec import read_spec
from simulator.validate import Checks
from simulator.values import Upload

_JSON = "application/json"
_GARBAGE = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
_LONGEST_HANG = 600.0


@dataclass(slots=True)
class Call:
    """One call on its way through. `raw` is its parameters as JSON."""

    method: str
    began: float
    raw: bytes = EMPTY
    chat: Any = None
    note: str | None = None
    simulated: bool = True


class BotApi:
    def __init__(self, sim: Simulator) -> None:
        self._sim = sim
        self._spec = read_spec()
        checks = Checks(self._spec)
        self._methods = {name.lower(): build(name, checks.method(name)) for name in self._spec.methods}
        self._prefix = f"/bot{sim.bot.token}/"
        self._file_prefix = f"/file/bot{sim.bot.token}/"

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        name = _after(self._prefix, request.raw_path)
        call = Call(name or "", time.monotonic())
        try:
            if name is None:
                raise Refusal(401, "Unauthorized")
            params, call.raw = await read(request)
            method = self._methods.get(name.lower())
            if method is None:
                raise Refusal(404, "Not Found")
            call.method, call.chat = method.name, params.get("chat_id")
            if self._sim.faults.active:
                fault = self._sim.faults.strike(method.name, _number(call.chat))
                if fault is not None:
                    return await self._go_wrong(request, method, call, params, fault)
            return await self._do(request, method, call, params)
        except Refusal as refusal:
            return self._refuse(call, refusal)

    def file(self, request: web.BaseRequest) -> web.Response:
        path = _after(self._file_prefix, request.raw_path)
        if path is None:
            return _refusal_response(Refusal(401, "Unauthorized"))
        file = self._sim.files.at(unquote(path))
        if file is None:
            return _refusal_response(Refusal(404, "Not Found"))
        return web.Response(body=self._sim.files.read(file), content_type="application/octet-stream")

    async def _do(self, request: web.BaseRequest, method: Method, call: Call, params: Json) -> web.Response:
        result = await self._play(request, method, call, params)
        self._note(call, result)
        return web.Response(body=dumps({"ok": True, "result": result}), content_type=_JSON)

    async def _play(self, request: web.BaseRequest, method: Method, call: Call, params: Json) -> Any:
        clean, unknown = method.check(params)
        if unknown:
            clean["_files"] = {name: params[name] for name in unknown if isinstance(params[name], Upload)}
            strange = [name for name in unknown if name not in clean["_files"]]
            if strange:
                call.note = f"unknown parameters: {', '.join(strange)}"
        if method.unplayed is not None:
            call.simulated, call.note = False, method.unplayed
        if method.handler is None:
            return minimal(self._sim, self._spec, method.check.spec.returns, clean)
        if method.waits:
            clean["_alive"] = lambda: _connected(request)
            return await method.handler(self._sim, clean)
        if method.weight is Weight.NONE:
            return method.handler(self._sim, clean)
        ticket = self._sim.limits.check(*_weight(method.weight, clean))
        result = method.handler(self._sim, clean)
        self._sim.limits.count(ticket)
        return result

    async def _go_wrong(
        self, request: web.BaseRequest, method: Method, call: Call, params: Json, fault: Fault
    ) -> web.StreamResponse:
        """Plays a fault: waits, refuses, breaks off before, or does the call and then spoils the answer."""
        call.note = f"fault {fault.id}"
        if fault.latency:
            await asyncio.sleep(fault.latency)
        refusal = fault.refusal()
        if refusal is not None and not fault.garbage:
            raise refusal
        if fault.cut == "before" or fault.hang == "before":
            self._note_broken(call)
            return await self._break_off(request, fault.hang == "before")
        response = await self._do(request, method, call, params)
        if fault.cut == "after" or fault.hang == "after":
            return await self._break_off(request, fault.hang == "after")
        if fault.garbage:
            return web.Response(status=fault.code or 200, body=_GARBAGE, content_type="text/html")
        return response

    async def _break_off(self, request: web.BaseRequest, hang: bool) -> web.StreamResponse:
        """Closes the connection without an answer; a hang does so when the caller goes or a fault is taken back."""
        faults = self._sim.faults
        generation = faults.generation
        deadline = time.monotonic() + _LONGEST_HANG
        while hang and _connected(request) and time.monotonic() < deadline and faults.generation == generation:
            await faults.changed.wait(0.5)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _note(self, call: Call, result: Any) -> None:
        sim = self._sim
        duration = time.monotonic() - call.began
        entry = sim.journal.call(call.method, call.raw, True, duration, simulated=call.simulated, note=call.note)
        if isinstance(result, dict):
            entry.message_ids = result.get("message_id")
        elif isinstance(result, list) and call.method != "getUpdates":
            entry.message_ids = [each["message_id"] for each in result if "message_id" in each]
        self._count(call, entry)

    def _refuse(self, call: Call, refusal: Refusal) -> web.Response:
        duration = time.monotonic() - call.began
        entry = self._sim.journal.call(call.method, call.raw, False, duration, note=call.note)
        entry.error_code, entry.description = refusal.code, refusal.description
        self._count(call, entry)
        return _refusal_response(refusal)

    def _note_broken(self, call: Call) -> None:
        """A call that was neither done nor answered."""
        duration = time.monotonic() - call.began
        note = f"{call.note}: broken off before it was done"
        self._count(call, self._sim.journal.call(call.method, call.raw, False, duration, note=note))

    def _count(self, call: Call, entry: CallEntry) -> None:
        self._sim.stats.count(call.method, entry.ok)
        if not self._sim.hub.readers:
            return
        chat = _number(call.chat)
        event = {**entry.brief(), "person": chat if chat in self._sim.world.people else None, "chat": chat}
        if not entry.ok:
            event |= {"error_code": entry.error_code, "description": entry.description}
        self._sim.hub.publish("call", event)


def _after(prefix: str, raw_path: str) -> str | None:
    """What stands between the token and the query; None when the token is not the bot's."""
    path = raw_path if raw_path.startswith(prefix) else unquote(raw_path)
    return path[len(prefix) :].partition("?")[0] if path.startswith(prefix) else None


def _number(chat: Any) -> int | None:
    if isinstance(chat, str) and chat.lstrip("-").isdigit():
        return int(chat)
    return chat if isinstance(chat, int) else None


def _weight(weight: Weight, params: Json) -> tuple[int | None, int]:
    """The chat whose windows count, if any, and how many messages the call sends: an album by its items."""
    if weight is Weight.OVERALL:
        return None, 1
    many = params.get("message_ids", params["media"] if isinstance(params.get("media"), list) else None)
    chat = params["chat_id"]
    return chat if isinstance(chat, int) else None, 1 if many is None else len(many)


def _connected(request: web.BaseRequest) -> bool:
    return request.transport is not None and not request.transport.is_closing()


def _refusal_response(refusal: Refusal) -> web.Response:
    response = web.Response(status=refusal.code, body=dumps(refusal.body()), content_type=_JSON)
    if refusal.parameters and "retry_after" in refusal.parameters:
        response.headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return response
