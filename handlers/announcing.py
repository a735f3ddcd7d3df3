"""The two forms of announcing: the announcement itself, and the word that goes with one sent back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from core import announcements as core
from core import approval, groups
from core.announcements import Priority
from core.cards import Subject
from core.channels import Entity, MediaKind, RichText
from core.codec import Json, utf16_length
from core.conversations import Form
from core.groups import Group, Reach
from core.media import MOST_FILES, Content, album_order
from core.parts import MAX_BODY, breaks_a_link, plan
from core.regions import Regions
from core.secrecy import is_secret
from core.uow import UnitOfWork
from core.weekdays import Contradiction, Finding, Impossible, Reading, findings, mend
from core.words import visible
from handlers import audiences
from handlers.context import DEFAULT_ZONE, Talk
from handlers.faces import Face
from handlers.forms import (
    AboutAMatter,
    Asked,
    Chosen,
    Given,
    Kind,
    Noted,
    NotMine,
    Option,
    Question,
    Rejected,
    Typed,
    Way,
)
from handlers.notices import title
from handlers.returning import Reason
from handlers.texts import id as t
from handlers.texts.speech import Say, say

CUT_BY_THE_PHONE = 3_900
"""A message this long was probably cut by the app that sent it: what follows goes on with it."""

JOINT = "\n\n"
"""What stands where the app cut: a cut of ours falls there again, and each message is as it was sent."""

PRIORITY_LINE = re.compile(r"^\s*sifat\s*:\s*(sangat\s+segera|segera|biasa)\b", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AnnouncementDraft:
    """`days`: how the weekday that contradicts its date was answered; `again`: the one that came back.

    `page` counts pages of [Kelompok lain]. `cut`: the app probably cut the last message, and what follows belongs to
    it; of a text marked secret (`secret`) nothing is kept, and nothing of its rest either. `album`: pieces of it may
    still come. `dropped`: there were more files than fit.
    """

    bureau_id: int
    text: str | None = None
    entities: tuple[Any, ...] = ()
    media: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    days: str | None = None
    group_id: int | None = None
    priority: str | None = None
    again: int | None = None
    page: int = 0
    previewed: bool = False
    editing: bool = False
    cut: bool = False
    secret: bool = False
    album: str | None = None
    dropped: bool = False

    @property
    def body(self) -> RichText:
        return RichText(self.text or "", tuple(entity_of(one) for one in self.entities))

    @property
    def content(self) -> Content:
        if len(self.kinds) != len(self.media):  # a draft of an older program: what it took is one album
            return Content(self.body, self.media)
        files = album_order([(one, MediaKind(kind)) for one, kind in zip(self.media, self.kinds, strict=True)])
        return Content(self.body, tuple(one for one, _ in files), tuple(kind for _, kind in files))


@dataclass(frozen=True, slots=True)
class AnnouncementFacts:
    """`groups` with how many units each holds; `reach` of the chosen one; contradictions in the text."""

    groups: tuple[tuple[Group, int], ...]
    reach: Reach | None
    found: tuple[Finding, ...]

    def group(self, group_id: int | None) -> Group | None:
        return next((group for group, _ in self.groups if group.id == group_id), None)


def stored_entities(entities: tuple[Entity, ...]) -> tuple[Any, ...]:
    return tuple(
        {"kind": one.kind, "offset": one.offset, "length": one.length, "data": dict(one.data)} for one in entities
    )


def entity_of(stored: Mapping[str, Any]) -> Entity:
    data: Mapping[str, Json] = stored.get("data") or {}
    return Entity(stored["kind"], stored["offset"], stored["length"], data)


class _Content(Question[AnnouncementDraft, AnnouncementFacts]):
    field = "text"
    takes_files = True

    def open(self, draft: AnnouncementDraft, facts: AnnouncementFacts) -> bool:
        return draft.text is None or utf16_length(draft.text) > MAX_BODY or breaks_a_link(draft.text)

    def ask(self, draft: AnnouncementDraft, facts: AnnouncementFacts) -> Asked:
        if draft.secret:
            return Asked((say(t.announcements.secret),))
        if draft.text is None:
            return Asked((say(t.announcements.send_content),))
        if breaks_a_link(draft.text):
            return Asked((say(t.announcements.link_too_long),))
        length = utf16_length(draft.text)
        return Asked((say(t.announcements.content_too_long, length=length, limit=MAX_BODY),))

    def read(
        self, draft: AnnouncementDraft, facts: AnnouncementFacts, given: Given
    ) -> AnnouncementDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return NotMine()
        if given.said.other is not None:
            return Rejected(say(t.announcements.kind_not_carried))
        return _taken(draft, given)

    def empty(self, draft: AnnouncementDraft) -> AnnouncementDraft:
        return _without_content(draft)

    def told(self, draft: AnnouncementDraft) -> Say | None:
        return say(t.duties.was, words=title(draft.text)) if draft.text else None


def _without_content(draft: AnnouncementDraft) -> AnnouncementDraft:
    empty = replace(draft, text=None, entities=(), media=(), kinds=(), days=None, previewed=False)
    return replace(empty, cut=False, secret=False, album=None, dropped=False)


def _taken(draft: AnnouncementDraft, given: Typed) -> AnnouncementDraft | Rejected:
    """The draft with this message as its content, or as the rest of the text or album that came before it."""
    words, goes_on = given.said.content, _goes_on(draft, given)
    body = joined(draft.body, words) if goes_on and draft.text else words
    sent = draft if goes_on else _without_content(draft)
    cut, album = utf16_length(words.text) >= CUT_BY_THE_PHONE, given.said.album
    if (goes_on and draft.secret) or is_secret(body.text):
        return replace(_without_content(draft), cut=cut, secret=True, album=album)
    if not given.said.files and not sent.media and not visible(body.text):
        return Rejected(say(t.announcements.content_needed))
    with_files = _with_files(_without_content(draft), sent, given)
    return replace(
        with_files,
        text=body.text,
        entities=stored_entities(body.entities),
        priority=draft.priority or _priority_in(body.text),
        cut=cut,
        album=album,
    )


def _with_files(draft: AnnouncementDraft, before: AnnouncementDraft, given: Typed) -> AnnouncementDraft:
    """`draft` with the files that were sent before, and with those of this message."""
    kinds = [file.kind.value for file in given.said.files]
    new = [(one, kind) for one, kind in zip(given.media, kinds, strict=False) if one not in before.media]
    media, kinds = (*before.media, *[one for one, _ in new]), [*before.kinds, *[kind for _, kind in new]]
    dropped = before.dropped or len(media) > MOST_FILES
    return replace(draft, media=media[:MOST_FILES], kinds=tuple(kinds[:MOST_FILES]), dropped=dropped)


def _with_attachment(draft: AnnouncementDraft, given: Typed) -> AnnouncementDraft:
    words = given.said.content
    body = joined(draft.body, words) if draft.text else words
    if is_secret(body.text):
        return replace(_without_content(draft), secret=True, album=given.said.album)
    more = replace(_with_files(draft, draft, given), album=given.said.album, previewed=False)
    return replace(more, text=body.text, entities=stored_entities(body.entities))


def _goes_on(draft: AnnouncementDraft, given: Typed) -> bool:
    """Whether this message is more of what was sent before: a piece of an album, or the rest of a cut text."""
    said = given.said
    return said.album == draft.album if said.album else draft.cut and not said.files


def _said_again(draft: AnnouncementDraft, given: Typed) -> bool:
    """The same words once more, as a phone with a bad signal sends them."""
    return given.said.content.text == draft.text and not given.said.files and not draft.cut


def joined(first: RichText, rest: RichText) -> RichText:
    if not rest.text:
        return first
    shift = utf16_length(first.text) + len(JOINT)
    moved = (Entity(one.kind, one.offset + shift, one.length, one.data) for one in rest.entities)
    return RichText(f"{first.text}{JOINT}{rest.text}", (*first.entities, *moved))


def _priority_in(text: str) -> str | None:
    """The letter's own "Sifat: Segera"."""
    match = PRIORITY_LINE.search(text)
    return "_".join(match[1].lower().split()) if match else None


