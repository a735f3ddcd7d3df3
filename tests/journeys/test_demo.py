"""make demo from its first start to its second, seen from outside: only through the simulator's control plane."""

import re
from datetime import datetime
from pathlib import Path

import psutil
import pytest

from tests.support.bot import WIB
from tests.support.demo import PATIENCE, demo
from tests.support.simulator import ROOT, Shown, Sim

pytestmark = pytest.mark.slow

RATNA, HENDRA, YUSUF, DENI, RANI = CAST = range(1001, 1006)
POSTER = ROOT / "bot/demo/pictures/poster.png"
WORDS = (
    "Yth. Bapak/Ibu Pengelola Humas, mohon mengunggah poster terlampir secara serentak pada Senin, 22 Desember 2026 "
    "pukul 09.00 WIB pada akun resmi unit. Terima kasih."
)
MENDED = WORDS.replace("Senin, 22", "Selasa, 22")


async def see(sim: Sim, person: int, words: str) -> Shown:
    return await sim.see(person, words, wait=PATIENCE)


async def see_there(sim: Sim, words: str) -> Shown:
    """In the group of the five."""
    (group,) = await sim.ask("GET", "chats")
    assert [member["id"] for member in group["members"]][: len(CAST)] == [*CAST]
    known = -1
    while True:
        shown = await sim.messages(group["id"], since=known, wait=PATIENCE)
        assert shown, f"{words!r} never came"
        if found := [message for message in shown if words in message.text]:
            return found[-1]
        known = shown[-1].seq


async def press(sim: Sim, person: int, words: str, button: str) -> str:
    """On the card with these words; what the tap was answered with."""
    card = await see(sim, person, words)
    answer = await sim.press(person, card.message_id, button, wait=10)
    return (answer or {}).get("text") or ""


async def announce(sim: Sim) -> None:
    await sim.reply_key(RATNA, "Umumkan")
    await see(sim, RATNA, "Kirim isi pengumuman")
    await sim.send_file(RATNA, ("poster.png", POSTER.read_bytes()), caption=WORDS)
    await press(sim, RATNA, "Satu hal perlu dicek: tertulis “Senin, 22 Desember 2026”", "Selasa, 22 Des")
    await press(sim, RATNA, "Kepada siapa?", "1")
    await press(sim, RATNA, "Apa sifatnya?", "Segera")
    await press(sim, RATNA, "63 unit, 118 petugas; 2 petugas belum menekan Mulai", "Minta persetujuan")
    await see(sim, RATNA, "BKL-0412 menunggu persetujuan Bapak Hendra atau Ibu Sri.")
    await press(sim, HENDRA, "BKL-0412 dari Ratna menunggu persetujuan Anda", "Setujui")
    await see(sim, RATNA, "Disetujui Bapak Hendra")
    await sim.advance(60)


def counted(card: Shown) -> int:
    found = re.search(r"dibaca (\d+) dari 63 unit", card.text)
    return int(found[1]) if found else -1


async def read_by(sim: Sim, many: int) -> Shown:
    """Ratna's card once it counts so many units."""
    card = await see(sim, RATNA, "dari 63 unit")
    while counted(card) < many:
        card = await sim.see(RATNA, "dari 63 unit", since=card.seq, wait=PATIENCE)
    return card


