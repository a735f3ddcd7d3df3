"""Who did what, when: only ever appended."""

from datetime import datetime
from typing import Protocol

from core.codec import JsonObject


class Audit(Protocol):
    async def note(
        self,
        at: datetime,
        actor_id: int | None,
        act: str,
        subject: str,
        subject_id: int,
        detail: JsonObject | None = None,
    ) -> None:
        """`act` is past tense in the field's word ("announcement.approved"); `actor_id` None: the program itself.

        `detail` holds ids and short values; of people's words only the reason that somebody gave for a decision.
        """
        ...
