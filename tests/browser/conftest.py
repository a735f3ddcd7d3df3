"""One browser and one simulator with its bot a run; one window a test, which fails on any error in the console."""

import os
import shlex
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, FilePayload, Locator, Page, async_playwright, expect

from tests.support.simulator import TOKEN, Sim, connect, serve

BOT = Path(__file__).with_name("scripted_bot.py")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = (1440, 900)
session = pytest.mark.asyncio(loop_scope="session")


@dataclass(slots=True)
class Window:
    """A page of phones in the browser, and what went wrong in it."""

    page: Page
    url: str
    errors: list[str] = field(default_factory=list)

    def phone(self, person: int) -> Locator:
        return self.page.locator(f'.phone[data-person="{person}"]')

    async def call(self, method: str, **params: Any) -> Any:
        """The bot calls, past its script."""
        answer = await self.page.request.post(f"{self.url}/bot{TOKEN}/{method}", data=params)
        assert answer.ok, await answer.text()
        return (await answer.json())["result"]

    async def upload(self, method: str, kind: str, file: FilePayload, **params: str) -> Any:
        """The bot sends a file, past its script."""
        url = f"{self.url}/bot{TOKEN}/{method}"
        answer = await self.page.request.post(url, multipart={kind: file, **params})
        assert answer.ok, await answer.text()
        return (await answer.json())["result"]

    async def choose(self, person: int, entry: str) -> None:
        """In the menu of the phone."""
        await self.phone(person).get_by_role("button", name="Pilihan ponsel").click()
        await self.page.get_by_role("menuitem", name=entry).click()

    async def choose_on(self, message: Locator, entry: str) -> None:
        """In the menu of a message."""
        await message.locator(".bubble").click(button="right", position={"x": 8, "y": 8})
        await self.page.get_by_role("menuitem", name=entry).click()

    async def write(self, person: int, text: str) -> None:
        box = self.phone(person).get_by_role("textbox")
        await box.fill(text)
        await box.press("Enter")

    async def sees(self, person: int, text: str) -> None:
        await expect(self.phone(person).get_by_role("log").get_by_text(text, exact=True)).to_be_visible()


Open = Callable[..., Awaitable[Window]]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def simulator_with_bot(port: int, *arguments: str) -> Iterator[str]:
    bot = [sys.executable, str(BOT), f"http://127.0.0.1:{port}", TOKEN]
    with serve("--port", str(port), "--limits", "off", "--run", shlex.join(bot), *arguments) as url:
        yield url


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with simulator_with_bot(free_port()) as url:
        yield url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sim(address: str) -> AsyncIterator[Sim]:
    async with connect(address) as sim:
        yield sim


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_window(browser: Browser, address: str) -> AsyncIterator[Open]:
    """Opens the phones of these people; `size`, `scheme` and `url` as wanted."""
    windows: list[Window] = []

    async def open_one(*people: int, size: tuple[int, int] = WIDE, scheme: Any = "light", url: str = address) -> Window:
        viewport: Any = {"width": size[0], "height": size[1]}
        permissions = ["clipboard-read", "clipboard-write"]
        context = await browser.new_context(viewport=viewport, color_scheme=scheme, permissions=permissions)
        window = Window(await context.new_page(), url)
        windows.append(window)
        listen(window)
        await window.page.goto(f"{url}/#p={','.join(map(str, people))}")
        for person in people:
            await expect(window.page.locator(f"#phone-{person}")).to_be_attached()
        return window

    yield open_one
    for window in windows:
        await window.page.context.close()
    assert [error for window in windows for error in window.errors] == []


def listen(window: Window) -> None:
    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            window.errors.append(message.text)

    def failed(error: Error) -> None:
        window.errors.append(str(error))

    window.page.on("console", heard)
    window.page.on("pageerror", failed)
