"""What happened: every call and every update, in order. The oracle of crash tests, so it is never sampled."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from simulator.clock import iso, real_seconds
from simulator.codec import Json
from simulator.waiting import Signal

KEPT = 500_000


@dataclass(slots=True)
class CallEntry:
    seq: int
    at: float
    method: str
    params: bytes
    ok: bool
    duration: float
    simulated: bool = True
    message_ids: int | list[int] | None = None
    error_code: int | None = None
    description: str | None = None
    note: str | None = None

    def view(self) -> Json:
        several = isinstance(self.message_ids, list)
        shown: Json = {
            "seq": self.seq,
            "type": "call",
            "at": iso(self.at),
            "method": self.method,
            "params": orjson.Fragment(self.params),
            "ok": self.ok,
            "message_id": None if several else self.message_ids,
            "error_code": self.error_code,
            "description": self.description,
            "duration_ms": round(self.duration * 1000, 3),
            "simulated": self.simulated,
        }
        if several:
            shown["message_ids"] = self.message_ids
        if self.note:
            shown["note"] = self.note
        return shown


@dataclass(slots=True)
class UpdateEntry:
    seq: int
    at: float
    update_id: int
    kind: str
    body: bytes
    handed_at: list[float] = field(default_factory=list)
    confirmed_at: float | None = None
    dropped: str | None = None

    def view(self) -> Json:
        return {
            "seq": self.seq,
            "type": "update",
            "at": iso(self.at),
            "update_id": self.update_id,
            "kind": self.kind,
            "update": orjson.Fragment(self.body),
            "handed_at": [iso(at) for at in self.handed_at],
            "confirmed_at": iso(self.confirmed_at) if self.confirmed_at else None,
            "dropped": self.dropped,
        }


Entry = CallEntry | UpdateEntry


class Journal:
    """Entries have consecutive sequence numbers; the newest `KEPT` of them are held in memory."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._last = 0
        self.changed = Signal()

    @property
    def first(self) -> int:
        return self._last - len(self._entries) + 1

    @property
    def last(self) -> int:
        return self._last

    def call(self, method: str, params: bytes, ok: bool, duration: float, **more: Any) -> CallEntry:
        entry = CallEntry(self._last + 1, real_seconds(), method, params, ok, duration, **more)
        self._append(entry)
        return entry

    def update(self, update_id: int, kind: str, body: bytes) -> UpdateEntry:
        entry = UpdateEntry(self._last + 1, real_seconds(), update_id, kind, body)
        self._append(entry)
        return entry

    def since(self, seq: int, wanted: Callable[[Entry], bool], limit: int) -> list[Json]:
        """The first `limit` entries after `seq` that are wanted."""
        start = max(0, seq - self.first + 1)
        found: list[Json] = []
        for index in range(start, len(self._entries)):
            entry = self._entries[index]
            if wanted(entry):
                found.append(entry.view())
                if len(found) >= limit:
                    break
        return found

    def forget(self) -> None:
        self._entries.clear()

    def _append(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._last = entry.seq
        if len(self._entries) > KEPT + KEPT // 10:
            del self._entries[: KEPT // 10]
        self.changed.notify()
