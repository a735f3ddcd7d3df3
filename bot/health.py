"""Whether this process can be relied on now, and if not, why."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from core.errors import SchemaOutdated, StorageBusy

log = structlog.get_logger("health")

DATABASE_SECONDS = 3.0


class Health:
    """`check` asks the database: it raises StorageBusy or SchemaOutdated. `stop` is set when the bot should end."""

    def __init__(self, check: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
        self._check = check
        self._stop = stop
        self._loops: list[tuple[str, asyncio.Task[None]]] = []

    def watch(self, name: str, loop: asyncio.Task[None]) -> None:
        self._loops.append((name, loop))

    async def complaints(self) -> list[str]:
        """In words, without secrets; empty when all is well."""
        return [*self._of_the_loops(), *await self._of_the_database()]

    def _of_the_loops(self) -> list[str]:
        if self._stop.is_set():
            return ["the bot is being stopped"]
        if not self._loops:
            return ["the bot is starting: Telegram has not answered yet"]
        return [f"the {name} has ended" for name, loop in self._loops if loop.done()]

    async def _of_the_database(self) -> list[str]:
        try:
            async with asyncio.timeout(DATABASE_SECONDS):
                await self._check()
        except SchemaOutdated as outdated:
            return [str(outdated)]
        except (StorageBusy, TimeoutError):
            return ["the database does not answer"]
        except Exception:  # whatever it is, nobody should rely on it; what a driver says is for the log
            log.exception("the database refuses")
            return ["the database refuses; the log says why"]
        return []
