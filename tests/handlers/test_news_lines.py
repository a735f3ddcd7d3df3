"""What a text is about, in one line; and the day that is typed for it."""

from datetime import date

import pytest

from core.channels import RichText, Said
from handlers.forms import Rejected, Typed
from handlers.news.lines import day, headline
from handlers.texts.speech import Reader, voice

MONDAY = date(2026, 11, 23)


def test_a_short_first_sentence_is_the_headline() -> None:
    assert headline("Posyandu remaja dibuka. Hadir 40 orang.") == "Posyandu remaja dibuka"


def test_a_long_sentence_ends_where_a_clause_of_it_ends() -> None:
    planting = "Forum GenRe Kaur menanam 200 bibit mangrove di Pantai Linau"
    assert headline(f"{planting}, Minggu, 22 November 2026, bersama warga.") == planting
    assert headline(f"{planting} (Minggu, 22 November 2026) bersama warga.") == planting


def test_one_without_clauses_ends_after_a_whole_word() -> None:
    words = "Penguatan kapasitas pengelola kehumasan seluruh kabupaten dan kota se-Provinsi Bengkulu tahun ini"
    assert headline(words) == "Penguatan kapasitas pengelola kehumasan seluruh kabupaten dan kota se-Provinsi …"


def typed(text: str) -> Typed:
    return Typed(Said(1, RichText(text)))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tadi pagi", MONDAY),
        ("kemarin", date(2026, 11, 22)),
        ("Jumat", date(2026, 11, 20)),
        ("Jumat, 20 November 2026", date(2026, 11, 20)),
        ("20/11", date(2026, 11, 20)),
        ("tgl 2 Des", date(2026, 12, 2)),
        ("besok jam 9", date(2026, 11, 24)),
        ("besok jam 2", date(2026, 11, 24)),
        ("WAJIB HADIR BESOK JAM 9 PAGI TIDAK BOLEH DIWAKILKAN!!!", date(2026, 11, 24)),
        ("21 s.d. 22 November 2026", date(2026, 11, 21)),
    ],
)
def test_the_day_of_an_event_is_read_as_people_type_it(text: str, meant: date) -> None:
    assert day(typed(text), MONDAY) == meant


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("30 Februari", "“30 Februari” tidak ada di kalender. Tulis tanggal lain, misalnya: 23 November 2026."),
        ("Senin, 20 November 2026", "Tertulis “Senin, 20 November 2026”, tetapi tanggal itu hari Jumat."),
        ("besok lusa", "dapat berarti Selasa, 24 November 2026 atau Rabu, 25 November 2026. Tulis salah satunya."),
        ("belum tahu", "Tanggalnya belum terbaca. Tulis lengkap, misalnya: Senin, 23 November 2026."),
        ("ba'da Isya", "Tanggalnya belum terbaca."),
    ],
)
def test_what_names_no_one_day_is_asked_again_with_what_to_write(text: str, words: str) -> None:
    answer = day(typed(text), MONDAY)
    assert isinstance(answer, Rejected)
    assert words in voice(answer.why, Reader("id", "Asia/Jakarta"))
