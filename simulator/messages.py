"""A message as it stands, with all that was done to it."""

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from simulator.codec import Json, dumps, loads


@dataclass(slots=True)
class Message:
    """`content` holds Telegram's own fields (text, photo, caption …); it is replaced, never changed.

    `thread` is the topic of a forum that it stands in; `votes` are the options that each person chose in its poll.
    """

    message_id: int
    chat_id: int
    sender_id: int
    date: int
    content: Json
    buttons: Json | None = None
    keyboard: Json | None = None
    reply_to: int | None = None
    thread: int | None = None
    group: str | None = None
    forward_origin: Json | None = None
    protected: bool = False
    edit_date: int | None = None
    deleted: bool = False
    reactions: dict[int, list[str]] = field(default_factory=dict)
    votes: dict[int, list[int]] | None = None
    seq: int = 0


_NAMES = tuple(each.name for each in fields(Message))
_values = attrgetter(*_NAMES)


def encode(message: Message) -> bytes:
    """The message as it is kept on disk: what is None or false there is left out."""
    given = zip(_NAMES, _values(message), strict=True)
    return dumps({name: value for name, value in given if value is not None and value is not False})


def decode(raw: bytes) -> Message:
    known: dict[str, Any] = loads(raw)
    for name in ("reactions", "votes"):
        if known.get(name):
            known[name] = {int(key): given for key, given in known[name].items()}
    return Message(**known)
