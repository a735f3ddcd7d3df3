"""Where memory ends: a database of this process alone, in a temporary file that nobody else sees or keeps."""

import sqlite3

_PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -4000")


def scratch(created: str) -> sqlite3.Connection:
    """With the tables that `created` makes. What it holds is gone with the process, so nothing makes it safe."""
    database = sqlite3.connect("", isolation_level=None)
    for each in _PRAGMAS:
        database.execute(f"PRAGMA {each}")
    database.executescript(created)
    return database
