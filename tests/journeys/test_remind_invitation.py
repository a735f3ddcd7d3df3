"""A meeting from the form to the answers of units, as its organiser and those invited see it."""

from datetime import datetime

import pytest
import pytest_asyncio

from tests.support.bot import WIB, Bureau, Phone
from tests.support.meetings import code_in, declines, invites, writes

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

RAPAT = "Rapat Koordinasi Bakohumas"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def deni(bureau: Bureau) -> Phone:
    return await bureau.officer("Deni", "Polres Rejang Lebong", title="Bapak")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def arif(bureau: Bureau) -> Phone:
    return await bureau.officer("Arif", "Polres Rejang Lebong", duty="Petugas pengganti")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def yusuf(bureau: Bureau) -> Phone:
    return await bureau.officer("Yusuf", "Dinas Kominfo Kabupaten Seluma")


async def test_an_invitation_is_filled_checked_approved_and_reads_like_a_letter(
    bureau: Bureau, deni: Phone, yusuf: Phone
) -> None:
    ratna, hendra = bureau.ratna, bureau.hendra
    review = await writes(bureau, RAPAT, "Rabu, 2 Desember 2026", "09.00")
    assert review.text == (
        "Hari/tanggal: Rabu, 2 Desember 2026\nPukul: 09.00 WIB s.d. selesai\nTempat: Aula Diskominfotik\n"
        "Acara: Rapat Koordinasi Bakohumas\nPakaian: PDH batik\n"
        "Konfirmasi sampai Rabu, 2 Desember 2026 pukul 09.00 WIB · Boleh diwakilkan\n"
        "Pengingat: sehari sebelumnya pukul 16.00 dan 1 jam sebelumnya.\n"
        "Kepada: Semua unit, 11 unit, 3 petugas\nSiap dimintakan persetujuan."
    )
    assert review.labels == ["Minta persetujuan", "Ubah", "Batal"]
    await ratna.taps("Minta persetujuan")
    waiting = await ratna.sees("menunggu persetujuan")
    code = code_in(waiting)
    assert waiting.text == f"{code} menunggu persetujuan Bapak Hendra atau Ibu Sri."
    asked = await hendra.sees(f"{code} dari Ratna")
    assert "Acara: Rapat Koordinasi Bakohumas" in asked.text
    assert asked.labels == ["Setujui", "Kembalikan", "Lihat penerima"]
    await hendra.taps("Setujui", on=asked)
    await ratna.sees(f"{code} ✓ Disetujui Bapak Hendra")
    await bureau.minute_passes()
    invitation = await deni.sees(f"UNDANGAN {code}")
    assert invitation.text == (
        f"📅 UNDANGAN {code} · Yth. Polres Rejang Lebong\n"
        "Hari/tanggal: Rabu, 2 Desember 2026\nPukul: 09.00 WIB s.d. selesai\nTempat: Aula Diskominfotik\n"
        "Acara: Rapat Koordinasi Bakohumas\nPakaian: PDH batik\n"
        "Mohon konfirmasi paling lambat Rabu, 2 Desember 2026 pukul 09.00 WIB."
    )
    assert invitation.labels == ["Hadir", "Diwakilkan", "Berhalangan", "Lainnya"]
    card = await ratna.sees(f"{code} · hadir 0 · diwakilkan 0 · berhalangan 0 · belum menjawab 11")
    assert card.labels == ["Rincian", "Ingatkan", "Lainnya"]


