"""How the crowd answers invitations: most come, some send somebody, a few cannot. Drawn from the meeting and the unit,
so the same after a restart."""

from dataclasses import dataclass
from random import Random

from core.meetings import Rsvp
from handlers.texts.id import labels

OUT_OF_TEN = (Rsvp.DECLINED, *[Rsvp.DELEGATED] * 2, *[Rsvp.ATTENDING] * 7)
"""What ten units answer."""
DELEGATES = ("Sari", "Bagus", "Mira", "Yohanes", "Fatimah", "Rendra", "Melati", "Anwar")
TITLES = ("Kasi Humas", "Sekretaris", "Kabid IKP", "Pranata Humas", "Kasubbag Umum")
LABELS = {
    Rsvp.ATTENDING: labels.attending(),
    Rsvp.DELEGATED: labels.delegated(),
    Rsvp.DECLINED: labels.declined(),
}


@dataclass(frozen=True, slots=True)
class Invited:
    """To this meeting."""

    meeting_id: int


@dataclass(frozen=True, slots=True)
class Follow:
    """What is asked after an answer: who comes, or why not. `form_id` tells which question that is."""

    form_id: int
    who: bool


def choice(about: Invited, unit: str) -> Rsvp:
    return Random(f"{about} {unit}").choice(OUT_OF_TEN)


def delegate(about: Follow, unit: str) -> str:
    """Name and title, as an officer types them."""
    chance = Random(f"{about} {unit}")
    return f"{chance.choice(DELEGATES)}, {chance.choice(TITLES)}"
