"""Civil time: set, jumped, stopped, followed."""

import asyncio
from datetime import datetime

import pytest

from tests.simulator.support import RATNA, Driver


async def test_messages_are_dated_by_the_civil_clock(sim: Driver) -> None:
    await sim.meet()
    await sim.post("/sim/clock", set="2026-12-22T09:00:00+07:00")
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a")
    assert datetime.fromisoformat((await sim.inbox())[-1]["date"]).isoformat() == "2026-12-22T02:00:00+00:00"
    assert sent["date"] == int(datetime.fromisoformat("2026-12-22T02:00:00+00:00").timestamp())


async def test_a_stopped_clock_stands_and_can_be_jumped(sim: Driver) -> None:
    await sim.post("/sim/clock", set="2026-12-22T09:00:00Z")
    stopped = await sim.post("/sim/clock", running=False)
    await asyncio.sleep(0.05)
    assert (await sim.get("/sim/clock"))["now"] == stopped["now"]
    jumped = await sim.post("/sim/clock", advance=3600)
    passed = datetime.fromisoformat(jumped["now"]) - datetime.fromisoformat(stopped["now"])
    assert passed.total_seconds() == pytest.approx(3600)
    running = await sim.post("/sim/clock", running=True)
    assert running["running"] is True
    await asyncio.sleep(0.05)
    assert (await sim.get("/sim/clock"))["now"] > running["now"]


async def test_who_waits_for_a_newer_version_hears_of_a_jump(sim: Driver) -> None:
    version = (await sim.get("/sim/clock"))["version"]
    waiting = asyncio.ensure_future(sim.get(f"/sim/clock?version={version}&wait=10"))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await sim.post("/sim/clock", advance=60)
    assert (await waiting)["version"] == version + 1
    assert (await sim.get(f"/sim/clock?version={version + 1}&wait=0"))["version"] == version + 1


async def test_the_clock_shows_real_time_after_a_reset(sim: Driver) -> None:
    before = datetime.fromisoformat((await sim.get("/sim/clock"))["now"])
    await sim.post("/sim/clock", advance=86_400)
    await sim.post("/sim/reset")
    after = datetime.fromisoformat((await sim.get("/sim/clock"))["now"])
    assert (after - before).total_seconds() < 3600


@pytest.mark.parametrize("given", [{}, {"set": "besok"}, {"advance": "1"}, {"advance": 1e12}, {"jam": 1}])
async def test_a_time_that_makes_no_sense_is_refused(sim: Driver, given: dict[str, object]) -> None:
    assert (await sim.wrong("POST", "/sim/clock", given))[0] == 400
