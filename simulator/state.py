"""What Telegram knows: people, chats, messages with all that can be done to them."""

from collections import deque
from dataclasses import dataclass
from typing import Protocol

from simulator.chats import Chat
from simulator.codec import Json
from simulator.history import Archive
from simulator.messages import Message

KEPT = 5_000  # messages in memory; those before them stand on disk
BATCH = 500


@dataclass(slots=True)
class Bot:
    id: int
    token: str
    username: str
    first_name: str

    def user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


@dataclass(slots=True)
class Person:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    timezone: str = "Asia/Jakarta"
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def user(self) -> Json:
        return {"id": self.id, "is_bot": False, **self._names(), **self._language()}

    def chat(self) -> Json:
        return {"id": self.id, "type": "private", **self._names()}

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def _names(self) -> Json:
        names: Json = {"first_name": self.first_name}
        if self.last_name:
            names["last_name"] = self.last_name
        if self.username:
            names["username"] = self.username
        return names

    def _language(self) -> Json:
        return {"language_code": self.language_code} if self.language_code else {}


class Observer(Protocol):
    """Told of every change: the page's events and the data folder live on it."""

    def message_changed(self, message: Message) -> None: ...

    def person_changed(self, person: Person) -> None: ...

    def keyboard_changed(self, chat: Chat) -> None: ...

    def chat_changed(self, chat: Chat) -> None: ...

    def forgotten(self) -> None: ...


class World:
    """All state of the people's side. Message ids rise over all private chats and groups, as for a real bot."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.observers: list[Observer] = []
        self.polls: dict[str, list[tuple[int, int]]] = {}
        """Where each poll is shown, by its id: chat and message."""
        self._newest: deque[Message] = deque()
        self._archive = Archive()
        self.next_message_id = 1
        self.next_person_id = 1_000_001
        self.next_chat_number = 1
        self.seq = 0

    def add_person(self, person: Person) -> None:
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id)
        self.next_person_id = max(self.next_person_id, person.id + 1)
        self.person_changed(person)

    def add_chat(self, chat: Chat) -> None:
        self.chats[chat.id] = chat
        self.chat_changed(chat)

    def new_chat_id(self, kind: str) -> int:
        """A free id; those of supergroups and channels begin with -100."""
        first = -4_000_000_000 if kind == "group" else -1_002_000_000_000
        while (chat_id := first - self.next_chat_number) in self.chats:
            self.next_chat_number += 1
        self.next_chat_number += 1
        return chat_id

    def chat_object(self, chat_id: int) -> Json:
        """Telegram's Chat."""
        person = self.people.get(chat_id)
        if person is not None:
            return person.chat()
        chat = self.chats[chat_id]
        shown: Json = {"id": chat_id, "title": chat.title, "type": chat.kind}
        if chat.forum:
            shown["is_forum"] = True
        return shown

    def user_object(self, user_id: int) -> Json:
        """Telegram's User: a person or the bot."""
        return self.bot.user() if user_id == self.bot.id else self.people[user_id].user()

    def name_of(self, user_id: int) -> str:
        return self.bot.first_name if user_id == self.bot.id else self.people[user_id].name

    def watchers(self, chat: Chat) -> list[int]:
        """The people who see this chat."""
        if chat.is_private:
            return [chat.id]
        return [each for each in chat.members if each in self.people and chat.has(each)]

    def new_message_id(self, chat: Chat) -> int:
        count: World | Chat = chat if chat.numbers_alone else self
        count.next_message_id += 1
        return count.next_message_id - 1

    def add_message(self, message: Message) -> None:
        self.restore_message(message)
        self.message_changed(message)

    def restore_message(self, message: Message) -> None:
        """One that was kept over a restart."""
        self.chats[message.chat_id].messages.add(message)
        self._newest.append(message)
        if "poll" in message.content:
            self.polls.setdefault(message.content["poll"]["id"], []).append((message.chat_id, message.message_id))
        if len(self._newest) >= KEPT + BATCH:
            self._archive_oldest()

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """The message as it stands; None when there is none or it was deleted."""
        chat = self.chats.get(chat_id)
        found = chat.messages.get(message_id) if chat else None
        return None if found is None or found.deleted else found

    def message_changed(self, message: Message) -> None:
        self.seq += 1
        message.seq = self.seq
        chat = self.chats[message.chat_id]
        chat.messages.changed(message)
        for observer in self.observers:
            observer.message_changed(message)
        chat.changed.notify()

    def person_changed(self, person: Person) -> None:
        for observer in self.observers:
            observer.person_changed(person)

    def set_keyboard(self, chat: Chat, keyboard: Json | None) -> None:
        if chat.keyboard != keyboard:
            chat.keyboard = keyboard
            for observer in self.observers:
                observer.keyboard_changed(chat)

    def chat_changed(self, chat: Chat) -> None:
        for observer in self.observers:
            observer.chat_changed(chat)

    def forget(self) -> None:
        """Everyone and everything; ids and sequence numbers go on."""
        self.people.clear()
        self.chats.clear()
        self.polls.clear()
        self._newest.clear()
        self._archive.forget()
        for observer in self.observers:
            observer.forgotten()

    def _archive_oldest(self) -> None:
        oldest = [self._newest.popleft() for _ in range(BATCH)]
        self._archive.put(oldest)
        for each in oldest:
            self.chats[each.chat_id].messages.archived(each, self._archive)
