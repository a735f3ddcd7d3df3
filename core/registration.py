"""How people come to hold a seat: by a one-time link that names it, or by asking and being accepted."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core.audit import Audit
from core.cards import Cards, Subject
from core.errors import Refusal
from core.members import Address, GrantRole, Honorific, Member, Members, SeatRole, Units
from core.outbox import Lane
from core.schedule import DueKind, Schedule

LINK_LIFETIME = timedelta(days=14)
OBJECTION_TIME = timedelta(hours=48)
FORGET_AFTER = timedelta(minutes=1)


class ApplicationState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link: for a seat, a right in the bureau, or both. Only its hash is kept."""

    id: int
    bureau_id: int
    unit_id: int | None
    seat_role: SeatRole | None
    grant_role: GrantRole | None
    created_by: int | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: int | None = None
    ended_at: datetime | None = None

    def good(self, now: datetime) -> bool:
        return self.used_at is None and self.ended_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Application:
    id: int
    bureau_id: int
    person_id: int
    unit_id: int
    role: SeatRole
    state: ApplicationState
    asked_at: datetime
    nudged_at: datetime | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    replaced_id: int | None = None


class Registrations(Protocol):
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
    ) -> int: ...

    async def invitation(self, invitation_id: int) -> Invitation | None: ...

    async def invitation_by_hash(self, token_hash: bytes) -> Invitation | None: ...

    async def use_invitation(self, invitation_id: int, person_id: int, at: datetime) -> bool:
        """False when somebody was first."""
        ...

    async def end_invitation(self, invitation_id: int, at: datetime) -> None: ...

    async def add_application(
        self, bureau_id: int, person_id: int, unit_id: int, role: SeatRole, asked_at: datetime
    ) -> int: ...

    async def application(self, application_id: int) -> Application | None: ...

    async def waiting_of(self, person_id: int) -> Application | None: ...

    async def waiting(self, bureau_id: int) -> list[Application]:
        """Oldest first."""
        ...

    async def decide(
        self,
        application_id: int,
        state: ApplicationState,
        decided_by: int | None,
        at: datetime,
        replaced_id: int | None = None,
    ) -> bool:
        """False when it no longer waits."""
        ...

    async def nudge(self, application_id: int, at: datetime) -> None: ...


class Work(Protocol):
    """What registering needs of a unit of work."""

    @property
    def registration(self) -> Registrations: ...
    @property
    def members(self) -> Members: ...
    @property
    def units(self) -> Units: ...
    @property
    def cards(self) -> Cards: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def schedule(self) -> Schedule: ...


def hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


async def invite(
    uow: Work,
    by: Member | None,
    bureau_id: int,
    now: datetime,
    *,
    unit_id: int | None = None,
    seat_role: SeatRole | None = None,
    grant_role: GrantRole | None = None,
) -> tuple[Invitation, str]:
    """A new one-time link; returns it with its token (128 random bits), which is kept nowhere.

    `by` is None for the link that a console prints for the first secretariat.
    """
    if by is not None and not _names_own_deputy(by, unit_id, seat_role):
        _demand(by, GrantRole.SECRETARIAT, bureau_id)
    token = secrets.token_urlsafe(16)
    by_id = by.person.id if by else None
    expires_at = now + LINK_LIFETIME
    made = await uow.registration.add_invitation(
        bureau_id, hashed(token), unit_id, seat_role, grant_role, by_id, now, expires_at
    )
    await uow.audit.note(now, by_id, "invitation.made", "invitation", made)
    return (
        Invitation(made, bureau_id, unit_id, seat_role, grant_role, by_id, now, expires_at),
        token,
    )


def _names_own_deputy(by: Member, unit_id: int | None, seat_role: SeatRole | None) -> bool:
    """An officer may invite who stands in for them, in their own unit."""
    return seat_role is SeatRole.DEPUTY and any(
        seat.unit.id == unit_id and seat.role is SeatRole.OFFICER for seat in by.seats
    )


