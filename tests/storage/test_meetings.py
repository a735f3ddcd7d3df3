"""From the invitation to the answers of units, to reminders and what becomes of them."""

from collections.abc import Coroutine
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from core import meetings
from core.cards import Subject
from core.errors import Refusal
from core.meetings import Ahead, Answer, Details, Meeting, MeetingState, Rsvp, Standing, Tally, reminders_of
from core.members import AddressState, GrantRole, Member, Unit
from core.outbox import Lane, Source, State
from core.schedule import DueKind
from storage.tables import audit, cards, meeting_invitees, meeting_units, outbox, schedule, seats
from tests.storage.network import NOW, Network, statements

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
STARTS = datetime(2026, 12, 2, 2, 0, tzinfo=UTC)
DETAILS = Details(
    "Rapat Koordinasi Bakohumas",
    STARTS,
    None,
    "Asia/Jakarta",
    "Aula Diskominfotik",
    "PDH batik",
    STARTS - 2 * DAY,
    delegable=True,
)
EVE = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HADIR, BERHALANGAN = Answer(Rsvp.ATTENDING), Answer(Rsvp.DECLINED, reason="Dinas luar")
SARI = Answer(Rsvp.DELEGATED, "Sari", "Kasi Humas")


@dataclass(frozen=True, slots=True)
class Story:
    """Ratna writes, Hendra approves; Deni and Arif sit in one unit, Yusuf in another, Rani in a third."""

    network: Network
    ratna: Member
    hendra: Member
    deni: Member
    arif: Member
    yusuf: Member
    rani: Member
    units: tuple[Unit, ...]

    @property
    def uow(self) -> Any:
        return self.network.uow

    async def found(self, meeting_id: int) -> Meeting:
        found = await self.network.meetings.get(meeting_id)
        assert found is not None
        return found

    async def out(self, details: Details = DETAILS) -> int:
        """Asked for, approved and released."""
        group = (await self.network.groups.all(self.network.bureau_id))[0]
        asked = await meetings.ask(self.uow, self.ratna, self.network.bureau_id, details, group.id, NOW)
        await meetings.approve(self.uow, self.hendra, asked.id, int(NOW.timestamp()), NOW)
        await self.uow.schedule.drop(DueKind.MEETING_RELEASE, asked.id)
        await meetings.release(self.uow, asked.id, NOW + timedelta(minutes=1))
        return asked.id

    async def answers(self, who: Member, meeting_id: int, answer: Answer, now: datetime = NOW) -> None:
        await meetings.answer(self.uow, who, meeting_id, answer, now, 0)

    async def dealt(self, subject: Subject, meeting_id: int) -> dict[str, str]:
        """Whose card of this subject is there, with its page."""
        people = (self.ratna, self.hendra, self.deni, self.arif, self.yusuf, self.rani)
        names = {one.address.id: one.person.name for one in people}
        found = await self.network.rows(cards, subject=subject.value, subject_id=meeting_id)
        return {names[int(str(row["address_id"]))]: str(row["view"]) for row in found}

    async def deliver(self, subject: Subject, meeting_id: int, first_message: int) -> None:
        """What is queued of these cards stands in the chats now."""
        for row in await self.network.rows(cards, subject=subject.value, subject_id=meeting_id):
            card_id = int(str(row["id"]))
            message_id = first_message + int(str(row["address_id"]))
            await self.network.change(cards, card_id, message_id=message_id)
            queued = (outbox.c.source == Source.CARD.value) & (outbox.c.source_id == card_id)
            await self.network.connection.execute(update(outbox).where(queued).values(state=State.SENT))

    async def due(self, meeting_id: int) -> dict[str, object]:
        rows = await self.network.rows(schedule, subject_id=meeting_id)
        return {str(row["kind"]): row["due_at"] for row in rows}

    async def queued(self) -> list[tuple[Lane, Source]]:
        rows = await self.network.rows(outbox, state=State.QUEUED.value)
        return [(Lane(int(str(row["lane"]))), Source(int(str(row["source"])))) for row in rows]


@pytest.fixture
async def story(network: Network) -> Story:
    polres, seluma, kaur = [await network.unit(name) for name in ("Polres", "Seluma", "Kaur")]
    ratna, hendra = await network.stranger("Ratna"), await network.stranger("Hendra")
    for person, role in ((ratna, GrantRole.AUTHOR), (hendra, GrantRole.APPROVER)):
        await network.members.grant(network.bureau_id, person.person.id, role, NOW)
    return Story(
        network,
        await network.again(ratna),
        await network.again(hendra),
        await network.officer("Deni", polres),
        await network.officer("Arif", polres),
        await network.officer("Yusuf", seluma),
        await network.officer("Rani", kaur),
        (polres, seluma, kaur),
    )


