"""Indonesian and English: both complete, and nothing of one on a page in the other."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Open, Window
from tests.support.simulator import Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")
SENTENCES = """async () => {
  const { TEXTS } = await import("/page/js/texts.js");
  return TEXTS;
}"""
SHOWN = """() => {
  const said = [];
  const own = ".row, .service, .shelf-list, .owner, .chat-head strong, .brand, .calls, .code, select, .people";
  for (const node of document.body.querySelectorAll("*")) {
    if (node.closest(own)) continue;
    for (const name of ["aria-label", "title", "placeholder"]) said.push(node.getAttribute(name) ?? "");
    for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE) said.push(child.textContent);
  }
  return [...new Set(said.map((words) => words.trim()).filter(Boolean))];
}"""


async def sentences(window: Window) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = await window.page.evaluate(SENTENCES)
    return found


def places(sentence: str) -> set[str]:
    return {part.split("}")[0] for part in sentence.split("{")[1:]}


async def test_both_languages_have_the_same_sentences_with_the_same_places(open_window: Open) -> None:
    texts = await sentences(await open_window())
    assert texts["id"].keys() == texts["en"].keys()
    assert {key for key in texts["id"] if places(texts["id"][key]) != places(texts["en"][key])} == set()
    assert [key for language in texts.values() for key, words in language.items() if not words.strip()] == []


async def open_everything(window: Window, person: int, names: dict[str, str]) -> list[str]:
    """All that the page says with its panels, menus and sheets open one after another."""
    page, phone = window.page, window.phone(person)
    said: list[str] = await page.evaluate(SHOWN)
    await phone.get_by_role("button", name=names["phoneMenu"]).click()
    said += await page.evaluate(SHOWN)
    for entry in ("settings", "openLink", "newGroup", "swap"):
        await page.get_by_role("menuitem", name=names[entry]).click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        said += await page.evaluate(SHOWN)
        await page.get_by_role("dialog").get_by_role("button", name=names["close"]).click()
        await phone.get_by_role("button", name=names["phoneMenu"]).click()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name=names["panel"]).click()
    for pane in ("faults", "transcript", "calls"):
        await page.get_by_role("tab", name=names[pane], exact=True).click()
        said += await page.evaluate(SHOWN)
    return said


@pytest.mark.parametrize("language", ["id", "en"])
async def test_nothing_on_the_page_stays_in_the_other_language(sim: Sim, open_window: Open, language: str) -> None:
    ratna = await sim.person("Ratna")
    await sim.create_group("Humas Bengkulu", ratna)
    window = await open_window(ratna)
    texts = await sentences(window)
    other = "en" if language == "id" else "id"
    if language == "en":
        await window.page.get_by_role("button", name="English").click()
    said = await open_everything(window, ratna, texts[language])
    foreign = {
        words for key, words in texts[other].items() if words not in texts[language].values() and key != "language"
    }
    assert len(set(said)) > 60
    assert set(said) & foreign == set()
