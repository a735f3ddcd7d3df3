"""Figures for Prometheus: what waits is read from the database when somebody asks, the rest is counted where it
happens. No label carries anything of people."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from core.clock import Calendar, Timer
from core.errors import StorageBusy
from core.roles import Role
from core.uow import OpenWork, UnitOfWork
from storage.figures import Figures

log = structlog.get_logger("metrics")

FRESH_SECONDS = 5.0
"""Whoever asks more often is told the same about the database."""
WORK_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(slots=True)
class Counts:
    """What this process has counted since its start, each written by the object that knows."""

    sends: Counter[tuple[str, str]] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    roles: set[Role] = field(default_factory=set)


class Metrics:
    """`read` asks the database; it may raise StorageBusy."""

    def __init__(
        self, counts: Counts, read: Callable[[], Awaitable[Figures]], calendar: Calendar, timer: Timer
    ) -> None:
        self._read = read
        self._timer = timer
        self._shown = _Shown(counts, calendar)
        self._read_at = -FRESH_SECONDS
        self._registry = CollectorRegistry()
        self._registry.register(self._shown)
        ProcessCollector(registry=self._registry)
        self._work_seconds = Histogram(
            "simpul_work_seconds",
            "Seconds of a unit of work, from asking for it until its commit",
            buckets=WORK_BUCKETS,
            registry=self._registry,
        )

    async def text(self) -> bytes:
        """In Prometheus' text format."""
        now = self._timer.now()
        if now - self._read_at >= FRESH_SECONDS:
            self._read_at = now
            self._shown.figures = await self._figures()
        return generate_latest(self._registry)

    async def _figures(self) -> Figures | None:
        try:
            return await self._read()
        except StorageBusy as busy:
            log.warning("the database cannot be asked for figures", reason=str(busy))
            return None

    def timed(self, work: OpenWork) -> OpenWork:
        @asynccontextmanager
        async def timed_work() -> AsyncIterator[UnitOfWork]:
            began = self._timer.now()
            try:
                async with work() as uow:
                    yield uow
            finally:
                self._work_seconds.observe(self._timer.now() - began)

        return timed_work


class _Shown(Collector):
    """The counts and the last figures; without figures (the database does not answer) theirs are left out."""

    def __init__(self, counts: Counts, calendar: Calendar) -> None:
        self._counts = counts
        self._calendar = calendar
        self.figures: Figures | None = None

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("simpul_database_up", "1 when the database answered", int(self.figures is not None))
        if self.figures is not None:
            yield from self._waiting(self.figures)
        yield from self._counted()

    def _waiting(self, figures: Figures) -> Iterator[Metric]:
        yield GaugeMetricFamily("simpul_inbox_waiting", "Events stored and not handled yet", figures.waiting)
        since = figures.oldest_at
        age = (self._calendar.now() - since).total_seconds() if since else 0.0
        yield GaugeMetricFamily("simpul_inbox_oldest_seconds", "How long the oldest of them has waited", max(0.0, age))
        queued = GaugeMetricFamily("simpul_outbox_queued", "Messages that have to leave", labels=["lane"])
        for lane, many in figures.queued.items():
            queued.add_metric([lane.name.lower()], many)
        yield queued
        yield GaugeMetricFamily("simpul_outbox_in_flight", "Messages on their way right now", figures.in_flight)

    def _counted(self) -> Iterator[Metric]:
        sends = CounterMetricFamily("simpul_sends", "Calls that carry messages", labels=["method", "outcome"])
        for (method, outcome), many in self._counts.sends.items():
            sends.add_metric([method, outcome], many)
        yield sends
        events = CounterMetricFamily("simpul_events", "What became of events", labels=["result"])
        for result, many in self._counts.events.items():
            events.add_metric([result], many)
        yield events
        answers = CounterMetricFamily("simpul_webhook_requests", "Requests to the webhook", labels=["answer"])
        for status, many in self._counts.answers.items():
            answers.add_metric([str(status)], many)
        yield answers
        roles = GaugeMetricFamily("simpul_role_held", "1 when this process holds the role", labels=["role"])
        for role in Role:
            roles.add_metric([role.value], int(role in self._counts.roles))
        yield roles
