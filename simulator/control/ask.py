"""Reading a control call: typed fields of its JSON and query, a clear sentence when one is wrong."""

from datetime import UTC, datetime
from typing import Any, TypeVar

from aiohttp import web

from simulator.codec import Json, dumps, loads
from simulator.errors import ControlError

Kind = TypeVar("Kind", str, int, float, bool, dict[str, Any], list[Any])
_NAMES = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "an object",
    list: "a list",
}
LONGEST_WAIT = 120.0


def answer(value: Any, status: int = 200) -> web.Response:
    return web.Response(status=status, body=dumps(value), content_type="application/json")


async def body(request: web.BaseRequest) -> Json:
    return object_of(await json_of(request))


async def json_of(request: web.BaseRequest) -> Any:
    raw = await request.read()
    if not raw.strip():
        return {}
    try:
        return loads(raw)
    except ValueError:
        raise ControlError("the body is not JSON") from None


def object_of(value: Any) -> Json:
    if not isinstance(value, dict):
        raise ControlError("a JSON object is expected")
    return value


def maybe(given: Json, name: str, kind: type[Kind]) -> Kind | None:
    """The field `name` if it is there; raises ControlError when it is of another kind."""
    value = given.get(name)
    if value is None:
        return None
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return kind(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ControlError(f"{name} must be {_NAMES[kind]}")
    return value


def need(given: Json, name: str, kind: type[Kind]) -> Kind:
    value = maybe(given, name, kind)
    if value is None:
        raise ControlError(f"{name} is missing")
    return value


def only(given: Json, *known: str) -> None:
    """Refuses fields that the call does not know: a misspelt one would be passed over in silence."""
    strange = sorted(set(given) - set(known))
    if strange:
        raise ControlError(f"unknown field {strange[0]!r}; known are: {', '.join(known)}")


def number(request: web.BaseRequest, name: str, default: int) -> int:
    text = request.query.get(name)
    if text is None:
        return default
    try:
        return int(text)
    except ValueError:
        raise ControlError(f"{name} must be a whole number") from None


def seconds(request: web.BaseRequest, name: str = "wait") -> float:
    text = request.query.get(name, "0")
    try:
        value = float(text)
    except ValueError:
        raise ControlError(f"{name} must be a number of seconds") from None
    return min(max(value, 0.0), LONGEST_WAIT)


def moment(given: Json, name: str) -> float:
    """An ISO time as seconds since the epoch; without a zone it is taken as UTC."""
    text = need(given, name, str)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ControlError(f"{name} must be an ISO time such as 2026-11-23T10:15:00+07:00") from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
