"""News from its submission to its fan-out, as core decides it and both engines keep it."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from core import news as core
from core.cards import Subject
from core.channels import Entity, MediaKind, Reason, RichText
from core.errors import Refusal
from core.media import Content
from core.members import AddressState, GrantRole, Member, SeatRole, Unit, UnitKind
from core.news import Field, Minors, NewsState, NewsTally, RegionalUpdate, Story
from core.outbox import Lane, Source, State
from core.schedule import DueKind
from storage.tables import audit, cards, news, news_versions, outbox, schedule
from tests.storage.network import LATER, NOW, SOON, Network, statements

DAY = date(2026, 11, 23)


def story(text: str = "PIK-R dikukuhkan.", **more: object) -> Story:
    made: dict[str, object] = {"what": "PIK-R dikukuhkan", "place": "Kabupaten Kaur", "day": DAY}
    return Story(Content(RichText(text)), (), **made | more)  # type: ignore[arg-type]


PHOTO = Story(
    Content(RichText("Lihat", (Entity("bold", 0, 5, {}),)), (7, 3)),
    (MediaKind.PHOTO, MediaKind.DOCUMENT),
    what="Judul",
    place="Kaur Selatan",
    day=DAY,
    who="24 pengurus",
    credit="Rani",
    minors=Minors.CONSENT,
)


class Scene:
    """Rani of a forum in Kaur sends; Ratna and Sari may review."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.uow = network.uow
        self.forum: Unit
        self.rani: Member
        self.ratna: Member
        self.sari: Member

    async def set(self) -> "Scene":
        self.forum = await self.network.unit("GenRe Kaur", "17.04", UnitKind.GENRE)
        self.rani = await self.network.officer("Rani", self.forum)
        self.ratna = await self.reviewer("Ratna", GrantRole.AUTHOR)
        self.sari = await self.reviewer("Sari", GrantRole.SECRETARIAT)
        return self

    async def reviewer(self, name: str, role: GrantRole) -> Member:
        person = await self.network.stranger(name)
        await self.network.members.grant(self.network.bureau_id, person.person.id, role, NOW)
        return await self.network.again(person)

    async def sent(self, made: Story | None = None) -> RegionalUpdate:
        return (await core.submit(self.uow, self.rani, self.forum.id, made or story(), NOW)).found

    async def published(self, made: Story | None = None) -> RegionalUpdate:
        sent = await self.sent(made)
        await core.accept(self.uow, self.ratna, sent.id, sent.version, NOW)
        await core.publish(self.uow, sent.id, 1, SOON)
        return await self.now(sent)

    async def now(self, found: RegionalUpdate) -> RegionalUpdate:
        again = await self.uow.news.get(found.id)
        assert again is not None
        return again

    async def acts(self) -> list[object]:
        return [row["act"] for row in await self.network.rows(audit, subject="news")]


@pytest.fixture
async def scene(network: Network) -> Scene:
    return await Scene(network).set()


# --- submitting


async def test_a_story_comes_back_as_it_was_sent(scene: Scene) -> None:
    sent = await scene.sent(PHOTO)
    assert (sent.code, sent.state, sent.version) == ("KD-0001", NewsState.WAITING, 1)
    assert await scene.uow.news.story(sent.id, 1) == PHOTO
    assert await scene.uow.news.by_number(scene.network.bureau_id, 1) == sent
    assert await scene.uow.news.by_number(scene.network.bureau_id, 2) is None
    with pytest.raises(NoResultFound):
        await scene.uow.news.story(sent.id, 2)


async def test_everyone_who_may_review_is_named_once(scene: Scene) -> None:
    bureau_id = scene.network.bureau_id
    await scene.network.members.grant(bureau_id, scene.ratna.person.id, GrantRole.SECRETARIAT, NOW)
    near, far = [await scene.reviewer(name, GrantRole.COORDINATOR) for name in ("Kartika", "Lina")]
    town = await scene.network.unit("Kominfo Kaur", "17.04", UnitKind.DISKOMINFO)
    await scene.network.members.seat(town.id, near.person.id, SeatRole.OFFICER, NOW)
    sent = await core.submit(scene.uow, scene.rani, scene.forum.id, story(), NOW)
    assert [one.person.name for one in sent.reviewers] == ["Kartika", "Ratna", "Sari"]
    assert far.person.id not in {one.person.id for one in sent.reviewers}


