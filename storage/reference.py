"""Reads the files that come with the program: the regions of the country and sample units.

Where they come from, their date and their licence stand in storage/data/README.md.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from core.members import UnitKind
from core.regions import Alias, Level, Region


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A unit of the demonstration."""

    slug: str
    name: str
    abbreviation: str
    kind: UnitKind
    region_code: str


def read_regions() -> list[Region]:
    """Provinces, regencies and cities, by code."""
    return [_region(row) for row in _rows("regions.csv")]


def read_districts() -> list[Region]:
    """Districts (kecamatan), by code."""
    return [_region(row) for row in _rows("districts.csv")]


def read_aliases() -> list[Alias]:
    return [Alias(row["alias"], row["code"]) for row in _rows("region_aliases.csv")]


def read_sample_units() -> list[SampleUnit]:
    """In protocol order."""
    return [SampleUnit(**(row | {"kind": UnitKind(row["kind"])})) for row in json.loads(_text("units_bengkulu.json"))]


def _region(row: dict[str, str]) -> Region:
    return Region(row["code"], row["name"], Level(row["level"]), row["parent_code"] or None, row["timezone"])


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_text(name).splitlines())


def _text(name: str) -> str:
    return (resources.files("storage") / "data" / name).read_text("utf-8")
