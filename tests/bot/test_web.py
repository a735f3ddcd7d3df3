"""Health and figures: what they say of a process, and when they turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import asyncpg
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import make_url

from bot.health import Health
from bot.metrics import Counts, Metrics
from bot.web import Web, listen
from core.clock import Calendar, Timer
from core.errors import StorageBusy
from core.inbox import Arrival
from core.roles import Role
from storage.figures import Figures
from storage.migrate import migrate
from storage.uow import Storage
from tests.support import postgres

Page = tuple[int, str]


@pytest.fixture
async def storage(engine_url: str) -> AsyncIterator[Storage]:
    await migrate(engine_url)
    opened = await Storage.open(engine_url)
    try:
        yield opened
    finally:
        await opened.close()


class Process:
    """A process of the bot as far as HTTP sees it. `loop` stands for its loops."""

    def __init__(self, storage: Storage, timer: Timer) -> None:
        self.stop = asyncio.Event()
        self.counts = Counts()
        self.reads = 0
        self._storage = storage
        self.loop = asyncio.create_task(self._until_stopped())
        self.health = Health(storage.check, self.stop)
        self.metrics = Metrics(self.counts, self._figures, Calendar(), timer)
        self.web = Web(self.health, self.metrics)
        self._listening = listen("127.0.0.1", 0)
        self._url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    async def _until_stopped(self) -> None:
        await self.stop.wait()

    async def _figures(self) -> Figures:
        self.reads += 1
        async with self._storage.reading() as uow:
            return await uow.figures.read()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Process"]:
        async with self.web.serving(self._listening):
            yield self
        self.stop.set()
        await self.loop

    async def get(self, path: str) -> Page:
        async with aiohttp.ClientSession() as http, http.get(f"{self._url}{path}") as answer:
            return answer.status, await answer.text()

    async def sample(self, name: str, **labels: str) -> float | None:
        _, text = await self.get("/metrics")
        found = [
            sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name == name and sample.labels == labels
        ]
        return found[0] if found else None


class Clockwork(Timer):
    """Moves when it is told to."""

    moved = 0.0

    def now(self) -> float:
        return self.moved


@pytest.fixture
async def process(storage: Storage) -> AsyncIterator[Process]:
    async with Process(storage, Clockwork()).serving() as process:
        process.health.watch("worker", process.loop)
        yield process


@asynccontextmanager
async def away(url: str) -> AsyncIterator[None]:
    """The database cannot be reached as long as the block lasts."""
    at = make_url(url)
    if at.drivername.startswith("sqlite"):
        file = Path(at.database or "")
        file.rename(file.with_suffix(".away"))
        yield
        file.with_suffix(".away").rename(file)
        return
    server = at.set(database="postgres")
    await asyncio.to_thread(postgres.ask, server, lambda connection: _shut(connection, str(at.database), True))
    yield
    await asyncio.to_thread(postgres.ask, server, lambda connection: _shut(connection, str(at.database), False))


async def _shut(connection: asyncpg.Connection, database: str, shut: bool) -> None:
    await connection.execute(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS {not shut}')
    await connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", database)


async def test_a_process_that_lives_says_so(process: Process) -> None:
    assert await process.get("/healthz") == (200, "ok\n")
    assert await process.get("/readyz") == (200, "ready\n")
    assert (await process.get("/"))[0] == 404


async def test_without_its_database_it_is_alive_and_not_ready_until_it_is_back(
    process: Process, engine_url: str
) -> None:
    async with away(engine_url):
        status, why = await process.get("/readyz")
        assert (status, "database" in why) == (503, True)
        assert "postgres" not in why
        assert (await process.get("/healthz"))[0] == 200
    assert await process.get("/readyz") == (200, "ready\n")


async def test_another_schema_is_named_with_the_command(process: Process, storage: Storage) -> None:
    async with storage._database.writing() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    status, why = await process.get("/readyz")
    assert status == 503
    assert "python -m bot migrate" in why


async def test_a_loop_that_has_ended_is_named(process: Process) -> None:
    over = asyncio.create_task(asyncio.sleep(0))
    process.health.watch("ticker", over)
    await over
    assert await process.get("/readyz") == (503, "the ticker has ended\n")


async def test_a_stop_is_told_before_the_server_goes(process: Process) -> None:
    process.stop.set()
    assert await process.get("/readyz") == (503, "the bot is being stopped\n")


async def test_what_waits_is_read_at_most_every_five_seconds(storage: Storage) -> None:
    timer = Clockwork()
    async with Process(storage, timer).serving() as process:
        assert await process.sample("simpul_inbox_waiting") == 0
        async with storage.work() as uow:
            await uow.inbox.store([Arrival(1, 1, b"x", "p:1", b"{}")], Calendar().now())
        timer.moved = 4.9
        assert (await process.sample("simpul_inbox_waiting"), process.reads) == (0, 1)
        timer.moved = 5.0
        assert (await process.sample("simpul_inbox_waiting"), process.reads) == (1, 2)
        age = await process.sample("simpul_inbox_oldest_seconds")
        assert age is not None
        assert age >= 0
        assert await process.sample("simpul_outbox_queued", lane="reply") == 0


async def test_what_is_counted_is_told_with_its_labels(process: Process) -> None:
    process.counts.sends["sendMessage", "try_later"] += 2
    process.counts.events["set_aside"] += 1
    process.counts.answers[403] += 3
    process.counts.roles.add(Role.SENDER)
    assert await process.sample("simpul_sends_total", method="sendMessage", outcome="try_later") == 2
    assert await process.sample("simpul_events_total", result="set_aside") == 1
    assert await process.sample("simpul_webhook_requests_total", answer="403") == 3
    assert await process.sample("simpul_role_held", role="sender") == 1
    assert await process.sample("simpul_role_held", role="poller") == 0
    assert await process.sample("process_start_time_seconds") is not None


async def test_units_of_work_are_timed_those_that_fail_too(process: Process, storage: Storage) -> None:
    work = process.metrics.timed(storage.work)
    async with work():
        pass
    with pytest.raises(LookupError):
        async with work():
            raise LookupError
    assert await process.sample("simpul_work_seconds_count") == 2


async def test_figures_come_without_a_database_too() -> None:
    async def busy() -> Figures:
        raise StorageBusy("gone")

    metrics = Metrics(Counts(), busy, Calendar(), Timer())
    text = (await metrics.text()).decode()
    assert "simpul_database_up 0.0" in text
    assert "simpul_inbox_waiting" not in text
    assert "simpul_role_held" in text


async def test_a_port_that_is_taken_is_named_with_what_to_do() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ValueError, match=f"HTTP_PORT are 127.0.0.1 and {port}.*name another port"):
            listen("127.0.0.1", port)
