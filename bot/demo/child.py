"""The simulator with the bot as its child, and the folder that both keep their things in."""

import asyncio
import os
import shlex
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.demo.control import Control
from bot.demo.network import REGION
from core.clock import Timer

HOST = "127.0.0.1"
BOT_ID = 110201543
TOKEN = f"{BOT_ID}:SIMPUL-DEMO"
CHECKOUT = Path(__file__).resolve().parents[2]
KEPT = "simulator"
READY_SECONDS = 30.0
LOOK_SECONDS = 0.05
END_SECONDS = 20.0
"""The simulator gives the bot twelve of them."""


class DemoRefused(Exception):
    """Why there is no demonstration, and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the demonstration is: an empty or earlier used folder, and a port of this machine."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def database_url(self) -> str:
        return f"sqlite+aiosqlite:///{self.folder / 'bot.db'}"

    @property
    def log(self) -> Path:
        return self.folder / "demo.log"

    def last_words(self) -> str:
        lines = self.log.read_text("utf-8", "replace").strip().splitlines()
        return f"Last words in {self.log}: {lines[-1]}" if lines else ""


def find_place(data: Path, port: int) -> Place:
    """Port 0 takes a free one. Raises DemoRefused for a folder or a port that cannot be used."""
    folder = data.absolute()
    place = Place(folder, _free(port))
    try:
        (folder / KEPT).mkdir(parents=True, exist_ok=True)
        place.log.write_bytes(b"")
    except OSError as error:
        words = f"{data} cannot be written ({error.strerror}). Name another folder: make demo DATA=folder"
        raise DemoRefused(words) from None
    return place


def _free(port: int) -> int:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((HOST, port))
        except (OSError, OverflowError):
            words = f"Port {port} cannot be used; perhaps another demo has it. Name another one: make demo PORT=9000"
            raise DemoRefused(words) from None
        found: int = taken.getsockname()[1]
        return found


@asynccontextmanager
async def running(place: Place) -> AsyncIterator[asyncio.subprocess.Process]:
    """In a session of its own: Ctrl-C reaches only us, and we end the bot before its Telegram is gone."""
    simulator = [sys.executable, "-m", "simulator", "--port", f"{place.port}", "--token", TOKEN, "--data", KEPT]
    bot = shlex.join([sys.executable, "-m", "bot", "run"])
    with place.log.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *simulator,
            "--run",
            bot,
            "--hold",
            cwd=place.folder,
            env=_environment(place),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        await _end(process)


def _environment(place: Place) -> dict[str, str]:
    """Every setting is given, and the working folder is ours: no `.env` and no real token come near the bot."""
    return {
        **os.environ,
        "PYTHONPATH": f"{CHECKOUT}",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_BASE_URL": f"{place.url}/bot",
        "TELEGRAM_FILE_BASE_URL": f"{place.url}/file/bot",
        "DATABASE_URL": place.database_url,
        "BUREAU_REGION": REGION,
        "CLOCK_URL": f"{place.url}/sim/clock",
        "SEND_WINDOW": "8",
        "SEND_RATE": "28",
        "LOG_LEVEL": "info",
        "LOG_FORMAT": "text",
    }


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), END_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


async def until_it_answers(place: Place, process: asyncio.subprocess.Process, control: Control) -> None:
    """Raises DemoRefused when the simulator ends instead, or never answers."""
    timer = Timer()
    deadline = timer.now() + READY_SECONDS
    while process.returncode is None and timer.now() < deadline:
        try:
            await control.get("bot")
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(LOOK_SECONDS)
        else:
            return
    words = f"The simulator does not start; perhaps another demo uses {place.folder}. {place.last_words()}"
    raise DemoRefused(words)


async def until_the_bot_runs(place: Place, control: Control) -> None:
    """Starts it, and waits until it has asked Telegram who it is. Raises DemoRefused when it ends instead, or
    never asks."""
    await control.post("process", {"start": True})
    timer = Timer()
    deadline = timer.now() + READY_SECONDS
    while (await control.get("process"))["running"] and timer.now() < deadline:
        if await control.get("journal", method="getMe", limit=1, wait=1):
            return
    raise DemoRefused(f"The bot does not start. {place.last_words()}")
