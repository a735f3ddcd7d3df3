"""Inbox: everything that waits for somebody."""

from collections.abc import Sequence

from core.dates import Moment, clock
from core.members import Naming
from handlers.texts.en.common import call, counted, day_in, day_of, lines, moment_in


def nothing() -> str:
    return "Your inbox is empty. Nothing is waiting."


def listing(items: Sequence[str], total: int) -> str:
    rest = f"\n… and {total - len(items)} more" if total > len(items) else ""
    return f"{counted(total, 'matter')} for you:\n{lines(items)}{rest}"


def to_read(code: str, title: str) -> str:
    return f"{code} {title}: please mark as read."


def to_approve(code: str, author: Naming) -> str:
    return f"{code} from {call(author)}: waiting for your approval."


def to_review(code: str, unit: str) -> str:
    return f"{code} from {unit}: waits for your review."


def to_decide(name: str, unit: str) -> str:
    return f"Application of {name}, {unit}."


def to_answer(code: str, title: str, by: Moment) -> str:
    return f"{code} {title}: please answer by {day_of(by)}, {clock(by)}."


def draft(kind: str, at: Moment) -> str:
    kinds = {
        "announcement": "Announcement",
        "group": "Group",
        "apply": "Registration",
        "join": "Registration",
        "return": "Note on a return",
        "meeting": "Invitation",
        "meeting_return": "Note of return",
        "delegate": "Answer to an invitation",
        "decline": "Answer to an invitation",
        "news": "News",
        "news_answer": "Answer to a reviewer",
        "news_question": "Question to a sender",
        "news_decline": "Reason for a sender",
    }
    return f"{kinds.get(kind, 'Draft')} not sent yet, begun {day_of(at)}."


def draft_kept() -> str:
    return "The draft is saved in your inbox."


def draft_dropped() -> str:
    return "Left. Nothing was sent."


def was(words: str) -> str:
    return f"Before: “{words}”."


def was_day(day: str) -> str:
    return f"Before: {day_in(day)}."


def was_at(at: Moment, zone: str) -> str:
    return f"Before: {moment_in(at, zone)}."


def keep_or_drop() -> str:
    return "This has not been sent yet. Save it as a draft or discard it?"
