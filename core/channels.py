"""What people say and what is said to them, free of any messenger's own words.

A channel (a way to deliver, such as Telegram) translates between its protocol and these types and knows nothing else.
Offsets and lengths of entities count UTF-16 units.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from core.codec import Json

TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True)
class Entity:
    """Formatting of a stretch of text; `data` carries what some kinds need (url, language, user …)."""

    kind: str
    offset: int
    length: int
    data: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class RichText:
    """People's words with their formatting, never parsed as markup."""

    text: str
    entities: tuple[Entity, ...] = ()


class MediaKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"
    VIDEO = "video"
    VOICE = "voice"
    AUDIO = "audio"
    ANIMATION = "animation"


@dataclass(frozen=True, slots=True)
class File:
    """A file as a channel handed it over: relayed by `handle`, never downloaded for that. `size` in bytes."""

    kind: MediaKind
    handle: str
    unique: str
    name: str | None = None
    mime: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of ours, sent as a document."""

    name: str
    mime: str
    content: bytes


# --- in


@dataclass(frozen=True, slots=True)
class Sender:
    address: str
    name: str
    username: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The chat where it was said."""

    address: str
    private: bool
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message: text, or files with a caption. `other` names a kind that is not read (sticker, location …)."""

    message_id: int
    content: RichText
    files: tuple[File, ...] = ()
    album: str | None = None
    reply_to: int | None = None
    forwarded: bool = False
    edited: bool = False
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button under a message. `press_id` is what the channel answers the tap with."""

    message_id: int
    data: str
    press_id: str


@dataclass(frozen=True, slots=True)
class Reached:
    """The person opened (or stopped) the way to them."""

    reachable: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """This program was let into the group of the event, or stands there otherwise than before."""


@dataclass(frozen=True, slots=True)
class Left:
    """This program is not in the group any more."""


@dataclass(frozen=True, slots=True)
class Retitled:
    """The group is called by the title of its place from now on."""


@dataclass(frozen=True, slots=True)
class Relocated:
    """A group lives on under another address. It is told from both sides, in any order."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Something this program does not use; it is settled and forgotten."""

    kind: str


GroupHappening: TypeAlias = Joined | Left | Retitled | Relocated
"""What happens to a group; whoever caused it is nobody here."""
Happening: TypeAlias = Said | Pressed | Reached | GroupHappening | Unread


@dataclass(frozen=True, slots=True)
class InboundEvent:
    """One thing that somebody did. `id` is the inbox row that holds it. `runs_place`: whether the sender is an admin of
    the group; None where nobody asked or knew.
    """

    id: int
    channel: str
    sender: Sender
    place: Place
    what: Happening
    said_at: datetime
    runs_place: bool | None = None


# --- out


@dataclass(frozen=True, slots=True)
class Button:
    """Exactly one of `data`, `url`, `copy` is set."""

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


Buttons: TypeAlias = tuple[tuple[Button, ...], ...]
Keys: TypeAlias = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Send:
    """A new message: text, or one file with the text as its caption, or an album (its caption on the first file).

    With an `upload` it is that file with the text as its caption.
    """

    content: RichText
    files: tuple[File, ...] = ()
    buttons: Buttons = ()
    keys: Keys | None = None
    reply_to: int | None = None
    protect: bool = False
    silent: bool = False
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """The same message changed, without sound. `captioned` says that it carries a file. Harmless when repeated."""

    message_id: int
    content: RichText
    buttons: Buttons = ()
    captioned: bool = False


@dataclass(frozen=True, slots=True)
class EditButtons:
    message_id: int
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True)
class Delete:
    message_id: int


@dataclass(frozen=True, slots=True)
class React:
    message_id: int
    emoji: str


Order: TypeAlias = Send | Edit | EditButtons | Delete | React


def repeatable(order: Order) -> bool:
    """True when doing it twice leaves the same picture, so that doubt is answered by doing it again."""
    return not isinstance(order, Send)


class Reason(StrEnum):
    """Why a message did not arrive, in words that reports translate."""

    STOPPED = "stopped"  # the person stopped the bot
    NEVER_STARTED = "never_started"
    ACCOUNT_GONE = "account_gone"
    CHAT_GONE = "chat_gone"
    NOT_FOUND = "not_found"
    TOO_LONG = "too_long"
    MALFORMED = "malformed"
    MESSAGE_GONE = "message_gone"  # what should be edited or deleted is not there
    FILE_GONE = "file_gone"
    NO_RIGHTS = "no_rights"  # the group lets this account read and not write
    OTHER = "other"
    UNKNOWN = "unknown"  # asked, but no answer came: it may have arrived


@dataclass(frozen=True, slots=True)
class Sent:
    """Done; the ids of the messages that now stand in the chat (none for an edit)."""

    message_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TryLater:
    """Certainly not done; not before `after` seconds. `everyone` says the whole account must pause."""

    after: float
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Certainly not done and never will be. `address_gone`: nothing can reach this address now."""

    reason: Reason
    address_gone: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat lives on under another address."""

    new_address: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    """Asked, but no answer: it may or may not have been done."""


@dataclass(frozen=True, slots=True)
class Revoked:
    """The account itself is refused: stop sending and tell the operator."""


Outcome: TypeAlias = Sent | TryLater | Refused | Moved | InDoubt | Revoked


class Channel(Protocol):
    """A way to deliver. It answers a value and never raises for what the far side said."""

    async def deliver(self, address: str, order: Order) -> Outcome: ...

    async def answer(self, press_id: str, text: str | None, *, alert: bool = False) -> None:
        """Answers a tap, best effort; too late is harmless."""
        ...


class Rooms(Protocol):
    """What a channel knows about its groups."""

    async def is_admin(self, address: str, person: str) -> bool | None:
        """Whether the person at this address runs the group, best effort; None when that could not be read."""
        ...
