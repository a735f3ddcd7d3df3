"""Dates as people type them: what is certain, what has to be asked, and what is refused with its reason."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import OfficeCalendar
from core.dates import MONTHS, WEEKDAYS, ZONES, Moment, full, full_day
from core.dates.answers import Answer, Choice, Reason, Unreadable, When
from core.dates.reading import LONGEST, read

DATA = Path(__file__).parents[2] / "data"
NOW = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
WIB = "Asia/Jakarta"


def phrases(name: str) -> list[Any]:
    return [pytest.param(one, id=f"{one['id']} {one['text']}") for one in json.loads((DATA / name).read_text("utf-8"))]


def shown(answer: Answer, calendar: OfficeCalendar) -> dict[str, Any]:
    """An answer as the phrases have it. `confirm`: it is worth a second look."""
    match answer:
        case Unreadable(reason):
            return {"kind": "refuse", "reason": reason.value}
        case Choice(candidates):
            return {"kind": "ambiguous", "candidates": [_iso(one.start) for one in candidates]}
        case When(start, end, open_end, notes=notes):
            kind = "range" if end else "instant" if isinstance(start, datetime) else "date"
            seen = {"kind": kind, "start": _iso(start), "end": "open" if open_end else end and _iso(end)}
            confirm = bool(notes) or calendar.unusual(start)
            return {name: value for name, value in {**seen, "confirm": confirm}.items() if value}


def _iso(at: datetime | date) -> str:
    return at.isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()


@pytest.mark.parametrize("phrase", [*phrases("date_phrases.json"), *phrases("date_phrases_more.json")])
def test_a_phrase_means_what_it_says(phrase: dict[str, Any]) -> None:
    expected = {
        name: value
        for name, value in phrase["expected"].items()
        if (name, phrase["expected"]["kind"]) != ("reason", "ambiguous")
    }
    answer = read(phrase["text"], datetime.fromisoformat(phrase["reference"]), phrase["timezone"])
    assert shown(answer, OfficeCalendar(phrase["timezone"])) == expected


@given(st.text(max_size=LONGEST + 5), st.sampled_from(sorted(ZONES)))
def test_no_text_of_any_kind_raises_or_is_read_as_the_past(text: str, zone: str) -> None:
    _is_sound(read(text, NOW, zone))


WORDS = st.lists(
    st.sampled_from(
        [
            *(
                *WEEKDAYS,
                *MONTHS,
                "besok",
                "lusa",
                "malam",
                "pagi",
                "sore",
                "jam",
                "pukul",
                "setengah",
                "kurang",
                "lewat",
            ),
            *("depan", "minggu", "hari", "ini", "s.d.", "-", "selesai", "sampai", "WITA", "+08:00", "menjadi", "lagi"),
            *("24.00", "9", "2", "31", "09.00", "2026", "2/12", "5-XII-2026", "1-3", "9.30", "12", "3 jam", "bulan"),
            *("H-1", "ba'da isya", ",", "\n", "tgl"),
        ]
    ),
    max_size=9,
)
TIMES = st.integers(1_735_689_600, 1_893_456_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(WORDS, TIMES, st.sampled_from(sorted(ZONES)))
def test_whatever_words_stand_together_no_answer_is_in_the_past(words: list[str], now: datetime, zone: str) -> None:
    _is_sound(read(" ".join(words), now, zone), now)


def _is_sound(answer: Answer, now: datetime = NOW) -> None:
    found = answer.candidates if isinstance(answer, Choice) else (answer,) if isinstance(answer, When) else ()
    assert isinstance(answer, Unreadable) or found
    for one in found:
        if isinstance(one.start, datetime):
            assert one.start >= now.replace(second=0, microsecond=0)
        else:
            assert one.start >= (now - timedelta(hours=12)).date()
        if one.end is not None:
            assert type(one.end) is not type(one.start) or one.end >= one.start


MOMENTS = st.builds(
    Moment,
    st.integers(0, 8 * 366 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes + 1)),
    st.sampled_from(sorted(ZONES)),
)


@given(MOMENTS)
def test_what_is_written_is_read_back(moment: Moment) -> None:
    answer = read(full(moment), NOW, moment.zone)
    assert isinstance(answer, When)
    assert answer.start == moment.instant
    assert not answer.notes
    assert read(full_day(moment.day), NOW, moment.zone) in (
        When(moment.day),
        Unreadable(Reason.IN_THE_PAST, (moment.day,)),
    )


@given(MOMENTS, st.integers(1, 6))
def test_a_weekday_and_a_date_never_contradict_in_an_answer(moment: Moment, off: int) -> None:
    wrong = WEEKDAYS[(moment.day.weekday() + off) % 7]
    nearest = moment.day + timedelta((off + 3) % 7 - 3)
    written = full(moment).replace(WEEKDAYS[moment.day.weekday()], wrong)
    assert read(written, NOW, moment.zone) == Unreadable(Reason.WEEKDAY_MISMATCH, (moment.day, nearest))


@pytest.mark.parametrize("text", ["9" * 13_000, "besok " * 3_000, "1-" * 6_000, "jam " * 4_000, "s.d. " * 3_000])
def test_what_is_longer_than_any_date_is_none(text: str) -> None:
    assert read(text, NOW, WIB) == Unreadable(Reason.NO_DATE)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tadi pagi", date(2026, 11, 23)),
        ("kemarin", date(2026, 11, 22)),
        ("kemarin sore", date(2026, 11, 22)),
        ("20 November", date(2026, 11, 20)),
        ("2 Desember", date(2026, 12, 2)),
        ("30 Desember 2025", date(2025, 12, 30)),
        ("tgl 30", date(2026, 11, 30)),
        ("tgl 28", date(2026, 11, 28)),
        ("tgl 9", date(2026, 11, 9)),
        ("Jumat", date(2026, 11, 20)),
        ("Jumat kemarin", date(2026, 11, 20)),
        ("Senin", date(2026, 11, 23)),
        ("Rabu minggu lalu", date(2026, 11, 18)),
        ("besok", date(2026, 11, 24)),
    ],
)
def test_of_what_has_been_the_nearest_day_is_meant(text: str, day: date) -> None:
    answer = read(text, NOW, WIB, past=True)
    assert isinstance(answer, When)
    assert answer.start == day
