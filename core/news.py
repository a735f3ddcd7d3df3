"""News from the regions: a draft is sent, reviewed by somebody else, mended by question and answer, and comes back
to those whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core import chats
from core.cards import Subject
from core.channels import MediaKind
from core.codec import JsonObject
from core.errors import Refusal
from core.media import Content, runs
from core.members import GrantRole, Member, Unit
from core.numbers import Numbers
from core.outbox import Lane, Settled, Source
from core.regions import within
from core.schedule import DueKind, Schedule

NUMBER_KIND = "news"
PREFIX = "KD"
"""Kabar daerah: news has the same prefix in every bureau."""
UNDO_TIME = timedelta(seconds=60)
PROGRESS_MS = 1_500
"""A reviewer's card is edited at most this often while deliveries move it."""
REVIEWERS = (GrantRole.SECRETARIAT, GrantRole.AUTHOR, GrantRole.COORDINATOR)
VISUAL = frozenset({MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.ANIMATION})
"""Files in which somebody can be recognised, and which have an author."""


class NewsState(StrEnum):
    WAITING = "waiting"  # for a reviewer
    ACCEPTED = "accepted"  # its publication is due
    PUBLISHED = "published"
    DECLINED = "declined"  # with a word for the sender, who may repair it
    WITHDRAWN = "withdrawn"  # by its sender


class Minors(StrEnum):
    """What the sender says about children in the pictures."""

    NONE = "none"
    CONSENT = "consent"
    NO_CONSENT = "no_consent"


class Field(StrEnum):
    """What a reviewer may ask about."""

    WHAT = "what"
    WHO = "who"
    PLACE = "place"
    DAY = "day"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Story:
    """One version of the news: people's words and files, and what is said about them in short.

    `kinds` are those of the files, in their order; `minors` is None when nobody can be seen.
    """

    content: Content
    kinds: tuple[MediaKind, ...]
    what: str
    place: str
    day: date
    who: str | None = None
    credit: str | None = None
    minors: Minors | None = None

    @property
    def runs(self) -> tuple[int, ...]:
        return runs(self.kinds)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One question of a reviewer that waits for its answer."""

    field: Field
    question: str
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RegionalUpdate:
    """`inquiry` is open while the sender has not answered; `reason` belongs to a declined one."""

    id: int
    bureau_id: int
    code: str
    state: NewsState
    sender_id: int
    unit_id: int
    version: int
    submitted_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    release_at: datetime | None = None
    published_at: datetime | None = None
    recipients: int = 0
    inquiry: Inquiry | None = None


@dataclass(frozen=True, slots=True)
class NewsTally:
    """How many people's copies of a published one are where; chats are counted apart."""

    queued: int = 0
    sent: int = 0
    failed: int = 0
    doubt: int = 0
    repeated: int = 0
    posted: int = 0
    """Chats in which it stands."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What was sent, and to whom it must be shown for review."""

    found: RegionalUpdate
    reviewers: list[Member]


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom a published one concerns: people seated in units of the region, of the kind, or in the bureau's own."""

    bureau_id: int
    region_code: str
    kind: str
    own_unit_id: int | None
    sender_id: int


class News(Protocol):
    async def add(
        self, bureau_id: int, number: int, code: str, sender_id: int, unit_id: int, story: Story, at: datetime
    ) -> int: ...

    async def submit_again(self, news_id: int, story: Story, at: datetime) -> bool:
        """The same number with a new version, at the end of the queue; False unless it came back to its sender."""
        ...

    async def get(self, news_id: int) -> RegionalUpdate | None: ...

    async def by_number(self, bureau_id: int, number: int) -> RegionalUpdate | None: ...

    async def story(self, news_id: int, version: int) -> Story: ...

    async def move(
        self,
        news_id: int,
        old: NewsState,
        new: NewsState,
        *,
        decided_by: int | None = None,
        decided_at: datetime | None = None,
        reason: str | None = None,
        release_at: datetime | None = None,
    ) -> bool:
        """From one state to the next; an open question is closed. False when it was not in `old` any more."""
        ...

    async def inquire(self, news_id: int, inquiry: Inquiry | None) -> None:
        """Opens a question, or (None) closes it."""
        ...

    async def revise(self, news_id: int, story: Story, by: int, at: datetime) -> int:
        """Keeps the next version beside the old ones and closes the question; returns its number."""
        ...

    async def waiting(self, bureau_id: int) -> list[RegionalUpdate]:
        """For review, oldest first."""
        ...

    async def place_in_queue(self, news_id: int) -> int:
        """How many of its bureau wait up to and with this one."""
        ...

    async def published(self, bureau_id: int, first: int, limit: int) -> list[RegionalUpdate]:
        """Newest first, `first` left out at the beginning."""
        ...

    async def fan_out(self, news_id: int, readers: Readers, parts: int, now: datetime) -> int:
        """Writes one delivery a person and marks it published at `now`; returns how many. People without a way to
        them get a delivery that has failed already, with its reason. Two statements, however many people."""
        ...

    async def post(self, news_id: int, address_ids: Sequence[int], parts: int) -> None:
        """Writes one delivery for each of these addresses of chats; one statement however many."""
        ...

    async def tally(self, news_id: int) -> NewsTally: ...


