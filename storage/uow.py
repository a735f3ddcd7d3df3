"""What the program remembers, opened once; and the unit of work, one transaction with every store in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import SchemaOutdated
from storage.announcements import AnnouncementStore
from storage.audit import AuditStore
from storage.cards import CardStore
from storage.chats import ChatStore
from storage.conversations import FormStore
from storage.engine import Database
from storage.figures import FigureStore
from storage.groups import GroupStore
from storage.inbox import InboxStore
from storage.media import MediaFiles
from storage.meetings import MeetingStore
from storage.members import MemberStore
from storage.news import NewsStore
from storage.numbers import NumberStore
from storage.outbox import LedgerStore, OutboxStore
from storage.regions import RegionStore
from storage.registration import RegistrationStore
from storage.roles import LeasedRoles, LockedRoles
from storage.schedule import ScheduleStore
from storage.schema import COMMAND, demand_head
from storage.trail import TrailStore
from storage.units import UnitStore


class UnitOfWork:
    """Every store on one connection."""

    def __init__(self, connection: AsyncConnection, bot_id: int) -> None:
        self.inbox = InboxStore(connection)
        self.outbox = OutboxStore(connection)
        self.ledger = LedgerStore(connection)
        self.cards = CardStore(connection)
        self.forms = FormStore(connection)
        self.schedule = ScheduleStore(connection)
        self.numbers = NumberStore(connection)
        self.audit = AuditStore(connection)
        self.trail = TrailStore(connection)
        self.media = MediaFiles(connection, bot_id)
        self.members = MemberStore(connection)
        self.units = UnitStore(connection)
        self.regions = RegionStore(connection)
        self.registration = RegistrationStore(connection)
        self.groups = GroupStore(connection)
        self.chats = ChatStore(connection)
        self.announcements = AnnouncementStore(connection)
        self.news = NewsStore(connection)
        self.figures = FigureStore(connection)
        self.meetings = MeetingStore(connection)


class Storage:
    """Use `Storage.open`, and `close` in a finally."""

    def __init__(self, database: Database, bot_id: int) -> None:
        self._database = database
        self._bot_id = bot_id
        self.roles = (
            LeasedRoles(database.writing) if database.file is None else LockedRoles(database.writing, database.file)
        )

    @classmethod
    async def open(cls, url: str, bot_id: int = 0) -> "Storage":
        """`bot_id` says whose file handles are kept and found. Raises SchemaOutdated, StorageBusy."""
        database = Database(make_url(url))
        try:
            _demand_file(database.file)
            async with database.writing() as connection:  # the writer first: it turns WAL on
                await demand_head(connection)
        except BaseException:
            await database.close()
            raise
        return cls(database, bot_id)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        """One write transaction: kept whole when the block ends well, else nothing of it. Raises StorageBusy."""
        async with self._database.writing() as connection:
            yield UnitOfWork(connection, self._bot_id)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """The same stores as they stood at one moment; beside a writer, and unable to write."""
        async with self._database.reading() as connection:
            yield UnitOfWork(connection, self._bot_id)

    async def check(self) -> None:
        """That the database answers and still has this program's schema. Raises StorageBusy, SchemaOutdated."""
        _demand_file(self._database.file)
        async with self._database.reading() as connection:
            await demand_head(connection)

    async def close(self) -> None:
        try:
            await self.roles.close()
        finally:
            await self._database.close()


def _demand_file(file: Path | None) -> None:
    """SQLite would make an empty file where there is none."""
    if file is not None and not file.exists():
        raise SchemaOutdated(f"There is no database at {file} yet. Run: {COMMAND}")
