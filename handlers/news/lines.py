"""What is typed into one line or as a day, read alike by the draft and by answers to a reviewer."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from core.codec import clean_name
from core.dates.answers import Choice, Reason, Unreadable, When
from core.dates.reading import read
from core.secrecy import is_secret
from core.words import plain, visible
from handlers.context import DEFAULT_ZONE
from handlers.forms import Rejected, Typed
from handlers.texts import id as t
from handlers.texts.speech import Say, say

LONGEST_HEADLINE = 80
SHORTEST_CLAUSE = 40
DANGLING_DAY = re.compile(
    r",? [(]?(?:pada )?(?:hari )?(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu)$", re.IGNORECASE
)
LONGEST = {"what": 120, "who": 200, "place": 120, "credit": 60}
"""Characters; what stands on every copy leaves room for the card under a caption."""


def line(given: Typed, field: str, why: Say) -> str | Rejected:
    """The words in one line; `why` is told when there are none."""
    words = given.line
    if not visible(words) or given.said.other is not None:
        return Rejected(why)
    if is_secret(words):
        return Rejected(say(t.announcements.secret))
    if len(words) > LONGEST[field]:
        return Rejected(say(t.news.words_too_long, limit=LONGEST[field]))
    return words


def headline(body: str) -> str:
    """What a text is about: its first sentence, or as many of its clauses or words as fit into a line."""
    first = re.split(r"(?<=[^\W\d_]{2})[.?!](?=\s|$)|\n", body.strip(), maxsplit=1)[0]
    words = clean_name(first).strip(" .,;:")
    if len(words) <= LONGEST_HEADLINE:
        return words
    whole = re.match(rf".{{{SHORTEST_CLAUSE},{LONGEST_HEADLINE}}}(?=[,;:] | [(–—])", words)
    if whole:
        return DANGLING_DAY.sub("", whole[0])
    cut = words[:LONGEST_HEADLINE].rsplit(" ", 1)[0]
    return f"{cut.strip(' .,;:')} …"


def day(given: Typed, today: date) -> date | Rejected:
    """News is mostly of what has been: of days without a year the nearest is meant."""
    noon = datetime.combine(today, time(12), ZoneInfo(DEFAULT_ZONE))
    match read(given.text, noon, DEFAULT_ZONE, past=True):
        case When(start):
            return _day_of(start)
        case Choice(candidates):
            days = [*dict.fromkeys(_day_of(one.start) for one in candidates)]
            return days[0] if len(days) == 1 else Rejected(say(t.news.which_day, days=[f"{one}" for one in days]))
        case Unreadable(Reason.WEEKDAY_MISMATCH, (written, *_)):
            return Rejected(say(t.news.weekday_differs, written=plain(given.text), day=written.isoformat()))
        case Unreadable(Reason.NO_SUCH_DATE | Reason.NO_SUCH_MONTH):
            return Rejected(say(t.news.no_such_day, written=plain(given.text)))
        case Unreadable():
            return Rejected(say(t.news.not_a_day))


def _day_of(start: datetime | date) -> date:
    return start.date() if isinstance(start, datetime) else start
