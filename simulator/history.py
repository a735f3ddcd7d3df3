"""The messages of a chat: the newest in memory, the old ones on disk, found and changed alike."""

from collections.abc import Iterable, Iterator

from simulator.messages import Message, decode, encode
from simulator.scratch import scratch

_CREATED = """
CREATE TABLE messages (chat INTEGER, id INTEGER, seq INTEGER, value BLOB, PRIMARY KEY (chat, id));
"""
_AT_ONCE = 500
_LARGEST = (1 << 63) - 1  # that the database can look for


class Archive:
    """The old messages of all chats."""

    def __init__(self) -> None:
        self._database = scratch(_CREATED)

    def put(self, messages: Iterable[Message]) -> None:
        """Takes messages in, or what became of them."""
        rows = [(each.chat_id, each.message_id, each.seq, encode(each)) for each in messages]
        rows.sort(key=lambda row: row[:2])
        self._database.execute("BEGIN")
        self._database.executemany("INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?)", rows)
        self._database.execute("COMMIT")

    def get(self, chat_id: int, message_id: int) -> Message | None:
        if not 0 < message_id <= _LARGEST:
            return None
        wanted = "SELECT value FROM messages WHERE chat = ? AND id = ?"
        row = self._database.execute(wanted, (chat_id, message_id)).fetchone()
        return decode(row[0]) if row else None

    def since(self, chat_id: int, seq: int) -> Iterator[Message]:
        """Those of a chat that changed after `seq`, in the order of their ids. They may be put again meanwhile."""
        wanted = "SELECT id, value FROM messages WHERE chat = ? AND seq > ? AND id > ? ORDER BY id LIMIT ?"
        last = 0
        while rows := self._database.execute(wanted, (chat_id, max(seq, -1), last, _AT_ONCE)).fetchall():
            yield from (decode(value) for _, value in rows)
            last = rows[-1][0]

    def forget(self) -> None:
        self._database.execute("DELETE FROM messages")


class History:
    """Messages by id. One that was changed is `put` again; an old one is a new object each time it is found."""

    __slots__ = ("_archive", "_archived_seq", "_chat_id", "_newest")

    def __init__(self, chat_id: int) -> None:
        self._chat_id = chat_id
        self._newest: dict[int, Message] = {}
        self._archive: Archive | None = None
        self._archived_seq = 0

    def add(self, message: Message) -> None:
        self._newest[message.message_id] = message

    def get(self, message_id: int) -> Message | None:
        found = self._newest.get(message_id)
        return self._archive.get(self._chat_id, message_id) if found is None and self._archive else found

    def __getitem__(self, message_id: int) -> Message:
        found = self.get(message_id)
        if found is None:
            raise KeyError(message_id)
        return found

    def values(self) -> Iterator[Message]:
        return self.since(-1)

    def since(self, seq: int) -> Iterator[Message]:
        """Those that changed after `seq`, in the order of their ids."""
        if self._archive and self._archived_seq > seq:
            yield from self._archive.since(self._chat_id, seq)
        yield from (each for each in self._newest.values() if each.seq > seq)

    def changed(self, message: Message) -> None:
        if self._archive and message.message_id not in self._newest:
            self._archive.put((message,))
            self._archived_seq = message.seq

    def archived(self, message: Message, archive: Archive) -> None:
        """This one, its oldest in memory, is in the archive now."""
        del self._newest[message.message_id]
        self._archive = archive
        self._archived_seq = max(self._archived_seq, message.seq)
