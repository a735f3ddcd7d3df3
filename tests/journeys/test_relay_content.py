"""What an author sends is what everybody gets: the same characters, the same formatting, the same files."""

import pytest
import pytest_asyncio

from tests.simulator.support import png
from tests.support.bot import Bureau, Phone, day

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

EVERYBODY = "Semua unit"
SECRET = "Sifat: Rahasia\nRencana pengamanan tamu KUNCI-7261 di Pulau Baai."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def dian(bureau: Bureau) -> Phone:
    return await bureau.officer("Dian", "Universitas Bengkulu", title="Ibu")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reporter(bureau: Bureau) -> Phone:
    return await bureau.officer("Wati", "Harian Rafflesia")


async def test_words_arrive_with_their_formatting_and_the_footer_stands_under_them(bureau: Bureau, dian: Phone) -> None:
    text = "Yth. 👨‍👩‍👧 rekan_humas, <b>harap</b> *baca* & unggah:\n  • bkl.go.id/a_b\n“Terima kasih” 🙏🏽"
    formats = [
        {"type": "bold", "offset": 5, "length": 20},
        {"type": "italic", "offset": 14, "length": 11},
        {"type": "text_link", "offset": 30, "length": 5, "url": "https://example.org/?a=1&b=_2_"},
    ]
    code = await bureau.asks(text, EVERYBODY, "Segera", entities=formats)
    before = await bureau.full_minute()
    await bureau.approved(code)
    card = await dian.sees(code)
    leaves = f"{day(before)} pukul 10.{before.minute + 1:02} WIB"
    assert card.text == (
        f"{text}\n\n📢 {code} v1 · Diskominfotik Provinsi Bengkulu · Segera · {leaves}\nMohon ditandai dibaca."
    )
    shown = [one for one in card.entities if one["type"] in ("bold", "italic", "text_link")]
    assert shown == formats
    assert card.labels == ["Sudah dibaca"]


async def test_a_photo_arrives_with_its_caption(bureau: Bureau, dian: Phone) -> None:
    poster = png(640, 480)
    caption = "Poster Hari_Ibu: *unggah* serentak"
    await bureau.ratna.says("/umumkan")
    await bureau.ratna.sees("Kirim isi pengumuman")
    await bureau.ratna.sends_photo(poster, caption)
    code = await bureau.addresses(EVERYBODY)
    await bureau.approved(code)
    card = await dian.sees(code)
    assert card.media is not None
    assert card.media["kind"] == "photo"
    assert await dian.opens(card) == poster
    assert card.text.startswith(f"{caption}\n\n📢 {code} v1 · ")
    assert card.labels == ["Sudah dibaca"]


async def test_an_album_arrives_as_an_album(bureau: Bureau, dian: Phone) -> None:
    pictures = [png(640, 480 + number) for number in range(4)]
    await bureau.ratna.says("/umumkan")
    await bureau.ratna.sees("Kirim isi pengumuman")
    await bureau.ratna.sends_photos(pictures, "Empat_poster *Hari Ibu*")
    code = await bureau.addresses(EVERYBODY)
    await bureau.approved(code)
    await dian.sees(code)
    arrived = [card for card in await dian.cards() if card.group is not None]
    assert [await dian.opens(card) for card in arrived] == pictures
    assert len({card.group for card in arrived}) == 1
    assert "Empat_poster *Hari Ibu*" in arrived[0].text


async def test_a_document_arrives_under_its_name(bureau: Bureau, dian: Phone) -> None:
    letter = b"%PDF-1.7 surat edaran"
    await bureau.ratna.says("/umumkan")
    await bureau.ratna.sees("Kirim isi pengumuman")
    await bureau.ratna.sends_document("Surat_Edaran_2026.pdf", letter)
    code = await bureau.addresses(EVERYBODY)
    await bureau.approved(code)
    card = await dian.sees(code)
    assert card.media is not None
    assert (card.media["kind"], card.media["name"]) == ("document", "Surat_Edaran_2026.pdf")
    assert await dian.opens(card) == letter


