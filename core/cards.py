"""Cards: messages of ours that stay and change with what they are about.

A card is never stored as text. It is rendered from the present state when it is sent, so it cannot show what is no
longer so; asking for it twice before it left costs one message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.outbox import Lane


class Subject(StrEnum):
    FORM = "form"  # subject_id: the form
    ANNOUNCEMENT = "announcement"  # the author's: from request to archive
    APPROVAL = "approval"  # an approver's; subject_id: the announcement
    APPLICATION = "application"  # the secretariat's; subject_id: the application
    APPLICANT = "applicant"  # the newcomer's; subject_id: the application
    INVITATION = "invitation"  # the secretariat's; subject_id: the invitation
    CHAT = "chat"  # in the chat itself, and with those who link it; subject_id: the chat
    NEWS = "news"  # its sender's: from the number on
    REVIEW = "review"  # a reviewer's; subject_id: the news
    NEWS_ANSWER = "news_answer"  # its sender's: what became of an answer to a reviewer; subject_id: the news
    NEWS_THANKS = "news_thanks"  # its sender's, once it is published; subject_id: the news
    MEETING = "meeting"  # the organiser's: from request to archive
    MEETING_APPROVAL = "meeting_approval"  # an approver's; subject_id: the meeting, as of those below
    MEETING_INVITATION = "meeting_invited"  # of everyone who is invited
    MEETING_REMINDER = "meeting_reminder"
    MEETING_NOTICE = "meeting_notice"  # what changed, or that it does not take place


@dataclass(frozen=True, slots=True)
class Card:
    id: int
    address_id: int
    subject: Subject
    subject_id: int
    view: str
    message_id: int | None
    wanted: int
    shown: int
    shown_hash: bytes | None


class Cards(Protocol):
    async def show(self, address_id: int, subject: Subject, subject_id: int, *, anew: bool = False) -> int:
        """Shows the card as it should be now, in the reply lane; returns its id.

        It is created when this address has none. `anew` sends it as a new message at the bottom of the chat and
        deletes the one above: an edit above the fold is an answer nobody sees.
        """
        ...

    async def touch(self, subject: Subject, subject_id: int, *, lane: Lane, not_before_ms: int = 0) -> None:
        """What every card of this subject shows has changed; each is edited once, however often this is called."""
        ...

    async def touch_each(self, subject: Subject, subject_ids: Sequence[int], *, lane: Lane) -> None:
        """As `touch`, for several of a kind; two statements however many."""
        ...

    async def turn(self, address_id: int, subject: Subject, subject_id: int, view: str) -> None:
        """Turns the card to another of its pages ("" is the first) and shows it in place."""
        ...

    async def adopt(self, address_id: int, subject: Subject, subject_id: int, message_id: int) -> int:
        """Makes a message that already stands in the chat the card of this subject."""
        ...

    async def become(self, address_id: int, old: tuple[Subject, int], new: tuple[Subject, int]) -> None:
        """The same message goes on under another subject (a draft that became an announcement)."""
        ...

    async def forget_at(self, address_id: int, subject: Subject, subject_id: int) -> None:
        """As `forget`, in one chat only."""
        ...

    async def withdraw(self, subject: Subject, subject_id: int) -> None:
        """Its messages are deleted, and one that is queued does not leave; nobody has the card any more."""
        ...

    async def get(self, card_id: int) -> Card | None: ...

    async def forget(self, subject: Subject, subject_id: int) -> None:
        """The messages stay in the chats as they are; they are nobody's card any more."""
        ...
