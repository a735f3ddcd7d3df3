"""The file of the data folder: its tables, and who may open it."""

import sqlite3
from pathlib import Path

_CREATED = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS people (id INTEGER PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS chats (id INTEGER PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS messages (
    chat INTEGER NOT NULL, id INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (chat, id)
);
CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, civil REAL NOT NULL, body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS files (id TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS contents (id TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
TABLES = ("people", "chats", "messages", "updates", "files", "contents")  # what a reset empties
_SHAPE = 2  # what the folder's tables look like; those of another shape are refused


class FolderRefused(Exception):
    """Another simulator holds the data folder, or another version wrote it."""


def open_folder(folder: Path) -> sqlite3.Connection:
    """Raises FolderRefused with a sentence."""
    folder.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(folder / "simulator.sqlite3", timeout=0.5, isolation_level=None, check_same_thread=False)
    try:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        _check_shape(database, folder)
        database.executescript(_CREATED)
    except sqlite3.OperationalError as error:
        database.close()
        raise FolderRefused(f"{folder} cannot be used: {error}") from None
    return database


def _check_shape(database: sqlite3.Connection, folder: Path) -> None:
    (shape,) = database.execute("PRAGMA user_version").fetchone()
    tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and shape != _SHAPE:
        database.close()
        raise FolderRefused(f"{folder} was written by another version of the simulator: name another folder")
    database.execute(f"PRAGMA user_version = {_SHAPE}")
