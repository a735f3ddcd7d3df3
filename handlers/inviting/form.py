"""The form of an invitation, also for its change, and the word that goes with one sent back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from core import groups, meetings
from core.cards import Subject
from core.conversations import Form
from core.groups import Reach
from core.regions import Regions
from core.uow import UnitOfWork
from core.words import visible
from handlers import audiences
from handlers.context import Talk
from handlers.faces import Face, Line
from handlers.forms import (
    AboutAMatter,
    Asked,
    Chosen,
    Given,
    Kind,
    NotMine,
    Option,
    Question,
    Rejected,
    Typed,
    Way,
)
from handlers.invitations import detail_lines
from handlers.inviting.draft import MeetingDraft, MeetingFacts, with_field
from handlers.inviting.when import Begins, Confirm, Day, Ends, in_pairs
from handlers.returning import Reason
from handlers.texts import id as t
from handlers.texts.speech import Say, at, say

MAX_TITLE, MAX_PLACE, MAX_DRESS = 200, 200, 100


class _Words(Question[MeetingDraft, MeetingFacts]):
    """A line of words; the value of its one option is an empty line."""

    def __init__(self, field: str, sentence: Say, limit: int, none: Say | None = None) -> None:
        self.field = field  # type: ignore[misc]  # one class asks for three of them
        self._sentence, self._limit, self._none = sentence, limit, none

    def ask(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        return Asked((self._sentence,), ((Option(self._none, "none"),),) if self._none else ())

    def read(self, draft: MeetingDraft, facts: MeetingFacts, given: Given) -> MeetingDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            if self._none is None or given.value != "none":
                return NotMine()
            return with_field(draft, self.field, "")
        words = given.line
        if given.said.files or not visible(words) or len(words) > self._limit:
            return Rejected(say(t.meetings.text_needed, limit=self._limit))
        return with_field(draft, self.field, words)

    def told(self, draft: MeetingDraft) -> Say | None:
        words = getattr(draft, self.field)
        return say(t.duties.was, words=words) if words else None


class _Delegable(Question[MeetingDraft, MeetingFacts]):
    field = "delegable"

    def ask(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        yes, no = Option(say(t.labels.yes), "yes"), Option(say(t.labels.no), "no")
        return Asked((say(t.meetings.ask_delegable),), ((yes, no),))

    def read(self, draft: MeetingDraft, facts: MeetingFacts, given: Given) -> MeetingDraft | NotMine:
        if isinstance(given, Typed):
            word = given.text.casefold()
            value = {"ya": "yes", "boleh": "yes", "yes": "yes", "tidak": "no", "no": "no"}.get(word, "")
        else:
            value = given.value
        return replace(draft, delegable=value) if value in ("yes", "no") else NotMine()


class _Audience(Question[MeetingDraft, MeetingFacts]):
    field = "group_id"

    def ask(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        return audiences.asked(facts.groups, draft.page)

    def read(self, draft: MeetingDraft, facts: MeetingFacts, given: Given) -> MeetingDraft | Rejected | NotMine:
        if isinstance(given, Typed):
            named = audiences.typed(facts.groups, draft.page, given.line)
            if named is None:
                return Rejected(say(t.announcements.group_unknown, words=given.line[:40]))
            return replace(draft, group_id=named.id, page=0)
        if given.value == audiences.MORE:
            return replace(draft, page=audiences.next_page(facts.groups, draft.page))
        known = {f"{group.id}": group.id for group, _ in facts.groups}
        return replace(draft, group_id=known[given.value], page=0) if given.value in known else NotMine()


PARTS = {
    "title": t.labels.event,
    "day": t.labels.date_,
    "hour": t.labels.hour,
    "place": t.labels.venue,
    "dress": t.labels.dress,
    "confirm": t.labels.confirm_by,
    "delegable": t.labels.delegable,
    "group_id": t.labels.audience,
}
"""What [Ubah] offers."""


class Invite(Kind[MeetingDraft, MeetingFacts]):
    name: ClassVar[str] = "meeting"
    shape: ClassVar[int] = 1
    draft = MeetingDraft
    questions = (
        _Words("title", say(t.meetings.ask_title), MAX_TITLE),
        Day(),
        Begins(),
        Ends(),
        _Words("place", say(t.meetings.ask_place), MAX_PLACE),
        _Words("dress", say(t.meetings.ask_dress), MAX_DRESS, say(t.labels.skip)),
        Confirm(),
        _Delegable(),
        _Audience(),
    )

    async def facts(
        self, uow: UnitOfWork, regions: Regions, form: Form, draft: MeetingDraft, now: datetime
    ) -> MeetingFacts:
        offered = await groups.all_with_units(uow, draft.bureau_id)
        chosen = [units for group, units in offered if group.id == draft.group_id]
        reach = await uow.groups.reach([unit.id for unit in chosen[0]], now) if chosen else None
        changed = await uow.meetings.get(draft.changes) if draft.changes is not None else None
        listed = tuple((group, len(units)) for group, units in offered)
        return MeetingFacts(now, listed, reach, changed.code if changed else "")

    def review(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        if draft.editing:
            return _parts(draft)
        edit, cancel = Option(say(t.labels.edit), "edit"), Option(say(t.labels.cancel), Way.LEAVE)
        label = say(t.labels.save_change) if draft.changes is not None else say(t.labels.ask_approval)
        return Asked(_summary(draft, facts), ((Option(label, "ask"),), (edit, cancel)), way_out=False)

    async def finish(
        self, talk: Talk, form: Form, draft: MeetingDraft, facts: MeetingFacts, value: str
    ) -> MeetingDraft | None:
        match value:
            case "edit":
                return replace(draft, editing=True)
            case "ready":
                return replace(draft, editing=False)
            case "ask" if draft.changes is not None:
                await self._change(talk, form, draft, draft.changes)
                return None
            case "ask":
                await self._ask(talk, form, draft)
                return None
            case part if part in PARTS:
                return _without(draft, part)
            case _:
                return draft

    async def _ask(self, talk: Talk, form: Form, draft: MeetingDraft) -> None:
        made = await meetings.ask(
            talk.uow, talk.member, draft.bureau_id, draft.details, draft.group_id or 0, talk.now, again=draft.again
        )
        mine = talk.member.address.id
        await talk.uow.cards.become(mine, (Subject.FORM, form.id), (Subject.MEETING, made.id))
        await talk.uow.forms.end(form.id)
        await talk.show(Subject.MEETING, made.id)

    async def _change(self, talk: Talk, form: Form, draft: MeetingDraft, meeting_id: int) -> None:
        """The organiser's card comes to the place of the form."""
        await meetings.change(talk.uow, talk.member, meeting_id, draft.details, talk.now)
        await talk.uow.cards.withdraw(Subject.FORM, form.id)
        await talk.uow.forms.end(form.id)
        await talk.show(Subject.MEETING, meeting_id, anew=True)

    def holds_content(self, draft: MeetingDraft) -> bool:
        return draft.title is not None