class _Days(Question[AnnouncementDraft, AnnouncementFacts]):
    """A weekday that contradicts its date is stopped before anybody reads it; one at a time."""

    field = "days"
    takes_files = True

    def open(self, draft: AnnouncementDraft, facts: AnnouncementFacts) -> bool:
        return draft.days is None and bool(facts.found)

    def ask(self, draft: AnnouncementDraft, facts: AnnouncementFacts) -> Asked:
        finding = facts.found[0]
        readings = tuple(
            (Option(say(t.labels.day, day=reading.day.isoformat()), f"{n}"),)
            for n, reading in enumerate(_readings(finding))
        )
        rest = ((Option(say(t.labels.new_text), "new"),), (Option(say(t.labels.leave_it), "keep"),))
        return Asked((_contradiction(finding),), (*readings, *rest), way_out=False)

    def read(
        self, draft: AnnouncementDraft, facts: AnnouncementFacts, given: Given
    ) -> AnnouncementDraft | Noted[AnnouncementDraft] | Rejected | NotMine:
        if isinstance(given, Typed):
            if _said_again(draft, given):
                return draft
            return _taken(draft, given) if _goes_on(draft, given) else NotMine()
        if given.value == "keep":
            return replace(draft, days="kept")
        if given.value == "new":
            return _without_content(draft)
        return self._mended(draft, facts.found, given.value)

    def _mended(
        self, draft: AnnouncementDraft, found: tuple[Finding, ...], value: str
    ) -> Noted[AnnouncementDraft] | NotMine:
        readings = _readings(found[0]) if found else ()
        if not value.isdecimal() or int(value) >= len(readings):
            return NotMine()
        reading = readings[int(value)]
        mended = mend(draft.body, found[0].span, reading.text)
        days = None if len(found) > 1 else "mended"
        after = replace(draft, text=mended.text, entities=stored_entities(mended.entities), days=days)
        return Noted(after, say(t.announcements.mended, words=reading.text))

    def empty(self, draft: AnnouncementDraft) -> AnnouncementDraft:
        return replace(draft, days=None)


