"""How messages look: entities, markup, long chats, what arrives while one reads above."""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Open, Window
from tests.support.simulator import TOKEN, Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")
LONG = 1_000
DRAWN = 110


async def send(window: Window, chat: int, text: str, **more: Any) -> None:
    """The bot sends, past its script."""
    url = f"{window.url}/bot{TOKEN}/sendMessage"
    answer = await window.page.request.post(url, data={"chat_id": chat, "text": text, **more})
    assert answer.ok, await answer.text()


async def distance_to_end(log: Locator) -> float:
    return float(await log.evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight"))


async def test_entities_are_placed_by_utf16_units(sim: Sim, open_window: Open) -> None:
    hendra = await sim.person("Hendra")
    window = await open_window(hendra)
    text = "👩‍👩‍👧 tebal miring rahasia"
    places = {word: len(text[: text.index(word)].encode("utf-16-le")) // 2 for word in ("tebal", "miring", "rahasia")}
    kinds = {"tebal": "bold", "miring": "italic", "rahasia": "spoiler"}
    entities = [{"type": kinds[word], "offset": at, "length": len(word)} for word, at in places.items()]
    await send(window, hendra, text, entities=entities)
    message = window.phone(hendra).locator(".row").last
    await expect(message.locator("b")).to_have_text("tebal")
    await expect(message.locator("i")).to_have_text("miring")
    hidden = message.get_by_role("button", name="Teks tersembunyi")
    await expect(hidden).to_have_text("rahasia")
    await hidden.click()
    await expect(message.get_by_role("button", name="Teks tersembunyi")).to_have_count(0)


async def test_nested_entities_keep_all_their_text(sim: Sim, open_window: Open) -> None:
    hendra = await sim.person("Hendra")
    window = await open_window(hendra)
    entities = [
        {"type": "blockquote", "offset": 0, "length": 15},
        {"type": "bold", "offset": 0, "length": 10},
        {"type": "italic", "offset": 5, "length": 5},
    ]
    await send(window, hendra, "satu dua tiga empat", entities=entities)
    message = window.phone(hendra).locator(".row").last
    await expect(message.locator("blockquote > b > i")).to_have_text("dua t")
    await expect(message.locator(".text")).to_have_text("satu dua tiga empat")


async def test_markup_in_names_and_texts_stays_text(sim: Sim, open_window: Open) -> None:
    mean = '<img src=x onerror="document.title=1"><b>tebal</b>'
    person = await sim.person(mean[:60])
    window = await open_window(person)
    link = {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/"}
    await send(window, person, mean, entities=[link])
    await window.write(person, mean)
    await window.sees(person, f"Diterima: {mean}")
    assert await window.page.locator("img[src='x'], .bubble b").count() == 0
    assert await window.page.title() == "Simulator"


async def test_a_long_chat_shows_its_end_and_older_messages_on_the_way_up(sim: Sim, open_window: Open) -> None:
    yusuf = await sim.person("Yusuf")
    window = await open_window()
    for number in range(LONG):
        await send(window, yusuf, f"Pesan {number}")
    window = await open_window(yusuf)
    log = window.phone(yusuf).get_by_role("log")
    await window.sees(yusuf, f"Pesan {LONG - 1}")
    assert await log.get_by_role("article").count() <= DRAWN
    await log.evaluate("log => log.scrollTo(0, 0)")
    await expect(log.get_by_text(f"Pesan {LONG - 150}", exact=True)).to_be_attached()


async def test_a_reader_above_is_left_in_place_and_told_of_new_messages(sim: Sim, open_window: Open) -> None:
    yusuf = await sim.person("Yusuf")
    window = await open_window(yusuf)
    for number in range(40):
        await send(window, yusuf, f"Pesan {number}")
    await window.sees(yusuf, "Pesan 39")
    log = window.phone(yusuf).get_by_role("log")
    await log.evaluate("log => log.scrollTo(0, 300)")
    await expect(window.phone(yusuf).get_by_role("button", name="Ke pesan terbaru")).to_be_visible()  # it is noticed
    for number in range(3):
        await send(window, yusuf, f"Baru {number}")
    await expect(log.get_by_text("Baru 2", exact=True)).to_be_attached()
    assert await log.evaluate("log => log.scrollTop") == 300
    await window.phone(yusuf).get_by_role("button", name="3 pesan baru").click()
    await window.sees(yusuf, "Baru 2")
    assert await distance_to_end(log) < 2


async def test_the_end_stays_in_sight_while_messages_arrive(sim: Sim, open_window: Open) -> None:
    yusuf = await sim.person("Yusuf")
    window = await open_window(yusuf)
    for number in range(60):
        await send(window, yusuf, f"Pesan {number}")
    await window.sees(yusuf, "Pesan 59")
    assert await distance_to_end(window.phone(yusuf).get_by_role("log")) < 2
