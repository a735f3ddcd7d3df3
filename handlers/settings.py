"""Settings: one card for the language, the title and the time zone of whoever opens it."""

from dataclasses import replace

from core.cards import Subject
from core.dates import ZONES
from core.errors import Refusal
from core.members import Honorific, Person
from handlers import menu
from handlers.actions import CallMe, LiveIn, ShowSettings, Speak, SpeakFirst
from handlers.context import Talk
from handlers.faces import Choice, Face, Line, Rows, card
from handlers.texts import id as t
from handlers.texts.speech import LANGUAGES, at, say

LANGUAGE, TITLE, ZONE, CLOSED = "language", "title", "zone", "closed"
NAMES = {"id": t.labels.indonesian, "en": t.labels.english}
TITLES = (
    (t.labels.bapak, Honorific.BAPAK),
    (t.labels.ibu, Honorific.IBU),
    (t.labels.no_title, Honorific.NONE),
)
OFFERED = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
"""One zone of each abbreviation."""


async def opened(talk: Talk, rest: str) -> None:
    """/pengaturan; a stranger has a language and nothing else to choose."""
    talk.put(_face(talk, "" if talk.member.registered else LANGUAGE))


async def languages(talk: Talk, rest: str) -> None:
    """/bahasa, for everybody."""
    talk.put(_face(talk, LANGUAGE))


async def turned(talk: Talk, action: ShowSettings) -> None:
    talk.put(_face(talk, action.page))


async def spoken(talk: Talk, action: Speak) -> None:
    await _switch(talk, action.language)
    talk.put(_face(talk, LANGUAGE))


async def spoken_first(talk: Talk, action: SpeakFirst) -> None:
    """On the card of a form, which is shown again by itself."""
    await _switch(talk, action.language)


async def called(talk: Talk, action: CallMe) -> None:
    if action.honorific not in set(Honorific):
        raise Refusal("trouble.old_button")
    honorific = Honorific(action.honorific)
    await talk.uow.members.greet_as(talk.member.person.id, honorific)
    _now(talk, replace(talk.member.person, honorific=honorific))
    talk.put(_face(talk, TITLE))


async def lives(talk: Talk, action: LiveIn) -> None:
    if action.timezone and action.timezone not in ZONES:
        raise Refusal("trouble.old_button")
    timezone = action.timezone or None
    await talk.uow.members.live_in(talk.member.person.id, timezone)
    _now(talk, replace(talk.member.person, timezone=timezone))
    talk.put(_face(talk, ZONE))


def other_languages(spoken: str) -> Rows:
    """Buttons for a card that welcomes: the language of a phone decides nothing, its owner does."""
    return tuple((Choice(say(NAMES[one]), SpeakFirst(one)),) for one in LANGUAGES if one != spoken)


async def _switch(talk: Talk, language: str) -> None:
    """What waits to be sent follows by itself; the keys and the form that is open are shown anew."""
    if language not in LANGUAGES:
        raise Refusal("trouble.old_button")
    if language == talk.member.person.language:
        return
    await talk.uow.members.speak(talk.member.person.id, language)
    _now(talk, replace(talk.member.person, language=language))
    if talk.member.registered:
        talk.reply(Face((say(t.start.keys_below),), keys=menu.keys_for(talk.member)))
    form = await talk.uow.forms.open_of(talk.member.person.id)
    if form is not None:
        await talk.show(Subject.FORM, form.id)


def _now(talk: Talk, person: Person) -> None:
    """The rest of this event is told as it is from now on."""
    talk.member = replace(talk.member, person=person)


# --- the card


def _face(talk: Talk, page: str) -> Face:
    person = talk.member.person
    language, title, zone = _present(talk)
    close = (Choice(say(t.labels.close), ShowSettings(CLOSED)),)
    back = (Choice(say(t.labels.back), ShowSettings("")),) if talk.member.registered else close
    if page == CLOSED:
        return card(say(t.settings.closed))
    if page == LANGUAGE:
        return card(language, rows=(*_languages(), back))
    if page == TITLE:
        return card(title, rows=(*_titles(), back))
    if page == ZONE:
        return card(zone, rows=(*_zones(person), back))
    return card(say(t.settings.heading), language, title, zone, rows=(*_pages(), close))


def _present(talk: Talk) -> tuple[Line, Line, Line]:
    person = talk.member.person
    return (
        say(t.settings.language),
        say(t.settings.title, honorific=person.honorific.value),
        say(t.settings.zone, now=at(talk.now), follows=person.timezone is None),
    )


def _pages() -> Rows:
    language = Choice(say(t.labels.language), ShowSettings(LANGUAGE))
    title = Choice(say(t.labels.title), ShowSettings(TITLE))
    return ((language, title), (Choice(say(t.labels.timezone), ShowSettings(ZONE)),))


def _languages() -> Rows:
    return tuple((Choice(say(NAMES[one]), Speak(one)),) for one in LANGUAGES)


def _titles() -> Rows:
    bapak, ibu, none = (Choice(say(label), CallMe(value.value)) for label, value in TITLES)
    return ((bapak, ibu), (none,))


def _zones(person: Person) -> Rows:
    zones = tuple(Choice(say(t.labels.zone, zone=zone), LiveIn(zone)) for zone in OFFERED)
    follow = (Choice(say(t.labels.follow_unit), LiveIn("")),)
    return (zones, follow) if person.timezone else (zones,)