async def find_invitation(uow: Work, token: str, now: datetime) -> Invitation | None:
    """The invitation of a link that can still be used. Wrong, used and expired look the same from outside."""
    found = await uow.registration.invitation_by_hash(hashed(token))
    return found if found is not None and found.good(now) else None


async def join(
    uow: Work, member: Member, invitation_id: int, name: str, honorific: Honorific, now: datetime
) -> Invitation:
    """Takes the seat and the right that the invitation names. Raises Refusal when it can no longer be used."""
    found = await uow.registration.invitation(invitation_id)
    if found is None or not found.good(now):
        raise Refusal("registration.link_unusable")
    if not await uow.registration.use_invitation(found.id, member.person.id, now):
        raise Refusal("registration.link_unusable")
    await uow.members.introduce(member.person.id, name, honorific, now)
    if found.unit_id is not None and found.seat_role is not None:
        await uow.members.seat(found.unit_id, member.person.id, found.seat_role, now)
    if found.grant_role is not None:
        await uow.members.grant(found.bureau_id, member.person.id, found.grant_role, now)
    await uow.audit.note(now, member.person.id, "invitation.used", "invitation", found.id)
    await uow.cards.touch(Subject.INVITATION, found.id, lane=Lane.REPLY)
    return found


async def decline(uow: Work, member: Member, now: datetime) -> None:
    """[Bukan saya]: nothing is kept of somebody who is nobody here, once they have read that."""
    if member.person.consented_at is None:
        await uow.schedule.add(DueKind.FORGET, member.person.id, now + FORGET_AFTER)


async def forget_stranger(uow: Work, person_id: int, now: datetime) -> None:
    """The due row: forgets them, unless they have agreed to be known since."""
    member = await uow.members.member(person_id, now)
    if member is not None and member.person.consented_at is None:
        await uow.members.forget(person_id)


async def object_to(uow: Work, by: Member, invitation_id: int, now: datetime) -> Invitation:
    """[Bukan orangnya]: within two days the secretariat takes back what a link gave to the wrong person."""
    found = await uow.registration.invitation(invitation_id)
    if found is None or found.used_by is None or found.used_at is None:
        raise Refusal("trouble.old_button")
    _demand(by, GrantRole.SECRETARIAT, found.bureau_id)
    if found.ended_at is not None or now > found.used_at + OBJECTION_TIME:
        raise Refusal("registration.objection_over")
    await _take_back(uow, found, now)
    await uow.registration.end_invitation(found.id, now)
    await uow.audit.note(now, by.person.id, "invitation.taken_back", "invitation", found.id)
    await uow.cards.touch(Subject.INVITATION, found.id, lane=Lane.REPLY)
    return found


async def _take_back(uow: Work, found: Invitation, now: datetime) -> None:
    person_id = found.used_by
    if person_id is None:
        return
    if found.unit_id is not None:
        for holder in await uow.members.holders(found.unit_id, now):
            if holder.person.id == person_id and holder.role is found.seat_role:
                await uow.members.unseat(holder.seat_id, now)
    if found.grant_role is not None:
        await uow.members.revoke(found.bureau_id, person_id, found.grant_role, now)


async def apply(uow: Work, member: Member, unit_id: int, role: SeatRole, name: str, now: datetime) -> Application:
    """Asks the secretariat for a seat. Asked again while one waits, it stays the first."""
    waiting = await uow.registration.waiting_of(member.person.id)
    if waiting is not None:
        return waiting
    unit = await uow.units.unit(unit_id)
    if unit is None:
        raise Refusal("trouble.old_button")
    await uow.members.introduce(member.person.id, name, member.person.honorific, now)
    made = await uow.registration.add_application(unit.bureau_id, member.person.id, unit_id, role, now)
    await uow.audit.note(now, member.person.id, "application.made", "application", made)
    for one in await secretariat(uow, unit.bureau_id, now):
        await uow.cards.show(one.address.id, Subject.APPLICATION, made)
    return Application(made, unit.bureau_id, member.person.id, unit_id, role, ApplicationState.WAITING, now)


