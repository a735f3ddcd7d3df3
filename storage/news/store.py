"""The record of news and of every version of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, func, insert, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.channels import MediaKind
from core.codec import dump, load
from core.news import Field, Inquiry, Minors, NewsState, NewsTally, Readers, RegionalUpdate, Story
from core.outbox import Source, State
from storage.content import content_of, stored
from storage.news import release
from storage.statements import AnyRow
from storage.tables import chats, news, news_versions, outbox

_WAITING = news.c.state == literal_column("'waiting'")
_PUBLISHED = news.c.state == literal_column("'published'")
"""Said as the partial indexes say it."""
_BACK = (NewsState.DECLINED.value, NewsState.WITHDRAWN.value)


class NewsStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, bureau_id: int, number: int, code: str, sender_id: int, unit_id: int, story: Story, at: datetime
    ) -> int:
        new = insert(news).values(
            bureau_id=bureau_id,
            number=number,
            code=code,
            state=NewsState.WAITING.value,
            sender_id=sender_id,
            unit_id=unit_id,
            submitted_at=at,
        )
        made: int = (await self._connection.execute(new.returning(news.c.id))).scalar_one()
        await self._keep(made, 1, story, sender_id, at)
        return made

    async def submit_again(self, news_id: int, story: Story, at: datetime) -> bool:
        back = (news.c.id == news_id) & news.c.state.in_(_BACK)
        waiting = update(news).where(back).values(state=NewsState.WAITING.value, submitted_at=at, **_undecided())
        row = await self._next(waiting.values(version=news.c.version + 1))
        if row is None:
            return False
        await self._keep(news_id, row.version, story, row.sender_id, at)
        return True

    async def get(self, news_id: int) -> RegionalUpdate | None:
        return await self._one(select(news).where(news.c.id == news_id))

    async def by_number(self, bureau_id: int, number: int) -> RegionalUpdate | None:
        return await self._one(select(news).filter_by(bureau_id=bureau_id, number=number))

    async def story(self, news_id: int, version: int) -> Story:
        """Raises NoResultFound for a version that there is not."""
        wanted = select(news_versions).filter_by(news_id=news_id, version=version)
        return _story_of((await self._connection.execute(wanted)).one())

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
        """What is not given is forgotten: an acceptance that was undone leaves no name behind."""
        given = {"decided_by": decided_by, "decided_at": decided_at, "reason": reason, "release_at": release_at}
        here = (news.c.id == news_id) & (news.c.state == old.value)
        moved = update(news).where(here).values(_undecided() | given | {"state": new.value})
        return (await self._connection.execute(moved)).rowcount == 1

    async def inquire(self, news_id: int, inquiry: Inquiry | None) -> None:
        await self._connection.execute(update(news).where(news.c.id == news_id).values(_asked(inquiry)))

    async def revise(self, news_id: int, story: Story, by: int, at: datetime) -> int:
        raised = update(news).where(news.c.id == news_id).values(_asked(None))
        row = await self._next(raised.values(version=news.c.version + 1))
        if row is None:
            raise LookupError("there is no such news")
        await self._keep(news_id, row.version, story, by, at)
        return int(row.version)

    async def waiting(self, bureau_id: int) -> list[RegionalUpdate]:
        asked = select(news).where(news.c.bureau_id == bureau_id, _WAITING)
        return await self._many(asked.order_by(news.c.submitted_at, news.c.id))

    async def place_in_queue(self, news_id: int) -> int:
        this = news.alias("this")
        earlier = (news.c.submitted_at < this.c.submitted_at) | (
            (news.c.submitted_at == this.c.submitted_at) & (news.c.id <= this.c.id)
        )
        before = (
            select(func.count())
            .select_from(news.join(this, this.c.bureau_id == news.c.bureau_id))
            .where(this.c.id == news_id, _WAITING, earlier)
        )
        return int((await self._connection.execute(before)).scalar_one())

    async def published(self, bureau_id: int, first: int, limit: int) -> list[RegionalUpdate]:
        seen = select(news).where(news.c.bureau_id == bureau_id, _PUBLISHED)
        newest_first = seen.order_by(news.c.published_at.desc(), news.c.id.desc())
        return await self._many(newest_first.offset(first).limit(limit))

    async def fan_out(self, news_id: int, readers: Readers, parts: int, now: datetime) -> int:
        return await release.fan_out(self._connection, news_id, readers, parts, now)

    async def post(self, news_id: int, address_ids: Sequence[int], parts: int) -> None:
        await release.post(self._connection, news_id, address_ids, parts)

    async def tally(self, news_id: int) -> NewsTally:
        """One statement."""
        posted = outbox.c.address_id.in_(select(chats.c.address_id)).label("posted")
        repeated = func.count().filter(outbox.c.repeats > 0).label("repeated")
        counted = (
            select(outbox.c.state, posted, func.count().label("rows"), repeated)
            .where(outbox.c.source == Source.NEWS.value, outbox.c.source_id == news_id, outbox.c.occurrence == 0)
            .group_by(outbox.c.state, posted)
        )
        everything = (await self._connection.execute(counted)).all()
        rows = [row for row in everything if not row.posted]
        counts = {State(row.state): row.rows for row in rows}
        return NewsTally(
            queued=counts.get(State.QUEUED, 0) + counts.get(State.SENDING, 0),
            sent=counts.get(State.SENT, 0),
            failed=counts.get(State.FAILED, 0),
            doubt=counts.get(State.DOUBT, 0),
            repeated=sum(row.repeated for row in rows),
            posted=sum(row.rows for row in everything if row.posted and row.state == State.SENT.value),
        )

    async def _keep(self, news_id: int, version: int, story: Story, by: int, at: datetime) -> None:
        of_version = {"news_id": news_id, "version": version, "created_by": by, "created_at": at}
        await self._connection.execute(insert(news_versions).values(**of_version, **_columns(story)))

    async def _next(self, raised: object) -> AnyRow | None:
        returned = raised.returning(news.c.version, news.c.sender_id)  # type: ignore[attr-defined]
        row: AnyRow | None = (await self._connection.execute(returned)).one_or_none()
        return row

    async def _one(self, query: Select[*tuple[object, ...]]) -> RegionalUpdate | None:
        row = (await self._connection.execute(query)).one_or_none()
        return _update_of(row) if row else None

    async def _many(self, query: Select[*tuple[object, ...]]) -> list[RegionalUpdate]:
        return [_update_of(row) for row in await self._connection.execute(query)]


def _undecided() -> dict[str, object]:
    return dict.fromkeys(("decided_by", "decided_at", "reason", "release_at")) | _asked(None)


def _asked(inquiry: Inquiry | None) -> dict[str, object]:
    if inquiry is None:
        return dict.fromkeys(("asked_field", "question", "asked_by", "asked_at"))
    return {
        "asked_field": inquiry.field.value,
        "question": inquiry.question,
        "asked_by": inquiry.by,
        "asked_at": inquiry.at,
    }


def _columns(story: Story) -> Mapping[str, object]:
    return {
        **stored(story.content),
        "kinds": dump([kind.value for kind in story.kinds]),
        "what": story.what,
        "who": story.who,
        "place": story.place,
        "day": story.day,
        "credit": story.credit,
        "minors": story.minors.value if story.minors else None,
    }


def _story_of(row: AnyRow) -> Story:
    kinds = load(row.kinds)
    return Story(
        content_of(row),
        tuple(MediaKind(str(kind)) for kind in (kinds if isinstance(kinds, list) else [])),
        what=row.what,
        place=row.place,
        day=row.day,
        who=row.who,
        credit=row.credit,
        minors=Minors(row.minors) if row.minors else None,
    )


def _update_of(row: AnyRow) -> RegionalUpdate:
    return RegionalUpdate(
        id=row.id,
        bureau_id=row.bureau_id,
        code=row.code,
        state=NewsState(row.state),
        sender_id=row.sender_id,
        unit_id=row.unit_id,
        version=row.version,
        submitted_at=row.submitted_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
        release_at=row.release_at,
        published_at=row.published_at,
        recipients=row.recipients,
        inquiry=Inquiry(Field(row.asked_field), row.question, row.asked_by, row.asked_at) if row.question else None,
    )
