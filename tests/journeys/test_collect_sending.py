"""From what somebody sends to a numbered piece of news: the draft, its questions, and what never leaves it."""

from datetime import timedelta

import pytest
import pytest_asyncio

from tests.simulator.support import png
from tests.support.bot import WIB, Bureau, Phone, day
from tests.support.simulator import Shown

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

CAPTION = "PIK-R SMKN Kaur Selatan dikukuhkan tadi pagi, 24 pengurus."
TITLE = "PIK-R SMKN Kaur Selatan dikukuhkan tadi pagi, 24 pengurus"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def rani(bureau: Bureau) -> Phone:
    return await bureau.officer("Rani", "Forum GenRe Kabupaten Kaur")


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def nothing_left_open(rani: Phone) -> None:
    """Each story begins without drafts."""
    while True:
        await rani.says("/lanjut")
        if "Kotak masuk Anda kosong" in (await rani.sees("")).text:
            return
        await rani.says("/batal")
        left = await rani.sees("Isian")
        if "Buang" in left.labels:
            await rani.taps("Buang", on=left)
            await rani.sees("Isian ditinggalkan.")


async def today(bureau: Bureau) -> str:
    return day((await bureau.sim.clock()).astimezone(WIB))


async def until_review(rani: Phone, *, pictured: bool, minors: str = "Ya, ada izin") -> Shown:
    """From the title on, by buttons only."""
    for label in ("Pakai ini", "Lewati", "Wilayah unit", "Hari ini"):
        await rani.taps(label)
    if pictured:
        await rani.taps("Foto saya")
        await rani.taps(minors)
    return await rani.sees("Sudah benar?" if minors != "Ya, belum ada izin" else "Foto disimpan")


async def sent(rani: Phone) -> str:
    """Sends the reviewed draft; its code."""
    await rani.taps("Kirim")
    return (await rani.sees("menunggu tinjauan")).text.split()[0]


async def test_a_photo_with_its_caption_is_news_in_seven_taps_on_one_card(bureau: Bureau, rani: Phone) -> None:
    photo = png(640, 480)
    await rani.sends_photo(photo, CAPTION)
    first = await rani.sees("Apa judul singkatnya?")
    assert first.text == (f"📰 Kabar baru · 1 foto\nApa judul singkatnya? Tulis, atau tekan Pakai ini untuk “{TITLE}”.")
    review = await until_review(rani, pictured=True)
    assert review.message_id == first.message_id
    assert review.text == (
        f"📰 Kabar baru · 1 foto\nApa: {TITLE}\n"
        f"Di mana: Kabupaten Kaur · Kapan: {await today(bureau)} · Foto: Rani\nIzin foto: ada.\nSudah benar?"
    )
    assert review.labels == ["Kirim", "Ubah", "Batal"]
    code = await sent(rani)
    card = await rani.now(first)
    assert (card.text, card.labels) == (f"{code} · menunggu tinjauan, urutan ke-1", ["Tarik kembali"])
    asked = await bureau.ratna.sees(code)
    assert asked.text == (
        f"📰 {code} · Forum GenRe Kabupaten Kaur · dikirim Rani\nApa: {TITLE}\n"
        f"Di mana: Kabupaten Kaur · Kapan: {await today(bureau)} · Foto: Rani\nIzin foto: ada."
    )
    assert asked.labels == ["Terima", "Perbaiki", "Tolak"]
    shown = next(one for one in await bureau.ratna.cards() if one.text == CAPTION)
    assert await bureau.ratna.opens(shown) == photo
    assert shown.message_id < asked.message_id
    await rani.taps("Tarik kembali")
    await rani.sees(f"{code} ditarik kembali sebelum dimuat.")


