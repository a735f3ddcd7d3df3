"""The form of an invitation, also for its change, and the word that goes with one sent back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from core import groups, meetings, typed
from core.cards import Subject
from core.conversations import Form
from core.groups import Group, Reach
from core.meetings import Details
from core.regions import Regions
from core.typed import Hour, NoSuchDay, NoSuchHour, NotADay, NotAnHour, WeekdayDiffers
from core.uow import UnitOfWork
from core.words import visible
from handlers import audiences
from handlers.context import DEFAULT_ZONE, Talk
from handlers.faces import Face, Line
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
from handlers.invitations import detail_lines
from handlers.returning import Reason
from handlers.texts import id as t
from handlers.texts.speech import Say, at, say

MAX_TITLE, MAX_PLACE, MAX_DRESS = 200, 200, 100
OFFERED_DAYS = 6
OFFERED_HOURS = ("08.00", "09.00", "10.00", "13.00", "14.00", "19.30")
CONFIRM_HOUR = time(15, 0)
SHORT_NOTICE = timedelta(hours=2)
OPEN_END, NO_DRESS = "", ""
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """Times as text: `day` and both of `doubt` (day kept, weekday kept) as ISO dates, `hour` and `ends` as "09.00"
    ("" for an open end), `confirm` as an ISO instant. `again`: one that came back; `changes`: one that is out."""

    bureau_id: int
    zone: str = DEFAULT_ZONE
    title: str | None = None
    day: str | None = None
    doubt: tuple[str, ...] = ()
    hour: str | None = None
    ends: str | None = None
    place: str | None = None
    dress: str | None = None
    confirm: str | None = None
    delegable: str | None = None
    group_id: int | None = None
    page: int = 0
    again: int | None = None
    changes: int | None = None
    editing: bool = False

    def instant(self, hour: str) -> datetime:
        """That hour of the day of the meeting."""
        of_day = datetime.strptime(hour, "%H.%M").time()  # noqa: DTZ007
        return datetime.combine(date.fromisoformat(self.day or ""), of_day, ZoneInfo(self.zone))

    @property
    def starts_at(self) -> datetime:
        return self.instant(self.hour or "")

    @property
    def details(self) -> Details:
        return Details(
            self.title or "",
            self.starts_at,
            self.instant(self.ends) if self.ends else None,
            self.zone,
            self.place or "",
            self.dress or None,
            datetime.fromisoformat(self.confirm or ""),
            self.delegable == "yes",
        )


def draft_of(found: meetings.Meeting, *, again: int | None = None, changes: int | None = None) -> MeetingDraft:
    """What was asked for, as a draft on its list of parts."""
    details = found.details
    zone = ZoneInfo(details.zone)
    starts = details.starts_at.astimezone(zone)
    return MeetingDraft(
        found.bureau_id,
        details.zone,
        details.title,
        starts.date().isoformat(),
        (),
        f"{starts:%H.%M}",
        f"{details.ends_at.astimezone(zone):%H.%M}" if details.ends_at else OPEN_END,
        details.place,
        details.dress or NO_DRESS,
        details.confirm_by.isoformat(),
        "yes" if details.delegable else "no",
        found.group_id,
        again=again,
        changes=changes,
        editing=True,
    )


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """`groups` with how many units each holds; `reach` of the chosen one; `code` of the meeting that is changed."""

    now: datetime
    groups: tuple[tuple[Group, int], ...]
    reach: Reach | None
    code: str = ""

    def today(self, zone: str) -> date:
        return self.now.astimezone(ZoneInfo(zone)).date()


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
            return _with(draft, self.field, "")
        words = given.line
        if given.said.files or not visible(words) or len(words) > self._limit:
            return Rejected(say(t.meetings.text_needed, limit=self._limit))
        return _with(draft, self.field, words)

    def told(self, draft: MeetingDraft) -> Say | None:
        words = getattr(draft, self.field)
        return say(t.duties.was, words=words) if words else None


class _Day(Question[MeetingDraft, MeetingFacts]):
    """A weekday that contradicts its date is asked about; an hour typed with the day is taken too."""

    field = "day"

    def ask(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        if draft.doubt:
            written, *days = draft.doubt
            line = say(t.meetings.weekday_differs, written=written, day=days[0])
            return Asked((line,), tuple((Option(say(t.labels.day, day=day), day),) for day in days))
        days = _working_days(facts.today(draft.zone), OFFERED_DAYS)
        options = [Option(say(t.labels.day_button, day=day), day) for day in days]
        return Asked((say(t.meetings.ask_day),), _in_pairs(options))

    def read(
        self, draft: MeetingDraft, facts: MeetingFacts, given: Given
    ) -> MeetingDraft | Noted[MeetingDraft] | Rejected | NotMine:
        today = facts.today(draft.zone)
        if isinstance(given, Chosen):
            return _on_day(draft, _iso_day(given.value), today)
        draft = replace(draft, doubt=())  # another day was written: the doubt about the last one is over
        match typed.day(given.text, today):
            case date() as day:
                hour = typed.hour(given.text)
                if isinstance(hour, Hour):
                    draft = _with_hour(draft, hour)
                return _on_day(draft, day, today)
            case WeekdayDiffers(written, day_kept, weekday_kept):
                return replace(draft, doubt=(written, day_kept.isoformat(), weekday_kept.isoformat()))
            case NoSuchDay(written):
                return Rejected(say(t.meetings.no_such_day, written=written), draft)
            case NotADay(example):
                return Rejected(say(t.meetings.day_unclear, example=example.isoformat()), draft)

    def empty(self, draft: MeetingDraft) -> MeetingDraft:
        return replace(draft, day=None, doubt=())

    def told(self, draft: MeetingDraft) -> Say | None:
        return say(t.duties.was_day, day=draft.day) if draft.day else None


def _iso_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _on_day(draft: MeetingDraft, day: date | None, today: date) -> Noted[MeetingDraft] | Rejected | NotMine:
    if day is None:
        return NotMine()
    if day < today:
        return Rejected(say(t.meetings.past_day, day=day.isoformat()), draft)
    return Noted(replace(draft, day=day.isoformat(), doubt=()), say(t.meetings.noted_day, day=day.isoformat()))


def _with_hour(draft: MeetingDraft, hour: Hour) -> MeetingDraft:
    return replace(draft, hour=f"{hour.time:%H.%M}", zone=hour.zone or draft.zone)


class _Begins(Question[MeetingDraft, MeetingFacts]):
    """Open too while day and hour together lie in the past."""

    field = "hour"

    def open(self, draft: MeetingDraft, facts: MeetingFacts) -> bool:
        return draft.hour is None or (draft.day is not None and draft.starts_at <= facts.now)

    def ask(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        hours = [hour for hour in OFFERED_HOURS if draft.instant(hour) > facts.now]
        past = draft.hour is not None
        line = say(t.meetings.past_hour, at=at(draft.starts_at)) if past else say(t.meetings.ask_hour)
        return Asked((line,), _in_pairs([Option(say(t.labels.hour_button, hour=hour), hour) for hour in hours]))

    def read(
        self, draft: MeetingDraft, facts: MeetingFacts, given: Given
    ) -> MeetingDraft | Noted[MeetingDraft] | Rejected | NotMine:
        read = _hour_given(given)
        if not isinstance(read, Hour):
            return read
        after = _with_hour(draft, read)
        if after.starts_at <= facts.now:
            return Rejected(say(t.meetings.past_hour, at=at(after.starts_at)))
        if after.confirm and datetime.fromisoformat(after.confirm) > after.starts_at:
            after = replace(after, confirm=None)
        return Noted(after, say(t.meetings.noted_hour, at=at(after.starts_at), zone=after.zone))

    def told(self, draft: MeetingDraft) -> Say | None:
        return say(t.duties.was, words=draft.hour) if draft.hour else None


class _Ends(Question[MeetingDraft, MeetingFacts]):
    field = "ends"

    def open(self, draft: MeetingDraft, facts: MeetingFacts) -> bool:
        return draft.ends is None or (draft.ends != OPEN_END and draft.instant(draft.ends) <= draft.starts_at)

    def ask(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        return Asked((say(t.meetings.ask_end),), ((Option(say(t.labels.open_end), "open"),),))

    def read(self, draft: MeetingDraft, facts: MeetingFacts, given: Given) -> MeetingDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return replace(draft, ends=OPEN_END) if given.value == "open" else NotMine()
        read = _hour_given(given)
        if not isinstance(read, Hour):
            return read
        ends = f"{read.time:%H.%M}"
        if draft.instant(ends) <= draft.starts_at:
            return Rejected(say(t.meetings.end_too_early, at=at(draft.starts_at), zone=draft.zone))
        return replace(draft, ends=ends)

    def told(self, draft: MeetingDraft) -> Say | None:
        return say(t.duties.was, words=draft.ends) if draft.ends else None


def _hour_given(given: Given) -> Hour | Rejected | NotMine:
    text = given.value if isinstance(given, Chosen) else given.text
    match typed.hour(text):
        case Hour() as hour:
            return hour
        case NoSuchHour(written):
            return Rejected(say(t.meetings.no_such_hour, written=written))
        case NotAnHour():
            return NotMine() if isinstance(given, Chosen) else Rejected(say(t.meetings.hour_unclear))


class _Confirm(Question[MeetingDraft, MeetingFacts]):
    field = "confirm"

    def open(self, draft: MeetingDraft, facts: MeetingFacts) -> bool:
        return draft.confirm is None or datetime.fromisoformat(draft.confirm) > draft.starts_at

    def ask(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        options = [
            Option(say(t.labels.moment_button, at=at(moment), zone=draft.zone), f"{int(moment.timestamp())}")
            for moment in _deadlines(draft.starts_at, facts.now)
        ]
        begins = Option(say(t.labels.until_it_begins), f"{int(draft.starts_at.timestamp())}")
        return Asked((say(t.meetings.ask_confirm),), tuple((one,) for one in (*options, begins)))

    def read(
        self, draft: MeetingDraft, facts: MeetingFacts, given: Given
    ) -> MeetingDraft | Noted[MeetingDraft] | Rejected | NotMine:
        until = self._given(draft, facts, given)
        if not isinstance(until, datetime):
            return until
        if until > draft.starts_at:
            return Rejected(say(t.meetings.confirm_too_late, starts=at(draft.starts_at)))
        if until <= facts.now:
            return Rejected(say(t.meetings.past_hour, at=at(until)))
        return Noted(
            replace(draft, confirm=until.isoformat()),
            say(t.meetings.noted_hour, at=at(until), zone=draft.zone),
        )

    def told(self, draft: MeetingDraft) -> Say | None:
        return (
            say(t.duties.was_at, at=at(datetime.fromisoformat(draft.confirm)), zone=draft.zone)
            if draft.confirm
            else None
        )

    def _given(self, draft: MeetingDraft, facts: MeetingFacts, given: Given) -> datetime | Rejected | NotMine:
        zone = ZoneInfo(draft.zone)
        if isinstance(given, Chosen):
            return datetime.fromtimestamp(int(given.value), zone) if given.value.isdecimal() else NotMine()
        hour = typed.hour(given.text)
        of_day = hour.time if isinstance(hour, Hour) else CONFIRM_HOUR
        match typed.day(given.text, facts.today(draft.zone)):
            case date() as day:
                return datetime.combine(day, of_day, zone)
            case WeekdayDiffers(written, day_kept, _):
                return Rejected(say(t.meetings.weekday_differs, written=written, day=day_kept.isoformat()))
            case NoSuchDay(written):
                return Rejected(say(t.meetings.no_such_day, written=written))
            case NotADay(example):
                return Rejected(say(t.meetings.day_unclear, example=example.isoformat()))


def _deadlines(starts_at: datetime, now: datetime) -> list[datetime]:
    """In the afternoon of the two working days before; when neither is left, two hours ahead."""
    before = [starts_at.date() - timedelta(days=back) for back in range(1, 8)]
    days = [day for day in before if day.weekday() < SATURDAY][:2]
    moments = [datetime.combine(day, CONFIRM_HOUR, starts_at.tzinfo) for day in reversed(days)]
    ahead = [moment for moment in moments if moment > now]
    return ahead or [moment for moment in (starts_at - SHORT_NOTICE,) if moment > now]


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
        _Day(),
        _Begins(),
        _Ends(),
        _Words("place", say(t.meetings.ask_place), MAX_PLACE),
        _Words("dress", say(t.meetings.ask_dress), MAX_DRESS, say(t.labels.skip)),
        _Confirm(),
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
    return Asked((say(t.announcements.edit_what),), (*_in_pairs(options), ready), way_out=False)


def _without(draft: MeetingDraft, part: str) -> MeetingDraft:
    """With this part open again; another day or hour opens what depends on it."""
    empty = _with(replace(draft, editing=False, page=0, doubt=()), part, None)
    match part:
        case "day":
            return replace(empty, confirm=None)
        case "hour":
            return replace(empty, ends=None)
        case _:
            return empty


def _with(draft: MeetingDraft, field: str, value: str | None) -> MeetingDraft:
    values: dict[str, Any] = {field: value}
    return replace(draft, **values)


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


def _working_days(today: date, count: int) -> list[str]:
    days = (today + timedelta(days=ahead) for ahead in range(1, 2 * count + 7))
    return [day.isoformat() for day in days if day.weekday() < SATURDAY][:count]


def _in_pairs(options: Sequence[Option]) -> tuple[tuple[Option, ...], ...]:
    return tuple(tuple(options[first : first + 2]) for first in range(0, len(options), 2))


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