async def test_what_cannot_be_is_said_with_what_to_do(bureau: Bureau) -> None:
    ratna = bureau.ratna
    await ratna.key("Kotak masuk")
    await ratna.says("/rapat")
    await ratna.taps("Buat undangan")
    await ratna.says("Rapat kerja")
    days = await ratna.sees("Hari apa?")
    assert days.labels[:4] == ["Sel 24 Nov", "Rab 25 Nov", "Kam 26 Nov", "Jum 27 Nov"]
    await ratna.says("30 Februari 2027")
    await ratna.sees("“30 Februari 2027” tidak ada di kalender.")
    await ratna.says("20 November 2026")
    await ratna.sees("Jumat, 20 November 2026 sudah lewat.")
    await ratna.says("secepatnya")
    await ratna.sees("Tanggal itu belum terbaca. Tulis lengkap, misalnya: Senin, 30 November 2026")
    await ratna.says("Senin, 2 Desember 2026")
    doubt = await ratna.sees("Tertulis “Senin, 2 Desember 2026”. Tanggal itu jatuh pada hari Rabu. Mana yang benar?")
    assert doubt.labels[:2] == ["Rabu, 2 Des", "Senin, 30 Nov"]
    await ratna.says("20 November 2026")
    assert (await ratna.sees("Jumat, 20 November 2026 sudah lewat.")).labels == days.labels
    await ratna.says("Senin, 2 Desember 2026")
    await ratna.taps("Rabu, 2 Des", on=await ratna.sees("Tanggal itu jatuh pada hari Rabu."))
    await ratna.sees("✓ Rabu, 2 Desember 2026\nPukul berapa mulai?")
    await ratna.says("25.00")
    await ratna.sees("Jam “25.00” tidak ada.")
    await ratna.taps("09.00")
    await ratna.sees("✓ Rabu, 2 Desember 2026 pukul 09.00 WIB")
    await ratna.says("08.00")
    await ratna.sees("Tulis jam selesai sesudahnya")
    await ratna.says("11.30")
    await ratna.says("Aula")
    await ratna.taps("Lewati")
    deadlines = await ratna.sees("Konfirmasi ditunggu sampai kapan?")
    assert deadlines.labels[:3] == ["Sen 30 Nov 15.00", "Sel 1 Des 15.00", "Sampai dimulai"]
    await ratna.says("3 Desember 2026")
    await ratna.sees("Pilih batas konfirmasi sebelum waktu itu.")
    await ratna.taps("Sen 30 Nov 15.00")
    await ratna.taps("Tidak")
    await ratna.taps("1")
    review = await ratna.sees("Siap dimintakan persetujuan.")
    assert "Pukul: 09.00 WIB s.d. 11.30 WIB" in review.text
    await ratna.taps("Ubah")
    await ratna.taps("Pukul")
    await ratna.says("13.00")
    await ratna.taps("s.d. selesai")
    assert "Pukul: 13.00 WIB s.d. selesai" in (await ratna.sees("Siap dimintakan persetujuan.")).text
    await ratna.taps("Batal")
    await ratna.taps("Buang")


async def test_days_and_hours_are_read_as_people_type_them(bureau: Bureau) -> None:
    """The clock shows Senin, 23 November 2026 pukul 10.15 WIB."""
    ratna = bureau.ratna
    await ratna.key("Kotak masuk")
    await ratna.says("/rapat")
    await ratna.taps("Buat undangan")
    await ratna.says("Rapat kerja")
    await ratna.sees("Hari apa?")
    await ratna.says("kms depan jm 9")
    weeks = await ratna.sees("Mana yang dimaksud?")
    assert weeks.labels[:2] == ["Kam 3 Des 09.00", "Kam 26 Nov 09.00"]
    await ratna.says("besok jam 2")
    halves = await ratna.sees("Mana yang dimaksud?")
    assert halves.labels[:2] == ["Sel 24 Nov 14.00", "Sel 24 Nov 02.00"]
    await ratna.says("kemarin jam 9")
    await ratna.sees("Waktu itu sudah lewat. Tulis hari dan jam yang akan datang.")
    await ratna.says("Rabu pekan depan jam 10 WITA s.d. selesai")
    await ratna.sees("✓ Rabu, 2 Desember 2026 pukul 10.00 WITA (09.00 WIB)\nDi mana tempatnya?")
    await ratna.says("Aula")
    await ratna.taps("Lewati")
    await ratna.sees("Konfirmasi ditunggu sampai kapan?")
    await ratna.says("30 nov jam 3 sore")
    await ratna.sees("✓ Senin, 30 November 2026 pukul 15.00 WITA (14.00 WIB)")
    await ratna.taps("Ya")
    await ratna.taps("1")
    await ratna.sees("Siap dimintakan persetujuan.")
    await ratna.taps("Ubah")
    await ratna.taps("Pukul")
    await ratna.says("jam 2")
    hours = await ratna.sees("Mana yang dimaksud?")
    assert hours.labels[:2] == ["Rab 2 Des 14.00", "Rab 2 Des 02.00"]
    await ratna.taps("Rab 2 Des 14.00")
    await ratna.sees("Sampai pukul berapa?")
    await ratna.says("setengah 4")
    assert "Pukul: 14.00 WITA s.d. 15.30 WITA" in (await ratna.sees("Siap dimintakan persetujuan.")).text
    await ratna.taps("Batal")
    await ratna.taps("Buang")


