"""Menus, words without a command, leaving a form, and buttons of another time."""

import asyncio

import pytest
import pytest_asyncio

from tests.support.bot import Bureau, Phone, code_of, day

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

OLD_BUTTON = "Tombol ini sudah tidak berlaku. Tulis kodenya, misalnya BKL-0412, untuk membuka kartu terbaru."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def deni(bureau: Bureau) -> Phone:
    return await bureau.officer("Deni", "Polres Rejang Lebong", title="Bapak")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reporter(bureau: Bureau) -> Phone:
    return await bureau.officer("Wati", "Harian Rafflesia")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def rani(bureau: Bureau) -> Phone:
    return await bureau.officer("Rani", "Forum GenRe Kabupaten Kaur", duty="Anggota forum")


@pytest.mark.parametrize("typed", ["/start", "/menu", "halo", "Selamat pagi"])
async def test_everybody_gets_the_four_keys_of_their_role(
    bureau: Bureau, deni: Phone, rani: Phone, reporter: Phone, typed: str
) -> None:
    for who, keys in (
        (deni, ["Kotak masuk", "Kirim kabar", "Rapat", "Lainnya"]),
        (bureau.ratna, ["Umumkan", "Pantau kiriman", "Kotak masuk", "Lainnya"]),
        (bureau.hendra, ["Persetujuan", "Pantau kiriman", "Rapat", "Lainnya"]),
        (rani, ["Kirim kabar", "Kabar daerah", "Agenda", "Lainnya"]),
        (reporter, ["Rilis", "Agenda", "Cek pesan", "Lainnya"]),
    ):
        await who.says(typed)
        assert (await who.sees("Silakan pilih menu di bawah.")).keys == keys


async def test_every_key_answers(bureau: Bureau, deni: Phone, rani: Phone, reporter: Phone) -> None:
    later = "belum tersedia pada versi ini. Silakan pilih menu lain di bawah."
    for who, key, words in (
        (deni, "Kotak masuk", "Kotak masuk Anda kosong. Tidak ada yang menunggu."),
        (deni, "Kirim kabar", "Kirim kabar: teks, foto, album"),
        (deni, "Rapat", "Belum ada rapat yang akan datang."),
        (deni, "Lainnya", "Pilih menu lainnya:"),
        (bureau.ratna, "Pantau kiriman", "pengumuman"),
        (bureau.hendra, "Persetujuan", "persetujuan Anda"),
        (rani, "Kabar daerah", "Belum ada kabar yang dimuat."),
        (rani, "Agenda", "Belum ada rapat yang akan datang."),
        (reporter, "Agenda", "Belum ada rapat yang akan datang."),
        (reporter, "Rilis", f"Rilis {later}"),
        (reporter, "Cek pesan", f"Cek pesan {later}"),
    ):
        await who.key(key)
        await who.sees(words)
    await deni.says("/batal")
    await deni.sees("Isian ditinggalkan.")


async def test_what_does_not_exist_yet_is_said_plainly(deni: Phone) -> None:
    for command, name in (("/cek", "Cek pesan"), ("/rilis", "Rilis")):
        await deni.says(command)
        told = await deni.sees("belum tersedia")
        assert told.text == f"{name} belum tersedia pada versi ini. Silakan pilih menu lain di bawah."


async def test_what_stands_on_a_key_is_not_listed_again_by_another_name(rani: Phone) -> None:
    await rani.key("Lainnya")
    opened = await rani.sees("Pilih menu lainnya:")
    assert opened.labels == ["Kotak masuk", "Unit saya", "Pengaturan", "Bantuan"]


async def test_more_opens_what_stands_on_no_key(bureau: Bureau, deni: Phone) -> None:
    await deni.key("Lainnya")
    opened = await deni.sees("Pilih menu lainnya:")
    assert opened.labels == ["Kabar daerah", "Unit saya", "Pengaturan", "Bantuan"]
    await deni.taps("Unit saya")
    card = await deni.sees("Polres Rejang Lebong: 1 petugas humas")
    assert card.message_id == opened.message_id
    assert "Bapak Deni, petugas humas sejak" in card.text


async def test_help_has_six_lines_for_an_officer(deni: Phone) -> None:
    await deni.says("/bantuan")
    told = await deni.sees("Yang dapat Anda lakukan di sini:")
    assert [line[:2] for line in told.text.splitlines()[1:]] == [f"{number}." for number in range(1, 7)]