async def test_the_key_asks_for_everything_in_turn_and_typed_answers_fill_it(bureau: Bureau, rani: Phone) -> None:
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    await rani.says("Posyandu remaja dibuka.")
    await rani.sees("Apa judul singkatnya?")
    await rani.says("Posyandu remaja")
    await rani.sees("Siapa yang terlibat?")
    await rani.says("40 peserta")
    await rani.sees("Di mana?")
    await rani.says("Balai Desa Padang Kempas")
    await rani.sees("Kapan?")
    await rani.says("Jumat, 20 November 2026")
    review = await rani.sees("Sudah benar?")
    assert review.text == (
        "📰 Kabar baru\nApa: Posyandu remaja · Siapa: 40 peserta\n"
        "Di mana: Balai Desa Padang Kempas · Kapan: Jumat, 20 November 2026\nSudah benar?"
    )


async def test_who_comes_back_to_a_question_keeps_what_was_typed(rani: Phone) -> None:
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    await rani.says("Posyandu remaja dibuka.")
    await rani.taps("Pakai ini")
    await rani.says("40 peserta")
    await rani.sees("Di mana?")
    await rani.says("Balai Desa Padang Kempas")
    await rani.sees("Kapan?")
    await rani.taps("Kembali")
    place = await rani.sees("Semula: “Balai Desa Padang Kempas”.")
    assert place.labels == ["Biarkan", "Wilayah unit", "Kembali"]
    await rani.taps("Kembali")
    who = await rani.sees("Semula: “40 peserta”.")
    assert who.labels == ["Biarkan", "Lewati", "Kembali"]
    await rani.says("45 peserta")
    await rani.taps("Biarkan", on=await rani.sees("Semula: “Balai Desa Padang Kempas”."))
    assert "Siapa: 45 peserta\nDi mana: Balai Desa Padang Kempas\nKapan?" in (await rani.sees("Kapan?")).text


async def test_who_comes_back_to_the_first_question_keeps_photo_and_words(rani: Phone) -> None:
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    await rani.sends_photo(png(640, 480), CAPTION)
    await rani.taps("Kembali", on=await rani.sees("Apa judul singkatnya?"))
    assert f"Semula: “{TITLE}”." in (await rani.sees("Kirim kabar: teks, foto")).text
    await rani.taps("Biarkan")
    assert (await rani.sees("Apa judul singkatnya?")).text.startswith("📰 Kabar baru · 1 foto")


async def test_who_does_not_change_a_part_after_all_finds_everything_as_it_was(bureau: Bureau, rani: Phone) -> None:
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    await rani.says("Posyandu remaja dibuka.")
    review = await until_review(rani, pictured=False)
    await rani.taps("Ubah")
    for way in ("Biarkan", "Kembali"):
        await rani.taps("Kapan", on=await rani.sees("Bagian mana yang diubah?"))
        asked = await rani.sees(f"Semula: {await today(bureau)}.")
        assert asked.labels == ["Biarkan", "Hari ini", "Kemarin", "Kembali"]
        await rani.taps(way)
    await rani.taps("Selesai", on=await rani.sees("Bagian mana yang diubah?"))
    assert (await rani.sees("Sudah benar?")).text == review.text


async def test_a_day_that_is_none_is_asked_again(rani: Phone) -> None:
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    await rani.says("Posyandu remaja dibuka.")
    for label in ("Pakai ini", "Lewati", "Wilayah unit"):
        await rani.taps(label)
    await rani.sees("Kapan?")
    for typed, told in (
        ("30 Februari 2026", "“30 Februari 2026” tidak ada di kalender. Tulis tanggal lain"),
        ("Senin, 20 November 2026", "tanggal itu hari Jumat. Tulis tanggalnya sekali lagi."),
        ("kapan-kapan", "Tanggalnya belum terbaca. Tulis lengkap"),
    ):
        await rani.says(typed)
        assert "Hari ini" in (await rani.sees(told)).labels
    await rani.says("20 November")
    assert "Jumat, 20 November 2026" in (await rani.sees("Sudah benar?")).text