async def refused(act: Coroutine[Any, Any, object]) -> str:
    with pytest.raises(Refusal) as refusal:
        await act
    return refusal.value.sentence


# --- until the invitations leave


async def test_a_meeting_comes_back_as_it_was_asked_for(story: Story) -> None:
    made = await story.network.meeting(story.ratna, replace(DETAILS, ends_at=STARTS + HOUR, dress=None))
    found = await story.found(made)
    assert found.details == replace(DETAILS, ends_at=STARTS + HOUR, dress=None)
    assert (found.code, found.state, found.version) == ("R-0001", MeetingState.WAITING, 1)
    assert await story.network.meetings.by_number(story.network.bureau_id, 1) == found
    assert [one.id for one in await story.network.meetings.waiting(story.network.bureau_id)] == [made]


async def test_a_released_meeting_has_everyone_seated_in_its_units_and_reminders_ahead(story: Story) -> None:
    made = await story.out()
    found = await story.found(made)
    assert (found.state, found.people, found.units) == (MeetingState.RELEASED, 4, 3)
    assert set(await story.dealt(Subject.MEETING_INVITATION, made)) == {"Deni", "Arif", "Yusuf", "Rani"}
    assert await story.due(made) == {DueKind.MEETING_DAY.value: EVE, DueKind.MEETING_HOUR.value: STARTS - HOUR}


async def test_nobody_approves_their_own(story: Story) -> None:
    made = await story.network.meeting(story.ratna, DETAILS)
    asked = int(NOW.timestamp())
    assert await refused(meetings.approve(story.uow, story.ratna, made, asked, NOW)) == "meetings.own_approval"


async def test_a_past_hour_and_a_confirmation_after_the_beginning_are_not_asked_for(story: Story) -> None:
    group = (await story.network.groups.all(story.network.bureau_id))[0]

    async def asks(details: Details) -> str:
        return await refused(meetings.ask(story.uow, story.ratna, story.network.bureau_id, details, group.id, NOW))

    assert await asks(replace(DETAILS, starts_at=NOW)) == "meetings.past_hour"
    assert await asks(replace(DETAILS, confirm_by=STARTS + HOUR)) == "meetings.confirm_too_late"


async def test_a_lapsed_right_opens_the_approval_again(story: Story) -> None:
    made = await story.network.meeting(story.ratna, DETAILS)
    await meetings.approve(story.uow, story.hendra, made, int(NOW.timestamp()), NOW)
    await story.network.members.revoke(story.network.bureau_id, story.hendra.person.id, GrantRole.APPROVER, NOW)
    await meetings.release(story.uow, made, NOW + timedelta(minutes=1))
    assert (await story.found(made)).state is MeetingState.WAITING
    assert await story.dealt(Subject.MEETING_INVITATION, made) == {}


async def test_who_cannot_be_written_to_is_counted_as_not_reached(story: Story) -> None:
    network, (polres, seluma, _) = story.network, story.units
    await network.officer("Baru", polres, state=AddressState.NEW)
    await network.officer("Henti", seluma, polres, state=AddressState.UNREACHABLE)
    await network.officer_without_address("Nama", seluma)
    made = await network.invited(story.ratna, DETAILS, *story.units)
    assert (await story.found(made)).people == 7
    assert await network.meetings.unreached(made) == ["Polres", "Polres", "Seluma"]
    await story.deliver(Subject.MEETING_INVITATION, made, 100)
    await network.connection.execute(
        update(cards).where(cards.c.address_id == story.rani.address.id).values(message_id=None)
    )
    assert await network.meetings.unreached(made) == ["Polres", "Polres", "Seluma", "Kaur"]


async def statements_of_all(story: Story) -> int:
    network = story.network
    with statements(network.connection) as executed:
        made = await network.meeting(story.ratna, DETAILS)
        await network.meetings.fan_out(made, [unit.id for unit in story.units], NOW)
        await network.meetings.remind(made, Ahead.DAY, late=False)
        await network.meetings.nudge(made, NOW)
        await network.meetings.announce(made, to_all=True)
        await network.uow.cards.withdraw(Subject.MEETING_REMINDER, made)
    return len(executed)


async def test_statements_do_not_grow_with_the_audience(story: Story) -> None:
    small = await statements_of_all(story)
    await story.network.crowd(story.units[0], 300)
    assert await statements_of_all(story) == small


# --- answers


