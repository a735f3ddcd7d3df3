"""Registration: invitation links, applications, decisions of the secretariat."""

from collections.abc import Sequence

from core.dates import Moment, clock, full
from core.members import Naming
from handlers.texts.en.common import GRANTS, SEATS, all_of, call, day_of, lines, sentence


def _duty(unit: str, seat: str, grant: str) -> str:
    """ "PR officer, Polres Rejang Lebong" or "author of announcements"."""
    parts = [SEATS[seat]] if seat else []
    parts += [unit] if unit else []
    words = ", ".join(parts)
    if grant:
        words = f"{words}, and {GRANTS[grant]}" if words else GRANTS[grant]
    return words


def invited(office: str, place: str, unit: str, seat: str, grant: str) -> str:
    return (
        f"Welcome to Simpul Humas {place}. This invitation is for: {sentence(_duty(unit, seat, grant))}.\n"
        "What is kept: your name, Telegram account and unit, so that announcements and invitations arrive. "
        f"No phone number is asked for. Run by: {office}."
    )


def which_title(name: str) -> str:
    return f"Name shown: {name}. Which title do you choose?"


def write_name() -> str:
    return "Write the name to be shown, for example: Deni Saputra"


def name_too_long(limit: int) -> str:
    return f"A name has at most {limit} characters. Write a shorter one, for example: Deni Saputra"


def name_needed() -> str:
    return "No name could be read. Write it in letters, for example: Deni Saputra"


def joined(who: Naming, unit: str, seat: str, grant: str, since: Moment, deputies: Sequence[Naming]) -> str:
    words = f"✓ {call(who)} is registered as {_duty(unit, seat, grant)} since {day_of(since)}."
    if seat == "officer":
        words += f"\nDeputy officer: {all_of(deputies) or 'none yet'}."
    return words


def not_kept() -> str:
    return "Very well, nothing is kept. The invitation stays valid; please pass it on to the officer it is meant for."


def link_unusable() -> str:
    return (
        "This link cannot be used: mistyped, used already, or expired. "
        "Ask the secretariat for a new link, or register without one."
    )


def in_another_unit(here: str, there: str) -> str:
    return f"This account is registered in {here}. The invitation is for {there}. Which one is right?"


def unit_unknown(words: str) -> str:
    return f"No unit “{words}” was found. Write the agency and its region, for example: polres kaur"


def unit_needed() -> str:
    return "No unit could be read. Write the name of the office and its region, for example: polres kaur"


def which_unit(units: Sequence[str]) -> str:
    return f"Which unit?\n{lines(units)}"


def which_seat(unit: str) -> str:
    return f"{unit}. What is your role?"


def how_old() -> str:
    return "How old are you?"


def under_age(forum: str) -> str:
    return (
        "Below 18, registering needs the consent of a parent or guardian, given through the forum's mentor. "
        f"Please contact the mentor of {forum}."
    )


def consent(name: str) -> str:
    return (
        f"What the secretariat gets: your name ({name}), Telegram account, unit and role. No phone number is asked for."
    )


def application_sent(at: Moment) -> str:
    return f"Application sent, {full(at, 'en')}. It is usually answered on the same working day."


def application_waits(at: Moment) -> str:
    return f"Your application arrived on {full(at, 'en')} and still waits for the secretariat."


def application_withdrawn() -> str:
    return "The application is withdrawn. Press Register to apply again."


def application_accepted(at: Moment) -> str:
    return f"✓ Application accepted, {full(at, 'en')}."


def application_refused() -> str:
    return "The application cannot be accepted yet. Contact the secretariat, or choose another unit."


def nudged() -> str:
    return "The secretariat has been reminded."


def nudged_today() -> str:
    return "A reminder is sent at most once a day. Please wait."


def application(name: str, username: str, seat: str, unit: str) -> str:
    handle = f" (@{username})" if username else ""
    return f"Application: {name}{handle}, {SEATS[seat]}, {unit}."


def sits_now(seat: str, who: Sequence[Naming], since: Moment) -> str:
    return f"{sentence(SEATS[seat])} now: {all_of(who)}, since {day_of(since)}."


def accepted_by(who: Naming, at: Moment) -> str:
    return f"✓ Accepted by {call(who)} at {clock(at)}."


def was_told(who: Naming) -> str:
    return f"{call(who)} has been told."


def refused_by(who: Naming, at: Moment) -> str:
    return f"✓ Closed by {call(who)} at {clock(at)}."


def withdrawn_by_applicant() -> str:
    return "The applicant has withdrawn this application."


def decided_already() -> str:
    return "This application has been decided. Its card shows how."


def welcome_aboard(seat: str, unit: str) -> str:
    return f"Welcome. You are registered as {SEATS[seat]}, {unit}."


def choose_title() -> str:
    return "Which title do you choose?"


def title_kept(who: Naming) -> str:
    return f"✓ Kept. English prints the name alone: {call(who)}."


def thanked(who: Naming, seat: str, unit: str, by: str) -> str:
    return (
        f"{call(who)}, the role of {SEATS[seat]}, {unit}, is now held by {by}. Thank you for your service. "
        "If this is a mistake, please contact the secretariat."
    )


def invitation(unit: str, seat: str, grant: str, until: Moment) -> str:
    return (
        f"Invitation for {_duty(unit, seat, grant)}.\n"
        f"Pass this link on to the officer. Valid once, until {full(until, 'en')}."
    )


def link(link: str) -> str:
    return link


def invitation_used(unit: str, seat: str, grant: str, who: Naming, at: Moment) -> str:
    place = unit or sentence(_duty(unit, seat, grant))
    return f"✓ {place}: {call(who)}, {clock(at)}"


def invitation_taken_back(unit: str) -> str:
    place = f" for {unit}" if unit else ""
    return f"The invitation{place} is taken back; who used it is no longer registered through it."


def objection_over() -> str:
    return "The two days for this button are over. Change the officer on the card of the unit."


def seat_taken_back(unit: str) -> str:
    place = f" in {unit}" if unit else ""
    return f"The secretariat has taken back your registration{place}. Contact the secretariat if this is a mistake."
