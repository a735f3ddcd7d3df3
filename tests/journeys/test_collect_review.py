"""Reviewed by somebody else: accepted, asked back, declined; and what comes back to those whom it concerns."""

import asyncio

import pytest
import pytest_asyncio

from tests.simulator.support import png
from tests.support.bot import WIB, Bureau, Phone, day, hour, joins, right
from tests.support.simulator import Shown

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

FORUM = "Forum GenRe Kabupaten Kaur"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def rani(bureau: Bureau) -> Phone:
    return await bureau.officer("Rani", FORUM)


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def sari(bureau: Bureau) -> Phone:
    """A second reviewer."""
    author = await bureau.phone("Sari")
    await joins(author, await right(bureau.ratna, "Penyusun"), "Ibu")
    return author


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def yusuf(bureau: Bureau) -> Phone:
    """An officer of the same kabupaten."""
    return await bureau.officer("Yusuf", "Dinas Kominfo Kabupaten Kaur")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def deni(bureau: Bureau) -> Phone:
    """An officer of another one."""
    return await bureau.officer("Deni", "Polres Rejang Lebong")


async def sends(rani: Phone, text: str, photo: bytes | None = None) -> str:
    """Rani sends news, with buttons only; its code."""
    if photo is None:
        await rani.says("/kabar")
        await rani.sees("Kirim kabar: teks, foto")
        await rani.says(text)
    else:
        await rani.sends_photo(photo, text)
    for label in ("Pakai ini", "Lewati", "Wilayah unit", "Hari ini", *(("Foto saya", "Tidak") if photo else ())):
        await rani.taps(label)
    await rani.taps("Kirim")
    return (await rani.sees("menunggu tinjauan")).text.split()[0]


async def card_of(reviewer: Phone, code: str) -> Shown:
    """The reviewer's newest card of this news."""
    await reviewer.sees(code)
    return (await reviewer.shows(code))[-1]


async def accepted(bureau: Bureau, code: str) -> None:
    """Ratna accepts, and the undo minute is over."""
    await bureau.ratna.taps("Terima", on=await card_of(bureau.ratna, code))
    await bureau.ratna.sees(f"✓ {code} diterima")
    await bureau.minute_passes()


async def test_accepted_news_reaches_whom_it_concerns_with_its_credit(
    bureau: Bureau, rani: Phone, yusuf: Phone, deni: Phone
) -> None:
    photo = png(600, 400)
    code = await sends(rani, "PIK-R dikukuhkan di Kaur Selatan.", photo)
    before = await bureau.full_minute()
    await accepted(bureau, code)
    copy = await yusuf.sees(code)
    assert copy.text == (
        f"PIK-R dikukuhkan di Kaur Selatan.\n\n📰 {code} · {day(before)} · Kabupaten Kaur · Kabar: {FORUM} · Foto: Rani"
    )
    assert await yusuf.opens(copy) == photo
    assert (await rani.sees("Terima kasih, Rani.")).text == f"Terima kasih, Rani. Kabar {FORUM} sudah dimuat."
    assert [one.text for one in await rani.shows("dimuat 10.")] == [f"✓ {code} dimuat 10.{before.minute + 1:02} WIB."]
    await bureau.ratna.sees("Terkirim 1 dari 1 petugas")
    assert [one for one in await deni.cards() if code in one.text] == []
    assert len(await yusuf.shows(code)) == 1
    await rani.taps("Lihat kabar")
    await rani.sees(f"📰 {code} · {day(before)}")


async def test_copies_arrive_without_sound(bureau: Bureau, rani: Phone, yusuf: Phone) -> None:
    code = await sends(rani, "Kegiatan tanpa bunyi di Kaur.")
    await accepted(bureau, code)
    await yusuf.sees(code)
    calls = [
        one
        for one in await bureau.sim.calls("sendMessage")
        if one["params"].get("chat_id") in (yusuf.id, str(yusuf.id))
    ]
    assert calls[-1]["params"]["disable_notification"] in (True, "true")


