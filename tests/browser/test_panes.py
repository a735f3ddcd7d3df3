"""The panes of inspection: what was called, what the simulator counted, a bot that is frozen, a transcript to copy."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.test_messages import send
from tests.support.simulator import Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_calls_made_before_the_page_was_opened_are_listed_and_the_refused_filtered(
    sim: Sim, open_window: Open
) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window()
    await send(window, ratna, "sebelumnya")
    await window.page.request.post(
        f"{window.url}/bot{(await sim.ask('GET', 'bot'))['token']}/getFile", data={"file_id": "x"}
    )
    window = await open_window(ratna)
    await window.page.get_by_role("button", name="Panel pemeriksaan").click()
    pane = window.page.get_by_role("tabpanel", name="Panggilan")
    await expect(pane.get_by_role("button", name="getFile").first).to_be_visible()
    await expect(pane.get_by_role("button", name="sendMessage").first).to_be_visible()
    await pane.get_by_role("switch", name="Hanya yang ditolak").check()
    await expect(pane.get_by_role("button", name="sendMessage")).to_have_count(0)
    await pane.get_by_role("button", name="getFile").first.click()
    detail = pane.get_by_role("region", name="Isi panggilan")
    await expect(detail).to_contain_text('"error_code": 400')
    await detail.get_by_role("button", name="Salin").click()
    assert '"file_id": "x"' in await window.page.evaluate("navigator.clipboard.readText()")
    await detail.get_by_role("button", name="Tutup").click()
    await expect(detail).to_be_hidden()


async def test_the_counts_beside_the_process_show_that_a_kill_loses_nothing(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    page = window.page
    kills = (await sim.ask("GET", "process"))["kills"]
    await page.get_by_role("button", name="Proses bot: Bot berjalan").click()
    counts = page.get_by_role("region", name="Hitungan simulator")
    await page.get_by_role("button", name="Matikan (KILL)").click()
    await expect(counts.locator(".killCount dd")).to_have_text(str(kills + 1))
    await sim.send(ratna, "selagi mati")
    await expect(counts.locator(".waitingCount dd")).to_have_text("1")
    await page.get_by_role("button", name="Jalankan", exact=True).click()
    await window.sees(ratna, "Diterima: selagi mati")
    await expect(counts.locator(".waitingCount dd")).to_have_text("0")
    stats = await sim.stats()
    assert stats["updates_handed"] == stats["updates_confirmed"]


async def test_a_frozen_bot_answers_when_it_goes_on(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await window.page.get_by_role("button", name="Proses bot: Bot berjalan").click()
    await window.page.get_by_role("button", name="Bekukan (STOP)").click()
    await expect(window.page.get_by_role("button", name="Proses bot: Bot dibekukan")).to_be_visible()
    await expect(window.phone(ratna)).to_contain_text("bot sedang berhenti")
    await sim.send(ratna, "halo")
    await window.page.get_by_role("button", name="Lanjutkan (CONT)").click()
    await window.sees(ratna, "Diterima: halo")


async def test_a_transcript_is_copied(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await window.sees(ratna, "Selamat datang.")
    await window.choose(ratna, "Transkrip")
    pane = window.page.get_by_role("tabpanel", name="Transkrip")
    await expect(pane).to_contain_text("Selamat datang.")
    await pane.get_by_role("button", name="Salin").click()
    assert "Ratna: /start" in await window.page.evaluate("navigator.clipboard.readText()")
