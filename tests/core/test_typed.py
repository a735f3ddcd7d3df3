"""Days and hours that people type in full."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import ZONES, Moment, full, full_day, plain_day
from core.typed import Hour, NoSuchDay, NoSuchHour, NotADay, NotAnHour, WeekdayDiffers, day, hour

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
INSTANTS = st.integers(946_684_800, 4_102_444_800).map(lambda second: datetime.fromtimestamp(second, UTC))


@pytest.mark.parametrize(
    "text",
    [
        "Rabu, 2 Desember 2026 pukul 09.00 WIB",
        "2 Desember 2026",
        "2/12/2026",
        "02-12-2026",
        "2.12.2026",
        "rabu 2 des 2026",
        "Hari Rabu, tanggal 2 Desember 2026",
        "  RABU,  2   Desember\n2026 ",
        "2 Desember",
        "Wednesday, 2 December 2026, 09.00 WIB",
    ],
)
def test_a_day_in_full_is_read(text: str) -> None:
    assert day(text, TODAY) == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09.00", Hour(time(9))),
        ("9:30", Hour(time(9, 30))),
        ("pukul 9.30 WITA", Hour(time(9, 30), "Asia/Makassar")),
        ("jam 9", Hour(time(9))),
        ("Rabu, 2 Desember 2026 pukul 09.00 WIB", Hour(time(9), "Asia/Jakarta")),
        ("2/12/2026 13.00 wit", Hour(time(13), "Asia/Jayapura")),
        ("00.00", Hour(time(0))),
    ],
)
def test_an_hour_in_full_is_read(text: str, expected: Hour) -> None:
    assert hour(text) == expected


def test_a_day_without_a_year_is_its_next_occurrence() -> None:
    assert day("22 November", TODAY) == date(2027, 11, 22)
    assert day("29 Februari", TODAY) == date(2028, 2, 29)


@pytest.mark.parametrize("text", ["30 Februari 2026", "30/2/2026", "31/13/2026", "0 Mei 2026", "31 April"])
def test_a_day_that_no_calendar_has_is_named(text: str) -> None:
    assert day(text, TODAY) == NoSuchDay(text)


@pytest.mark.parametrize("text", ["Senin, 2 Desember 2026", "Senin 2/12/2026", "Monday, 2 December 2026"])
def test_a_weekday_that_contradicts_offers_both_readings(text: str) -> None:
    assert day(text, TODAY) == WeekdayDiffers(text, date(2026, 12, 2), date(2026, 11, 30))


@pytest.mark.parametrize("text", ["", "besok", "2", "09.00", "2026", "2 Desember 2026 atau 3", "12.12", "9" * 13_000])
def test_what_is_no_day_comes_with_an_example(text: str) -> None:
    assert day(text, TODAY) == NotADay(date(2026, 11, 30))


@pytest.mark.parametrize("text", ["", "pagi", "9", "2 Desember 2026", "09.000", "09.00 WIBA", "1" * 13_000])
def test_what_is_no_hour_comes_with_an_example(text: str) -> None:
    assert hour(text) == NotAnHour(time(9))


@pytest.mark.parametrize("text", ["24.00", "pukul 9.60", "jam 25"])
def test_an_hour_that_no_clock_has_is_named(text: str) -> None:
    assert hour(text) == NoSuchHour(text)


@given(DAYS, st.sampled_from(["id", "en"]))
def test_days_are_read_as_they_are_written(written: date, language: str) -> None:
    assert day(full_day(written, language), TODAY) == written
    assert day(plain_day(written, language), TODAY) == written


@given(INSTANTS, st.sampled_from(sorted(ZONES)), st.sampled_from(["id", "en"]))
def test_moments_are_read_as_they_are_written(instant: datetime, zone: str, language: str) -> None:
    moment = Moment(instant, zone)
    read = hour(full(moment, language))
    assert day(full(moment, language), TODAY) == moment.day
    assert isinstance(read, Hour)
    assert read.time == moment.local.time().replace(second=0, microsecond=0)
    assert read.zone is not None
    assert ZONES[read.zone] == ZONES[zone]


@given(st.text(max_size=120) | st.text(alphabet="0123456789./-: Desmbr", max_size=100))
def test_anything_typed_is_answered(text: str) -> None:
    day(text, TODAY)
    hour(text)


@pytest.mark.parametrize(
    "text", ["\uff12/\uff11\uff12/\uff12\uff10\uff12\uff16", "2/12/2026\u200f", "\u200b2 Desember\u00a02026\ufeff"]
)
def test_full_width_and_unseen_signs_change_no_day(text: str) -> None:
    assert day(text, TODAY) == date(2026, 12, 2)


@pytest.mark.parametrize("text", ["Senin, 1 Januari 0001", "Minggu 31/12/9999", "31 Desember 9999"])
def test_a_year_that_nobody_plans_for_is_no_day(text: str) -> None:
    assert isinstance(day(text, TODAY), NoSuchDay)