async def test_a_photo_without_words_is_asked_for_them(rani: Phone) -> None:
    await rani.sends_photo(png(320, 200))
    asked = await rani.sees("Tulis satu atau dua kalimat")
    assert asked.text.startswith("📰 Kabar baru · 1 foto\nKiriman diterima.")
    await rani.says("Sosialisasi PIK-R di SMPN 2 Kaur, 40 peserta.")
    await rani.sees("Apa judul singkatnya?")


async def test_a_long_text_is_asked_what_it_is_for(rani: Phone) -> None:
    await rani.says("Sosialisasi PIK-R di SMPN 2 Kaur diikuti 40 peserta dari tiga kelas.")
    asked = await rani.sees("Teks ini untuk apa?")
    assert asked.labels == ["Kirim kabar", "Batal"]
    await rani.taps("Kirim kabar")
    assert "Sosialisasi PIK-R di SMPN 2 Kaur diikuti 40 peserta" in (await rani.sees("Apa judul singkatnya?")).text


async def test_pieces_of_an_album_only_lengthen_the_draft_however_late_they_come(bureau: Bureau, rani: Phone) -> None:
    pictures = [png(640, 480 + number) for number in range(4)]
    await rani.sends_photos(pictures[:2], CAPTION)
    assert (await rani.sees("Apa judul singkatnya?")).text.startswith("📰 Kabar baru · ")
    await rani.says("Pengukuhan PIK-R")
    await rani.sees("Siapa yang terlibat?")
    await bureau.sim.advance(timedelta(seconds=45).total_seconds())
    await rani.sends_rest(pictures[2])
    asked = await rani.sees("Siapa yang terlibat?")
    assert asked.text.startswith("📰 Kabar baru · 3 foto\nApa: Pengukuhan PIK-R")
    await rani.says("/batal")
    await rani.taps("Simpan draf")
    await rani.sends_rest(pictures[3])
    assert (await rani.sees("Siapa yang terlibat?")).text.startswith("📰 Kabar baru · 4 foto")
    for label in ("Lewati", "Wilayah unit", "Kemarin", "Lewati", "Tidak"):
        await rani.taps(label)
    assert "Anak terlihat: tidak." in (await rani.sees("Sudah benar?")).text
    code = await sent(rani)
    await bureau.ratna.sees(code)
    arrived = [one for one in await bureau.ratna.cards() if one.group is not None]
    assert [await bureau.ratna.opens(one) for one in arrived] == pictures


async def test_of_children_without_consent_only_the_text_goes_and_the_photo_waits(bureau: Bureau, rani: Phone) -> None:
    photo = png(333, 444)
    await rani.sends_photo(photo, "Kelas remaja dibuka di Kaur Selatan.")
    asked = await until_review(rani, pictured=True, minors="Ya, belum ada izin")
    assert asked.labels == ["Kirim teks saja", "Ganti foto", "Simpan draf"]
    await rani.taps("Kirim teks saja")
    review = await rani.sees("Sudah benar?")
    assert "Tanpa foto: menunggu izin." in review.text
    assert "foto" not in review.text.splitlines()[0]
    told = await rani.taps("Kirim")
    assert told["text"] == "Foto tetap di draf Anda. Buka lewat Kotak masuk setelah ada izin."
    code = (await rani.sees("menunggu tinjauan")).text.split()[0]
    await bureau.ratna.sees(code)
    seen = [await bureau.ratna.opens(one) for one in await bureau.ratna.cards() if one.media is not None]
    assert photo not in seen
    await rani.says("/lanjut")
    again = await rani.sees("Apakah wajah anak")
    assert again.text.startswith("📰 Kabar baru · 1 foto")


async def test_another_photo_may_take_the_place_of_one_without_consent(rani: Phone) -> None:
    await rani.sends_photo(png(333, 445), "Kelas remaja dibuka di Kaur Selatan.")
    await until_review(rani, pictured=True, minors="Ya, belum ada izin")
    await rani.taps("Ganti foto")
    await rani.sees("Kirim foto penggantinya")
    await rani.sends_photo(png(200, 100))
    await rani.taps("Lewati", on=await rani.sees("Foto oleh siapa?"))
    await rani.taps("Tidak")
    assert (await rani.sees("Sudah benar?")).text.startswith("📰 Kabar baru · 1 foto")