async def withdraw(uow: Work, member: Member, application_id: int, now: datetime) -> None:
    """[Batalkan] by the one who asked."""
    found = await uow.registration.application(application_id)
    if found is None or found.person_id != member.person.id:
        raise Refusal("trouble.old_button")
    if not await uow.registration.decide(found.id, ApplicationState.WITHDRAWN, member.person.id, now):
        raise Refusal("trouble.old_button")
    await uow.audit.note(now, member.person.id, "application.withdrawn", "application", found.id)
    await _show_decided(uow, found.id)


async def accept(
    uow: Work,
    by: Member,
    application_id: int,
    now: datetime,
    *,
    role: SeatRole | None = None,
    replace: bool = False,
) -> tuple[Application, list[Address]]:
    """Gives the seat that was asked for, or another `role` in the same unit.

    `replace` ends the seats of those who hold this role now; returns them with the decided application.
    """
    found = await _still_waiting(uow, by, application_id)
    given = role or found.role
    replaced = await _replaced(uow, found, given, now) if replace else []
    first = replaced[0].person_id if replaced else None
    if not await uow.registration.decide(found.id, ApplicationState.ACCEPTED, by.person.id, now, first):
        raise Refusal("registration.decided_already")
    await uow.members.seat(found.unit_id, found.person_id, given, now)
    await uow.audit.note(
        now,
        by.person.id,
        "application.accepted",
        "application",
        found.id,
        {"role": given.value, "replaced": first},
    )
    await _show_decided(uow, found.id)
    decided = await uow.registration.application(found.id)
    return decided or found, replaced


async def _replaced(uow: Work, found: Application, role: SeatRole, now: datetime) -> list[Address]:
    ended = []
    for holder in await uow.members.holders(found.unit_id, now):
        if holder.role is not role or holder.person.id == found.person_id:
            continue
        await uow.members.unseat(holder.seat_id, now)
        member = await uow.members.member(holder.person.id, now)
        if member is not None:
            ended.append(member.address)
    return ended


async def refuse(uow: Work, by: Member, application_id: int, now: datetime) -> Application:
    found = await _still_waiting(uow, by, application_id)
    if not await uow.registration.decide(found.id, ApplicationState.REFUSED, by.person.id, now):
        raise Refusal("registration.decided_already")
    await uow.audit.note(now, by.person.id, "application.refused", "application", found.id)
    await _show_decided(uow, found.id)
    return found


async def nudge(uow: Work, member: Member, application_id: int, now: datetime) -> bool:
    """[Ingatkan] by the one who waits, once a day; False when it was pressed today already."""
    found = await uow.registration.application(application_id)
    if found is None or found.person_id != member.person.id or found.state is not ApplicationState.WAITING:
        raise Refusal("trouble.old_button")
    if now - (found.nudged_at or found.asked_at) < timedelta(hours=20):
        return False
    await uow.registration.nudge(found.id, now)
    for one in await secretariat(uow, found.bureau_id, now):
        await uow.cards.show(one.address.id, Subject.APPLICATION, found.id, anew=True)
    return True


async def secretariat(uow: Work, bureau_id: int, now: datetime) -> list[Member]:
    return await uow.members.with_grant(bureau_id, GrantRole.SECRETARIAT, now)


async def _still_waiting(uow: Work, by: Member, application_id: int) -> Application:
    found = await uow.registration.application(application_id)
    if found is None:
        raise Refusal("trouble.old_button")
    _demand(by, GrantRole.SECRETARIAT, found.bureau_id)
    if found.state is not ApplicationState.WAITING:
        raise Refusal("registration.decided_already")
    return found


async def _show_decided(uow: Work, application_id: int) -> None:
    await uow.cards.touch(Subject.APPLICATION, application_id, lane=Lane.REPLY)
    await uow.cards.touch(Subject.APPLICANT, application_id, lane=Lane.REPLY)


def _demand(by: Member, role: GrantRole, bureau_id: int) -> None:
    if not by.has(role, bureau_id):
        raise Refusal("trouble.not_allowed", role=role.value)
