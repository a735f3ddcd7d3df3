"""Reminders by the clock: to those who come and those who are silent, one at a time, and none when it is off."""

from datetime import datetime

import pytest
import pytest_asyncio

from tests.support.bot import WIB, Bot, Bureau, Phone
from tests.support.meetings import declines, delegates, invites, it_is

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

REPEATED_WITHIN = 60.0
"""What nobody knows to have arrived is repeated after half a minute."""


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def deni(bureau: Bureau) -> Phone:
    return await bureau.officer("Deni", "Polres Rejang Lebong", title="Bapak")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def yusuf(bureau: Bureau) -> Phone:
    return await bureau.officer("Yusuf", "Dinas Kominfo Kabupaten Seluma")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def rani(bureau: Bureau) -> Phone:
    return await bureau.officer("Rani", "Forum GenRe Kabupaten Kaur")


def wib(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WIB)


async def test_the_day_and_the_hour_before_those_who_come_and_the_silent_are_reminded(
    bureau: Bureau, deni: Phone, yusuf: Phone, rani: Phone
) -> None:
    code = await invites(bureau, "Rapat Koordinasi", "Rabu, 25 November 2026", "09.00")
    await delegates(deni, await deni.sees(f"UNDANGAN {code}"), "Sari, Kasi Humas")
    await declines(yusuf, await yusuf.sees(f"UNDANGAN {code}"))
    await it_is(bureau, wib(11, 24, 16))
    day_before = await deni.sees("⏰")
    assert day_before.text == (
        f"⏰ Besok, Rabu, 25 November 2026 pukul 09.00 WIB: {code} Rapat Koordinasi, Aula Diskominfotik.\n"
        "Yang hadir: Sari, Kasi Humas. Mohon disampaikan kepada yang bersangkutan."
    )
    assert day_before.labels == ["Salin pengingat", "Ubah jawaban"]
    silent = await rani.sees("⏰ Besok, Rabu, 25 November 2026 pukul 09.00 WIB")
    assert silent.text.endswith("\nUnit ini belum menjawab. Mohon konfirmasi.")
    assert silent.labels == ["Hadir", "Diwakilkan", "Berhalangan"]
    await it_is(bureau, wib(11, 25, 8))
    hour_before = await deni.sees(f"⏰ Satu jam lagi, pukul 09.00 WIB: {code} Rapat Koordinasi, Aula Diskominfotik.")
    await deni.loses(day_before)
    assert [card.message_id for card in await deni.shows("⏰")] == [hour_before.message_id]
    await rani.sees("⏰ Satu jam lagi")
    assert await yusuf.shows("⏰") == []


async def test_inside_a_reminder_the_unit_takes_its_word_back(bureau: Bureau, deni: Phone) -> None:
    code = await invites(bureau, "Rapat pagi", "Jumat, 27 November 2026", "09.00")
    await deni.taps("Hadir", on=await deni.sees(f"UNDANGAN {code}"))
    await bureau.ratna.sees(f"{code} · hadir 1")
    await it_is(bureau, wib(11, 26, 16))
    reminder = await deni.sees("⏰ Besok, Jumat, 27 November 2026")
    await deni.taps("Ubah jawaban", on=reminder)
    assert (await deni.becomes(reminder, "Batal hadir")).labels == ["Batal hadir", "Wakilkan", "Kembali"]
    await deni.taps("Batal hadir")
    await deni.taps("Rapat lain")
    await deni.sees("✓ Tercatat: Berhalangan")
    await bureau.ratna.sees(f"{code} · hadir 0 · diwakilkan 0 · berhalangan 1")
    await it_is(bureau, wib(11, 27, 8))
    await bureau.sim.advance(5)
    assert (await deni.shows("⏰ Satu jam lagi, pukul 09.00 WIB: " + code)) == []


async def test_another_place_is_told_and_the_answer_stands(bureau: Bureau, deni: Phone) -> None:
    ratna = bureau.ratna
    code = await invites(bureau, "Rapat siang", "Senin, 30 November 2026", "13.00")
    invitation = await deni.sees(f"UNDANGAN {code}")
    await deni.taps("Hadir", on=invitation)
    await ratna.taps("Lainnya", on=await ratna.sees(f"{code} · hadir 1"))
    await ratna.taps("Ubah rapat")
    await ratna.taps("Tempat")
    await ratna.says("Gedung Daerah")
    await ratna.taps("Simpan perubahan", on=await ratna.sees(f"Perubahan {code} siap disimpan."))
    assert (await ratna.sees(f"Perubahan {code} diberitahukan pukul")).labels == ["Urungkan"]
    await bureau.minute_passes()
    notice = await deni.sees(f"⚠️ Perubahan {code}")
    assert notice.text == (f"⚠️ Perubahan {code} Rapat siang:\nTempat semula Aula Diskominfotik menjadi Gedung Daerah.")
    now = await deni.becomes(invitation, "Ubah jawaban")
    assert "Tempat: Gedung Daerah" in now.text
    assert now.text.endswith("✓ Hadir")


