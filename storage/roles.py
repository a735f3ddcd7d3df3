"""Who may send and who may poll: a lease in the database on PostgreSQL, a locked file on SQLite."""

import fcntl
import math
import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import BigInteger, cast, func, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.roles import LEASE_SECONDS, Role
from storage.statements import insert_into
from storage.tables import roles

Writing = Callable[[], AbstractAsyncContextManager[AsyncConnection]]

_now_ms = cast(func.extract("epoch", func.clock_timestamp()) * 1000, BigInteger)
_expires_ms = _now_ms + round(LEASE_SECONDS * 1000)


class LeasedRoles:
    """Leases by the database's own clock, so that hosts need not agree on the time."""

    lease_seconds = LEASE_SECONDS

    def __init__(self, writing: Writing) -> None:
        self._writing = writing

    async def take(self, role: Role, holder: str) -> int | None:
        """Also for a holder that comes back under its own name: with a new epoch."""
        async with self._writing() as connection:
            first = insert_into(connection, roles).values(name=role, holder=holder, epoch=1, expires_ms=_expires_ms)
            free = or_(roles.c.expires_ms <= _now_ms, roles.c.holder == holder)
            taken = first.on_conflict_do_update(
                index_elements=[roles.c.name],
                set_={"holder": holder, "epoch": roles.c.epoch + 1, "expires_ms": _expires_ms},
                where=free,
            )
            epoch: int | None = (await connection.execute(taken.returning(roles.c.epoch))).scalar_one_or_none()
            return epoch

    async def renew(self, role: Role, holder: str, epoch: int) -> bool:
        return await self._set(role, holder, epoch, expires_ms=_expires_ms)

    async def release(self, role: Role, holder: str, epoch: int) -> None:
        await self._set(role, holder, epoch, expires_ms=0, holder=None)

    async def close(self) -> None:
        """Leases that were not released end by themselves."""

    async def _set(self, role: Role, held_by: str, epoch: int, **values: object) -> bool:
        mine = (roles.c.name == role, roles.c.holder == held_by, roles.c.epoch == epoch)
        async with self._writing() as connection:
            return (await connection.execute(update(roles).where(*mine).values(**values))).rowcount > 0


@dataclass(frozen=True, slots=True)
class _Held:
    file: int
    holder: str
    epoch: int


class LockedRoles:
    """A locked file a role, beside the database: free at once when its process dies, however it dies."""

    lease_seconds = math.inf

    def __init__(self, writing: Writing, database: Path) -> None:
        self._writing = writing
        self._database = database
        self._held: dict[Role, _Held] = {}

    async def take(self, role: Role, holder: str) -> int | None:
        """Also for a holder that comes back under its own name: with a new epoch."""
        held = self._held.get(role)
        if held is not None:
            return await self._enter(role, holder, held.file) if held.holder == holder else None
        file = _lock(self._database.with_name(f"{self._database.name}.{role}.lock"))
        if file is None:
            return None
        try:
            return await self._enter(role, holder, file)
        except BaseException:
            os.close(file)
            raise

    async def renew(self, role: Role, holder: str, epoch: int) -> bool:
        held = self._held.get(role)
        return held is not None and (held.holder, held.epoch) == (holder, epoch)

    async def release(self, role: Role, holder: str, epoch: int) -> None:
        if await self.renew(role, holder, epoch):
            os.close(self._held.pop(role).file)

    async def close(self) -> None:
        while self._held:
            os.close(self._held.popitem()[1].file)

    async def _enter(self, role: Role, holder: str, file: int) -> int:
        async with self._writing() as connection:
            first = insert_into(connection, roles).values(name=role, holder=holder, epoch=1)
            next_one = first.on_conflict_do_update(
                index_elements=[roles.c.name], set_={"holder": holder, "epoch": roles.c.epoch + 1}
            )
            epoch: int = (await connection.execute(next_one.returning(roles.c.epoch))).scalar_one()
        self._held[role] = _Held(file, holder, epoch)
        return epoch


def _lock(path: Path) -> int | None:
    """An open file that nobody else has locked, or None."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file