async def test_a_command_that_nobody_knows(deni: Phone) -> None:
    await deni.says("/terbang tinggi")
    assert (await deni.sees("Menu itu")).text == "Menu itu belum dikenal. Silakan pilih menu di bawah."


async def test_a_command_for_another_role(deni: Phone, bureau: Bureau) -> None:
    await deni.says("/umumkan")
    assert (await deni.sees("Menu ini")).text == (
        "Menu ini untuk penyusun pengumuman. Hubungi sekretariat bila Anda memerlukannya."
    )
    await bureau.hendra.says("/anggota")
    await bureau.hendra.sees("Menu ini untuk sekretariat.")


@pytest.mark.parametrize("typed", ["siap", "86", "tks", "🙏", "siap pak 🙏", "ok"])
async def test_thanks_get_a_thumb_and_no_message(deni: Phone, typed: str) -> None:
    before = len(await deni.cards())
    said = await deni.says(typed)
    await deni.thumbed(said)
    assert len(await deni.cards()) == before


async def test_a_salaam_is_returned(deni: Phone) -> None:
    await deni.says("Assalamualaikum")
    told = await deni.sees("Waalaikumsalam")
    assert told.text == "Waalaikumsalam. Silakan pilih menu di bawah."


async def test_a_unit_is_found_by_its_name(deni: Phone) -> None:
    await deni.says("imigrasi")
    card = await deni.sees("Kantor Imigrasi Bengkulu")
    assert card.text.startswith("Kantor Imigrasi Bengkulu: belum ada petugas")


async def test_what_cannot_be_read_is_answered_all_the_same(deni: Phone) -> None:
    await deni.sim.send_sticker(deni.id)
    await deni.sees("Belum dapat dibaca. Kirim teks, foto, atau pilih menu di bawah.")
    await deni.says("zzz qqq")
    await deni.sees("Belum ada yang cocok dengan “zzz qqq”.")


async def test_a_form_is_left_at_once_when_nothing_would_be_lost(bureau: Bureau) -> None:
    await bureau.ratna.says("/umumkan")
    await bureau.ratna.sees("Kirim isi pengumuman")
    await bureau.ratna.says("/batal")
    await bureau.ratna.sees("Isian ditinggalkan. Tidak ada yang dikirim.")
    await bureau.ratna.says("/batal")
    await bureau.ratna.sees("Tidak ada isian yang terbuka.")


@pytest.mark.parametrize("steps", [1, 2, 3])
async def test_a_form_with_content_is_left_from_anywhere(bureau: Bureau, steps: int) -> None:
    await fills(bureau, "Isi yang dibuang.", steps)
    await bureau.ratna.says("/batal")
    asked = await bureau.ratna.sees("Isian ini belum dikirim.")
    assert asked.labels[:2] == ["Simpan draf", "Buang"]
    await bureau.ratna.taps("Buang")
    dropped = await bureau.ratna.sees("Isian ditinggalkan. Tidak ada yang dikirim.")
    assert dropped.labels == []
    await bureau.ratna.says("/kotakmasuk")
    assert "Pengumuman yang belum dikirim" not in (await bureau.ratna.sees("Kotak masuk")).text


async def fills(bureau: Bureau, text: str, steps: int = 1) -> None:
    """Ratna's form: its content, then the audience, then the priority."""
    await bureau.ratna.says("/umumkan")
    await bureau.ratna.sees("Kirim isi pengumuman")
    await bureau.ratna.says(text)
    await bureau.ratna.sees("Kepada siapa?")
    for button, words in (("1", "Apa sifatnya?"), ("Biasa", "Siap dimintakan"))[: steps - 1]:
        await bureau.ratna.taps(button)
        await bureau.ratna.sees(words)


async def test_a_draft_waits_in_the_inbox_over_a_killed_process(bureau: Bureau) -> None:
    await fills(bureau, "Draf yang ditunggu.", 2)
    await bureau.ratna.says("/batal")
    await bureau.ratna.taps("Simpan draf")
    await bureau.ratna.sees("Draf tersimpan di Kotak masuk.")
    now = await bureau.full_minute()
    await bureau.bot.kill()
    await bureau.bot.start()
    await bureau.ratna.key("Kotak masuk")
    listed = await bureau.ratna.sees("Ada 1 hal untuk Anda:")
    assert listed.text.splitlines()[1] == f"1. Pengumuman yang belum dikirim, dibuat {day(now)}."
    await bureau.ratna.taps("1")
    await bureau.ratna.taps("Segera", on=await bureau.ratna.sees("Apa sifatnya?"))
    await bureau.ratna.sees("Siap dimintakan persetujuan.")
    assert await bureau.ratna.shows("Draf yang ditunggu.")
    await bureau.ratna.taps("Minta persetujuan")
    await bureau.ratna.sees("menunggu persetujuan Bapak Hendra atau Ibu Sri.")


