"""Deep links into the private chat: what stands behind `start=`, and back.

A payload names a thing and no right: rights are checked in core when it arrives.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from core.codec import base36, from_base36


class Door(StrEnum):
    """What a link opens."""

    CODE = "kode"  # the card of one announcement, as if its code had been typed
    CHAT = "grup"  # the choice of a Kelompok for a chat


_PAYLOAD = re.compile(rf"^({'|'.join(Door)})_([0-9a-z]{{1,12}})$")
"""Shorter than the token of an invitation, so that none is mistaken for the other."""


@dataclass(frozen=True, slots=True)
class Links:
    username: str

    def start(self, payload: str = "") -> str:
        """Opens the private chat, with something to start with or without."""
        return f"https://t.me/{self.username}?start={payload}" if payload else f"https://t.me/{self.username}"

    def to(self, door: Door, number: int) -> str:
        return self.start(f"{door}_{base36(number)}")


def behind(payload: str) -> tuple[Door, int] | None:
    """None for what no link of ours says."""
    match = _PAYLOAD.match(payload)
    return (Door(match[1]), from_base36(match[2])) if match else None
