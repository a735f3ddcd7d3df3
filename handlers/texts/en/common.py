"""Words that many sentences use."""

from collections.abc import Sequence
from datetime import date

from core.dates import ZONES, Moment, clock, full, full_day
from core.dates import number as number_in_words
from core.members import Naming

SEATS = {
    "officer": "PR officer",
    "deputy": "deputy officer",
    "viewer": "reader",
    "member": "forum member",
}
GRANTS = {
    "secretariat": "secretariat",
    "author": "author of announcements",
    "approver": "approver",
    "coordinator": "regional coordinator",
    "auditor": "auditor",
}
PRIORITIES = {"biasa": "Normal", "segera": "Urgent", "sangat_segera": "Most urgent"}
REASONS = {
    "stopped": "bot stopped on their phone",
    "never_started": "Start not pressed yet",
    "account_gone": "account no longer exists",
    "chat_gone": "chat no longer exists",
    "not_found": "account not found",
    "too_long": "content too long",
    "malformed": "content cannot be sent",
    "message_gone": "message no longer exists",
    "file_gone": "file no longer exists",
    "no_rights": "bot may not write there",
    "other": "another reason",
    "unknown": "no answer came back",
}


def call(who: Naming) -> str:
    """The bare name: English prints no titles."""
    return who.name


def either(people: Sequence[Naming]) -> str:
    """ "Hendra or Sri"."""
    return _joined([call(one) for one in people], "or")


def all_of(people: Sequence[Naming]) -> str:
    return _joined([call(one) for one in people], "and")


def day_of(at: Moment) -> str:
    """ "Tuesday, 22 December 2026"."""
    return full_day(at.day, "en")


def day_in(day: str) -> str:
    """From an ISO date: "Tuesday, 22 December 2026"."""
    return full_day(date.fromisoformat(day), "en")


def moment_in(at: Moment, zone: str) -> str:
    """A moment of a zone, with the reader's hour beside it when it differs: "…, 10.00 WITA (09.00 WIB)"."""
    return f"{full(Moment(at.instant, zone), 'en')}{_beside(at, zone)}"


def hours_in(starts: Moment, ends: Moment | None, zone: str) -> str:
    """ "09.00 WIB, open end", "09.00 WIB to 11.00 WIB"; one hour alone when both are the same."""
    begins = clock(Moment(starts.instant, zone))
    if ends == starts:
        return f"{begins}{_beside(starts, zone)}"
    until = ", open end" if ends is None else f" to {clock(Moment(ends.instant, zone))}"
    return f"{begins}{until}{_beside(starts, zone)}"


def _beside(at: Moment, zone: str) -> str:
    return "" if ZONES[at.zone] == ZONES[zone] else f" ({clock(at)})"


def goes_on_below() -> str:
    return "Continued below."


def number(value: int) -> str:
    return number_in_words(value, "en")


def counted(count: int, one: str) -> str:
    """ "1 unit", "63 units"."""
    return f"{number(count)} {one if count == 1 else one + 's'}"


def sentence(words: str) -> str:
    """With a capital at its head; "PR officer" keeps its own."""
    return words[:1].upper() + words[1:]


def lines(items: Sequence[str]) -> str:
    return "\n".join(f"{place}. {item}" for place, item in enumerate(items, 1))


def _joined(words: Sequence[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
