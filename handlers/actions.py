"""Every button: a record of ids and short values, and the one place where it becomes 64 bytes and back.

A code is never reused and its fields never change their meaning, since cards live for months: a button that must
carry more gets a new code. Rights are checked when the press arrives, never by what the button says.
"""

from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from typing import Final, TypeAlias

from core.codec import base36, from_base36

MAX_BYTES: Final = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """One choice of the question that a form asks. `turn` tells which question that was."""

    form_id: int
    turn: int
    value: str


@dataclass(frozen=True, slots=True)
class ResumeForm:
    form_id: int


@dataclass(frozen=True, slots=True)
class DropForm:
    form_id: int


@dataclass(frozen=True, slots=True)
class Open:
    """A menu entry; `what` is the command of the same name."""

    what: str


@dataclass(frozen=True, slots=True)
class OpenCode:
    """The card of one announcement, as if its code had been typed."""

    announcement_id: int


@dataclass(frozen=True, slots=True)
class MarkRead:
    announcement_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Approve:
    """`asked` (seconds) tells which request was seen: another text may have been asked for since."""

    announcement_id: int
    asked: int


@dataclass(frozen=True, slots=True)
class SendBack:
    announcement_id: int
    asked: int


@dataclass(frozen=True, slots=True)
class Undo:
    announcement_id: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    announcement_id: int


@dataclass(frozen=True, slots=True)
class Repair:
    announcement_id: int


@dataclass(frozen=True, slots=True)
class Discard:
    announcement_id: int


@dataclass(frozen=True, slots=True)
class Nudge:
    announcement_id: int


@dataclass(frozen=True, slots=True)
class TurnCard:
    """Another page of an announcement's card: "" is the first."""

    announcement_id: int
    subject: str
    view: str


@dataclass(frozen=True, slots=True)
class Decide:
    """An application: `how` is accept, replace, deputy or refuse."""

    application_id: int
    how: str


@dataclass(frozen=True, slots=True)
class WithdrawApplication:
    application_id: int


@dataclass(frozen=True, slots=True)
class NudgeApplication:
    application_id: int


@dataclass(frozen=True, slots=True)
class ShowApplication:
    application_id: int


@dataclass(frozen=True, slots=True)
class GreetAs:
    honorific: str


@dataclass(frozen=True, slots=True)
class WrongPerson:
    invitation_id: int


@dataclass(frozen=True, slots=True)
class Invite:
    """A one-time link for a seat of a unit (`unit_id` 0: a right in the bureau); `role` names either."""

    unit_id: int
    role: str


@dataclass(frozen=True, slots=True)
class ShowUnit:
    unit_id: int


@dataclass(frozen=True, slots=True)
class UnitPage:
    first: int


@dataclass(frozen=True, slots=True)
class ChooseSeat:
    """For which seat of the unit shall the link be?"""

    unit_id: int


@dataclass(frozen=True, slots=True)
class ShowGroup:
    group_id: int


@dataclass(frozen=True, slots=True)
class EndGroup:
    group_id: int


@dataclass(frozen=True, slots=True)
class OpenTrail:
    """Who did what with one matter, as a new message; `subject` is the audit's word for its kind."""

    subject: str
    subject_id: int


@dataclass(frozen=True, slots=True)
class TurnTrail:
    """Another page of a trail that stands in the chat; `skip` acts come before it."""

    subject: str
    subject_id: int
    skip: int


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """A page of the settings card: "" is the first."""

    page: str


@dataclass(frozen=True, slots=True)
class Speak:
    """In which language the bot speaks to this person; pressed on the settings card."""

    language: str


@dataclass(frozen=True, slots=True)
class SpeakFirst:
    """The same, pressed on the card that welcomes a newcomer."""

    language: str


@dataclass(frozen=True, slots=True)
class CallMe:
    honorific: str


