"""Groups (Kelompok): sets of units, by hand or by a rule that fills itself; and who sits in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.audit import Audit
from core.codec import JsonObject
from core.errors import Refusal
from core.members import GrantRole, Member, Unit, UnitKind, Units
from core.regions import Level

MAX_NAME = 40
_FIRST_CITY = "71"  # third and fourth digit of a code: 01-69 are kabupaten, 71-99 are kota (Permendagri 58/2021)


def level_of(region_code: str) -> Level:
    """What kind of region a code stands for, by its form alone."""
    parts = region_code.split(".")
    if len(parts) == 1:
        return Level.PROVINCE
    if len(parts) == 2:
        return Level.REGENCY if parts[1] < _FIRST_CITY else Level.CITY
    return Level.DISTRICT


@dataclass(frozen=True, slots=True)
class Rule:
    """Units of these kinds (all when empty), less `without`, in regions of these levels (all when empty)."""

    kinds: frozenset[UnitKind] = frozenset()
    without: frozenset[UnitKind] = frozenset()
    levels: frozenset[str] = frozenset()

    def takes(self, unit: Unit) -> bool:
        return (
            (not self.kinds or unit.kind in self.kinds)
            and unit.kind not in self.without
            and (not self.levels or level_of(unit.region_code) in self.levels)
        )

    def as_json(self) -> JsonObject:
        return {
            "kinds": [kind.value for kind in sorted(self.kinds)],
            "without": [kind.value for kind in sorted(self.without)],
            "levels": [*sorted(self.levels)],
        }

    @classmethod
    def of(cls, stored: Mapping[str, object]) -> "Rule":
        def words(name: str) -> Iterable[str]:
            value = stored.get(name)
            return [str(item) for item in value] if isinstance(value, list) else []

        return cls(
            frozenset(map(UnitKind, words("kinds"))),
            frozenset(map(UnitKind, words("without"))),
            frozenset(words("levels")),
        )


@dataclass(frozen=True, slots=True)
class Group:
    """`rule` is None for one kept by hand. Smaller `rank` is offered first."""

    id: int
    bureau_id: int
    name: str
    rule: Rule | None
    rank: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a group would reach now: `officers` counts people once, `waiting` names the units (by abbreviation) of
    those who never pressed Start, one entry a person."""

    units: int
    officers: int
    waiting: tuple[str, ...] = ()


EVERYBODY = ("Semua unit", Rule(without=frozenset({UnitKind.MEDIA})), 10)
REGIONS = (
    "Kab/Kota",
    Rule(kinds=frozenset({UnitKind.DISKOMINFO}), levels=frozenset({"regency", "city"})),
    20,
)
YOUTH = ("Forum GenRe", Rule(kinds=frozenset({UnitKind.GENRE})), 30)
FIRST_GROUPS = (EVERYBODY, REGIONS, YOUTH)
"""What every bureau begins with: name, rule, rank."""


class Groups(Protocol):
    async def all(self, bureau_id: int) -> list[Group]:
        """By rank, then name."""
        ...

    async def get(self, group_id: int) -> Group | None: ...

    async def add(self, bureau_id: int, name: str, rule: Rule | None, rank: int, now: datetime) -> int | None:
        """None when the bureau has one of this name."""
        ...

    async def listed(self, bureau_id: int) -> dict[int, frozenset[int]]:
        """Ids of the units put in by hand, by group; a group without any is missing."""
        ...

    async def put(self, group_id: int, unit_ids: Sequence[int]) -> None:
        """These units and no others."""
        ...

    async def end(self, group_id: int, now: datetime) -> None: ...

    async def chats(self, group_id: int) -> list[str]:
        """Titles of the chats (Grup) that are linked to it."""
        ...

    async def reach(self, unit_ids: Sequence[int], now: datetime) -> Reach: ...


class Work(Protocol):
    @property
    def groups(self) -> Groups: ...
    @property
    def units(self) -> Units: ...
    @property
    def audit(self) -> Audit: ...


async def units_in(uow: Work, group: Group) -> list[Unit]:
    """The units of a group now, in protocol order."""
    everyone = await uow.units.all(group.bureau_id)
    listed = {} if group.rule else await uow.groups.listed(group.bureau_id)
    return _members(group, everyone, listed)


async def all_with_units(uow: Work, bureau_id: int) -> list[tuple[Group, list[Unit]]]:
    """Every group with its units now, in the order in which groups are offered; three statements."""
    everyone = await uow.units.all(bureau_id)
    listed = await uow.groups.listed(bureau_id)
    return [(group, _members(group, everyone, listed)) for group in await uow.groups.all(bureau_id)]


def _members(group: Group, everyone: Sequence[Unit], listed: Mapping[int, frozenset[int]]) -> list[Unit]:
    if group.rule is not None:
        return [unit for unit in everyone if group.rule.takes(unit)]
    return [unit for unit in everyone if unit.id in listed.get(group.id, frozenset())]


async def make(uow: Work, by: Member, bureau_id: int, name: str, unit_ids: Sequence[int], now: datetime) -> int:
    """A group kept by hand. Raises Refusal for one without units or with a name that is taken."""
    _demand(by, bureau_id)
    if not unit_ids:
        raise Refusal("groups.empty")
    made = await uow.groups.add(bureau_id, name, None, 100, now)
    if made is None:
        raise Refusal("groups.name_taken", name=name)
    await uow.groups.put(made, unit_ids)
    await uow.audit.note(now, by.person.id, "group.made", "group", made)
    return made


async def end(uow: Work, by: Member, group_id: int, now: datetime) -> Group:
    """A group that fills itself from the first cannot be ended, nor one that a chat is linked to."""
    group = await uow.groups.get(group_id)
    if group is None:
        raise Refusal("trouble.old_button")
    _demand(by, group.bureau_id)
    if group.rule is not None:
        raise Refusal("groups.kept_by_rule", name=group.name)
    if chats := await uow.groups.chats(group_id):
        raise Refusal("groups.has_chats", name=group.name, chats=chats)
    await uow.groups.end(group_id, now)
    await uow.audit.note(now, by.person.id, "group.ended", "group", group_id)
    return group


def _demand(by: Member, bureau_id: int) -> None:
    if not (by.has(GrantRole.SECRETARIAT, bureau_id) or by.has(GrantRole.AUTHOR, bureau_id)):
        raise Refusal("trouble.not_allowed", role=GrantRole.SECRETARIAT.value)
