"""Three short forms: a reviewer's question, the sender's answer to it, and the word that goes with a refusal."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from core import news as core
from core.cards import Subject
from core.conversations import Form
from core.news import VISUAL, Field
from core.regions import Regions
from core.secrecy import is_secret
from core.uow import UnitOfWork
from core.words import visible
from handlers.context import Talk
from handlers.faces import card
from handlers.forms import AboutAMatter, Asked, Chosen, Given, Kind, NotMine, Option, Question, Rejected, Typed
from handlers.news import lines
from handlers.news.form import today
from handlers.texts import id as t
from handlers.texts.speech import Say, say

MAX_WORDS = 300


@dataclass(frozen=True, slots=True)
class Facts:
    code: str
    pictured: bool
    today: date
    open: bool


async def _facts(uow: UnitOfWork, news_id: int, form: Form, now: datetime) -> Facts:
    found = await uow.news.get(news_id)
    story = await uow.news.story(found.id, found.version) if found else None
    pictured = story is not None and bool(VISUAL.intersection(story.kinds))
    return Facts(found.code if found else "", pictured, today(now), form.open)


def _sentence(given: Given, why: Say) -> str | Rejected | NotMine:
    """A few words of one's own."""
    if isinstance(given, Chosen) or given.said.files:
        return NotMine()
    words = given.line
    if not visible(words):
        return Rejected(why)
    if is_secret(words):
        return Rejected(say(t.announcements.secret))
    return Rejected(say(t.news.words_too_long, limit=MAX_WORDS)) if len(words) > MAX_WORDS else words


# --- a reviewer asks


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    news_id: int
    version: int
    field: str | None = None
    question: str | None = None


class _Which(Question[QuestionDraft, Facts]):
    field = "field"

    def ask(self, draft: QuestionDraft, facts: Facts) -> Asked:
        what, who = Option(say(t.labels.what), Field.WHAT), Option(say(t.labels.who), Field.WHO)
        place, day = Option(say(t.labels.where), Field.PLACE), Option(say(t.labels.when), Field.DAY)
        credit = ((Option(say(t.labels.photo_credit), Field.CREDIT),),) if facts.pictured else ()
        return Asked((say(t.news.ask_about, code=facts.code),), ((what, who), (place, day), *credit))

    def read(self, draft: QuestionDraft, facts: Facts, given: Given) -> QuestionDraft | NotMine:
        known = isinstance(given, Chosen) and given.value in set(Field)
        return replace(draft, field=given.value) if isinstance(given, Chosen) and known else NotMine()


class _Words(Question[QuestionDraft, Facts]):
    field = "question"

    def ask(self, draft: QuestionDraft, facts: Facts) -> Asked:
        return Asked((say(t.news.write_question, code=facts.code),))

    def read(self, draft: QuestionDraft, facts: Facts, given: Given) -> QuestionDraft | Rejected | NotMine:
        words = _sentence(given, say(t.news.write_question, code=facts.code))
        return replace(draft, question=words) if isinstance(words, str) else words


class AskAboutNews(AboutAMatter, Kind[QuestionDraft, Facts]):
    name: ClassVar[str] = "news_question"
    shape: ClassVar[int] = 1
    draft = QuestionDraft
    questions = (_Which(), _Words())

    async def facts(self, uow: UnitOfWork, regions: Regions, form: Form, draft: QuestionDraft, now: datetime) -> Facts:
        return await _facts(uow, draft.news_id, form, now)

    async def finish(self, talk: Talk, form: Form, draft: QuestionDraft, facts: Facts, value: str) -> None:
        field, question = Field(draft.field or ""), draft.question or ""
        found = await core.ask(talk.uow, talk.member, draft.news_id, draft.version, field, question, talk.now)
        sender = await talk.uow.members.member(found.sender_id, talk.now)
        if sender is not None:
            asked = AnswerDraft(found.id, found.version, field.value, question)
            await talk.around.forms.begin_for(talk, sender, ANSWER_NEWS, asked)
        await talk.around.forms.end(talk, form, card(say(t.news.question_sent, code=found.code)))


# --- the sender answers


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """`answer` "" : skipped; a day is kept as in "2026-11-23"."""

    news_id: int
    version: int
    field: str
    question: str
    answer: str | None = None


