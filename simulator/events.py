"""Server-sent events: what the page lives on. A reader that is too slow loses events and is told so."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from simulator.codec import Json, dumps
from simulator.state import Chat, Message, Person, World
from simulator.views import for_people

BACKLOG = 2_000


@dataclass(eq=False, slots=True)
class Reader:
    """`people` are those whose events are wanted; None means everyone's."""

    people: frozenset[int] | None
    events: deque[bytes] = field(default_factory=deque)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def push(self, event: bytes) -> None:
        if len(self.events) >= BACKLOG:
            self.events.clear()
            event = dumps({"type": "lagged"})
        self.events.append(event)
        self.news.set()

    async def chunks(self, pause: float) -> AsyncIterator[bytes]:
        """What there is to send, in the wire's form; an empty comment after each `pause` of silence."""
        while True:
            if not self.events:
                self.news.clear()
                try:
                    await asyncio.wait_for(self.news.wait(), pause)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
            waiting = b"".join(b"data: " + event + b"\n\n" for event in self.events)
            self.events.clear()
            yield waiting


class Hub:
    """Hands events to all readers, made into JSON once; costs nothing while nobody reads."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.readers: set[Reader] = set()

    def publish(self, kind: str, content: Json, person_id: int | None = None) -> None:
        readers = [each for each in self.readers if person_id is None or _wants(each, person_id)]
        if readers:
            event = dumps({"type": kind, **content})
            for reader in readers:
                reader.push(event)

    async def tell_stats(self, look: Callable[[], Json]) -> None:
        """Tells readers the counts once a second when they changed; to be cancelled."""
        told: Json = {}
        while True:
            await asyncio.sleep(1.0)
            if self.readers and (stats := look()) != told:
                told = stats
                self.publish("stats", {"stats": stats})

    def message_changed(self, message: Message) -> None:
        if self.readers:
            item = for_people(self._world, message)
            self.publish("message", {"person": message.chat_id, "message": item}, message.chat_id)

    def person_changed(self, person: Person) -> None:
        if self.readers:
            self.publish("person", {"person": person_view(person)}, person.id)

    def chat_changed(self, chat: Chat) -> None:
        self.publish("keyboard", {"person": chat.id, "keyboard": chat.keyboard}, chat.id)

    def forgotten(self) -> None:
        self.publish("reset", {})


def _wants(reader: Reader, person_id: int) -> bool:
    return reader.people is None or person_id in reader.people


def person_view(person: Person) -> Json:
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "name": person.name,
        "username": person.username,
        "language_code": person.language_code,
        "timezone": person.timezone,
        "started": person.started,
        "blocked": person.blocked,
        "deactivated": person.deactivated,
    }
