"""How a unit is found by what a newcomer types."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.directory import find_units
from core.members import Unit, UnitKind
from core.regions import Regions, title
from storage import reference

REGIONS = Regions(reference.read_regions(), reference.read_aliases())


def region_name(code: str) -> str:
    region = REGIONS.get(code)
    assert region
    return title(region)


UNITS = [
    Unit(number, 1, unit.slug, unit.kind, unit.region_code, region_name(unit.region_code), unit.name, unit.abbreviation)
    for number, unit in enumerate(reference.read_sample_units(), 1)
]


def names(query: str) -> list[str]:
    return [unit.name for unit in find_units(query, UNITS, REGIONS)]


def unit(kind: UnitKind, region_code: str, name: str, abbreviation: str | None = None) -> Unit:
    return Unit(len(name), 1, name, kind, region_code, region_name(region_code), name, abbreviation)


def with_a_typing_error(text: str, chance: random.Random) -> str:
    place, letter = chance.randrange(len(text)), chance.choice("abcdefghijklmnopqrstuvwxyz")
    before, at, after = text[:place], text[place], text[place + 1 :]
    return chance.choice(
        [before + letter + after, before + after, before + letter + at + after, before + after[:1] + at + after[1:]]
    )


def test_every_unit_is_first_by_its_name_and_by_its_abbreviation() -> None:
    asked = [(query, unit) for unit in UNITS for query in (unit.name, unit.abbreviation)]
    assert [(query, unit.slug) for query, unit in asked if find_units(query or "", UNITS, REGIONS)[:1] != [unit]] == []


def test_every_unit_is_first_in_small_letters_and_any_order() -> None:
    chance = random.Random(20261123)
    lost = []
    for unit in UNITS:
        words = unit.name.casefold().split()
        chance.shuffle(words)
        if find_units(" ".join(words), UNITS, REGIONS)[:1] != [unit]:
            lost.append(" ".join(words))
    assert lost == []


def test_one_typing_error_leaves_a_unit_among_the_first_three() -> None:
    chance = random.Random(20261123)
    asked = [
        (with_a_typing_error(query or "", chance), unit)
        for unit in UNITS * 3
        for query in (unit.name, unit.abbreviation)
    ]
    found = [unit in find_units(query, UNITS, REGIONS)[:3] for query, unit in asked]
    assert sum(found) / len(found) >= 0.95


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kominfo seluma", "Dinas Kominfo Kabupaten Seluma"),
        ("seluma kominfo", "Dinas Kominfo Kabupaten Seluma"),
        ("kominpo slm", "Dinas Kominfo Kabupaten Seluma"),
        ("diskominfo kab. kaur", "Dinas Kominfo Kabupaten Kaur"),
        ("saya dari kominfo rejang lebong", "Dinas Kominfo Kabupaten Rejang Lebong"),
        ("dinas komunikasi dan informatika kaur", "Dinas Kominfo Kabupaten Kaur"),
        ("kominfokaur", "Dinas Kominfo Kabupaten Kaur"),
        ("kom info seluma", "Dinas Kominfo Kabupaten Seluma"),
        ("kominfo lebong", "Dinas Kominfo Kabupaten Lebong"),
        ("kominfo kota", "Dinas Kominfo Kota Bengkulu"),
        ("kominfo provinsi", "Dinas Komunikasi, Informatika dan Statistik Provinsi Bengkulu"),
        ("kominfo manna", "Dinas Kominfo Kabupaten Bengkulu Selatan"),
        ("genre BU", "Forum GenRe Kabupaten Bengkulu Utara"),
        ("genre benteng", "Forum GenRe Kabupaten Bengkulu Tengah"),
        ("forum genre muko-muko", "Forum GenRe Kabupaten Mukomuko"),
        ("polres rejang lebong", "Polres Rejang Lebong"),
        ("RL polres", "Polres Rejang Lebong"),
        ("polres curup", "Polres Rejang Lebong"),
        ("humas polda", "Bidang Humas Polda Bengkulu"),
        ("bkkbn", "Perwakilan Kemendukbangga/BKKBN Provinsi Bengkulu"),
        ("imigrasi bengkulu", "Kantor Imigrasi Kelas I TPI Bengkulu"),
        ("kejaksaan tinggi", "Kejaksaan Tinggi Bengkulu"),
        ("kejati", "Kejaksaan Tinggi Bengkulu"),
        ("korem", "Korem 041/Gamas (Garuda Emas)"),
        ("pln", "PLN UP3 Bengkulu"),
        ("satpolpp", "Satuan Polisi Pamong Praja Provinsi Bengkulu"),
        ("rumah sakit yunus", "RSUD dr. M. Yunus Bengkulu"),
    ],
)
def test_what_says_one_unit_finds_that_one_alone(query: str, expected: str) -> None:
    assert names(query) == [expected]


def test_where_a_word_was_guessed_the_kominfo_of_the_region_stands_second() -> None:
    assert names("polres rejang lbg") == ["Polres Rejang Lebong", "Dinas Kominfo Kabupaten Rejang Lebong"]


def test_a_region_alone_finds_its_units_in_protocol_order() -> None:
    assert names("rejang lebong") == [
        "Dinas Kominfo Kabupaten Rejang Lebong",
        "Forum GenRe Kabupaten Rejang Lebong",
        "Polres Rejang Lebong",
    ]


def test_a_kind_alone_finds_the_first_five_in_protocol_order() -> None:
    assert [unit.region_code for unit in find_units("genre", UNITS, REGIONS)] == [
        "17",
        "17.01",
        "17.02",
        "17.03",
        "17.04",
    ]


def test_the_list_is_no_longer_than_asked_for() -> None:
    assert len(find_units("genre", UNITS, REGIONS, limit=3)) == 3


@pytest.mark.parametrize("query", ["polres lebong", "polres kaur", "kejari kaur", "polres siak", "korem 042"])
def test_another_place_or_number_is_never_taken_for_the_unit(query: str) -> None:
    assert names(query) == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "🙏",
        "halo",
        "tes",
        "abc",
        "xyz",
        "asdf ghjk",
        "siap ndan",
        "selamat pagi",
        "terima kasih",
        "saya",
        "1234",
        *("x" * 13_000, "9" * 13_000, "lorem ipsum " * 1000),
    ],
)
def test_what_means_no_unit_finds_none(query: str) -> None:
    assert names(query) == []


def test_nothing_is_found_where_there_are_no_units() -> None:
    assert find_units("kominfo seluma", [], REGIONS) == []


def test_a_regency_and_a_city_of_one_name_are_both_offered_until_one_is_named() -> None:
    regency = unit(UnitKind.DISKOMINFO, "13.02", "Dinas Kominfo Kabupaten Solok", "Kominfo")
    city = unit(UnitKind.DISKOMINFO, "13.72", "Dinas Kominfo Kota Solok", "Kominfo")
    assert find_units("kominfo solok", [regency, city], REGIONS) == [regency, city]
    assert find_units("kominfo kota solok", [regency, city], REGIONS) == [city]
    assert find_units("kominfo kab solok", [regency, city], REGIONS) == [regency]


def test_a_unit_without_abbreviation_answers_to_the_usual_one() -> None:
    kejari = unit(UnitKind.PROSECUTOR, "17.04", "Kejaksaan Negeri Kaur")
    assert find_units("kejari kaur", [*UNITS, kejari], REGIONS) == [kejari]


def test_a_unit_in_a_region_that_is_not_loaded_is_found_by_its_name() -> None:
    place = unit(UnitKind.DISTRICT, "17.04", "Kecamatan Tetap")
    elsewhere = Unit(99, 1, "tetap", UnitKind.DISTRICT, "17.04.12", "Kecamatan Tetap", place.name, None)
    assert find_units("kecamatan tetap kaur", [*UNITS, elsewhere], REGIONS) == [elsewhere]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_too_odd_to_search_for(query: str) -> None:
    assert len(find_units(query, UNITS, REGIONS)) <= 5
