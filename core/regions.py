"""The regions of Indonesia and how people call them.

Names repeat: 26 are both a regency and a city, and "Kota Padang" is a city and a district elsewhere. So a search
may find several, and who asks must choose; a title always says what kind of region it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.words import likeness, typing_errors, words


class Level(StrEnum):
    PROVINCE = "province"
    REGENCY = "regency"  # kabupaten
    CITY = "city"  # kota
    DISTRICT = "district"  # kecamatan


@dataclass(frozen=True, slots=True)
class Region:
    """`code` is Kemendagri's, with dots ("17.04"); names of regencies and cities begin with Kabupaten or Kota."""

    code: str
    name: str
    level: Level
    parent_code: str | None
    timezone: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A short or former name of the region with this code."""

    name: str
    code: str


Call: TypeAlias = tuple[str, ...]
"""A name as words."""

_LEVELS = {
    "provinsi": Level.PROVINCE,
    "kabupaten": Level.REGENCY,
    "kota": Level.CITY,
    "kecamatan": Level.DISTRICT,
}
_CODE = re.compile(r"([0-9]{2})\.?([0-9]{2})?\.?([0-9]{2})?")
_LONGEST_QUERY = 80
_MOST = 10


def title(region: Region) -> str:
    """As in "Kabupaten Kaur", "Kota Bengkulu", "Provinsi Bengkulu", "Kecamatan Tetap"."""
    match region.level:
        case Level.PROVINCE:
            return f"Provinsi {region.name}"
        case Level.DISTRICT:
            return f"Kecamatan {region.name}"
        case Level.REGENCY | Level.CITY:
            return region.name


def base_name(region: Region) -> str:
    """The name without Kabupaten or Kota."""
    if region.level in (Level.REGENCY, Level.CITY):
        return region.name.removeprefix("Kabupaten ").removeprefix("Kota ")
    return region.name


def within(code: str, ancestor: str) -> bool:
    """Whether the region `code` is `ancestor` or lies in it."""
    return code == ancestor or code.startswith(f"{ancestor}.")


class Regions:
    """Finds regions by what people type."""

    def __init__(self, rows: Iterable[Region], aliases: Iterable[Alias]) -> None:
        self._by_code = {region.code: region for region in rows}
        self._calls: dict[str, list[Call]] = {}
        self._named: dict[str, list[Region]] = {}
        self._districts: dict[str, list[Region]] = {}
        for region in self._by_code.values():
            self._index(region, base_name(region))
        for alias in aliases:
            if alias.code in self._by_code:
                self._index(self._by_code[alias.code], alias.name)

    def _index(self, region: Region, name: str) -> None:
        call = tuple(words(name))
        calls = self._calls.setdefault(region.code, [])
        if call not in calls:
            calls.append(call)
            index = self._districts if region.level is Level.DISTRICT else self._named
            index.setdefault("".join(call), []).append(region)

    def get(self, code: str) -> Region | None:
        return self._by_code.get(code)

    def upper(self) -> list[Region]:
        """Provinces, regencies and cities."""
        return [region for region in self._by_code.values() if region.level is not Level.DISTRICT]

    def calls(self, code: str) -> list[Call]:
        """What the region is called: its base name first, then its aliases."""
        return self._calls.get(code, [])

    def find(self, query: str) -> list[Region]:
        """The regions that `query` may mean, at most ten; several when it does not say which.

        A code is taken with or without dots. Districts are found only behind "kec", or where what was typed is
        their whole name, as in "Kota Padang"; they come last.
        """
        query = query.strip()[:_LONGEST_QUERY]
        if code := _CODE.fullmatch(query):
            meant = self.get(".".join(part for part in code.groups() if part))
            return [meant] if meant else []
        typed = words(query)
        level, rest = _level(typed)
        return (self._exact(typed, level, rest) or self._alike(level, rest))[:_MOST] if rest else []

    def _exact(self, typed: Sequence[str], level: Level | None, rest: Sequence[str]) -> list[Region]:
        whole, name = "".join(typed), "".join(rest)
        found = [*self._named.get(whole, ()), *_of(level, self._named.get(name, ()))]
        districts = self._districts.get(name if level is Level.DISTRICT else whole, []) if level else []
        return _in_order(found) + _in_order(districts)

    def _alike(self, level: Level | None, rest: Sequence[str]) -> list[Region]:
        """Those that have all the words, else those next to what was typed, else those meant by short words."""
        index = self._districts if level is Level.DISTRICT else self._named
        among = _in_order(_of(level, (region for found in index.values() for region in found)))
        having = [region for region in among if any(set(rest) <= {*call} for call in self._calls[region.code])]
        if 0 < len(having) <= _MOST:
            return having
        return _near("".join(rest), index, level) or self._shortened(among, rest)

    def _shortened(self, among: Sequence[Region], rest: Sequence[str]) -> list[Region]:
        scores = {region: max(_fit(rest, call) for call in self._calls[region.code]) for region in among}
        best = max(scores.values(), default=0.0)
        return [region for region, score in scores.items() if score == best > 0]


def _level(typed: Sequence[str]) -> tuple[Level | None, Sequence[str]]:
    """What kind of region was typed, and the words beside that: "kab kaur", "bengkulu kota"."""
    if not typed:
        return None, ()
    if level := _LEVELS.get(typed[0]):
        return level, typed[1:]
    if (level := _LEVELS.get(typed[-1])) and level is not Level.DISTRICT:
        return level, typed[:-1]
    return None, typed


def _of(level: Level | None, regions: Iterable[Region]) -> list[Region]:
    return [region for region in regions if level in (None, region.level)]


def _in_order(regions: Iterable[Region]) -> list[Region]:
    return sorted(set(regions), key=lambda region: region.code)


def _near(typed: str, index: Mapping[str, Sequence[Region]], level: Level | None) -> list[Region]:
    """The regions of `level` whose call differs least from what was typed, within a few typing errors."""
    calls = {call: found for call, among in index.items() if (found := _of(level, among))}
    allowed = typing_errors(typed)
    hits = process.extract(typed, list(calls), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    nearest = min((distance for _, distance, _ in hits), default=0)
    return _in_order(region for call, distance, _ in hits if distance == nearest for region in calls[call])


def _fit(typed: Sequence[str], call: Call) -> float:
    """How well the words typed stand for the words of the call, one for one."""
    if len(typed) != len(call) or typed[0][0] != call[0][0]:
        return 0.0
    return min(likeness(short, word) for short, word in zip(typed, call, strict=True))
