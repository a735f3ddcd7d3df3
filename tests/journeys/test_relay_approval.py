"""Before anything leaves: checked, counted, seen as recipients will see it, and approved by somebody else."""

import asyncio

import pytest
import pytest_asyncio

from tests.support.bot import Bureau, Phone, code_of, hour
from tests.support.simulator import Shown

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

EVERYBODY = "Semua unit"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def deni(bureau: Bureau) -> Phone:
    return await bureau.officer("Deni", "Polres Rejang Lebong", title="Bapak")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def yusuf(bureau: Bureau) -> Phone:
    return await bureau.officer("Yusuf", "Dinas Kominfo Kabupaten Seluma")


async def test_a_date_that_no_calendar_has_is_stopped_and_another_text_takes_its_place(bureau: Bureau) -> None:
    ratna = bureau.ratna
    await ratna.key("Umumkan")
    await ratna.says("Mohon mengunggah poster pada 30 Februari 2027.")
    asked = await ratna.sees("Satu hal perlu dicek: tertulis “30 Februari 2027”.")
    assert asked.text.endswith("Tanggal itu tidak ada di kalender. Kirim teks baru, atau tekan Biarkan.")
    assert asked.labels == ["Kirim teks baru", "Biarkan"]
    await ratna.taps("Kirim teks baru")
    assert (await ratna.sees("Kirim isi pengumuman")).labels == ["Batal"]
    await ratna.says("Mohon mengunggah poster pada 28 Februari 2027.")
    await ratna.taps("Kembali", on=await ratna.sees("Kepada siapa?"))
    again = await ratna.sees("Semula: “Mohon mengunggah poster pada 28 …”.")
    assert again.labels == ["Biarkan", "Batal"]
    await ratna.taps("Biarkan")
    await ratna.sees("Kepada siapa?")
    await ratna.leaves_the_form()


async def test_a_weekday_that_contradicts_its_date_is_stopped_and_mended_by_one_tap(
    bureau: Bureau, deni: Phone
) -> None:
    ratna = bureau.ratna
    await ratna.key("Umumkan")
    await ratna.sees("Kirim isi pengumuman")
    await ratna.says("Mohon mengunggah poster pada Senin, 22 Desember 2026 pukul 09.00 WIB.")
    asked = await ratna.sees("Satu hal perlu dicek")
    assert asked.text == (
        "Satu hal perlu dicek: tertulis “Senin, 22 Desember 2026”. Tanggal itu jatuh pada hari Selasa. Mana yang benar?"
    )
    assert asked.labels[:4] == ["Selasa, 22 Des", "Senin, 21 Des", "Kirim teks baru", "Biarkan"]
    await ratna.taps("Selasa, 22 Des")
    whom = await ratna.sees("Kepada siapa?")
    assert whom.message_id == asked.message_id
    assert whom.text == (
        "✓ Menjadi “Selasa, 22 Desember 2026”.\n"
        "Kepada siapa?\n1. Semua unit (11, tanpa mitra media)\n2. Kab/Kota (3)\n3. Forum GenRe (1)"
    )
    code = await bureau.addresses(EVERYBODY)
    await bureau.approved(code)
    card = await deni.sees(code)
    assert card.text.startswith("Mohon mengunggah poster pada Selasa, 22 Desember 2026 pukul 09.00 WIB.\n")


@pytest.mark.parametrize(
    ("choice", "left"), [("Senin, 21 Des", "Senin, 21 Desember 2026"), ("Biarkan", "Senin, 22 Desember 2026")]
)
async def test_the_other_reading_and_the_words_as_they_are_can_be_chosen_too(
    bureau: Bureau, choice: str, left: str
) -> None:
    await bureau.ratna.says("/umumkan")
    await bureau.ratna.sees("Kirim isi pengumuman")
    await bureau.ratna.says("Apel pada Senin, 22 Desember 2026.")
    await bureau.ratna.taps(choice)
    await bureau.ratna.taps("1")
    await bureau.ratna.taps("Biasa")
    await bureau.ratna.sees("Siap dimintakan persetujuan.")
    assert (await bureau.ratna.shows("Apel pada"))[-1].text == f"Apel pada {left}."