def _readings(finding: Finding) -> tuple[Reading, ...]:
    match finding:
        case Contradiction(day_kept=day_kept, weekday_kept=weekday_kept):
            return (day_kept, weekday_kept)
        case Impossible():
            return ()


def _contradiction(finding: Finding) -> Say:
    match finding:
        case Contradiction(written=written, day=day):
            return say(t.announcements.weekday_differs, written=written, day=day.isoformat())
        case Impossible(written=written):
            return say(t.announcements.no_such_date, written=written)


class _Audience(Question[AnnouncementDraft, AnnouncementFacts]):
    field = "group_id"
    takes_files = True

    def ask(self, draft: AnnouncementDraft, facts: AnnouncementFacts) -> Asked:
        return audiences.asked(facts.groups, draft.page)

    def read(
        self, draft: AnnouncementDraft, facts: AnnouncementFacts, given: Given
    ) -> AnnouncementDraft | Rejected | NotMine:
        if isinstance(given, Typed):
            return self._typed(draft, facts, given)
        if given.value == audiences.MORE:
            return replace(draft, page=audiences.next_page(facts.groups, draft.page))
        if given.value.isdecimal() and facts.group(int(given.value)):
            return replace(draft, group_id=int(given.value), page=0)
        return NotMine()

    def _typed(
        self, draft: AnnouncementDraft, facts: AnnouncementFacts, given: Typed
    ) -> AnnouncementDraft | Rejected | NotMine:
        if _said_again(draft, given):
            return draft
        if given.said.files or given.said.other:
            return _taken(draft, given) if _goes_on(draft, given) else NotMine()
        named = audiences.typed(facts.groups, draft.page, given.line)
        if named is not None:
            return replace(draft, group_id=named.id, page=0)
        if _goes_on(draft, given):
            return _taken(draft, given)
        return Rejected(say(t.announcements.group_unknown, words=given.line[:40]))


