"""Copies of published news as they leave: people's words and files, and whose they are."""

from collections import OrderedDict
from dataclasses import dataclass, field

from core.channels import File, Order, Send
from core.news import NewsState
from core.outbox import Row
from core.parts import Part, plan
from core.uow import UnitOfWork
from handlers import faces
from handlers.news.reading import footer
from handlers.notices import KNOWN_AT_ONCE, under
from handlers.texts import id as t
from handlers.texts.speech import Reader, Say, say


@dataclass(frozen=True, slots=True)
class Known:
    """What all copies share."""

    parts: tuple[Part, ...]
    files: tuple[File, ...]
    footer: Say


@dataclass(slots=True)
class Copies:
    """Renders deliveries; each news is read once for all of them, since what was published does not change."""

    _known: OrderedDict[tuple[int, str], Known] = field(default_factory=OrderedDict)

    async def render(self, uow: UnitOfWork, row: Row, reader: Reader) -> Order | None:
        known = await self._knows(uow, row.source_id, row.channel)
        if known is None or row.part >= len(known.parts):
            return None
        part = known.parts[row.part]
        files = part.taken(known.files)
        if not part.card:
            return Send(part.words, files, silent=True)
        lines = (known.footer, say(t.announcements.sent_again)) if row.repeats else (known.footer,)
        return Send(faces.words(under(part.words, lines), reader), files, silent=True)

    async def _knows(self, uow: UnitOfWork, news_id: int, channel: str) -> Known | None:
        key = (news_id, channel)
        if key not in self._known:
            known = await _read(uow, news_id, channel)
            if known is None:
                return None
            self._known[key] = known
            while len(self._known) > KNOWN_AT_ONCE:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


async def _read(uow: UnitOfWork, news_id: int, channel: str) -> Known | None:
    found = await uow.news.get(news_id)
    if found is None or found.state is not NewsState.PUBLISHED:
        return None
    story = await uow.news.story(found.id, found.version)
    files = await uow.media.files(channel, story.content.media)
    return Known(plan(story.content, story.runs), files, await footer(uow, found, story))
