"""What the menu of a message does, and what can be pressed inside it."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.pictures import png
from tests.browser.test_messages import send
from tests.support.simulator import Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_own_message_is_deleted(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await window.write(ratna, "salah kirim")
    await window.sees(ratna, "Diterima: salah kirim")
    await window.choose_on(window.phone(ratna).locator(".row.out").last, "Hapus")
    await expect(window.phone(ratna).get_by_text("salah kirim", exact=True)).to_have_count(0)
    assert "salah kirim" not in [item.text for item in await sim.inbox(ratna)]


async def test_an_album_is_passed_on_to_the_group_that_is_chosen(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    group = await sim.create_group("Humas Bengkulu", ratna)
    await sim.send_file(ratna, ("a.png", png(40, 30)), ("b.png", png(30, 40)), album=True)
    window = await open_window(ratna)
    await window.choose_on(window.phone(ratna).locator(".row.out").last, "Teruskan …")
    await window.page.get_by_role("dialog", name="Teruskan ke").get_by_role("button", name="Humas Bengkulu").click()
    await expect(window.phone(ratna).get_by_text("Humas Bengkulu")).to_be_visible()
    await expect(window.phone(ratna).locator(".row .photo")).to_have_count(2)
    await expect(window.phone(ratna).get_by_text("Diteruskan dari Ratna").first).to_be_visible()
    assert [item.media and item.media["kind"] for item in (await sim.messages(group))[-2:]] == ["photo", "photo"]


async def test_a_reaction_is_given_and_taken_back(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await send(window, ratna, "Terbit hari ini")
    row = window.phone(ratna).locator(".row.in").last
    await row.locator(".bubble").click(button="right", position={"x": 8, "y": 8})
    await window.page.get_by_role("button", name="Tanggapi 🙏").click()
    chip = row.get_by_role("button", name="Tanggapi 🙏")
    await expect(chip).to_have_attribute("aria-pressed", "true")
    assert (await sim.inbox(ratna))[-1].raw["reactions"] == ["🙏"]
    await chip.click()
    await expect(chip).to_have_count(0)
    assert (await sim.inbox(ratna))[-1].raw["reactions"] == []


async def test_the_words_of_a_message_are_copied(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await send(window, ratna, "Nomor surat 480/12")
    await window.choose_on(window.phone(ratna).locator(".row").last, "Salin teks")
    await expect(window.phone(ratna).get_by_text("Disalin.")).to_be_visible()
    assert await window.page.evaluate("navigator.clipboard.readText()") == "Nomor surat 480/12"


async def test_a_command_is_sent_and_a_name_shows_its_phone(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni", username="deni_humas")
    window = await open_window(ratna, deni, size=(390, 844))
    await send(window, ratna, "Tekan /bantuan atau tanyakan @deni_humas dan @siapa_saja")
    await window.phone(ratna).get_by_role("button", name="/bantuan").click()
    await window.sees(ratna, "Diterima: /bantuan")
    await window.phone(ratna).get_by_role("button", name="@siapa_saja").click()
    await expect(window.phone(ratna).get_by_text("@siapa_saja tidak ada")).to_be_visible()
    await window.phone(ratna).get_by_role("button", name="@deni_humas").click()
    await expect(window.phone(deni)).to_be_visible()