async def test_two_reviewers_press_and_the_second_is_told_who_was_first(
    bureau: Bureau, rani: Phone, sari: Phone
) -> None:
    code = await sends(rani, "Dua peninjau, satu keputusan.")
    hers, theirs = await card_of(bureau.ratna, code), await card_of(sari, code)
    told = await asyncio.gather(bureau.ratna.taps("Terima", on=hers), sari.taps("Terima", on=theirs))
    alerts = [one["text"] for one in told if one.get("text")]
    assert len(alerts) == 1
    assert alerts[0].startswith(f"{code} sudah diputuskan ")
    await sari.sees(f"✓ {code} diterima")
    assert (await sari.now(theirs)).text == (await bureau.ratna.now(hers)).text
    await bureau.ratna.taps("Urungkan", on=await bureau.ratna.now(hers))
    await sari.sees("Dua peninjau, satu keputusan")
    assert (await sari.now(theirs)).labels == ["Terima", "Perbaiki", "Tolak"]


async def test_who_writes_a_reason_for_what_another_decided_is_told_and_asked_no_more(
    bureau: Bureau, rani: Phone, sari: Phone
) -> None:
    code = await sends(rani, "Alasan yang datang terlambat.")
    await sari.taps("Tolak", on=await card_of(sari, code))
    question = await sari.sees("mengapa belum dapat dimuat?")
    await bureau.ratna.taps("Terima", on=await card_of(bureau.ratna, code))
    await bureau.ratna.sees(f"✓ {code} diterima")
    await sari.says("Fotonya kabur.")
    await sari.sees(f"{code} sudah diputuskan Ratna pukul")
    await sari.loses(question)
    await sari.says("/batal")
    await sari.sees("Tidak ada isian yang terbuka.")


async def test_a_question_goes_to_the_sender_and_the_reviewer_sees_old_and_new(
    bureau: Bureau, rani: Phone, sari: Phone
) -> None:
    code = await sends(rani, "Pengukuhan di SMKN Kaur Selatan.")
    hers = await card_of(bureau.ratna, code)
    await bureau.ratna.taps("Perbaiki", on=hers)
    await bureau.ratna.taps("Apa", on=await bureau.ratna.sees(f"{code}: bagian mana yang perlu diperbaiki?"))
    await bureau.ratna.sees("tulis satu pertanyaan untuk pengirimnya")
    await bureau.ratna.says("Nama lengkap sekolahnya?")
    await bureau.ratna.sees(f"✓ Pertanyaan untuk {code} dikirim kepada pengirimnya.")
    asked = await rani.sees("Satu pertanyaan dari peninjau")
    assert asked.text == (f"Satu pertanyaan dari peninjau untuk {code}: “Nama lengkap sekolahnya?” Tulis jawabannya.")
    assert asked.labels == ["Lewati"]
    waiting = await card_of(sari, code)
    assert "Menunggu jawaban pengirim: “Nama lengkap sekolahnya?”" in waiting.text
    await rani.says("Pengukuhan di SMKN 9 Kaur")
    told = await rani.sees("✓ Terkirim.")
    assert told.text == ("✓ Terkirim. Semula: Pengukuhan di SMKN Kaur Selatan. Menjadi: Pengukuhan di SMKN 9 Kaur.")
    changed = await bureau.ratna.sees("semula Pengukuhan di SMKN Kaur Selatan, menjadi Pengukuhan di SMKN 9 Kaur")
    assert changed.message_id > hers.message_id
    await sari.taps("Terima", on=await card_of(sari, code))
    await sari.sees(f"✓ {code} diterima")


async def test_an_old_card_decides_nothing_about_a_newer_version(bureau: Bureau, rani: Phone) -> None:
    code = await sends(rani, "Versi lama, versi baru.")
    old = await card_of(bureau.ratna, code)
    data = old.buttons[0][0]["data"]
    await bureau.ratna.taps("Perbaiki", on=old)
    await bureau.ratna.taps("Siapa")
    await bureau.ratna.says("Siapa pembicaranya?")
    await rani.sees("Satu pertanyaan dari peninjau")
    await rani.says("Kepala Dinas P3AP2KB")
    await bureau.ratna.sees("semula belum ada, menjadi Kepala Dinas P3AP2KB")
    await bureau.ratna.finds("kartu lama", "Terima", data)
    told = await bureau.ratna.taps("Terima", on=await bureau.ratna.sees("kartu lama"))
    assert told["text"].startswith(f"{code} sudah diperbarui pengirimnya.")


