"""What is typed into one line or as a day, read alike by the draft and by answers to a reviewer."""

import re
from datetime import date

from core import typed
from core.codec import clean_name
from core.secrecy import is_secret
from core.words import plain, visible
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
    match typed.day(given.text, today):
        case date() as found:
            return _nearest(found, plain(given.text), today)
        case typed.NoSuchDay(written):
            return Rejected(say(t.news.no_such_day, written=written))
        case typed.WeekdayDiffers(written, day_kept):
            return Rejected(say(t.news.weekday_differs, written=written, day=day_kept.isoformat()))
        case typed.NotADay():
            return Rejected(say(t.news.not_a_day))


def _nearest(found: date, written: str, today: date) -> date:
    """News is mostly of days past: one without a year is the nearest, not the next."""
    if re.search(r"[0-9]{4}", written) or (found.month, found.day) == (2, 29):
        return found
    return min(found, found.replace(year=found.year - 1), key=lambda one: abs((one - today).days))