class _Priority(Question[AnnouncementDraft, AnnouncementFacts]):
    field = "priority"

    def ask(self, draft: AnnouncementDraft, facts: AnnouncementFacts) -> Asked:
        return Asked(
            (say(t.announcements.which_priority),),
            (
                (
                    Option(say(t.labels.normal), Priority.NORMAL.value),
                    Option(say(t.labels.urgent), Priority.URGENT.value),
                ),
                (Option(say(t.labels.most_urgent), Priority.MOST_URGENT.value),),
            ),
        )

    def read(self, draft: AnnouncementDraft, facts: AnnouncementFacts, given: Given) -> AnnouncementDraft | NotMine:
        value = given.value if isinstance(given, Chosen) else "_".join(given.text.lower().split())
        return replace(draft, priority=value) if value in set(Priority) else NotMine()


class Announce(Kind[AnnouncementDraft, AnnouncementFacts]):
    name: ClassVar[str] = "announcement"
    shape: ClassVar[int] = 1
    draft = AnnouncementDraft
    questions = (_Content(), _Days(), _Audience(), _Priority())

    async def facts(
        self, uow: UnitOfWork, regions: Regions, form: Form, draft: AnnouncementDraft, now: datetime
    ) -> AnnouncementFacts:
        offered = await groups.all_with_units(uow, draft.bureau_id)
        chosen = [units for group, units in offered if group.id == draft.group_id]
        reach = await uow.groups.reach([unit.id for unit in chosen[0]], now) if chosen else None
        found = findings(draft.text, _today(now)) if draft.text and draft.days is None else ()
        return AnnouncementFacts(tuple((group, len(units)) for group, units in offered), reach, tuple(found))

    def join(self, draft: AnnouncementDraft, given: Typed, *, late: bool) -> AnnouncementDraft | None:
        """Once there is content, a file goes with it; words of its own it has only where there are none yet."""
        said = given.said
        piece = said.album is not None and said.album == draft.album
        if not said.files or not (piece or (draft.text is not None and not late)):
            return None
        if draft.secret:
            return draft
        if said.content.text and draft.text and not piece:
            return None
        return _with_attachment(draft, given)

    def read_more(
        self, draft: AnnouncementDraft, facts: AnnouncementFacts, given: Typed
    ) -> AnnouncementDraft | Rejected | NotMine:
        return draft if _said_again(draft, given) else NotMine()

    def review(self, draft: AnnouncementDraft, facts: AnnouncementFacts) -> Asked:
        cancel = Option(say(t.labels.cancel), Way.LEAVE)
        if draft.editing:
            content, audience = Option(say(t.labels.content), "content"), Option(say(t.labels.audience), "audience")
            priority, ready = Option(say(t.labels.priority), "priority"), Option(say(t.labels.done), "ready")
            return Asked((say(t.announcements.edit_what),), ((content, audience), (priority, ready)), way_out=False)
        edit = Option(say(t.labels.edit), "edit")
        return Asked(
            self._summary(draft, facts),
            ((Option(say(t.labels.ask_approval), "ask"),), (edit, cancel)),
            way_out=False,
        )

    def _summary(self, draft: AnnouncementDraft, facts: AnnouncementFacts) -> tuple[Say, ...]:
        group, reach = facts.group(draft.group_id), facts.reach or Reach(0, 0)
        return (
            say(t.announcements.ready),
            say(
                t.announcements.reaches,
                group=group.name if group else "",
                units=reach.units,
                officers=reach.officers,
                waiting=len(reach.waiting),
                where=reach.waiting,
            ),
            say(t.announcements.with_priority, priority=draft.priority or Priority.NORMAL.value),
            say(t.announcements.when_approved),
            *((say(t.announcements.too_many_files, limit=MOST_FILES),) if draft.dropped else ()),
        )

    async def ready(self, talk: Talk, draft: AnnouncementDraft, facts: AnnouncementFacts) -> AnnouncementDraft | None:
        """The preview stands above the review card, exactly as recipients will see it."""
        if draft.previewed or draft.editing:
            return None
        for part in plan(draft.content):
            if part.words.text or part.with_files:
                talk.pass_on(talk.member.address.id, part.words, part.taken(draft.content.media))
        return replace(draft, previewed=True)

    async def finish(
        self, talk: Talk, form: Form, draft: AnnouncementDraft, facts: AnnouncementFacts, value: str
    ) -> AnnouncementDraft | None:
        match value:
            case "edit":
                return replace(draft, editing=True)
            case "content":
                return replace(_without_content(draft), editing=False)
            case "audience":
                return replace(draft, group_id=None, page=0, editing=False, cut=False)
            case "priority":
                return replace(draft, priority=None, editing=False)
            case "ready":
                return replace(draft, editing=False)
            case "ask":
                await self._ask(talk, form, draft)
                return None
            case _:
                return draft

    async def _ask(self, talk: Talk, form: Form, draft: AnnouncementDraft) -> None:
        priority, group_id = Priority(draft.priority or ""), draft.group_id or 0
        await self._show_approvers(talk, draft)
        made = await core.ask(
            talk.uow, talk.member, draft.bureau_id, draft.content, group_id, priority, talk.now, again=draft.again
        )
        mine = talk.member.address.id
        await talk.uow.cards.become(mine, (Subject.FORM, form.id), (Subject.ANNOUNCEMENT, made.id))
        await talk.uow.forms.end(form.id)
        await talk.show(Subject.ANNOUNCEMENT, made.id)

    async def _show_approvers(self, talk: Talk, draft: AnnouncementDraft) -> None:
        """The same preview, above the card that asks for their yes."""
        me = talk.member.person.id
        for approver in await approval.approvers_for(talk.uow, draft.bureau_id, me, talk.now):
            if approver.person.id == me:
                continue
            for part in plan(draft.content):
                if part.words.text or part.with_files:
                    talk.pass_on(approver.address.id, part.words, part.taken(draft.content.media))
        await talk.flush()

    def holds_content(self, draft: AnnouncementDraft) -> bool:
        return draft.text is not None


