"""What Telegram knows: people, their chats with the bot, messages with all that can be done to them."""

from dataclasses import dataclass, field
from typing import Protocol

from simulator.codec import Json
from simulator.waiting import Signal


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


@dataclass(slots=True)
class Message:
    """`content` holds Telegram's own fields (text, photo, caption …); it is replaced, never changed."""

    message_id: int
    chat_id: int
    sender_id: int
    date: int
    content: Json
    buttons: Json | None = None
    keyboard: Json | None = None
    reply_to: int | None = None
    group: str | None = None
    forward_origin: Json | None = None
    protected: bool = False
    edit_date: int | None = None
    deleted: bool = False
    reactions: dict[int, list[str]] = field(default_factory=dict)
    seq: int = 0


@dataclass(slots=True)
class Chat:
    """A chat of the bot. `keyboard` is the reply keyboard in force."""

    id: int
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: Json | None = None
    pinned: list[int] = field(default_factory=list)
    changed: Signal = field(default_factory=Signal)


class Observer(Protocol):
    """Told of every change: the page's events and the data folder live on it."""

    def message_changed(self, message: Message) -> None: ...

    def person_changed(self, person: Person) -> None: ...

    def chat_changed(self, chat: Chat) -> None: ...

    def forgotten(self) -> None: ...


class World:
    """All state of the people's side. Message ids rise over all private chats, as they do for a real bot."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.observers: list[Observer] = []
        self.next_message_id = 1
        self.next_person_id = 1_000_001
        self.seq = 0

    def add_person(self, person: Person) -> None:
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id)
        self.next_person_id = max(self.next_person_id, person.id + 1)
        self.person_changed(person)

    def new_message_id(self) -> int:
        self.next_message_id += 1
        return self.next_message_id - 1

    def add_message(self, message: Message) -> None:
        chat = self.chats[message.chat_id]
        chat.messages[message.message_id] = message
        self.message_changed(message)

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """The message as it stands; None when there is none or it was deleted."""
        chat = self.chats.get(chat_id)
        found = chat.messages.get(message_id) if chat else None
        return None if found is None or found.deleted else found

    def message_changed(self, message: Message) -> None:
        self.seq += 1
        message.seq = self.seq
        for observer in self.observers:
            observer.message_changed(message)
        self.chats[message.chat_id].changed.notify()

    def person_changed(self, person: Person) -> None:
        for observer in self.observers:
            observer.person_changed(person)

    def set_keyboard(self, chat: Chat, keyboard: Json | None) -> None:
        if chat.keyboard != keyboard:
            chat.keyboard = keyboard
            self.chat_changed(chat)

    def chat_changed(self, chat: Chat) -> None:
        for observer in self.observers:
            observer.chat_changed(chat)

    def forget(self) -> None:
        """Everyone and everything; ids and sequence numbers go on."""
        self.people.clear()
        self.chats.clear()
        for observer in self.observers:
            observer.forgotten()
