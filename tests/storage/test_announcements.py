"""From the record to the fan-out, to who has read it."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from core.announcements import Announcement, AnnouncementState, Delivery, Priority, Receipt, Tally
from core.channels import Entity, MediaKind, Reason, RichText
from core.media import Content
from core.members import AddressState, Member, SeatRole, UnitKind
from core.outbox import Lane, Source, State
from storage.tables import acknowledgements, announcements, audience, copies, outbox
from tests.storage.network import LATER, NOW, SOON, Network, statements

WAITING, RETURNED = AnnouncementState.WAITING, AnnouncementState.RETURNED
APPROVED, DISCARDED = AnnouncementState.APPROVED, AnnouncementState.DISCARDED


@pytest.fixture
async def author(network: Network) -> Member:
    return await network.stranger("Ratna")


async def found(network: Network, announcement_id: int) -> Announcement:
    announcement = await network.announcements.get(announcement_id)
    assert announcement is not None
    return announcement


async def state_of(network: Network, announcement_id: int) -> AnnouncementState:
    return (await found(network, announcement_id)).state


async def deliver(network: Network, member: Member, announcement_id: int, source: Source = Source.ANNOUNCEMENT) -> int:
    """The card of this person's delivery stands in the chat as message 900; returns the row's id."""
    (row,) = await network.rows(outbox, source=source, source_id=announcement_id, address_id=member.address.id)
    row_id, last = int(str(row["id"])), int(str(row["parts"])) - 1
    await network.change(outbox, row_id, state=State.SENT)
    for ordinal in (0, 1):
        values = {"outbox_id": row_id, "part": last, "ordinal": ordinal, "message_id": 900 + ordinal}
        await network.connection.execute(insert(copies).values(**values, version=1))
    return row_id


# --- the record


async def test_an_announcement_comes_back_as_it_was_asked_for(network: Network, author: Member) -> None:
    made = await network.announcement(author)
    group = (await network.groups.all(network.bureau_id))[0]
    kept = Announcement(
        made, network.bureau_id, "BKL-0001", WAITING, Priority.NORMAL, author.person.id, group.id, 1, NOW
    )
    assert await network.announcements.get(made) == kept
    assert await network.announcements.by_number(network.bureau_id, 1) == kept
    assert await network.announcements.by_number(network.bureau_id, 2) is None
    assert await network.announcements.get(4711) is None


@pytest.mark.parametrize("kinds", [(), (MediaKind.PHOTO, MediaKind.DOCUMENT)])
async def test_words_formatting_and_files_are_kept_untouched(
    network: Network, author: Member, kinds: tuple[MediaKind, ...]
) -> None:
    group = (await network.groups.all(network.bureau_id))[0]
    entities = (
        Entity("bold", 0, 4, {}),
        Entity("text_link", 5, 2, {"url": "https://example.org/?a=1&b=2", "depth": 1}),
    )
    content = Content(RichText("  Yth. 🙏🏽 “Bapak” <b>\n\n", entities), (7, 3), kinds)
    made = await network.announcements.add(
        network.bureau_id, 412, "BKL-0412", Priority.URGENT, author.person.id, group.id, content, NOW
    )
    assert await network.announcements.content(made, 1) == content
    with pytest.raises(NoResultFound):
        await network.announcements.content(made, 2)


async def test_a_number_is_given_once(network: Network, author: Member) -> None:
    made = await found(network, await network.announcement(author))
    with pytest.raises(IntegrityError):
        await network.announcements.add(
            network.bureau_id, 1, "BKL-1", Priority.NORMAL, author.person.id, made.group_id, Content(RichText("")), NOW
        )


async def test_it_moves_only_from_the_state_it_is_in(network: Network, author: Member) -> None:
    made, by = await network.announcement(author), author.person.id
    approval = {"decided_by": by, "decided_at": SOON, "release_at": LATER}
    assert await network.announcements.move(made, WAITING, APPROVED, decided_by=by, decided_at=SOON, release_at=LATER)
    assert not await network.announcements.move(made, WAITING, RETURNED, returned_for="keliru")
    approved = await found(network, made)
    assert approval == {name: getattr(approved, name) for name in approval}
    assert (approved.state, approved.returned_for) == (APPROVED, None)


async def test_an_approval_that_is_undone_leaves_no_name_behind(network: Network, author: Member) -> None:
    made, by = await network.announcement(author), author.person.id
    before = await found(network, made)
    await network.announcements.move(made, WAITING, APPROVED, decided_by=by, decided_at=SOON, release_at=LATER)
    assert await network.announcements.move(made, APPROVED, WAITING)
    assert await found(network, made) == before


async def test_one_that_came_back_is_asked_again_under_its_number(network: Network, author: Member) -> None:
    made = await network.announcement(author)
    kept = await found(network, made)
    await network.announcements.move(
        made, WAITING, RETURNED, decided_by=author.person.id, decided_at=SOON, returned_for="tanggalnya"
    )
    better = Content(RichText("Selasa"), (5,))
    await network.announcements.ask_again(made, Priority.MOST_URGENT, kept.group_id, better, LATER)
    again = await found(network, made)
    assert (again.code, again.state, again.priority, again.asked_at) == (
        "BKL-0001",
        WAITING,
        Priority.MOST_URGENT,
        LATER,
    )
    assert (again.decided_by, again.decided_at, again.returned_for) == (None, None, None)
    assert await network.announcements.content(made, again.current_version) == better


async def test_one_that_was_not_returned_is_not_asked_again(network: Network, author: Member) -> None:
    kept = await found(network, await network.announcement(author, "Rabu"))
    with pytest.raises(NoResultFound):
        await network.announcements.ask_again(kept.id, kept.priority, kept.group_id, Content(RichText("")), LATER)
    assert (await network.announcements.content(kept.id, 1)).body.text == "Rabu"


async def test_lists_are_in_order_and_leave_out_what_was_discarded(network: Network, author: Member) -> None:
    first, second, third = [await network.announcement(author) for _ in range(3)]
    await network.change(announcements, first, asked_at=LATER)
    await network.announcements.move(third, WAITING, DISCARDED)
    assert [one.id for one in await network.announcements.waiting(network.bureau_id)] == [second, first]
    assert [one.id for one in await network.announcements.recent(network.bureau_id, 10)] == [second, first]
    assert [one.id for one in await network.announcements.recent(network.bureau_id, 1)] == [second]


# --- the fan-out


async def test_everyone_seated_gets_one_delivery_and_the_release_is_noted(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    people = [await network.officer("Deni", unit), await network.officer("Tini", unit, role=SeatRole.DEPUTY)]
    made = await network.announcement(author)
    assert await network.announcements.fan_out(made, [unit.id], Lane.MOST_URGENT, 2, SOON) == (2, 1)
    rows = await network.rows(outbox)
    assert [row["address_id"] for row in rows] == [one.address.id for one in people]
    for row in rows:
        assert (row["lane"], row["source"], row["source_id"], row["occurrence"]) == (1, 2, made, 0)
        assert (row["state"], row["part"], row["parts"], row["not_before_ms"]) == (State.QUEUED, 0, 2, 0)
    released = await found(network, made)
    assert (released.state, released.released_at) == (AnnouncementState.RELEASED, SOON)
    assert (released.recipients, released.units) == (2, 1)


async def test_somebody_in_two_units_gets_one_delivery_and_counts_for_both(network: Network, author: Member) -> None:
    first, second = await network.unit("Polres Kaur"), await network.unit("Kodim Kaur")
    deni = await network.officer("Deni", first, second)
    await network.members.seat(first.id, deni.person.id, SeatRole.VIEWER, NOW)
    made = await network.announcement(author)
    reached = await network.announcements.fan_out(made, [first.id, second.id], Lane.ANNOUNCEMENT, 1, NOW)
    assert reached == (1, 2)
    assert len(await network.rows(outbox)) == 1
    assert [row["unit_id"] for row in await network.rows(audience)] == [first.id, second.id]


async def test_who_left_and_who_sits_elsewhere_gets_nothing(network: Network, author: Member) -> None:
    unit, other = await network.unit("Polres Kaur"), await network.unit("Dinkes")
    stayed = await network.officer("Deni", unit)
    await network.officer("Sari", other)
    left = await network.officer("Arif", unit)
    await network.members.unseat(left.seats[0].id, NOW)
    await network.released(author, unit)
    assert [row["address_id"] for row in await network.rows(outbox)] == [stayed.address.id]


@pytest.mark.parametrize(
    ("state", "row_state", "reason"),
    [
        (AddressState.REACHABLE, State.QUEUED, None),
        (AddressState.SUSPECT, State.QUEUED, None),
        (AddressState.NEW, State.FAILED, "never_started"),
        (AddressState.UNREACHABLE, State.FAILED, "stopped"),
    ],
)
async def test_what_cannot_arrive_has_failed_from_the_start_with_its_reason(
    network: Network, author: Member, state: AddressState, row_state: State, reason: str | None
) -> None:
    unit = await network.unit("Polres Kaur")
    await network.officer("Deni", unit, state=state)
    await network.released(author, unit)
    assert [(row["state"], row["reason"]) for row in await network.rows(outbox)] == [(row_state, reason)]


async def test_who_has_no_address_is_counted_and_told_of(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    await network.officer_without_address("Deni", unit)
    made = await network.released(author, unit)
    assert await network.rows(outbox) == []
    assert (await found(network, made)).recipients == 1
    assert (await network.announcements.tally(made)).failed == ((Reason.NEVER_STARTED, ("Polres Kaur",)),)


async def test_a_release_to_nobody_reaches_nobody(network: Network, author: Member) -> None:
    made = await network.announcement(author)
    assert await network.announcements.fan_out(made, [], Lane.ANNOUNCEMENT, 1, NOW) == (0, 0)
    assert await network.announcements.tally(made) == Tally()
    assert await state_of(network, made) is AnnouncementState.RELEASED


async def test_a_second_fan_out_of_the_same_announcement_is_refused(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    await network.officer("Deni", unit)
    made = await network.released(author, unit)
    with pytest.raises(IntegrityError):
        await network.announcements.fan_out(made, [unit.id], Lane.ANNOUNCEMENT, 1, NOW)


async def _statements_of_a_release(network: Network, author: Member, size: int) -> list[int]:
    """Of the fan-out, the tally and the nudge."""
    unit = await network.unit("Polres Kaur")
    await network.crowd(unit, size)
    made = await network.announcement(author)
    with statements(network.connection) as released:
        reached = await network.announcements.fan_out(made, [unit.id], Lane.ANNOUNCEMENT, 1, NOW)
    with statements(network.connection) as counted:
        tally = await network.announcements.tally(made)
    with statements(network.connection) as nudged:
        asked = await network.announcements.nudge_owing(made, 1, SOON)
    assert (reached, tally.queued, asked) == ((size, 1), size * 9 // 10, size * 9 // 10)
    assert [(reason, len(units)) for reason, units in tally.failed] == [(Reason.NEVER_STARTED, size // 10)]
    return [len(executed) for executed in (released, counted, nudged)]


@pytest.mark.parametrize("size", [10, 1_000])
async def test_a_release_costs_as_much_for_ten_people_as_for_a_thousand(
    network: Network, author: Member, size: int
) -> None:
    assert await _statements_of_a_release(network, author, size) == [4, 4, 2]


@pytest.mark.slow
async def test_a_hundred_thousand_recipients_are_one_pass(network: Network, author: Member) -> None:
    assert await _statements_of_a_release(network, author, 100_000) == [4, 4, 2]


async def test_ten_thousand_units_are_one_parameter(network: Network, author: Member) -> None:
    made = await network.announcement(author)
    unit = await network.unit("Polres Kaur")
    await network.officer("Deni", unit)
    assert await network.announcements.fan_out(made, range(10_000), Lane.ANNOUNCEMENT, 1, NOW) == (1, 1)


# --- how it stands


async def test_the_tally_counts_people_by_what_became_of_their_delivery(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    people = [await network.officer(f"P{number}", unit) for number in range(6)]
    made = await network.released(author, unit)
    rows = [int(str(row["id"])) for row in await network.rows(outbox)]
    states = [State.QUEUED, State.SENDING, State.SENT, State.DOUBT, State.CANCELLED, State.SENT]
    for row_id, state in zip(rows, states, strict=True):
        await network.change(outbox, row_id, state=state)
    await network.change(outbox, rows[5], repeats=1)
    await network.connection.execute(
        insert(outbox).values(lane=2, source=4, source_id=made, occurrence=1, address_id=people[0].address.id)
    )
    assert await network.announcements.tally(made) == Tally(
        queued=2, sent=2, doubt=1, repeated=1, owing=("Polres Kaur",)
    )


async def test_failures_stand_by_reason_and_unit_one_entry_a_person(network: Network, author: Member) -> None:
    kaur, province = await network.unit("Kominfo Kaur", "17.04"), await network.unit("Dinkes")
    await network.officer("Deni", kaur, province, state=AddressState.UNREACHABLE)
    await network.officer("Sari", kaur, state=AddressState.UNREACHABLE)
    await network.officer("Budi", kaur, state=AddressState.NEW)
    await network.officer_without_address("Tini", province)
    made = await network.released(author, kaur, province)
    assert (await network.announcements.tally(made)).failed == (
        (Reason.STOPPED, ("Dinkes", "Kominfo Kaur")),
        (Reason.NEVER_STARTED, ("Dinkes", "Kominfo Kaur")),
    )


async def test_owing_units_stand_in_protocol_order_by_short_name(network: Network, author: Member) -> None:
    kaur, lebong = await network.unit("Polres Kaur", "17.04"), await network.unit("Polres RL", "17.02")
    province, empty = await network.unit("Polda"), await network.unit("Kosong")
    for number, unit in enumerate((kaur, lebong, province)):
        await network.officer(f"P{number}", unit)
    made = await network.released(author, kaur, lebong, province, empty)
    tally = await network.announcements.tally(made)
    assert (tally.read_units, tally.owing) == (0, ("Polda", "Polres RL", "Polres Kaur"))


async def test_a_unit_renamed_meanwhile_owes_under_its_new_name(network: Network, author: Member) -> None:
    made_unit = await network.units.add(network.bureau_id, "kb", UnitKind.OPD, "17", "BKKBN", None, NOW)
    unit = (await network.units.units([made_unit]))[0]
    deni = await network.officer("Deni", unit)
    made = await network.released(author, unit)
    await network.units.rename(unit.id, "Kemendukbangga", SOON)
    assert (await network.announcements.tally(made)).owing == ("Kemendukbangga",)
    receipt = await network.announcements.acknowledge(made, 1, deni.person.id, SOON)
    assert receipt == Receipt(("Kemendukbangga",), SOON, SOON, new=True)


# --- one tap


async def test_a_tap_counts_for_all_units_of_the_person(network: Network, author: Member) -> None:
    kaur, province = await network.unit("Kominfo Kaur", "17.04"), await network.unit("Dinkes")
    deni = await network.officer("Deni", kaur, province)
    made = await network.released(author, kaur, province)
    with statements(network.connection) as executed:
        receipt = await network.announcements.acknowledge(made, 1, deni.person.id, SOON)
    assert receipt == Receipt(("Nama lengkap Dinkes", "Nama lengkap Kominfo Kaur"), SOON, SOON, new=True)
    assert len(executed) == 2
    tally = await network.announcements.tally(made)
    assert (tally.read_units, tally.last_read_at, tally.owing) == (2, SOON, ())


async def test_the_same_tap_again_answers_the_same(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    deni = await network.officer("Deni", unit)
    made = await network.released(author, unit)
    assert await network.announcements.receipt(made, deni.person.id) is None
    await network.announcements.acknowledge(made, 1, deni.person.id, SOON)
    again = await network.announcements.acknowledge(made, 1, deni.person.id, LATER)
    assert again == Receipt(("Nama lengkap Polres Kaur",), SOON, SOON, new=False)
    assert await network.announcements.receipt(made, deni.person.id) == again
    assert len(await network.rows(acknowledgements)) == 1


async def test_a_second_officers_tap_is_kept_and_the_unit_counts_once(network: Network, author: Member) -> None:
    unit, other = await network.unit("Polres Kaur"), await network.unit("Dinkes")
    deni, arif = await network.officer("Deni", unit), await network.officer("Arif", unit)
    sari = await network.officer("Sari", other)
    made = await network.released(author, unit, other)
    await network.announcements.acknowledge(made, 1, deni.person.id, SOON)
    second = await network.announcements.acknowledge(made, 1, arif.person.id, LATER)
    assert second == Receipt(("Nama lengkap Polres Kaur",), LATER, SOON, new=True)
    tally = await network.announcements.tally(made)
    assert (tally.read_units, tally.last_read_at, tally.owing) == (1, SOON, ("Dinkes",))
    await network.announcements.acknowledge(made, 1, sari.person.id, LATER)
    assert (await network.announcements.tally(made)).last_read_at == LATER


async def test_who_is_not_in_the_audience_has_nothing_to_mark(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    await network.officer("Deni", unit)
    made = await network.released(author, unit)
    assert await network.announcements.acknowledge(made, 1, author.person.id, SOON) is None
    assert await network.rows(acknowledgements) == []


async def test_reading_the_old_version_does_not_count_for_the_new_one(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    deni = await network.officer("Deni", unit)
    made = await network.released(author, unit)
    await network.announcements.acknowledge(made, 1, deni.person.id, SOON)
    await network.change(announcements, made, current_version=2)
    assert (await network.announcements.tally(made)).owing == ("Polres Kaur",)
    assert await network.announcements.receipt(made, deni.person.id) is None
    assert await network.announcements.acknowledge(made, 2, deni.person.id, LATER) == Receipt(
        ("Nama lengkap Polres Kaur",), LATER, LATER, new=True
    )


# --- what follows a delivery


async def test_a_copy_is_shown_anew_once_however_often_it_is_asked_for(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    deni, arif = await network.officer("Deni", unit), await network.officer("Arif", unit)
    made = await network.released(author, unit)
    delivery = await deliver(network, deni, made)
    await deliver(network, arif, made)
    for _ in range(2):
        await network.announcements.refresh_copies(made, deni.person.id)
    (row,) = await network.rows(outbox, source=Source.COPY)
    assert (row["source_id"], row["address_id"], row["lane"]) == (delivery, deni.address.id, Lane.REPLY)
    assert (row["state"], row["harmless"]) == (State.QUEUED, True)


@pytest.mark.parametrize("state", [State.SENDING, State.SENT])
async def test_a_refresh_that_left_already_is_followed_by_another(
    network: Network, author: Member, state: State
) -> None:
    unit = await network.unit("Polres Kaur")
    deni = await network.officer("Deni", unit)
    made = await network.released(author, unit)
    await deliver(network, deni, made)
    await network.announcements.refresh_copies(made, deni.person.id)
    (row,) = await network.rows(outbox, source=Source.COPY)
    await network.change(outbox, int(str(row["id"])), state=state)
    await network.announcements.refresh_copies(made, deni.person.id)
    assert [row["state"] for row in await network.rows(outbox, source=Source.COPY)] == [state, State.QUEUED]


async def test_what_stands_in_no_chat_is_not_refreshed(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    deni = await network.officer("Deni", unit)
    made = await network.released(author, unit, parts=2)
    (row,) = await network.rows(outbox)
    await network.connection.execute(
        insert(copies).values(outbox_id=row["id"], part=0, ordinal=0, message_id=900, version=1)
    )
    await network.announcements.refresh_copies(made, deni.person.id)
    assert await network.rows(outbox, source=Source.COPY) == []
    assert await network.announcements.delivery(int(str(row["id"]))) is None


async def test_a_nudge_is_refreshed_with_the_delivery(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    deni = await network.officer("Deni", unit)
    made = await network.released(author, unit)
    await network.announcements.nudge_owing(made, 1, SOON)
    standing = [await deliver(network, deni, made), await deliver(network, deni, made, Source.NUDGE)]
    await network.announcements.refresh_copies(made, deni.person.id)
    assert sorted(str(row["source_id"]) for row in await network.rows(outbox, source=Source.COPY)) == sorted(
        map(str, standing)
    )
    assert await network.announcements.delivery(standing[1]) == Delivery(
        made, deni.person.id, 1, 900, 1, nudge=True, captioned=False
    )


@pytest.mark.parametrize(
    ("parts", "media", "captioned"), [(1, (), False), (1, (7,), True), (2, (7,), False), (3, (), False)]
)
async def test_a_delivery_names_the_message_with_the_buttons(
    network: Network, author: Member, parts: int, media: tuple[int, ...], captioned: bool
) -> None:
    unit = await network.unit("Polres Kaur")
    deni = await network.officer("Deni", unit)
    made = await network.released(author, unit, parts=parts, media=media)
    row_id = await deliver(network, deni, made)
    assert await network.announcements.delivery(row_id) == Delivery(
        made, deni.person.id, 1, 900, parts, nudge=False, captioned=captioned
    )
    await network.announcements.refresh_copies(made, deni.person.id)
    (copy,) = await network.rows(outbox, source=Source.COPY)
    assert await network.announcements.delivery(int(str(copy["id"]))) is None


async def _nudged(network: Network) -> list[object]:
    return [row["address_id"] for row in await network.rows(outbox, source=Source.NUDGE)]


async def test_a_nudge_goes_once_to_each_reachable_person_of_the_owing_units(network: Network, author: Member) -> None:
    owing, second, read = [await network.unit(short) for short in ("Satu", "Dua", "Tiga")]
    asked = [
        await network.officer("Deni", owing, second),
        await network.officer("Tini", owing, role=SeatRole.DEPUTY),
        await network.officer("Sari", second, state=AddressState.SUSPECT),
    ]
    await network.officer("Stopped", owing, state=AddressState.UNREACHABLE)
    await network.officer("Unstarted", owing, state=AddressState.NEW)
    await network.officer_without_address("Nowhere", owing)
    left = await network.officer("Left", owing)
    reader, colleague = await network.officer("Reader", read), await network.officer("Colleague", read)
    made = await network.released(author, owing, second, read)
    await network.members.unseat(left.seats[0].id, SOON)
    await network.announcements.acknowledge(made, 1, reader.person.id, SOON)
    with statements(network.connection) as executed:
        assert await network.announcements.nudge_owing(made, 1, LATER) == 3
    assert len(executed) == 2
    assert await _nudged(network) == [one.address.id for one in asked]
    assert colleague.address.id not in await _nudged(network)
    (row, *_) = await network.rows(outbox, source=Source.NUDGE)
    assert (row["lane"], row["source_id"], row["occurrence"]) == (Lane.REMINDER, made, 1)
    nudged = await found(network, made)
    assert (nudged.nudges, nudged.nudged_at) == (1, LATER)


async def test_somebody_who_started_meanwhile_is_nudged(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    deni = await network.officer("Deni", unit, state=AddressState.NEW)
    made = await network.released(author, unit)
    await network.members.reach(deni.address.id, AddressState.REACHABLE, SOON)
    assert await network.announcements.nudge_owing(made, 1, LATER) == 1


async def test_nobody_is_nudged_when_all_have_read_it(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    deni = await network.officer("Deni", unit)
    made = await network.released(author, unit)
    await network.announcements.acknowledge(made, 1, deni.person.id, SOON)
    assert await network.announcements.nudge_owing(made, 1, LATER) == 0


async def test_a_message_of_a_delivery_or_a_nudge_leads_to_its_announcement(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    deni, arif = await network.officer("Deni", unit), await network.officer("Arif", unit)
    await network.released(author, unit)
    made = await network.released(author, unit)
    await network.announcements.nudge_owing(made, 1, SOON)
    await deliver(network, deni, made, Source.NUDGE)
    await network.connection.execute(update(copies).values(message_id=copies.c.message_id + 50))
    await deliver(network, deni, made)
    copied = [await network.announcements.copy_at(deni.address.id, message) for message in (900, 901, 950, 902)]
    assert copied == [made, made, made, None]
    assert await network.announcements.copy_at(arif.address.id, 900) is None


# --- what still holds


async def test_what_a_unit_owes_waits_for_all_of_its_people(network: Network, author: Member) -> None:
    unit, other = await network.unit("Polres Kaur"), await network.unit("Dinkes")
    deni, arif = await network.officer("Deni", unit), await network.officer("Arif", unit, other)
    first, second = await network.released(author, unit), await network.released(author, unit, other)
    await network.change(announcements, second, released_at=LATER)
    for one in (deni, arif):
        assert [found.id for found in await network.announcements.unread(one.person.id)] == [second, first]
    for announcement_id in (first, second):
        await network.announcements.acknowledge(announcement_id, 1, deni.person.id, SOON)
    assert await network.announcements.unread(deni.person.id) == []
    assert [found.id for found in await network.announcements.unread(arif.person.id)] == [second]
    for seat in arif.seats:
        await network.members.unseat(seat.id, LATER)
    assert await network.announcements.unread(arif.person.id) == []


async def test_somebody_new_is_handed_what_was_released_lately(network: Network, author: Member) -> None:
    unit, other = await network.unit("Polres Kaur"), await network.unit("Dinkes")
    await network.officer("Arif", unit, other)
    old, first, second, third = [await network.released(author, unit) for _ in range(4)]
    await network.released(author, other)
    for minutes, one in enumerate((first, second, third)):
        await network.change(announcements, one, released_at=SOON + timedelta(minutes=minutes))
    await network.announcement(author)
    deni = await network.officer("Deni", unit)
    ask = (deni.person.id, unit.id, deni.address.id, NOW, 2)
    with statements(network.connection) as executed:
        assert await network.announcements.hand_over(*ask) == 2
    assert len(executed) == 4
    assert await network.announcements.hand_over(*ask) == 0
    rows = await network.rows(outbox, address_id=deni.address.id)
    assert [(row["source_id"], row["lane"], row["parts"]) for row in rows] == [
        (second, Lane.ANNOUNCEMENT, 1),
        (third, Lane.ANNOUNCEMENT, 1),
    ]
    assert [(await found(network, one)).recipients for one in (old, first, second, third)] == [1, 1, 2, 2]
    receipt = await network.announcements.acknowledge(third, 1, deni.person.id, LATER)
    assert receipt == Receipt(("Nama lengkap Polres Kaur",), LATER, LATER, new=True)


async def test_what_is_handed_over_is_cut_like_the_others_were(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    await network.officer_without_address("Arif", unit)
    made = await network.announcement(author, "Kata. " * 1_000)
    await network.announcements.fan_out(made, [unit.id], Lane.ANNOUNCEMENT, 2, SOON)
    deni = await network.officer("Deni", unit)
    assert await network.announcements.hand_over(deni.person.id, unit.id, deni.address.id, NOW, 1) == 1
    assert [row["parts"] for row in await network.rows(outbox)] == [2]


async def test_who_has_it_by_another_unit_gets_no_second_copy_but_reads_for_both(
    network: Network, author: Member
) -> None:
    unit, other = await network.unit("Polres Kaur"), await network.unit("Dinkes")
    await network.officer("Arif", other)
    deni = await network.officer("Deni", unit)
    made = await network.released(author, unit, other)
    await network.members.seat(other.id, deni.person.id, SeatRole.OFFICER, SOON)
    handed = await network.announcements.hand_over(
        deni.person.id, other.id, deni.address.id, NOW - timedelta(days=1), 10
    )
    assert handed == 0
    assert (await found(network, made)).recipients == 2
    receipt = await network.announcements.acknowledge(made, 1, deni.person.id, LATER)
    assert receipt == Receipt(("Nama lengkap Polres Kaur", "Nama lengkap Dinkes"), LATER, LATER, new=True)


async def test_who_sits_nowhere_is_handed_nothing(network: Network, author: Member) -> None:
    unit = await network.unit("Polres Kaur")
    await network.officer("Arif", unit)
    await network.released(author, unit)
    ask = (author.person.id, unit.id, author.address.id, NOW - timedelta(days=1), 10)
    assert await network.announcements.hand_over(*ask) == 0
    assert await network.rows(outbox, address_id=author.address.id) == []


async def test_a_newcomer_finds_what_was_sent_to_the_unit_newest_first(network: Network, author: Member) -> None:
    unit, other = await network.unit("Polres Kaur"), await network.unit("Dinkes")
    for number, seat in enumerate((unit, other)):
        await network.officer(f"P{number}", seat)
    sent = [await network.released(author, unit) for _ in range(12)]
    await network.released(author, other)
    await network.announcement(author)
    await network.change(announcements, sent[3], released_at=LATER)
    newcomer = await network.officer("Deni", unit)
    valid = [one.id for one in await network.announcements.valid_for(newcomer.person.id)]
    assert valid == [sent[3], *reversed(sent[4:]), sent[2]]
    await network.members.unseat(newcomer.seats[0].id, LATER)
    assert await network.announcements.valid_for(newcomer.person.id) == []


async def test_a_unit_in_which_nobody_sits_counts_as_addressed_and_is_named_apart(
    network: Network, author: Member
) -> None:
    manned, vacant = await network.unit("Berpetugas"), await network.unit("Kosong")
    await network.officer("Deni", manned)
    made = await network.released(author, manned, vacant)
    found = await network.announcements.get(made)
    tally = await network.announcements.tally(made)
    assert found is not None
    assert (found.recipients, found.units) == (1, 2)
    assert (tally.owing, tally.vacant, tally.read_units) == (("Berpetugas",), ("Kosong",), 0)


async def test_who_comes_to_a_unit_that_was_vacant_is_handed_what_it_was_sent(network: Network, author: Member) -> None:
    vacant = await network.unit("Kosong")
    made = await network.released(author, vacant)
    late = await network.officer("Deni", vacant)
    handed = await network.announcements.hand_over(
        late.person.id, vacant.id, late.address.id, NOW - timedelta(days=1), 3
    )
    assert handed == 1
    tally = await network.announcements.tally(made)
    assert (tally.owing, tally.vacant) == (("Kosong",), ())
