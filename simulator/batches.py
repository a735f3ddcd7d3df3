"""What goes to the data folder at once: taken as of one moment, written as one transaction."""

import sqlite3
from dataclasses import dataclass, field
from typing import Any

from simulator.folder import TABLES
from simulator.updates import Pending


@dataclass(slots=True)
class Batch:
    """`rows` to put, by table; `pending` are all updates that wait. `cleared`: what was there before is forgotten."""

    rows: dict[str, list[tuple[Any, ...]]]
    pending: list[Pending]
    cleared: bool


@dataclass(slots=True)
class Writer:
    """Writes in whatever thread calls it, one batch after another."""

    database: sqlite3.Connection
    updates: set[int] = field(default_factory=set)

    def write(self, batch: Batch) -> None:
        with self.database as database:
            database.execute("BEGIN IMMEDIATE")
            if batch.cleared:
                self._clear()
            for table, rows in batch.rows.items():
                self._put(table, rows)
            self._put_updates({each.update_id: each for each in batch.pending})

    def _clear(self) -> None:
        for table in TABLES:
            self.database.execute(f"DELETE FROM {table}")
        self.updates.clear()

    def _put(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            places = ", ".join("?" * len(rows[0]))
            self.database.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({places})", rows)

    def _put_updates(self, pending: dict[int, Pending]) -> None:
        gone = [(each,) for each in self.updates - pending.keys()]
        new = [pending[each] for each in pending.keys() - self.updates]
        self.database.executemany("DELETE FROM updates WHERE id = ?", gone)
        self._put("updates", [(each.update_id, each.kind, each.civil, each.body) for each in new])
        self.updates = set(pending)
