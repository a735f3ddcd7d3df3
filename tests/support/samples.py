"""What people send, from `tests/data`; and how the app on a phone sends it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.simulator import Object

DATA = Path(__file__).parents[1] / "data"
FULL = 4096
CAPTION = 1024


@dataclass(frozen=True, slots=True)
class Nasty:
    """`expect`: what should become of it, in words."""

    id: str
    kind: str
    text: str
    expect: str


def samples(name: str) -> list[Object]:
    found: list[Any] = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    return found


def nasty_texts() -> list[Nasty]:
    return [Nasty(one["id"], one["kind"], one["text"], one["expect"]) for one in samples("nasty_texts")]


def units(text: str) -> int:
    """Its length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def messages(text: str) -> list[str]:
    """As the app sends a text: trimmed, and cut where a message is full, between lines if there are any."""
    text, parts = text.strip(), []
    while units(text) > FULL:
        full = next(at for at in range(FULL, 0, -1) if units(text[:at]) <= FULL)
        cut = text.rfind("\n", 0, full) + 1 or text.rfind(" ", 0, full) + 1 or full
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text] if text else parts
