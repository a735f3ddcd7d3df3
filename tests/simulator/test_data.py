"""A data folder: what is kept over a restart and over a kill."""

import asyncio
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import aiohttp

from tests.simulator.support import DENI, RATNA, Driver, bury, driving, png, running, start


def options(folder: Path) -> tuple[str, ...]:
    return ("--limits", "off", "--data", str(folder))


async def fill(sim: Driver) -> int:
    """A chat with a bit of everything; returns the id of the last update."""
    await sim.post("/sim/people", id=RATNA, first_name="Ratna", timezone="Asia/Makassar")
    await sim.post(f"/sim/people/{RATNA}/start")
    form = aiohttp.FormData({"chat_id": str(RATNA), "caption": "Poster"})
    form.add_field("photo", png(400, 300), filename="a.png")
    async with sim.session.post(sim.url("sendPhoto"), data=form) as response:
        assert response.status == 200
    await sim.done("sendMessage", chat_id=RATNA, text="b", reply_markup={"keyboard": [["Ya"]]})
    await sim.post("/sim/page", title="Simpul", phones=[{"person": RATNA, "note": "x"}])
    await sim.done("setMyCommands", commands=[{"command": "a", "description": "b"}])
    await sim.post(f"/sim/people/{RATNA}/block")
    return int((await sim.updates())[-1]["update_id"])


async def test_a_restart_keeps_people_chats_media_and_updates(tmp_path: Path) -> None:
    with running(*options(tmp_path)) as server:
        async with driving(server.base) as sim:
            last = await fill(sim)
            before = [await sim.inbox(), await sim.get("/sim/people"), await sim.get("/sim/page"), await sim.updates()]
    with running(*options(tmp_path)) as server:
        async with driving(server.base) as sim:
            after = [await sim.inbox(), await sim.get("/sim/people"), await sim.get("/sim/page"), await sim.updates()]
            assert after == before
            async with sim.session.get(sim.base + (await sim.inbox())[1]["media"]["url"]) as response:
                assert await response.read() == png(400, 300)
            assert await sim.done("getMyCommands") == [{"command": "a", "description": "b"}]
            await sim.post(f"/sim/people/{RATNA}/unblock")
            await sim.post(f"/sim/people/{RATNA}/reply-key", text="Ya")
            assert (await sim.updates())[-1]["update_id"] == last + 2
            ids = [item["message_id"] for item in await sim.inbox()]
            assert ids == sorted(set(ids))


async def test_a_kill_loses_at_most_the_last_second_and_no_id_is_used_twice(tmp_path: Path) -> None:
    with running(*options(tmp_path)) as server:
        async with driving(server.base) as sim:
            await fill(sim)
            before = await sim.inbox()
            await sim.post(f"/sim/people/{RATNA}/unblock")
            await asyncio.sleep(1)
            latest = [await sim.say(str(each)) for each in range(50)][-1]
            last = (await sim.updates())[-1]["update_id"]
            server.process.kill()
            server.process.wait()
    with running(*options(tmp_path)) as server:
        async with driving(server.base) as sim:
            assert (await sim.inbox())[: len(before)] == before
            assert await sim.say("setelah mati") > latest
            assert (await sim.updates())[-1]["update_id"] > last


async def test_a_restart_keeps_more_than_fits_in_memory(tmp_path: Path) -> None:
    with running(*options(tmp_path)) as server:
        async with driving(server.base) as sim:
            await sim.meet(RATNA)
            await sim.meet(DENI, "Deni")
            sent = await sim.done("sendMessage", chat_id=RATNA, text="lama")
            await bury(sim)
            await sim.done("editMessageText", chat_id=RATNA, message_id=sent["message_id"], text="baru")
            before = [await sim.inbox(), await sim.inbox(DENI)]
    with running(*options(tmp_path)) as server:
        async with driving(server.base) as sim:
            assert [await sim.inbox(), await sim.inbox(DENI)] == before
            aimed = {"chat_id": RATNA, "message_id": sent["message_id"]}
            await sim.done("editMessageText", text="lebih baru", **aimed)
            (changed,) = await sim.inbox(query=f"?since={before[0][-1]['seq']}")
            assert changed["text"] == "lebih baru"


async def test_the_clock_goes_on_from_where_it_was_set(tmp_path: Path) -> None:
    with running(*options(tmp_path)) as server:
        async with driving(server.base) as sim:
            await sim.post("/sim/clock", set="2027-01-01T00:00:00Z")
            stopped = await sim.post("/sim/clock", running=False)
    with running(*options(tmp_path)) as server:
        async with driving(server.base) as sim:
            clock = await sim.get("/sim/clock")
            assert (clock["now"], clock["running"]) == (stopped["now"], False)
            assert clock["version"] > stopped["version"]


async def test_a_reset_empties_the_folder_too(tmp_path: Path) -> None:
    with running(*options(tmp_path)) as server:
        async with driving(server.base) as sim:
            last = await fill(sim)
            await asyncio.sleep(0.7)
            await sim.post("/sim/reset")
    with running(*options(tmp_path)) as server:
        async with driving(server.base) as sim:
            assert await sim.get("/sim/people") == []
            await sim.meet()
            await sim.say("lagi")
            assert (await sim.updates())[-1]["update_id"] > last


def test_a_folder_in_use_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with running(*options(tmp_path)):
        second = start_and_wait(*options(tmp_path))
    assert second.returncode == 1
    assert "cannot be used" in second.stderr


def test_a_folder_of_another_version_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "simulator.sqlite3")) as database:
        database.execute("CREATE TABLE messages (id INTEGER PRIMARY KEY, value BLOB NOT NULL)")
    refused = start_and_wait(*options(tmp_path))
    assert refused.returncode == 1
    assert "name another folder" in refused.stderr


def start_and_wait(*given: str) -> subprocess.CompletedProcess[str]:
    process = start(*given, stderr=subprocess.PIPE)
    out, err = process.communicate(timeout=20)
    return subprocess.CompletedProcess(given, process.returncode, out, err)


def test_a_taken_port_is_refused_with_a_sentence() -> None:
    with running() as server:
        port = server.base.rsplit(":", 1)[1]
        second = start_and_wait("--port", port)
    assert second.returncode == 1
    assert port in second.stderr


def test_a_strange_token_is_refused() -> None:
    assert start_and_wait("--token", "abc").returncode == 2
