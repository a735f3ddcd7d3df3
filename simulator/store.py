"""The data folder: a SQLite of the simulator's own, written in batches beside everything else that goes on."""

import asyncio
from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any

from simulator.batches import Batch, Writer
from simulator.chats import Chat, Topic
from simulator.codec import Json, dumps, loads, pack
from simulator.folder import open_folder
from simulator.machine import Simulator
from simulator.media import StoredFile
from simulator.messages import Message, decode, encode
from simulator.state import Person

EVERY_SECONDS = 0.5
MOST = 2_000  # messages of one batch: everybody waits while they are encoded
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
        self._writer = Writer(self._database)
        self._writing = Lock()
        self._messages: dict[tuple[int, int], Message] = {}
        self._people: dict[int, Person] = {}
        self._chats: dict[int, Chat] = {}
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

    async def follow(self) -> None:
        """Writes for ever; to be cancelled, upon which a batch that is under way is still written."""
        while True:
            if len(self._messages) < MOST:
                await asyncio.sleep(EVERY_SECONDS)
            batch = self._take(RESERVE)
            writing = asyncio.ensure_future(asyncio.to_thread(self._write, batch))
            try:
                await asyncio.shield(writing)
            finally:
                await writing
            self._written(batch)

    def close(self) -> None:
        """Also writes where supergroups stand in their count, now without a reserve."""
        self._chats |= {chat.id: chat for chat in self._sim.world.chats.values() if chat.numbers_alone}
        while True:
            self._write(self._take(0))
            if not self._messages:
                break
        self._database.close()

    def _values(self, table: str) -> list[Json]:
        return [loads(row[0]) for row in self._database.execute(f"SELECT value FROM {table} ORDER BY id")]

    def _content(self, digest: str) -> bytes | None:
        with self._writing:
            row = self._database.execute("SELECT value FROM contents WHERE id = ?", (digest,)).fetchone()
        return row[0] if row else None

    def _take(self, reserve: int) -> Batch:
        """What changed since the last time, at most `MOST` messages. While running, ids have a reserve above them."""
        meta, files = dumps(self._meta_view(reserve)), self._sim.files
        messages = [(*key, encode(self._messages.pop(key))) for key in list(islice(self._messages, MOST))]
        self._note_counts(chat_id for chat_id, *_ in messages)
        rows: dict[str, list[tuple[Any, ...]]] = {
            "meta": [("state", meta)] if meta != self._meta else [],
            "people": [(each.id, pack(each)) for each in self._people.values()],
            "messages": messages,
            "chats": [(each.id, dumps(_chat(each, reserve))) for each in self._chats.values()],
            "files": [(each.file_id, pack(each)) for each in files.unsaved],
            "contents": list(files.contents.items()),
        }
        batch = Batch(rows, list(self._sim.updates.pending), self._cleared)
        self._meta, self._cleared = meta, False
        for taken in (self._people, self._chats, files.unsaved):
            taken.clear()
        return batch

    def _note_counts(self, chat_ids: Iterable[int]) -> None:
        """Where a chat with a count of its own stands is written with its messages."""
        for chat_id in set(chat_ids):
            if (chat := self._sim.world.chats[chat_id]).numbers_alone:
                self._chats[chat_id] = chat

    def _write(self, batch: Batch) -> None:
        with self._writing:
            self._writer.write(batch)

    def _written(self, batch: Batch) -> None:
        """From now on the folder has the bytes of files, unless it is about to forget them."""
        if not self._cleared:
            for digest, _ in batch.rows["contents"]:
                self._sim.files.contents.pop(digest, None)

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
            self._writer.updates.add(row[0])


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
