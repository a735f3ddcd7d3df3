"""The network of the demonstration: who sits where, and what the database knows of it."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.demo.cast import CAST, DENI, HENDRA, RANI, RATNA, SRI, YUSUF, Player, crowd_of, everyone, officers
from bot.demo.network import SINCE, found_network
from core import groups, news
from core.announcements import NUMBER_KIND
from core.channels import TELEGRAM
from core.groups import EVERYBODY
from core.meetings import Answer, MeetingState, Rsvp
from core.members import GrantRole, Member, SeatRole
from core.schedule import DueKind
from handlers.menu import APPROVER_KEYS, AUTHOR_KEYS, MEDIA_KEYS, OFFICER_KEYS, YOUTH_KEYS, keys_for
from storage.reference import SampleUnit, read_sample_units
from storage.uow import Storage

UNITS = read_sample_units()
PLAYERS = everyone(UNITS)
BOT_ID = 7


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('demo') / 'bot.db'}"


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    """Founded once, and again for each test."""
    await found_network(database, BOT_ID, UNITS, PLAYERS)
    storage = await Storage.open(database, BOT_ID)
    yield storage
    await storage.close()


async def met(storage: Storage, player: Player) -> Member:
    async with storage.work() as uow:
        return await uow.members.meet(TELEGRAM, str(player.id), player.username, SINCE)


def named(slug: str) -> SampleUnit:
    return next(unit for unit in UNITS if unit.slug == slug)


def test_118_officers_sit_in_63_units_and_one_contact_in_a_media_partner() -> None:
    seated = officers(PLAYERS, UNITS)
    assert (len(seated), len({player.unit for player in seated})) == (118, 63)
    assert {player.unit for player in PLAYERS} - {player.unit for player in seated} == {"bkl-rri"}
    assert len(PLAYERS) == 119


def test_no_two_people_share_a_name_or_an_address() -> None:
    assert len({player.id for player in PLAYERS}) == len({player.name for player in PLAYERS}) == len(PLAYERS)


def test_two_people_never_pressed_start_and_are_alone_in_their_units() -> None:
    silent = [player for player in PLAYERS if not player.started]
    assert [named(player.unit).abbreviation for player in silent] == ["Kominfo Lebong", "Pelindo"]
    assert {Counter(player.unit for player in PLAYERS)[player.unit] for player in silent} == {1}


def test_kominfo_rejang_lebong_has_two_officers_and_a_deputy() -> None:
    roles = [player.role for player in PLAYERS if player.unit == "1702-kominfo"]
    assert roles == [SeatRole.OFFICER, SeatRole.OFFICER, SeatRole.DEPUTY]


def test_the_crowd_leaves_the_units_of_the_cast_to_the_visitor() -> None:
    crowd = crowd_of(officers(PLAYERS, UNITS))
    assert len(crowd) == 63 - len({player.unit for player in CAST}) - 2
    playing = {player.id for players in crowd.values() for player in players}
    assert not playing & {player.id for player in (*CAST, SRI)}


async def test_the_reach_of_everybody_is_what_the_review_card_says(storage: Storage) -> None:
    async with storage.reading() as uow:
        (bureau,) = await uow.units.bureaus()
        group = next(one for one in await uow.groups.all(bureau.id) if one.name == EVERYBODY[0])
        units = await groups.units_in(uow, group)
        reach = await uow.groups.reach([unit.id for unit in units], SINCE)
    assert (bureau.prefix, bureau.office) == ("BKL", "Diskominfotik Provinsi Bengkulu")
    assert (reach.units, reach.officers, sorted(reach.waiting)) == (63, 118, ["Kominfo Lebong", "Pelindo"])


async def test_everyone_has_the_keys_of_their_role(storage: Storage) -> None:
    contact = next(player for player in PLAYERS if player.unit == "bkl-rri")
    expected = {
        RATNA: AUTHOR_KEYS,
        HENDRA: APPROVER_KEYS,
        YUSUF: OFFICER_KEYS,
        DENI: OFFICER_KEYS,
        RANI: YOUTH_KEYS,
        contact: MEDIA_KEYS,
    }
    assert {player: keys_for(await met(storage, player)) for player in expected} == expected


async def test_ratna_is_the_secretariat_and_two_others_approve(storage: Storage) -> None:
    async with storage.reading() as uow:
        (bureau,) = await uow.units.bureaus()
        secretariat = await uow.members.with_grant(bureau.id, GrantRole.SECRETARIAT, SINCE)
        approvers = await uow.members.with_grant(bureau.id, GrantRole.APPROVER, SINCE)
    assert [one.person.name for one in secretariat] == ["Ratna"]
    assert [one.person.name for one in approvers] == ["Hendra", "Sri"]


async def test_founding_again_changes_nothing_and_the_first_number_is_412(storage: Storage, database: str) -> None:
    async with storage.work() as uow:
        (bureau,) = await uow.units.bureaus()
        assert await uow.numbers.next(bureau.id, NUMBER_KIND) == 412
    await found_network(database, BOT_ID, UNITS, PLAYERS)
    async with storage.work() as uow:
        assert await uow.numbers.next(bureau.id, NUMBER_KIND) == 413
        assert len(await uow.units.all(bureau.id)) == 64


async def test_a_meeting_stands_that_most_units_have_answered_and_some_have_not(storage: Storage) -> None:
    async with storage.reading() as uow:
        (bureau,) = await uow.units.bureaus()
        meeting = await uow.meetings.by_number(bureau.id, 87)
        assert meeting is not None
        assert (meeting.code, meeting.state, meeting.units, meeting.people) == (
            "R-0087",
            MeetingState.RELEASED,
            63,
            118,
        )
        tally = await uow.meetings.tally(meeting.id)
        ours = {one.unit: one.answer for one in await uow.meetings.standing(meeting.id) if one.answer}
    assert tally.attending > tally.silent > tally.declined > 0
    assert ours[named(DENI.unit).name] == Answer(Rsvp.DELEGATED, "Sari", "Kasi Humas")
    assert ours[named(RANI.unit).name].rsvp is Rsvp.DECLINED


async def test_nothing_of_the_past_is_due_before_the_day_ahead_of_the_meeting(storage: Storage) -> None:
    async with storage.work() as uow:
        assert await uow.schedule.take(datetime(2026, 12, 1, 8, 59, tzinfo=UTC), 9) == []
        due = await uow.schedule.take(datetime(2026, 12, 2, 2, tzinfo=UTC), 9)
    assert {one.kind for one in due} == {DueKind.MEETING_DAY, DueKind.MEETING_HOUR}


async def test_two_pieces_of_news_are_in_the_archive_and_the_next_number_is_231(storage: Storage) -> None:
    async with storage.work() as uow:
        (bureau,) = await uow.units.bureaus()
        assert [one.code for one in await uow.news.published(bureau.id, 0, 5)] == ["KD-0230", "KD-0229"]
        assert await uow.numbers.next(bureau.id, news.NUMBER_KIND) == 231


async def test_the_group_is_linked_to_all_units(storage: Storage) -> None:
    async with storage.reading() as uow:
        (bureau,) = await uow.units.bureaus()
        (chat,) = await uow.chats.linked(bureau.id)
        group = await uow.groups.get(chat.group_id or 0)
    assert chat.title == "Bakohumas Bengkulu"
    assert group is not None
    assert group.name == EVERYBODY[0]
