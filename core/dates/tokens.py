"""A text cut into words, numbers and signs."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from core.dates.normal import Normal

_TOKEN = re.compile(r"(?P<number>[0-9]+)|(?P<word>[^\W\d_]+)|(?P<sign>[^\w\s])|(?P<line>\n)", re.ASCII)
LONGEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Token:
    """`number` is None for all but short runs of digits. `glued`: nothing stands between it and the one before."""

    text: str
    start: int
    end: int
    glued: bool
    number: int | None = None

    @property
    def digits(self) -> int:
        return len(self.text) if self.number is not None else 0


_NONE = Token("", -1, -1, glued=False)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Looking beyond either end finds an empty token."""

    all: tuple[Token, ...]

    def __getitem__(self, at: int) -> Token:
        return self.all[at] if 0 <= at < len(self.all) else _NONE

    def number(self, at: int, most_digits: int = 2) -> int | None:
        """The number there, if it has no more digits."""
        token = self[at]
        return token.number if 0 < token.digits <= most_digits else None

    def phrase(self, at: int, phrases: Collection[tuple[str, ...]]) -> int:
        """How many tokens the longest of these phrases takes here; 0 for none."""
        fitting = (one for one in phrases if all(self[at + nth].text == word for nth, word in enumerate(one)))
        return max(map(len, fitting), default=0)


def tokens(normal: Normal) -> Tokens:
    found: list[Token] = []
    for match in _TOKEN.finditer(normal.text):
        glued = bool(found) and found[-1].end == match.start()
        short = match["number"] is not None and len(match["number"]) <= LONGEST_NUMBER
        found.append(Token(match.group(), match.start(), match.end(), glued, int(match.group()) if short else None))
    return Tokens(tuple(found))