async def test_an_invitation_is_sent_back_with_a_word_and_repaired_under_its_number(bureau: Bureau) -> None:
    ratna, hendra = bureau.ratna, bureau.hendra
    await writes(bureau, "Rapat pleno", "4 Desember 2026", "10.00")
    await ratna.taps("Minta persetujuan")
    code = code_in(await ratna.sees("menunggu persetujuan"))
    await hendra.taps("Kembalikan", on=await hendra.sees(f"{code} dari Ratna"))
    await hendra.sees("apa yang perlu diperbaiki?")
    await hendra.says("Tempatnya kurang jelas")
    await ratna.sees(f"{code} dikembalikan Bapak Hendra: “Tempatnya kurang jelas”")
    await ratna.taps("Perbaiki")
    await ratna.taps("Tempat")
    await ratna.says("Gedung Daerah")
    await bureau.sim.advance(1)
    await ratna.taps("Minta persetujuan", on=await ratna.sees("Tempat: Gedung Daerah"))
    await ratna.sees(f"{code} menunggu persetujuan")
    assert "Tempat: Gedung Daerah" in (await hendra.sees(f"{code} dari Ratna")).text
    await ratna.taps("Tarik kembali")
    await ratna.taps("Buang")
    await ratna.sees(f"{code} dibuang.")


async def test_a_delegate_is_named_by_one_line_and_all_of_the_unit_see_it(
    bureau: Bureau, deni: Phone, arif: Phone, yusuf: Phone
) -> None:
    code = await invites(bureau, "Rapat kerja", "Kamis, 3 Desember 2026", "10.00")
    mine, colleagues = await deni.sees(f"UNDANGAN {code}"), await arif.sees(f"UNDANGAN {code}")
    await deni.taps("Diwakilkan", on=mine)
    asked = await deni.sees("siapa yang mewakili?")
    assert asked.labels == ["Saya sendiri", "Batal"]
    await deni.says("Sari, Kasi Humas")
    recorded = await deni.sees("✓ Tercatat")
    assert recorded.text == f"✓ Tercatat: Sari, Kasi Humas, mewakili Polres Rejang Lebong pada {code}."
    for phone, card in ((deni, mine), (arif, colleagues)):
        shown = await phone.becomes(card, "Ubah jawaban")
        assert shown.text.endswith("\n✓ Diwakilkan: Sari, Kasi Humas")
        assert shown.labels == ["Ubah jawaban", "Lainnya"]
    await declines(yusuf, await yusuf.sees(f"UNDANGAN {code}"))
    counted = await bureau.ratna.sees(f"{code} · hadir 0 · diwakilkan 1 · berhalangan 1 · belum menjawab 9")
    await bureau.ratna.taps("Rincian", on=counted)
    detail = await bureau.ratna.sees("Sari, Kasi Humas, mewakili Polres Rejang Lebong")
    assert "Kominfo Seluma: berhalangan (Dinas luar)" in detail.text
    assert "Belum menjawab 9 unit: " in detail.text
    await bureau.ratna.taps("Kembali")


async def test_a_colleagues_answer_is_not_replaced_without_asking(bureau: Bureau, deni: Phone, arif: Phone) -> None:
    code = await invites(bureau, "Rapat teknis", "Jumat, 4 Desember 2026", "10.00")
    mine, colleagues = await deni.sees(f"UNDANGAN {code}"), await arif.sees(f"UNDANGAN {code}")
    now = await bureau.full_minute()
    toast = await arif.taps("Hadir", on=colleagues)
    assert toast["text"] == f"✓ Tercatat: Hadir untuk Polres Rejang Lebong pada {code}. Terima kasih."
    await deni.becomes(mine, "Ubah jawaban")
    await deni.taps("Ubah jawaban", on=mine)
    await deni.taps("Berhalangan", on=await deni.becomes(mine, "Berhalangan"))
    asked = await deni.sees("Ganti menjadi Berhalangan?")
    assert asked.text == f"Unit ini sudah menjawab Hadir (Arif, {now:%H.%M} WIB). Ganti menjadi Berhalangan?"
    await deni.taps("Biarkan")
    await deni.sees("Baik, jawaban unit tetap: Hadir.")
    await deni.taps("Diwakilkan", on=await deni.now(mine))
    await deni.taps("Ganti")
    await deni.sees("siapa yang mewakili?")
    await deni.says("Sari")
    await deni.sees("Nama tercatat: Sari. Apa jabatannya?")
    await deni.taps("Lewati")
    await deni.sees("✓ Tercatat: Sari, mewakili Polres Rejang Lebong")
    assert (await arif.becomes(colleagues, "Ubah jawaban")).text.endswith("✓ Diwakilkan: Sari")


