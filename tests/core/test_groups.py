"""What a code says about a region, and what a rule takes."""

from core.groups import EVERYBODY, REGIONS, YOUTH, Rule, level_of
from core.members import Unit, UnitKind
from storage.reference import read_districts, read_regions, read_sample_units


def test_the_form_of_a_code_tells_the_level_of_every_region_there_is() -> None:
    for region in [*read_regions(), *read_districts()]:
        assert level_of(region.code) is region.level, region


def test_the_first_groups_hold_what_the_sample_network_says() -> None:
    units = [
        Unit(n, 1, one.slug, one.kind, one.region_code, "", one.name, one.abbreviation)
        for n, one in enumerate(read_sample_units())
    ]
    sizes = {name: sum(rule.takes(unit) for unit in units) for name, rule, _ in (EVERYBODY, REGIONS, YOUTH)}
    assert len(units) == 64
    assert sizes == {"Semua unit": 63, "Kab/Kota": 10, "Forum GenRe": 11}
    assert not any(EVERYBODY[1].takes(unit) for unit in units if unit.kind is UnitKind.MEDIA)


def test_a_stored_rule_takes_the_same() -> None:
    for _, rule, _ in (EVERYBODY, REGIONS, YOUTH):
        assert Rule.of(rule.as_json()) == rule
