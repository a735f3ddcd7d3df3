"""What a new bureau is called until somebody calls it otherwise: the beginning of its codes, and how it signs."""

from collections.abc import Sequence

from core.members import UnitKind
from core.regions import Level, Region, base_name, title
from storage.reference import SampleUnit

PROVINCE_PREFIXES = {
    "11": "ACH",
    "12": "SMU",
    "13": "SBR",
    "14": "RIA",
    "15": "JMB",
    "16": "SMS",
    "17": "BKL",
    "18": "LPG",
    "19": "BBL",
    "21": "KPR",
    "31": "JKT",
    "32": "JBR",
    "33": "JTG",
    "34": "DIY",
    "35": "JTM",
    "36": "BTN",
    "51": "BAL",
    "52": "NTB",
    "53": "NTT",
    "61": "KBR",
    "62": "KTG",
    "63": "KSL",
    "64": "KTM",
    "65": "KTR",
    "71": "SLU",
    "72": "SLT",
    "73": "SLS",
    "74": "STR",
    "75": "GTO",
    "76": "SLB",
    "81": "MAL",
    "82": "MUT",
    "91": "PAP",
    "92": "PBR",
    "93": "PSL",
    "94": "PTG",
    "95": "PPG",
    "96": "PBD",
}
"""By code of the province; close to how their names are shortened in daily use (SumBaR, JaTiM)."""

_VOWELS = frozenset("aeiou")


def prefix_of(region: Region) -> str:
    """Three capital letters: those of the province, else the first three consonants of the name."""
    if region.level is Level.PROVINCE and region.code in PROVINCE_PREFIXES:
        return PROVINCE_PREFIXES[region.code]
    letters = [letter for letter in base_name(region).casefold() if letter.isascii() and letter.isalpha()]
    consonants = [letter for letter in letters if letter not in _VOWELS]
    return "".join(consonants if len(consonants) >= 3 else letters)[:3].upper()


def office_of(region: Region, units: Sequence[SampleUnit]) -> str:
    """As in "Diskominfotik Provinsi Bengkulu": the region's first Dinas Kominfo, by its short name."""
    short = next((unit.abbreviation for unit in units if leads(unit, region.code)), "Dinas Kominfo")
    return short if base_name(region).casefold() in short.casefold() else f"{short} {title(region)}"


def leads(unit: SampleUnit, region_code: str) -> bool:
    """Whether the bureau of this region works in this unit."""
    return unit.kind is UnitKind.DISKOMINFO and unit.region_code == region_code