async def test_an_answer_counts_for_the_unit_with_who_gave_it(story: Story) -> None:
    made = await story.out()
    await story.answers(story.deni, made, SARI)
    (mine,) = await story.network.meetings.standing_of(made, story.arif.person.id)
    unit = story.units[0]
    assert mine == Standing(unit.id, unit.name, "Polres", SARI, story.deni.person.id, "Deni", NOW)
    await story.answers(story.yusuf, made, BERHALANGAN)
    assert await story.network.meetings.tally(made) == Tally(delegated=1, declined=1, silent=1)
    assert [one.short for one in await story.network.meetings.standing(made)] == ["Polres", "Seluma", "Kaur"]


async def test_the_cards_of_the_whole_unit_and_of_the_organiser_follow_an_answer(story: Story) -> None:
    made = await story.out()
    await story.network.uow.cards.show(story.ratna.address.id, Subject.MEETING, made)
    await story.deliver(Subject.MEETING_INVITATION, made, 100)
    before = {row["address_id"]: row["wanted"] for row in await story.network.rows(cards)}
    await story.answers(story.deni, made, HADIR)
    after = {row["address_id"]: row["wanted"] for row in await story.network.rows(cards)}
    changed = {address for address in after if after[address] != before[address]}
    assert changed == {story.deni.address.id, story.arif.address.id, story.ratna.address.id}


async def test_the_same_answer_again_does_nothing(story: Story) -> None:
    made = await story.out()
    await story.answers(story.deni, made, HADIR)
    notes = len(await story.network.rows(audit))
    await story.answers(story.deni, made, HADIR)
    assert len(await story.network.rows(audit)) == notes


async def test_a_colleagues_other_answer_is_pointed_out(story: Story) -> None:
    made = await story.out()
    await story.answers(story.arif, made, HADIR)
    mine = await story.network.meetings.standing_of(made, story.deni.person.id)
    assert meetings.colleagues_answer(mine, story.deni, Rsvp.DELEGATED) == mine[0]
    assert meetings.colleagues_answer(mine, story.deni, Rsvp.ATTENDING) is None
    assert meetings.colleagues_answer(mine, story.arif, Rsvp.DELEGATED) is None


async def test_answers_are_taken_after_the_deadline_but_not_once_it_begins(story: Story) -> None:
    made = await story.out()
    await story.answers(story.deni, made, HADIR, STARTS - HOUR)
    late = meetings.answer(story.uow, story.deni, made, BERHALANGAN, STARTS, 0)
    assert await refused(late) == "meetings.begun"


async def test_who_may_not_answer_is_told_why(story: Story) -> None:
    made = await story.out(replace(DETAILS, delegable=False))
    sari = meetings.answer(story.uow, story.deni, made, SARI, NOW, 0)
    assert await refused(sari) == "meetings.not_delegable"
    outside = await story.network.stranger("Luar")
    assert await refused(meetings.answer(story.uow, outside, made, HADIR, NOW, 0)) == "meetings.not_invited"


async def test_an_event_takes_a_dozen_statements(story: Story) -> None:
    made = await story.out()
    with statements(story.network.connection) as executed:
        await story.answers(story.deni, made, HADIR)
    assert len(executed) <= 12


async def test_silent_units_are_asked_once_more(story: Story) -> None:
    made = await story.out()
    await story.answers(story.deni, made, HADIR)
    assert await meetings.nudge(story.uow, story.ratna, made, NOW) == 2
    assert await story.dealt(Subject.MEETING_REMINDER, made) == {"Yusuf": "nudge", "Rani": "nudge"}
    again = meetings.nudge(story.uow, story.ratna, made, NOW)
    assert await refused(again) == "announcements.nudged_already"


async def test_lists_hold_what_lies_ahead_of_a_person(story: Story) -> None:
    network, made = story.network, await story.out()

    async def ahead(who: Member, now: datetime = NOW) -> list[int]:
        return [one.id for one in await network.meetings.ahead_of(who.person.id, now)]

    async def owed(who: Member, now: datetime = NOW) -> list[int]:
        return [one.id for one in await network.meetings.owed_by(who.person.id, now)]

    assert [await ahead(who) for who in (story.deni, story.ratna, story.hendra)] == [[made], [made], []]
    assert [await owed(who) for who in (story.deni, story.ratna)] == [[made], []]
    await story.answers(story.arif, made, HADIR)
    assert (await ahead(story.deni), await owed(story.deni)) == ([made], [])
    assert await ahead(story.deni, STARTS) == []


# --- reminders


def test_reminders_are_due_at_the_meetings_own_hours() -> None:
    ambon = replace(DETAILS, zone="Asia/Jayapura")
    assert reminders_of(ambon) == {Ahead.DAY: EVE - 2 * HOUR, Ahead.HOUR: STARTS - HOUR}


