"""A message as it stands, with all that was done to it."""

from dataclasses import dataclass, field

from simulator.codec import Json


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