async def test_one_that_may_not_be_delegated_offers_no_delegate(bureau: Bureau, deni: Phone) -> None:
    code = await invites(bureau, "Rapat pimpinan", "7 Desember 2026", "10.00", delegable="Tidak")
    invitation = await deni.sees(f"UNDANGAN {code}")
    assert invitation.labels == ["Hadir", "Berhalangan", "Lainnya"]
    assert "Undangan ini tidak dapat diwakilkan." in invitation.text


async def test_what_waits_for_an_answer_stands_in_the_inbox_and_in_the_list(
    bureau: Bureau, deni: Phone, arif: Phone
) -> None:
    code = await invites(bureau, "Rapat anggaran", "8 Desember 2026", "10.00")
    await deni.sees(f"UNDANGAN {code}")
    await deni.says("/rapat")
    assert f"{code} Rapat anggaran · Sel 8 Des pukul 10.00 WIB · belum dijawab" in (await deni.sees("Rapat yang")).text
    await deni.says("/kotakmasuk")
    await deni.sees(f"{code} Rapat anggaran: mohon konfirmasi sampai Selasa, 8 Desember 2026 pukul 10.00 WIB.")
    await deni.says(code)
    await deni.taps("Hadir", on=await deni.sees(f"UNDANGAN {code}"))
    await deni.sees("✓ Hadir")
    await deni.says("/rapat")
    await deni.sees(f"{code} Rapat anggaran · Sel 8 Des pukul 10.00 WIB · hadir")


async def test_the_silent_are_asked_once(bureau: Bureau, deni: Phone, yusuf: Phone) -> None:
    code = await invites(bureau, "Rapat rutin", "9 Desember 2026", "10.00")
    await deni.taps("Hadir", on=await deni.sees(f"UNDANGAN {code}"))
    counted = await bureau.ratna.sees(f"{code} · hadir 1")
    told = await bureau.ratna.taps("Ingatkan", on=counted)
    assert told["text"] == "Pengingat dikirim kepada 1 petugas yang unitnya belum menjawab."
    asked = await yusuf.sees(f"⏰ {code} Rapat rutin")
    assert "Mohon konfirmasi sampai Rabu, 9 Desember 2026 pukul 10.00 WIB." in asked.text
    assert (await bureau.ratna.sees("Diingatkan")).labels == ["Rincian", "Lainnya"]
    await yusuf.taps("Hadir", on=asked)
    await yusuf.becomes(asked, "Ubah jawaban")
    assert await deni.shows(f"⏰ {code}") == []


async def test_a_calendar_file_comes_with_the_meetings_zone(bureau: Bureau, deni: Phone) -> None:
    code = await invites(bureau, "Rapat kalender", "10 Desember 2026", "10.00")
    invitation = await deni.sees(f"UNDANGAN {code}")
    await deni.taps("Lainnya", on=invitation)
    await deni.taps("Kalender", on=await deni.becomes(invitation, "Kalender"))
    sent = await deni.sees(f"📅 {code} Rapat kalender")
    file = (await deni.opens(sent)).decode()
    assert "DTSTART;TZID=Asia/Jakarta:20261210T100000\r\n" in file
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Jakarta" in file
    assert sent.media is not None
    assert f"{code}.ics" in str(sent.media)
    assert (await deni.becomes(invitation, "Hadir")).labels == invitation.labels


async def test_the_days_that_are_offered_are_working_days(bureau: Bureau) -> None:
    """Christmas Eve of 2026 is joint leave, Christmas a holiday, and a weekend follows."""
    ratna = bureau.ratna
    await bureau.sim.set_clock(datetime(2026, 12, 22, 10, 15, tzinfo=WIB))
    await ratna.says("/rapat")
    await ratna.taps("Buat undangan")
    await ratna.says("Rapat kerja")
    days = await ratna.sees("Hari apa?")
    assert days.labels[:4] == ["Rab 23 Des", "Sen 28 Des", "Sel 29 Des", "Rab 30 Des"]
    await ratna.says("29 Desember 2026 pukul 09.00 s.d. selesai")
    await ratna.says("Aula")
    await ratna.taps("Lewati")
    deadlines = await ratna.sees("Konfirmasi ditunggu sampai kapan?")
    assert deadlines.labels[:2] == ["Rab 23 Des 15.00", "Sen 28 Des 15.00"]
    await ratna.says("/batal")
    await ratna.taps("Buang")
