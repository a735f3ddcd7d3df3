"""What people send, from `tests/data`; and how the app on a phone sends it."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.bot import Phone
from tests.support.simulator import Object, Shown

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


TEXTS = [(one, message) for one in nasty_texts() for message in messages(one.text)]
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of text: with one of them, a name could rearrange a line of ours."""
COMMAND = "nasty-39"
DATED, TWO_DATES = "nasty-41", "nasty-49"
"""One names a day and an hour among its capitals, one names two."""
"""A /start with a payload that is too long."""


def clean(text: str) -> str:
    """As it stands in a line."""
    unseen = re.sub("[\u00ad\u200b\u2060\ufeff]", "", TURNING.sub("", text))
    return " ".join(re.sub("([\u0300-\u036f]{2})[\u0300-\u036f]+", r"\1", unseen).split())


async def asks(phone: Phone, text: str) -> Shown:
    """What the bot says to it, in lines that all read forward."""
    answer = await phone.answer_to(await phone.says(text))
    assert not answer.by_bot or not TURNING.search(answer.text)
    return answer