class Work(chats.Work, Protocol):
    """What news needs of a unit of work."""

    @property
    def news(self) -> News: ...
    @property
    def numbers(self) -> Numbers: ...
    @property
    def schedule(self) -> Schedule: ...


# --- the sender


async def submit(
    uow: Work, sender: Member, unit_id: int, story: Story, now: datetime, *, again: int | None = None
) -> Submission:
    """Sends a draft to the reviewers under a number; `again` is the id of one that came back, which keeps its own.

    Raises Refusal for somebody who has left the unit, and when nobody may review.
    """
    unit = await _demand_seat(uow, sender, unit_id)
    if story.minors is Minors.NO_CONSENT and VISUAL.intersection(story.kinds):
        raise Refusal("news.consent_needed")
    reviewers = await reviewers_for(uow, unit, sender.person.id, now)
    if not reviewers:
        raise Refusal("news.nobody_reviews")
    if again is None:
        number = await uow.numbers.next(unit.bureau_id, NUMBER_KIND)
        code = f"{PREFIX}-{number:04d}"
        made = await uow.news.add(unit.bureau_id, number, code, sender.person.id, unit.id, story, now)
    else:
        made = (await _own(uow, sender, again)).id
        if not await uow.news.submit_again(made, story, now):
            raise Refusal("trouble.old_button")
    act = "news.submitted" if again is None else "news.submitted_again"
    await uow.audit.note(now, sender.person.id, act, "news", made)
    return Submission(await _must(uow, made), reviewers)


async def withdraw(uow: Work, by: Member, news_id: int, now: datetime) -> RegionalUpdate:
    """[Tarik kembali] by its sender, as long as it has not left."""
    found = await _own(uow, by, news_id)
    if found.state is NewsState.PUBLISHED:
        raise Refusal("news.published_already", code=found.code)
    if found.state is NewsState.ACCEPTED and not await uow.schedule.drop(DueKind.NEWS, found.id):
        raise Refusal("news.published_already", code=found.code)
    if found.state not in (NewsState.WAITING, NewsState.ACCEPTED):
        raise Refusal("trouble.old_button")
    await _move(uow, found, NewsState.WITHDRAWN, by, now)
    await uow.audit.note(now, by.person.id, "news.withdrawn", "news", found.id)
    await touch(uow, found)
    return await _must(uow, found.id)


async def answer(
    uow: Work, by: Member, news_id: int, version: int, value: str | date | None, now: datetime
) -> RegionalUpdate:
    """The sender's answer to the open question: the next version; None leaves everything as it was."""
    found = await _demand_question(uow, by, news_id, version)
    assert found.inquiry is not None
    if value is None:
        await uow.news.inquire(found.id, None)
        await uow.audit.note(now, by.person.id, "news.skipped", "news", found.id)
    else:
        story = await uow.news.story(found.id, found.version)
        changed = _with(story, found.inquiry.field, value)
        await uow.news.revise(found.id, changed, by.person.id, now)
        await uow.audit.note(now, by.person.id, "news.answered", "news", found.id)
    asker = await uow.members.member(found.inquiry.by, now)
    await uow.cards.touch(Subject.REVIEW, found.id, lane=Lane.REPLY)
    if asker is not None:
        await uow.cards.show(asker.address.id, Subject.REVIEW, found.id, anew=True)
    return await _must(uow, found.id)


def _with(story: Story, field: Field, value: str | date) -> Story:
    match field, value:
        case Field.DAY, date() as day:
            return replace(story, day=day)
        case Field.WHAT, str(words):
            return replace(story, what=words)
        case Field.WHO, str(words):
            return replace(story, who=words)
        case Field.PLACE, str(words):
            return replace(story, place=words)
        case Field.CREDIT, str(words):
            return replace(story, credit=words)
        case _:
            raise TypeError("a value of another kind than its field")


def value_of(story: Story, field: Field) -> str | date | None:
    """What a version says in this field."""
    value: str | date | None = getattr(story, field.value)
    return value


# --- the reviewers


