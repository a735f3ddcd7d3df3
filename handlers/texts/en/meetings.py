"""Meetings: invitations, answers of units, reminders, changes."""

from collections.abc import Sequence
from datetime import date

from core.dates import Moment, clock, short_day
from core.members import Naming
from handlers.texts.en.common import all_of, call, counted, day_in, hours_in, lines, moment_in, number

RSVPS = {"attending": "Attending", "delegated": "Represented", "declined": "Not attending"}

# writing an invitation


def ask_title() -> str:
    return "What is the event? Write it, for example: Rapat Koordinasi Bakohumas"


def text_needed(limit: int) -> str:
    return f"Write it in words, at most {counted(limit, 'character')}."


def ask_day() -> str:
    return "On which day? Press a choice, or write it in full, for example: 2 December 2026"


def noted_day(day: str) -> str:
    return f"✓ {day_in(day)}"


def day_unclear(example: str) -> str:
    return f"This date could not be read. Write it in full, for example: {day_in(example)}"


def no_such_day(written: str) -> str:
    return f"“{written}” is in no calendar. Write another date, or press a choice."


def weekday_differs(written: str, day: str) -> str:
    return f"It says “{written}”. This date is a {day_in(day).split(',')[0]}. Which one is right?"


def which_is_meant() -> str:
    return "Which one is meant?"


def past_day(day: str) -> str:
    return f"{day_in(day)} has passed. Write a date to come, or press a choice."


def past_moment() -> str:
    return "That time has passed. Write a day and an hour to come."


def ask_hour() -> str:
    return "At what hour does it begin? Press a choice, or write it, for example: 09.30"


def noted_hour(at: Moment, zone: str) -> str:
    return f"✓ {moment_in(at, zone)}"


def hour_unclear() -> str:
    return "This hour could not be read. Write hour and minute, for example: 09.30"


def no_such_hour(written: str) -> str:
    return f"There is no hour “{written}”. Write one from 00.00 to 23.59, for example: 09.30"


def past_hour(at: Moment) -> str:
    return f"{day_in(at.day.isoformat())}, {clock(at)} has passed. Choose a time to come."


def ask_end() -> str:
    return "Until what hour? Press a choice, or write it, for example: 11.30"


def end_too_early(at: Moment, zone: str) -> str:
    return f"The meeting begins {moment_in(at, zone)}. Write a later hour for its end, or press open end."


def ask_place() -> str:
    return "Where is the place? Write it, for example: Aula Diskominfotik"


def ask_dress() -> str:
    return "What is the dress? Write it, for example: PDH batik"


def ask_confirm() -> str:
    return "Until when shall units answer? Press a choice, or write the date and hour in full."


def confirm_too_late(starts: Moment) -> str:
    day = day_in(starts.day.isoformat())
    return f"The meeting begins {day}, {clock(starts)}. Choose a time to confirm before that."


def ask_delegable() -> str:
    return "May a unit be represented by somebody else?"


def ready() -> str:
    return "Ready to ask for approval."


def ready_to_change(code: str) -> str:
    return f"The change of {code} is ready to be saved. Those invited are told after 60 seconds."


def reminders() -> str:
    return "Reminders: the day before at 16.00 and 1 hour before."


# what the invitation says


def invitation(code: str, units: Sequence[str]) -> str:
    return f"📅 INVITATION {code}{f' · To {_together(units)}' if units else ''}"


def headline(title: str) -> str:
    return f"📅 {title}"


def when(starts: Moment, ends: Moment | None, zone: str) -> str:
    day = day_in(_day(starts, zone).isoformat())
    return f"Date: {day}\nTime: {hours_in(starts, ends, zone)}"


def where(place: str) -> str:
    return f"Place: {place}"


def what(title: str) -> str:
    return f"Event: {title}"


def dress_of(dress: str) -> str:
    return f"Dress: {dress}"


def please_confirm(by: Moment, zone: str) -> str:
    return f"Please answer by {moment_in(by, zone)}."


