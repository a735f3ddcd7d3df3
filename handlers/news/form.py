"""The form that makes news: the holes of a draft, asked in turn, and the card that sends it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from core import news as core
from core.cards import Subject
from core.codec import utf16_length
from core.conversations import Form
from core.members import Member, Unit
from core.news import Minors, RegionalUpdate, Story
from core.parts import MAX_BODY, breaks_a_link, plan
from core.regions import Regions
from core.uow import UnitOfWork
from core.words import says_something
from handlers.context import DEFAULT_ZONE, Talk
from handlers.faces import Line
from handlers.forms import Asked, Chosen, Given, Kind, NotMine, Option, Question, Rejected, Typed, Way
from handlers.news import draft as drafts
from handlers.news import lines
from handlers.news.draft import NewsDraft, head, story_of, without_material, without_pictures
from handlers.texts import id as t
from handlers.texts.speech import Say, say

LONG_TEXT = 40
"""A text this long that belongs to nothing else may be news."""


@dataclass(frozen=True, slots=True)
class NewsFacts:
    units: tuple[Unit, ...]
    today: date

    def unit(self, unit_id: int | None) -> Unit | None:
        return next((unit for unit in self.units if unit.id == unit_id), None)


class _Hole(Question[NewsDraft, NewsFacts]):
    def asked(self, draft: NewsDraft, question: Say, *options: tuple[Option, ...], way_out: bool = True) -> Asked:
        return Asked((*head(draft), question), options, way_out)


class _Line(_Hole):
    """Answered by a few words."""

    def told(self, draft: NewsDraft) -> Say | None:
        words = getattr(draft, self.field)
        return say(t.duties.was, words=words) if words else None


class _Purpose(_Hole):
    field = "sorted"

    def open(self, draft: NewsDraft, facts: NewsFacts) -> bool:
        return not draft.sorted

    def ask(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        return Asked((say(t.news.what_for),), ((Option(say(t.labels.send_news), "news"),),))

    def read(self, draft: NewsDraft, facts: NewsFacts, given: Given) -> NewsDraft | NotMine:
        if isinstance(given, Chosen):
            return replace(draft, sorted=True) if given.value == "news" else NotMine()
        if given.said.files or len(given.text) < LONG_TEXT:
            return NotMine()
        return drafts.begun_with(without_material(draft), given)

    def empty(self, draft: NewsDraft) -> NewsDraft:
        return replace(draft, sorted=False)


class _From(_Hole):
    field = "unit_id"

    def ask(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        numbers = tuple(Option(say(t.labels.place, number=n), f"{unit.id}") for n, unit in enumerate(facts.units, 1))
        return self.asked(draft, say(t.news.for_which_unit, units=[unit.name for unit in facts.units]), numbers)

    def read(self, draft: NewsDraft, facts: NewsFacts, given: Given) -> NewsDraft | NotMine:
        if isinstance(given, Typed):
            return NotMine()
        chosen = facts.unit(int(given.value)) if given.value.isdecimal() else None
        return replace(draft, unit_id=chosen.id) if chosen else NotMine()


class _Material(_Hole):
    field = "text"
    takes_files = True

    def open(self, draft: NewsDraft, facts: NewsFacts) -> bool:
        return draft.text is None or utf16_length(draft.text) > MAX_BODY or breaks_a_link(draft.text)

    def ask(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        if draft.secret:
            return Asked((say(t.announcements.secret),))
        if draft.text is not None and breaks_a_link(draft.text):
            return self.asked(draft, say(t.announcements.link_too_long))
        if draft.text is not None:
            too_long = say(t.announcements.content_too_long, length=utf16_length(draft.text), limit=MAX_BODY)
            return self.asked(draft, too_long)
        return self.asked(draft, say(t.news.words_needed if draft.files else t.news.send_material))

    def read(self, draft: NewsDraft, facts: NewsFacts, given: Given) -> NewsDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return NotMine()
        if given.said.other is not None:
            return Rejected(say(t.news.kind_not_carried))
        if not given.said.files and not says_something(given.text):
            return Rejected(say(t.news.material_needed))
        begun = replace(draft, text=None, entities=()) if draft.text else draft  # the words were too long
        return drafts.begun_with(begun, given)

    def empty(self, draft: NewsDraft) -> NewsDraft:
        return without_material(draft)

    def told(self, draft: NewsDraft) -> Say | None:
        return say(t.duties.was, words=lines.headline(draft.text)) if draft.text else None


class _What(_Line):
    field = "what"

    def ask(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        offered = lines.headline(draft.text or "")
        this = (Option(say(t.labels.use_this), "this"),) if offered else ()
        return self.asked(draft, say(t.news.ask_what, offered=offered), this)

    def read(self, draft: NewsDraft, facts: NewsFacts, given: Given) -> NewsDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return replace(draft, what=lines.headline(draft.text or "")) if given.value == "this" else NotMine()
        if given.said.files:
            return NotMine()
        words = lines.line(given, self.field, say(t.news.ask_what, offered=lines.headline(draft.text or "")))
        return words if isinstance(words, Rejected) else replace(draft, what=words)


class _Who(_Line):
    field = "who"

    def ask(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        return self.asked(draft, say(t.news.ask_who), (Option(say(t.labels.skip), "skip"),))

    def read(self, draft: NewsDraft, facts: NewsFacts, given: Given) -> NewsDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return replace(draft, who="") if given.value == "skip" else NotMine()
        if given.said.files:
            return NotMine()
        words = lines.line(given, self.field, say(t.news.ask_who))
        return words if isinstance(words, Rejected) else replace(draft, who=words)


class _Place(_Line):
    field = "place"

    def ask(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        question = say(t.news.ask_place, region=_region(draft, facts))
        return self.asked(draft, question, (Option(say(t.labels.unit_region), "unit"),))

    def read(self, draft: NewsDraft, facts: NewsFacts, given: Given) -> NewsDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return replace(draft, place=_region(draft, facts)) if given.value == "unit" else NotMine()
        if given.said.files:
            return NotMine()
        words = lines.line(given, self.field, say(t.news.ask_place, region=_region(draft, facts)))
        return words if isinstance(words, Rejected) else replace(draft, place=words)


def _region(draft: NewsDraft, facts: NewsFacts) -> str:
    unit = facts.unit(draft.unit_id)
    return unit.region_name if unit else ""


class _Day(_Hole):
    field = "day"

    def ask(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        question = say(t.news.ask_day, example=(facts.today - timedelta(days=3)).isoformat())
        today, yesterday = Option(say(t.labels.today), "today"), Option(say(t.labels.yesterday), "yesterday")
        return self.asked(draft, question, (today, yesterday))

    def read(self, draft: NewsDraft, facts: NewsFacts, given: Given) -> NewsDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            days = {"today": facts.today, "yesterday": facts.today - timedelta(days=1)}
            chosen = days.get(given.value)
            return replace(draft, day=chosen.isoformat()) if chosen else NotMine()
        if given.said.files:
            return NotMine()
        found = lines.day(given, facts.today)
        return found if isinstance(found, Rejected) else replace(draft, day=found.isoformat())

    def told(self, draft: NewsDraft) -> Say | None:
        return say(t.duties.was_day, day=draft.day) if draft.day else None


class _Credit(_Line):
    field = "credit"

    def open(self, draft: NewsDraft, facts: NewsFacts) -> bool:
        return draft.visual and draft.credit is None

    def ask(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        question = say(t.news.ask_credit, name=draft.name)
        mine, skip = Option(say(t.labels.my_photo), "mine"), Option(say(t.labels.skip), "skip")
        return self.asked(draft, question, (mine, skip))

    def read(self, draft: NewsDraft, facts: NewsFacts, given: Given) -> NewsDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            chosen = {"mine": draft.name, "skip": ""}.get(given.value)
            return NotMine() if chosen is None else replace(draft, credit=chosen)
        if given.said.files:
            return NotMine()
        words = lines.line(given, self.field, say(t.news.ask_credit, name=draft.name))
        return words if isinstance(words, Rejected) else replace(draft, credit=words)


class _Minors(_Hole):
    """Asked once a draft, and only where somebody may be seen."""

    field = "minors"

    def open(self, draft: NewsDraft, facts: NewsFacts) -> bool:
        return draft.visual and draft.minors is None

    def ask(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        none, consent = Option(say(t.labels.minors_none), Minors.NONE), Option(say(t.labels.minors_consent), "consent")
        no_consent = Option(say(t.labels.minors_no_consent), Minors.NO_CONSENT)
        return self.asked(draft, say(t.news.ask_minors), (none, consent), (no_consent,))

    def read(self, draft: NewsDraft, facts: NewsFacts, given: Given) -> NewsDraft | NotMine:
        if isinstance(given, Typed) or given.value not in set(Minors):
            return NotMine()
        return replace(draft, minors=given.value)


class _Consent(_Hole):
    """Pictures of children without consent stay here: the text may go, or other pictures, or all of it waits."""

    field = "withheld"

    def open(self, draft: NewsDraft, facts: NewsFacts) -> bool:
        return draft.visual and draft.minors == Minors.NO_CONSENT

    def ask(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        text, others = Option(say(t.labels.text_only), "text"), Option(say(t.labels.other_photos), "others")
        keep = Option(say(t.labels.keep_draft), Way.KEEP)
        return self.asked(draft, say(t.news.consent_awaited), (text,), (others, keep), way_out=False)

    def read(self, draft: NewsDraft, facts: NewsFacts, given: Given) -> NewsDraft | NotMine:
        match given:
            case Chosen("text"):
                return replace(draft, withheld=True)
            case Chosen("others"):
                return replace(without_pictures(draft), replacing=True)
            case _:
                return NotMine()

    def empty(self, draft: NewsDraft) -> NewsDraft:
        return replace(draft, withheld=False)


class _Photos(_Hole):
    field = "replacing"
    takes_files = True

    def open(self, draft: NewsDraft, facts: NewsFacts) -> bool:
        return draft.replacing and not draft.visual

    def ask(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        return self.asked(draft, say(t.news.send_other_photos), (Option(say(t.labels.no_photos), "none"),))

    def read(self, draft: NewsDraft, facts: NewsFacts, given: Given) -> NewsDraft | NotMine:
        if isinstance(given, Chosen):
            return replace(draft, replacing=False) if given.value == "none" else NotMine()
        return drafts.lengthened(draft, given) if given.said.files else NotMine()

    def empty(self, draft: NewsDraft) -> NewsDraft:
        return replace(without_pictures(draft), replacing=True)


class SendNews(Kind[NewsDraft, NewsFacts]):
    name: ClassVar[str] = "news"
    shape: ClassVar[int] = 1
    draft = NewsDraft
    questions = (
        _Purpose(), _From(), _Photos(), _Material(), _What(), _Who(), _Place(), _Day(), _Credit(), _Minors(), _Consent()
    )  # fmt: skip

    async def facts(self, uow: UnitOfWork, regions: Regions, form: Form, draft: NewsDraft, now: datetime) -> NewsFacts:
        return NewsFacts(tuple(await uow.units.units(draft.units)), today(now))

    def join(self, draft: NewsDraft, given: Typed, *, late: bool) -> NewsDraft | None:
        return drafts.join(draft, given, late=late)

    def holds_content(self, draft: NewsDraft) -> bool:
        return draft.sorted and bool(draft.text or draft.files)

    def review(self, draft: NewsDraft, facts: NewsFacts) -> Asked:
        if draft.editing:
            return self._edit_what(draft)
        last: list[Line] = []
        if draft.visual:
            last.append(say(t.news.consent_given if draft.minors == Minors.CONSENT else t.news.consent_none))
        elif draft.withheld:
            last.append(say(t.news.text_only))
        send, edit = Option(say(t.labels.send), "send"), Option(say(t.labels.edit), "edit")
        cancel = Option(say(t.labels.cancel), Way.LEAVE)
        return Asked((*head(draft), *last, say(t.news.all_right)), ((send, edit, cancel),), way_out=False)

    def _edit_what(self, draft: NewsDraft) -> Asked:
        fields = [
            Option(say(t.labels.content), "text"),
            Option(say(t.labels.what), "what"),
            Option(say(t.labels.who), "who"),
            Option(say(t.labels.where), "place"),
            Option(say(t.labels.when), "day"),
        ]
        if draft.visual:
            fields.append(Option(say(t.labels.photo_credit), "credit"))
        if draft.minors is not None:
            fields.append(Option(say(t.labels.photo_consent), "minors"))
        fields.append(Option(say(t.labels.done), "ready"))
        rows = tuple(tuple(fields[first : first + 2]) for first in range(0, len(fields), 2))
        return Asked((*head(draft), say(t.news.edit_what)), rows, way_out=False)

    async def finish(self, talk: Talk, form: Form, draft: NewsDraft, facts: NewsFacts, value: str) -> NewsDraft | None:
        match value:
            case "edit":
                return replace(draft, editing=True)
            case "ready":
                return replace(draft, editing=False)
            case "text":
                return replace(without_material(draft), editing=False)
            case "what" | "who" | "place" | "day" | "credit":
                return replace(draft, **{value: None}, editing=False)  # type: ignore[arg-type]
            case "minors":
                return replace(draft, minors=None, withheld=False, editing=False)
            case "send":
                await self._send(talk, form, draft)
                return None
            case _:
                return draft

    async def _send(self, talk: Talk, form: Form, draft: NewsDraft) -> None:
        sent = await core.submit(
            talk.uow, talk.member, draft.unit_id or 0, story_of(draft), talk.now, again=draft.again
        )
        await show_reviewers(talk, sent.found, sent.reviewers, story_of(draft), anew=draft.again is not None)
        mine = talk.member.address.id
        await talk.uow.cards.become(mine, (Subject.FORM, form.id), (Subject.NEWS, sent.found.id))
        await talk.uow.forms.end(form.id)
        await talk.show(Subject.NEWS, sent.found.id)
        if draft.withheld:
            await self._keep_pictures(talk, draft)

    async def _keep_pictures(self, talk: Talk, draft: NewsDraft) -> None:
        """The text went; the pictures wait beside it until there is consent."""
        waiting = replace(draft, withheld=False, minors=None, again=None)
        await talk.around.forms.put_aside(talk, self, waiting)
        talk.toast(say(t.news.photos_wait))


async def show_reviewers(
    talk: Talk, found: RegionalUpdate, reviewers: list[Member], story: Story, *, anew: bool
) -> None:
    """Words and files as they are, once for each, and below them the card that asks for a decision."""
    for reviewer in reviewers:
        pass_on(talk, reviewer.address.id, story)
    await talk.flush()
    for reviewer in reviewers:
        await talk.uow.cards.show(reviewer.address.id, Subject.REVIEW, found.id, anew=anew)


def pass_on(talk: Talk, address_id: int, story: Story) -> None:
    for part in plan(story.content, story.runs):
        if part.words.text or part.with_files:
            talk.pass_on(address_id, part.words, part.taken(story.content.media))


def today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(DEFAULT_ZONE)).date()


SEND_NEWS = SendNews()
