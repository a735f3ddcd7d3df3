"""Registering by a one-time link: three taps, nothing typed."""

import asyncio

import pytest

from tests.support.bot import Bureau, Phone, day, hour, joins, payload

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

UNUSABLE = (
    "Tautan ini tidak dapat dipakai: keliru, sudah dipakai, atau lewat masa berlakunya. "
    "Mintalah tautan baru kepada sekretariat, atau daftar tanpa tautan."
)
FORTNIGHT = 14 * 24 * 3600
TWO_DAYS = 48 * 3600


async def test_an_officer_registers_in_three_taps_on_one_card(bureau: Bureau) -> None:
    arif = await bureau.officer("Arif", "Polres Kaur")
    await bureau.group("Polres Kaur", "Polres Kaur")
    code = await bureau.announces("Berlaku sampai akhir tahun.", "Polres Kaur")
    await arif.sees(code)
    link = await bureau.link("Polres Kaur")
    now = await bureau.full_minute()
    deni = await bureau.phone("Deni")
    await deni.start(link)
    card = await deni.sees("Undangan ini untuk")
    assert card.text == (
        "Selamat datang di Simpul Humas Provinsi Bengkulu. Undangan ini untuk: Petugas humas, Polres Kaur.\n"
        "Yang disimpan: nama, akun Telegram, dan unit Anda, agar pengumuman dan undangan sampai. "
        "Nomor ponsel tidak diminta. Pengelola: Diskominfotik Provinsi Bengkulu."
    )
    assert card.labels == ["Setuju, lanjut", "Bukan saya", "English"]
    await deni.taps("Setuju, lanjut")
    asked = await deni.sees("Nama yang tampil: Deni. Sapaan yang Anda pilih?")
    assert asked.labels == ["Bapak", "Ibu", "Tanpa sapaan", "Ubah nama"]
    await deni.taps("Bapak")
    done = await deni.sees("✓ Bapak Deni terdaftar")
    assert done.text == (
        f"✓ Bapak Deni terdaftar sebagai petugas humas Polres Kaur sejak {day(now)}.\nPetugas pengganti: belum ada."
    )
    assert done.labels == ["Tunjuk pengganti"]
    assert card.message_id == asked.message_id == done.message_id
    keys = await deni.sees("Menu ada di bawah layar.")
    assert keys.text == "Menu ada di bawah layar. Ada 1 pengumuman yang masih berlaku untuk unit Anda."
    assert keys.keys == ["Kotak masuk", "Kirim kabar", "Rapat", "Lainnya"]
    copy = await deni.sees(f"{code} v1")
    assert copy.labels == ["Sudah dibaca"]
    told = await bureau.ratna.sees("✓ Polres Kaur")
    assert told.text == f"✓ Polres Kaur: Deni, {hour(now)} WIB"
    assert told.labels == ["Bukan orangnya"]


async def test_an_officer_names_a_deputy_by_a_link_of_their_own(bureau: Bureau) -> None:
    officer = await bureau.officer("Yusuf", "Dinas Kominfo Kabupaten Seluma")
    await officer.taps("Tunjuk pengganti", on=await officer.sees("✓ Yusuf terdaftar"))
    link = payload(await officer.sees("Undangan untuk Petugas pengganti, Dinas Kominfo Kabupaten Seluma."))
    deputy = await bureau.phone("Lia")
    await joins(deputy, link)
    await deputy.says("/unit")
    card = await deputy.sees("Dinas Kominfo Kabupaten Seluma: ")
    assert card.text.startswith("Dinas Kominfo Kabupaten Seluma: 1 petugas humas, 1 petugas pengganti\n")


async def test_a_wrong_a_used_and_an_expired_link_say_the_same(bureau: Bureau) -> None:
    used = await bureau.link("Universitas Bengkulu")
    expired = await bureau.link("Universitas Bengkulu")
    await joins(await bureau.phone("Pertama"), used)
    late = await bureau.phone("Terlambat")
    for link in ("keliru-sekali", used):
        await refused(late, link)
    await bureau.sim.advance(FORTNIGHT)
    await refused(late, expired)
    card = await late.sees("Tautan ini")
    await late.taps("Daftar")
    assert (await late.sees("Tulis nama unit Anda")).message_id == card.message_id


async def refused(late: Phone, link: str) -> None:
    await late.start(link)
    told = await late.sees("Tautan ini")
    assert told.text == UNUSABLE
    assert told.labels == ["Daftar", "Bantuan"]


async def test_of_two_people_with_the_same_link_one_registers(bureau: Bureau) -> None:
    link = await bureau.link("Kodim 0409 Rejang Lebong")
    both = [await bureau.phone(name) for name in ("Satu", "Dua")]
    for one in both:
        await one.start(link)
        await one.taps("Setuju, lanjut")
        await one.sees("Sapaan yang Anda pilih?")
    told = [answer["text"] for answer in await asyncio.gather(*(one.taps("Tanpa sapaan") for one in both))]
    assert sorted(told) == ["", UNUSABLE]
    registered, refused = both if told[1] == UNUSABLE else both[::-1]
    await registered.sees("terdaftar sebagai")
    assert not await refused.shows("Menu ada di bawah layar")