async def test_somebody_who_left_the_unit_sends_nothing_for_it(scene: Scene) -> None:
    await scene.network.members.unseat(scene.rani.seats[0].id, SOON)
    left = await scene.network.again(scene.rani)
    with pytest.raises(Refusal) as refused:
        await core.submit(scene.uow, left, scene.forum.id, story(), LATER)
    assert refused.value.sentence == "news.left_unit"
    assert await scene.network.rows(news) == []


async def test_pictures_of_children_without_consent_never_leave_the_draft(scene: Scene) -> None:
    shown = Story(PHOTO.content, PHOTO.kinds, "Judul", "Kaur", DAY, minors=Minors.NO_CONSENT)
    with pytest.raises(Refusal) as refused:
        await scene.sent(shown)
    assert refused.value.sentence == "news.consent_needed"
    assert (await scene.network.rows(news), await scene.network.rows(outbox)) == ([], [])


async def test_without_a_reviewer_nothing_is_sent(network: Network) -> None:
    forum = await network.unit("GenRe Kaur", "17.04", UnitKind.GENRE)
    rani = await network.officer("Rani", forum)
    with pytest.raises(Refusal) as refused:
        await core.submit(network.uow, rani, forum.id, story(), NOW)
    assert refused.value.sentence == "news.nobody_reviews"


# --- the queue


async def test_the_place_in_the_queue_moves_up_as_others_are_decided(scene: Scene) -> None:
    first, second, third = [await scene.sent() for _ in range(3)]
    assert [await scene.uow.news.place_in_queue(one.id) for one in (first, second, third)] == [1, 2, 3]
    await scene.uow.cards.show(scene.rani.address.id, Subject.NEWS, third.id)
    (before,) = await scene.network.rows(cards, subject=Subject.NEWS.value, subject_id=third.id)
    await core.decline(scene.uow, scene.ratna, first.id, 1, "Tanggalnya belum ada.", SOON)
    assert [await scene.uow.news.place_in_queue(one.id) for one in (second, third)] == [1, 2]
    assert [one.id for one in await scene.uow.news.waiting(scene.network.bureau_id)] == [second.id, third.id]
    (after,) = await scene.network.rows(cards, subject=Subject.NEWS.value, subject_id=third.id)
    assert int(str(after["wanted"])) == int(str(before["wanted"])) + 1


async def test_one_that_is_sent_again_stands_at_the_end_under_its_number(scene: Scene) -> None:
    first, second = await scene.sent(), await scene.sent()
    await core.decline(scene.uow, scene.ratna, first.id, 1, "Tanggalnya belum ada.", SOON)
    better = story("Lengkap.")
    again = (await core.submit(scene.uow, scene.rani, scene.forum.id, better, LATER, again=first.id)).found
    assert (again.code, again.version, again.state, again.reason) == (first.code, 2, NewsState.WAITING, None)
    assert [one.id for one in await scene.uow.news.waiting(scene.network.bureau_id)] == [second.id, first.id]
    assert [await scene.uow.news.story(first.id, version) for version in (1, 2)] == [story(), better]


async def test_what_waits_already_is_not_sent_again(scene: Scene) -> None:
    sent = await scene.sent()
    with pytest.raises(Refusal):
        await core.submit(scene.uow, scene.rani, scene.forum.id, story("Lain"), SOON, again=sent.id)


# --- the review


async def test_the_second_reviewer_is_told_who_was_first(scene: Scene) -> None:
    sent = await scene.sent()
    await core.accept(scene.uow, scene.ratna, sent.id, 1, SOON)
    with pytest.raises(Refusal) as refused:
        await core.accept(scene.uow, scene.sari, sent.id, 1, LATER)
    assert refused.value.sentence == "news.decided_already"
    assert refused.value.values == {"code": "KD-0001", "by": scene.ratna.person, "at": SOON}
    assert len(await scene.network.rows(schedule, kind=DueKind.NEWS.value)) == 1


async def test_a_reviewer_who_lost_the_right_decides_nothing(scene: Scene) -> None:
    sent = await scene.sent()
    await scene.network.members.revoke(scene.network.bureau_id, scene.ratna.person.id, GrantRole.AUTHOR, SOON)
    lost = await scene.network.again(scene.ratna)
    with pytest.raises(Refusal) as refused:
        await core.accept(scene.uow, lost, sent.id, 1, LATER)
    assert refused.value.sentence == "trouble.not_allowed"


