"""Words as people type them, made comparable: case, punctuation, short forms and slips of the thumb."""

import re
import unicodedata

from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = dict.fromkeys(map(ord, "'’‘`\u02bc\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_SHORT_FORMS = {
    "kab": "kabupaten",
    "kec": "kecamatan",
    "prov": "provinsi",
    "prop": "provinsi",
    "propinsi": "provinsi",
    "kep": "kepulauan",
    "bkl": "bengkulu",
}
_VOWELS = frozenset("aeiou")


def words(text: str) -> list[str]:
    """The words of `text` in small letters, with the common short forms of place names written out."""
    plain = unicodedata.normalize("NFKC", text).translate(_UNSEEN).casefold()
    return [_SHORT_FORMS.get(word, word) for word in _WORD.findall(plain)]


def likeness(typed: str, word: str) -> float:
    """How well `typed` can be meant as `word`: 1 the same, 0 not at all.

    A beginning ("beng"), a contraction without vowels ("lbg" for lebong) and a few typing errors count, from three
    letters on. Numbers are never guessed.
    """
    if typed == word:
        return 1.0
    if len(typed) < 3 or len(word) < 2 or any(map(str.isdigit, typed + word)):
        return 0.0
    if word.startswith(typed):
        return 0.9
    if _contracts(typed, word):
        return 0.85
    distance = OSA.distance(typed, word, score_cutoff=typing_errors(typed))
    return 1 - distance / len(typed) if distance <= typing_errors(typed) else 0.0


def typing_errors(typed: str) -> int:
    """How many letters may be wrong, missing, too many or swapped in a word of this length."""
    return min(2, (len(typed) + 2) // 5)


def _contracts(typed: str, word: str) -> bool:
    if typed[0] != word[0] or len(word) > 3 * len(typed) or not _VOWELS.isdisjoint(typed):
        return False
    rest = iter(word)
    return all(letter in rest for letter in typed)


def plain(text: str) -> str:
    """A command, a day or an hour as it was meant: full-width letters and digits as usual ones, nothing unseen."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_UNSEEN).split())


_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters that show nothing."""


def says_something(text: str) -> bool:
    """A letter or a digit is in it: a lone thumb is an answer, and tells nothing."""
    return any(char.isalnum() for char in text)


def visible(text: str) -> bool:
    return any(not char.isspace() and char.isprintable() and char not in _BLANKS for char in text)