class _Answer(Question[AnswerDraft, Facts]):
    field = "answer"

    def ask(self, draft: AnswerDraft, facts: Facts) -> Asked:
        skip = Option(say(t.labels.skip), "skip")
        row = (skip,) if facts.open else (Option(say(t.labels.answer), "answer"), skip)
        line = say(t.news.question, code=facts.code, question=draft.question)
        return Asked((line,), (row,), way_out=False)

    def read(self, draft: AnswerDraft, facts: Facts, given: Given) -> AnswerDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return {"skip": replace(draft, answer=""), "answer": draft}.get(given.value, NotMine())
        if given.said.files:
            return NotMine()
        value = self._value(draft, facts, given)
        return value if isinstance(value, Rejected) else replace(draft, answer=value)

    def _value(self, draft: AnswerDraft, facts: Facts, given: Typed) -> str | Rejected:
        if draft.field == Field.DAY:
            found = lines.day(given, facts.today)
            return found if isinstance(found, Rejected) else found.isoformat()
        return lines.line(given, draft.field, say(t.news.answer_needed))


class AnswerAboutNews(AboutAMatter, Kind[AnswerDraft, Facts]):
    name: ClassVar[str] = "news_answer"
    shape: ClassVar[int] = 1
    draft = AnswerDraft
    questions = (_Answer(),)

    async def facts(self, uow: UnitOfWork, regions: Regions, form: Form, draft: AnswerDraft, now: datetime) -> Facts:
        return await _facts(uow, draft.news_id, form, now)

    async def finish(self, talk: Talk, form: Form, draft: AnswerDraft, facts: Facts, value: str) -> None:
        given: str | date | None = draft.answer or None
        if draft.field == Field.DAY and draft.answer:
            given = date.fromisoformat(draft.answer)
        found = await core.answer(talk.uow, talk.member, draft.news_id, draft.version, given, talk.now)
        mine = talk.member.address.id
        await talk.uow.cards.become(mine, (Subject.FORM, form.id), (Subject.NEWS_ANSWER, found.id))
        await talk.uow.forms.end(form.id)
        view = "" if given is None else f"{found.version}"
        await talk.uow.cards.turn(mine, Subject.NEWS_ANSWER, found.id, view)
        await talk.show(Subject.NEWS_ANSWER, found.id, anew=talk.pressed is None)


# --- a reviewer declines


@dataclass(frozen=True, slots=True)
class DeclineDraft:
    news_id: int
    version: int
    reason: str | None = None


class _Reason(Question[DeclineDraft, Facts]):
    field = "reason"

    def ask(self, draft: DeclineDraft, facts: Facts) -> Asked:
        return Asked((say(t.news.why_not, code=facts.code),))

    def read(self, draft: DeclineDraft, facts: Facts, given: Given) -> DeclineDraft | Rejected | NotMine:
        words = _sentence(given, say(t.news.reason_needed))
        return replace(draft, reason=words) if isinstance(words, str) else words


class DeclineAboutNews(AboutAMatter, Kind[DeclineDraft, Facts]):
    name: ClassVar[str] = "news_decline"
    shape: ClassVar[int] = 1
    draft = DeclineDraft
    questions = (_Reason(),)

    async def facts(self, uow: UnitOfWork, regions: Regions, form: Form, draft: DeclineDraft, now: datetime) -> Facts:
        return await _facts(uow, draft.news_id, form, now)

    async def finish(self, talk: Talk, form: Form, draft: DeclineDraft, facts: Facts, value: str) -> None:
        reason = draft.reason or ""
        found = await core.decline(talk.uow, talk.member, draft.news_id, draft.version, reason, talk.now)
        sender = await talk.uow.members.member(found.sender_id, talk.now)
        if sender is not None:
            await talk.uow.cards.show(sender.address.id, Subject.NEWS, found.id, anew=True)
        await talk.around.forms.end(talk, form, card(say(t.news.declined, code=found.code)))


ASK_ABOUT_NEWS = AskAboutNews()
ANSWER_NEWS = AnswerAboutNews()
DECLINE_NEWS = DeclineAboutNews()