async def test_nobody_reviews_their_own_while_somebody_else_can(scene: Scene) -> None:
    await scene.network.members.seat(scene.forum.id, scene.ratna.person.id, scene.rani.seats[0].role, NOW)
    ratna = await scene.network.again(scene.ratna)
    sent = (await core.submit(scene.uow, ratna, scene.forum.id, story(), NOW)).found
    with pytest.raises(Refusal) as refused:
        await core.accept(scene.uow, ratna, sent.id, 1, SOON)
    assert refused.value.sentence == "news.own_review"


async def test_a_press_on_an_older_version_decides_nothing(scene: Scene) -> None:
    sent = await scene.sent()
    await core.ask(scene.uow, scene.ratna, sent.id, 1, Field.WHO, "Nama lengkapnya?", NOW)
    await core.answer(scene.uow, scene.rani, sent.id, 1, "SMKN 9 Kaur", SOON)
    with pytest.raises(Refusal) as refused:
        await core.accept(scene.uow, scene.sari, sent.id, 1, LATER)
    assert refused.value.sentence == "news.revised"


async def test_an_answer_makes_the_next_version_and_the_old_one_is_kept(scene: Scene) -> None:
    sent = await scene.sent(PHOTO)
    asked = await core.ask(scene.uow, scene.ratna, sent.id, 1, Field.DAY, "Tanggalnya?", NOW)
    assert asked.inquiry is not None
    assert (asked.inquiry.field, asked.inquiry.question) == (Field.DAY, "Tanggalnya?")
    answered = await core.answer(scene.uow, scene.rani, sent.id, 1, date(2026, 11, 20), SOON)
    assert (answered.version, answered.inquiry, answered.submitted_at) == (2, None, sent.submitted_at)
    days = [(await scene.uow.news.story(sent.id, version)).day for version in (1, 2)]
    assert days == [DAY, date(2026, 11, 20)]
    assert await scene.acts() == ["news.submitted", "news.asked", "news.answered"]


async def test_a_question_may_be_skipped_once(scene: Scene) -> None:
    sent = await scene.sent()
    await core.ask(scene.uow, scene.ratna, sent.id, 1, Field.WHO, "Siapa?", NOW)
    skipped = await core.answer(scene.uow, scene.rani, sent.id, 1, None, SOON)
    assert (skipped.version, skipped.inquiry) == (1, None)
    with pytest.raises(Refusal) as refused:
        await core.answer(scene.uow, scene.rani, sent.id, 1, "terlambat", LATER)
    assert refused.value.sentence == "news.question_closed"


# --- taking back


@pytest.mark.parametrize("accepted", [False, True])
async def test_the_sender_takes_it_back_until_it_leaves(scene: Scene, accepted: bool) -> None:
    sent = await scene.sent()
    if accepted:
        await core.accept(scene.uow, scene.ratna, sent.id, 1, SOON)
    withdrawn = await core.withdraw(scene.uow, scene.rani, sent.id, LATER)
    assert withdrawn.state is NewsState.WITHDRAWN
    await core.publish(scene.uow, sent.id, 1, LATER)
    assert await scene.network.rows(outbox, source=Source.NEWS) == []
    assert await scene.network.rows(schedule, kind=DueKind.NEWS.value) == []


async def test_what_has_left_is_not_taken_back(scene: Scene) -> None:
    published = await scene.published()
    with pytest.raises(Refusal) as refused:
        await core.withdraw(scene.uow, scene.rani, published.id, LATER)
    assert refused.value.sentence == "news.published_already"


async def test_an_acceptance_that_is_undone_leaves_no_name_behind(scene: Scene) -> None:
    sent = await scene.sent()
    await core.accept(scene.uow, scene.ratna, sent.id, 1, SOON)
    assert await core.undo(scene.uow, scene.ratna, sent.id, LATER) == sent
    assert await scene.network.rows(schedule, kind=DueKind.NEWS.value) == []


# --- leaving


async def test_it_reaches_the_region_the_kind_and_the_own_unit_once_each_and_never_its_sender(scene: Scene) -> None:
    network = scene.network
    office = await network.unit("Diskominfotik")
    await network.units.settle(network.bureau_id, office.id)
    near = await network.unit("Kominfo Kaur", "17.04", UnitKind.DISKOMINFO)
    forum = await network.unit("GenRe Rejang Lebong", "17.02", UnitKind.GENRE)
    paper = await network.unit("Rafflesia", "17.04", UnitKind.MEDIA)
    far = await network.unit("Polres Rejang Lebong", "17.02", UnitKind.POLICE)
    both = await network.officer("Yusuf", near, forum)
    others = [await network.officer("Dewi", office), await network.officer("Citra", scene.forum)]
    for unit in (paper, far):
        await network.officer(f"Orang {unit.slug}", unit)
    published = await scene.published()
    rows = await network.rows(outbox, source=Source.NEWS, source_id=published.id)
    assert {row["address_id"] for row in rows} == {one.address.id for one in (both, *others)}
    assert {(row["lane"], row["state"]) for row in rows} == {(Lane.BACKGROUND, State.QUEUED)}
    assert (published.state, published.recipients, published.published_at) == (NewsState.PUBLISHED, 3, SOON)