async def test_a_question_does_not_close_what_the_sender_is_writing(bureau: Bureau, rani: Phone) -> None:
    code = await sends(rani, "Satu berita menunggu.")
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    await rani.says("Berita kedua sedang ditulis.")
    await rani.sees("Apa judul singkatnya?")
    await bureau.ratna.taps("Perbaiki", on=await card_of(bureau.ratna, code))
    await bureau.ratna.taps("Siapa")
    await bureau.ratna.says("Siapa saja yang hadir?")
    asked = await rani.sees("Satu pertanyaan dari peninjau")
    assert asked.labels == ["Jawab", "Lewati"]
    await rani.says("Judul berita kedua")
    assert "Apa: Judul berita kedua" in (await rani.sees("Siapa yang terlibat?")).text
    await rani.taps("Lewati", on=asked)
    await rani.sees(f"Pertanyaan dilewati. {code} tetap ditinjau.")
    await rani.says("/lanjut")
    await rani.sees("Siapa yang terlibat?")
    await rani.says("/batal")
    await rani.taps("Buang")


async def test_declined_news_is_repaired_and_sent_again_under_its_number(bureau: Bureau, rani: Phone) -> None:
    code = await sends(rani, "Kegiatan remaja.")
    await bureau.ratna.taps("Tolak", on=await card_of(bureau.ratna, code))
    question = await bureau.ratna.sees(f"{code}: mengapa belum dapat dimuat?")
    await bureau.ratna.says("Tempatnya belum jelas.")
    await bureau.ratna.sees(f"✓ {code}: alasan disampaikan")
    await bureau.ratna.loses(question)
    told = await rani.sees("belum dapat dimuat")
    assert (told.text, told.labels) == (f"{code} belum dapat dimuat: Tempatnya belum jelas.", ["Perbaiki"])
    await rani.taps("Perbaiki")
    await rani.taps("Siapa", on=await rani.sees("Bagian mana yang diubah?"))
    await rani.taps("Kembali", on=await rani.sees("Siapa yang terlibat?"))
    await rani.taps("Di mana", on=await rani.sees("Bagian mana yang diubah?"))
    await rani.sees("Di mana? Tulis")
    await rani.says("Balai Desa Bintuhan")
    await rani.taps("Kirim", on=await rani.sees("Sudah benar?"))
    assert (await rani.sees("menunggu tinjauan")).text.startswith(code)
    again = await bureau.ratna.sees("Balai Desa Bintuhan")
    assert again.text.startswith(f"📰 {code}")
    assert again.labels == ["Terima", "Perbaiki", "Tolak"]


async def test_the_sender_takes_back_while_it_waits_to_leave_and_nobody_gets_it(
    bureau: Bureau, rani: Phone, yusuf: Phone
) -> None:
    code = await sends(rani, "Kabar yang ditarik.")
    await bureau.ratna.taps("Terima", on=await card_of(bureau.ratna, code))
    await rani.taps("Tarik kembali", on=await rani.sees(f"{code} · diterima"))
    await rani.sees(f"{code} ditarik kembali sebelum dimuat.")
    await bureau.ratna.sees(f"{code} ditarik kembali oleh pengirimnya.")
    await bureau.minute_passes()
    await yusuf.says("/kabardaerah")
    await yusuf.sees("Kabar daerah terbaru:")
    assert [one for one in await yusuf.cards() if "Kabar yang ditarik" in one.text] == []


