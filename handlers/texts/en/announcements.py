"""Announcements: from the content to the report."""

from collections.abc import Sequence
from datetime import date, timedelta

from core.dates import Moment, clock, duration, full, full_day
from core.members import Naming
from handlers.texts.en.common import PRIORITIES, REASONS, all_of, call, counted, day_of, either, lines, number

# writing


def send_content() -> str:
    return "Send the content of the announcement: text, photo, album, or file. It is passed on exactly as it is."


def content_needed() -> str:
    return "There is no content yet. Send the text, photo, or file to be announced."


def content_too_long(length: int, limit: int) -> str:
    return (
        f"This has {number(length)} characters, the limit is {number(limit)}. "
        "Shorten it, or send it as a file with a short introduction."
    )


def link_too_long() -> str:
    return "This link is longer than one message and would be cut. Send its short form, or the content as a file."


def too_many_files(limit: int) -> str:
    return f"An announcement carries at most {limit} files; those after them are left out."


def kind_not_carried() -> str:
    return "This kind of message cannot be announced. Send a text, photo, or file."


def secret() -> str:
    return "This text is marked RAHASIA. The bot is no channel for secret papers; it is neither kept nor sent."


def weekday_differs(written: str, day: str) -> str:
    weekday = full_day(date.fromisoformat(day), "en").partition(",")[0]
    return f"One thing to check: it says “{written}”. That date is a {weekday}. Which one is right?"


def no_such_date(written: str) -> str:
    return (
        f"One thing to check: it says “{written}”. The calendar has no such date. Send another text, or press Leave it."
    )


def mended(words: str) -> str:
    return f"✓ Changed to “{words}”."


def to_whom(groups: Sequence[str]) -> str:
    return f"To whom?\n{lines(groups)}"


def group_entry(name: str, units: int, without_media: bool) -> str:
    return f"{name} ({number(units)}{', without media partners' if without_media else ''})"


def group_unknown(words: str) -> str:
    return f"No group “{words}” was found. Press one of the numbers, or Another group."


def which_priority() -> str:
    return "Which priority?"


def ready() -> str:
    return "Ready to be approved."


def reaches(group: str, units: int, officers: int, waiting: int, where: Sequence[str]) -> str:
    words = f"To: {group}, {counted(units, 'unit')}, {counted(officers, 'officer')}"
    if waiting:
        places = list(dict.fromkeys(where))
        shown = ", ".join(places[:5]) + (" …" if len(places) > 5 else "")
        words += f"; {counted(waiting, 'officer')} yet to press Start ({shown})"
    return words


def with_priority(priority: str) -> str:
    return f"Priority: {PRIORITIES[priority]}"


def when_approved() -> str:
    return "Time: once approved"


def edit_what() -> str:
    return "Which part do you want to edit?"


# the author's card


def waits(code: str, approvers: Sequence[Naming]) -> str:
    return f"{code} waits for the approval of {either(approvers)}."


def came_back(code: str, by: Naming, reason: str) -> str:
    return f"{code} returned by {call(by)}: “{reason}”"


def taken_back(code: str) -> str:
    return f"{code} was taken back before it was approved."


def discarded(code: str) -> str:
    return f"{code} is discarded. Its number is not used again."


def approved(code: str, by: Naming, at: Moment, leaves: Moment) -> str:
    return f"{code} ✓ Approved by {call(by)} at {clock(at)}. Leaves at {clock(leaves)}."


def sending(code: str, done: int, total: int) -> str:
    return f"{code} · sending {number(done)} of {number(total)}"


def sent(code: str, sent: int, total: int, read: int, units: int, chats: int, all_chats: int) -> str:
    arrived = f"sent to {number(sent)} of {counted(total, 'officer')}"
    if chats < all_chats:
        arrived += f" · {number(chats)} of {counted(all_chats, 'Telegram group')}"
    elif all_chats:
        arrived += f" · {counted(chats, 'Telegram group')}"
    return f"{code} · {arrived} · read by {number(read)} of {counted(units, 'unit')}"


def doubt(repeated: int, doubt: int) -> str:
    parts = [f"repeated {number(repeated)}"] if repeated else []
    parts += [f"uncertain {number(doubt)}"] if doubt else []
    return " · ".join(parts)


def nudged(at: Moment) -> str:
    return f"Reminded at {clock(at)}."


def headline(code: str, title: str) -> str:
    return f"{code} “{title}”"


def result(sent: int, failed: int, queued: int, doubt: int) -> str:
    parts = [f"Sent {number(sent)}"]
    parts += [f"not reached {number(failed)}"] if failed else []
    parts += [f"queued {number(queued)}"] if queued else []
    parts += [f"uncertain {number(doubt)}"] if doubt else []
    return " · ".join(parts)


def unreached(reason: str, units: Sequence[str]) -> str:
    shown = ", ".join(units[:10]) + (f" … and {len(units) - 10} more" if len(units) > 10 else "")
    return f"Not reached {number(len(units))}: {REASONS.get(reason, REASONS['other'])} ({shown})"


def chat_unreached(title: str, reason: str) -> str:
    why = "the bot is no longer in it" if reason == "chat_gone" else REASONS.get(reason, REASONS["other"])
    return f"Telegram group “{title}” not reached: {why}"


def owing(units: Sequence[str], total: int) -> str:
    if not total:
        return "Every unit has marked it as read."
    return f"Not read yet by {counted(total, 'unit')}: {_and_more(units, total)}"