def confirm_until(by: Moment, zone: str, delegable: bool) -> str:
    return f"Answers by {moment_in(by, zone)} · {'May' if delegable else 'May not'} be represented"


def answered(rsvp: str, name: str, title: str, reason: str, unit: str) -> str:
    """`unit` only for somebody who serves in several invited units."""
    details = ", ".join(part for part in (name, title, reason) if part)
    return f"✓ {RSVPS[rsvp]}{': ' if details else ''}{details}{f' ({unit})' if unit else ''}"


def cancelled() -> str:
    return "CANCELLED. This meeting does not take place."


# answers


def who_represents(code: str) -> str:
    return f"{code}: who represents your unit? Write name and title, for example: Sari, Kasi Humas"


def which_title(name: str) -> str:
    return f"The name is noted: {name}. What is the title?"


def why_declined(code: str) -> str:
    return f"{code}: a short reason, if you like."


def recorded(rsvp: str, name: str, title: str, units: Sequence[str], code: str) -> str:
    if rsvp == "delegated":
        who = ", ".join(part for part in (name, title) if part)
        return f"✓ Noted: {who}, for {_together(units)} at {code}."
    return f"✓ Noted: {RSVPS[rsvp]} for {_together(units)} at {code}. Thank you."


def answered_before(old: str, by: str, at: Moment, new: str) -> str:
    return f"This unit has answered {RSVPS[old]} ({by}, {clock(at)}). Change it to {RSVPS[new]}?"


def kept(rsvp: str) -> str:
    return f"The answer of the unit stays: {RSVPS[rsvp]}."


# the organiser's card


def counts(code: str, attending: int, delegated: int, declined: int, silent: int) -> str:
    parts = (
        f"attending {number(attending)}",
        f"represented {number(delegated)}",
        f"not attending {number(declined)}",
        f"not answered {number(silent)}",
    )
    return " · ".join((code, *parts))


def asks_you(code: str, author: Naming, group: str, units: int, officers: int) -> str:
    return (
        f"The invitation {code} from {call(author)} is waiting for your approval. "
        f"{group}: {counted(units, 'unit')}, {counted(officers, 'officer')}."
    )


def change_pending(code: str, leaves: Moment) -> str:
    return f"The change of {code} is announced at {clock(leaves)}."


def cancel_pending(code: str, leaves: Moment) -> str:
    return f"That {code} is cancelled is announced at {clock(leaves)}."


def missed(at: Moment) -> str:
    return f"The reminder was not sent: at {clock(at)}, when the bot worked again, the meeting had begun."


def unit_answer(unit: str, rsvp: str, name: str, title: str, reason: str) -> str:
    who = ", ".join(part for part in (name, title) if part)
    if rsvp == "delegated":
        return f"{who}, for {unit}"
    return f"{unit}: {RSVPS[rsvp].lower()}{f' ({reason})' if reason else ''}"


def answers(items: Sequence[str], rest: int) -> str:
    return "\n".join(items) + (f"\n… and {counted(rest, 'more unit')}" if rest else "")


def silent(units: Sequence[str], total: int) -> str:
    if not total:
        return "Every unit has answered."
    rest = f", and {number(total - len(units))} more" if total > len(units) else ""
    return f"Not answered by {counted(total, 'unit')}: {', '.join(units)}{rest}"


def unreached(units: Sequence[str], total: int) -> str:
    rest = f", and {number(total - len(units))} more" if total > len(units) else ""
    return f"Not reached {counted(total, 'officer')}: {', '.join(units)}{rest}"


def nudge_sent(people: int) -> str:
    return f"A reminder goes to {counted(people, 'officer')} of units that have not answered."


def nobody_silent() -> str:
    return "Every unit has answered. There is nobody to remind."


# reminders and notices


def reminder_day(starts: Moment, zone: str, code: str, title: str, place: str) -> str:
    return f"⏰ Tomorrow, {moment_in(starts, zone)}: {code} {title}, {place}."


