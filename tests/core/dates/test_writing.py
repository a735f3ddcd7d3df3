"""How dates, times, lengths and figures are written."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import dates
from core.dates import Moment

NINE = Moment(datetime(2026, 12, 22, 2, 0, tzinfo=UTC), "Asia/Jakarta")
SINCE = datetime(1990, 1, 1, tzinfo=UTC)  # by then the zones were as they are
MOMENTS = st.builds(
    Moment,
    st.integers(0, 4_000_000_000).map(lambda seconds: SINCE + timedelta(seconds=seconds)),
    st.sampled_from(sorted(dates.ZONES)),
)
OFFSETS = {"WIB": 7, "WITA": 8, "WIT": 9}
ENGLISH_MONTHS = [f"{date(2026, month, 1):%B}" for month in range(1, 13)]


def test_a_moment_in_full() -> None:
    assert dates.full(NINE) == "Selasa, 22 Desember 2026 pukul 09.00 WIB"
    assert dates.full(NINE, "en") == "Tuesday, 22 December 2026, 09.00 WIB"


def test_the_day_alone_has_no_leading_zero() -> None:
    assert dates.full_day(date(2026, 12, 2)) == "Rabu, 2 Desember 2026"
    assert dates.full_day(date(2026, 12, 2), "en") == "Wednesday, 2 December 2026"
    assert dates.plain_day(date(2025, 1, 3)) == "3 Januari 2025"


def test_the_clock_has_a_dot_and_the_zone() -> None:
    moment = Moment(datetime(2026, 11, 23, 3, 31, tzinfo=UTC), "Asia/Pontianak")
    assert dates.clock(moment) == "10.31 WIB"
    assert dates.bare_clock(moment) == "10.31"


def test_each_zone_shows_its_own_hour_and_day() -> None:
    late = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    assert [dates.full(Moment(late, zone)) for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")] == [
        "Kamis, 31 Desember 2026 pukul 23.30 WIB",
        "Jumat, 1 Januari 2027 pukul 00.30 WITA",
        "Jumat, 1 Januari 2027 pukul 01.30 WIT",
    ]


def test_days_on_buttons_are_short() -> None:
    assert dates.short_day(date(2026, 11, 20)) == "Jum 20 Nov"
    assert dates.short_day(date(2026, 11, 20), "en") == "Fri 20 Nov"
    assert dates.weekday_and_day(date(2026, 12, 22)) == "Selasa, 22 Des"
    assert dates.weekday_and_day(date(2026, 12, 22), "en") == "Tuesday, 22 Dec"


def test_every_day_on_a_button_fits_one() -> None:
    year = [date(2026, 1, 1) + timedelta(days) for days in range(365)]
    assert max(len(dates.weekday_and_day(day, language)) for day in year for language in ("id", "en")) <= 20


@settings(deadline=None)
@given(MOMENTS)
def test_what_is_written_is_the_instant(moment: Moment) -> None:
    pattern = r"\w+, (\d+) (\w+) (\d{4}), (\d\d)\.(\d\d) (WIB|WITA|WIT)"
    written = re.fullmatch(pattern, dates.full(moment, "en"))
    assert written
    day, month, year, hour, minute, zone = written.groups()
    local = datetime(int(year), ENGLISH_MONTHS.index(month) + 1, int(day), int(hour), int(minute), tzinfo=UTC)
    assert local - timedelta(hours=OFFSETS[zone]) == moment.instant.replace(second=0, microsecond=0)


@settings(deadline=None)
@given(MOMENTS)
def test_a_day_never_has_a_leading_zero_an_hour_always_dot_and_zone(moment: Moment) -> None:
    pattern = r"[A-Z][a-z]+, [1-9]\d? [A-Z][a-z]+ \d{4} pukul [0-2]\d\.[0-5]\d (WIB|WITA|WIT)"
    assert re.fullmatch(pattern, dates.full(moment))


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "WIB", ""])
def test_a_zone_outside_indonesia_is_a_bug(zone: str) -> None:
    with pytest.raises(ValueError, match="zone"):
        Moment(NINE.instant, zone)


def test_a_naive_instant_is_a_bug() -> None:
    with pytest.raises(ValueError, match="aware"):
        Moment(NINE.instant.replace(tzinfo=None), "Asia/Jakarta")


@pytest.mark.parametrize(
    ("length", "indonesian", "english"),
    [
        (timedelta(hours=2, minutes=5), "2 jam 5 menit", "2 hours 5 minutes"),
        (timedelta(seconds=45), "45 detik", "45 seconds"),
        (timedelta(seconds=1), "1 detik", "1 second"),
        (timedelta(seconds=61), "1 menit 1 detik", "1 minute 1 second"),
        (timedelta(hours=2, minutes=5, seconds=59), "2 jam 5 menit", "2 hours 5 minutes"),
        (timedelta(hours=3, seconds=20), "3 jam", "3 hours"),
        (timedelta(days=1, minutes=20), "1 hari", "1 day"),
        (timedelta(days=1234, hours=1), "1.234 hari 1 jam", "1,234 days 1 hour"),
        (timedelta(milliseconds=900), "0 detik", "0 seconds"),
        (timedelta(minutes=-5), "0 detik", "0 seconds"),
    ],
)
def test_a_duration_in_words(length: timedelta, indonesian: str, english: str) -> None:
    assert (dates.duration(length), dates.duration(length, "en")) == (indonesian, english)


def test_thousands_are_parted_by_dots() -> None:
    assert [dates.number(value) for value in (0, 999, 1234, 1250000)] == ["0", "999", "1.234", "1.250.000"]
    assert dates.number(1234, "en") == "1,234"


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1 KB"),
        (412_300, "412 KB"),
        (999_499, "999 KB"),
        (999_600, "1 MB"),
        (4_000_000, "4 MB"),
        (4_200_000, "4,2 MB"),
        (9_960_000, "10 MB"),
        (60_000_000, "60 MB"),
        (1_500_000_000, "1,5 GB"),
    ],
)
def test_a_size_in_the_unit_that_reads_best(count: int, written: str) -> None:
    assert dates.size(count) == written


def test_a_size_in_english_has_a_decimal_point() -> None:
    assert dates.size(4_200_000, "en") == "4.2 MB"
