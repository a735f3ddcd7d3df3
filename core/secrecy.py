"""What this program is no channel for: texts marked secret are neither kept nor sent on, not even for a moment."""

import re

_MARKED = re.compile(r"\bRAHASIA\b")
_LETTER = re.compile(r"^\s*sifat\s*:\s*(?:sangat\s+)?rahasia\b", re.MULTILINE | re.IGNORECASE)

INSTEAD = "RAHASIA"
"""What is kept in the place of such a text, so that its sender can be told."""


def is_secret(text: str) -> bool:
    """Marked by the word in capitals, or by the letter's own "Sifat: Rahasia"."""
    return bool(_MARKED.search(text) or _LETTER.search(text))
