"""Texts that hurt, where they are content: relayed to the last character, or answered with what to do.

Played on one engine: how either stores such texts is held on both by `test_nasty_lines` and the tests of storage.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.simulator.support import png
from tests.support.bot import Bureau, Phone, code_of
from tests.support.samples import (
    CAPTION,
    COMMAND,
    DATED,
    TEXTS,
    TWO_DATES,
    Nasty,
    asks,
    clean,
    messages,
    nasty_texts,
    units,
)
from tests.support.simulator import Shown

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

FORUM = "Forum GenRe Kabupaten Kaur"
NO_CONTENT = {
    "nasty-01": "",  # the app sends nothing
    "nasty-02": "belum ada",
    "nasty-09": "Tautan ini lebih panjang dari satu pesan dan akan terputus.",
    "nasty-39": "Silakan pilih menu di bawah.",
}
"""What answers those that are none, in announcements and news alike."""
NO_NEWS = {**NO_CONTENT, "nasty-11": "belum ada", "nasty-13": "belum ada"}
"""Emoji alone tell nothing."""


@pytest.fixture(scope="module")
def engine() -> str:
    return "sqlite"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def nothing_is_refused(bureau: Bureau) -> AsyncIterator[None]:
    """After all of it no call to Telegram had been refused. (That the bot's log is free of errors, each bot shows.)"""
    yield
    assert [call for call in await bureau.sim.calls(ok=False) if call["error_code"] == 400] == []


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def dian(bureau: Bureau) -> Phone:
    return await bureau.officer("Dian", "Dinas Kominfo Kabupaten Kaur")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def rani(bureau: Bureau) -> Phone:
    return await bureau.officer("Rani", FORUM)


def foreign(shown: Shown, length: int) -> list[dict[str, object]]:
    """The formatting of people's own words, which stand first."""
    return [dict(one) for one in shown.entities if one["offset"] + one["length"] <= length]


async def is_relayed(reader: Phone, before: int, sender: Phone, sent: list[int], footer: str) -> None:
    """The same messages with the same formatting; ours stands under the last, or below it."""
    own = {shown.message_id: shown for shown in await sender.sim.messages(sender.id)}
    written = [own[message_id] for message_id in sent if own[message_id].text]
    arrived = [card for card in await reader.cards() if card.message_id > before]
    words = [(card, card.text.partition(f"\n\n{footer}")[0]) for card in arrived if not card.text.startswith(footer)]
    assert [text for _, text in words] == [one.text for one in written]
    for (card, text), one in zip(words, written, strict=True):
        assert foreign(card, units(text)) == [dict(entity) for entity in one.entities]


async def answered(phone: Phone, messages_: list[str]) -> tuple[Shown | None, list[int]]:
    """Sends them; the answer to the last, and their ids."""
    answer, sent = None, []
    for message in messages_:
        sent.append(await phone.says(message))
        answer = await phone.answer_to(sent[-1])
    return answer, sent


async def test_every_text_is_announced_as_it_was_written(bureau: Bureau, dian: Phone) -> None:
    ratna = bureau.ratna
    for one in nasty_texts():
        before = (await dian.last()).message_id
        await ratna.says("/umumkan")
        await ratna.sees("Kirim isi pengumuman")
        answer, sent = await answered(ratna, messages(one.text))
        if one.id in NO_CONTENT:
            assert NO_CONTENT[one.id] in (answer.text if answer else "")
            await ratna.leaves_the_form()
            continue
        code = await bureau.addresses("Semua unit")
        await bureau.approved(code)
        await dian.sees(f"📢 {code} v1")
        await is_relayed(dian, before, ratna, sent, "📢")


async def test_every_text_is_a_caption_as_it_was_written(bureau: Bureau, dian: Phone) -> None:
    ratna = bureau.ratna
    for one in captions():
        before = (await dian.last()).message_id
        await ratna.says("/umumkan")
        await ratna.sees("Kirim isi pengumuman")
        sent = await ratna.sends_photo(png(300, 200), one.text)
        code = await bureau.addresses("Semua unit")
        await bureau.approved(code)
        await dian.sees(f"📢 {code} v1")
        await is_relayed(dian, before, ratna, [sent["message_id"]], "📢")


def captions() -> list[Nasty]:
    """Those that hurt most of what fits under a picture."""
    kinds = ("emoji", "html", "markdown", "rtl", "unicode", "command", "mention")
    return [one for one in nasty_texts() if one.kind in kinds and units(one.text) <= CAPTION]


async def test_every_text_is_news_as_it_was_written(bureau: Bureau, dian: Phone, rani: Phone) -> None:
    for one in nasty_texts():
        before = (await dian.last()).message_id
        await rani.says("/kabar")
        await rani.sees("Kirim kabar: teks, foto")
        answer, sent = await answered(rani, messages(one.text))
        if one.id in NO_NEWS:
            assert NO_NEWS[one.id] in (answer.text if answer else "")
            await rani.leaves_the_form()
            continue
        code = await is_sent(rani, answer)
        await bureau.ratna.sees(code)
        await bureau.ratna.taps("Terima", on=(await bureau.ratna.shows(code))[-1])
        await bureau.ratna.sees(f"✓ {code} diterima")
        await bureau.minute_passes()
        await dian.sees(f"📰 {code} · ")
        await is_relayed(dian, before, rani, sent, "📰")


async def is_sent(rani: Phone, asked: Shown | None) -> str:
    assert asked is not None
    assert "Apa judul singkatnya?" in asked.text
    await rani.taps("Pakai ini", on=asked)
    for label in ("Lewati", "Wilayah unit", "Hari ini", "Kirim"):
        await rani.taps(label)
    return (await rani.sees("menunggu tinjauan")).text.split()[0]


async def test_the_same_words_twice_are_kept_once(bureau: Bureau, rani: Phone) -> None:
    [text] = [one.text for one in nasty_texts() if one.kind == "duplicate"]
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    for answer in [(await answered(rani, [text]))[0] for _ in range(2)]:
        assert answer is not None
        assert answer.text.startswith("📰 Kabar baru\nApa judul singkatnya?")
    await rani.leaves_the_form()
    photo = png(400, 300)
    for _ in range(2):
        sent = await rani.sends_photo(photo, text)
        asked = await rani.answer_to(sent["message_id"])
        assert "Apa judul singkatnya?" in asked.text
    await rani.leaves_the_form()
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")  # no other draft waits
    await rani.leaves_the_form()
    begun = await bureau.ratna.says("/umumkan")
    await bureau.ratna.sees("Kirim isi pengumuman")
    for answer in [(await answered(bureau.ratna, [text]))[0] for _ in range(2)]:
        assert answer is not None
        assert answer.text.startswith("Kepada siapa?")
    await bureau.ratna.says("Semua unit")
    await bureau.ratna.taps("Biasa")
    await bureau.ratna.sees("Siap dimintakan persetujuan.")
    assert [card.text for card in await bureau.ratna.cards() if card.message_id > begun].count(text) == 1
    await bureau.ratna.says(text)
    await bureau.ratna.taps("Minta persetujuan")
    await bureau.ratna.sees("menunggu persetujuan")


async def test_who_edits_a_message_is_told_how_to_go_on(bureau: Bureau, dian: Phone) -> None:
    [text] = [one.text for one in nasty_texts() if one.kind == "edited"]
    ratna = bureau.ratna
    await ratna.says("/umumkan")
    await ratna.sees("Kirim isi pengumuman")
    message_id = await ratna.says("Jumlah peserta 126")
    code = await bureau.addresses("Semua unit")
    await bureau.approved(code)
    card = await dian.sees(f"📢 {code} v1")
    await bureau.sim.edit(ratna.id, message_id, text)
    told = await ratna.sees("Perubahan pada pesan lama")
    assert told.text == (
        "Perubahan pada pesan lama tidak terbaca di sini. Kirim versi yang benar sebagai pesan baru. "
        "Bila isinya sudah diumumkan, umumkan ralatnya."
    )
    assert (await dian.now(card)).text == card.text


async def test_pieces_of_an_album_and_a_paper_join_the_announcement_however_late(bureau: Bureau, dian: Phone) -> None:
    ratna, pictures = bureau.ratna, [png(640, 480 + number) for number in range(3)]
    await ratna.says("/umumkan")
    await ratna.sees("Kirim isi pengumuman")
    await ratna.sends_photos(pictures[:2], "Tiga poster dan surat.")
    await ratna.sees("Kepada siapa?")
    await bureau.sim.advance(45)
    await ratna.sends_rest(pictures[2])
    await ratna.sees("Kepada siapa?")
    await ratna.sends_document("surat.pdf", b"%PDF-1.7 surat")
    await ratna.sees("Kepada siapa?")
    await ratna.says("Semua unit")
    await ratna.taps("Biasa")
    await ratna.sees("Siap dimintakan persetujuan.")
    await ratna.taps("Minta persetujuan")
    code = code_of(await ratna.sees("menunggu persetujuan"))
    await bureau.approved(code)
    card = await dian.sees(f"📢 {code} v1")
    album = [shown for shown in await dian.cards() if shown.group is not None]
    assert [await dian.opens(shown) for shown in album] == pictures
    assert [shown.text for shown in album] == ["Tiga poster dan surat.", "", ""]
    assert card.media is not None
    assert card.media["name"] == "surat.pdf"


async def test_every_field_of_news_is_a_clean_line_or_asked_for_again(bureau: Bureau, rani: Phone) -> None:
    await rani.says("/kabar")
    await rani.sees("Kirim kabar: teks, foto")
    await rani.says("PIK-R dikukuhkan.")
    for question, following, limit in (
        ("Apa judul singkatnya?", "Siapa yang terlibat?", 120),
        ("Siapa yang terlibat?", "Di mana?", 200),
        ("Di mana?", "Kapan?", 120),
    ):
        await rani.sees(question)
        for one, message in TEXTS:
            answer = await asks(rani, message)
            if following in answer.text:
                assert 0 < len(clean(message)) <= limit
                assert clean(message) in answer.text
                await rani.taps("Kembali", on=answer)
                await rani.sees(question)
            elif one.id != COMMAND:
                assert not 0 < len(clean(message)) <= limit
                assert answer.text.startswith((question, f"Paling panjang {limit} tanda."))
        await rani.says("rilis_\u202egpj.exe di Kaur")
        await rani.sees(following)
    for one, message in TEXTS:
        if one.id in (DATED, COMMAND):
            continue
        two = "Tanggal itu dapat berarti Rabu, 2 Desember 2026 atau Kamis, 3 Desember 2026."
        unclear = "Tanggalnya belum terbaca. Tulis lengkap, misalnya: "
        assert (await asks(rani, message)).text.startswith(two if one.id == TWO_DATES else unclear)
    await rani.says("Jumat, 20 November 2026")
    review = await rani.sees("Sudah benar?")
    assert "Apa: rilis_gpj.exe di Kaur · Siapa: rilis_gpj.exe di Kaur\nDi mana: rilis_gpj.exe di Kaur" in review.text
    await rani.taps("Kirim")
    code = (await rani.sees("menunggu tinjauan")).text.split()[0]
    await bureau.ratna.sees(code)
    await bureau.ratna.taps("Tolak", on=(await bureau.ratna.shows(code))[-1])
    await bureau.ratna.sees("mengapa belum dapat dimuat?")
    await bureau.ratna.says("<b>Tanggal</b>\u202e *belum* & [ada](")
    await bureau.ratna.sees(code)
    assert "<b>Tanggal</b> *belum* & [ada](" in (await rani.sees(f"{code} belum dapat dimuat")).text
