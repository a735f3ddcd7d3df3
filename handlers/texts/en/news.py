"""News from the regions: from sending to publication."""

from collections.abc import Sequence
from datetime import date

from core.dates import Moment, clock, full_day
from core.members import Naming
from handlers.texts.en.common import call, counted, day_of, lines, number

FIELDS = {"what": "What", "who": "Who", "place": "Where", "day": "When", "credit": "Photo"}

# what cannot be done


def consent_needed() -> str:
    return (
        "Photos of children under 18 are published once there is consent. Press Edit to change them or send the text."
    )


def nobody_reviews() -> str:
    return "There is no reviewer yet. Your draft is kept; contact the secretariat, then press Send again."


def left_unit(unit: str) -> str:
    return f"You are no longer listed in {unit}. Contact the secretariat if this is a mistake."


def published_already(code: str) -> str:
    return f"{code} has been published. Contact the secretariat if something needs correcting."


def own_review() -> str:
    return "News is reviewed by somebody other than its sender. The other reviewers have it already."


def decided_already(code: str, by: Naming, at: Moment) -> str:
    return f"{code} was decided by {call(by)} at {clock(at)}."


def revised(code: str) -> str:
    return f"{code} has been updated by its sender. Type {code} to open the latest card."


def question_closed(code: str) -> str:
    return f"The question about {code} is closed. Type {code} to see where it stands."


def asked_already(code: str) -> str:
    return f"One question about {code} still waits for its sender's answer."


# writing


def send_material() -> str:
    return "Send the news: text, photo, album, video, voice, or file, with a sentence or two."


def words_needed() -> str:
    return (
        "Received. Write a sentence or two: what, where, when. "
        "Example: PIK-R session at SMPN 2 Seluma, this morning, 40 people."
    )


def material_needed() -> str:
    return "There is no content yet. Write a sentence or two, or send a photo with its caption."


def kind_not_carried() -> str:
    return "This kind of message cannot be published. Send a text, photo, video, voice, or file."


def what_for() -> str:
    return "What is this text for?"


def for_which_unit(units: Sequence[str]) -> str:
    return f"News from which unit?\n{lines(units)}"


def ask_what(offered: str) -> str:
    return f"What is it about, in short? Write it{f', or press Use this for “{offered}”' if offered else ''}."


def ask_who() -> str:
    return "Who took part? Write it in short, for example: 24 members of PIK-R."


def ask_place(region: str) -> str:
    return f"Where? Write the place, or press Unit's region for {region}."


def ask_day(example: str) -> str:
    return f"When? Press one, or write the date in full, for example: {full_day(date.fromisoformat(example), 'en')}."


def ask_credit(name: str) -> str:
    return f"Who took the photo? Write the name, or press My photo for {name}."


def ask_minors() -> str:
    return "Can the face of a child under 18 be seen?"


def consent_awaited() -> str:
    return (
        "The photo is kept and is published once a parent, guardian or school agrees. The text can be sent to us now."
    )


def send_other_photos() -> str:
    return "Send the photo that takes its place, or press Without photo."


def words_too_long(limit: int) -> str:
    return f"The limit is {limit} characters. Write it shorter, please: this is for one line."


def too_many_files(limit: int) -> str:
    return f"One piece of news holds at most {limit} files; the next ones are not part of it."


def no_such_day(written: str) -> str:
    return f"The calendar has no “{written}”. Write another date, for example: 23 November 2026."


def weekday_differs(written: str, day: str) -> str:
    weekday = full_day(date.fromisoformat(day), "en").partition(",")[0]
    return f"It says “{written}”, but that date is a {weekday}. Write the date once more."


def which_day(days: Sequence[str]) -> str:
    known = [full_day(date.fromisoformat(day), "en") for day in days]
    return f"That date may mean {' or '.join(known)}. Write one of them."


def not_a_day() -> str:
    return "This is not read as a date yet. Write it in full, for example: Monday, 23 November 2026."


def draft_head(pictures: int, files: int) -> str:
    return " · ".join(["📰 New story", *_counted(pictures, files)])


def fields(what: str, who: str, place: str, day: str, credit: str) -> str:
    first = [f"What: {what}"] if what else []
    first += [f"Who: {who}"] if who else []
    rest = [f"Where: {place}"] if place else []
    rest += [f"When: {full_day(date.fromisoformat(day), 'en')}"] if day else []
    rest += [f"Photo: {credit}"] if credit else []
    return "\n".join(" · ".join(line) for line in (first, rest) if line)


def consent_none() -> str:
    return "Children to be seen: none."


def consent_given() -> str:
    return "Consent for the photo: given."


def text_only() -> str:
    return "Without the photo: it waits for consent."


def all_right() -> str:
    return "Is this right?"


def edit_what() -> str:
    return "Which part is to be changed?"


def photos_wait() -> str:
    return "The photo stays in your draft. Open it from the Inbox once there is consent."


def draft_waits(day: Moment) -> str:
    return f"There is news that was not sent, begun on {day_of(day)}."


# the sender's card


