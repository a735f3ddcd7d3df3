"""What happened: every call and every update, in order. The oracle of crash tests, so it is complete."""

from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar

import orjson

from simulator.clock import iso, real_seconds
from simulator.codec import Json
from simulator.scratch import scratch
from simulator.waiting import Signal

KEPT = 5_000  # entries in memory; those before them stand on disk
BATCH = 500
_CREATED = "CREATE TABLE entries (seq INTEGER PRIMARY KEY, type TEXT, method TEXT, value BLOB)"
_WANTED = """SELECT seq, value FROM entries
    WHERE seq > :seq AND (:type IS NULL OR type = :type) AND (:method IS NULL OR method = :method)
    ORDER BY seq LIMIT :limit"""
_NEWEST = _WANTED.replace("ORDER BY seq", "ORDER BY seq DESC")


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
    type: ClassVar[str] = "call"
    settled: ClassVar[bool] = True

    def brief(self) -> Json:
        """For who watches."""
        return {
            "seq": self.seq,
            "at": iso(self.at),
            "method": self.method,
            "ok": self.ok,
            "simulated": self.simulated,
            "ms": round(self.duration * 1000, 3),
        }

    def view(self) -> Json:
        several = isinstance(self.message_ids, list)
        shown: Json = {
            "seq": self.seq,
            "type": self.type,
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
    type: ClassVar[str] = "update"
    method: ClassVar[None] = None

    @property
    def settled(self) -> bool:
        """Whether nothing more happens to it."""
        return self.confirmed_at is not None or self.dropped is not None

    def view(self) -> Json:
        return {
            "seq": self.seq,
            "type": self.type,
            "at": iso(self.at),
            "update_id": self.update_id,
            "kind": self.kind,
            "update": orjson.Fragment(self.body),
            "handed_at": [iso(at) for at in self.handed_at],
            "confirmed_at": iso(self.confirmed_at) if self.confirmed_at else None,
            "dropped": self.dropped,
        }


Entry = CallEntry | UpdateEntry


def encode(entry: Entry) -> bytes:
    shown = entry.view()
    try:
        return orjson.dumps(shown)
    except TypeError:  # a lone surrogate in a name that somebody made up
        return orjson.dumps({name: _plain(value) for name, value in shown.items()})


def _plain(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Wanted:
    """Calls or updates; a method means its calls."""

    type: str | None = None
    method: str | None = None

    def __call__(self, entry: Entry) -> bool:
        return self.type in (None, entry.type) and self.method in (None, entry.method)


class Journal:
    """Entries have consecutive sequence numbers. Old ones go to disk once nothing more happens to them."""

    def __init__(self) -> None:
        self._newest: list[Entry] = []
        self._waiting: list[Entry] = []
        self._look_at = BATCH
        self._database = scratch(_CREATED)
        self.last = 0
        self.changed = Signal()

    def call(self, method: str, params: bytes, ok: bool, duration: float, **more: Any) -> CallEntry:
        entry = CallEntry(self.last + 1, real_seconds(), method, params, ok, duration, **more)
        self._append(entry)
        return entry

    def update(self, update_id: int, kind: str, body: bytes) -> UpdateEntry:
        entry = UpdateEntry(self.last + 1, real_seconds(), update_id, kind, body)
        self._append(entry)
        return entry

    def since(self, seq: int, wanted: Wanted, limit: int) -> list[tuple[int, bytes]]:
        """The first `limit` entries after `seq` that are wanted: their numbers, and themselves as JSON."""
        first = self.last - len(self._newest) + 1
        found = self._old(seq, wanted, limit) if seq + 1 < first else []
        newer = (each for each in self._newest[max(0, seq + 1 - first) :] if wanted(each))
        return found + [(each.seq, encode(each)) for each in islice(newer, limit - len(found))]

    def newest(self, wanted: Wanted, limit: int) -> list[tuple[int, bytes]]:
        """The last `limit` entries that are wanted, in order."""
        inside = [*filter(wanted, self._waiting), *filter(wanted, self._newest)]
        asked = {"seq": 0, "type": wanted.type, "method": wanted.method, "limit": limit}
        old: list[tuple[int, bytes]] = self._database.execute(_NEWEST, asked).fetchall()
        return sorted(old + [(each.seq, encode(each)) for each in inside[-limit:]])[-limit:]

    def forget(self) -> None:
        self._newest.clear()
        self._waiting.clear()
        self._look_at = BATCH
        self._database.execute("DELETE FROM entries")

    def _old(self, seq: int, wanted: Wanted, limit: int) -> list[tuple[int, bytes]]:
        asked = {"seq": seq, "type": wanted.type, "method": wanted.method, "limit": limit}
        found: list[tuple[int, bytes]] = self._database.execute(_WANTED, asked).fetchall()
        waiting = (each for each in self._waiting if each.seq > seq and wanted(each))
        return sorted(found + [(each.seq, encode(each)) for each in islice(waiting, limit)])[:limit]

    def _append(self, entry: Entry) -> None:
        self._newest.append(entry)
        self.last = entry.seq
        if len(self._newest) >= KEPT + BATCH:
            self._put_away()
        self.changed.notify()

    def _put_away(self) -> None:
        """Those to which something may still happen wait; they are looked through when they are twice as many."""
        self._waiting += self._newest[:BATCH]
        del self._newest[:BATCH]
        if len(self._waiting) < self._look_at:
            return
        rows = [(each.seq, each.type, each.method, encode(each)) for each in self._waiting if each.settled]
        self._waiting = [each for each in self._waiting if not each.settled]
        self._look_at = max(BATCH, 2 * len(self._waiting))
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO entries VALUES (?, ?, ?, ?)", rows)
        self._database.execute("COMMIT")
