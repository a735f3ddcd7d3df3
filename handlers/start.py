"""The door: menu, help, leaving a form, greetings, and what does not exist yet."""

import re

from core.channels import Said
from core.members import GrantRole
from handlers import menu
from handlers.actions import DropForm, Open, ResumeForm
from handlers.context import Talk
from handlers.faces import Face, card
from handlers.texts import id as t
from handlers.texts.speech import Say, say

GREETING = re.compile(
    r"^(hall?o|hello|hai|hi|(selamat )?(pagi|siang|sore|malam)|good[ ](morning|day|afternoon|evening)|permisi)\b",
    re.IGNORECASE,
)
SALAAM = re.compile(r"^(as+ala+m|salam)", re.IGNORECASE)
_AFTER = "[\\s.,!🙏👍🏻-🏿\ufe0f]*"  # hands have colours
THANKS = re.compile(
    r"^(siap|86|tks|trims|terima ?kasih|makasih|thanks?( you)?|ok|oke|baik|noted|🙏|👍)"
    rf"{_AFTER}(pak|bu|min|ndan|kak|bapak|ibu)?{_AFTER}$",
    re.IGNORECASE,
)


async def open_menu(talk: Talk, rest: str) -> None:
    talk.reply(Face((say(t.start.hello),), keys=menu.keys_for(talk.member)))


async def more(talk: Talk, rest: str) -> None:
    talk.put(card(say(t.start.more), rows=menu.more_rows(talk.member)))


async def help_(talk: Talk, rest: str) -> None:
    member = talk.member
    words = say(t.start.help_officer)
    if not member.registered:
        words = say(t.start.help_stranger)
    elif any(member.has(role) for role in (GrantRole.AUTHOR, GrantRole.APPROVER, GrantRole.SECRETARIAT)):
        words = say(t.start.help_bureau)
    talk.reply(card(words))


async def cancel(talk: Talk, rest: str) -> None:
    """/batal leaves from anywhere."""
    form = await talk.uow.forms.open_of(talk.member.person.id)
    if form is None:
        talk.reply(Face((say(t.trouble.nothing_to_leave),), keys=menu.keys_for(talk.member)))
        return
    await talk.around.forms.leave(talk, form)


async def resume_form(talk: Talk, action: ResumeForm) -> None:
    if not await talk.around.forms.resume(talk, action.form_id):
        talk.alert(say(t.trouble.old_button))


async def drop_form(talk: Talk, action: DropForm) -> None:
    form = await talk.uow.forms.get(action.form_id)
    if form is None or form.person_id != talk.member.person.id:
        talk.alert(say(t.trouble.old_button))
        return
    await talk.around.forms.end(talk, form, Face((say(t.duties.draft_dropped),)))


async def greeted(talk: Talk, said: Said) -> bool:
    """ "siap", "86", 🙏 get a thumb and no message; a greeting is returned."""
    text = said.content.text.strip()
    if said.files or len(text) > 60:
        return False
    if THANKS.match(text):
        talk.react(said.message_id, "👍")
        return True
    if SALAAM.match(text):
        talk.reply(Face((say(t.start.salaam),), keys=menu.keys_for(talk.member)))
        return True
    if GREETING.match(text):
        talk.reply(Face((say(t.start.hello),), keys=menu.keys_for(talk.member)))
        return True
    return False


async def not_yet(talk: Talk, label: Say) -> None:
    """A key of the role table whose feature is not built: said plainly."""
    talk.reply(Face((Say("trouble.not_yet", {"feature": label}),), keys=menu.keys_for(talk.member)))


def opens(action: Open) -> str:
    return action.what