def vacant(units: Sequence[str], total: int) -> str:
    return f"No officer yet in {counted(total, 'unit')}: {_and_more(units, total)}"


def _and_more(units: Sequence[str], total: int) -> str:
    rest = f", and {number(total - len(units))} more" if total > len(units) else ""
    return f"{', '.join(units)}{rest}"


def report(code: str, day: Moment, read: int, units: int, seconds: int) -> str:
    took = duration(timedelta(seconds=seconds), "en")
    rest = counted(units - read, "unit") if units > read else "none"
    return f"{code}, {day_of(day)}: read by {number(read)} of {counted(units, 'unit')} within {took}. Not yet: {rest}."


# the approver's card


def asks_you(code: str, author: Naming, group: str, units: int, officers: int, priority: str) -> str:
    return (
        f"{code} from {call(author)} waits for your approval. "
        f"{group}: {counted(units, 'unit')}, {counted(officers, 'officer')}. {PRIORITIES[priority]}."
    )


def you_approved(code: str, by: Naming, at: Moment, leaves: Moment) -> str:
    return f"{code} ✓ Approved by {call(by)} at {clock(at)}. Leaves at {clock(leaves)}."


def released_after(code: str, by: Naming, at: Moment) -> str:
    return f"{code} ✓ Approved by {call(by)} at {clock(at)}. It has left."


def returned_by(code: str, by: Naming, at: Moment) -> str:
    return f"{code} returned by {call(by)} at {clock(at)}."


def no_longer_asks(code: str) -> str:
    return f"{code} was taken back by its author."


def audience_of(group: str, units: Sequence[str], total: int) -> str:
    rest = f"\n… and {number(total - len(units))} more" if total > len(units) else ""
    return f"{group}, {counted(total, 'unit')}:\n{', '.join(units)}{rest}"


def why_back(code: str) -> str:
    return f"{code}: what should be improved? Write it briefly."


def reason_needed() -> str:
    return "Write one sentence, for example: the hour is missing."


def reason_too_long(limit: int) -> str:
    return f"A note has at most {limit} characters. Write a shorter one, for example: the hour is missing."


def sent_back(code: str) -> str:
    return f"✓ {code} is returned to its author."


# to the recipients


def footer(code: str, version: int, office: str, priority: str, at: Moment) -> str:
    return f"📢 {code} v{version} · {office} · {PRIORITIES[priority]} · {full(at, 'en')}"


def please_mark() -> str:
    return "Please mark as read."


def sent_again() -> str:
    return "(sent again)"


def please_help(code: str, title: str) -> str:
    return f"⏰ Please help: this unit has not marked {code} “{title}” as read yet."


def read_now(units: Sequence[str]) -> str:
    return f"Thank you. Recorded for {_together(units)}."


def read_before(at: Moment) -> str:
    return f"Your unit was recorded at {clock(at)}. Your mark is kept beside it."


def read_already(at: Moment) -> str:
    return f"Recorded already at {clock(at)}. Thank you."


def press_to_mark(code: str) -> str:
    return f"Thank you. To record {code}, please press this button."


def _together(units: Sequence[str]) -> str:
    if len(units) < 3:
        return " and ".join(units)
    return f"{', '.join(units[:-1])}, and {units[-1]}"


def state_for_reader(code: str, title: str, at: Moment) -> str:
    return f"📢 {code} “{title}”, sent on {full(at, 'en')}."


# what cannot be done


def nobody_approves() -> str:
    return "No approver is registered yet. Have the secretariat invite one, then press Ask for approval again."


def nobody_there(group: str) -> str:
    return f"Group “{group}” has no registered officers yet. Choose another group or invite its units."


def own_approval(names: Sequence[Naming]) -> str:
    return f"An announcement is approved by somebody other than its author. {all_of(names)} can see the request."


def approved_already(code: str, by: Naming, at: Moment) -> str:
    return f"{code} was approved by {call(by)} at {clock(at)}."


def left_already(code: str) -> str:
    return f"{code} is already on its way. To change it, send a new announcement."


def corrected(code: str, version: int) -> str:
    return f"This has been corrected. Please read {code} v{version} below."


def not_for_you(code: str) -> str:
    return f"{code} was not sent to your unit. Contact the secretariat if this is a mistake."


def nudged_already(code: str, at: Moment) -> str:
    return f"A reminder of {code} was sent at {clock(at)}."


def nudge_sent(people: int) -> str:
    return f"A reminder goes to {counted(people, 'officer')} whose unit has not read it."


def nobody_owes() -> str:
    return "Every unit has marked it as read. Nobody needs a reminder."


# lists


def none_yet() -> str:
    return "There are no announcements yet."


def none_waiting() -> str:
    return "Nothing waits for your approval."


def followed(items: Sequence[str]) -> str:
    return f"Latest announcements:\n{lines(items)}"


def waiting_list(items: Sequence[str]) -> str:
    return f"Waiting for your approval:\n{lines(items)}"


def list_entry(code: str, title: str, state: str) -> str:
    return f"{code} “{title}” · {state}"


def state_waiting() -> str:
    return "waiting for approval"


def state_returned() -> str:
    return "returned"


def state_approved() -> str:
    return "approved"


def state_released(read: int, units: int) -> str:
    return f"read by {number(read)} of {counted(units, 'unit')}"


def state_discarded() -> str:
    return "discarded"