async def test_news_of_the_province_is_not_for_every_kabupaten(scene: Scene) -> None:
    province = await scene.network.unit("Dinas Sosial", "17")
    neighbour = await scene.network.unit("Satpol PP", "17")
    wati, iwan = await scene.network.officer("Wati", province), await scene.network.officer("Iwan", neighbour)
    await scene.network.officer("Yusuf", await scene.network.unit("Polres Kaur", "17.04", UnitKind.POLICE))
    sent = (await core.submit(scene.uow, wati, province.id, story(), NOW)).found
    await core.accept(scene.uow, scene.ratna, sent.id, 1, NOW)
    await core.publish(scene.uow, sent.id, 1, SOON)
    rows = await scene.network.rows(outbox, source=Source.NEWS)
    assert [row["address_id"] for row in rows] == [iwan.address.id]


async def test_who_never_pressed_start_is_counted_with_the_reason(scene: Scene) -> None:
    await scene.network.officer("Citra", scene.forum, state=AddressState.NEW)
    published = await scene.published()
    (row,) = await scene.network.rows(outbox, source=Source.NEWS)
    assert (row["state"], row["reason"]) == (State.FAILED, Reason.NEVER_STARTED.value)
    assert await scene.uow.news.tally(published.id) == NewsTally(failed=1)


async def test_a_linked_chat_that_concerns_the_unit_gets_one_post_and_is_counted_apart(scene: Scene) -> None:
    network, person_id = scene.network, scene.ratna.person.id
    everybody = next(one for one in await network.groups.all(network.bureau_id) if one.name == "Semua unit")
    towns = next(one for one in await network.groups.all(network.bureau_id) if one.name == "Kab/Kota")
    chats = [await network.uow.chats.meet("telegram", f"-{n}", "Grup", NOW) for n in (1, 2)]
    for chat, group in zip(chats, (everybody, towns), strict=True):
        await network.uow.chats.link(chat.id, network.bureau_id, group.id, person_id, NOW)
    published = await scene.published()
    (row,) = await network.rows(outbox, source=Source.NEWS)
    assert row["address_id"] == chats[0].address_id
    await network.change(outbox, int(str(row["id"])), state=State.SENT)
    assert await scene.uow.news.tally(published.id) == NewsTally(posted=1)


async def test_the_right_is_read_again_when_it_leaves(scene: Scene) -> None:
    sent = await scene.sent()
    await core.accept(scene.uow, scene.ratna, sent.id, 1, NOW)
    await scene.network.members.revoke(scene.network.bureau_id, scene.ratna.person.id, GrantRole.AUTHOR, SOON)
    await core.publish(scene.uow, sent.id, 1, LATER)
    assert await scene.now(sent) == sent
    assert await scene.network.rows(outbox, source=Source.NEWS) == []
    assert (await scene.acts())[-1] == "news.acceptance_lapsed"


async def test_a_fan_out_takes_two_statements_however_many_people(scene: Scene) -> None:
    await scene.network.crowd(scene.forum, 300)
    sent = await scene.sent()
    readers = core.Readers(scene.network.bureau_id, "17.04", "genre", None, scene.rani.person.id)
    with statements(scene.network.connection) as executed:
        assert await scene.uow.news.fan_out(sent.id, readers, 2, SOON) == 300
    assert len(executed) == 2


async def test_the_published_are_listed_newest_first_by_pages(scene: Scene) -> None:
    made = [await scene.published() for _ in range(3)]
    await scene.network.change(news, made[0].id, published_at=LATER + timedelta(days=1))
    order = [made[0].id, made[2].id, made[1].id]
    bureau_id = scene.network.bureau_id
    assert [one.id for one in await scene.uow.news.published(bureau_id, 0, 2)] == order[:2]
    assert [one.id for one in await scene.uow.news.published(bureau_id, 2, 2)] == order[2:]
    assert len(await scene.network.rows(news_versions)) == 3
