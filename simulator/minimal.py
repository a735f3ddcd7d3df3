"""The least that a method can answer and still be of the right type: for methods that are not played."""

from typing import Any

from simulator.chats import Chat
from simulator.codec import Json
from simulator.machine import Simulator
from simulator.spec import Spec

_PLAIN: dict[str, Any] = {"Integer": 0, "Float": 0.0, "String": "", "Boolean": True}


def minimal(sim: Simulator, spec: Spec, returns: str, params: Json) -> Any:
    """Every required field, nothing else. Messages get an id of their own and the chat of the call."""
    if returns in _PLAIN:
        return _PLAIN[returns]
    if returns.startswith("Array of "):
        return []
    answer = _object(spec, returns)
    chat = sim.world.chats.get(params.get("chat_id", 0))
    if returns in ("Message", "MessageId"):
        answer["message_id"] = sim.world.new_message_id(chat or Chat(0))
    if returns == "Message":
        answer["date"] = sim.civil_second()
        answer["chat"] = sim.world.chat_object(chat.id) if chat else {"id": 0, "type": "private"}
    return answer


def _object(spec: Spec, name: str) -> Json:
    shape = spec.types[name]
    if shape.subtypes:
        return _object(spec, shape.subtypes[0])
    return {field.name: _value(spec, field.types[0]) for field in shape.fields if field.required}


def _value(spec: Spec, name: str) -> Any:
    if name in _PLAIN:
        return False if name == "Boolean" else _PLAIN[name]
    return [] if name.startswith("Array of ") else _object(spec, name)
