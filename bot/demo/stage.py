"""Puts the demonstration on, lets it run, and takes it down."""

import asyncio
import signal
import sys
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo.cast import CAST, RATNA, Player, crowd_of, everyone, officers
from bot.demo.child import (
    BOT_ID,
    READY_SECONDS,
    TOKEN,
    DemoRefused,
    Place,
    find_place,
    running,
    until_it_answers,
    until_the_bot_runs,
)
from bot.demo.control import Control, ControlRefused, connect
from bot.demo.crowd import Crowd
from bot.demo.history import GROUP_ID, GROUP_TITLE
from bot.demo.network import found_network
from bot.demo.tour import script
from bot.logs import set_up_logs
from core.errors import StorageBusy
from storage.reference import read_sample_units

NAME = "Simpul Humas"
FIRST_MOMENT = "2026-11-23T10:15:00+07:00"
AT_ONCE, BETWEEN_SECONDS = 4, 0.2
"""Slower than the bot may send, so that nothing queues."""
TOLD_TO_END = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def show(port: int, data: Path, *, haste: float = 1.0) -> None:
    """Until Ctrl-C or SIGTERM. Port 0 takes a free one; `haste` makes the crowd quicker."""
    set_up_logs("warning", "text", TOKEN)
    try:
        place = find_place(data, port)
        asyncio.run(_until_told(_play(place, haste)))
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


async def _play(place: Place, haste: float) -> None:
    units = read_sample_units()
    players = everyone(units)
    await found_network(place.database_url, BOT_ID, units, players)
    async with running(place) as process, connect(place.url) as control:
        await until_it_answers(place, process, control)
        new = await _gather(control, players)
        await until_the_bot_runs(place, control)
        await _until_the_cast_is_greeted(place, control)
        audience = officers(players, units)
        await control.post("tour", script(sum(player.started for player in audience)))
        _tell(place)
        crowd = Crowd(control, crowd_of(audience), haste)
        try:
            await _until_first_ends(_live(control, new, crowd), process.wait())
        finally:
            await _stop_the_clock(control)
    raise DemoRefused(f"The simulator ended by itself. {place.last_words()}")


# --- the people


async def _gather(control: Control, players: Sequence[Player]) -> list[Player]:
    """People, phones, group and clock, before the bot runs; returns who of the crowd is new. What is there stays: a
    second start goes on where the first one stopped."""
    known = {each["id"]: each for each in await control.get("people")}
    if not known:
        await control.post("clock", {"set": FIRST_MOMENT})
        await control.call_bot(TOKEN, "setMyName", name=NAME)
    await control.post("clock", {"running": True})
    await control.post("people/bulk", [_person(player) for player in players if player.id not in known])
    await control.post("page", {"title": NAME, "phones": [{"person": one.id, "note": one.note} for one in CAST]})
    await control.post(
        "people/bulk-start", {"ids": [one.id for one in CAST if not known.get(one.id, {}).get("started")]}
    )
    if not known:
        await control.post("chats", _group())
    return [player for player in players if player.id not in known and player.started and player not in CAST]


def _group() -> dict[str, object]:
    return {"id": GROUP_ID, "type": "supergroup", "title": GROUP_TITLE, "members": [player.id for player in CAST]}


async def _come_in(control: Control, new: Sequence[Player]) -> None:
    """The others press Start a few at a time, for their keys: all the greetings at once would stand in front of the
    visitor's first answer."""
    try:
        for first in range(0, len(new), AT_ONCE):
            await control.post("people/bulk-start", {"ids": [one.id for one in new[first : first + AT_ONCE]]})
            await asyncio.sleep(BETWEEN_SECONDS)
    except aiohttp.ClientError:
        return  # the simulator is gone; who waits for its process tells that


def _person(player: Player) -> dict[str, object]:
    first, _, last = player.name.partition(" ")
    named = {"id": player.id, "first_name": first, "last_name": last, "username": player.username}
    started = player.started and player not in CAST  # before the demonstration: the bot may write to them at once
    return {"language_code": "id", "started": started, **{field: value for field, value in named.items() if value}}


async def _until_the_cast_is_greeted(place: Place, control: Control) -> None:
    """So that their keys are below the screens when the page opens."""
    try:
        async with asyncio.timeout(READY_SECONDS):
            for player in CAST:
                await _greeted(control, player.id)
    except TimeoutError:
        raise DemoRefused(f"The bot does not answer. {place.last_words()}") from None


async def _greeted(control: Control, person: int) -> None:
    known = 0
    while True:
        shown = await control.get(f"people/{person}/inbox", since=known, wait=READY_SECONDS)
        if any(item["keyboard"] for item in shown):
            return
        known = max([known, *(item["seq"] for item in shown)])


# --- going on, and the end


def _tell(place: Place) -> None:
    print(f"{NAME} is on: {place.url}")
    print(f"First: on {RATNA.name}'s phone press [Umumkan] and send what shall be announced.")
    print(f"Ctrl-C ends it. Everything is kept in {place.folder}; the next start goes on from there.", flush=True)


async def _live(control: Control, new: Sequence[Player], crowd: Crowd) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(_come_in(control, new))
        group.create_task(crowd.run())


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


async def _stop_the_clock(control: Control) -> None:
    """The next start goes on at this moment, however many days later."""
    with suppress(aiohttp.ClientError, TimeoutError, ControlRefused):
        await control.post("clock", {"running": False})
