"""A text made comparable letter by letter, so that what is found in it can be pointed at in the original."""

import unicodedata
from dataclasses import dataclass

_APOSTROPHES = "'`\u00b4\u2018\u2019\u02bc"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff"
_GONE = frozenset(_APOSTROPHES + _UNSEEN)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


@dataclass(frozen=True, slots=True)
class Normal:
    """`text` in small letters, of usual width, without what is not seen; `places` says where each letter came from."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original behind `text[start:end]`, which is not empty."""
        return self.places[start], self.places[end - 1] + 1


def normal(text: str) -> Normal:
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char in _GONE:
            continue
        shown = unicodedata.normalize("NFKC", char).translate(_DASHES).lower()
        letters.append(shown)
        places.extend([place] * len(shown))
    return Normal("".join(letters), tuple(places))
