"""When an office works: the decree's days, its own, Fridays, Ramadan, six-day offices, and the quiet hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import Holiday, OfficeCalendar, in_ramadan, loud_again, national, quiet

WIB, WITA = "Asia/Jakarta", "Asia/Makassar"
OFFICE = OfficeCalendar(WIB)
SIX_DAYS = OfficeCalendar(WIB, six_days=True)
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))
INSTANTS = st.integers(1_704_067_200, 1_893_456_000).map(lambda second: datetime.fromtimestamp(second, UTC))


def wib(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(WIB))


def test_the_decree_of_2026_has_seventeen_holidays_and_eight_days_of_joint_leave() -> None:
    year = [one for n in range(365) if (one := national(date(2026, 1, 1) + timedelta(n)))]
    assert (sum(not one.joint for one in year), sum(one.joint for one in year)) == (17, 8)
    assert national(date(2026, 12, 24)) == Holiday("Cuti Bersama Hari Raya Natal", joint=True)
    assert national(date(2026, 12, 25)) == Holiday("Hari Raya Natal")
    assert national(date(2026, 12, 28)) is None


def test_what_the_moon_may_move_is_an_estimate() -> None:
    assert national(date(2027, 3, 10)) == Holiday("Hari Raya Idul Fitri", estimated=True)
    english = national(date(2027, 3, 10), "en")
    assert english is not None
    assert english.estimated


def test_an_office_amends_the_decree() -> None:
    office = OfficeCalendar(WIB, amended={date(2026, 11, 25): "Hari jadi provinsi", date(2026, 12, 24): None})
    assert office.holiday(date(2026, 11, 25)) == Holiday("Hari jadi provinsi")
    assert not office.works(date(2026, 11, 25))
    assert office.works(date(2026, 12, 24))
    assert not office.works(date(2026, 12, 25))


@pytest.mark.parametrize(
    ("office", "day", "spans"),
    [
        (OFFICE, date(2026, 11, 23), ["07.30-12.00", "13.00-16.00"]),
        (OFFICE, date(2026, 11, 27), ["07.30-11.30", "13.00-16.30"]),
        (OFFICE, date(2026, 11, 28), []),
        (SIX_DAYS, date(2026, 11, 28), ["07.30-14.00"]),
        (SIX_DAYS, date(2026, 11, 29), []),
        (OFFICE, date(2026, 3, 2), ["08.00-12.00", "12.30-15.00"]),
        (OFFICE, date(2026, 3, 6), ["08.00-11.30", "12.30-15.30"]),
        (OFFICE, date(2026, 12, 25), []),
    ],
)
def test_the_hours_of_a_day(office: OfficeCalendar, day: date, spans: list[str]) -> None:
    assert [f"{start:%H.%M}-{end:%H.%M}" for start, end in office.hours(day)] == spans


def _of_a_week(office: OfficeCalendar, monday: date) -> timedelta:
    spans = [span for n in range(7) for span in office.hours(monday + timedelta(n))]
    on = datetime(2026, 1, 1, tzinfo=UTC)
    return sum((datetime.combine(on, end) - datetime.combine(on, start) for start, end in spans), timedelta())


def test_a_week_has_thirty_seven_and_a_half_hours_and_in_ramadan_thirty_two_and_a_half() -> None:
    assert _of_a_week(OFFICE, date(2026, 11, 23)) == timedelta(hours=37.5)
    assert _of_a_week(OFFICE, date(2026, 3, 2)) == timedelta(hours=32.5)


def test_ramadan_ends_with_idulfitri() -> None:
    assert in_ramadan(date(2026, 3, 20))
    assert not in_ramadan(date(2026, 3, 21))
    assert not in_ramadan(date(2026, 2, 10))
    assert in_ramadan(date(2030, 12, 31)), "of a feast in the next year"


def test_the_first_working_day_of_a_month() -> None:
    assert OFFICE.first_of_month(2026, 11) == date(2026, 11, 2)
    assert OFFICE.first_of_month(2027, 1) == date(2027, 1, 4)
    assert SIX_DAYS.first_of_month(2027, 1) == date(2027, 1, 2)


@pytest.mark.parametrize(
    ("at", "hours", "then"),
    [
        (wib(11, 23, 9), 2, wib(11, 23, 11)),
        (wib(11, 23, 11), 2, wib(11, 23, 14)),
        (wib(11, 23, 15), 4, wib(11, 24, 10, 30)),
        (wib(11, 27, 16), 4, wib(11, 30, 11)),
        (wib(12, 23, 15), 4, wib(12, 28, 10, 30)),
        (wib(11, 28, 3), 0, wib(11, 30, 7, 30)),
    ],
)
def test_working_hours_are_added_across_breaks_nights_and_days_off(at: datetime, hours: int, then: datetime) -> None:
    assert OFFICE.after(at, timedelta(hours=hours)) == then


@given(INSTANTS, st.integers(0, 5_000), st.integers(0, 5_000))
def test_working_time_adds_up(at: datetime, some: int, more: int) -> None:
    one, other = timedelta(minutes=some), timedelta(minutes=more)
    assert OFFICE.after(OFFICE.after(at, one), other) == OFFICE.after(at, one + other)


@given(INSTANTS)
def test_the_next_opening_is_open_and_nothing_before_it_is(at: datetime) -> None:
    opening = OFFICE.next_open(at)
    assert opening >= at
    assert OFFICE.open_at(opening)
    assert opening == at or not OFFICE.open_at(at)


@given(DAYS)
def test_the_next_working_day_skips_only_days_off(day: date) -> None:
    found = OFFICE.next_day(day)
    assert OFFICE.works(found)
    assert not any(OFFICE.works(day + timedelta(n)) for n in range((found - day).days))


def test_it_is_quiet_from_nine_in_the_evening_until_six_by_each_zones_clock() -> None:
    evening = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)  # 20.30 WIB, 21.30 WITA
    assert not quiet(evening, WIB)
    assert quiet(evening, WITA)
    assert loud_again(evening, WIB) == evening
    assert loud_again(evening, WITA) == datetime(2026, 11, 23, 22, tzinfo=UTC)
    night = datetime(2026, 11, 23, 19, tzinfo=UTC)  # 02.00 WIB of the 24th
    assert loud_again(night, WIB) == datetime(2026, 11, 23, 23, tzinfo=UTC)


@given(INSTANTS, st.sampled_from([WIB, WITA, "Asia/Jayapura"]))
def test_what_waits_for_the_morning_leaves_at_six_or_at_once(at: datetime, zone: str) -> None:
    then = loud_again(at, zone)
    assert not quiet(then, zone)
    assert then == at or then.astimezone(ZoneInfo(zone)).time() == time(6)
    assert then - at <= timedelta(hours=9)


def test_an_evening_on_a_saturday_is_no_day_off() -> None:
    assert OFFICE.unusual(wib(11, 28, 8))
    assert not OFFICE.unusual(wib(11, 28, 19, 30))
    assert OFFICE.unusual(date(2026, 12, 24))
    assert not OFFICE.unusual(wib(11, 27, 9))
