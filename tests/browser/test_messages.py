"""How messages look: entities, markup, long chats, what arrives while one reads above."""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Open, Window
from tests.browser.scripted_bot import CARD
from tests.support.simulator import Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")
DRAWN = 110
MOST_DRAWN = 230


async def send(window: Window, chat: int, text: str, **more: Any) -> None:
    """The bot sends, past its script."""
    await window.call("sendMessage", chat_id=chat, text=text, **more)


async def scroll_until(log: Locator, top: int, found: Locator) -> int:
    """Scrolls on in one direction until it is there; the most messages that the page held on the way."""
    most = 0
    for _ in range(120):
        await log.evaluate("(log, top) => log.scrollTo(0, top)", top)
        most = max(most, await log.get_by_role("article").count())
        if await found.count():
            return most
    raise AssertionError("it never came")


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


async def fill(window: Window, person: int) -> None:
    """Two thousand messages of the bot, copied by the hundred; the last of them has buttons."""
    await send(window, person, "Paling awal")
    first = [await window.call("sendMessage", chat_id=person, text=f"Pesan {number}") for number in range(100)]
    ids = [message["message_id"] for message in first]
    for _ in range(19):
        await window.call("copyMessages", chat_id=person, from_chat_id=person, message_ids=ids)
    await send(window, person, "Paling akhir", reply_markup=CARD)


async def test_five_long_chats_hold_a_few_rows_each_and_answer_presses(sim: Sim, open_window: Open) -> None:
    people = [await sim.person(name) for name in ("Ratna", "Hendra", "Yusuf", "Deni", "Rani")]
    window = await open_window()

    for person in people:
        await fill(window, person)
    window = await open_window(*people)
    for person in people:
        await window.sees(person, "Paling akhir")
        assert await window.phone(person).get_by_role("article").count() <= DRAWN
    log = window.phone(people[2]).get_by_role("log")
    first, last = (log.get_by_text(words, exact=True) for words in ("Paling awal", "Paling akhir"))
    assert await scroll_until(log, 0, first) <= MOST_DRAWN
    await expect(last).to_have_count(0)
    for _ in range(10):
        await log.evaluate("log => log.scrollTo(0, log.scrollHeight)")
        await window.page.evaluate("() => new Promise(requestAnimationFrame)")
    await expect(first).to_have_count(0)
    await window.phone(people[2]).get_by_role("button", name="Ke pesan terbaru").click()
    await window.sees(people[2], "Paling akhir")
    assert len(await sim.inbox(people[2])) > 2_000
    for person in people:
        await window.phone(person).get_by_role("button", name="Toast").click()
        await expect(window.phone(person).get_by_text("Terima kasih. Tercatat.")).to_be_visible()


async def test_a_row_stays_where_it_is_while_others_change(sim: Sim, open_window: Open) -> None:
    yusuf = await sim.person("Yusuf")
    window = await open_window(yusuf)
    sent = [await window.call("sendMessage", chat_id=yusuf, text=f"Pesan {number}") for number in range(40)]
    await window.sees(yusuf, "Pesan 39")
    log = window.phone(yusuf).get_by_role("log")
    await log.evaluate("log => log.scrollTo(0, log.scrollHeight / 2)")
    await expect(window.phone(yusuf).get_by_role("button", name="Ke pesan terbaru")).to_be_visible()
    row = log.get_by_text("Pesan 20", exact=True)
    top = "row => row.getBoundingClientRect().top"
    before = await row.evaluate(top)
    longer = "lebih panjang\n" * 8
    for number in (2, 5):
        await window.call("editMessageText", chat_id=yusuf, message_id=sent[number]["message_id"], text=longer)
    await expect(log.locator(".row.is-edited")).to_have_count(2)
    assert abs(await row.evaluate(top) - before) < 2  # the screen has whole pixels only


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
