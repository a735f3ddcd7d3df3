"""How regions are found and named."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import regions
from core.dates import ZONES
from core.regions import Level, Region, Regions
from storage import reference

QUERIES = json.loads((Path(__file__).parents[1] / "data" / "region_queries.json").read_text("utf-8"))
COUNTRY = Regions(reference.read_regions() + reference.read_districts(), reference.read_aliases())


def codes(query: str) -> list[str]:
    return [region.code for region in COUNTRY.find(query)]


def named(code: str) -> Region:
    region = COUNTRY.get(code)
    assert region
    return region


@pytest.mark.parametrize("asked", QUERIES, ids=lambda asked: asked["query"])
def test_what_people_type_finds_what_they_mean(asked: dict[str, object]) -> None:
    found = COUNTRY.find(str(asked["query"]))
    assert [region.code for region in found] == asked["expected"]
    assert [region.name for region in found] == asked["expected_names"]


def test_every_regency_and_city_is_found_by_its_title_alone() -> None:
    for region in reference.read_regions():
        if region.level is not Level.PROVINCE:
            assert COUNTRY.find(regions.title(region))[0] == region, region


def test_every_province_is_found_by_its_title() -> None:
    provinces = [region for region in reference.read_regions() if region.level is Level.PROVINCE]
    assert [COUNTRY.find(regions.title(region)) for region in provinces] == [[region] for region in provinces]


def test_one_typing_error_in_a_title_still_finds_the_region() -> None:
    chance = random.Random(20261123)
    asked = [region for region in reference.read_regions() if len(regions.base_name(region)) >= 4]
    found = 0
    for region in asked:
        letters = list(regions.title(region))
        letters[chance.randrange(len(letters) - 3, len(letters))] = chance.choice("aeiklnrst")
        found += region in COUNTRY.find("".join(letters))
    assert found / len(asked) >= 0.95


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kab. solok", ["13.02"]),
        ("Kota Solok", ["13.72"]),
        ("bengkulu", ["17", "17.71"]),
        ("bengkulu kota", ["17.71"]),
        ("kota bkl", ["17.71"]),
        ("propinsi bengkulu", ["17"]),
        ("rejang", ["17.02"]),
        ("rejang lbg", ["17.02"]),
        ("bkl sel", ["17.01"]),
        ("RL", ["17.02"]),
        ("bs", ["17.01"]),
        ("kep. mentawai", ["13.09"]),
        ("mentawai", ["13.09"]),
        ("kab kotabaru", ["63.02"]),
        ("17.04", ["17.04"]),
        ("17.04.12", ["17.04.12"]),
        ("170412", ["17.04.12"]),
        ("kec. kota padang", ["17.02.06"]),
        ("kecamatan kaur selatn", ["17.04.05"]),
        ("kec kaur", ["17.04.03", "17.04.04", "17.04.05"]),
        ("toli toli", ["72.04"]),
        ("\u200f\u200eKab.\u00a0Kaur\u2060 \u00ad\ufeff", ["17.04"]),
        ("\uff2b\uff21\uff35\uff32", ["17.04"]),  # full width
    ],
)
def test_short_forms_typing_errors_and_levels(query: str, expected: list[str]) -> None:
    assert codes(query) == expected


@pytest.mark.parametrize("query", ["tetap", "luas", "tanjung kemuning"])
def test_a_district_is_found_only_behind_kec(query: str) -> None:
    assert codes(query) == []
    assert all(region.level is Level.DISTRICT for region in COUNTRY.find(f"kec {query}"))
    assert COUNTRY.find(f"kec {query}")


@pytest.mark.parametrize(
    "query", ["", "  ", "kota", "kab", "kec", "99", "1799", "12345", "🙏", "selatan", "siap ndan", "?!"]
)
def test_what_names_no_region_finds_none(query: str) -> None:
    assert codes(query) == []


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_search_for(query: str) -> None:
    assert len(COUNTRY.find(query)) <= 10


def test_a_title_always_says_what_kind_of_region() -> None:
    assert [regions.title(named(code)) for code in ("17.04", "17.71", "17", "17.04.12")] == [
        "Kabupaten Kaur",
        "Kota Bengkulu",
        "Provinsi Bengkulu",
        "Kecamatan Tetap",
    ]


def test_titles_tell_all_regions_of_the_country_apart() -> None:
    titles = [regions.title(region) for region in reference.read_regions()]
    assert len(set(titles)) == len(titles) == 552


def test_within_goes_by_whole_steps_of_the_code() -> None:
    assert regions.within("17.04.12", "17")
    assert regions.within("17.04", "17.04")
    assert not regions.within("17", "17.04")
    assert not regions.within("17.041", "17.04")


def test_the_country_is_complete_and_every_region_has_its_parent() -> None:
    rows = reference.read_regions() + reference.read_districts()
    assert Counter(region.level for region in rows) == {
        Level.PROVINCE: 38,
        Level.REGENCY: 416,
        Level.CITY: 98,
        Level.DISTRICT: 7285,
    }
    known = {region.code for region in rows} | {None}
    assert [region for region in rows if region.parent_code not in known] == []
    assert len(known) == len(rows) + 1


def test_every_region_has_a_time_zone_that_can_be_written() -> None:
    assert {region.timezone for region in reference.read_regions()} <= ZONES.keys()


def test_every_alias_and_every_sample_unit_is_of_a_known_region() -> None:
    named_codes = {alias.code for alias in reference.read_aliases()}
    used_codes = {unit.region_code for unit in reference.read_sample_units()}
    assert [code for code in named_codes | used_codes if COUNTRY.get(code) is None] == []
    assert len(reference.read_sample_units()) == 64


def test_an_alias_of_a_region_that_is_not_loaded_is_left_out() -> None:
    province = [region for region in reference.read_regions() if regions.within(region.code, "17")]
    assert [region.code for region in Regions(province, reference.read_aliases()).find("DKI")] == []