@dataclass(frozen=True, slots=True)
class LiveIn:
    """A time zone; "" follows the unit."""

    timezone: str


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """The card of one meeting, as if its code had been typed."""

    meeting_id: int


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """[Buat undangan]."""


@dataclass(frozen=True, slots=True)
class ApproveMeeting:
    """`asked` (seconds) tells which request was seen."""

    meeting_id: int
    asked: int


@dataclass(frozen=True, slots=True)
class SendBackMeeting:
    meeting_id: int
    asked: int


@dataclass(frozen=True, slots=True)
class UndoMeeting:
    meeting_id: int


@dataclass(frozen=True, slots=True)
class TakeBackMeeting:
    meeting_id: int


@dataclass(frozen=True, slots=True)
class RepairMeeting:
    meeting_id: int


@dataclass(frozen=True, slots=True)
class DiscardMeeting:
    meeting_id: int


@dataclass(frozen=True, slots=True)
class TurnMeeting:
    """Another page of a card of a meeting."""

    meeting_id: int
    subject: str
    view: str


@dataclass(frozen=True, slots=True)
class RespondToMeeting:
    """`rsvp` as in core.meetings; `replacing` 1: also in the place of a colleague's answer."""

    meeting_id: int
    rsvp: str
    replacing: int


@dataclass(frozen=True, slots=True)
class KeepResponse:
    meeting_id: int


@dataclass(frozen=True, slots=True)
class NudgeMeeting:
    meeting_id: int


@dataclass(frozen=True, slots=True)
class ChangeMeeting:
    meeting_id: int


@dataclass(frozen=True, slots=True)
class CancelMeeting:
    meeting_id: int


@dataclass(frozen=True, slots=True)
class UndoMeetingChange:
    meeting_id: int


@dataclass(frozen=True, slots=True)
class SendCalendar:
    meeting_id: int


@dataclass(frozen=True, slots=True)
class LinkChat:
    """This Kelompok for that chat."""

    chat_id: int
    group_id: int


@dataclass(frozen=True, slots=True)
class ChooseFrom:
    """Another page of the Kelompok that a chat may be linked to."""

    chat_id: int
    first: int


@dataclass(frozen=True, slots=True)
class ShowChat:
    chat_id: int


@dataclass(frozen=True, slots=True)
class PartChat:
    chat_id: int


@dataclass(frozen=True, slots=True)
class ChatsFrom:
    """Another page of the chats."""

    first: int


@dataclass(frozen=True, slots=True)
class NewNews:
    """A draft beside the one that waits."""


@dataclass(frozen=True, slots=True)
class OpenNews:
    news_id: int


@dataclass(frozen=True, slots=True)
class AcceptNews:
    news_id: int
    version: int


@dataclass(frozen=True, slots=True)
class AskSender:
    news_id: int
    version: int


@dataclass(frozen=True, slots=True)
class DeclineNews:
    news_id: int
    version: int


@dataclass(frozen=True, slots=True)
class WithdrawNews:
    news_id: int


@dataclass(frozen=True, slots=True)
class RepairNews:
    news_id: int


@dataclass(frozen=True, slots=True)
class UndoNews:
    news_id: int


@dataclass(frozen=True, slots=True)
class HastenNews:
    news_id: int


@dataclass(frozen=True, slots=True)
class NewsPage:
    """A page of what waits for review (1) or of the latest news (0)."""

    waiting: int
    first: int


