"""How a text with files becomes messages: pieces of the words, the files, and the card with code and buttons.

The plan follows from the content alone, so it is the same at release and at every sending.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from core.channels import RichText
from core.codec import utf16_length
from core.media import Content, runs
from core.pieces import pieces

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CARD_ROOM = 400
"""What is kept free for the card (code, version, office, time) where it stands under the words."""
MAX_BODY = 12_000
"""Longer words than this are a file, not a message. UTF-16 units, as all limits here."""

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

T = TypeVar("T")

NO_WORDS = RichText("")


@dataclass(frozen=True, slots=True)
class Part:
    """One message. `words` and files are people's own; `card` says that code and buttons stand under them.

    The files are `count` of the content's, from `first` on.
    """

    words: RichText = NO_WORDS
    first: int = 0
    count: int = 0
    card: bool = False

    @property
    def with_files(self) -> bool:
        return self.count > 0

    def taken(self, files: Sequence[T]) -> tuple[T, ...]:
        """Those of the content's files that go with this message."""
        return tuple(files[self.first : self.first + self.count])


def breaks_a_link(text: str) -> bool:
    """Whether a link in it is as long as a message: it would arrive in two, and lead nowhere."""
    return any(utf16_length(link[0]) >= TEXT_LIMIT for link in _LINK.finditer(text))


def plan(content: Content, sizes: Sequence[int] = ()) -> tuple[Part, ...]:
    """One message when words and card fit together; else the words (or the files), then the card by itself.

    `sizes` are those of the stretches of files that may stand in one message; by default their kinds say it. An album
    carries no buttons, so its card always stands by itself.
    """
    if content.media:
        return _with_files(content, sizes or runs(content.kinds) or (len(content.media),))
    return _closed([Part(piece) for piece in pieces(content.body, TEXT_LIMIT)])


def _with_files(content: Content, sizes: Sequence[int]) -> tuple[Part, ...]:
    files = [Part(first=sum(sizes[:place]), count=count) for place, count in enumerate(sizes)]
    if utf16_length(content.body.text) <= CAPTION_LIMIT:
        return _closed([replace(files[0], words=content.body), *files[1:]])
    return _closed([*files, *(Part(piece) for piece in pieces(content.body, TEXT_LIMIT))])


def _closed(parts: list[Part]) -> tuple[Part, ...]:
    """The parts with their card: under the last one where it fits, else a message of its own."""
    last = parts[-1]
    limit = CAPTION_LIMIT if last.with_files else TEXT_LIMIT
    if last.count < 2 and utf16_length(last.words.text) + CARD_ROOM <= limit:
        return (*parts[:-1], replace(last, card=True))
    return (*parts, Part(card=True))
