"""The two forms of an answer to an invitation: who represents the unit, and why it cannot come."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from core import meetings
from core.conversations import Form
from core.meetings import MAX_NAME, MAX_REASON, MAX_TITLE, Answer, Rsvp
from core.regions import Regions
from core.uow import UnitOfWork
from core.words import visible
from handlers.context import Talk
from handlers.faces import card
from handlers.forms import AboutAMatter, Asked, Chosen, Given, Kind, NotMine, Option, Question, Rejected, Typed
from handlers.texts import id as t
from handlers.texts.speech import say

MYSELF, SKIP = "me", "skip"


@dataclass(frozen=True, slots=True)
class DelegateDraft:
    """`person` is the name of who answers."""

    meeting_id: int
    person: str
    name: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class DeclineDraft:
    """`reason`: "" when none was given."""

    meeting_id: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    code: str


class _Name(Question[DelegateDraft, AnswerFacts]):
    """ "Sari, Kasi Humas" gives both; a name alone is asked for its title once."""

    field = "name"

    def ask(self, draft: DelegateDraft, facts: AnswerFacts) -> Asked:
        myself = Option(say(t.labels.myself), MYSELF)
        return Asked((say(t.meetings.who_represents, code=facts.code),), ((myself,),))

    def read(self, draft: DelegateDraft, facts: AnswerFacts, given: Given) -> DelegateDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return replace(draft, name=draft.person, title="") if given.value == MYSELF else NotMine()
        name, _, title = (part.strip() for part in given.line.partition(","))
        if not _fits(given, name, MAX_NAME) or len(title) > MAX_TITLE:
            return Rejected(say(t.meetings.text_needed, limit=MAX_NAME))
        return replace(draft, name=name, title=title or None)

    def empty(self, draft: DelegateDraft) -> DelegateDraft:
        return replace(draft, name=None, title=None)


class _Title(Question[DelegateDraft, AnswerFacts]):
    field = "title"

    def ask(self, draft: DelegateDraft, facts: AnswerFacts) -> Asked:
        skip = Option(say(t.labels.skip), SKIP)
        return Asked((say(t.meetings.which_title, name=draft.name or ""),), ((skip,),))

    def read(self, draft: DelegateDraft, facts: AnswerFacts, given: Given) -> DelegateDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return replace(draft, title="") if given.value == SKIP else NotMine()
        title = given.line
        if not _fits(given, title, MAX_TITLE):
            return Rejected(say(t.meetings.text_needed, limit=MAX_TITLE))
        return replace(draft, title=title)


class Delegate(AboutAMatter, Kind[DelegateDraft, AnswerFacts]):
    name: ClassVar[str] = "delegate"
    shape: ClassVar[int] = 1
    draft = DelegateDraft
    questions = (_Name(), _Title())

    async def facts(
        self, uow: UnitOfWork, regions: Regions, form: Form, draft: DelegateDraft, now: datetime
    ) -> AnswerFacts:
        return await _facts(uow, draft.meeting_id)

    async def finish(
        self, talk: Talk, form: Form, draft: DelegateDraft, facts: AnswerFacts, value: str
    ) -> DelegateDraft | None:
        given = Answer(Rsvp.DELEGATED, name=draft.name or "", title=draft.title or "")
        await _record(talk, form, draft.meeting_id, facts.code, given)
        return None


class _Why(Question[DeclineDraft, AnswerFacts]):
    field = "reason"

    def ask(self, draft: DeclineDraft, facts: AnswerFacts) -> Asked:
        usual = (Option(say(t.labels.duty_trip), "trip"), Option(say(t.labels.other_meeting), "other"))
        skip = Option(say(t.labels.skip), SKIP)
        return Asked((say(t.meetings.why_declined, code=facts.code),), (usual, (skip,)))

    def read(self, draft: DeclineDraft, facts: AnswerFacts, given: Given) -> DeclineDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            reasons = {"trip": t.labels.duty_trip(), "other": t.labels.other_meeting(), SKIP: ""}
            return replace(draft, reason=reasons[given.value]) if given.value in reasons else NotMine()
        reason = given.line
        if not _fits(given, reason, MAX_REASON):
            return Rejected(say(t.meetings.text_needed, limit=MAX_REASON))
        return replace(draft, reason=reason)


class Decline(AboutAMatter, Kind[DeclineDraft, AnswerFacts]):
    name: ClassVar[str] = "decline"
    shape: ClassVar[int] = 1
    draft = DeclineDraft
    questions = (_Why(),)

    async def facts(
        self, uow: UnitOfWork, regions: Regions, form: Form, draft: DeclineDraft, now: datetime
    ) -> AnswerFacts:
        return await _facts(uow, draft.meeting_id)

    async def finish(
        self, talk: Talk, form: Form, draft: DeclineDraft, facts: AnswerFacts, value: str
    ) -> DeclineDraft | None:
        await _record(talk, form, draft.meeting_id, facts.code, Answer(Rsvp.DECLINED, reason=draft.reason or ""))
        return None


async def _facts(uow: UnitOfWork, meeting_id: int) -> AnswerFacts:
    found = await uow.meetings.get(meeting_id)
    return AnswerFacts(found.code if found else "")


async def _record(talk: Talk, form: Form, meeting_id: int, code: str, given: Answer) -> None:
    mine = await meetings.answer(talk.uow, talk.member, meeting_id, given, talk.now, talk.now_ms)
    units = [one.unit for one in mine]
    words = say(t.meetings.recorded, rsvp=given.rsvp.value, name=given.name, title=given.title, units=units, code=code)
    await talk.around.forms.end(talk, form, card(words))


def _fits(given: Typed, words: str, limit: int) -> bool:
    return not given.said.files and visible(words) and len(words) <= limit


DELEGATE = Delegate()
DECLINE = Decline()