async def test_the_places_in_the_queue_move_up(bureau: Bureau, rani: Phone) -> None:
    await bureau.ratna.says("/tinjau")
    first = await sends(rani, "Antrean pertama.")
    second = await sends(rani, "Antrean kedua.")
    place = int((await rani.shows(f"{second} · menunggu"))[-1].text.rpartition("-")[2])
    await bureau.ratna.taps("Terima", on=await card_of(bureau.ratna, first))
    await rani.sees(f"{second} · menunggu tinjauan, urutan ke-{place - 1}")


async def test_send_now_ends_the_pause(bureau: Bureau, rani: Phone, yusuf: Phone) -> None:
    code = await sends(rani, "Kabar yang segera dimuat.")
    await bureau.ratna.taps("Terima", on=await card_of(bureau.ratna, code))
    await bureau.ratna.taps("Kirim sekarang", on=await bureau.ratna.sees(f"✓ {code} diterima"))
    await yusuf.sees(code)


async def test_a_code_opens_what_each_may_see(bureau: Bureau, rani: Phone, yusuf: Phone, deni: Phone) -> None:
    code = await sends(rani, "Kode membuka kartu.")
    await deni.says(code)
    await deni.sees(f"Kode {code} belum ditemukan")
    await accepted(bureau, code)
    await yusuf.sees(code)
    for who, words in ((deni, f"📰 {code} · "), (rani, f"✓ {code} dimuat"), (bureau.ratna, f"✓ {code} diterima")):
        await who.says(code.lower())
        await who.sees(words)
    await deni.says(code.removeprefix("KD-"))
    await deni.sees(f"📰 {code} · ")


async def test_the_latest_news_is_listed_with_number_keys_and_pages(bureau: Bureau, rani: Phone, deni: Phone) -> None:
    for number in range(6):
        await accepted(bureau, await sends(rani, f"Berita daftar {number}."))
        await rani.sees("Terima kasih, Rani.")
    await deni.says("/kabardaerah")
    listed = await deni.sees("Kabar daerah terbaru:")
    assert listed.text.splitlines()[1].endswith("“Berita daftar 5” · GenRe Kaur")
    assert listed.labels == ["1", "2", "3", "4", "5", "Berikutnya"]
    await deni.taps("Berikutnya")
    assert "“Berita daftar 0”" in (await deni.sees("Kabar daerah terbaru:")).text
    await deni.taps("1")
    await deni.sees("Berita daftar 0.")


async def test_a_killed_bot_goes_on_with_the_draft_and_delivers_once(bureau: Bureau, rani: Phone, yusuf: Phone) -> None:
    await rani.sends_photos([png(640, 700 + number) for number in range(2)], "Kabar di tengah gangguan.")
    await rani.sees("2 foto")
    await rani.says("Kabar gangguan")
    await rani.sees("Siapa yang terlibat?")
    await bureau.bot.kill()
    await rani.sends_rest(png(640, 710))
    await bureau.bot.start()
    asked = await rani.sees("3 foto")
    assert asked.text.startswith("📰 Kabar baru · 3 foto\nApa: Kabar gangguan")
    for label in ("Lewati", "Wilayah unit", "Hari ini", "Foto saya", "Tidak", "Kirim"):
        await rani.taps(label)
    code = (await rani.sees("menunggu tinjauan")).text.split()[0]
    await bureau.ratna.taps("Terima", on=await card_of(bureau.ratna, code))
    await bureau.ratna.sees(f"✓ {code} diterima")
    await bureau.bot.kill()
    await bureau.minute_passes()
    await bureau.bot.start()
    await yusuf.sees(code)
    await rani.sees("Terima kasih, Rani.")
    assert len(await yusuf.shows(code)) == 1
    assert len([one for one in await yusuf.cards() if "Kabar di tengah gangguan." in one.text]) == 1


async def test_the_hour_of_publication_is_the_readers(bureau: Bureau, rani: Phone) -> None:
    code = await sends(rani, "Jam terbit.")
    now = await bureau.full_minute()
    await bureau.ratna.taps("Terima", on=await card_of(bureau.ratna, code))
    said = await bureau.ratna.sees(f"✓ {code} diterima")
    assert said.text.startswith(f"✓ {code} diterima Ratna {hour(now.astimezone(WIB))} WIB.")