async def test_the_author_gains_one_card_and_one_preview_and_sees_who_is_reached(bureau: Bureau) -> None:
    ratna = bureau.ratna
    before = {card.message_id for card in await ratna.cards()}
    await ratna.says("/umumkan")
    await ratna.sees("Kirim isi pengumuman")
    await ratna.says("Rapat koordinasi *besok* pukul 09.00 WIB.")
    await ratna.taps("1", on=await ratna.sees("Kepada siapa?"))
    kinds = await ratna.sees("Apa sifatnya?")
    assert kinds.labels[:3] == ["Biasa", "Segera", "Sangat segera"]
    await ratna.taps("Segera")
    review = await ratna.sees("Siap dimintakan persetujuan.")
    assert review.text == (
        "Siap dimintakan persetujuan.\nKepada: Semua unit, 11 unit, 2 petugas\nSifat: Segera\nWaktu: setelah disetujui"
    )
    assert review.labels == ["Minta persetujuan", "Ubah", "Batal"]
    preview = (await ratna.shows("Rapat koordinasi"))[-1]
    assert (preview.text, preview.labels) == ("Rapat koordinasi *besok* pukul 09.00 WIB.", [])
    await ratna.taps("Minta persetujuan")
    card = await ratna.sees("menunggu persetujuan")
    code = code_of(card)
    assert card.text == f"{code} menunggu persetujuan Bapak Hendra atau Ibu Sri."
    assert card.labels == ["Tarik kembali"]
    await bureau.approved(code)
    await ratna.sees(f"{code} · terkirim 2 dari 2 petugas · dibaca 0 dari 11 unit")
    gained = [one for one in await ratna.cards() if one.message_id not in before]
    assert [one.message_id for one in gained] == [preview.message_id, card.message_id]


async def test_the_approver_sees_the_words_above_the_card_that_asks(bureau: Bureau) -> None:
    code = await bureau.asks("Unggah poster *Hari Ibu*.", EVERYBODY, "Segera")
    for approver in (bureau.hendra, bureau.sri):
        asked = await approver.sees(f"{code} dari Ratna")
        assert asked.text == f"{code} dari Ratna menunggu persetujuan Anda. Semua unit: 11 unit, 2 petugas. Segera."
        assert asked.labels == ["Setujui", "Kembalikan", "Lihat penerima"]
        shown = (await approver.shows("Unggah poster"))[-1]
        assert shown.text == "Unggah poster *Hari Ibu*."
        assert shown.message_id < asked.message_id


async def test_the_approver_can_look_at_the_recipients_and_come_back(bureau: Bureau) -> None:
    code = await bureau.asks("Apel gabungan.", EVERYBODY)
    await bureau.hendra.taps("Lihat penerima", on=await bureau.hendra.sees(f"{code} dari Ratna"))
    listed = await bureau.hendra.sees("Semua unit, 11 unit:")
    assert "Polres Rejang Lebong" in listed.text
    assert "Rafflesia" not in listed.text
    await bureau.hendra.taps("Kembali")
    await bureau.hendra.sees(f"{code} dari Ratna")


def data_of(card: Shown, label: str) -> str:
    return str(next(button["data"] for row in card.buttons for button in row if button["text"] == label))


async def test_nobody_approves_their_own(bureau: Bureau) -> None:
    code = await bureau.asks("Mohon dibaca.", EVERYBODY)
    asked = await bureau.hendra.sees(f"{code} dari Ratna")
    await bureau.ratna.finds("Diteruskan", "Setujui", data_of(asked, "Setujui"))
    assert await bureau.ratna.taps("Setujui") == {
        "text": "Pengumuman disetujui oleh orang lain, bukan penyusunnya. "
        "Permintaan sudah ada pada Bapak Hendra dan Ibu Sri.",
        "show_alert": True,
        "url": None,
    }
    assert (await bureau.hendra.now(asked)).labels == asked.labels


async def test_of_two_approvers_at_once_the_second_is_told_who_was_first(bureau: Bureau) -> None:
    code = await bureau.asks("Mohon dibaca.", EVERYBODY)
    cards = {who.name: await who.sees(f"{code} dari Ratna") for who in (bureau.hendra, bureau.sri)}
    now = await bureau.full_minute()
    told = await asyncio.gather(*(who.taps("Setujui", on=cards[who.name]) for who in (bureau.hendra, bureau.sri)))
    late = next(answer for answer in told if answer.get("text"))
    first = "Ibu Sri" if late is told[0] else "Bapak Hendra"
    assert late["text"] == f"{code} sudah disetujui {first} pukul {hour(now)} WIB."
    assert late["show_alert"] is True
    line = f"{code} ✓ Disetujui {first} {hour(now)} WIB. Dikirim pukul 10.{now.minute + 1:02} WIB."
    for who in (bureau.ratna, bureau.hendra, bureau.sri):
        assert (await who.sees(f"{code} ✓ Disetujui")).text == line


