"""Texts that hurt in each field of an invitation and of its answers: a clean line, or a sentence with what to do.

Played on one engine: a line is stored alike wherever it comes from, and `test_nasty_lines` holds that on both.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.bot import Bureau, Phone
from tests.support.meetings import invites
from tests.support.samples import COMMAND, DATED, TEXTS, TWO_DATES, asks, clean

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

WHICH = "Mana yang dimaksud?"
NO_DAY = ("Tanggal itu belum terbaca. Tulis lengkap, misalnya: ", "Silakan pilih menu di bawah.")
NO_HOUR = ("Jam itu belum terbaca. Tulis jam dan menit, misalnya: 09.30", "Silakan pilih menu di bawah.")


@pytest.fixture(scope="module")
def engine() -> str:
    return "sqlite"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def nothing_is_refused(bureau: Bureau) -> AsyncIterator[None]:
    """After all of it no call to Telegram had been refused. (That the bot's log is free of errors, each bot shows.)"""
    yield
    assert [call for call in await bureau.sim.calls(ok=False) if call["error_code"] == 400] == []


async def is_asked(phone: Phone, question: str, following: str, limit: int) -> list[str]:
    """Types every text into one field, going back after each that is taken; those."""
    taken = []
    for one, message in TEXTS:
        answer = await asks(phone, message)
        if one.id == COMMAND:
            assert answer.text == "Silakan pilih menu di bawah."
        elif following in answer.text:
            assert 0 < len(clean(message)) <= limit
            taken.append(clean(message))
            await phone.taps("Kembali", on=answer)
            await phone.sees(question)
        else:
            assert answer.text.startswith(f"Tulis dengan kata, paling panjang {limit} tanda.")
    return taken


async def is_read_as_time(phone: Phone, unclear: tuple[str, ...]) -> None:
    """Types every text where a day or an hour is asked for, but the one that names both and would be taken."""
    for one, message in TEXTS:
        if one.id != DATED:
            assert (await asks(phone, message)).text.startswith((WHICH,) if one.id == TWO_DATES else unclear)


async def test_every_field_of_an_invitation(bureau: Bureau) -> None:
    ratna, hendra = bureau.ratna, bureau.hendra
    deni = await bureau.officer("Deni", "Polres Rejang Lebong")
    await ratna.says("/rapat")
    await ratna.taps("Buat undangan")
    await ratna.sees("Apa acaranya?")
    assert "rilis_gpj.exe" in await is_asked(ratna, "Apa acaranya?", "Hari apa?", 200)
    await ratna.says("Rapat\u202e <b>R&D</b>\n_dan_\u2060 *Q&A*")
    await ratna.sees("Hari apa?")
    await is_read_as_time(ratna, NO_DAY)
    await ratna.says("\uff12/\uff11\uff12/\uff12\uff10\uff12\uff16\u200f")
    await ratna.sees("✓ Rabu, 2 Desember 2026\nPukul berapa mulai?")
    await is_read_as_time(ratna, NO_HOUR)
    await ratna.says("09.00")
    await ratna.taps("s.d. selesai")
    await ratna.sees("Di mana tempatnya?")
    assert "Kecamatan Ra'as'); DROP TABLE units;--" in await is_asked(ratna, "Di mana", "Apa pakaiannya?", 200)
    await ratna.says("Kecamatan Ra'as'); DROP TABLE units;--")
    await ratna.sees("Apa pakaiannya?")
    await ratna.says("\u200f\u200eBatik\u00a0Kaur\u2060 1\ufe0f\u20e3")
    await ratna.taps("Sampai dimulai")
    await ratna.taps("Ya")
    await ratna.taps("1", on=await ratna.sees("Kepada siapa?"))
    await ratna.taps("Minta persetujuan", on=await ratna.sees("Siap dimintakan persetujuan."))
    await hendra.taps("Setujui", on=await hendra.sees("dari Ratna"))
    await hendra.sees("✓ Disetujui")
    await bureau.minute_passes()
    lines = (await deni.sees("UNDANGAN R-")).text.splitlines()
    assert "Acara: Rapat <b>R&D</b> _dan_ *Q&A*" in lines
    assert "Tempat: Kecamatan Ra'as'); DROP TABLE units;--" in lines
    assert "Pakaian: Batik Kaur 1\ufe0f\u20e3" in lines


async def test_every_answer_to_an_invitation(bureau: Bureau) -> None:
    """What may not be an answer is asked again; what may is recorded, and changed by the next."""
    arif = await bureau.officer("Arif", "Polres Kaur")
    code = await invites(bureau, "Rapat jawaban", "Kamis, 3 Desember 2026", "10.00")
    card = await arif.sees(f"UNDANGAN {code}")
    for label, question, limit, recorded in (
        ("Diwakilkan", "siapa yang mewakili?", 80, "✓ Tercatat: Ra'as' <b>, Kasi_*Humas*, mewakili Polres Kaur"),
        ("Berhalangan", "alasan singkat", 200, "✓ Tercatat: Berhalangan untuk Polres Kaur"),
    ):
        await arif.taps(label, on=await arif.becomes(card, label))
        await arif.sees(question)
        for message in no_answers(limit):
            told = await asks(arif, message)
            assert told.text.startswith(f"Tulis dengan kata, paling panjang {limit} tanda.")
        assert (await asks(arif, "Ra'as'\u202e  <b>,\u2060 Kasi_*Humas*")).text.startswith(recorded)
        await arif.taps("Ubah jawaban", on=await arif.becomes(card, "Ubah jawaban"))


def no_answers(limit: int) -> list[str]:
    """Too long, or nothing to be seen. (A comma would part a name from a title.)"""
    return [message for _, message in TEXTS if "," not in message and not 0 < len(clean(message)) <= limit]
