"""Both appearances and both widths: readable, nothing cut off, the keyboard sees where it is."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import WIDE, Open, Window
from tests.browser.pictures import png
from tests.browser.scripted_bot import CARD
from tests.browser.sounds import wav
from tests.browser.test_messages import send
from tests.support.simulator import Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")
READABLE = Path(__file__).with_name("readable.js").read_text()
NARROW = (390, 844)
MARKED = """() => {
  const node = document.activeElement;
  const look = () => {
    const { outlineStyle, outlineWidth, borderColor, backgroundColor } = getComputedStyle(node);
    return [outlineStyle === "none" ? 0 : outlineWidth, borderColor, backgroundColor].join();
  };
  const focused = look();
  node.blur();
  const plain = look();
  node.focus({ focusVisible: true });
  return focused !== plain;
}"""
LOOKS = [(size, scheme) for size in (WIDE, NARROW) for scheme in ("light", "dark")]


async def full_chat(sim: Sim, window: Window, person: int) -> None:
    """One of each kind of message."""
    await sim.send_file(person, ("poster.png", png(80, 60)))
    await sim.send_file(person, ("surat.pdf", b"%PDF" * 900), kind="document")
    await window.upload("sendVoice", "voice", wav("suara.wav", 2), chat_id=str(person))
    options = [{"text": "08.00"}, {"text": "09.00"}]
    poll = await window.call("sendPoll", chat_id=person, question="Jam berapa?", options=options)
    await sim.ask("POST", f"people/{person}/vote", {"message_id": poll["message_id"], "options": [0]})
    await window.call("sendPoll", chat_id=person, question="Di mana?", options=options)
    await window.call("sendVenue", chat_id=person, latitude=-3.8, longitude=102.3, title="Aula", address="Jl. Kapuas")
    await window.call("sendContact", chat_id=person, phone_number="+62811", first_name="Sari")
    words = "<b>Tebal</b> <code>480/12</code> <blockquote>kutipan</blockquote> https://example.org /bantuan @deni"
    styles = [{"text": style, "callback_data": style, "style": style} for style in ("primary", "success", "danger")]
    markup = {"inline_keyboard": [styles, *CARD["inline_keyboard"]]}
    await window.call("sendMessage", chat_id=person, text=words, parse_mode="HTML", reply_markup=markup)
    await sim.send(person, "siap", reply_to=poll["message_id"])


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
async def test_all_words_are_readable_and_nothing_sticks_out(
    sim: Sim, open_window: Open, size: tuple[int, int], scheme: Any
) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna, size=size, scheme=scheme)
    await window.page.emulate_media(reduced_motion="reduce", color_scheme=scheme)
    await full_chat(sim, window, ratna)
    await window.sees(ratna, "Balasan atas: sesuatu tanpa kata")
    assert await window.page.evaluate(READABLE) == []
    assert await window.page.evaluate("document.documentElement.scrollWidth") == size[0]
    log = window.phone(ratna).get_by_role("log")
    assert await log.evaluate("log => log.scrollWidth - log.clientWidth") == 0
    await window.page.get_by_role("button", name="Panel pemeriksaan").click()
    for pane in ("Gangguan", "Transkrip", "Panggilan"):
        await window.page.get_by_role("tab", name=pane, exact=True).click()
        await expect(window.page.get_by_role("tabpanel", name=pane)).to_be_visible()
        assert await window.page.evaluate(READABLE) == [], pane
    assert await window.page.evaluate("document.documentElement.scrollWidth") == size[0]


async def test_the_panel_covers_a_narrow_screen_and_is_left_again(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna, size=NARROW)
    await window.page.get_by_role("button", name="Panel pemeriksaan").click()
    sizes = "drawer => [drawer.offsetWidth, drawer.offsetHeight]"
    assert await window.page.locator("#drawer").evaluate(sizes) == list(NARROW)
    await window.page.get_by_role("tab", name="Gangguan").click()
    await window.page.get_by_role("button", name="Lambat 2 detik").click()
    await window.page.get_by_role("button", name="Hentikan gangguan ini").click()
    await expect(window.page.get_by_text("Tidak ada gangguan.")).to_be_visible()
    await window.page.locator("#drawer").get_by_role("button", name="Tutup").click()
    await expect(window.phone(ratna)).to_be_visible()
    await window.page.get_by_role("button", name="Proses bot").click()
    await expect(window.page.get_by_role("button", name="Matikan (KILL)")).to_be_visible()
    await window.page.keyboard.press("Escape")
    await window.page.get_by_role("button", name="Jam simulasi").click()
    await expect(window.page.get_by_role("button", name="besok 16.00")).to_be_visible()


async def test_whatever_the_keyboard_reaches_is_marked(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await send(window, ratna, "Pilih.", reply_markup=CARD)
    await expect(window.phone(ratna).get_by_role("button", name="Toast")).to_be_visible()
    reached: list[str] = []
    for _ in range(32):
        await window.page.keyboard.press("Tab")
        name = await window.page.evaluate("document.activeElement.ariaLabel || document.activeElement.textContent")
        if await window.page.evaluate("document.activeElement === document.body"):
            break
        assert await window.page.evaluate(MARKED), name
        reached.append(name)
    for name in ("Jam simulasi", "Pilihan ponsel", "Toast", "Umumkan", "Tulis pesan"):
        assert name in " ".join(reached)