async def test_a_reminder_goes_to_those_who_come_and_to_the_silent_never_to_who_declined(story: Story) -> None:
    made = await story.out()
    await story.answers(story.deni, made, SARI)
    await story.answers(story.yusuf, made, BERHALANGAN)
    await meetings.remind(story.uow, made, Ahead.DAY, EVE)
    assert await story.dealt(Subject.MEETING_REMINDER, made) == {"Deni": "day", "Rani": "day"}


async def test_when_who_answered_has_left_the_unit_its_others_are_reminded(story: Story) -> None:
    made = await story.out()
    await story.answers(story.deni, made, HADIR)
    await story.network.members.unseat(story.deni.seats[0].id, NOW)
    await meetings.remind(story.uow, made, Ahead.DAY, EVE)
    assert set(await story.dealt(Subject.MEETING_REMINDER, made)) == {"Arif", "Yusuf", "Rani"}


async def test_the_newer_reminder_replaces_the_older(story: Story) -> None:
    made = await story.out()
    await meetings.remind(story.uow, made, Ahead.DAY, EVE)
    await story.deliver(Subject.MEETING_REMINDER, made, 500)
    await meetings.remind(story.uow, made, Ahead.HOUR, STARTS - HOUR)
    assert set((await story.dealt(Subject.MEETING_REMINDER, made)).values()) == {"hour"}
    deletions = [row for row in await story.network.rows(outbox) if int(str(row["source_id"])) < 0]
    standing = {-500 - one.address.id for one in (story.deni, story.arif, story.yusuf, story.rani)}
    assert {row["source_id"] for row in deletions} == standing
    assert {row["lane"] for row in deletions} == {Lane.REMINDER.value}


async def test_after_an_outage_one_late_reminder_leaves_not_two(story: Story) -> None:
    made = await story.out()
    back = STARTS - timedelta(minutes=20)
    for ahead in Ahead:
        await meetings.remind(story.uow, made, ahead, back)
    assert set((await story.dealt(Subject.MEETING_REMINDER, made)).values()) == {"hour_late"}


async def test_a_late_evening_reminder_says_so(story: Story) -> None:
    made = await story.out()
    await meetings.remind(story.uow, made, Ahead.DAY, EVE + HOUR)
    assert set((await story.dealt(Subject.MEETING_REMINDER, made)).values()) == {"day_late"}


async def test_once_the_meeting_has_begun_no_reminder_leaves_and_the_organiser_is_told(story: Story) -> None:
    made = await story.out()
    for ahead in Ahead:
        await meetings.remind(story.uow, made, ahead, STARTS + HOUR)
    assert await story.dealt(Subject.MEETING_REMINDER, made) == {}
    assert await story.dealt(Subject.MEETING, made) == {"Ratna": ""}
    assert (await story.found(made)).missed_at == STARTS + HOUR


# --- changed and cancelled

IN_FORCE = NOW + timedelta(minutes=5)


async def changed(story: Story, made: int, details: Details) -> None:
    await meetings.change(story.uow, story.ratna, made, details, NOW)
    await meetings.take_effect(story.uow, made, IN_FORCE)


async def test_another_place_is_told_and_answers_stand(story: Story) -> None:
    made = await story.out()
    await story.answers(story.deni, made, HADIR)
    await story.answers(story.yusuf, made, BERHALANGAN)
    plan = await story.due(made)
    await changed(story, made, replace(DETAILS, place="Gedung Daerah"))
    found = await story.found(made)
    assert (found.details.place, found.version, found.before) == ("Gedung Daerah", 2, DETAILS)
    assert await story.network.meetings.tally(made) == Tally(attending=1, declined=1, silent=1)
    assert set(await story.dealt(Subject.MEETING_NOTICE, made)) == {"Deni", "Arif", "Rani"}
    assert plan.items() <= (await story.due(made)).items()


async def test_another_day_asks_again_and_plans_reminders_anew(story: Story) -> None:
    made = await story.out()
    await story.answers(story.deni, made, HADIR)
    await story.answers(story.yusuf, made, BERHALANGAN)
    await meetings.nudge(story.uow, story.ratna, made, NOW)
    await story.deliver(Subject.MEETING_REMINDER, made, 500)
    await changed(story, made, replace(DETAILS, starts_at=STARTS + DAY))
    assert await story.network.meetings.tally(made) == Tally(silent=3)
    assert set(await story.dealt(Subject.MEETING_NOTICE, made)) == {"Deni", "Arif", "Yusuf", "Rani"}
    due = await story.due(made)
    assert due[DueKind.MEETING_DAY.value] == EVE + DAY
    assert due[DueKind.MEETING_HOUR.value] == STARTS + DAY - HOUR
    assert await story.dealt(Subject.MEETING_REMINDER, made) == {}
    await meetings.remind(story.uow, made, Ahead.DAY, EVE)
    assert await story.dealt(Subject.MEETING_REMINDER, made) == {}


