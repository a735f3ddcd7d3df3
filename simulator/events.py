"""Server-sent events: what the page lives on. A reader that is too slow loses events and is told so."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, field

from simulator.chats import Chat
from simulator.codec import Json, dumps
from simulator.messages import Message
from simulator.state import Person, World
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

    def publish(self, kind: str, content: Json, people: Collection[int] | None = None) -> None:
        """To the readers of these people; to all without them."""
        readers = [each for each in self.readers if people is None or _wants(each, people)]
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

    def tell(self, kind: str, chat_id: int, content: Json) -> None:
        """What happens in a chat, to those who see it: `person` says whose private chat it is, `chat` which group."""
        if self.readers:
            chat = self._world.chats[chat_id]
            place = "person" if chat.is_private else "chat"
            self.publish(kind, {place: chat_id, **content}, self._world.watchers(chat))

    def message_changed(self, message: Message) -> None:
        if self.readers and self._watched(self._world.chats[message.chat_id]):
            self.tell("message", message.chat_id, {"message": for_people(self._world, message)})

    def _watched(self, chat: Chat) -> bool:
        people = self._world.watchers(chat)
        return any(_wants(each, people) for each in self.readers)

    def person_changed(self, person: Person) -> None:
        if self.readers:
            self.publish("person", {"person": person_view(person)}, (person.id,))

    def keyboard_changed(self, chat: Chat) -> None:
        self.tell("keyboard", chat.id, {"keyboard": chat.keyboard})

    def chat_changed(self, chat: Chat) -> None:
        """Groups are told to every reader: who was put out has to hear of it."""
        if self.readers and not chat.is_private:
            self.publish("chat", {"chat": chat_view(self._world, chat)})

    def forgotten(self) -> None:
        self.publish("reset", {})


def _wants(reader: Reader, people: Collection[int]) -> bool:
    return reader.people is None or not reader.people.isdisjoint(people)


def chat_view(world: World, chat: Chat) -> Json:
    """A group or channel. `bot` is the bot's status, None where it never was."""
    members = [{"id": each, "name": world.name_of(each), "status": chat.members[each]} for each in world.watchers(chat)]
    return {
        "id": chat.id,
        "type": chat.kind,
        "title": chat.title,
        "members": members,
        "bot": chat.members.get(world.bot.id),
        "forum": chat.forum,
        "topics": [{"id": each.id, "name": each.name, "closed": each.closed} for each in chat.topics.values()],
        "muted": chat.muted,
        "deleted": chat.deleted,
        "migrated_to": chat.migrated_to,
    }


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
