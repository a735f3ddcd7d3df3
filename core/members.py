"""The network: units are the members, people hold seats in them, and some people hold rights in a bureau."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class UnitKind(StrEnum):
    """Kinds of agency, by the words of the field."""

    PR_BUREAU = "biro_humas"
    DISKOMINFO = "diskominfo"
    OPD = "opd"
    DISTRICT = "kecamatan"
    VERTICAL = "vertikal"
    PROSECUTOR = "kejaksaan"
    ARMY = "tni"
    POLICE = "polri"
    STATE_COMPANY = "bumn"
    REGIONAL_COMPANY = "bumd"
    UNIVERSITY = "perguruan_tinggi"
    MEDIA = "media"
    GENRE = "genre"
    PARTNER = "mitra"
    MINISTRY = "kementerian_lembaga"


class SeatRole(StrEnum):
    OFFICER = "officer"  # petugas humas
    DEPUTY = "deputy"  # petugas pengganti
    VIEWER = "viewer"  # pembaca
    MEMBER = "member"  # anggota forum


class GrantRole(StrEnum):
    """Rights in a bureau, beside the seats in units."""

    SECRETARIAT = "secretariat"
    AUTHOR = "author"
    APPROVER = "approver"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"


class Honorific(StrEnum):
    BAPAK = "bapak"
    IBU = "ibu"
    NONE = "none"


class AddressState(StrEnum):
    NEW = "new"  # never pressed Start
    REACHABLE = "reachable"
    SUSPECT = "suspect"  # refused once; a second source decides
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Bureau:
    """Who announces. `prefix` begins its codes; `office` is how it signs ("Diskominfotik Provinsi Bengkulu")."""

    id: int
    region_code: str
    prefix: str
    office: str
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class Unit:
    """`name` is the one valid now."""

    id: int
    bureau_id: int
    slug: str
    kind: UnitKind
    region_code: str
    region_name: str
    name: str
    abbreviation: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """`name` is empty until the person agreed to be known."""

    id: int
    name: str
    honorific: Honorific
    language: str
    timezone: str | None
    consented_at: datetime | None


@dataclass(frozen=True, slots=True)
class Address:
    id: int
    channel: str
    address: str
    person_id: int | None
    username: str | None
    state: AddressState


@dataclass(frozen=True, slots=True)
class Seat:
    id: int
    unit: Unit
    person_id: int
    role: SeatRole
    valid_from: datetime
    valid_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A seat seen from its unit: who sits there and how reachable."""

    seat_id: int
    person: Person
    role: SeatRole
    since: datetime
    reachable: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who speaks to the bot, with everything that decides what they may do. Seats and grants valid now."""

    person: Person
    address: Address
    seats: tuple[Seat, ...] = ()
    grants: frozenset[tuple[int, GrantRole]] = frozenset()
    """(bureau id, role)."""

    @classmethod
    def nobody(cls, channel: str, address: str) -> "Member":
        """Somebody of whom nothing is kept: they hold nothing, and no id of theirs is anybody's."""
        return cls(
            Person(0, "", Honorific.NONE, "id", None, None), Address(0, channel, address, None, None, AddressState.NEW)
        )

    @property
    def registered(self) -> bool:
        return bool(self.seats or self.grants)

    def has(self, role: GrantRole, bureau_id: int | None = None) -> bool:
        return any(held is role and bureau_id in (None, bureau) for bureau, held in self.grants)

    @property
    def bureau_id(self) -> int | None:
        """The bureau this person works in: by right, else by seat."""
        if self.grants:
            return min(bureau for bureau, _ in self.grants)
        return self.seats[0].unit.bureau_id if self.seats else None


class Members(Protocol):
    """People, their addresses, seats and rights."""

    async def meet(self, channel: str, address: str, username: str | None, now: datetime) -> Member:
        """Who speaks from this address; a newcomer gets a nameless person."""
        ...

    async def known(self, channel: str, address: str) -> Member | None:
        """As `meet`, but of a newcomer nothing is kept."""
        ...

    async def chat(self, channel: str, address: str, now: datetime) -> int:
        """Id of the address of a group chat, which is nobody's."""
        ...

    async def member(self, person_id: int, now: datetime) -> Member | None:
        """The person with the address that is best to reach them at; None when they have none."""
        ...

    async def introduce(self, person_id: int, name: str, honorific: Honorific, consented_at: datetime) -> None: ...

    async def rename(self, person_id: int, name: str) -> None: ...

    async def greet_as(self, person_id: int, honorific: Honorific) -> None: ...

    async def speak(self, person_id: int, language: str) -> None: ...

    async def live_in(self, person_id: int, timezone: str | None) -> None:
        """The zone in which this person is told hours; None follows their unit."""
        ...

    async def forget(self, person_id: int) -> None:
        """Removes somebody who holds nothing and owes nothing: person and addresses."""
        ...

    async def reach(self, address_id: int, state: AddressState, at: datetime) -> None: ...

    async def seat(self, unit_id: int, person_id: int, role: SeatRole, now: datetime) -> int: ...

    async def unseat(self, seat_id: int, now: datetime) -> None: ...

    async def grant(self, bureau_id: int, person_id: int, role: GrantRole, now: datetime) -> None: ...

    async def revoke(self, bureau_id: int, person_id: int, role: GrantRole, now: datetime) -> None: ...

    async def holders(self, unit_id: int, now: datetime) -> list[Holder]: ...

    async def with_grant(self, bureau_id: int, role: GrantRole, now: datetime) -> list[Member]:
        """In order of name; only people with an address."""
        ...

    async def with_grants(self, bureau_id: int, roles: Sequence[GrantRole], now: datetime) -> list[Member]:
        """As `with_grant`, for those who hold any of these, each once."""
        ...


class Units(Protocol):
    """Units of all bureaus, and the bureaus."""

    async def bureau(self, bureau_id: int) -> Bureau: ...

    async def bureaus(self) -> list[Bureau]: ...

    async def unit(self, unit_id: int) -> Unit | None: ...

    async def units(self, unit_ids: Sequence[int]) -> list[Unit]: ...

    async def all(self, bureau_id: int) -> list[Unit]:
        """Units in force, in protocol order (region code, then as they were entered)."""
        ...


@dataclass(frozen=True, slots=True)
class Naming:
    """How people call somebody in a sentence: "Bapak Hendra", "Ratna"."""

    name: str
    honorific: Honorific = Honorific.NONE


def naming(person: Person) -> Naming:
    return Naming(person.name, person.honorific)
