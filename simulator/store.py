"""The data folder: a SQLite of the simulator's own, written in batches, each one transaction."""

import asyncio
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from simulator.chats import Chat, Topic
from simulator.codec import Json, dumps, loads
from simulator.folder import TABLES, open_folder
from simulator.machine import Simulator
from simulator.media import StoredFile
from simulator.messages import Message, decode, encode
from simulator.state import Person

EVERY_SECONDS = 0.5
RESERVE = 100_000  # ids given away since the last batch are lost in a crash: a restart begins above them
_CHAT_FIELDS = (
    "id", "kind", "title", "members", "rights", "permissions", "description", "invite_link", "forum", "muted",
    "deleted", "migrated_to", "keyboard", "pinned",
)  # fmt: skip


class Store:
    """Follows the world as an observer; what changed is written at the next batch."""

    def __init__(self, folder: Path, sim: Simulator) -> None:
        self._sim = sim
        self._database = open_folder(folder)
        self._messages: dict[tuple[int, int], Message] = {}
        self._people: dict[int, Person] = {}
        self._chats: dict[int, Chat] = {}
        self._updates: set[int] = set()
        self._meta = b""
        self._cleared = False

    def message_changed(self, message: Message) -> None:
        self._messages[message.chat_id, message.message_id] = message

    def person_changed(self, person: Person) -> None:
        self._people[person.id] = person

    def keyboard_changed(self, chat: Chat) -> None:
        self._chats[chat.id] = chat

    def chat_changed(self, chat: Chat) -> None:
        self._chats[chat.id] = chat

    def forgotten(self) -> None:
        self._messages.clear()
        self._people.clear()
        self._chats.clear()
        self._updates.clear()
        self._cleared = True

    def load(self) -> None:
        """Fills the simulator with what was kept, then follows it."""
        sim = self._sim
        for value in self._values("people"):
            sim.world.add_person(Person(**value))
        for value in self._values("chats"):
            sim.world.chats[value["id"]] = _loaded_chat(value)
        for (raw,) in self._database.execute("SELECT value FROM messages ORDER BY id"):
            message = decode(raw)
            sim.world.restore_message(message)
            sim.world.seq = max(sim.world.seq, message.seq)
            if close_date := message.content.get("poll", {}).get("close_date"):
                sim.timed_polls[message.chat_id, message.message_id] = close_date
        for value in self._values("files"):
            sim.files.restore(StoredFile(**value))
        self._load_meta()
        self._load_updates()
        sim.files.fetch = self._content
        sim.world.observers.append(self)

    def flush(self, closing: bool = False) -> None:
        """Writes what changed since the last time. While running, ids are kept with a reserve above them."""
        meta = dumps(self._meta_view(0 if closing else RESERVE))
        with self._database as database:
            database.execute("BEGIN IMMEDIATE")
            if self._cleared:
                for table in TABLES:
                    database.execute(f"DELETE FROM {table}")
            if meta != self._meta:
                database.execute("INSERT OR REPLACE INTO meta VALUES ('state', ?)", (meta,))
            self._put("people", ((each.id, asdict(each)) for each in self._people.values()))
            self._put_messages()
            self._put("chats", ((each.id, _chat(each, 0 if closing else RESERVE)) for each in self._chats.values()))
            self._put_files()
            self._put_updates()
        self._meta = meta
        self._cleared = False
        for changed in (self._messages, self._people, self._chats):
            changed.clear()

    async def follow(self) -> None:
        """Writes for ever; to be cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            self.flush()

    def close(self) -> None:
        """Also writes where supergroups stand in their count, now without a reserve."""
        self._chats |= {chat.id: chat for chat in self._sim.world.chats.values() if chat.numbers_alone}
        self.flush(closing=True)
        self._database.close()

    def _values(self, table: str) -> list[Json]:
        return [loads(row[0]) for row in self._database.execute(f"SELECT value FROM {table} ORDER BY id")]

    def _content(self, digest: str) -> bytes | None:
        row = self._database.execute("SELECT value FROM contents WHERE id = ?", (digest,)).fetchone()
        return row[0] if row else None

    def _put(self, table: str, rows: Iterable[tuple[int, Json]]) -> None:
        many = ((key, dumps(value)) for key, value in rows)
        self._database.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", many)

    def _put_messages(self) -> None:
        rows = [(*key, encode(message)) for key, message in self._messages.items()]
        self._database.executemany("INSERT OR REPLACE INTO messages VALUES (?, ?, ?)", rows)
        for chat_id, _ in self._messages:
            if (chat := self._sim.world.chats[chat_id]).numbers_alone:
                self._chats[chat_id] = chat

    def _put_files(self) -> None:
        files = self._sim.files
        rows = [(each.file_id, dumps(each.dump())) for each in files.unsaved]
        self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?)", rows)
        self._database.executemany("INSERT OR REPLACE INTO contents VALUES (?, ?)", files.contents.items())
        files.unsaved.clear()
        files.contents.clear()

    def _put_updates(self) -> None:
        pending = {each.update_id: each for each in self._sim.updates.pending}
        gone = [(each,) for each in self._updates - pending.keys()]
        new = [pending[each] for each in pending.keys() - self._updates]
        self._database.executemany("DELETE FROM updates WHERE id = ?", gone)
        rows = [(each.update_id, each.kind, each.civil, each.body) for each in new]
        self._database.executemany("INSERT OR REPLACE INTO updates VALUES (?, ?, ?, ?)", rows)
        self._updates = set(pending)

    def _meta_view(self, reserve: int) -> Json:
        sim = self._sim
        allowed = sim.updates.allowed
        return {
            "bot": sim.bot.id,
            "first_name": sim.bot.first_name,
            "next_update_id": _above(sim.updates.next_id, reserve),
            "next_message_id": _above(sim.world.next_message_id, reserve),
            "next_chat_number": _above(sim.world.next_chat_number, reserve),
            "allowed_updates": sorted(allowed) if allowed is not None else None,
            "clock": sim.clock.dump(),
            "profile": sim.profile.dump(),
            "page": sim.page,
        }

    def _load_meta(self) -> None:
        row = self._database.execute("SELECT value FROM meta WHERE name = 'state'").fetchone()
        if row is None:
            return
        sim, meta = self._sim, loads(row[0])
        sim.bot.first_name = meta["first_name"]
        sim.updates.next_id = meta["next_update_id"]
        sim.world.next_message_id = meta["next_message_id"]
        sim.world.next_chat_number = meta["next_chat_number"]
        sim.updates.allowed = frozenset(meta["allowed_updates"]) if meta["allowed_updates"] is not None else None
        sim.clock.load(meta["clock"])
        sim.profile.load(meta["profile"])
        sim.page = meta["page"]

    def _load_updates(self) -> None:
        for row in self._database.execute("SELECT id, kind, body, civil FROM updates ORDER BY id").fetchall():
            self._sim.updates.restore(*row)
            self._updates.add(row[0])


def _above(next_id: int, reserve: int) -> int:
    """The next id; with a reserve a round number that is at least that far above it."""
    return (next_id // reserve + 2) * reserve if reserve else next_id


def _chat(chat: Chat, reserve: int) -> Json:
    kept = {name: getattr(chat, name) for name in _CHAT_FIELDS}
    topics = [asdict(each) for each in chat.topics.values()]
    return {**kept, "topics": topics, "next_message_id": _above(chat.next_message_id, reserve)}


def _loaded_chat(value: Json) -> Chat:
    """A folder of an earlier day has no rights or topics."""
    members = {int(user_id): status for user_id, status in value["members"].items()}
    rights = {int(user_id): given for user_id, given in value.get("rights", {}).items()}
    topics = {each["id"]: Topic(**each) for each in value.get("topics", [])}
    return Chat(**{**value, "members": members, "rights": rights, "topics": topics})
