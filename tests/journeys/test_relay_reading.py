"""One tap is known for the whole unit; who has not read it, and who could not be reached, is told plainly."""

import pytest
import pytest_asyncio

from tests.support.bot import Bureau, Phone, hour

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

PLACES = "Rejang Lebong dan Kaur"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def deni(bureau: Bureau) -> Phone:
    return await bureau.officer("Deni", "Polres Rejang Lebong", title="Bapak")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def rudi(bureau: Bureau, deni: Phone) -> Phone:
    """Deni's colleague."""
    return await bureau.officer("Rudi", "Polres Rejang Lebong", duty="Petugas pengganti")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def yusuf(bureau: Bureau) -> Phone:
    return await bureau.officer("Yusuf", "Dinas Kominfo Kabupaten Kaur")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def everybody(bureau: Bureau, deni: Phone, rudi: Phone, yusuf: Phone) -> None:
    await bureau.group(PLACES, "Polres Rejang Lebong", "Dinas Kominfo Kabupaten Kaur")


async def test_a_tap_is_kept_once_however_often_it_comes(bureau: Bureau, deni: Phone) -> None:
    code = await bureau.announces("Mohon dibaca.", PLACES)
    card = await deni.sees(code)
    now = await bureau.full_minute()
    assert await deni.taps("Sudah dibaca", on=card) == {
        "text": "Terima kasih. Tercatat untuk Polres Rejang Lebong.",
        "show_alert": False,
        "url": None,
    }
    read = f"✓ Dibaca {hour(now)}"
    assert (await deni.sees(code)).labels == [read]
    await bureau.sim.advance(120)
    again = await deni.taps(read, on=card)
    assert again["text"] == f"Sudah tercatat pukul {hour(now)} WIB. Terima kasih."
    assert await deni.taps(read, on=card, resend=True) in ({}, again)
    assert (await deni.now(card)).labels == [read]
    assert (await deni.now(card)).text == card.text
    await bureau.ratna.sees(f"{code} · terkirim 3 dari 3 petugas · dibaca 1 dari 2 unit")


async def test_a_colleague_of_the_same_unit_does_not_raise_the_count(
    bureau: Bureau, deni: Phone, rudi: Phone, yusuf: Phone
) -> None:
    code = await bureau.announces("Apel pukul 07.00.", PLACES)
    first = await bureau.full_minute()
    await deni.taps("Sudah dibaca", on=await deni.sees(code))
    await bureau.sim.advance(60)
    toast = await rudi.taps("Sudah dibaca", on=await rudi.sees(code))
    assert toast["text"] == f"Unit Anda sudah tercatat pukul {hour(first)} WIB. Tanda Anda ikut disimpan."
    await yusuf.taps("Sudah dibaca", on=await yusuf.sees(code))
    card = await bureau.ratna.sees(f"{code} · terkirim 3 dari 3 petugas · dibaca 2 dari 2 unit")
    assert "Ingatkan" not in card.labels


async def test_the_details_name_reasons_in_plain_words(bureau: Bureau) -> None:
    places = "Kota Bengkulu"
    imigrasi = await bureau.officer("Ani", "Kantor Imigrasi Bengkulu")
    pelindo = await bureau.officer("Budi", "Pelindo Regional 2 Bengkulu")
    campus = await bureau.officer("Cici", "Universitas Bengkulu")
    office = await bureau.officer("Eka", "Dinas Komunikasi, Informatika dan Statistik Provinsi Bengkulu")
    await bureau.group(
        places,
        *("Kantor Imigrasi Bengkulu", "Pelindo Regional 2 Bengkulu", "Universitas Bengkulu"),
    )
    await bureau.sim.block(imigrasi.id)
    await bureau.sim.deactivate(pelindo.id)
    code = await bureau.announces("Siapa yang terjangkau?", places)
    await campus.taps("Sudah dibaca", on=await campus.sees(code))
    await bureau.ratna.taps("Rincian", on=await bureau.ratna.sees("dibaca 1 dari 3 unit"))
    detail = await bureau.ratna.sees("Belum dibaca")
    assert detail.text.splitlines() == [
        f"{code} “Siapa yang terjangkau?”",
        "Terkirim 1 · tidak terjangkau 2",
        "Tidak terjangkau 1: bot dihentikan di ponselnya (Imigrasi Bengkulu)",
        "Tidak terjangkau 1: akun sudah tidak ada (Pelindo)",
        "Belum dibaca 2 unit: Imigrasi Bengkulu, Pelindo",
    ]
    await bureau.ratna.taps("Kembali")
    assert "Rincian" in (await bureau.ratna.sees(code)).labels
    assert code not in await office.transcript()


