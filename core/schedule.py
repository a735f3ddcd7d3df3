"""Due rows: what must happen at a civil hour, kept in the database and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class DueKind(StrEnum):
    RELEASE = "announcement.release"
    NEWS = "news.publish"
    FORGET = "person.forget"
    PURGE = "machinery.purge"
    MEETING_RELEASE = "meeting.release"
    MEETING_CHANGE = "meeting.change"
    MEETING_DAY = "meeting.day_before"
    MEETING_HOUR = "meeting.hour_before"


@dataclass(frozen=True, slots=True)
class Due:
    id: int
    kind: DueKind
    subject_id: int
    due_at: datetime


class Schedule(Protocol):
    async def add(self, kind: DueKind, subject_id: int, due_at: datetime) -> None:
        """Adds a due row, or moves the one of this kind and subject."""
        ...

    async def drop(self, kind: DueKind, subject_id: int) -> bool:
        """Removes it; False when it is not there (any more)."""
        ...

    async def take(self, now: datetime, limit: int) -> list[Due]:
        """Removes and returns rows due at `now`, oldest first; their effect belongs in the same transaction."""
        ...
