"""Buttons and keys of every kind, and the reply that a bot asks for."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.test_messages import send
from tests.support.simulator import Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_button_that_opens_something_else_says_what_it_would_open(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    opening: list[dict[str, Any]] = [
        {"text": "Formulir", "web_app": {"url": "https://example.org/app"}},
        {"text": "Masuk", "login_url": {"url": "https://example.org/masuk"}},
        {"text": "Bagikan", "switch_inline_query": "kabar"},
    ]
    await send(window, ratna, "Pilih.", reply_markup={"inline_keyboard": [opening]})
    words = ("https://example.org/app", "https://example.org/masuk", "tidak dimainkan")
    for button, word in zip(opening, words, strict=True):
        await phone.get_by_role("button", name=str(button["text"])).click()
        notice = phone.get_by_role("alertdialog", name=str(button["text"]))
        await expect(notice).to_contain_text(word)
        await notice.get_by_role("button", name="Oke").click()
        await expect(notice).to_have_count(0)
    assert len(window.page.context.pages) == 1


async def test_styled_buttons_and_links_look_as_they_are(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    styles = ("primary", "success", "danger")
    row = [{"text": style, "callback_data": style, "style": style} for style in styles]
    link = {"text": "Jadwal", "url": "https://example.org/jadwal"}
    await send(window, ratna, "Pilih.", reply_markup={"inline_keyboard": [row, [link]]})
    grounds = [
        await phone.get_by_role("button", name=style).evaluate("node => getComputedStyle(node).backgroundColor")
        for style in styles
    ]
    assert len(set(grounds)) == 3
    await expect(phone.get_by_role("link", name="Jadwal")).to_have_attribute("href", "https://example.org/jadwal")
    await expect(phone.get_by_role("link", name="Jadwal")).to_have_attribute("rel", "noopener noreferrer")


async def test_keys_ask_for_a_contact_and_a_place(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    asking = [{"text": "Nomor saya", "request_contact": True}, {"text": "Tempat saya", "request_location": True}]
    await send(
        window,
        ratna,
        "Di mana?",
        reply_markup={"keyboard": [asking, [{"text": "Aplikasi", "web_app": {"url": "https://example.org/"}}]]},
    )
    await phone.get_by_role("button", name="Nomor saya").click()
    await expect(phone.locator(".row.out .contact")).to_contain_text("Ratna")
    await phone.get_by_role("button", name="Tempat saya").click()
    sheet = window.page.get_by_role("dialog", name="Kirim lokasi")
    await sheet.get_by_label("Lintang").fill("-3.5")
    await sheet.get_by_role("button", name="Kirim lokasi").click()
    await expect(phone.get_by_role("link", name="Buka peta, -3.50000, 102.25920")).to_be_visible()
    await phone.get_by_role("button", name="Aplikasi").click()
    await expect(phone.get_by_role("alertdialog", name="Aplikasi")).to_contain_text("tidak dimainkan")
    told = [each["update"]["message"] for each in await sim.updates() if each["kind"] == "message"]
    assert told[-1]["location"]["latitude"] == -3.5
    assert told[-2]["contact"]["user_id"] == ratna


async def test_a_keyboard_for_one_press_goes_and_its_words_stand_in_the_box(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    keys = {"keyboard": [[{"text": "Hadir"}]], "one_time_keyboard": True, "input_field_placeholder": "Tekan satu"}
    await send(window, ratna, "Hadir?", reply_markup=keys)
    await expect(phone.get_by_placeholder("Tekan satu")).to_be_visible()
    tall = await phone.get_by_role("button", name="Hadir").evaluate("key => key.offsetHeight")
    await phone.get_by_role("button", name="Hadir").click()
    await expect(phone.get_by_role("button", name="Hadir")).to_have_count(0)
    await window.sees(ratna, "Diterima: Hadir")
    await send(window, ratna, "Lagi?", reply_markup={"keyboard": [[{"text": "Lagi"}]], "resize_keyboard": True})
    assert await phone.get_by_role("button", name="Lagi").evaluate("key => key.offsetHeight") < tall


async def test_a_bot_that_asks_for_a_reply_has_it_opened(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    await send(window, ratna, "Apa alasannya?", reply_markup={"force_reply": True, "input_field_placeholder": "Alasan"})
    await expect(phone.locator(".composer .quote")).to_contain_text("Apa alasannya?")
    await phone.get_by_placeholder("Alasan").fill("Ada tugas lain")
    await phone.get_by_placeholder("Alasan").press("Enter")
    await window.sees(ratna, "Balasan atas: Apa alasannya?")
    await expect(phone.get_by_placeholder("Alasan")).to_have_count(0)


async def test_a_request_for_a_reply_leaves_alone_who_is_writing(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    window = await open_window(ratna, deni)
    box = window.phone(ratna).get_by_role("textbox")
    await box.fill("sedang menulis")
    for person in (ratna, deni):
        await send(window, person, "Apa alasannya?", reply_markup={"force_reply": True})
    await expect(window.phone(deni).locator(".composer .quote")).to_be_visible()
    await expect(window.phone(ratna).locator(".composer .quote")).to_have_count(0)
    await expect(box).to_be_focused()
    await expect(box).to_have_value("sedang menulis")


async def test_the_menu_of_commands_follows_the_language_of_the_phone(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna", language_code="id"), await sim.person("Deni", language_code="en")
    window = await open_window(ratna, deni)
    bantuan = [{"command": "bantuan", "description": "Cara memakai bot"}]
    await window.call("setMyCommands", commands=[{"command": "help", "description": "How to use the bot"}])
    await window.call("setMyCommands", commands=bantuan, language_code="id")
    for person, entry in ((ratna, "/bantuan Cara memakai bot"), (deni, "/help How to use the bot")):
        await window.phone(person).get_by_role("button", name="Perintah bot").click()
        await window.page.get_by_role("menuitem", name=entry).click()
        await window.sees(person, f"Diterima: {entry.split()[0]}")
    await window.call("deleteMyCommands")
    await window.phone(deni).get_by_role("button", name="Perintah bot").click()
    await expect(window.phone(deni).get_by_text("Bot ini belum punya daftar perintah.")).to_be_visible()
