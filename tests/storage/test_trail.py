"""What the audit holds of one matter, read back page by page."""

from datetime import timedelta

import pytest

from core import trail
from core.errors import Refusal
from core.members import GrantRole, Member
from core.trail import Matter
from tests.storage.network import NOW, SOON, Network, statements


@pytest.fixture
async def ratna(network: Network) -> Member:
    return await network.stranger("Ratna")


async def noted(network: Network, count: int, by: Member) -> None:
    """So many acts on matter 1, one a minute, among those of others."""
    for number in range(count):
        at = NOW + timedelta(minutes=number)
        await network.uow.audit.note(at, by.person.id, f"thing.{number}", "thing", 1, {"number": number})
        await network.uow.audit.note(at, by.person.id, "thing.other", "thing", 2)
        await network.uow.audit.note(at, by.person.id, "other.done", "other", 1)


async def test_acts_stand_oldest_first_with_who_did_them(network: Network, ratna: Member) -> None:
    await noted(network, 2, ratna)
    await network.uow.audit.note(SOON, None, "thing.ended", "thing", 1)
    page = await network.uow.trail.page("thing", 1, 0, 7)
    assert [(one.act, one.who and one.who.name, one.detail) for one in page.acts] == [
        ("thing.0", "Ratna", {"number": 0}),
        ("thing.1", "Ratna", {"number": 1}),
        ("thing.ended", None, {}),
    ]
    assert (page.acts[0].at, page.skipped, page.total) == (NOW, 0, 3)
    newest = await network.uow.trail.last("thing", 1)
    assert newest is not None
    assert newest.act == "thing.ended"
    assert await network.uow.trail.last("thing", 3) is None


async def test_a_page_costs_two_statements_however_long_the_trail_is(network: Network, ratna: Member) -> None:
    await noted(network, 20, ratna)
    with statements(network.connection) as executed:
        page = await network.uow.trail.page("thing", 1, 14, 7)
    assert [one.act for one in page.acts] == [f"thing.{number}" for number in range(14, 20)]
    assert (page.skipped, page.total) == (14, 20)
    assert len(executed) == 2


async def test_the_author_and_who_has_a_right_in_the_bureau_may_read(network: Network, ratna: Member) -> None:
    unit = await network.unit("Kominfo")
    matter = Matter("thing", 1, "BKL-0001", "Sesuatu", network.bureau_id, ratna.person.id)
    await network.members.grant(network.bureau_id, ratna.person.id, GrantRole.AUTHOR, NOW)
    await trail.read(network.uow, await network.again(ratna), matter, 0)
    for right in (GrantRole.APPROVER, GrantRole.SECRETARIAT, GrantRole.AUDITOR):
        reader = await network.stranger(right.value)
        await network.members.grant(network.bureau_id, reader.person.id, right, NOW)
        await trail.read(network.uow, await network.again(reader), matter, 0)
    other_author = await network.stranger("Sari")
    await network.members.grant(network.bureau_id, other_author.person.id, GrantRole.AUTHOR, NOW)
    for stranger in (other_author, await network.officer("Deni", unit)):
        with pytest.raises(Refusal):
            await trail.read(network.uow, await network.again(stranger), matter, 0)


async def test_coverage_counts_units_and_tells_the_first_and_the_last(network: Network, ratna: Member) -> None:
    units = [await network.unit(name) for name in ("A", "B", "C")]
    officers = [await network.officer(f"P{unit.abbreviation}", unit) for unit in units[:2]]
    made = await network.released(ratna, *units)
    none_yet = await network.announcements.coverage(made)
    assert (none_yet.units, none_yet.read_units, none_yet.first_at) == (3, 0, None)
    for officer, at in zip(officers, (NOW, SOON), strict=True):
        await network.announcements.acknowledge(made, 1, officer.person.id, at)
    with statements(network.connection) as executed:
        coverage = await network.announcements.coverage(made)
    assert (coverage.units, coverage.read_units, coverage.first_at, coverage.last_at) == (3, 2, NOW, SOON)
    assert len(executed) == 1
