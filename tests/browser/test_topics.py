"""Forums on the page: choosing a topic, writing into it, making and closing one."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Open, Window
from tests.browser.test_groups import choose, to_list
from tests.browser.test_messages import send
from tests.support.simulator import Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")
TITLE = "Forum Humas"
NARROW = (390, 844)


async def forum(sim: Sim, *members: int) -> int:
    about = {"type": "supergroup", "title": TITLE, "members": list(members), "forum": True, "bot_admin": True}
    return int((await sim.ask("POST", "chats", about))["id"])


async def topic(sim: Sim, chat: int, name: str) -> int:
    return int((await sim.ask("POST", f"chats/{chat}/topics", {"name": name}))["thread"])


async def open_forum(window: Window, person: int) -> None:
    await to_list(window, person)
    await window.phone(person).get_by_role("button", name=TITLE).click()


def tab(window: Window, person: int, name: str) -> Locator:
    return window.phone(person).get_by_role("tab", name=name)


async def test_a_topic_shows_only_what_stands_in_it_and_is_written_into(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    chat = await forum(sim, ratna)
    genre, rapat = await topic(sim, chat, "Genre"), await topic(sim, chat, "Rapat")
    window = await open_window(ratna)
    await send(window, chat, "Kabar Genre", message_thread_id=genre)
    await send(window, chat, "Undangan rapat", message_thread_id=rapat)
    await open_forum(window, ratna)
    await window.sees(ratna, "Kabar Genre")
    await expect(window.phone(ratna).get_by_role("button", name="# Rapat")).to_be_visible()
    await tab(window, ratna, "Genre").click()
    await expect(window.phone(ratna).get_by_text("Undangan rapat")).to_have_count(0)
    await expect(window.phone(ratna).get_by_role("button", name="# Genre")).to_have_count(0)
    await window.write(ratna, "Terima kasih")
    await window.sees(ratna, "Terima kasih")
    await tab(window, ratna, "Umum").click()
    await window.sees(ratna, "Anda menambahkan simpul_bot")
    await expect(window.phone(ratna).get_by_text("Terima kasih", exact=True)).to_have_count(0)
    await window.write(ratna, "Untuk semua")
    await window.sees(ratna, "Untuk semua")
    threads = {item.text: item.raw["thread"] for item in await sim.messages(chat) if not item.by_bot and item.text}
    assert threads == {"Terima kasih": genre, "Untuk semua": None}


async def test_a_reply_among_all_topics_goes_where_the_message_stands(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    chat = await forum(sim, ratna)
    genre = await topic(sim, chat, "Genre")
    window = await open_window(ratna)
    await send(window, chat, "Siapa hadir?", message_thread_id=genre)
    await open_forum(window, ratna)
    await window.phone(ratna).get_by_text("Siapa hadir?").dblclick()
    await window.write(ratna, "Saya")
    await window.sees(ratna, "Saya")
    assert [item.raw["thread"] for item in await sim.messages(chat) if item.text == "Saya"] == [genre]


async def test_a_message_is_passed_on_into_a_topic(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    chat = await forum(sim, ratna)
    genre = await topic(sim, chat, "Genre")
    window = await open_window(ratna)
    await window.choose_on(window.phone(ratna).locator(".row.in").last, "Teruskan …")
    await window.page.get_by_role("dialog").get_by_role("button", name="# Genre").click()
    await expect(window.phone(ratna).get_by_text("Diteruskan dari simpul_bot")).to_be_visible()
    assert [item.raw["thread"] for item in await sim.messages(chat) if item.text == "Selamat datang."] == [genre]


async def test_a_topic_out_of_sight_counts_what_is_new(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    chat = await forum(sim, ratna)
    genre = await topic(sim, chat, "Genre")
    window = await open_window(ratna)
    await open_forum(window, ratna)
    await tab(window, ratna, "Umum").click()
    await send(window, chat, "satu", message_thread_id=genre)
    await send(window, chat, "dua", message_thread_id=genre)
    count = tab(window, ratna, "Genre").get_by_role("img", name="2 pesan baru")
    await expect(count).to_be_visible()
    await tab(window, ratna, "Genre").click()
    await window.sees(ratna, "dua")
    await expect(count).to_have_count(0)


async def test_a_topic_is_made_closed_and_opened_again_on_a_narrow_screen(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    await forum(sim, ratna, deni)
    window = await open_window(ratna, deni, size=NARROW)
    await open_forum(window, ratna)
    await window.phone(ratna).get_by_role("button", name="Topik baru").click()
    sheet = window.page.get_by_role("dialog", name="Topik baru")
    await sheet.get_by_role("textbox").fill("Bencana")
    await sheet.get_by_role("button", name="Buat topik").click()
    await window.sees(ratna, "Anda membuat topik “Bencana”")
    await choose(window, ratna, "Tutup topik ini")
    await window.sees(ratna, "Anda menutup topik “Bencana”")
    await window.page.get_by_role("tab", name="Deni").click()
    await open_forum(window, deni)
    await tab(window, deni, "Bencana").click()
    await expect(window.phone(deni).get_by_text("Topik ini ditutup.")).to_be_visible()
    await expect(window.phone(deni).get_by_role("textbox")).to_be_hidden()
    await window.page.get_by_role("tab", name="Ratna").click()
    await choose(window, ratna, "Buka kembali topik ini")
    await window.page.get_by_role("tab", name="Deni").click()
    await window.write(deni, "Siap")
    await window.sees(deni, "Siap")
    assert await window.page.evaluate("document.documentElement.scrollWidth") == NARROW[0]


async def test_a_new_group_may_have_topics(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    window = await open_window(ratna, deni)
    await window.choose(ratna, "Grup baru")
    sheet = window.page.get_by_role("dialog", name="Grup baru")
    await sheet.get_by_role("textbox", name="Nama grup").fill(TITLE)
    await sheet.get_by_role("checkbox", name="Dengan topik (forum)").check()
    await sheet.get_by_role("button", name="Buat grup").click()
    await expect(tab(window, ratna, "Umum")).to_be_visible()
    (made,) = [each for each in await sim.ask("GET", "chats") if ratna in [one["id"] for one in each["members"]]]
    assert (made["type"], made["forum"]) == ("supergroup", True)
