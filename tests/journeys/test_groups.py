"""Kelompok by hand: made in the chat, chosen when announcing, removed again."""

import pytest

from tests.support.bot import Bureau

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_a_group_by_hand_is_made_chosen_and_reaches_only_its_units(bureau: Bureau) -> None:
    ratna = bureau.ratna
    ani = await bureau.officer("Ani", "Kantor Imigrasi Bengkulu")
    deni = await bureau.officer("Deni", "Polres Rejang Lebong")
    outside = await bureau.officer("Oki", "Polres Kaur")
    await ratna.says("/kelompok")
    listed = await ratna.sees("Kelompok:")
    assert listed.text == "Kelompok:\n1. Semua unit (11 unit)\n2. Kab/Kota (3 unit)\n3. Forum GenRe (1 unit)"
    await ratna.taps("Buat kelompok")
    asked = await ratna.sees("Tulis nama kelompok, misalnya: Tim Natal")
    assert asked.message_id == listed.message_id
    await ratna.says("Tim Natal")
    await ratna.sees("Kelompok Tim Natal. Unit di dalamnya: belum ada.")
    await ratna.says("Kantor Imigrasi Bengkulu")
    await ratna.sees("1. Kantor Imigrasi Bengkulu")
    await ratna.says("Polres Rejang Lebong, Pelindo Regional 2 Bengkulu")
    full = await ratna.sees("3. Pelindo Regional 2 Bengkulu")
    assert "Simpan" in full.labels
    await ratna.taps("Simpan")
    made = await ratna.sees("✓ Kelompok Tim Natal")
    assert made.text == "✓ Kelompok Tim Natal tersimpan: 3 unit. Kelompok ini dapat dipilih saat mengumumkan."

    await ratna.says("/umumkan")
    await ratna.sees("Kirim isi pengumuman")
    await ratna.says("Piket Natal.")
    await ratna.taps("Kelompok lain")
    whom = await ratna.sees("1. Tim Natal (3)")
    await ratna.taps("1", on=whom)
    await ratna.taps("Biasa")
    assert "Kepada: Tim Natal, 3 unit, 2 petugas" in (await ratna.sees("Siap dimintakan persetujuan.")).text
    await ratna.taps("Minta persetujuan")
    code = next(word for word in (await ratna.sees("menunggu persetujuan")).text.split() if "BKL" in word)
    await bureau.approved(code)
    for reader in (ani, deni):
        await reader.sees(code)
    await ratna.sees(f"{code} · terkirim 2 dari 2 petugas")
    assert code not in await outside.transcript()


async def test_a_name_that_fits_two_units_is_asked_about(bureau: Bureau) -> None:
    await bureau.ratna.says("/kelompok")
    await bureau.ratna.taps("Buat kelompok")
    await bureau.ratna.sees("Tulis nama kelompok")
    await bureau.ratna.says("Polisi")
    await bureau.ratna.sees("Kelompok Polisi.")
    await bureau.ratna.says("polres")
    doubt = await bureau.ratna.sees("“polres” cocok dengan beberapa unit. Yang mana?")
    assert "Polres Rejang Lebong" in doubt.text
    assert "Polres Kaur" in doubt.text
    await bureau.ratna.taps(str(1 + doubt.text.splitlines()[1:].index(_line(doubt.text, "Polres Kaur"))))
    assert (await bureau.ratna.sees("Unit di dalamnya:\n1. Polres Kaur")).labels[0] == "Simpan"
    await bureau.ratna.says("xyzzy")
    await bureau.ratna.sees("Unit “xyzzy” belum ditemukan.")
    await bureau.ratna.says("/batal")
    await bureau.ratna.taps("Buang")


def _line(text: str, words: str) -> str:
    return next(line for line in text.splitlines() if words in line)


async def test_a_name_that_is_taken_is_refused_and_another_one_asked_for(bureau: Bureau) -> None:
    await bureau.group("Tim Dua", "Polres Kaur")
    await bureau.ratna.says("/kelompok")
    await bureau.ratna.taps("Buat kelompok")
    await bureau.ratna.sees("Tulis nama kelompok")
    for name in ("Semua unit", "tim dua"):
        await bureau.ratna.says(name)
        told = await bureau.ratna.sees("sudah ada")
        assert told.text == f"Kelompok “{name}” sudah ada. Tulis nama lain, misalnya: Tim Natal 2026"
    await bureau.ratna.says("Tim Dua 2026")
    await bureau.ratna.sees("Kelompok Tim Dua 2026.")
    await bureau.ratna.says("Universitas Bengkulu")
    await bureau.ratna.taps("Simpan")
    await bureau.ratna.sees("✓ Kelompok Tim Dua 2026 tersimpan: 1 unit.")


async def test_a_group_by_hand_can_be_removed_and_one_by_rule_cannot(bureau: Bureau) -> None:
    await bureau.group("Sebentar", "Polres Kaur")
    await bureau.ratna.says("/kelompok")
    listed = await bureau.ratna.sees("Sebentar (1 unit)")
    number = _line(listed.text, "Sebentar").partition(".")[0]
    await bureau.ratna.taps(number)
    shown = await bureau.ratna.sees("Sebentar: 1 unit, disusun dengan tangan.")
    assert shown.labels == ["Hapus kelompok", "Kembali"]
    await bureau.ratna.taps("Hapus kelompok")
    await bureau.ratna.sees("✓ Kelompok Sebentar dihapus. Unitnya tetap terdaftar.")
    await bureau.ratna.says("/kelompok")
    listed = await bureau.ratna.sees("Kelompok:")
    assert "Sebentar" not in listed.text
    await bureau.ratna.taps("1", on=listed)
    assert (await bureau.ratna.sees("Semua unit: 11 unit, mengisi sendiri menurut aturan.")).labels == ["Kembali"]


async def test_groups_are_not_for_everybody(bureau: Bureau) -> None:
    officer = await bureau.officer("Putri", "Polres Kaur")
    for who in (officer, bureau.hendra):
        await who.says("/kelompok")
        await who.sees("Hubungi sekretariat bila Anda memerlukannya.")
