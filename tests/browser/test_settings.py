"""Whose a phone is and what it is set to: name, time zone, language."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.test_messages import send
from tests.support.simulator import Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")
NARROW = (390, 844)
SIX_UTC = 1_795_500_000  # 24 November 2026, 13.00 WIB


async def test_a_phone_moves_to_another_zone_and_all_its_times_follow(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    await sim.ask("POST", "clock", {"set": "2026-11-24T13:00:00+07:00", "running": False})
    window = await open_window(ratna)
    phone = window.phone(ratna)
    await send(window, ratna, "Rapat dimulai")
    await expect(phone.locator(".row").last.locator(".meta")).to_contain_text("13.00")
    await expect(phone.get_by_text("13.00 WIB")).to_be_visible()
    await window.choose(ratna, "Pengaturan")
    sheet = window.page.get_by_role("dialog", name="Pengaturan Ratna")
    await sheet.get_by_label("Zona waktu").select_option("Asia/Jayapura")
    await sheet.get_by_role("button", name="Simpan").click()
    await expect(phone.get_by_text("15.00 WIT")).to_be_visible()
    await expect(phone.locator(".row").last.locator(".meta")).to_contain_text("15.00")
    assert (await sim.ask("GET", f"people/{ratna}"))["timezone"] == "Asia/Jayapura"
    await sim.ask("POST", "clock", {"running": True})


async def test_a_time_in_a_text_is_shown_in_the_zone_of_its_reader(sim: Sim, open_window: Open) -> None:
    people = [await sim.person("Ratna"), await sim.person("Ona", timezone="Asia/Jayapura")]
    window = await open_window(*people)
    shown = []
    for person in people:
        words = f'<tg-time unix="{SIX_UTC}" format="wDt">nanti</tg-time> atau <tg-time unix="{SIX_UTC}">siang</tg-time>'
        await window.call("sendMessage", chat_id=person, text=words, parse_mode="HTML")
        times = window.phone(person).locator(".row").last.locator("time.moment")
        await expect(times).to_have_count(2)
        shown.append(await times.all_text_contents())
    assert shown == [["Selasa, 24 November 2026 13.00 WIB", "siang"], ["Selasa, 24 November 2026 15.00 WIT", "siang"]]


async def test_another_name_and_language_are_told_to_the_bot(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    window = await open_window(ratna, deni, size=NARROW)
    await window.choose(ratna, "Pengaturan")
    sheet = window.page.get_by_role("dialog")
    await sheet.get_by_label("Nama").fill("Ratna Dewi")
    await sheet.get_by_label("Bahasa aplikasi").select_option("en")
    await sheet.get_by_role("button", name="Simpan").click()
    await expect(window.page.get_by_role("tab", name="Ratna Dewi")).to_be_visible()
    await window.write(ratna, "siap")
    await window.sees(ratna, "Diterima: siap")
    sender = (await sim.updates())[-1]["update"]["message"]["from"]
    assert (sender["first_name"], sender["language_code"]) == ("Ratna Dewi", "en")
