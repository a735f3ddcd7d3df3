"""A bug in one handler stops neither the bot nor the others, and what met it is tried again."""

from pathlib import Path

from tests.crash.scenarios import FAILING
from tests.support.crash_network import settle_in, shown
from tests.support.simulator import Sim
from tests.support.supervisor import Patience, supervise

SORRY = "Maaf, sistem sedang sibuk. Pesan Anda sudah tersimpan dan akan diproses; tidak perlu dikirim ulang."


async def test_a_bug_in_a_handler_is_told_once_and_logged_and_the_event_is_tried_again(
    sim: Sim, tmp_path: Path
) -> None:
    async with supervise(sim, tmp_path, command=FAILING) as bot:
        patience = Patience(120, bot)
        office = await settle_in(sim, bot.database, officers=1)
        await bot.start(bug_point="handlers.announcements:announce:1")
        await sim.send(office.author, "/umumkan")
        await sim.send(office.approver, "/persetujuan")
        await shown(sim, office.approver, "Tidak ada yang menunggu", patience)
        await shown(sim, office.author, "Kirim isi pengumuman", patience)
        first, _ = [message.text for message in await sim.inbox(office.author) if message.by_bot]
        await bot.stop()
    assert first == SORRY
    assert "a bug for a test" in bot.log.read_text()
