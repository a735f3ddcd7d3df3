"""What a text is about, in one line."""

from handlers.news.lines import headline


def test_a_short_first_sentence_is_the_headline() -> None:
    assert headline("Posyandu remaja dibuka. Hadir 40 orang.") == "Posyandu remaja dibuka"


def test_a_long_sentence_ends_where_a_clause_of_it_ends() -> None:
    planting = "Forum GenRe Kaur menanam 200 bibit mangrove di Pantai Linau"
    assert headline(f"{planting}, Minggu, 22 November 2026, bersama warga.") == planting
    assert headline(f"{planting} (Minggu, 22 November 2026) bersama warga.") == planting


def test_one_without_clauses_ends_after_a_whole_word() -> None:
    words = "Penguatan kapasitas pengelola kehumasan seluruh kabupaten dan kota se-Provinsi Bengkulu tahun ini"
    assert headline(words) == "Penguatan kapasitas pengelola kehumasan seluruh kabupaten dan kota se-Provinsi …"