async def test_a_cancelled_meeting_reminds_nobody_and_tells_all_but_who_declined(story: Story) -> None:
    made = await story.out()
    await story.answers(story.yusuf, made, BERHALANGAN)
    await meetings.remind(story.uow, made, Ahead.DAY, EVE)
    await meetings.cancel(story.uow, story.ratna, made, EVE)
    await meetings.take_effect(story.uow, made, EVE + timedelta(minutes=1))
    assert (await story.found(made)).state is MeetingState.CANCELLED
    assert await story.dealt(Subject.MEETING_REMINDER, made) == {}
    assert set(await story.dealt(Subject.MEETING_NOTICE, made)) == {"Deni", "Arif", "Rani"}
    kinds = {DueKind.MEETING_DAY.value, DueKind.MEETING_HOUR.value}
    assert not kinds & set(await story.due(made))
    await meetings.remind(story.uow, made, Ahead.HOUR, STARTS - HOUR)
    assert await story.dealt(Subject.MEETING_REMINDER, made) == {}


async def test_a_cancel_takes_back_the_reminders_that_are_queued(story: Story) -> None:
    made = await story.out()
    await story.deliver(Subject.MEETING_INVITATION, made, 100)
    await meetings.remind(story.uow, made, Ahead.DAY, EVE)
    reminders = [row["id"] for row in await story.network.rows(cards, subject=Subject.MEETING_REMINDER.value)]
    await meetings.cancel(story.uow, story.ratna, made, EVE)
    await meetings.take_effect(story.uow, made, EVE + timedelta(minutes=1))
    rows = [row for row in await story.network.rows(outbox, source=Source.CARD) if row["source_id"] in reminders]
    assert {row["state"] for row in rows} == {State.CANCELLED.value}


async def test_a_change_is_taken_back_within_its_minute(story: Story) -> None:
    made = await story.out()
    await meetings.cancel(story.uow, story.ratna, made, NOW)
    assert await refused(meetings.cancel(story.uow, story.ratna, made, NOW)) == "meetings.change_waits"
    await meetings.undo_change(story.uow, story.ratna, made, NOW)
    await meetings.take_effect(story.uow, made, IN_FORCE)
    assert (await story.found(made)).state is MeetingState.RELEASED
    assert await refused(meetings.undo_change(story.uow, story.ratna, made, NOW)) == "meetings.left_already"


async def test_what_changes_nothing_is_no_change(story: Story) -> None:
    made = await story.out()
    assert await refused(meetings.change(story.uow, story.ratna, made, DETAILS, NOW)) == "meetings.nothing_changed"


async def test_only_organisers_change_cancel_and_remind(story: Story) -> None:
    made = await story.out()
    for act in (meetings.cancel, meetings.nudge, meetings.undo_change):
        assert await refused(act(story.uow, story.deni, made, NOW)) == "trouble.not_allowed"


async def test_everyone_seated_now_is_invited_however_often_they_sit(story: Story) -> None:
    polres, seluma, _ = story.units
    both = await story.network.officer("Dua", polres, seluma)
    made = await story.network.invited(story.ratna, DETAILS, polres, seluma)
    rows = await story.network.rows(meeting_invitees, meeting_id=made, person_id=both.person.id)
    assert len(rows) == len(await story.network.rows(seats, person_id=both.person.id)) == 2
    given = await story.network.rows(cards, address_id=both.address.id)
    assert len(given) == 1


async def test_a_group_is_told_of_meetings_to_which_all_in_it_are_invited(story: Story) -> None:
    network, ids = story.network, [unit.id for unit in story.units]
    stranger = await network.unit("Dinkes")
    meeting_id = await story.out()
    await network.connection.execute(delete(meeting_units).filter_by(meeting_id=meeting_id, unit_id=stranger.id))

    async def ahead(*unit_ids: int, now: datetime = NOW) -> list[int]:
        return [one.id for one in await network.meetings.ahead_of_all(unit_ids, now)]

    assert await ahead(*ids) == [meeting_id]
    assert await ahead(ids[0]) == [meeting_id]
    assert await ahead(ids[0], stranger.id) == []
    assert await ahead(*ids, now=STARTS) == []
