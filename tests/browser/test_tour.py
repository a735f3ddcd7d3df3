"""The first minute of the demonstration, played on the page by the real bot and its crowd; its end is a real kill."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from tests.browser.conftest import Open, Window
from tests.support.demo import Demo, demo

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]
RATNA, HENDRA, YUSUF, DENI, RANI = CAST = range(1001, 1006)
NARROW = (390, 844)
A_SCENE = 60_000
SCENES = (
    "Hari yang keliru ditemukan sebelum terkirim.",
    "Orang kedua menyetujui. Penerima diketahui sebelum dikirim.",
    "Satu ketukan: dibaca, dihitung per unit.",
    "Kabar daerah: satu foto, beberapa ketukan, kembali ke semua.",
    "Pengingat datang sendiri. Sekarang giliran Anda.",
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    folder: Path = tmp_path_factory.mktemp("demo")
    async with demo(folder) as running:
        yield running


def strip(window: Window) -> Locator:
    return window.page.get_by_role("region", name="Cerita satu menit")


def choice(window: Window, name: str) -> Locator:
    return strip(window).get_by_role("button", name=name, exact=True)


async def skip_to(window: Window, caption: str) -> None:
    await expect(strip(window)).to_contain_text(caption, timeout=A_SCENE)
    if await choice(window, "Lewati").is_visible():
        await choice(window, "Lewati").click()


async def test_the_first_minute_is_played_paused_by_a_touch_and_ends_with_a_kill(
    stage: Demo, open_window: Open
) -> None:
    window = await open_window(*CAST, url=stage.sim.url)
    await expect(strip(window)).to_contain_text("Satu pesan turun ke 63 unit.")
    await choice(window, "Putar").click()
    await choice(window, "Lewati").click()
    await skip_to(window, SCENES[0])
    await window.phone(DENI).get_by_role("log").click()
    await expect(strip(window)).to_contain_text("Cerita dijeda. Layar ada di tangan Anda.")
    await choice(window, "Lanjutkan").click()
    for caption in SCENES[1:]:
        await skip_to(window, caption)
    await expect(choice(window, "Putar lagi")).to_be_visible(timeout=A_SCENE)
    await _everything_was_real(stage)
    killed = (await stage.sim.ask("GET", "process"))["pid"]
    await choice(window, "Matikan bot").click()
    await expect(strip(window)).to_contain_text("116 dari 116, tidak ada yang terlewat", timeout=2 * A_SCENE)
    await expect(strip(window)).to_contain_text("Dihitung oleh simulator: 116 orang, ")
    assert (await stage.sim.ask("GET", "process"))["pid"] != killed
    assert (await stage.sim.ask("GET", "copies", text="📢 BKL-0413 v1"))["people"] == 116


async def _everything_was_real(stage: Demo) -> None:
    """What the phones show at the end came from the bot: the mended words, a count by unit, news, a reminder."""
    said = await stage.sim.transcript(YUSUF)
    assert "pada Selasa, 22 Desember 2026 pukul 09.00 WIB" in said
    assert "⏰ Besok, Rabu, 2 Desember 2026 pukul 09.00 WIB" in said
    assert "BKL-0412 · terkirim 116 dari 118 petugas" in await stage.sim.transcript(RATNA)
    assert "PIK-R SMKN 9 Kaur dikukuhkan" in await stage.sim.transcript(HENDRA)
    assert "⏰" not in await stage.sim.transcript(RANI), "her forum declined"


async def test_who_has_seen_it_begins_with_the_phones_and_may_play_it_again(stage: Demo, open_window: Open) -> None:
    window = await open_window(*CAST, url=stage.sim.url, size=NARROW)
    await choice(window, "Coba sendiri").click()
    await expect(strip(window)).to_be_hidden()
    await window.page.reload()
    await expect(window.page.get_by_role("tab", name="Ratna")).to_be_visible()
    await expect(strip(window)).to_be_hidden()
    for button in await window.page.get_by_role("banner").get_by_role("button").all():
        box = await button.bounding_box()
        assert box is None or box["x"] + box["width"] <= NARROW[0], "cut off at the edge"
    await window.page.get_by_role("button", name="Cerita satu menit").click()
    await expect(choice(window, "Putar")).to_be_visible()
    await window.page.get_by_role("button", name="English").click()
    await expect(window.page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert await window.page.evaluate("document.documentElement.scrollWidth") == NARROW[0]


async def test_a_story_that_cannot_go_on_says_what_is_missing(stage: Demo, open_window: Open) -> None:
    window = await open_window(*CAST, url=stage.sim.url)
    script = await stage.sim.ask("GET", "tour")
    step = {"do": "press", "person": RATNA, "button": "Tombol yang tidak ada", "within": 0.5}
    await stage.sim.ask("POST", "tour", {"scenes": [{"caption": {"id": "Satu langkah."}, "steps": [step]}]})
    await window.page.reload()
    await choice(window, "Putar").click()
    await expect(strip(window)).to_contain_text("“Tombol yang tidak ada” belum tampil di ponsel Ratna.")
    await stage.sim.ask("POST", "tour", {name: script[name] for name in ("scenes", "encore")})
