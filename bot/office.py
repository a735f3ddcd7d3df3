"""Holding a role: taken when it is free, renewed while its work goes on, given back at the end or lost before."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

import structlog

from core.clock import Timer
from core.errors import StorageBusy
from core.roles import LEASE_SECONDS, RENEW_SECONDS, Role, Roles, Term

log = structlog.get_logger("roles")

ASK_SECONDS = 1.0
"""How often a process asks for a role that another one holds."""

Duty: TypeAlias = Callable[[Term, asyncio.Event], Awaitable[None]]
"""What the holder of a role does: until the event is set, or the term is over."""


@dataclass(frozen=True, slots=True)
class Office:
    """`holder` names this process; no two may be called alike. `held` tells which roles it holds."""

    roles: Roles
    holder: str
    timer: Timer
    held: set[Role]

    async def serve(self, role: Role, duty: Duty, stop: asyncio.Event) -> None:
        """Does `duty` whenever this process holds the role, until `stop` is set and the duty has ended."""
        while not stop.is_set():
            term = await self._take(role)
            if term is None:
                await _unless_set(stop, ASK_SECONDS)
                continue
            log.info("role taken", role=role.value, epoch=term.epoch)
            self.held.add(role)
            try:
                await self._fulfil(role, term, duty, stop)
            finally:
                self.held.discard(role)
                await self._give_back(role, term)

    async def _take(self, role: Role) -> Term | None:
        asked_at = self.timer.now()
        try:
            epoch = await self.roles.take(role, self.holder)
        except StorageBusy as busy:
            log.warning("a role could not be asked for", role=role.value, reason=str(busy))
            return None
        return None if epoch is None else Term(epoch, asked_at + self.roles.lease_seconds)

    async def _fulfil(self, role: Role, term: Term, duty: Duty, stop: asyncio.Event) -> None:
        """The role is renewed until the duty has ended, also while it settles what is in flight."""
        over = asyncio.Event()
        working = asyncio.ensure_future(duty(term, over))
        renewing = asyncio.create_task(self._renew(role, term))
        stopping = asyncio.create_task(stop.wait())
        try:
            await self._until_one_ends(term, working, renewing, stopping)
            over.set()
            if renewing.done():
                renewing.result()  # a bug there is loud
            await working
        finally:
            for task in (working, renewing, stopping):
                task.cancel()
            await asyncio.wait([working, renewing, stopping])

    async def _until_one_ends(self, term: Term, *tasks: asyncio.Future[Any]) -> None:
        """Or the term does, which a database that does not answer cannot prolong."""
        while left := term.left(self.timer.now()):
            done, _ = await asyncio.wait(tasks, timeout=min(left, LEASE_SECONDS), return_when=asyncio.FIRST_COMPLETED)
            if done:
                return
        log.warning("a term is over without having been renewed", epoch=term.epoch)

    async def _renew(self, role: Role, term: Term) -> None:
        """Until the role is lost."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            asked_at = self.timer.now()
            try:
                if not await self.roles.renew(role, self.holder, term.epoch):
                    break
                term.until = asked_at + self.roles.lease_seconds
            except StorageBusy as busy:
                log.warning("a role could not be renewed", role=role.value, reason=str(busy))
        term.until = asked_at
        log.warning("role lost", role=role.value, epoch=term.epoch)

    async def _give_back(self, role: Role, term: Term) -> None:
        try:
            await self.roles.release(role, self.holder, term.epoch)
        except StorageBusy as busy:
            log.warning("a role could not be given back; it ends by itself", role=role.value, reason=str(busy))


async def _unless_set(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
