"""Which files share a message, and who may review."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.channels import MediaKind, RichText
from core.media import Content, album_order
from core.members import (
    Address,
    AddressState,
    GrantRole,
    Honorific,
    Member,
    Person,
    Seat,
    SeatRole,
    Unit,
    UnitKind,
)
from core.news import Story, may_review
from core.parts import plan

NOW = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
FORUM = Unit(1, 1, "genre-kaur", UnitKind.GENRE, "17.04", "Kabupaten Kaur", "Forum GenRe Kabupaten Kaur", "GenRe Kaur")
PHOTO, VIDEO, PAPER, VOICE = MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.DOCUMENT, MediaKind.VOICE


def story(*kinds: MediaKind, text: str = "Isi") -> Story:
    content = Content(RichText(text), tuple(range(1, len(kinds) + 1)))
    return Story(content, kinds, "Judul", "Kaur", date(2026, 11, 23))


def member(*grants: GrantRole, region: str | None = None) -> Member:
    person = Person(7, "Sari", Honorific.NONE, "id", None, NOW)
    seats = () if region is None else (Seat(1, replace(FORUM, id=9, region_code=region), 7, SeatRole.OFFICER, NOW),)
    address = Address(7, "telegram", "7", 7, None, AddressState.REACHABLE)
    return Member(person, address, seats, frozenset((1, role) for role in grants))


def test_pictures_and_films_share_an_album_and_a_paper_follows_it() -> None:
    assert story(PHOTO, VIDEO, PHOTO, PAPER).runs == (3, 1)


def test_voices_never_share_a_message() -> None:
    assert story(VOICE, VOICE).runs == (1, 1)


def test_whatever_order_the_files_came_in_those_that_can_share_a_message_stand_together() -> None:
    mixed = ((1, PAPER), (2, PHOTO), (3, VOICE), (4, VIDEO), (5, PAPER))
    assert [file[0] for file in album_order(mixed)] == [2, 4, 1, 5, 3]


@given(st.lists(st.sampled_from(list(MediaKind)), max_size=10), st.integers(1, 3000))
def test_every_file_leaves_exactly_once_and_the_card_comes_last(kinds: list[MediaKind], length: int) -> None:
    files = album_order(tuple(enumerate(kinds)))
    made = story(*(kind for _, kind in files), text="x" * length)
    parts = plan(made.content, made.runs)
    assert [one for part in parts for one in part.taken(made.content.media)] == [*made.content.media]
    assert [part.card for part in parts] == [False] * (len(parts) - 1) + [True]
    assert not any(part.card and part.count > 1 for part in parts)


@pytest.mark.parametrize("role", [GrantRole.SECRETARIAT, GrantRole.AUTHOR])
def test_the_bureau_reviews_news_of_every_region(role: GrantRole) -> None:
    assert may_review(member(role), FORUM)


@pytest.mark.parametrize(("region", "may"), [("17.04", True), ("17", True), ("17.05", False), (None, False)])
def test_a_coordinator_reviews_news_of_the_region_where_they_sit(region: str | None, may: bool) -> None:
    assert may_review(member(GrantRole.COORDINATOR, region=region), FORUM) is may


def test_an_approver_of_announcements_reviews_no_news() -> None:
    assert not may_review(member(GrantRole.APPROVER, region="17.04"), FORUM)


def test_no_right_reaches_into_another_bureau() -> None:
    assert not may_review(member(GrantRole.SECRETARIAT), replace(FORUM, bureau_id=2))