async def test_what_was_sent_back_with_a_word_is_repaired_and_asked_again_under_its_number(
    bureau: Bureau, deni: Phone
) -> None:
    code = await bureau.asks("Rapat koordinasi besok.", EVERYBODY)
    asked = await bureau.hendra.sees(f"{code} dari Ratna")
    await bureau.hendra.taps("Kembalikan", on=asked)
    await bureau.hendra.sees("apa yang perlu diperbaiki? Tulis singkat.")
    await bureau.hendra.says("Jamnya belum ada <jam>")
    await bureau.hendra.sees(f"✓ {code} dikembalikan kepada penyusunnya.")
    card = await bureau.ratna.sees(f"{code} dikembalikan")
    assert card.text == f"{code} dikembalikan Bapak Hendra: “Jamnya belum ada <jam>”"
    assert card.labels[0] == "Perbaiki"
    await bureau.ratna.taps("Perbaiki")
    await bureau.ratna.taps("Isi")
    await bureau.ratna.sees("Kirim isi pengumuman")
    await bureau.ratna.says("Rapat koordinasi besok pukul 09.00 WIB.")
    await bureau.ratna.sees("Siap dimintakan persetujuan.")
    await bureau.sim.advance(1)
    await bureau.ratna.taps("Minta persetujuan")
    await bureau.ratna.sees(f"{code} menunggu persetujuan")
    await bureau.hendra.finds("Diteruskan", "Setujui", data_of(asked, "Setujui"))
    stale = await bureau.hendra.taps("Setujui", on=await bureau.hendra.sees("Diteruskan"))
    assert stale["text"].startswith("Tombol ini sudah tidak berlaku.")
    await bureau.hendra.says(code)
    await bureau.approved(code)
    assert (await deni.sees(code)).text.startswith("Rapat koordinasi besok pukul 09.00 WIB.\n")


async def test_the_author_takes_a_request_back(bureau: Bureau) -> None:
    code = await bureau.asks("Terlalu dini.", EVERYBODY)
    await bureau.hendra.sees(f"{code} dari Ratna")
    await bureau.ratna.taps("Tarik kembali")
    assert (await bureau.ratna.sees(code)).text == f"{code} ditarik kembali sebelum disetujui."
    gone = await bureau.hendra.sees(f"{code} ditarik kembali oleh penyusunnya.")
    assert gone.labels == []


async def test_within_the_minute_an_approval_is_undone_and_nothing_has_left(
    bureau: Bureau, deni: Phone, yusuf: Phone
) -> None:
    code = await bureau.asks("Uji urungkan.", EVERYBODY)
    await bureau.hendra.taps("Setujui", on=await bureau.hendra.sees(f"{code} dari Ratna"))
    assert (await bureau.ratna.sees(f"{code} ✓ Disetujui")).labels == ["Urungkan"]
    await bureau.sim.advance(50)
    await bureau.hendra.taps("Urungkan", on=await bureau.hendra.sees(f"{code} ✓ Disetujui"))
    await bureau.ratna.sees(f"{code} menunggu persetujuan")
    await bureau.minute_passes()
    later = await bureau.asks("Yang berikutnya.", EVERYBODY)
    await bureau.approved(later)
    for reader in (deni, yusuf):
        await reader.sees(later)
        assert code not in await reader.transcript()


async def test_what_has_left_cannot_be_undone(bureau: Bureau, deni: Phone) -> None:
    code = await bureau.asks("Sudah berangkat.", EVERYBODY)
    await bureau.hendra.taps("Setujui", on=await bureau.hendra.sees(f"{code} dari Ratna"))
    undo = await bureau.hendra.sees(f"{code} ✓ Disetujui")
    await bureau.minute_passes()
    await deni.sees(code)
    await bureau.hendra.finds("Kartu lama", "Urungkan", data_of(undo, "Urungkan"))
    late = await bureau.hendra.taps("Urungkan", on=await bureau.hendra.sees("Kartu lama"))
    assert late["text"] == f"{code} sudah mulai dikirim. Untuk mengubahnya, kirim pengumuman baru."


async def test_the_most_urgent_waits_ten_seconds_only(bureau: Bureau, deni: Phone) -> None:
    code = await bureau.asks("Peringatan dini gelombang tinggi.", EVERYBODY, "Sangat segera")
    await bureau.hendra.taps("Setujui", on=await bureau.hendra.sees(f"{code} dari Ratna"))
    await bureau.hendra.sees(f"{code} ✓ Disetujui")
    await bureau.sim.advance(11)
    await deni.sees(code)


async def test_a_letter_that_names_its_priority_is_not_asked_for_it(bureau: Bureau) -> None:
    await bureau.ratna.says("/umumkan")
    await bureau.ratna.sees("Kirim isi pengumuman")
    await bureau.ratna.says("Nomor: 005/12\nSifat: Segera\nHal: Undangan\nMohon hadir.")
    await bureau.ratna.sees("Kepada siapa?")
    await bureau.ratna.taps("1")
    assert "Sifat: Segera" in (await bureau.ratna.sees("Siap dimintakan persetujuan.")).text