async def reviewers_for(uow: Work, unit: Unit, sender_id: int, now: datetime) -> list[Member]:
    """Secretariat and authors of the bureau and the coordinators of the unit's region, each once; not the sender,
    unless nobody else is there: an office of one reviews its own."""
    everyone = await uow.members.with_grants(unit.bureau_id, REVIEWERS, now)
    found = [one for one in everyone if may_review(one, unit)]
    return [one for one in found if one.person.id != sender_id] or found


def may_review(who: Member, unit: Unit) -> bool:
    """A coordinator's region is that of the units where they sit."""
    if who.has(GrantRole.SECRETARIAT, unit.bureau_id) or who.has(GrantRole.AUTHOR, unit.bureau_id):
        return True
    return who.has(GrantRole.COORDINATOR, unit.bureau_id) and any(
        within(unit.region_code, seat.unit.region_code) for seat in who.seats
    )


def reviews_somewhere(who: Member) -> bool:
    return any(who.has(role) for role in REVIEWERS)


async def accept(uow: Work, by: Member, news_id: int, version: int, now: datetime) -> RegionalUpdate:
    """[Terima]: publication is due after the pause. Raises Refusal with who was first."""
    found = await demand_review(uow, by, news_id, version, now)
    release_at = now + UNDO_TIME
    await _move(uow, found, NewsState.ACCEPTED, by, now, release_at=release_at)
    await uow.schedule.add(DueKind.NEWS, found.id, release_at)
    await uow.audit.note(now, by.person.id, "news.accepted", "news", found.id, {"version": version})
    await touch(uow, found)
    return await _must(uow, found.id)


async def undo(uow: Work, by: Member, news_id: int, now: datetime) -> RegionalUpdate:
    """[Urungkan] while the pause lasts, by whoever may review: it waits again."""
    found = await _must(uow, news_id)
    await _demand_right(uow, by, found)
    if not await uow.schedule.drop(DueKind.NEWS, found.id):
        raise Refusal("news.published_already", code=found.code)
    await uow.news.move(found.id, NewsState.ACCEPTED, NewsState.WAITING)
    await uow.audit.note(now, by.person.id, "news.undone", "news", found.id)
    await touch(uow, found)
    return await _must(uow, found.id)


async def hasten(uow: Work, by: Member, news_id: int, now: datetime) -> None:
    """[Kirim sekarang]: the pause is over."""
    found = await _must(uow, news_id)
    await _demand_right(uow, by, found)
    if found.state is not NewsState.ACCEPTED or not await uow.schedule.drop(DueKind.NEWS, found.id):
        raise Refusal("news.published_already", code=found.code)
    await uow.schedule.add(DueKind.NEWS, found.id, now)


async def ask(
    uow: Work, by: Member, news_id: int, version: int, field: Field, question: str, now: datetime
) -> RegionalUpdate:
    """[Perbaiki]: one question to the sender about one field."""
    found = await demand_review(uow, by, news_id, version, now)
    if found.inquiry is not None:
        raise Refusal("news.asked_already", code=found.code)
    await uow.news.inquire(found.id, Inquiry(field, question, by.person.id, now))
    await uow.audit.note(now, by.person.id, "news.asked", "news", found.id, {"field": field.value})
    await uow.cards.touch(Subject.REVIEW, found.id, lane=Lane.REPLY)
    return await _must(uow, found.id)


async def decline(uow: Work, by: Member, news_id: int, version: int, reason: str, now: datetime) -> RegionalUpdate:
    """[Tolak], with a word for the sender."""
    found = await demand_review(uow, by, news_id, version, now)
    await _move(uow, found, NewsState.DECLINED, by, now, reason=reason)
    await uow.audit.note(now, by.person.id, "news.declined", "news", found.id)
    await touch(uow, found)
    return await _must(uow, found.id)


async def demand_review(uow: Work, by: Member, news_id: int, version: int, now: datetime) -> RegionalUpdate:
    """The news, when this person may decide on this version of it now."""
    found = await _must(uow, news_id)
    unit = await _demand_right(uow, by, found)
    if found.sender_id == by.person.id:
        others = await reviewers_for(uow, unit, by.person.id, now)
        if [one.person.id for one in others] != [by.person.id]:
            raise Refusal("news.own_review")
    await _demand_undecided(uow, by, found, now)
    if found.state is not NewsState.WAITING:
        raise Refusal("trouble.old_button")
    if found.version != version:
        raise Refusal("news.revised", code=found.code)
    return found


# --- leaving


