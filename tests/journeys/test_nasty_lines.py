"""Texts that hurt, wherever a line is asked for: each is taken as a clean line, or answered with what to do."""

from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio

from tests.support.bot import Bureau
from tests.support.samples import COMMAND, TEXTS, Nasty, asks, clean

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def nothing_is_refused(bureau: Bureau) -> AsyncIterator[None]:
    """After all of it no call to Telegram had been refused. (That the bot's log is free of errors, each bot shows.)"""
    yield
    assert [call for call in await bureau.sim.calls(ok=False) if call["error_code"] == 400] == []


async def test_a_name_is_a_clean_line_or_asked_for_again(bureau: Bureau) -> None:
    newcomer = await bureau.phone("Deni")
    await newcomer.start(await bureau.link("Polres Kaur"))
    await newcomer.taps("Setuju, lanjut")
    await newcomer.taps("Ubah nama")
    await newcomer.sees("Tulis nama yang tampil")
    for one, message in TEXTS:
        answer = await asks(newcomer, message)
        if one.id == COMMAND:
            assert answer.text == "Tulis nama yang tampil, misalnya: Deni Saputra"
        elif not any(char.isalpha() for char in clean(message)):
            assert answer.text == "Nama belum terbaca. Tulis dengan huruf, misalnya: Deni Saputra"
        elif len(clean(message)) > 60:
            assert answer.text.startswith("Nama paling panjang 60 tanda.")
        else:
            assert answer.text == f"Nama yang tampil: {clean(message)}. Sapaan yang Anda pilih?"
            await newcomer.taps("Ubah nama", on=answer)
            await newcomer.sees("Tulis nama yang tampil")
    await newcomer.says("Kecamatan Ra'as'); DROP TABLE units;--")
    await newcomer.taps("Bapak")
    await newcomer.sees("✓ Bapak Kecamatan Ra'as'); DROP TABLE units;-- terdaftar sebagai petugas humas Polres Kaur")


ABOUT_UNITS = (
    "Selamat datang di Simpul Humas",
    "Nama unit belum terbaca. Tulis",
    "Unit “",
    "Unit yang mana?",
)


async def test_a_stranger_who_writes_anything_is_asked_for_a_unit(bureau: Bureau) -> None:
    stranger = await bureau.phone("Pendatang")
    for _, message in TEXTS:
        answer = await asks(stranger, message)
        if "Anda bertugas sebagai apa?" in answer.text:
            await stranger.taps("Kembali", on=answer)
        else:
            assert answer.text.startswith(ABOUT_UNITS)
    await stranger.says("kodim")
    await stranger.sees("Kodim 0409 Rejang Lebong. Anda bertugas sebagai apa?")


async def test_a_form_that_is_open_is_shown_again_to_a_stranger_who_writes_what_it_does_not_ask(bureau: Bureau) -> None:
    newcomer = await bureau.phone("Lia")
    await newcomer.start(await bureau.link("Pelindo Regional 2 Bengkulu"))
    await newcomer.sees("Undangan ini untuk")
    for text in ("siap ndan 👍", "/start"):
        assert (await asks(newcomer, text)).labels[:2] == ["Setuju, lanjut", "Bukan saya"]
    await newcomer.taps("Setuju, lanjut")
    await newcomer.taps("Ibu")
    await newcomer.sees("✓ Ibu Lia terdaftar sebagai petugas humas Pelindo Regional 2 Bengkulu")


WAYS_ON = ("menu di bawah", "menu lain di bawah", "Yang mana?", "petugas humas", "Teks ini untuk apa?")


async def test_whatever_an_officer_writes_without_a_command_is_answered(bureau: Bureau) -> None:
    officer = await bureau.officer("Yusuf", "Dinas Kominfo Kabupaten Seluma")
    for one, message in TEXTS:
        answer = await asks(officer, message)
        if one.kind == "slang" or one.id == "nasty-13":
            assert answer.raw["reactions"] == ["👍"]
        else:
            assert any(way in answer.text for way in WAYS_ON), answer.text
    assert await officer.shows("Permohonan") == []


