"""Groups on the page: making one, its list and its lines, the buttons in it, and what its menu does."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Open, Window
from tests.browser.scripted_bot import CARD
from tests.browser.test_messages import send
from tests.support.simulator import Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")
NARROW = (390, 844)
TITLE = "Humas Bengkulu"


def chat_list(window: Window, person: int) -> Locator:
    return window.phone(person).get_by_role("navigation", name="Percakapan")


async def to_list(window: Window, person: int) -> None:
    await window.phone(person).get_by_role("button", name="Ke daftar percakapan").click()


async def open_group(window: Window, person: int) -> None:
    await to_list(window, person)
    await chat_list(window, person).get_by_role("button", name=TITLE).click()


async def choose(window: Window, person: int, entry: str) -> None:
    """In the menu of the open group."""
    await window.phone(person).get_by_role("button", name="Pilihan grup").click()
    await window.page.get_by_role("menuitem", name=entry).click()


async def test_a_group_is_made_on_a_phone_and_opened_there(sim: Sim, open_window: Open) -> None:
    ratna, deni, sri = [await sim.person(name) for name in ("Ratna", "Deni", "Sri")]
    window = await open_window(ratna, deni, sri)
    await window.phone(ratna).get_by_role("button", name="Pilihan ponsel").click()
    await window.page.get_by_role("menuitem", name="Grup baru").click()
    sheet = window.page.get_by_role("dialog", name="Grup baru")
    await sheet.get_by_role("textbox", name="Nama grup").fill(TITLE)
    await sheet.get_by_role("checkbox", name="Sri").uncheck()
    await sheet.get_by_role("button", name="Buat grup").click()
    await window.sees(ratna, "Anda membuat grup ini")
    await expect(window.phone(ratna)).to_contain_text("3 anggota · bot")
    (group,) = [each for each in await sim.ask("GET", "chats") if ratna in [one["id"] for one in each["members"]]]
    assert ([each["id"] for each in group["members"]], group["bot"]) == ([ratna, deni], "member")
    await expect(window.phone(sri).get_by_role("button", name="Ke daftar percakapan")).to_be_hidden()


async def test_the_list_shows_the_last_line_and_what_is_unread(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    await sim.create_group(TITLE, ratna, deni)
    window = await open_window(ratna, deni)
    await open_group(window, ratna)
    await window.write(ratna, "Selamat pagi")
    await expect(window.phone(deni).get_by_role("button", name="Ke daftar percakapan, 1 pesan baru")).to_be_visible()
    await to_list(window, deni)
    line = chat_list(window, deni).get_by_role("button", name=TITLE)
    await expect(line).to_contain_text("Ratna: Selamat pagi")
    await expect(line.get_by_role("img", name="1 pesan baru")).to_be_visible()
    await line.click()
    await window.sees(deni, "Selamat pagi")
    await to_list(window, deni)
    await expect(line.get_by_role("img")).to_have_count(0)


async def test_others_are_named_above_the_first_of_their_messages(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    group = await sim.create_group(TITLE, ratna, deni)
    for text in ("satu", "dua"):
        await sim.send(deni, text, chat=group)
    window = await open_window(ratna, deni)
    for person in (ratna, deni):
        await open_group(window, person)
        await window.sees(person, "dua")
    await expect(window.phone(ratna).locator(".sender")).to_have_text(["Deni"])
    await expect(window.phone(deni).locator(".sender")).to_have_count(0)


async def test_a_button_in_a_group_answers_the_one_who_pressed_it(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    group = await sim.create_group(TITLE, ratna, deni)
    window = await open_window(ratna, deni)
    await send(window, group, "Pilih satu tombol.", reply_markup=CARD)
    for person in (ratna, deni):
        await open_group(window, person)
    await window.phone(deni).get_by_role("button", name="Toast").click()
    await expect(window.phone(deni).get_by_text("Terima kasih. Tercatat.")).to_be_visible()
    await expect(window.phone(ratna).get_by_text("Terima kasih. Tercatat.")).to_have_count(0)
    await window.phone(deni).get_by_role("button", name="Ubah").click()
    for person in (ratna, deni):
        await window.sees(person, "Sudah berubah.")


async def test_the_bot_is_put_out_and_taken_in_again(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    group = await sim.create_group(TITLE, ratna)
    window = await open_window(ratna)
    await open_group(window, ratna)
    await choose(window, ratna, "Keluarkan bot")
    await window.sees(ratna, "Anda mengeluarkan simpul_bot")
    await expect(window.phone(ratna)).to_contain_text("1 anggota · tanpa bot")
    await choose(window, ratna, "Tambahkan bot")
    await choose(window, ratna, "Jadikan bot admin")
    await expect(window.phone(ratna)).to_contain_text("2 anggota · bot admin")
    assert (await sim.group(group))["bot"] == "administrator"


async def test_a_group_that_becomes_a_supergroup_keeps_its_lines(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    group = await sim.create_group(TITLE, ratna, deni)
    await sim.send(deni, "sebelumnya", chat=group)
    window = await open_window(ratna, deni)
    await open_group(window, ratna)
    await choose(window, ratna, "Jadikan supergrup")
    for text in ("sebelumnya", "Grup ini menjadi supergrup"):
        await window.sees(ratna, text)
    await window.write(ratna, "sesudahnya")
    await open_group(window, deni)
    for text in ("sebelumnya", "sesudahnya"):
        await window.sees(deni, text)


async def test_who_leaves_a_group_no_longer_has_it(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    await sim.create_group(TITLE, ratna, deni)
    window = await open_window(ratna, deni)
    for person in (ratna, deni):
        await open_group(window, person)
    await choose(window, deni, "Keluar dari grup")
    await window.sees(ratna, "Deni keluar")
    await window.sees(deni, "Selamat datang.")
    await expect(window.phone(deni).get_by_role("button", name="Ke daftar percakapan")).to_be_hidden()


async def test_a_sticker_and_a_group_fit_a_narrow_screen(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    group = await sim.create_group(
        "Forum komunikasi humas pemerintah se-Provinsi Bengkulu dan instansi vertikal", ratna, deni
    )
    await sim.send_sticker(deni, "👍", chat=group)
    window = await open_window(ratna, size=NARROW)
    await to_list(window, ratna)
    await expect(chat_list(window, ratna)).to_contain_text("Deni: Stiker 👍")
    assert await window.page.evaluate("document.documentElement.scrollWidth") == NARROW[0]
    await chat_list(window, ratna).get_by_role("button", name="Forum komunikasi").click()
    sticker = window.phone(ratna).get_by_role("img", name="Stiker 👍")
    await expect(sticker).to_be_visible()
    assert await sticker.evaluate("image => image.naturalWidth") == 512
    assert await window.page.evaluate("document.documentElement.scrollWidth") == NARROW[0]
