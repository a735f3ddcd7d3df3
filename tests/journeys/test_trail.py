"""Jejak: who did what with an announcement, and when, oldest first."""

import pytest
import pytest_asyncio

from tests.support.bot import Bureau, Phone, day, hour
from tests.support.meetings import invites

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

PLACES = "Rejang Lebong dan Kaur"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def deni(bureau: Bureau) -> Phone:
    return await bureau.officer("Deni", "Polres Rejang Lebong", title="Bapak")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def everybody(bureau: Bureau, deni: Phone) -> None:
    await bureau.officer("Yusuf", "Dinas Kominfo Kabupaten Kaur")
    await bureau.group(PLACES, "Polres Rejang Lebong", "Dinas Kominfo Kabupaten Kaur")


async def returned_once(bureau: Bureau) -> str:
    """Sent back with a word, repaired, approved and released; its code."""
    code = await bureau.asks("Apel pagi.", PLACES)
    await bureau.hendra.taps("Kembalikan", on=await bureau.hendra.sees(f"{code} dari Ratna"))
    await bureau.hendra.sees("apa yang perlu diperbaiki?")
    await bureau.hendra.says("Jamnya belum tertulis.")
    await bureau.ratna.taps("Perbaiki", on=await bureau.ratna.sees(f"{code} dikembalikan"))
    await bureau.ratna.taps("Selesai")
    await bureau.ratna.taps("Minta persetujuan")
    await bureau.ratna.sees(f"{code} menunggu persetujuan")
    await bureau.approved(code)
    return code


async def test_the_trail_tells_who_did_what_and_when(bureau: Bureau, deni: Phone) -> None:
    now = await bureau.full_minute()
    code = await returned_once(bureau)
    await deni.taps("Sudah dibaca", on=await deni.sees(code))
    await bureau.ratna.sees(f"{code} · terkirim 2 dari 2 petugas · dibaca 1 dari 2 unit")
    await bureau.hendra.says(f"/jejak {code[-4:]}")
    heading, _, today, *acts, _, reading = (await bureau.hendra.sees(f"Jejak {code}")).text.splitlines()
    assert heading == f"Jejak {code} “Apel pagi.”"
    assert today == day(now)
    started = f"{hour(now)} WIB"
    assert acts[:4] == [
        f"{started} · Ratna meminta persetujuan",
        f"{started} · Bapak Hendra mengembalikan: “Jamnya belum tertulis.”",
        f"{started} · Ratna meminta persetujuan",
        f"{started} · Bapak Hendra menyetujui",
    ]
    assert acts[4].endswith(" · Mulai dikirim kepada 2 petugas, 2 unit")
    assert len(acts) == 5
    assert reading.startswith("Dibaca 1 dari 2 unit: pertama Sen 23 Nov ")


async def test_who_looked_at_the_units_that_owe_is_in_it_and_long_trails_have_pages(bureau: Bureau) -> None:
    code = await returned_once(bureau)
    await bureau.ratna.taps("Rincian", on=await bureau.ratna.sees(f"{code} · terkirim 2 dari 2 petugas"))
    details = await bureau.ratna.sees("Belum dibaca 2 unit")
    await bureau.ratna.taps("Kembali", on=details)
    await bureau.ratna.taps("Rincian")
    await bureau.ratna.taps("Kembali")
    await bureau.ratna.taps("Ingatkan")
    await bureau.ratna.sees("Diingatkan")
    await bureau.ratna.taps("Rincian")
    await bureau.ratna.taps("Jejak")
    page = await bureau.ratna.sees(f"Jejak {code}")
    assert [line.partition(" · ")[2] for line in page.text.splitlines()[8:10]] == [
        "Ratna melihat rincian",
        "Ratna mengingatkan 2 petugas",
    ]
    assert page.text.endswith("Dibaca: belum ada dari 2 unit.")
    assert page.labels == ["Berikutnya"]
    await bureau.ratna.taps("Berikutnya")
    rest = await bureau.ratna.sees("Ratna melihat rincian")
    assert rest.message_id == page.message_id
    assert [line.partition(" · ")[2] for line in rest.text.splitlines()[3:-2]] == ["Ratna melihat rincian"]
    assert rest.labels == ["Sebelumnya"]
    await bureau.ratna.taps("Sebelumnya")
    assert (await bureau.ratna.sees("meminta persetujuan")).text == page.text


async def test_the_approvers_card_leads_to_it_too(bureau: Bureau) -> None:
    code = await bureau.announces("Poster.", PLACES)
    await bureau.hendra.taps("Jejak", on=await bureau.hendra.sees("Sudah dikirim."))
    await bureau.hendra.sees(f"Jejak {code}")


async def test_a_reader_of_the_announcement_may_not_see_it(bureau: Bureau, deni: Phone) -> None:
    code = await bureau.announces("Untuk dibaca.", PLACES)
    await deni.sees(code)
    await deni.says(f"/jejak {code}")
    await deni.sees("Menu ini untuk penyetuju.")
    await deni.says("/jejak 9999")
    await deni.sees("Kode 9999 belum ditemukan")
    await deni.says("/jejak")
    assert (await deni.sees("Tulis kodenya")).text == "Tulis kodenya, misalnya: /jejak BKL-0412"


async def test_it_is_told_in_english_to_who_reads_english(bureau: Bureau) -> None:
    code = await bureau.announces("Poster lagi.", PLACES)
    await bureau.ratna.sees(f"{code} · terkirim 2 dari 2 petugas")
    await bureau.sri.says("/bahasa")
    await bureau.sri.taps("English")
    await bureau.sri.says(f"/jejak {code}")
    lines = (await bureau.sri.sees(f"Trail of {code}")).text.splitlines()
    assert lines[2] == "Monday, 23 November 2026"
    assert [line.partition(" · ")[2] for line in lines[3:6]] == [
        "Ratna asked for approval",
        "Hendra approved it",
        "On its way to 2 officers, 2 units",
    ]


async def test_a_meeting_has_a_trail_too(bureau: Bureau, deni: Phone) -> None:
    code = await invites(bureau, "Rapat Koordinasi", "Rabu, 2 Desember 2026", "09.00")
    await deni.taps("Hadir", on=await deni.sees(f"UNDANGAN {code}"))
    await bureau.ratna.sees(f"{code} · hadir 1")
    await bureau.ratna.taps("Rincian")
    await bureau.ratna.taps("Jejak")
    heading, _, today, *acts, _, closing = (await bureau.ratna.sees(f"Jejak {code}")).text.splitlines()
    assert heading == f"Jejak {code} “Rapat Koordinasi”"
    assert today == day(await bureau.full_minute())
    assert [act.partition(" · ")[2] for act in acts] == [
        "Ratna meminta persetujuan",
        "Bapak Hendra menyetujui",
        "Undangan dikirim kepada 2 petugas, 11 unit",
        "Bapak Deni menjawab Hadir",
    ]
    assert closing == f"{code} · hadir 1 · diwakilkan 0 · berhalangan 0 · belum menjawab 10"
    await bureau.hendra.says(f"/jejak {code}")
    await bureau.hendra.sees(heading)