async def test_the_demonstration_from_its_first_start_to_its_second(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    async with demo(folder) as first:
        sim, processes = first.sim, first.everybody()
        await _is_set(sim)
        await announce(sim)
        await _arrives(sim)
        await _is_read(sim)
        await _are_reminded(sim)
        before = [await sim.transcript(person) for person in CAST]
        stopped_at = await sim.clock()
    assert [process.cmdline() for process in psutil.wait_procs(processes, timeout=0)[1]] == []
    async with demo(folder) as second:
        sim = second.sim
        assert [await sim.transcript(person) for person in CAST] == before
        assert stopped_at <= await sim.clock()
        await sim.send(RATNA, "0412")
        await see(sim, RATNA, "BKL-0412 · terkirim 116 dari 118 petugas")


async def _is_set(sim: Sim) -> None:
    page = await sim.ask("GET", "page")
    assert [phone["person"] for phone in page["phones"]] == [*CAST]
    assert (await sim.clock()).isoformat().startswith("2026-11-23T03:15")
    people = await sim.ask("GET", "people")
    assert len(people) == 119
    await see(sim, people[-1]["id"], "Silakan pilih menu di bawah.")
    assert (await see(sim, DENI, "UNDANGAN R-0087")).text.endswith("✓ Diwakilkan: Sari, Kasi Humas")
    assert (await see(sim, RANI, "UNDANGAN R-0087")).text.endswith("✓ Berhalangan: Rapat lain")
    await see_there(sim, "KD-0230")
    assert sum(person["started"] for person in await sim.ask("GET", "people")) == 117
    keys = [(await see(sim, person, "Silakan pilih menu di bawah.")).keys for person in CAST]
    assert [each[0] for each in keys] == ["Umumkan", "Persetujuan", "Kotak masuk", "Kotak masuk", "Kirim kabar"]


async def _arrives(sim: Sim) -> None:
    for person in (YUSUF, DENI, RANI):
        copy = await see(sim, person, "BKL-0412 v1")
        assert copy.text.startswith(MENDED)
        assert copy.media is not None
    await see(sim, RATNA, "terkirim 116 dari 118 petugas · 1 grup")
    await see_there(sim, "BKL-0412 v1")


async def _are_reminded(sim: Sim) -> None:
    """The day before R-0087: one person of each unit that comes, nobody of one that declined."""
    await sim.set_clock(datetime(2026, 12, 1, 16, tzinfo=WIB))
    reminder = "⏰ Besok, Rabu, 2 Desember 2026 pukul 09.00 WIB: R-0087 Rapat Koordinasi Bakohumas, Aula Diskominfotik."
    for person in (RATNA, YUSUF):
        assert (await see(sim, person, "⏰ Besok")).text == f"{reminder}\n✓ Hadir"
    assert (await see(sim, DENI, "⏰ Besok")).text.startswith(f"{reminder}\nYang hadir: Sari, Kasi Humas.")
    for person in (HENDRA, RANI):
        assert [message for message in await sim.inbox(person) if "⏰ Besok" in message.text] == []


async def _is_read(sim: Sim) -> None:
    await read_by(sim, 20)
    assert (
        await press(sim, YUSUF, "BKL-0412 v1", "Sudah dibaca")
        == "Terima kasih. Tercatat untuk Dinas Kominfo Kabupaten Seluma."
    )
    assert await press(sim, DENI, "BKL-0412 v1", "Sudah dibaca") == "Terima kasih. Tercatat untuk Polres Rejang Lebong."
    everyone_but_the_quiet = 57 - 3 + 2
    card = await read_by(sim, everyone_but_the_quiet)
    assert counted(card) == everyone_but_the_quiet
    await sim.press(RATNA, card.message_id, "Ingatkan", wait=10)
    assert counted(await read_by(sim, everyone_but_the_quiet + 3)) == everyone_but_the_quiet + 3
    await _stays_within_the_offices(sim)


async def _stays_within_the_offices(sim: Sim) -> None:
    """The contact of the media partner has the greeting and nothing else."""
    people = await sim.ask("GET", "people")
    sent = [call for call in await sim.calls("sendPhoto", ok=True) if "BKL-0412" in call["params"].get("caption", "")]
    untouched = {person["id"] for person in people} - {call["params"]["chat_id"] for call in sent}
    started = [person["id"] for person in people if person["id"] in untouched and person["started"]]
    assert len(started) == 1
    told = [message.text for message in await sim.inbox(started[0]) if message.by_bot]
    assert told == ["Silakan pilih menu di bawah."]