def waits(code: str, place: int) -> str:
    return f"{code} · waits for review, number {number(place)} in the queue"


def accepted(code: str, at: Moment, leaves: Moment) -> str:
    return f"{code} · accepted at {clock(at)}, to be published at {clock(leaves)}."


def published(code: str, at: Moment) -> str:
    return f"✓ {code} was published at {clock(at)}."


def not_yet_publishable(code: str, reason: str) -> str:
    return f"{code} cannot be published yet: {reason}"


def withdrawn(code: str) -> str:
    return f"{code} was withdrawn before it was published."


def thanks(sender: Naming, unit: str) -> str:
    return f"Thank you, {call(sender)}. The news of {unit} has been published."


def question(code: str, question: str) -> str:
    return f"One question from the reviewer about {code}: “{question}” Write your answer."


def answer_needed() -> str:
    return "Write the answer in one sentence, or press Skip."


def answered(old: str, new: str) -> str:
    return f"✓ Sent. Before: {old}. Now: {new}."


def skipped(code: str) -> str:
    return f"The question was skipped. {code} is still under review."


# the reviewer's card


def headline(code: str, unit: str, sender: Naming) -> str:
    return f"📰 {code} · {unit} · sent by {call(sender)}"


def asked_of_sender(question: str) -> str:
    return f"Waiting for the sender's answer: “{question}”"


def changed(field: str, old: str, new: str) -> str:
    return f"{FIELDS[field]}: it was {old}, now {new}"


def body_changed() -> str:
    return "The content was changed; the latest stands above."


def empty() -> str:
    return "none yet"


def on_day(day: str) -> str:
    return full_day(date.fromisoformat(day), "en")


def accepted_by(code: str, by: Naming, at: Moment, leaves: Moment) -> str:
    return f"✓ {code} was accepted by {call(by)} at {clock(at)}. To be published at {clock(leaves)}."


def published_by(code: str, by: Naming, at: Moment) -> str:
    return f"✓ {code} was accepted by {call(by)}, published at {clock(at)}."


def reached(sent: int, total: int, chats: int) -> str:
    words = f"Sent to {number(sent)} of {counted(total, 'officer')}"
    return f"{words} · {counted(chats, 'chat')}" if chats else words


def declined_by(code: str, by: Naming, at: Moment, reason: str) -> str:
    return f"{code} was not published. {call(by)} at {clock(at)}: “{reason}”"


def withdrawn_by_sender(code: str) -> str:
    return f"{code} was withdrawn by its sender."


def ask_about(code: str) -> str:
    return f"{code}: which part needs mending?"


def write_question(code: str) -> str:
    return f"{code}: write one question for the sender, for example: What is the full name of the school?"


def question_sent(code: str) -> str:
    return f"✓ The question about {code} was sent to its sender."


def why_not(code: str) -> str:
    return f"{code}: why can it not be published yet? Write it in short."


def reason_needed() -> str:
    return "Write one sentence, for example: the date of the event is missing."


def declined(code: str) -> str:
    return f"✓ {code}: the sender is told the reason."


# to those who get it


def footer(code: str, day: str, place: str, unit: str, credit: str) -> str:
    words = f"📰 {code} · {full_day(date.fromisoformat(day), 'en')} · {place} · News of {unit}"
    return f"{words} · Photo: {credit}" if credit else words


# lists


def none_waiting() -> str:
    return "No news waits for review."


def none_published() -> str:
    return "No news has been published yet."


def waiting_list(items: Sequence[str], total: int) -> str:
    return f"Waiting for review, {number(total)} in all:\n{lines(items)}"


def latest(items: Sequence[str]) -> str:
    return f"The latest news of the regions:\n{lines(items)}"


def entry(code: str, what: str, unit: str) -> str:
    return f"{code} “{what}” · {unit}"


def _counted(pictures: int, files: int) -> list[str]:
    counts = [counted(pictures, "picture")] if pictures else []
    return counts + ([counted(files, "file")] if files else [])


# trail


def did_submit(who: Naming) -> str:
    return f"{call(who)} sent the news"


def did_submit_again(who: Naming) -> str:
    return f"{call(who)} sent the news once more"


def did_withdraw(who: Naming) -> str:
    return f"{call(who)} withdrew it"


def did_ask(who: Naming, field: str) -> str:
    return f"{call(who)} asked about: {FIELDS[field]}"


def did_answer(who: Naming) -> str:
    return f"{call(who)} answered"


def did_skip(who: Naming) -> str:
    return f"{call(who)} skipped the question"


def did_accept(who: Naming, version: int) -> str:
    return f"{call(who)} accepted v{version}"


def did_undo(who: Naming) -> str:
    return f"{call(who)} took the acceptance back"


def did_decline(who: Naming) -> str:
    return f"{call(who)} gave a reason for not publishing it yet"


def acceptance_lapsed() -> str:
    return "Not published: its reviewer no longer holds that duty; it waits for review again"


def did_publish(people: int, chats: int) -> str:
    posted = f", {counted(chats, 'chat')}" if chats else ""
    return f"Published to {counted(people, 'officer')}{posted}"
