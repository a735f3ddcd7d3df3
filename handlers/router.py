"""Every event finds its way here: who speaks, what they did, and which feature takes it.

Whatever is said without a command goes by a fixed precedence, first match wins; nothing is answered with silence.
"""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from core.channels import InboundEvent, Joined, Left, Pressed, Reached, Relocated, Retitled, Said, Unread
from core.errors import Refusal
from core.members import AddressState, Member
from core.secrecy import is_secret
from core.uow import UnitOfWork
from handlers.actions import Action, Answer, decode
from handlers.context import Around, Talk, TapAnswer
from handlers.faces import Face
from handlers.forms import Forms
from handlers.texts import id as t
from handlers.texts.speech import LANGUAGES, Reader, Say, say, told, voice

TapHandler: TypeAlias = Callable[[Talk, Any], Awaitable[None]]
CommandHandler: TypeAlias = Callable[[Talk, str], Awaitable[None]]
Finder: TypeAlias = Callable[[Talk, Said], Awaitable[bool]]
"""Takes what was said, or answers False so that the next one may."""

LONGEST_TAP_ANSWER = 200
_SLASHES = ("/", "\uff0f")
COMMAND = re.compile(r"^/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TapWords:
    """What a tap is answered with, in its reader's words; at most 200 characters."""

    text: str
    alert: bool


@dataclass(frozen=True, slots=True)
class Command:
    """`registered`: only for members. `keys` are the labels of reply keys that mean the same."""

    handler: CommandHandler
    registered: bool = True
    keys: tuple[Say, ...] = ()


@dataclass(frozen=True, slots=True)
class Taps:
    handler: TapHandler
    registered: bool = True


@dataclass(frozen=True, slots=True)
class Router:
    """Features by command, by button, and (`finders`, in order) by what was said without either."""

    around: Around
    forms: Forms
    commands: Mapping[str, Command]
    taps: Mapping[type[Action], Taps]
    finders: Sequence[Finder]
    newcomer: CommandHandler
    chat_commands: Mapping[str, CommandHandler]
    """What a group may ask; all else that is said there is left alone."""
    by_admins: frozenset[str]
    """Those of them for which it must be known whether the speaker runs the group."""
    chat_happened: Callable[[Talk], Awaitable[None]]

    def asks_who_runs(self, event: InboundEvent) -> bool:
        """Whether the channel must be asked, before this event is handled, if its sender runs the group."""
        return self._chat_command(event) in self.by_admins

    async def handle(self, uow: UnitOfWork, event: InboundEvent, now: datetime, now_ms: int) -> TapWords | None:
        """Everything this event means, within one unit of work; returns what a tap is answered with.

        Raises Refusal, which the caller tells in a unit of work of its own.
        """
        if isinstance(event.what, Unread):
            return None
        talk = await self._talk(uow, event, now, now_ms)
        match event.what:
            case Reached(reachable):
                await self._reached(talk, reachable=reachable)
            case Pressed() as pressed:
                await self._pressed(talk, pressed)
            case Said() as said if event.place.private:
                await self._said(talk, said)
            case Said():
                await self._said_in_group(talk)
            case Joined() | Left() | Retitled() | Relocated():
                await self.chat_happened(talk)
        await talk.flush()
        return _worded(talk.tap_answer, talk.reader)

    async def refuse(
        self, uow: UnitOfWork, event: InboundEvent, refusal: Refusal, now: datetime, now_ms: int
    ) -> TapWords | None:
        """Tells why something was not done: on the tap, or as a message where it was asked for."""
        words = Say(refusal.sentence, told(refusal.values))
        talk = await self._talk(uow, event, now, now_ms)
        if isinstance(event.what, Pressed):
            return _worded(TapAnswer(words, alert=True), talk.reader)
        if event.place.private:
            talk.reply(Face((words,)))
        else:
            await talk.answer_here(Face((words,)))
        await talk.flush()
        return None

    async def _talk(self, uow: UnitOfWork, event: InboundEvent, now: datetime, now_ms: int) -> Talk:
        return Talk(event, uow, await self._speaker(uow, event, now), now, self.around, now_ms)

    async def _speaker(self, uow: UnitOfWork, event: InboundEvent, now: datetime) -> Member:
        """Of strangers in a group nothing is kept."""
        channel, sender = event.channel, event.sender
        if event.place.private:
            return await uow.members.meet(channel, sender.address, sender.username, now)
        known = await uow.members.known(channel, sender.address) if isinstance(event.what, Said | Pressed) else None
        return known or Member.nobody(channel, sender.address)

    async def _reached(self, talk: Talk, *, reachable: bool) -> None:
        state = AddressState.REACHABLE if reachable else AddressState.UNREACHABLE
        await talk.uow.members.reach(talk.member.address.id, state, talk.now)

    async def _pressed(self, talk: Talk, pressed: Pressed) -> None:
        action = decode(pressed.data)
        if isinstance(action, Answer):
            if not await self.forms.answer_tapped(talk, action):
                talk.alert(say(t.trouble.old_button))
            return
        taps = self.taps.get(type(action)) if action is not None else None
        if taps is None:
            talk.alert(say(t.trouble.old_button))
        elif taps.registered and not talk.member.registered:
            talk.alert(say(t.trouble.group_tap if not talk.event.place.private else t.trouble.members_only))
        else:
            await taps.handler(talk, action)

    async def _said(self, talk: Talk, said: Said) -> None:
        if said.edited:
            self._edited(talk, said)
            return
        talk = await self._open_way(talk)
        if (match := _command(said.content.text)) and not said.files:
            await self._commanded(talk, match[1].lower(), (match[3] or "").strip())
        elif (key := self._key(talk, said)) is not None:
            await self._commanded(talk, key, "")
        else:
            await self._found(talk, said)

    def _edited(self, talk: Talk, said: Said) -> None:
        """A location that moves is edited by itself all the time."""
        if said.content.text or said.files:
            talk.reply(Face((say(t.trouble.edited),)))

    async def _open_way(self, talk: Talk) -> Talk:
        """Whoever writes can be written to."""
        address = talk.member.address
        if address.state is AddressState.REACHABLE:
            return talk
        await talk.uow.members.reach(address.id, AddressState.REACHABLE, talk.now)
        talk.member = replace(talk.member, address=replace(address, state=AddressState.REACHABLE))
        return talk

    async def _commanded(self, talk: Talk, name: str, rest: str) -> None:
        command = self.commands.get(name)
        if command is None:
            talk.reply(Face((say(t.trouble.unknown_command),)))
        elif command.registered and not talk.member.registered:
            await self.newcomer(talk, "")
        else:
            await command.handler(talk, rest)

    def _key(self, talk: Talk, said: Said) -> str | None:
        """The command that a reply key stands for, in whatever language it was drawn."""
        if said.files or not talk.member.registered:
            return None
        text = said.content.text.strip()
        for name, command in self.commands.items():
            for label in command.keys:
                if any(voice(label, Reader(language, talk.reader.timezone)) == text for language in LANGUAGES):
                    return name
        return None

    async def _found(self, talk: Talk, said: Said) -> None:
        form = await talk.uow.forms.open_of(talk.member.person.id)
        if form is not None and await self.forms.answer_typed(talk, form, said):
            return
        if is_secret(said.content.text):
            talk.reply(Face((say(t.announcements.secret),)))
            return
        if not talk.member.registered:
            if form is None or not await self.forms.resume(talk, form.id):
                await self.newcomer(talk, "")
            return
        for finder in self.finders:
            if await finder(talk, said):
                return
        talk.reply(Face((say(t.trouble.unreadable),)))

    async def _said_in_group(self, talk: Talk) -> None:
        """In a group a form is never filled, and nobody is answered but who asks this program."""
        name = self._chat_command(talk.event)
        if name is not None:
            await self.chat_commands[name](talk, "")

    def _chat_command(self, event: InboundEvent) -> str | None:
        """The command of a group that this event is; one that names another bot is not ours."""
        if event.place.private or not isinstance(event.what, Said) or event.what.edited:
            return None
        match = _command(event.what.content.text)
        named = match[2] if match else None
        if match is None or (named is not None and named.casefold() != self.around.links.username.casefold()):
            return None
        name = match[1].lower()
        return name if name in self.chat_commands else None


def _command(text: str) -> re.Match[str] | None:
    """Also one in full-width letters, as some keyboards write them."""
    return COMMAND.match(unicodedata.normalize("NFKC", text)) if text[:1] in _SLASHES else None


def _worded(answer: TapAnswer | None, reader: Reader) -> TapWords | None:
    return TapWords(voice(answer.words, reader)[:LONGEST_TAP_ANSWER], answer.alert) if answer else None
