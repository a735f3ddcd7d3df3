"""The trail of a piece of news: what its acts are called, and how its code is typed."""

from core.news import RegionalUpdate
from core.trail import Matter
from core.uow import UnitOfWork
from handlers.context import Talk
from handlers.faces import Line
from handlers.news.reading import numbered
from handlers.trail import Traced

SUBJECT = "news"


async def _coded(talk: Talk, typed: str) -> Matter | None:
    found = await numbered(talk, typed)
    return await _matter_of(talk.uow, found) if found else None


async def _known(uow: UnitOfWork, news_id: int) -> Matter | None:
    found = await uow.news.get(news_id)
    return await _matter_of(uow, found) if found else None


async def _matter_of(uow: UnitOfWork, found: RegionalUpdate) -> Matter:
    story = await uow.news.story(found.id, found.version)
    return Matter(SUBJECT, found.id, found.code, story.what, found.bureau_id, found.sender_id)


async def _closing(uow: UnitOfWork, matter: Matter) -> list[Line]:
    return []


TRAIL = Traced(
    SUBJECT,
    {
        "news.submitted": "news.did_submit",
        "news.submitted_again": "news.did_submit_again",
        "news.withdrawn": "news.did_withdraw",
        "news.asked": "news.did_ask",
        "news.answered": "news.did_answer",
        "news.skipped": "news.did_skip",
        "news.accepted": "news.did_accept",
        "news.undone": "news.did_undo",
        "news.declined": "news.did_decline",
        "news.acceptance_lapsed": "news.acceptance_lapsed",
        "news.published": "news.did_publish",
    },
    _coded,
    _known,
    _closing,
)