async def test_another_day_asks_again_and_reminds_at_the_new_hours_only(bureau: Bureau, deni: Phone) -> None:
    ratna = bureau.ratna
    code = await invites(bureau, "Rapat sore", "Rabu, 2 Desember 2026", "14.00")
    invitation = await deni.sees(f"UNDANGAN {code}")
    await deni.taps("Hadir", on=invitation)
    await ratna.taps("Lainnya", on=await ratna.sees(f"{code} · hadir 1"))
    await ratna.taps("Ubah rapat")
    await ratna.taps("Tanggal")
    await ratna.says("Kamis, 3 Desember 2026")
    await ratna.taps("Sampai dimulai")
    await ratna.taps("Simpan perubahan", on=await ratna.sees(f"Perubahan {code} siap disimpan."))
    await ratna.sees(f"Perubahan {code} diberitahukan")
    await bureau.minute_passes()
    notice = await deni.sees(f"⚠️ Perubahan {code}")
    assert (
        "Waktu semula Rabu, 2 Desember 2026 pukul 14.00 WIB menjadi Kamis, 3 Desember 2026 pukul 14.00 WIB."
        in notice.text
    )
    assert "Mohon dijawab kembali" in notice.text
    assert notice.labels == ["Hadir", "Diwakilkan", "Berhalangan"]
    assert "Hadir" in (await deni.becomes(invitation, "Hadir")).labels
    await deni.taps("Hadir", on=notice)
    await ratna.sees(f"{code} · hadir 1")
    await it_is(bureau, wib(12, 1, 16))
    await bureau.sim.advance(5)
    await it_is(bureau, wib(12, 2, 16))
    await deni.sees(f"⏰ Besok, Kamis, 3 Desember 2026 pukul 14.00 WIB: {code}")
    assert len(await deni.shows(f"14.00 WIB: {code}")) == 1


async def test_a_cancelled_meeting_says_so_everywhere_and_reminds_nobody(
    bureau: Bureau, deni: Phone, yusuf: Phone
) -> None:
    ratna = bureau.ratna
    code = await invites(bureau, "Rapat batal", "Senin, 7 Desember 2026", "09.00")
    invitation = await deni.sees(f"UNDANGAN {code}")
    await declines(yusuf, await yusuf.sees(f"UNDANGAN {code}"))
    await ratna.taps("Lainnya", on=await ratna.sees(f"{code} · hadir 0 · diwakilkan 0 · berhalangan 1"))
    await ratna.taps("Batalkan rapat")
    await ratna.taps("Urungkan", on=await ratna.sees(f"Pembatalan {code} diberitahukan"))
    await ratna.taps("Lainnya", on=await ratna.sees(f"{code} · hadir 0"))
    await ratna.taps("Batalkan rapat")
    await ratna.sees(f"Pembatalan {code} diberitahukan")
    await bureau.minute_passes()
    notice = await deni.sees(f"⚠️ {code} Rapat batal, Senin, 7 Desember 2026 pukul 09.00 WIB: DIBATALKAN.")
    assert notice.labels == []
    told = await deni.now(invitation)
    assert told.text.startswith("DIBATALKAN.")
    assert told.labels == []
    assert await yusuf.shows(f"⚠️ {code}") == []
    await it_is(bureau, wib(12, 6, 16))
    await it_is(bureau, wib(12, 7, 8))
    await bureau.sim.advance(5)
    assert await deni.shows(f"WIB: {code} Rapat batal, Aula") == []


async def test_after_an_outage_one_late_reminder_comes_and_after_the_beginning_none(
    bureau: Bureau, bot: Bot, deni: Phone
) -> None:
    code = await invites(bureau, "Rapat lambat", "Rabu, 9 Desember 2026", "09.00")
    await deni.taps("Hadir", on=await deni.sees(f"UNDANGAN {code}"))
    missed = await invites(bureau, "Rapat lewat", "Rabu, 9 Desember 2026", "08.00")
    await deni.taps("Hadir", on=await deni.sees(f"UNDANGAN {missed}"))
    await bureau.ratna.taps("Rincian", on=await bureau.ratna.sees(f"{missed} · hadir 1"))
    await bureau.ratna.sees("Belum menjawab")
    await bot.stop()
    await it_is(bureau, wib(12, 9, 8, 30))
    await bot.start()
    late = await deni.sees("⏰ (terlambat disampaikan)", within=20)
    assert f"Rabu, 9 Desember 2026 pukul 09.00 WIB: {code} Rapat lambat" in late.text
    told = await bureau.ratna.sees("Pengingat tidak dikirim", within=20)
    assert told.text.startswith(f"{missed} · hadir 1")
    assert len(await deni.shows(f"WIB: {code}")) == 1
    assert await deni.shows(f"WIB: {missed}") == []
    refused = await bureau.ratna.taps("Ingatkan", on=told)
    assert refused["text"].startswith(f"{missed} sudah dimulai. Undangannya tidak dapat lagi diubah")


async def test_a_kill_in_the_middle_of_reminding_leaves_nobody_out(
    bureau: Bureau, bot: Bot, deni: Phone, yusuf: Phone, rani: Phone
) -> None:
    code = await invites(bureau, "Rapat terakhir", "Jumat, 11 Desember 2026", "09.00")
    people = (deni, yusuf, rani)
    for phone in people:
        await phone.sees(f"UNDANGAN {code}")
    await bureau.sim.fault("sendMessage", hang="before")
    await it_is(bureau, wib(12, 10, 16))
    while sum(fault["happened"] for fault in await bureau.sim.ask("GET", "faults")) < len(people):
        await bureau.sim.clock()
    await bot.kill()
    await bureau.sim.heal()
    await bot.start()
    for phone in people:
        reminder = await phone.sees(
            f"⏰ Besok, Jumat, 11 Desember 2026 pukul 09.00 WIB: {code}", within=REPEATED_WITHIN
        )
        assert reminder.text.endswith("(kirim ulang)")