async def test_media_partners_are_no_unit_of_the_government(bureau: Bureau, dian: Phone, reporter: Phone) -> None:
    code = await bureau.announces("Rapat internal pukul 14.00.", EVERYBODY)
    await dian.sees(code)
    assert code not in await reporter.transcript()


def paragraphs(length: int) -> str:
    """Numbered paragraphs, together `length` characters."""
    text = "\n".join(f"{number:04} mohon dibaca sampai selesai oleh petugas." for number in range(length // 40))
    return text[: length - 1] + "."


def as_the_app_sends_it(text: str) -> list[str]:
    """Cut between lines where a message is full."""
    messages = []
    while len(text) > 4096:
        cut = text.rindex("\n", 0, 4096)
        messages.append(text[:cut])
        text = text[cut + 1 :]
    return [*messages, text]


async def sends_all(bureau: Bureau, messages: list[str]) -> None:
    """One after the other, as fast as the app does."""
    await bureau.ratna.says("/umumkan")
    await bureau.ratna.sees("Kirim isi pengumuman")
    for message in messages:
        await bureau.ratna.says(message)


async def test_a_text_that_the_app_cut_in_two_arrives_whole(bureau: Bureau, dian: Phone) -> None:
    text = paragraphs(4320)
    await sends_all(bureau, as_the_app_sends_it(text))
    code = await bureau.addresses(EVERYBODY)
    await bureau.approved(code)
    await dian.sees(code)
    cards = [card.text for card in await dian.cards()]
    pieces = [words for words in cards if "mohon dibaca sampai" in words or code in words]
    assert "\n".join(pieces).partition("\n\n📢")[0] == text


async def test_a_text_that_fills_a_message_to_the_last_character_arrives_whole(bureau: Bureau, dian: Phone) -> None:
    words = ["panjang " * 511 + "8 tanda.", "Lanjutan dari pesan yang penuh."]
    assert len(words[0]) == 4096
    await sends_all(bureau, words)
    code = await bureau.addresses(EVERYBODY)
    await bureau.approved(code)
    await dian.sees(code)
    assert await dian.shows("8 tanda.")
    assert await dian.shows("Lanjutan dari pesan yang penuh.")


async def test_a_wrong_weekday_in_a_text_that_the_app_cut_is_asked_about_all_the_same(
    bureau: Bureau, dian: Phone
) -> None:
    text = "Unggah pada Senin, 22 Desember 2026.\n" + paragraphs(4320)
    first, rest = as_the_app_sends_it(text)
    await sends_all(bureau, [first])
    await bureau.ratna.sees("Satu hal perlu dicek")
    last = await bureau.ratna.says(rest)
    await bureau.ratna.taps("Selasa, 22 Des", on=await bureau.ratna.sees("Satu hal perlu dicek", below=last))
    code = await bureau.addresses(EVERYBODY)
    await bureau.approved(code)
    await dian.sees(code)
    assert await dian.shows("Unggah pada Selasa, 22 Desember 2026.")
    assert await dian.shows(text[-60:])


async def test_a_text_of_thirteen_thousand_characters_is_refused_whole(bureau: Bureau) -> None:
    messages = as_the_app_sends_it(paragraphs(13_000))
    await sends_all(bureau, messages[:3])
    await bureau.ratna.sees("paling panjang 12.000")
    await bureau.ratna.says(messages[3])
    refused = await bureau.ratna.sees("paling panjang 12.000")
    assert refused.text == (
        "Isi ini 13.003 tanda, paling panjang 12.000. "
        "Ringkas isinya, atau kirim sebagai berkas dengan pengantar singkat."
    )
    await bureau.ratna.says("Ringkasnya: baca surat edaran terlampir.")
    await bureau.ratna.sees("Kepada siapa?")
    await leaves_the_form(bureau)


@pytest.mark.parametrize("text", ["\u200b\u2060", "\u00ad\ufeff", "\u3164", "⠀"])
async def test_a_text_without_a_visible_sign_is_asked_for_again(bureau: Bureau, text: str) -> None:
    await sends_all(bureau, [text])
    card = await bureau.ratna.sees("Isi belum ada. Kirim teks, foto, atau berkas yang akan diumumkan.")
    assert card.labels == ["Batal"]
    await leaves_the_form(bureau)


async def test_signs_that_no_text_may_hold_do_not_stop_it(bureau: Bureau, dian: Phone) -> None:
    code = await bureau.announces("Rapat\x00 di aula \ud83d besok", EVERYBODY)
    card = await dian.sees(code)
    assert card.text.startswith("Rapat\ufffd di aula \ufffd besok\n\n📢")


async def test_a_voice_message_is_carried(bureau: Bureau, dian: Phone) -> None:
    await bureau.ratna.says("/umumkan")
    await bureau.ratna.sees("Kirim isi pengumuman")
    await bureau.sim.send_file(bureau.ratna.id, ("suara.ogg", b"OggS suara"), kind="voice")
    code = await bureau.addresses(EVERYBODY)
    await bureau.approved(code)
    card = await dian.sees(code)
    assert card.media is not None
    assert card.media["kind"] == "voice"


@pytest.mark.parametrize("text", [SECRET, "NASKAH RAHASIA\nRencana KUNCI-7261."])
async def test_a_secret_is_refused_and_not_kept(bureau: Bureau, text: str) -> None:
    await sends_all(bureau, [text])
    card = await bureau.ratna.sees("bertanda RAHASIA")
    assert card.text == (
        "Teks ini bertanda RAHASIA. Bot ini bukan saluran naskah rahasia; isi tidak disimpan dan tidak dikirim."
    )
    await leaves_the_form(bureau)
    assert b"KUNCI-7261" not in bureau.bot.database.kept()
    assert "KUNCI-7261" not in bureau.bot.log.read_text()


async def test_of_a_secret_nothing_stands_in_the_files_either(bureau: Bureau) -> None:
    await sends_all(bureau, [SECRET])
    await bureau.ratna.sees("bertanda RAHASIA")
    await leaves_the_form(bureau)
    written = bureau.bot.database.files()
    assert b"/umumkan" in written  # what was handled and forgotten is there, …
    assert b"KUNCI-7261" not in written  # … so this was not written even for a moment


async def test_an_audience_of_nobody_is_told_before_anybody_is_asked(bureau: Bureau) -> None:
    await bureau.group("Polri, Kabupaten Kaur", "Polres Kaur")
    await sends_all(bureau, ["Apel gabungan pukul 07.00."])
    await bureau.ratna.sees("Kepada siapa?")
    await bureau.ratna.says("Polri, Kabupaten Kaur")
    await bureau.ratna.taps("Biasa")
    review = await bureau.ratna.sees("Siap dimintakan persetujuan.")
    assert "Kepada: Polri, Kabupaten Kaur, 1 unit, 0 petugas" in review.text
    assert await bureau.ratna.taps("Minta persetujuan") == {
        "text": "Kelompok “Polri, Kabupaten Kaur” belum berisi petugas terdaftar. "
        "Pilih kelompok lain atau undang unitnya.",
        "show_alert": True,
        "url": None,
    }
    await leaves_the_form(bureau)


async def test_nothing_of_a_secret_that_the_app_cut_is_taken(bureau: Bureau) -> None:
    first, rest = as_the_app_sends_it(f"Sifat: Rahasia\n{paragraphs(4300)}\nTitik kumpul KUNCI-7261.")
    await sends_all(bureau, [first, rest])
    await bureau.ratna.sees("bertanda RAHASIA")
    assert "Kepada siapa?" not in (await bureau.ratna.last()).text
    await leaves_the_form(bureau)


async def leaves_the_form(bureau: Bureau) -> None:
    await bureau.ratna.says("/batal")
    if "Simpan draf" in (await bureau.ratna.sees("Isian")).labels:
        await bureau.ratna.taps("Buang")
    await bureau.ratna.sees("Isian ditinggalkan. Tidak ada yang dikirim.")
