"""Trail: who did what, and when."""

from collections.abc import Sequence

from core.dates import Moment, clock, full_day, short_day
from core.members import Naming
from handlers.texts.en.common import call, counted, number
from handlers.texts.en.meetings import RSVPS


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


# meetings


def invited(people: int, units: int) -> str:
    return f"Invitation sent to {counted(people, 'officer')}, {counted(units, 'unit')}"


def answered(who: Naming, rsvp: str, units: Sequence[int]) -> str:
    more = f" for {counted(len(units), 'unit')}" if len(units) > 1 else ""
    return f"{call(who)} answered {RSVPS[rsvp]}{more}"


def change_asked(who: Naming) -> str:
    return f"{call(who)} asked for a change"


def cancel_asked(who: Naming) -> str:
    return f"{call(who)} asked to cancel it"


def change_undone(who: Naming) -> str:
    return f"{call(who)} undid that"


def change_lapsed() -> str:
    return "That had no effect: the meeting had begun"


def changed(who: Naming, moved: bool, people: int) -> str:
    what = "another time" if moved else "other details"
    return f"What {call(who)} asked for is in force: {what}, {counted(people, 'officer')} told"


def cancelled(who: Naming, people: int) -> str:
    return f"What {call(who)} asked for is in force: cancelled, {counted(people, 'officer')} told"


def reminded(ahead: str, people: int) -> str:
    when = {"day": "a day before", "hour": "an hour before"}[ahead]
    return f"Reminder {when} to {counted(people, 'officer')}"


def reminder_dropped() -> str:
    return "A reminder was not sent: the meeting had begun"
