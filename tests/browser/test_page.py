"""The page around the phones: clock, bot process, panes, sizes, appearance, and a simulator that comes back."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.conftest import Open, free_port, simulator_with_bot
from tests.browser.test_messages import send
from tests.support.simulator import Sim, connect

pytestmark = pytest.mark.asyncio(loop_scope="session")
NARROW = (390, 844)
CONTRASTS = Path(__file__).with_name("contrasts.js")
CAST = ("Ratna", "Hendra", "Yusuf", "Deni", "Rani")
LOST = ("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE")


async def test_five_phones_stand_side_by_side_in_full_view(sim: Sim, open_window: Open) -> None:
    people = [await sim.person(name) for name in CAST]
    for size in ((1440, 900), (1200, 760)):
        window = await open_window(*people, size=size)
        boxes = [await window.phone(person).bounding_box() for person in people]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= size[0] for box in boxes)
        assert all(box and box["y"] >= 0 and box["y"] + box["height"] <= size[1] for box in boxes)


async def test_a_narrow_screen_shows_one_phone_and_tabs_to_the_others(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    window = await open_window(ratna, deni, size=NARROW)
    await expect(window.phone(ratna)).to_be_visible()
    await expect(window.phone(deni)).to_be_hidden()
    await send(window, deni, "Untuk Deni")
    tab = window.page.get_by_role("tab", name="Deni")
    await expect(tab.get_by_role("img", name="1 pesan baru")).to_be_visible()
    await tab.click()
    await window.sees(deni, "Untuk Deni")
    await expect(window.phone(ratna)).to_be_hidden()
    await expect(tab.get_by_role("img")).to_have_count(0)
    assert await window.page.evaluate("document.documentElement.scrollWidth") == NARROW[0]


async def test_the_page_of_the_simulator_names_its_phones(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    await sim.ask("POST", "page", {"title": "Simpul", "phones": [{"person": ratna, "note": "Penyusun"}]})
    window = await open_window()
    await window.page.goto(f"{window.url}/")
    await expect(window.page.get_by_role("heading", name="Simpul")).to_be_visible()
    await window.page.goto("about:blank")
    await window.page.goto(f"{window.url}/")
    await expect(window.phone(ratna)).to_contain_text("Penyusun")
    await sim.ask("POST", "page", {"title": "Simulator", "phones": []})


async def test_a_person_is_added_by_search_and_taken_away(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    sought = await sim.person("Zulkarnain", username="zul_kaur")
    window = await open_window(ratna)
    await window.page.get_by_role("button", name="Tambah ponsel").click()
    await window.page.get_by_role("searchbox").fill("zul_kaur")
    await window.page.get_by_role("dialog").get_by_role("button", name="Zulkarnain").click()
    await expect(window.phone(sought)).to_be_visible()
    assert window.page.url.endswith(f"#p={ratna},{sought}")
    await window.phone(ratna).get_by_role("button", name="Pilihan ponsel").click()
    await window.page.get_by_role("menuitem", name="Lepas ponsel").click()
    await expect(window.phone(ratna)).to_have_count(0)


async def test_a_jump_moves_the_clock_and_the_zone_of_a_phone_is_its_own(sim: Sim, open_window: Open) -> None:
    ambon = await sim.person("Ona", timezone="Asia/Jayapura")
    window = await open_window(ambon)
    await sim.ask("POST", "clock", {"set": "2026-11-23T10:15:00+07:00", "running": False})
    clock = window.page.get_by_role("button", name="Jam simulasi")
    await expect(clock).to_contain_text("Senin, 23 November 2026")
    await expect(clock).to_contain_text("10.15.00 WIB")
    await window.page.get_by_role("button", name="besok 07.30").click()
    await expect(clock).to_contain_text("Selasa, 24 November 2026")
    await expect(clock).to_contain_text("07.30.00 WIB")
    await expect(window.phone(ambon).get_by_text("09.30 WIT")).to_be_visible()
    await clock.click()
    await window.page.get_by_label("Tanggal dan jam").fill("2026-12-01T16:00")
    await window.page.get_by_role("button", name="Atur").click()
    await expect(clock).to_contain_text("Selasa, 1 Desember 2026")
    await window.page.keyboard.press("Escape")
    await window.page.get_by_role("button", name="Jalankan jam").click()
    await expect(window.page.get_by_role("button", name="Jeda jam")).to_be_visible()
    assert (await sim.ask("GET", "clock"))["running"]


async def test_the_bot_is_killed_and_started_again(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await window.page.get_by_role("button", name="Proses bot: Bot berjalan").click()
    await window.page.get_by_role("button", name="Matikan (KILL)").click()
    await expect(window.page.get_by_role("button", name="Proses bot: Bot berhenti")).to_be_visible()
    await expect(window.phone(ratna)).to_contain_text("bot sedang berhenti")
    await window.page.get_by_role("button", name="Jalankan", exact=True).click()
    await expect(window.page.get_by_role("button", name="Proses bot: Bot berjalan")).to_be_visible()
    await window.page.keyboard.press("Escape")
    await window.write(ratna, "masih ada")
    await window.sees(ratna, "Diterima: masih ada")


async def test_calls_are_listed_and_a_refused_one_shows_why(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await window.page.get_by_role("button", name="Panel pemeriksaan").click()
    pane = window.page.get_by_role("tabpanel", name="Panggilan")
    await pane.get_by_label("Ponsel").select_option(str(ratna))
    await window.write(ratna, "halo")
    await window.sees(ratna, "Diterima: halo")
    await expect(pane.get_by_role("button", name="sendMessage")).to_have_count(2)
    url = f"{window.url}/bot{(await sim.ask('GET', 'bot'))['token']}/deleteMessage"
    await window.page.request.post(url, data={"chat_id": ratna, "message_id": 999_999})
    refused = pane.get_by_role("button", name="deleteMessage")
    await expect(refused).to_contain_text("400 Bad Request")
    await refused.click()
    await expect(pane.locator("pre")).to_contain_text('"message_id": 999999')
    await pane.get_by_role("searchbox").fill("delete")
    await expect(pane.get_by_role("button", name="sendMessage")).to_have_count(0)


async def test_faults_and_limits_are_switched_from_the_panel(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await window.page.get_by_role("button", name="Panel pemeriksaan").click()
    await window.page.get_by_role("tab", name="Gangguan").click()
    await window.page.get_by_role("button", name="429: tunggu 10 detik").click()
    await expect(window.page.get_by_text("retry_after: 10")).to_be_visible()
    await window.page.get_by_role("button", name="Hentikan semua gangguan").click()
    await expect(window.page.get_by_text("Tidak ada gangguan.")).to_be_visible()
    assert await sim.ask("GET", "faults") == []
    limits = window.page.get_by_role("switch", name="Terapkan batas kirim Telegram")
    await limits.check()
    await expect(limits).to_be_checked()
    await limits.uncheck()
    await expect(limits).not_to_be_checked()


async def test_a_transcript_is_opened_from_a_phone(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await window.sees(ratna, "Selamat datang.")
    await window.phone(ratna).get_by_role("button", name="Pilihan ponsel").click()
    await window.page.get_by_role("menuitem", name="Transkrip").click()
    await expect(window.page.get_by_role("tabpanel", name="Transkrip")).to_contain_text("Ratna: /start")


async def test_light_and_dark_follow_the_device_until_one_is_chosen(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    background = "getComputedStyle(document.body).backgroundColor"
    light = await (await open_window(ratna)).page.evaluate(background)
    window = await open_window(ratna, scheme="dark")
    assert await window.page.evaluate(background) != light
    await window.page.get_by_role("button", name="Tampilan: mengikuti perangkat").click()
    await expect(window.page.get_by_role("button", name="Tampilan: terang")).to_be_visible()
    assert await window.page.evaluate(background) == light
    await window.page.reload()
    await expect(window.page.get_by_role("button", name="Tampilan: terang")).to_be_visible()
    assert await window.page.evaluate(background) == light


async def test_the_page_speaks_english_too_and_keeps_what_was_being_written(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await window.phone(ratna).get_by_role("textbox").fill("belum dikirim")
    await window.page.get_by_role("button", name="English").click()
    await expect(window.phone(ratna).get_by_role("button", name="Send", exact=True)).to_be_visible()
    await expect(window.phone(ratna).get_by_role("textbox")).to_have_value("belum dikirim")
    assert await window.page.evaluate("document.documentElement.lang") == "en"


async def test_the_page_recovers_when_the_simulator_comes_back(open_window: Open, tmp_path: Path) -> None:
    port = free_port()
    with simulator_with_bot(port, "--data", str(tmp_path)) as url:
        async with connect(url) as sim:
            ratna = await sim.person("Ratna")
            window = await open_window(ratna, url=url)
            await window.write(ratna, "sebelum")
            await window.sees(ratna, "Diterima: sebelum")
    await expect(window.page.get_by_text("Sambungan ke simulator terputus.")).to_be_visible()
    with simulator_with_bot(port, "--data", str(tmp_path)):
        await expect(window.page.get_by_text("Sambungan ke simulator terputus.")).to_be_hidden(timeout=10_000)
        await window.sees(ratna, "Diterima: sebelum")
        await window.write(ratna, "sesudah")
        await window.sees(ratna, "Diterima: sesudah")
        await window.page.goto("about:blank")
    window.errors[:] = [error for error in window.errors if not any(lost in error for lost in LOST)]


async def test_without_javascript_the_page_says_what_to_do(browser: Browser, address: str) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(address)
    words = page.locator("noscript p")
    await expect(words).to_be_visible()
    await expect(words).to_contain_text("Halaman ini memerlukan JavaScript.")
    await expect(words).to_contain_text("This page needs JavaScript.")
    await context.close()


async def test_messages_are_readable_in_both_appearances(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    for scheme in ("light", "dark"):
        window = await open_window(ratna, scheme=scheme)
        await window.sees(ratna, "Selamat datang.")
        ratios = await window.page.evaluate(CONTRASTS.read_text())
        assert min(ratios.values()) >= 4.5, (scheme, ratios)