async def publish(uow: Work, news_id: int, parts: int, now: datetime) -> None:
    """The due row: reads the reviewer's right again and fans out; without it the news waits again."""
    found = await uow.news.get(news_id)
    if found is None or found.state is not NewsState.ACCEPTED:
        return
    unit = await uow.units.unit(found.unit_id)
    reviewer = await uow.members.member(found.decided_by, now) if found.decided_by is not None else None
    if unit is None or reviewer is None or not may_review(reviewer, unit):
        await uow.news.move(found.id, NewsState.ACCEPTED, NewsState.WAITING)
        await uow.audit.note(now, None, "news.acceptance_lapsed", "news", found.id)
        await touch(uow, found)
        return
    bureau = await uow.units.bureau(found.bureau_id)
    readers = Readers(found.bureau_id, unit.region_code, unit.kind.value, bureau.unit_id, found.sender_id)
    people = await uow.news.fan_out(found.id, readers, parts, now)
    concerned = await chats.of_unit(uow, unit)
    if concerned:
        await uow.news.post(found.id, [chat.address_id for chat in concerned], parts)
    counts: JsonObject = {"people": people, "chats": len(concerned)}
    await uow.audit.note(now, None, "news.published", "news", found.id, counts)
    await touch(uow, found)
    sender = await uow.members.member(found.sender_id, now)
    if sender is not None:
        await uow.cards.show(sender.address.id, Subject.NEWS_THANKS, found.id)


async def follow(uow: Work, settled: Sequence[Settled], now_ms: int) -> None:
    """Follows deliveries: the reviewers' cards are edited within a moment, once for many."""
    for news_id in {one.row.source_id for one in settled if one.row.source is Source.NEWS}:
        await uow.cards.touch(Subject.REVIEW, news_id, lane=Lane.BACKGROUND, not_before_ms=now_ms + PROGRESS_MS)


async def touch(uow: Work, found: RegionalUpdate) -> None:
    """Its state changed: the sender's and the reviewers' cards follow at once, and the places in the queue."""
    await uow.cards.touch(Subject.NEWS, found.id, lane=Lane.REPLY)
    await uow.cards.touch(Subject.REVIEW, found.id, lane=Lane.REPLY)
    behind = [one.id for one in await uow.news.waiting(found.bureau_id) if one.submitted_at >= found.submitted_at]
    await uow.cards.touch_each(Subject.NEWS, [one for one in behind if one != found.id], lane=Lane.BACKGROUND)


# ---


async def _demand_seat(uow: Work, by: Member, unit_id: int) -> Unit:
    """The unit, when this person speaks for it: by a seat, or by a right in the bureau that works there."""
    unit = await uow.units.unit(unit_id)
    if unit is None:
        raise Refusal("trouble.old_button")
    if unit_id in {seat.unit.id for seat in by.seats}:
        return unit
    bureau = await uow.units.bureau(unit.bureau_id)
    if bureau.unit_id == unit_id and any(held == unit.bureau_id for held, _ in by.grants):
        return unit
    raise Refusal("news.left_unit", unit=unit.name)


async def _demand_right(uow: Work, by: Member, found: RegionalUpdate) -> Unit:
    unit = await uow.units.unit(found.unit_id)
    if unit is None or not may_review(by, unit):
        raise Refusal("trouble.not_allowed", role=GrantRole.SECRETARIAT.value)
    return unit


async def _demand_question(uow: Work, by: Member, news_id: int, version: int) -> RegionalUpdate:
    found = await _own(uow, by, news_id)
    await _demand_seat(uow, by, found.unit_id)
    if found.state is not NewsState.WAITING or found.inquiry is None or found.version != version:
        raise Refusal("news.question_closed", code=found.code)
    return found


async def _demand_undecided(uow: Work, by: Member, found: RegionalUpdate, now: datetime) -> None:
    """Raises Refusal with who was first, when somebody else was."""
    if found.state in (NewsState.ACCEPTED, NewsState.PUBLISHED, NewsState.DECLINED) and found.decided_by is not None:
        first = await uow.members.member(found.decided_by, now)
        if first is not None and found.decided_at is not None and first.person.id != by.person.id:
            raise Refusal("news.decided_already", code=found.code, by=first.person, at=found.decided_at)


async def _own(uow: Work, by: Member, news_id: int) -> RegionalUpdate:
    found = await _must(uow, news_id)
    if found.sender_id != by.person.id:
        raise Refusal("trouble.old_button")
    return found


async def _move(
    uow: Work,
    found: RegionalUpdate,
    new: NewsState,
    by: Member,
    now: datetime,
    *,
    reason: str | None = None,
    release_at: datetime | None = None,
) -> None:
    moved = await uow.news.move(
        found.id,
        found.state,
        new,
        decided_by=by.person.id,
        decided_at=now,
        reason=reason,
        release_at=release_at,
    )
    if not moved:  # somebody was faster by a moment
        await _demand_undecided(uow, by, await _must(uow, found.id), now)
        raise Refusal("trouble.old_button")


async def _must(uow: Work, news_id: int) -> RegionalUpdate:
    found = await uow.news.get(news_id)
    if found is None:
        raise Refusal("trouble.old_button")
    return found