Action: TypeAlias = (
    Answer
    | ResumeForm
    | DropForm
    | Open
    | OpenCode
    | MarkRead
    | Approve
    | SendBack
    | Undo
    | TakeBack
    | Repair
    | Discard
    | Nudge
    | TurnCard
    | Decide
    | WithdrawApplication
    | NudgeApplication
    | ShowApplication
    | GreetAs
    | WrongPerson
    | Invite
    | ShowUnit
    | UnitPage
    | ChooseSeat
    | ShowGroup
    | EndGroup
    | OpenTrail
    | TurnTrail
    | ShowSettings
    | Speak
    | SpeakFirst
    | CallMe
    | LiveIn
    | OpenMeeting
    | NewMeeting
    | ApproveMeeting
    | SendBackMeeting
    | UndoMeeting
    | TakeBackMeeting
    | RepairMeeting
    | DiscardMeeting
    | TurnMeeting
    | RespondToMeeting
    | KeepResponse
    | NudgeMeeting
    | ChangeMeeting
    | CancelMeeting
    | UndoMeetingChange
    | SendCalendar
    | LinkChat
    | ChooseFrom
    | ShowChat
    | PartChat
    | ChatsFrom
    | NewNews
    | OpenNews
    | AcceptNews
    | AskSender
    | DeclineNews
    | WithdrawNews
    | RepairNews
    | UndoNews
    | HastenNews
    | NewsPage
)

CODES: Final[dict[str, type[Action]]] = {
    "a": Answer,
    "b": ResumeForm,
    "c": DropForm,
    "d": Open,
    "e": OpenCode,
    "f": MarkRead,
    "g": Approve,
    "h": SendBack,
    "i": Undo,
    "j": TakeBack,
    "k": Repair,
    "l": Discard,
    "m": Nudge,
    "n": TurnCard,
    "o": Decide,
    "p": WithdrawApplication,
    "q": NudgeApplication,
    "r": ShowApplication,
    "s": GreetAs,
    "t": WrongPerson,
    "u": Invite,
    "v": ShowUnit,
    "w": UnitPage,
    "x": ChooseSeat,
    "y": ShowGroup,
    "z": EndGroup,
    "ta": OpenTrail,
    "tb": TurnTrail,
    "sa": ShowSettings,
    "sb": Speak,
    "sc": SpeakFirst,
    "sd": CallMe,
    "se": LiveIn,
    "ma": OpenMeeting,
    "mb": NewMeeting,
    "mc": ApproveMeeting,
    "md": SendBackMeeting,
    "me": UndoMeeting,
    "mf": TakeBackMeeting,
    "mg": RepairMeeting,
    "mh": DiscardMeeting,
    "mi": TurnMeeting,
    "mj": RespondToMeeting,
    "mk": KeepResponse,
    "ml": NudgeMeeting,
    "mm": ChangeMeeting,
    "mn": CancelMeeting,
    "mo": UndoMeetingChange,
    "mp": SendCalendar,
    "ca": LinkChat,
    "cb": ChooseFrom,
    "cc": ShowChat,
    "cd": PartChat,
    "ce": ChatsFrom,
    "na": NewNews,
    "nb": OpenNews,
    "nc": AcceptNews,
    "nd": AskSender,
    "ne": DeclineNews,
    "nf": WithdrawNews,
    "ng": RepairNews,
    "nh": UndoNews,
    "ni": HastenNews,
    "nj": NewsPage,
}
_CODE_OF: Final = {kind: code for code, kind in CODES.items()}


def encode(action: Action) -> str:
    """At most 64 bytes; raises ValueError for a value that would not come back the same."""
    words = [_CODE_OF[type(action)], *map(_written, astuple(action))]
    data = ":".join(words)
    if len(data.encode()) > MAX_BYTES:
        raise ValueError(f"{type(action).__name__} does not fit into a button")
    return data


def decode(data: str) -> Action | None:
    """None for what this program never wrote, or wrote before it forgot how."""
    code, *words = data.split(":")
    kind = CODES.get(code)
    if kind is None or len(words) != len(fields(kind)):
        return None
    try:
        values = [_read(word, field.type) for word, field in zip(words, fields(kind), strict=True)]
    except ValueError:
        return None
    make: Callable[..., Action] = kind
    return make(*values)


def _written(value: object) -> str:
    if isinstance(value, int):
        return base36(value)
    text = str(value)
    if ":" in text:
        raise ValueError("a colon in a button's value")
    return text


def _read(word: str, kind: object) -> int | str:
    return from_base36(word) if kind in (int, "int") else word
