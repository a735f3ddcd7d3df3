"""The questions of an invitation about days and hours: by buttons, or typed as people type them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.calendar import OfficeCalendar
from core.dates import ZONES
from core.dates.answers import Answer, Choice, Reason, Unreadable, When
from core.dates.reading import read
from core.words import plain
from handlers.forms import Asked, Chosen, Given, Noted, NotMine, Option, Question, Rejected
from handlers.inviting.draft import OPEN_END, MeetingDraft, MeetingFacts
from handlers.texts import id as t
from handlers.texts.speech import Say, at, say

OFFERED_DAYS = 6
OFFERED_HOURS = ("08.00", "09.00", "10.00", "13.00", "14.00", "19.30")
CONFIRM_HOUR = time(15, 0)
SHORT_NOTICE = timedelta(hours=2)


class Day(Question[MeetingDraft, MeetingFacts]):
    """What may mean several days, or a weekday that contradicts its date, is asked about. Hours typed with the day are
    taken too."""

    field = "day"

    def ask(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        if draft.doubt:
            return _asked_of(draft)
        days = _working_days(OfficeCalendar(draft.zone), facts.today(draft.zone), OFFERED_DAYS)
        options = [Option(say(t.labels.day_button, day=day), day) for day in days]
        return Asked((say(t.meetings.ask_day),), in_pairs(options))

    def read(
        self, draft: MeetingDraft, facts: MeetingFacts, given: Given
    ) -> MeetingDraft | Noted[MeetingDraft] | Rejected | NotMine:
        if isinstance(given, Chosen):
            meant = _chosen(given.value)
            return NotMine() if meant is None else _settled(draft, When(meant), facts)
        draft = replace(draft, doubt=())  # another day was written: the doubt about the last one is over
        return _judged(draft, read(given.text, facts.now, draft.zone), plain(given.text), facts)

    def empty(self, draft: MeetingDraft) -> MeetingDraft:
        return replace(draft, day=None, doubt=())

    def told(self, draft: MeetingDraft) -> Say | None:
        return say(t.duties.was_day, day=draft.day) if draft.day else None


def _asked_of(draft: MeetingDraft) -> Asked:
    """Which of the readings is meant: by its weekday where only that is in question, else by the whole moment."""
    written, *values = draft.doubt
    known = [(value, meant) for value in values if (meant := _chosen(value)) is not None]
    if written and known:
        line = say(t.meetings.weekday_differs, written=written, day=known[0][0])
    else:
        line = say(t.meetings.which_is_meant)
    return Asked((line,), tuple((Option(_label(meant, draft.zone), value),) for value, meant in known))


def _label(meant: date | datetime, zone: str) -> Say:
    if isinstance(meant, datetime):
        return say(t.labels.moment_button, at=at(meant), zone=zone)
    return say(t.labels.day, day=meant.isoformat())


def _value(meant: date | datetime) -> str:
    """A day or an instant as a button holds it."""
    return f"{int(meant.timestamp())}" if isinstance(meant, datetime) else meant.isoformat()


def _chosen(value: str) -> date | datetime | None:
    if value.isdecimal():
        return datetime.fromtimestamp(int(value), UTC)
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _judged(
    draft: MeetingDraft, answer: Answer, written: str, facts: MeetingFacts
) -> MeetingDraft | Noted[MeetingDraft] | Rejected:
    """What becomes of a day, with an hour or without, that was typed."""
    match answer:
        case When() as when:
            return _settled(draft, when, facts)
        case Choice(candidates):
            return replace(draft, doubt=("", *(_value(one.start) for one in candidates)))
        case Unreadable(Reason.WEEKDAY_MISMATCH, days):
            return replace(draft, doubt=(written, *(day.isoformat() for day in days)))
        case Unreadable(reason, days):
            return Rejected(_why_not(reason, days, written, facts.today(draft.zone)), draft)


def _why_not(reason: Reason, days: Sequence[date], written: str, today: date) -> Say:
    match reason:
        case Reason.NO_SUCH_DATE | Reason.NO_SUCH_MONTH:
            return say(t.meetings.no_such_day, written=written)
        case Reason.NO_SUCH_TIME:
            return say(t.meetings.no_such_hour, written=written)
        case Reason.IN_THE_PAST if days:
            return say(t.meetings.past_day, day=days[0].isoformat())
        case Reason.IN_THE_PAST:
            return say(t.meetings.past_moment)
        case _:
            return say(t.meetings.day_unclear, example=(today + timedelta(days=7)).isoformat())


def _settled(draft: MeetingDraft, when: When, facts: MeetingFacts) -> Noted[MeetingDraft] | Rejected:
    """The draft with what is certain, echoed in full."""
    if not isinstance(when.start, datetime):
        if when.start < facts.today(draft.zone):
            return Rejected(say(t.meetings.past_day, day=when.start.isoformat()), draft)
        day = when.start.isoformat()
        return Noted(replace(draft, day=day, doubt=()), say(t.meetings.noted_day, day=day))
    after = _at(draft, when)
    return Noted(after, say(t.meetings.noted_hour, at=at(after.starts_at), zone=after.zone))


def _at(draft: MeetingDraft, when: When) -> MeetingDraft:
    """With day, hour, zone, and the end as far as it was said."""
    assert isinstance(when.start, datetime)
    zone = getattr(when.start.tzinfo, "key", "")
    draft = replace(draft, zone=zone if zone in ZONES else draft.zone)
    local = when.start.astimezone(ZoneInfo(draft.zone))
    draft = replace(draft, day=local.date().isoformat(), hour=f"{local:%H.%M}", doubt=())
    if when.open_end:
        return replace(draft, ends=OPEN_END)
    ends = when.end.astimezone(local.tzinfo) if isinstance(when.end, datetime) else None
    return replace(draft, ends=f"{ends:%H.%M}") if ends and ends.date() == local.date() else draft


class Begins(Question[MeetingDraft, MeetingFacts]):
    """Open too while day and hour together lie in the past."""

    field = "hour"

    def open(self, draft: MeetingDraft, facts: MeetingFacts) -> bool:
        return draft.hour is None or (draft.begins and draft.starts_at <= facts.now)

    def ask(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        if draft.doubt:
            return _asked_of(draft)
        hours = [hour for hour in OFFERED_HOURS if draft.instant(hour) > facts.now]
        past = draft.hour is not None
        line = say(t.meetings.past_hour, at=at(draft.starts_at)) if past else say(t.meetings.ask_hour)
        return Asked((line,), in_pairs([Option(say(t.labels.hour_button, hour=hour), hour) for hour in hours]))

    def read(
        self, draft: MeetingDraft, facts: MeetingFacts, given: Given
    ) -> MeetingDraft | Noted[MeetingDraft] | Rejected | NotMine:
        draft = replace(draft, doubt=())
        found = _hour_given(draft, facts, given)
        if isinstance(found, Rejected | NotMine | MeetingDraft):
            return found
        after = _at(draft, found)
        if after.starts_at <= facts.now:
            return Rejected(say(t.meetings.past_hour, at=at(after.starts_at)))
        if after.confirm and datetime.fromisoformat(after.confirm) > after.starts_at:
            after = replace(after, confirm=None)
        return Noted(after, say(t.meetings.noted_hour, at=at(after.starts_at), zone=after.zone))

    def told(self, draft: MeetingDraft) -> Say | None:
        return say(t.duties.was, words=draft.hour) if draft.hour else None


def _hour_given(
    draft: MeetingDraft, facts: MeetingFacts, given: Given, after: datetime | None = None
) -> When | MeetingDraft | Rejected | NotMine:
    """An hour of the day of the meeting; of several that may be meant, those are left that lie after `after` (now)."""
    if isinstance(given, Chosen) and isinstance(meant := _chosen(given.value), datetime):
        return When(meant)
    text = given.value if isinstance(given, Chosen) else given.text
    answer = read(text, facts.now, draft.zone, past=True, day=date.fromisoformat(draft.day or ""))
    match answer:
        case When(datetime()):
            return answer
        case Choice(candidates) if all(isinstance(one.start, datetime) for one in candidates):
            ahead = [one for one in candidates if one.start > (after or facts.now)]
            if len(ahead) == 1:
                return ahead[0]
            return replace(draft, doubt=("", *(_value(one.start) for one in ahead or candidates)))
        case Unreadable(Reason.NO_SUCH_TIME):
            return Rejected(say(t.meetings.no_such_hour, written=plain(text)))
        case _:
            return NotMine() if isinstance(given, Chosen) else Rejected(say(t.meetings.hour_unclear))


class Ends(Question[MeetingDraft, MeetingFacts]):
    field = "ends"

    def open(self, draft: MeetingDraft, facts: MeetingFacts) -> bool:
        if draft.ends is None or draft.ends == OPEN_END or not draft.begins:
            return draft.ends is None
        return draft.instant(draft.ends) <= draft.starts_at

    def ask(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        return Asked((say(t.meetings.ask_end),), ((Option(say(t.labels.open_end), "open"),),))

    def read(self, draft: MeetingDraft, facts: MeetingFacts, given: Given) -> MeetingDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return replace(draft, ends=OPEN_END) if given.value == "open" else NotMine()
        found = _hour_given(draft, facts, given, draft.starts_at)
        if isinstance(found, MeetingDraft):
            return Rejected(say(t.meetings.hour_unclear))
        if not isinstance(found, When):
            return found
        ends = _at(draft, found)
        if ends.day != draft.day or ends.starts_at <= draft.starts_at:
            return Rejected(say(t.meetings.end_too_early, at=at(draft.starts_at), zone=draft.zone))
        return replace(draft, ends=ends.hour)

    def told(self, draft: MeetingDraft) -> Say | None:
        return say(t.duties.was, words=draft.ends) if draft.ends else None


class Confirm(Question[MeetingDraft, MeetingFacts]):
    field = "confirm"

    def open(self, draft: MeetingDraft, facts: MeetingFacts) -> bool:
        if draft.confirm is None or not draft.begins:
            return draft.confirm is None
        return datetime.fromisoformat(draft.confirm) > draft.starts_at

    def ask(self, draft: MeetingDraft, facts: MeetingFacts) -> Asked:
        options = [
            Option(say(t.labels.moment_button, at=at(moment), zone=draft.zone), f"{int(moment.timestamp())}")
            for moment in _deadlines(OfficeCalendar(draft.zone), draft.starts_at, facts.now)
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
        if isinstance(given, Chosen):
            zone = ZoneInfo(draft.zone)
            return datetime.fromtimestamp(int(given.value), zone) if given.value.isdecimal() else NotMine()
        written = plain(given.text)
        match read(given.text, facts.now, draft.zone):
            case When(start):
                return _deadline(start, draft)
            case Choice(candidates):
                before = [
                    one for one in (_deadline(each.start, draft) for each in candidates) if one <= draft.starts_at
                ]
                return before[0] if len(before) == 1 else Rejected(say(t.meetings.hour_unclear))
            case Unreadable(Reason.WEEKDAY_MISMATCH, (day, *_)):
                return Rejected(say(t.meetings.weekday_differs, written=written, day=day.isoformat()))
            case Unreadable(reason, days):
                return Rejected(_why_not(reason, days, written, facts.today(draft.zone)))


def _deadline(start: date | datetime, draft: MeetingDraft) -> datetime:
    """A day alone ends for answers in the afternoon."""
    if isinstance(start, datetime):
        return start.astimezone(ZoneInfo(draft.zone))
    return datetime.combine(start, CONFIRM_HOUR, ZoneInfo(draft.zone))


def _deadlines(office: OfficeCalendar, starts_at: datetime, now: datetime) -> list[datetime]:
    """In the afternoon of the two working days before; when neither is left, two hours ahead."""
    before = [starts_at.date() - timedelta(days=back) for back in range(1, 8)]
    days = [day for day in before if office.works(day)][:2]
    moments = [datetime.combine(day, CONFIRM_HOUR, starts_at.tzinfo) for day in reversed(days)]
    ahead = [moment for moment in moments if moment > now]
    return ahead or [moment for moment in (starts_at - SHORT_NOTICE,) if moment > now]


def _working_days(office: OfficeCalendar, today: date, count: int) -> list[str]:
    days: list[str] = []
    while len(days) < count:
        today = office.next_day(today + timedelta(days=1))
        days.append(today.isoformat())
    return days


def in_pairs(options: Sequence[Option]) -> tuple[tuple[Option, ...], ...]:
    return tuple(tuple(options[first : first + 2]) for first in range(0, len(options), 2))