async def test_photos_and_a_paper_are_one_piece_of_news(bureau: Bureau, rani: Phone) -> None:
    await rani.sends_photos([png(640, 500 + number) for number in range(4)], CAPTION)
    await rani.sees("Apa judul singkatnya?")
    await rani.sends_document("Laporan.pdf", b"%PDF-1.7 laporan")
    assert (await rani.sees("4 foto · 1 berkas")).text.startswith("📰 Kabar baru · 4 foto · 1 berkas")
    await until_review(rani, pictured=True)
    code = await sent(rani)
    await bureau.ratna.sees(code)
    assert [one for one in await bureau.ratna.cards() if one.media and one.media["name"] == "Laporan.pdf"]


async def test_what_cannot_be_news_is_told_at_once(rani: Phone) -> None:
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    await rani.sim.send_sticker(rani.id)
    await rani.sees("Jenis kiriman ini belum dapat dimuat.")
    await rani.says("\u2800")
    await rani.sees("Isi kabar belum ada.")
    await rani.says("Sifat: Rahasia\nTitik kumpul KUNCI-7261.")
    await rani.sees("bertanda RAHASIA")


async def test_thirteen_thousand_characters_are_asked_to_be_shortened(rani: Phone) -> None:
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    text = "Kegiatan remaja di Kaur. " * 520
    for first in range(0, 13_000, 4_000):
        await rani.sim.send(rani.id, text[first : first + 4_000])
    told = await rani.sees("paling panjang 12.000")
    assert "Ringkas isinya, atau kirim sebagai berkas" in told.text
    await rani.says("Kegiatan remaja di Kaur.")
    await rani.sees("Apa judul singkatnya?")


async def test_a_draft_that_waits_is_offered_before_a_new_one(bureau: Bureau, rani: Phone) -> None:
    await rani.sends_photo(png(321, 200), CAPTION)
    await rani.taps("Pakai ini")
    await rani.sees("Siapa yang terlibat?")
    await rani.says("/batal")
    await rani.taps("Simpan draf")
    await bureau.sim.advance(timedelta(days=3).total_seconds())
    await rani.says("/kabar")
    offered = await rani.sees("Ada kabar yang belum dikirim, dibuat")
    assert offered.labels == ["Lanjutkan", "Buang", "Kabar baru"]
    await rani.taps("Lanjutkan")
    assert (await rani.sees("Siapa yang terlibat?")).text.startswith("📰 Kabar baru · 1 foto\nApa: ")


async def test_editing_a_message_after_it_was_sent_changes_no_news(bureau: Bureau, rani: Phone) -> None:
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    message_id = await rani.says("Donor darah pelajar di Kaur.")
    await until_review(rani, pictured=False)
    code = await sent(rani)
    await rani.sim.edit(rani.id, message_id, "Donor darah pelajar DIBATALKAN.")
    await bureau.ratna.says("/menu")
    await bureau.ratna.sees("Silakan pilih menu")
    await bureau.ratna.says(code)
    await bureau.ratna.sees(code)
    assert "Donor darah pelajar di Kaur." in [one.text for one in await bureau.ratna.cards()]
    assert await bureau.ratna.shows("DIBATALKAN") == []


async def test_a_second_tap_sends_nothing_twice(bureau: Bureau, rani: Phone) -> None:
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    await rani.says("Lomba duta GenRe dibuka.")
    review = await until_review(rani, pictured=False)
    code = await sent(rani)
    await rani.finds("tombol yang sama", "Kirim", review.buttons[0][0]["data"])
    assert (await rani.taps("Kirim"))["text"].startswith("Tombol ini sudah tidak berlaku.")
    await bureau.ratna.sees(code)
    assert len(await bureau.ratna.shows("Lomba duta GenRe dibuka.")) == 1
