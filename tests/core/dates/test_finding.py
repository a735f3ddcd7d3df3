"""Dates in longer texts: each where it stands, and no other numbers."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates.answers import Reason, Unreadable, When
from core.dates.finding import find

DATA = Path(__file__).parents[2] / "data"
NOW = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
WIB, WITA = "Asia/Jakarta", "Asia/Makassar"


def at(month: int, day: int, hour: int, minute: int = 0, zone: str = WIB) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("text", "written", "start", "end"),
    [
        ("Dibuka Senin, 30 Nov pukul 10.00 WIB di aula.", "Senin, 30 Nov pukul 10.00 WIB", at(11, 30, 10), None),
        ("(Sabtu, 21/11/2026) 40 orang hadir", "Sabtu, 21/11/2026", date(2026, 11, 21), None),
        ("Hari/tanggal : Rabu, 2 Desember 2026\nPukul : 09.00 WIB",
         "Rabu, 2 Desember 2026\nPukul : 09.00 WIB", at(12, 2, 9), None),
        ("sejak Rabu, 25 November 2026 pukul 07.00 WIB s.d. Jumat, 27 November 2026 pukul 07.00 WIB, hujan",
         "Rabu, 25 November 2026 pukul 07.00 WIB s.d. Jumat, 27 November 2026 pukul 07.00 WIB",
         at(11, 25, 7), at(11, 27, 7)),
        ("Apel jam 8 pagi besok, tanpa upacara", "jam 8 pagi besok", at(11, 24, 8), None),
        ("dini hari Minggu 22/11 jam 03.30 WITA", "Minggu 22/11 jam 03.30 WITA", at(11, 22, 3, 30, WITA), None),
    ],
)  # fmt: skip
def test_a_date_is_found_with_its_place(text: str, written: str, start: date, end: date | None) -> None:
    (found,) = find(text, NOW, WIB)
    assert text[found.start : found.end] == written
    assert isinstance(found.answer, When)
    assert (found.answer.start, found.answer.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["Rp1.250.000 untuk 40 peserta", "kode 17.04.05", "skor 3-1", "video 9:16, 60 detik", "0736-21450"]
)
def test_numbers_that_are_no_dates_are_let_alone(text: str) -> None:
    assert find(text, NOW, WIB) == []


def test_dates_of_two_sentences_are_two() -> None:
    first, second = find("Rapat 2 Desember 2026. Pukul 09.00 WIB dimulai upacara.", NOW, WIB)
    assert first.answer == When(date(2026, 12, 2))
    assert second.answer == When(at(11, 23, 9))


def test_a_contradiction_is_found_too() -> None:
    text = "serentak pada Senin, 22 Desember 2026 pukul 09.00 WIB pada akun resmi"
    (found,) = find(text, NOW, WIB)
    assert text[found.start : found.end] == "Senin, 22 Desember 2026 pukul 09.00 WIB"
    assert found.answer == Unreadable(Reason.WEEKDAY_MISMATCH, (date(2026, 12, 22), date(2026, 12, 21)))


def test_what_a_month_of_announcements_says_is_found_in_each() -> None:
    """Twelve announcements, each date of which was written with care: none contradicts itself."""
    for one in json.loads((DATA / "announcements.json").read_text("utf-8")):
        answers = [found.answer for found in find(one["body"], NOW, WIB)]
        wrong = [
            each
            for each in answers
            if isinstance(each, Unreadable) and each.reason is not Reason.RELATIVE_TO_UNKNOWN_EVENT
        ]
        assert wrong == [], one["id"]


@given(st.text(max_size=300))
def test_whatever_is_found_stands_where_it_is_said_to(text: str) -> None:
    ends = 0
    for found in find(text, NOW, WIB):
        assert ends <= found.start < found.end <= len(text)
        ends = found.end
