"""A month of a bureau goes through the real chat: announcements, news and invitations arrive as they were put in.

Played on one engine: what the other could spoil is how lines and contents are stored, and that is held on both by
`test_nasty_lines`, `test_relay_content` and the tests of storage.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from tests.simulator.support import png
from tests.support.bot import WIB, Bureau, Phone, day, hour
from tests.support.meetings import code_in
from tests.support.samples import CAPTION, messages, samples, units
from tests.support.simulator import Object, Shown

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

FORUM = "Forum GenRe Kabupaten Kaur"
PRIORITIES = {"biasa": "Biasa", "segera": "Segera", "sangat_segera": "Sangat segera"}


@pytest.fixture(scope="module")
def engine() -> str:
    return "sqlite"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def dian(bureau: Bureau) -> Phone:
    return await bureau.officer("Dian", "Dinas Kominfo Kabupaten Kaur", title="Ibu")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def rani(bureau: Bureau) -> Phone:
    return await bureau.officer("Rani", FORUM)


@dataclass(frozen=True, slots=True)
class Attachment:
    kind: str
    name: str
    content: bytes


def attachments(sample: Object) -> list[Attachment]:
    """Tiny ones, each of other bytes, under their own names."""
    found = []
    for number, one in enumerate(sample["attachments"]):
        content = png(320, 200 + number) if one["type"] == "photo" else f"%PDF-1.7 {one['name']}".encode()
        found.append(Attachment(one["type"], one["name"], content))
    return found


async def carries(phone: Phone, arrived: Sequence[Shown], body: str, files: Sequence[Attachment]) -> None:
    """The messages hold this text to the last character, cut only at blanks, and these files with name and bytes."""
    rest = body
    for words in [shown.text.partition("\n\n📢")[0].partition("\n\n📰")[0] for shown in arrived]:
        if not words.startswith(("📢", "📰")):
            assert rest.startswith(words)
            rest = rest[len(words) :].lstrip()
    assert rest == ""
    media = [(shown, shown.media) for shown in arrived if shown.media is not None]
    assert [one["kind"] for _, one in media] == [file.kind for file in files]
    assert [one["name"] for _, one in media if one["kind"] == "document"] == [
        file.name for file in files if file.kind == "document"
    ]
    assert [await phone.opens(shown) for shown, _ in media] == [file.content for file in files]


async def since(phone: Phone, message_id: int) -> list[Shown]:
    return [card for card in await phone.cards() if card.message_id > message_id]


async def puts_in(ratna: Phone, sample: Object) -> None:
    """As somebody at the office would: a short text as caption, else the text and then the files."""
    files = attachments(sample)
    pictures = [file.content for file in files if file.kind == "photo"]
    body = str(sample["body"])
    if files and units(body) <= CAPTION and len(pictures) == len(files) > 1:
        await ratna.sends_photos(pictures, body)
        await ratna.sees("Kepada siapa?")
        return
    for number, file in enumerate(files if units(body) <= CAPTION else []):
        await sends(ratna, file, "" if number else body)
    if not files or units(body) > CAPTION:
        for message in messages(body):
            await ratna.says(message)
        await ratna.sees("Kepada siapa?")
        for file in files:
            await sends(ratna, file)


async def sends(ratna: Phone, file: Attachment, caption: str = "") -> None:
    if file.kind == "photo":
        sent = await ratna.sends_photo(file.content, caption)
    else:
        sent = await ratna.sends_document(file.name, file.content, caption)
    await ratna.sees("Kepada siapa?", below=sent["message_id"])


async def test_all_announcements_arrive_as_they_were_written_with_their_attachments(
    bureau: Bureau, dian: Phone
) -> None:
    for sample in samples("announcements"):
        before = (await dian.last()).message_id
        await bureau.ratna.says("/umumkan")
        await bureau.ratna.sees("Kirim isi pengumuman")
        await puts_in(bureau.ratna, sample)
        code = await bureau.addresses("Semua unit", PRIORITIES[sample["priority"]])
        await bureau.approved(code)
        card = await dian.sees(f"📢 {code} v1")
        assert f"· {PRIORITIES[sample['priority']]} ·" in card.text
        assert card.labels == ["Sudah dibaca"]
        files = sorted(attachments(sample), key=lambda file: file.kind != "photo")
        arrived = await since(dian, before)
        await carries(dian, arrived, sample["body"], files)
        assert arrived[-1].message_id == card.message_id


async def test_all_news_arrives_as_it_was_written_with_its_photos(bureau: Bureau, dian: Phone, rani: Phone) -> None:
    for sample in samples("regional_updates"):
        before = (await dian.last()).message_id
        photos = [Attachment("photo", "", png(300, 200 + number)) for number in range(sample["photos"])]
        if photos:
            await rani.sends_photos([photo.content for photo in photos], sample["text"])
        else:
            await rani.says("/kabar")
            await rani.sees("Kirim kabar: teks, foto")
            await rani.says(sample["text"])
        happened = datetime.fromisoformat(sample["event_date"])
        known = f" · {len(photos)} foto" if photos else ""
        await rani.taps("Pakai ini", on=await rani.sees(f"📰 Kabar baru{known}\nApa judul singkatnya?"))
        await rani.taps("Lewati")
        await rani.taps("Wilayah unit")
        await rani.sees("Kapan?")
        await rani.says(day(happened))
        for label in ("Foto saya", "Tidak") if photos else ():
            await rani.taps(label)
        assert f"Kapan: {day(happened)}" in (await rani.sees("Sudah benar?")).text
        await rani.taps("Kirim")
        code = (await rani.sees("menunggu tinjauan")).text.split()[0]
        await bureau.ratna.sees(code)
        await bureau.ratna.taps("Terima", on=(await bureau.ratna.shows(code))[-1])
        await bureau.ratna.sees(f"✓ {code} diterima")
        await bureau.minute_passes()
        await dian.sees(f"📰 {code} · ")
        await carries(dian, await since(dian, before), sample["text"], photos)


def starts(expected: Object) -> datetime:
    return datetime.fromisoformat(expected["start"])


ZONES = {7: "WIB", 8: "WITA"}


def zone(at: datetime) -> str:
    return ZONES[int((at.utcoffset() or timedelta()).total_seconds()) // 3600]


def here(at: datetime) -> str:
    """The same moment on a phone in WIB, where that is another hour."""
    return "" if zone(at) == "WIB" else f" ({hour(at.astimezone(WIB))} WIB)"


async def invites(bureau: Bureau, expected: Object, typed: Sequence[str] = (), said: str = "") -> str:
    """Typed field by field, first what cannot be read as a day, then the day in full or as it was `said`; its code."""
    ratna, at = bureau.ratna, starts(expected)
    await ratna.says("/rapat")
    await ratna.taps("Buat undangan")
    await ratna.sees("Apa acaranya?")
    await ratna.says(expected["agenda"])
    await ratna.sees("Hari apa?")
    for text in typed:
        await ratna.says(text)
        await ratna.sees("Tanggal itu belum terbaca. Tulis lengkap, misalnya: ")
    await ratna.says(said or f"{day(at)} pukul {hour(at)} {zone(at)}")
    await ratna.sees(f"✓ {day(at)} pukul {hour(at)} {zone(at)}")
    if expected["end"]:
        await ratna.sees("Sampai pukul berapa?")
        await ratna.says(hour(datetime.fromisoformat(expected["end"])))
    else:
        await ratna.taps("s.d. selesai")
    await ratna.sees("Di mana tempatnya?")
    await ratna.says(expected["place"])
    await ratna.sees("Apa pakaiannya?")
    if expected.get("dress"):
        await ratna.says(expected["dress"])
    else:
        await ratna.taps("Lewati")
    if expected.get("rsvp_by"):
        until = datetime.fromisoformat(expected["rsvp_by"])
        await ratna.sees("Konfirmasi")
        await ratna.says(f"{day(until)} pukul {hour(until)} {zone(until)}")
    else:
        await ratna.taps("Sampai dimulai")
    await ratna.taps("Ya" if expected.get("delegable", True) else "Tidak")
    await ratna.sees("Kepada siapa?")
    await ratna.taps("1")
    await ratna.sees("Siap dimintakan persetujuan.")
    await ratna.taps("Minta persetujuan")
    code = code_in(await ratna.sees("menunggu persetujuan"))
    await bureau.hendra.taps("Setujui", on=await bureau.hendra.sees(f"{code} dari Ratna"))
    await bureau.hendra.sees(f"{code} ✓ Disetujui")
    await bureau.minute_passes()
    return code


def letter(expected: Object, code: str, unit: str) -> str:
    """As the invitation reads on the phone of somebody in WIB."""
    at = starts(expected)
    ends = f"{hour(datetime.fromisoformat(expected['end']))} {zone(at)}" if expected["end"] else "selesai"
    until = datetime.fromisoformat(expected.get("rsvp_by") or expected["start"])
    lines = [
        f"📅 UNDANGAN {code} · Yth. {unit}",
        f"Hari/tanggal: {day(at)}",
        f"Pukul: {hour(at)} {zone(at)} s.d. {ends}{here(at)}",
        f"Tempat: {expected['place']}",
        f"Acara: {expected['agenda']}",
    ]
    if expected.get("dress"):
        lines.append(f"Pakaian: {expected['dress']}")
    lines.append(f"Mohon konfirmasi paling lambat {day(until)} pukul {hour(until)} {zone(until)}{here(until)}.")
    if not expected.get("delegable", True):
        lines.append("Undangan ini tidak dapat diwakilkan. Pilih Hadir atau Berhalangan.")
    return "\n".join(lines)


async def test_all_invitations_read_as_they_were_typed_and_two_of_them_change(bureau: Bureau, dian: Phone) -> None:
    await bureau.sim.set_clock(datetime(2026, 11, 23, 10, 15, tzinfo=WIB))
    by_id = {sample["id"]: sample["expected"] for sample in samples("meeting_invitations")}
    raw = {sample["id"]: sample["raw"] for sample in samples("meeting_invitations")}
    codes = {}
    for name, expected in by_id.items():
        if "agenda" not in expected:
            continue
        said = raw[name] if name == "meet-08" else ""  # the whole message, out of which the day is read
        codes[name] = await invites(bureau, expected, ("secepatnya",) if said else (), said)
        invitation = await dian.sees(f"UNDANGAN {codes[name]}")
        assert invitation.text == letter(expected, codes[name], "Dinas Kominfo Kabupaten Kaur")
    await changes(bureau, codes["meet-01"], starts(by_id["meet-05"]))
    notice = await dian.sees(f"⚠️ Perubahan {codes['meet-01']}")
    assert day(starts(by_id["meet-05"])) in notice.text
    await cancels(bureau, codes["meet-03"])
    title, at = by_id["meet-03"]["agenda"], starts(by_id["meet-03"])
    await dian.sees(f"⚠️ {codes['meet-03']} {title}, {day(at)} pukul {hour(at)} {zone(at)}{here(at)}: DIBATALKAN.")


async def changes(bureau: Bureau, code: str, at: datetime) -> None:
    ratna = bureau.ratna
    await ratna.says(code)
    await ratna.taps("Lainnya", on=await ratna.sees(f"{code} · hadir"))
    await ratna.taps("Ubah rapat")
    await ratna.taps("Tanggal")
    await ratna.sees("Hari apa?")
    await ratna.says(f"{day(at)} pukul {hour(at)} {zone(at)}")
    await ratna.taps("Sampai dimulai")
    await ratna.taps("Simpan perubahan", on=await ratna.sees(f"Perubahan {code} siap disimpan."))
    await ratna.sees(f"Perubahan {code} diberitahukan pukul")
    await bureau.minute_passes()


async def cancels(bureau: Bureau, code: str) -> None:
    ratna = bureau.ratna
    await ratna.says(code)
    await ratna.taps("Lainnya", on=await ratna.sees(f"{code} · hadir"))
    await ratna.taps("Batalkan rapat")
    await ratna.sees(f"Pembatalan {code} diberitahukan")
    await bureau.minute_passes()
