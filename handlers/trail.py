"""Jejak: who did what with a matter, page by page. What each kind of matter calls its acts stands in its feature."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from core import trail as core
from core.channels import RichText
from core.errors import Refusal
from core.members import naming
from core.trail import Act, Matter, Page
from core.uow import UnitOfWork
from handlers.actions import OpenTrail, TurnTrail
from handlers.context import Talk
from handlers.faces import Choice, Face, Line, Rows, card
from handlers.texts import id as t
from handlers.texts.speech import Say, at, say

EMPTY = RichText("")


@dataclass(frozen=True, slots=True)
class Traced:
    """One kind of matter. `subject` is the audit's word for it, `acts` names the sentence of each of its acts, which
    gets `who` (unless the program did it) and the act's details by their names."""

    subject: str
    acts: Mapping[str, str]
    coded: Callable[[Talk, str], Awaitable[Matter | None]]
    """The matter whose code was typed; None for what is no code of this kind, or nobody's."""
    known: Callable[[UnitOfWork, int], Awaitable[Matter | None]]
    closing: Callable[[UnitOfWork, Matter], Awaitable[Sequence[Line]]]
    """What stands under the acts: how the matter stands now."""


@dataclass(frozen=True, slots=True)
class Trails:
    kinds: Sequence[Traced]

    async def asked(self, talk: Talk, rest: str) -> None:
        """/jejak 0412"""
        if not rest:
            talk.reply(card(say(t.trail.write_code)))
            return
        for kind in self.kinds:
            matter = await kind.coded(talk, rest)
            if matter is not None:
                talk.reply(await self._face(talk, kind, matter, 0))
                return
        talk.reply(card(say(t.trouble.no_such_code, code=rest.upper()[:20])))

    async def opened(self, talk: Talk, action: OpenTrail) -> None:
        """[Jejak] on a card: the card stays as it is."""
        kind, matter = await self._matter(talk, action.subject, action.subject_id)
        talk.reply(await self._face(talk, kind, matter, 0))

    async def turned(self, talk: Talk, action: TurnTrail) -> None:
        kind, matter = await self._matter(talk, action.subject, action.subject_id)
        talk.put(await self._face(talk, kind, matter, action.skip))

    async def _matter(self, talk: Talk, subject: str, subject_id: int) -> tuple[Traced, Matter]:
        for kind in self.kinds:
            if kind.subject == subject and (matter := await kind.known(talk.uow, subject_id)):
                return kind, matter
        raise Refusal("trouble.old_button")

    async def _face(self, talk: Talk, kind: Traced, matter: Matter, skip: int) -> Face:
        page = await core.read(talk.uow, talk.member, matter, skip)
        heading = say(t.trail.heading, code=matter.code, title=matter.title)
        listing = {"times": [at(act.at) for act in page.acts], "acts": [_told(kind, act) for act in page.acts]}
        closing = await kind.closing(talk.uow, matter)
        under = (EMPTY, *closing) if closing else ()
        return card(heading, EMPTY, Say("trail.listing", listing), *under, rows=_turns(matter, page))


def _told(kind: Traced, act: Act) -> Say:
    values: dict[str, object] = dict(act.detail)
    if act.who is not None:
        values["who"] = naming(act.who)
    return Say(kind.acts[act.act], values)


def _turns(matter: Matter, page: Page) -> Rows:
    turns = []
    if page.skipped:
        before = TurnTrail(matter.subject, matter.id, max(page.skipped - core.PAGE, 0))
        turns.append(Choice(say(t.labels.previous), before))
    if page.skipped + len(page.acts) < page.total:
        turns.append(Choice(say(t.labels.next_), TurnTrail(matter.subject, matter.id, page.skipped + core.PAGE)))
    return (tuple(turns),)
