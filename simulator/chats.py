"""The places where messages stand: private chats, groups, supergroups and channels."""

from dataclasses import dataclass, field

from simulator.codec import Json
from simulator.history import History
from simulator.waiting import Signal

KINDS = ("group", "supergroup", "channel")
INSIDE = frozenset({"creator", "administrator", "member", "restricted"})
LEADING = frozenset({"creator", "administrator"})


@dataclass(slots=True)
class Topic:
    """A topic of a forum. `id` is that of the message that made it; General is none of these."""

    id: int
    name: str
    closed: bool = False
    color: int = 0x6FB9F0
    emoji: str | None = None


@dataclass(slots=True)
class Chat:
    """`members` holds the status of all who ever were in a group, the bot too, by id; a private chat has none.

    `rights` has what an administrator may or may not beside the usual, and all that a restricted member may;
    `permissions` what everyone else may, where the bot said so.
    `keyboard` is the reply keyboard in force. `muted`: only administrators may write. A group that became a
    supergroup stays as it was, with `migrated_to`.
    """

    id: int
    kind: str = "private"
    title: str = ""
    members: dict[int, str] = field(default_factory=dict)
    rights: dict[int, Json] = field(default_factory=dict)
    permissions: Json = field(default_factory=dict)
    description: str = ""
    invite_link: str | None = None
    forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    muted: bool = False
    deleted: bool = False
    migrated_to: int | None = None
    next_message_id: int = 1
    messages: History = field(init=False)
    keyboard: Json | None = None
    pinned: list[int] = field(default_factory=list)
    changed: Signal = field(default_factory=Signal)

    def __post_init__(self) -> None:
        self.messages = History(self.id)

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    @property
    def numbers_alone(self) -> bool:
        """Supergroups and channels count their messages themselves; all other chats of the bot share one count."""
        return self.kind in ("supergroup", "channel")

    def has(self, user_id: int) -> bool:
        return self.members.get(user_id) in INSIDE

    def led_by(self, user_id: int) -> bool:
        return self.members.get(user_id) in LEADING

    def lets_write(self, user_id: int) -> bool:
        if self.muted or self.kind == "channel":
            return self.led_by(user_id)
        if self.members.get(user_id) == "restricted":
            return bool(self.rights.get(user_id, {}).get("can_send_messages"))
        return self.has(user_id)