async def test_somebody_who_never_pressed_start_is_told_as_such(bureau: Bureau) -> None:
    kodim = await bureau.officer("Fajar", "Kodim 0409 Rejang Lebong")
    await bureau.group("Kodim", "Kodim 0409 Rejang Lebong")
    await bureau.sim.fault(
        "sendMessage",
        chat=kodim.id,
        code=403,
        description="Forbidden: bot can't initiate conversation with a user",
    )
    code = await bureau.announces("Terdengar?", "Kodim")
    card = await bureau.ratna.sees(f"{code} · terkirim 0 dari 1 petugas")
    await bureau.sim.heal()
    await bureau.ratna.taps("Rincian", on=card)
    detail = await bureau.ratna.sees("Belum dibaca")
    assert "Tidak terjangkau 1: belum menekan Mulai (Kodim 0409)" in detail.text
    await bureau.ratna.says("/umumkan")
    await bureau.ratna.sees("Kirim isi pengumuman")
    await bureau.ratna.says("Sekali lagi.")
    await bureau.ratna.sees("Kepada siapa?")
    await bureau.ratna.says("Kodim")
    await bureau.ratna.taps("Biasa")
    review = await bureau.ratna.sees("Siap dimintakan")
    assert "\nKepada: Kodim, 1 unit, 1 petugas; 1 petugas belum menekan Mulai (Kodim 0409)\n" in review.text


async def test_a_reminder_goes_once_and_only_to_those_who_owe(
    bureau: Bureau, deni: Phone, rudi: Phone, yusuf: Phone
) -> None:
    code = await bureau.announces("Mohon segera dibaca.", PLACES)
    await deni.taps("Sudah dibaca", on=await deni.sees(code))
    card = await bureau.ratna.sees("dibaca 1 dari 2 unit")
    toast = await bureau.ratna.taps("Ingatkan", on=card)
    assert toast["text"] == "Pengingat dikirim kepada 1 petugas yang unitnya belum membaca."
    reminder = await yusuf.sees("Mohon bantuan")
    assert reminder.text == f"⏰ Mohon bantuan: {code} “Mohon segera dibaca.” belum ditandai dibaca oleh unit ini."
    assert reminder.labels == ["Sudah dibaca"]
    later = await bureau.ratna.sees("Diingatkan")
    assert "Ingatkan" not in later.labels
    for colleague in (deni, rudi):
        assert not [one for one in await colleague.shows("Mohon bantuan") if code in one.text]
    await yusuf.taps("Sudah dibaca", on=reminder)
    await yusuf.becomes((await yusuf.shows(f"{code} v1"))[0], "✓ Dibaca")
    await bureau.ratna.sees(f"{code} · terkirim 3 dari 3 petugas · dibaca 2 dari 2 unit")


async def test_a_code_opens_the_card_of_each_by_what_they_may_do(bureau: Bureau, yusuf: Phone) -> None:
    code = await bureau.announces("Kode ini diingat.", PLACES)
    before = await yusuf.sees(code)
    number = code.partition("-")[2]
    card = before
    for typed in (code, number, code.lower(), f"/status {number}", f"/status {code}"):
        sent = await bureau.ratna.says(typed)
        mine = await bureau.ratna.sees(f"{code} · terkirim 3 dari 3 petugas", below=sent)
        assert mine.labels[:2] == ["Rincian", "Ingatkan"]
        asked = await yusuf.says(typed)
        card = await yusuf.sees(f"📢 {code} “Kode ini diingat.”, dikirim ", below=asked)
        assert card.labels == ["Sudah dibaca"]
    await yusuf.taps("Sudah dibaca", on=card)
    await yusuf.becomes(before, "✓ Dibaca")
    await yusuf.becomes(card, "✓ Dibaca")


async def test_a_code_of_nobody_and_a_code_for_others_look_the_same(bureau: Bureau) -> None:
    stranger = await bureau.officer("Gita", "Forum GenRe Kabupaten Kaur")
    code = await bureau.announces("Bukan untuk Gita.", PLACES)
    for typed in (code, "BKL-9999"):
        await stranger.says(typed)
        told = await stranger.sees(typed)
        assert told.text == f"Kode {typed} belum ditemukan pada catatan Anda. Periksa angkanya, misalnya BKL-0412."


async def test_a_reply_in_words_is_led_to_its_button(bureau: Bureau, yusuf: Phone) -> None:
    code = await bureau.announces("Mohon konfirmasi.", PLACES)
    card = await yusuf.sees(code)
    await bureau.ratna.sees(f"{code} · terkirim")  # nobody answers in the millisecond before it is noted
    await yusuf.says("siap pak 🙏", reply_to=card.message_id)
    told = await yusuf.sees("mohon tekan tombol ini")
    assert told.text == f"Terima kasih. Agar {code} tercatat, mohon tekan tombol ini."
    assert told.labels == ["Sudah dibaca"]
    await yusuf.taps("Sudah dibaca", on=told)
    await yusuf.becomes(card, "✓ Dibaca")
    await yusuf.becomes(told, "✓ Dibaca")


async def test_a_tap_by_somebody_it_was_not_sent_to_is_refused(bureau: Bureau, deni: Phone) -> None:
    other = await bureau.officer("Hana", "Forum GenRe Kabupaten Kaur")
    code = await bureau.announces("Hanya untuk dua unit.", PLACES)
    card = await deni.sees(code)
    await other.finds("Diteruskan", "Sudah dibaca", card.buttons[0][0]["data"])
    told = await other.taps("Sudah dibaca")
    assert told["text"] == f"{code} tidak dikirim kepada unit Anda. Hubungi sekretariat bila ini keliru."
