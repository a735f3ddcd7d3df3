"""How one announcement becomes messages: pieces of the words, the files, and the card with code and buttons.

The plan follows from the content alone, so it is the same at release and at every sending.
"""

from dataclasses import dataclass

from core.announcements import Content
from core.channels import RichText
from core.codec import utf16_length
from core.pieces import pieces

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CARD_ROOM = 400
"""What is kept free for the card (code, version, office, time) where it stands under the words."""
MAX_BODY = 12_000
"""Longer words than this are a file, not a message. UTF-16 units, as all limits here."""


NO_WORDS = RichText("")


@dataclass(frozen=True, slots=True)
class Part:
    """One message. `words` and files are people's own; `card` says that code and buttons stand under them."""

    words: RichText = NO_WORDS
    with_files: bool = False
    card: bool = False


def plan(content: Content) -> tuple[Part, ...]:
    """One message when words and card fit together; else the words (or the files), then the card by itself.

    An album carries no buttons, so its card always stands by itself.
    """
    if content.media:
        return _with_files(content)
    return _closed([Part(piece) for piece in pieces(content.body, TEXT_LIMIT)], TEXT_LIMIT)


def _with_files(content: Content) -> tuple[Part, ...]:
    length = utf16_length(content.body.text)
    if length <= CAPTION_LIMIT:
        files = Part(content.body, with_files=True)
        return (files, Part(card=True)) if len(content.media) > 1 else _closed([files], CAPTION_LIMIT)
    words = [Part(piece) for piece in pieces(content.body, TEXT_LIMIT)]
    return _closed([Part(with_files=True), *words], TEXT_LIMIT)


def _closed(parts: list[Part], limit: int) -> tuple[Part, ...]:
    """The parts with their card: under the last one where it fits, else a message of its own."""
    last = parts[-1]
    if utf16_length(last.words.text) + CARD_ROOM <= limit:
        return (*parts[:-1], Part(last.words, last.with_files, card=True))
    return (*parts, Part(card=True))
