"""Control calls by method and path."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from simulator.control.ask import answer
from simulator.errors import ControlError, Refusal

Handler = Callable[..., Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    verb: str
    path: re.Pattern[str]
    handler: Handler


class Router:
    """Paths hold `{person}`-like places for whole numbers; they are handed to the handler by name."""

    def __init__(self) -> None:
        self._routes: list[Route] = []

    def add(self, verb: str, path: str, handler: Handler) -> None:
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>-?[0-9]{1,18})", path)
        self._routes.append(Route(verb, re.compile(pattern), handler))

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await self._call(request)
        except ControlError as error:
            return answer({"error": error.sentence}, error.status)
        except Refusal as refusal:
            return answer({"error": refusal.description}, 400)
        except web.HTTPRequestEntityTooLarge:
            return answer({"error": "the body is larger than 60 MB"}, 413)

    async def _call(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path.rstrip("/")
        known = False
        for route in self._routes:
            match = route.path.fullmatch(path)
            if match is None:
                continue
            known = True
            if route.verb == request.method:
                places = {name: value if name == "file_id" else int(value) for name, value in match.groupdict().items()}
                return await route.handler(request, **places)
        if known:
            raise ControlError(f"{request.method} is not for {path}")
        raise ControlError(f"there is nothing at {path}", 404)
