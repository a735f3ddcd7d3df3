"""Puts the demonstration on and takes it down: the simulator with the bot as its child, the people, the clock."""

import asyncio
import os
import shlex
import signal
import socket
import sys
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo.cast import CAST, RATNA, Player, crowd_of, everyone, officers
from bot.demo.control import Control, ControlRefused, connect
from bot.demo.crowd import Crowd
from bot.demo.network import REGION, found_network
from bot.logs import set_up_logs
from core.clock import Timer
from core.errors import StorageBusy
from storage.reference import read_sample_units

HOST = "127.0.0.1"
BOT_ID = 110201543
TOKEN = f"{BOT_ID}:SIMPUL-DEMO"
NAME = "Simpul Humas"
FIRST_MOMENT = "2026-11-23T10:15:00+07:00"
CHECKOUT = Path(__file__).resolve().parents[2]
LOG, DATABASE, SIMULATOR = "demo.log", "bot.db", "simulator"
TOLD_TO_END = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
READY_SECONDS = 30.0
"""For the simulator to listen, and then for the bot to answer."""
LOOK_SECONDS = 0.05
END_SECONDS = 20.0
"""The simulator gives the bot twelve of them."""


class DemoRefused(Exception):
    """One sentence: why there is no demonstration, and what to do."""


def show(port: int, data: Path, *, haste: float = 1.0) -> None:
    """Until Ctrl-C or SIGTERM. Port 0 takes a free one; `haste` makes the crowd quicker."""
    set_up_logs("warning", "text", TOKEN)
    try:
        asyncio.run(_until_told(_play(port, data, haste)))
    except (DemoRefused, StorageBusy) as refused:
        sys.exit(f"{refused}")


async def _until_told(work: Coroutine[Any, Any, None]) -> None:
    """Runs `work` to its end, or ends it at the first signal; more signals change nothing."""
    told = asyncio.Event()
    for number in TOLD_TO_END:
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    working, waiting = asyncio.create_task(work), asyncio.create_task(told.wait())
    await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if told.is_set():
        working.cancel()
    with suppress(asyncio.CancelledError):
        await working


async def _play(port: int, data: Path, haste: float) -> None:
    folder, port = _prepared(data), _free(port)
    units = read_sample_units()
    players = everyone(units)
    await found_network(_database_url(folder), BOT_ID, units, players)
    async with _simulator(folder, port) as process, connect(f"http://{HOST}:{port}") as control:
        await _answering(control, process, folder)
        await _set_the_stage(control, players)
        await _until_phones_are_alive(control, folder)
        _tell(port, data)
        crowd = Crowd(control, crowd_of(officers(players, units)), haste)
        try:
            await _until_first_ends(crowd.run(), process.wait())
        finally:
            await _stop_the_clock(control)
    raise DemoRefused(f"The simulator ended by itself. {_last_words(folder)}")


# --- before anything runs


def _prepared(data: Path) -> Path:
    folder = data.absolute()
    try:
        (folder / SIMULATOR).mkdir(parents=True, exist_ok=True)
        (folder / LOG).write_bytes(b"")
    except OSError as error:
        raise DemoRefused(
            f"{data} cannot be written ({error.strerror}). Name another folder: make demo DATA=…"
        ) from None
    return folder


def _free(port: int) -> int:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((HOST, port))
        except OSError as error:
            reason = f"Port {port} cannot be used ({error.strerror})."
            raise DemoRefused(f"{reason} Name another one: make demo PORT={port + 1}") from None
        found: int = taken.getsockname()[1]
        return found


def _database_url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / DATABASE}"


# --- the simulator and the bot


@asynccontextmanager
async def _simulator(folder: Path, port: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """In a session of its own: Ctrl-C reaches only us, and we end the bot before its Telegram is gone."""
    command = [sys.executable, "-m", "simulator", "--port", f"{port}", "--token", TOKEN, "--data", SIMULATOR]
    bot = shlex.join([sys.executable, "-m", "bot", "run"])
    with (folder / LOG).open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *command, "--run", bot, cwd=folder, env=_environment(folder, port),
            stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        await _end(process)


def _environment(folder: Path, port: int) -> dict[str, str]:
    """Every setting is given, and the working folder is ours: no `.env` and no real token come near the bot."""
    url = f"http://{HOST}:{port}"
    return {
        **os.environ,
        "PYTHONPATH": f"{CHECKOUT}",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_BASE_URL": f"{url}/bot",
        "TELEGRAM_FILE_BASE_URL": f"{url}/file/bot",
        "DATABASE_URL": _database_url(folder),
        "BUREAU_REGION": REGION,
        "CLOCK_URL": f"{url}/sim/clock",
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


async def _answering(control: Control, process: asyncio.subprocess.Process, folder: Path) -> None:
    timer = Timer()
    deadline = timer.now() + READY_SECONDS
    while timer.now() < deadline:
        if process.returncode is not None:
            break
        with suppress(aiohttp.ClientConnectionError):
            await control.get("bot")
            return
        await asyncio.sleep(LOOK_SECONDS)
    raise DemoRefused(f"The simulator does not start. {_last_words(folder)}")


def _last_words(folder: Path) -> str:
    lines = (folder / LOG).read_text("utf-8", "replace").strip().splitlines()
    return f"Its last words: {lines[-1]}" if lines else f"See {folder / LOG}"


# --- the people


async def _set_the_stage(control: Control, players: Sequence[Player]) -> None:
    """What is there already stays: a second start goes on where the first one stopped."""
    known = {each["id"]: each for each in await control.get("people")}
    if not known:
        await control.post("clock", {"set": FIRST_MOMENT})
        await control.call_bot(TOKEN, "setMyName", name=NAME)
    await control.post("clock", {"running": True})
    await control.post("people/bulk", [_person(player) for player in players if player.id not in known])
    await control.post("page", {"title": NAME, "phones": [{"person": one.id, "note": one.note} for one in CAST]})
    new = [one.id for one in players if one.started and not known.get(one.id, {}).get("started")]
    await control.post("people/bulk-start", {"ids": new})


def _person(player: Player) -> dict[str, object]:
    first, _, last = player.name.partition(" ")
    person: dict[str, object] = {"id": player.id, "first_name": first, "language_code": "id"}
    return {
        **person,
        **({"last_name": last} if last else {}),
        **({"username": player.username} if player.username else {}),
    }


async def _until_phones_are_alive(control: Control, folder: Path) -> None:
    """The bot has greeted the cast, so that their keys are below the screen."""
    try:
        async with asyncio.timeout(READY_SECONDS):
            for player in CAST:
                await _greeted(control, player.id)
    except TimeoutError:
        raise DemoRefused(f"The bot does not answer. {_last_words(folder)}") from None


async def _greeted(control: Control, person: int) -> None:
    known = 0
    while shown := await control.get(f"people/{person}/inbox", since=known, wait=READY_SECONDS):
        if any(item["from"]["is_bot"] for item in shown):
            return
        known = max(item["seq"] for item in shown)


async def _stop_the_clock(control: Control) -> None:
    """The next start goes on at this moment, however many days later."""
    with suppress(aiohttp.ClientError, TimeoutError, ControlRefused):
        await control.post("clock", {"running": False})


async def _until_first_ends(*works: Coroutine[Any, Any, object]) -> None:
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _tell(port: int, data: Path) -> None:
    print(f"{NAME} is on: http://{HOST}:{port}")
    print(f"First: on {RATNA.name}'s phone press [Umumkan] and send what shall be announced.")
    print(f"Ctrl-C ends it. Everything is kept in {data}; the next start goes on from there.", flush=True)