async def test_who_says_not_me_leaves_nothing_and_the_link_stays_good(bureau: Bureau) -> None:
    link = await bureau.link("Kantor Imigrasi Bengkulu")
    wrong = await bureau.phone("Zulkarnaen7261", username="zul_7261")
    await wrong.start(link)
    card = await wrong.sees("Undangan ini untuk")
    await wrong.taps("Bukan saya")
    told = await wrong.sees("tidak ada data yang disimpan")
    assert told.message_id == card.message_id
    assert told.text == (
        "Baik, tidak ada data yang disimpan. Undangan tetap berlaku; mohon disampaikan kepada petugas yang dimaksud."
    )
    ani = await bureau.phone("Ani")
    await joins(ani, link)
    await bureau.group("Imigrasi", "Kantor Imigrasi Bengkulu")
    await ani.sees(await bureau.announces("Satu menit kemudian.", "Imigrasi"))
    assert b"Zulkarnaen7261" not in bureau.bot.database.kept()
    assert b"zul_7261" not in bureau.bot.database.kept()


async def test_the_secretariat_takes_back_what_the_wrong_person_got(bureau: Bureau) -> None:
    wrong = await bureau.officer("Bukan Petugas", "Pelindo Regional 2 Bengkulu")
    card = await bureau.ratna.sees("✓ Pelindo Regional 2 Bengkulu")
    await bureau.group("Pelindo", "Pelindo Regional 2 Bengkulu")
    await bureau.ratna.taps("Bukan orangnya", on=card)
    assert (await bureau.ratna.sees("Undangan Pelindo Regional 2 Bengkulu dibatalkan")).labels == []
    told = await wrong.sees("dibatalkan sekretariat")
    assert told.keyboard == {"remove_keyboard": True} or not told.keys
    await wrong.says("Rapat")
    await wrong.sees("Selamat datang di Simpul Humas")
    right = await bureau.officer("Budi", "Pelindo Regional 2 Bengkulu")
    code = await bureau.announces("Rahasia kecil kantor.", "Pelindo")
    await right.sees(code)
    assert code not in await wrong.transcript()


async def test_after_two_days_the_card_objects_no_more(bureau: Bureau) -> None:
    await bureau.officer("Candra", "Polres Rejang Lebong")
    card = await bureau.ratna.sees("✓ Polres Rejang Lebong")
    await bureau.sim.advance(TWO_DAYS + 60)
    told = await bureau.ratna.taps("Bukan orangnya", on=card)
    assert told["text"] == "Waktu dua hari untuk tombol ini sudah lewat. Ubah petugas melalui kartu unit."


@pytest.mark.parametrize(
    ("choice", "units"),
    [
        ("Pindah unit", "Polres Rejang Lebong: "),
        ("Bertugas di dua", "Unit yang mana?\n1. Polres Rejang Lebong, Kabupaten Rejang Lebong\n2. Polres Kaur"),
    ],
)
async def test_somebody_of_another_unit_moves_or_serves_both(bureau: Bureau, choice: str, units: str) -> None:
    doni = await bureau.officer("Doni", "Polres Kaur")
    await doni.start(await bureau.link("Polres Rejang Lebong"))
    asked = await doni.sees("Akun ini terdaftar")
    assert asked.text == (
        "Akun ini terdaftar di Polres Kaur. Undangan ini untuk Polres Rejang Lebong. Mana yang sesuai?"
    )
    assert asked.labels == ["Pindah unit", "Bertugas di dua", "Batal"]
    await doni.taps(choice)
    await doni.taps("Setuju, lanjut")
    await doni.taps("Bapak")
    await doni.sees("Menu ada di bawah layar.")
    await doni.says("/unit")
    assert (await doni.sees("Polres")).text.startswith(units)


async def test_a_name_may_hold_any_letters_but_turns_no_text_around(bureau: Bureau) -> None:
    name = "<b>Ni</b> *Wayan*_ 👩‍🚒 [x](y) &amp; عمر"
    link = await bureau.link("Kodim 0409 Rejang Lebong", "Pembaca")
    person = await bureau.phone("\u202eMade\u200f")
    await person.start(link)
    await person.taps("Setuju, lanjut")
    asked = await person.sees("Nama yang tampil")
    assert asked.text == "Nama yang tampil: Made. Sapaan yang Anda pilih?"
    await person.taps("Ubah nama")
    await person.sees("Tulis nama yang tampil")
    await person.says(f"\u202e{name}\u2066 ")
    await person.taps("Ibu", on=await person.sees(f"Nama yang tampil: {name}."))
    done = await person.sees("terdaftar")
    assert done.text.startswith(f"✓ Ibu {name} terdaftar sebagai pembaca Kodim 0409 Rejang Lebong sejak ")
    assert {one["type"] for one in done.entities} <= {"bot_command"}
