"""Invitations by one-time link, and applications for a seat."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.members import GrantRole, SeatRole
from core.registration import Application, ApplicationState, Invitation
from storage.statements import AnyRow
from storage.tables import applications, invitations

_WAITING = applications.c.state == ApplicationState.WAITING.value


class RegistrationStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_invitation(
        self,
        bureau_id: int,
        token_hash: bytes,
        unit_id: int | None,
        seat_role: SeatRole | None,
        grant_role: GrantRole | None,
        created_by: int | None,
        created_at: datetime,
        expires_at: datetime,
    ) -> int:
        new = insert(invitations).values(
            bureau_id=bureau_id,
            token_hash=token_hash,
            unit_id=unit_id,
            seat_role=seat_role.value if seat_role else None,
            grant_role=grant_role.value if grant_role else None,
            created_by=created_by,
            created_at=created_at,
            expires_at=expires_at,
        )
        return int((await self._connection.execute(new.returning(invitations.c.id))).scalar_one())

    async def invitation(self, invitation_id: int) -> Invitation | None:
        found = await self._connection.execute(select(invitations).where(invitations.c.id == invitation_id))
        return _invitation_of(found.one_or_none())

    async def invitation_by_hash(self, token_hash: bytes) -> Invitation | None:
        found = await self._connection.execute(select(invitations).where(invitations.c.token_hash == token_hash))
        return _invitation_of(found.one_or_none())

    async def use_invitation(self, invitation_id: int, person_id: int, at: datetime) -> bool:
        unused = (
            (invitations.c.id == invitation_id) & invitations.c.used_at.is_(None) & invitations.c.ended_at.is_(None)
        )
        used = update(invitations).where(unused).values(used_at=at, used_by=person_id)
        return (await self._connection.execute(used)).rowcount == 1

    async def end_invitation(self, invitation_id: int, at: datetime) -> None:
        going_on = (invitations.c.id == invitation_id) & invitations.c.ended_at.is_(None)
        await self._connection.execute(update(invitations).where(going_on).values(ended_at=at))

    async def add_application(
        self, bureau_id: int, person_id: int, unit_id: int, role: SeatRole, asked_at: datetime
    ) -> int:
        """Raises IntegrityError while another one of this person waits."""
        new = insert(applications).values(
            bureau_id=bureau_id,
            person_id=person_id,
            unit_id=unit_id,
            role=role.value,
            state=ApplicationState.WAITING.value,
            asked_at=asked_at,
        )
        return int((await self._connection.execute(new.returning(applications.c.id))).scalar_one())

    async def application(self, application_id: int) -> Application | None:
        found = await self._connection.execute(select(applications).where(applications.c.id == application_id))
        row = found.one_or_none()
        return _application_of(row) if row else None

    async def waiting_of(self, person_id: int) -> Application | None:
        found = await self._connection.execute(
            select(applications).where(applications.c.person_id == person_id, _WAITING)
        )
        row = found.one_or_none()
        return _application_of(row) if row else None

    async def waiting(self, bureau_id: int) -> list[Application]:
        oldest_first = (
            select(applications)
            .where(applications.c.bureau_id == bureau_id, _WAITING)
            .order_by(applications.c.asked_at, applications.c.id)
        )
        return [_application_of(row) for row in await self._connection.execute(oldest_first)]

    async def decide(
        self,
        application_id: int,
        state: ApplicationState,
        decided_by: int | None,
        at: datetime,
        replaced_id: int | None = None,
    ) -> bool:
        decided = (
            update(applications)
            .where(applications.c.id == application_id, _WAITING)
            .values(state=state.value, decided_by=decided_by, decided_at=at, replaced_id=replaced_id)
        )
        return (await self._connection.execute(decided)).rowcount == 1

    async def nudge(self, application_id: int, at: datetime) -> None:
        await self._connection.execute(
            update(applications).where(applications.c.id == application_id).values(nudged_at=at)
        )


def _invitation_of(row: AnyRow | None) -> Invitation | None:
    if row is None:
        return None
    return Invitation(
        id=row.id,
        bureau_id=row.bureau_id,
        unit_id=row.unit_id,
        seat_role=SeatRole(row.seat_role) if row.seat_role else None,
        grant_role=GrantRole(row.grant_role) if row.grant_role else None,
        created_by=row.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        used_by=row.used_by,
        ended_at=row.ended_at,
    )


def _application_of(row: AnyRow) -> Application:
    return Application(
        id=row.id,
        bureau_id=row.bureau_id,
        person_id=row.person_id,
        unit_id=row.unit_id,
        role=SeatRole(row.role),
        state=ApplicationState(row.state),
        asked_at=row.asked_at,
        nudged_at=row.nudged_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        replaced_id=row.replaced_id,
    )
