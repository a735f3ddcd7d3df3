"""Trail: who did what, and when."""

from collections.abc import Sequence

from core.dates import Moment, clock, full_day, short_day
from core.members import Naming
from handlers.texts.en.common import call, counted, number


def write_code() -> str:
    return "Write its code, for example: /jejak BKL-0412"


def heading(code: str, title: str) -> str:
    return f"Trail of {code} “{title}”"


def listing(times: Sequence[Moment], acts: Sequence[str]) -> str:
    """One line an act, under its day."""
    lines, day = [], None
    for at, act in zip(times, acts, strict=False):
        if at.day != day:
            day = at.day
            lines.append(full_day(day, "en"))
        lines.append(f"{clock(at)} · {act}")
    return "\n".join(lines)


# announcements


def asked(who: Naming) -> str:
    return f"{call(who)} asked for approval"


def returned(who: Naming, reason: str = "") -> str:
    return f"{call(who)} returned it" + (f": “{reason}”" if reason else "")


def taken_back(who: Naming) -> str:
    return f"{call(who)} took it back before approval"


def approved(who: Naming) -> str:
    return f"{call(who)} approved it"


def undone(who: Naming) -> str:
    return f"{call(who)} undid the approval"


def discarded(who: Naming) -> str:
    return f"{call(who)} discarded it"


def approval_lapsed() -> str:
    return "Not sent: whoever approved it no longer holds that role; it waits for approval again"


def released(people: int, units: int, chats: int = 0) -> str:
    posted = f", {counted(chats, 'chat')}" if chats else ""
    return f"On its way to {counted(people, 'officer')}, {counted(units, 'unit')}{posted}"


def nudged(who: Naming, people: int) -> str:
    return f"{call(who)} reminded {counted(people, 'officer')}"


def details_seen(who: Naming) -> str:
    return f"{call(who)} looked at the details"


def not_read(units: int) -> str:
    return f"Read: none of {counted(units, 'unit')} yet."


def read(read: int, units: int, first: Moment, last: Moment) -> str:
    day = f"{short_day(last.day, 'en')} " if last.day != first.day else ""
    until = f", last {day}{clock(last)}" if last != first else ""
    return (
        f"Read by {number(read)} of {counted(units, 'unit')}: first {short_day(first.day, 'en')} {clock(first)}{until}."
    )