def _parts(draft: MeetingDraft) -> Asked:
    parts = [name for name in PARTS if name != "group_id" or draft.changes is None]
    options = [Option(say(PARTS[name]), name) for name in parts]
    ready = (Option(say(t.labels.done), "ready"),)
    return Asked((say(t.announcements.edit_what),), (*in_pairs(options), ready), way_out=False)


def _without(draft: MeetingDraft, part: str) -> MeetingDraft:
    """With this part open again; another day or hour opens what depends on it."""
    empty = with_field(replace(draft, editing=False, page=0, doubt=()), part, None)
    match part:
        case "day":
            return replace(empty, confirm=None)
        case "hour":
            return replace(empty, ends=None)
        case _:
            return empty


def _summary(draft: MeetingDraft, facts: MeetingFacts) -> tuple[Line, ...]:
    details = draft.details
    until = say(t.meetings.confirm_until, by=at(details.confirm_by), zone=details.zone, delegable=details.delegable)
    if draft.changes is not None:
        return (*detail_lines(details), until, say(t.meetings.ready_to_change, code=facts.code))
    reach = facts.reach or Reach(0, 0)
    group = next((group.name for group, _ in facts.groups if group.id == draft.group_id), "")
    reaches = say(
        t.announcements.reaches,
        group=group,
        units=reach.units,
        officers=reach.officers,
        waiting=len(reach.waiting),
        where=reach.waiting,
    )
    return (*detail_lines(details), until, say(t.meetings.reminders), reaches, say(t.meetings.ready))


# --- the word that goes with one sent back


@dataclass(frozen=True, slots=True)
class ReturnMeetingDraft:
    meeting_id: int
    asked: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnMeetingFacts:
    code: str


class ReturnMeeting(AboutAMatter, Kind[ReturnMeetingDraft, ReturnMeetingFacts]):
    name: ClassVar[str] = "meeting_return"
    shape: ClassVar[int] = 1
    draft = ReturnMeetingDraft
    questions = (Reason(),)

    async def facts(
        self, uow: UnitOfWork, regions: Regions, form: Form, draft: ReturnMeetingDraft, now: datetime
    ) -> ReturnMeetingFacts:
        found = await uow.meetings.get(draft.meeting_id)
        return ReturnMeetingFacts(found.code if found else "")

    async def finish(
        self, talk: Talk, form: Form, draft: ReturnMeetingDraft, facts: ReturnMeetingFacts, value: str
    ) -> ReturnMeetingDraft | None:
        found = await meetings.send_back(
            talk.uow, talk.member, draft.meeting_id, draft.asked, draft.reason or "", talk.now
        )
        author = await talk.uow.members.member(found.author_id, talk.now)
        if author is not None:
            await talk.flush()
            await talk.uow.cards.show(author.address.id, Subject.MEETING, found.id, anew=True)
        await talk.around.forms.end(talk, form, Face((say(t.announcements.sent_back, code=found.code),)))
        return None


INVITE = Invite()
RETURN_MEETING = ReturnMeeting()