async def test_an_open_form_goes_on_where_it_was_after_a_killed_process(bureau: Bureau) -> None:
    await fills(bureau, "Di tengah jalan.")
    whom = await bureau.ratna.sees("Kepada siapa?")
    await bureau.bot.kill()
    waiting = asyncio.create_task(bureau.ratna.taps("1", on=whom))
    await bureau.bot.start()
    await waiting
    await bureau.ratna.sees("Apa sifatnya?")
    await bureau.ratna.says("/batal")
    await bureau.ratna.taps("Buang")


async def test_old_buttons_work_after_a_restart(bureau: Bureau, deni: Phone) -> None:
    code = await bureau.announces("Sebelum dimulai ulang.", "Semua unit")
    card = await deni.sees(code)
    mine = await bureau.ratna.sees(f"{code} · terkirim")
    waiting = await bureau.asks("Yang menunggu.", "Semua unit")
    asked = await bureau.hendra.sees(f"{waiting} dari Ratna")
    await bureau.bot.stop()
    await bureau.sim.advance(7 * 24 * 3600)
    await bureau.bot.start()
    toast = await deni.taps("Sudah dibaca", on=card)
    assert toast["text"] == "Terima kasih. Tercatat untuk Polres Rejang Lebong."
    await deni.becomes(card, "✓ Dibaca")
    await bureau.ratna.taps("Rincian", on=mine)
    await bureau.ratna.sees("“Sebelum dimulai ulang.”")
    await bureau.hendra.taps("Setujui", on=asked)
    await bureau.hendra.sees(f"{waiting} ✓ Disetujui")


@pytest.mark.parametrize("data", ["garbage", "zz:1:2", "f:1", "f:zz:zz:zz", "a:999:1:x", "e:zzzz", "o:1:accept", "b:5"])
async def test_a_button_that_nobody_made_is_answered_with_an_alert(deni: Phone, data: str) -> None:
    await deni.finds("Kartu lain", "Tekan", data)
    told = await deni.taps("Tekan")
    assert told["show_alert"] is True
    assert told["text"]


async def test_a_garbage_button_says_what_to_do(deni: Phone) -> None:
    await deni.finds("Kartu lain", "Tekan", "\u2620:garbage")
    assert await deni.taps("Tekan") == {"text": OLD_BUTTON, "show_alert": True, "url": None}


async def test_a_stranger_with_a_forwarded_button_is_shown_the_door(bureau: Bureau, deni: Phone) -> None:
    code = await bureau.announces("Hanya untuk anggota.", "Semua unit")
    card = await deni.sees(code)
    stranger = await bureau.phone("Orang Lain")
    await stranger.start()
    await stranger.sees("Selamat datang")
    await stranger.finds("Diteruskan", "Sudah dibaca", card.buttons[0][0]["data"])
    told = await stranger.taps("Sudah dibaca")
    assert told["text"] == "Menu ini untuk anggota terdaftar. Tekan Daftar untuk memulai."
    for words in (code, "/kotakmasuk", "/umumkan", "/anggota"):
        await stranger.says(words)
        await stranger.sees("")
    assert "Hanya untuk anggota." not in await stranger.transcript()
    assert code not in [one.text for one in await stranger.cards()]


async def test_who_blocked_the_bot_and_comes_back_is_reached_again(bureau: Bureau, deni: Phone) -> None:
    await bureau.sim.block(deni.id)
    missed = await bureau.announces("Saat diblokir.", "Semua unit")
    await bureau.ratna.sees(f"{missed} · terkirim")
    await deni.start()
    await deni.sees("Silakan pilih menu di bawah.")
    later = await bureau.announces("Setelah kembali.", "Semua unit")
    await deni.sees(later)
    assert code_of(await bureau.ratna.sees(f"{later} · terkirim")) == later
