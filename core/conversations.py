"""Forms that wait for an answer: one open a person, the others set aside until they are taken up again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.codec import JsonObject


@dataclass(frozen=True, slots=True)
class Form:
    """A draft with holes, as stored. `shape` is the version of its fields; `turn` grows with each answer, and
    buttons carry it, so that a press on an older turn is known as such."""

    id: int
    person_id: int
    kind: str
    shape: int
    turn: int
    open: bool
    draft: JsonObject
    started_at: datetime


class Forms(Protocol):
    async def open_of(self, person_id: int) -> Form | None: ...

    async def waiting_of(self, person_id: int) -> list[Form]:
        """Those set aside, newest first."""
        ...

    async def get(self, form_id: int) -> Form | None: ...

    async def begin(self, person_id: int, kind: str, shape: int, draft: JsonObject, now: datetime) -> Form:
        """Opens a form; another one that was open is set aside."""
        ...

    async def save(self, form_id: int, draft: JsonObject) -> int:
        """Keeps the draft and returns the new turn."""
        ...

    async def resume(self, form_id: int) -> None:
        """Opens a form again; another one that was open is set aside."""
        ...

    async def set_aside(self, form_id: int) -> None:
        """It waits, and no form is open."""
        ...

    async def end(self, form_id: int) -> None: ...