async def test_a_kelompok_has_a_clean_name_or_is_asked_for_another(bureau: Bureau) -> None:
    ratna = bureau.ratna
    await ratna.says("/kelompok")
    await ratna.taps("Buat kelompok")
    await ratna.sees("Tulis nama kelompok")
    for one, message in TEXTS:
        answer = await asks(ratna, message)
        if one.id == COMMAND:
            assert answer.text == "Silakan pilih menu di bawah."
        elif "Tulis nama unit untuk menambah" in answer.text:
            assert answer.text.startswith(f"Kelompok {clean(message)}. Unit di dalamnya: belum ada.")
            assert len(clean(message)) <= 60
            await ratna.taps("Kembali", on=answer)
            await ratna.sees("Tulis nama kelompok")
        else:
            assert answer.text.startswith(("Nama kelompok paling panjang", "Nama kelompok belum terbaca."))
    await ratna.says("Tim rilis_\u202egpj.exe")
    await ratna.sees("Kelompok Tim rilis_gpj.exe.")
    for one, message in TEXTS:
        answer = await asks(ratna, message)
        answers = ("Unit “", "“", "Kelompok Tim rilis_gpj.exe. Unit di dalamnya", "Silakan pilih menu di bawah.")
        assert answer.text.startswith(answers)
        if one.id != COMMAND and "Bukan ini" in answer.labels:
            await ratna.taps("Bukan ini", on=answer)
    await ratna.leaves_the_form()


async def test_a_reason_is_a_clean_line_or_asked_for_again(bureau: Bureau) -> None:
    """Of every text, one announcement comes back; of those that cannot be a reason, the one that waits."""
    await bureau.officer("Ani", "Kantor Imigrasi Bengkulu")
    await bureau.group("Imigrasi", "Kantor Imigrasi Bengkulu")
    code = await bureau.asks("Jumlah peserta 126.", "Imigrasi")
    hendra, ratna = bureau.hendra, bureau.ratna
    await hendra.taps("Kembalikan", on=await hendra.sees(f"{code} dari Ratna"))
    await hendra.sees("apa yang perlu diperbaiki?")
    for one, message in reasons_last(TEXTS):
        answer = await asks(hendra, message)
        if answer.text.startswith("✓"):
            assert (await ratna.sees(f"{code} dikembalikan")).text.endswith(f"“{clean(message)}”")
        elif one.id == COMMAND:
            assert answer.text == "Silakan pilih menu di bawah."
        else:
            assert answer.text.startswith(("Tulis satu kalimat", "Catatan paling panjang 300 tanda."))


def reasons_last(texts: Sequence[tuple[Nasty, str]]) -> list[tuple[Nasty, str]]:
    """Those that are refused, and the one of all that is taken which hurts most."""
    taken = [pair for pair in texts if 0 < len(clean(pair[1])) <= 300 and pair[0].id != COMMAND]
    return [pair for pair in texts if pair not in taken] + [pair for pair in taken if pair[0].id == "nasty-22"]


SECRET = "Sifat: Rahasia\nRute tamu KUNCI-7261."
TOLD = "Teks ini bertanda RAHASIA. Bot ini bukan saluran naskah rahasia; isi tidak disimpan dan tidak dikirim."


async def test_a_secret_is_no_name_no_reason_and_nothing_to_search_for(bureau: Bureau) -> None:
    ratna = bureau.ratna
    stranger = await bureau.phone("Tamu")
    await asks(stranger, "halo")
    assert (await asks(stranger, SECRET)).text == TOLD
    await ratna.says("/kelompok")
    await ratna.taps("Buat kelompok")
    await ratna.sees("Tulis nama kelompok")
    assert (await asks(ratna, SECRET)).text == TOLD
    await ratna.leaves_the_form()
    assert (await asks(ratna, SECRET)).text == TOLD
    assert b"KUNCI-7261" not in bureau.bot.database.kept()