def reminder_hour(starts: Moment, zone: str, code: str, title: str, place: str) -> str:
    return f"⏰ In one hour, at {hours_in(starts, starts, zone)}: {code} {title}, {place}."


def reminder_late(starts: Moment, zone: str, code: str, title: str, place: str) -> str:
    return f"⏰ (this reminder is late) {moment_in(starts, zone)}: {code} {title}, {place}."


def reminder_nudge(starts: Moment, zone: str, code: str, title: str, by: Moment) -> str:
    return f"⏰ {code} {title}, {moment_in(starts, zone)}. Please answer by {moment_in(by, zone)}."


def who_comes(name: str, title: str) -> str:
    who = ", ".join(part for part in (name, title) if part)
    return f"Attending: {who}. Please pass it on to them."


def not_answered_yet() -> str:
    return "This unit has not answered. Please confirm."


def notice_changed(code: str, title: str) -> str:
    return f"⚠️ Change of {code} {title}:"


def changed(what: str, before: str, after: str) -> str:
    names = {"title": "The event", "place": "The place", "dress": "The dress"}
    return f"{names[what]} was {before or 'not given'} and is now {after or 'not given'}."


def changed_time(before: Moment, before_zone: str, after: Moment, zone: str) -> str:
    return f"The time was {moment_in(before, before_zone)} and is now {moment_in(after, zone)}."


def changed_confirm(by: Moment, zone: str) -> str:
    return f"Answers are asked for by {moment_in(by, zone)}."


def changed_otherwise() -> str:
    return "The invitation was renewed; please look at it again."


def please_answer_again() -> str:
    return "Please answer again, since the time has changed."


def notice_cancelled(code: str, title: str, starts: Moment, zone: str) -> str:
    return f"⚠️ {code} {title}, {moment_in(starts, zone)}: this meeting is CANCELLED."


# what cannot be done


def own_approval(names: Sequence[Naming]) -> str:
    return f"An invitation is approved by somebody else, not by its author. The request is with {all_of(names)}."


def left_already(code: str) -> str:
    return f"{code} has been told already. To change it, open its card and press More."


def cancelled_already(code: str) -> str:
    return f"{code} is cancelled; there is no need to answer."


def begun(code: str) -> str:
    return f"{code} has begun. Turn to its organiser if there is something to say."


def begun_for_organiser(code: str) -> str:
    return f"{code} has begun. Its invitation can no longer be changed, and nobody is reminded any more."


def not_delegable() -> str:
    return "No representatives for this invitation. Choose Attending or Not attending for your unit."


def not_invited(code: str) -> str:
    return f"Your unit is not among those invited to {code}. Turn to the secretariat if this is a mistake."


def change_waits(code: str) -> str:
    return f"A change of {code} is waiting. Press Undo, or wait for a minute."


def nothing_changed(code: str) -> str:
    return f"{code} is still the same. Change a part of it, or press Cancel."


# lists


def ahead(items: Sequence[str]) -> str:
    return f"Meetings to come:\n{lines(items)}"


def none_ahead() -> str:
    return "There are no meetings to come."


def list_entry(code: str, title: str, starts: Moment, zone: str, state: str) -> str:
    return f"{code} {title} · {short_day(_day(starts, zone), 'en')}, {hours_in(starts, starts, zone)} · {state}"


def agenda_entry(code: str, title: str, starts: Moment, zone: str) -> str:
    return f"{code} {title} · {short_day(_day(starts, zone), 'en')}, {hours_in(starts, starts, zone)}"


def state_of(rsvp: str) -> str:
    return RSVPS[rsvp].lower()


def state_unanswered() -> str:
    return "not answered"


def state_cancelled() -> str:
    return "cancelled"


def state_invited(answered: int, units: int) -> str:
    return f"answered by {number(answered)} of {counted(units, 'unit')}"


def _together(units: Sequence[str]) -> str:
    if len(units) < 3:
        return " and ".join(units)
    return f"{', '.join(units[:-1])}, and {units[-1]}"


def _day(at: Moment, zone: str) -> date:
    return Moment(at.instant, zone).day