def _today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(DEFAULT_ZONE)).date()


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    announcement_id: int
    asked: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    code: str


class Return(AboutAMatter, Kind[ReturnDraft, ReturnFacts]):
    name: ClassVar[str] = "return"
    shape: ClassVar[int] = 1
    draft = ReturnDraft
    questions = (Reason(),)

    async def facts(
        self, uow: UnitOfWork, regions: Regions, form: Form, draft: ReturnDraft, now: datetime
    ) -> ReturnFacts:
        found = await uow.announcements.get(draft.announcement_id)
        return ReturnFacts(found.code if found else "")

    async def finish(
        self, talk: Talk, form: Form, draft: ReturnDraft, facts: ReturnFacts, value: str
    ) -> ReturnDraft | None:
        found = await core.send_back(
            talk.uow, talk.member, draft.announcement_id, draft.asked, draft.reason or "", talk.now
        )
        author = await talk.uow.members.member(found.author_id, talk.now)
        if author is not None:
            await talk.flush()
            await talk.uow.cards.show(author.address.id, Subject.ANNOUNCEMENT, found.id, anew=True)
        await talk.around.forms.end(talk, form, Face((say(t.announcements.sent_back, code=found.code),)))
        return None


ANNOUNCE = Announce()
RETURN = Return()
