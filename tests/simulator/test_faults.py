"""Each kind of fault, and that it happened."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from tests.simulator.support import DENI, RATNA, Driver


async def fault(sim: Driver, **given: Any) -> Any:
    return await sim.post("/sim/faults", **given)


async def send(sim: Driver, person: int = RATNA) -> dict[str, Any]:
    return await sim.bot("sendMessage", chat_id=person, text="a")


async def texts(sim: Driver) -> list[str]:
    return [item["text"] for item in await sim.inbox()]


async def test_a_code_with_its_usual_words_happens_so_many_times(sim: Driver) -> None:
    await sim.meet()
    await fault(sim, method="sendMessage", code=500, times=2)
    for _ in range(2):
        assert await send(sim) == {
            "ok": False,
            "error_code": 500,
            "description": "Internal Server Error: restart",
        }
    assert (await send(sim))["ok"] is True
    assert await sim.get("/sim/faults") == []


async def test_a_429_has_its_parameter_and_header(sim: Driver) -> None:
    await sim.meet()
    await fault(sim, method="sendMessage", retry_after=7, times=1)
    async with sim.session.post(sim.url("sendMessage"), json={"chat_id": RATNA, "text": "a"}) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "7")
        assert (await response.json())["parameters"] == {"retry_after": 7}


async def test_a_migration_tells_the_new_chat(sim: Driver) -> None:
    await sim.meet()
    await fault(sim, method="sendMessage", migrate_to_chat_id=-1001, times=1)
    answer = await send(sim)
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": -1001}


async def test_a_fault_may_hit_one_chat_only(sim: Driver) -> None:
    await sim.meet(RATNA)
    await sim.meet(DENI, "Deni")
    await fault(sim, method="*", chat=DENI, code=403, description="Forbidden: bot was blocked by the user")
    assert (await send(sim, RATNA))["ok"] is True
    assert (await send(sim, DENI))["description"] == "Forbidden: bot was blocked by the user"
    async with sim.session.post(sim.url("sendMessage"), data={"chat_id": str(DENI), "text": "a"}) as response:
        assert response.status == 403


async def test_latency_delays_the_call(sim: Driver) -> None:
    await sim.meet()
    await fault(sim, method="sendMessage", latency=0.3, times=1)
    call = asyncio.ensure_future(send(sim))
    await asyncio.sleep(0.1)
    assert await texts(sim) == ["/start"]
    assert (await call)["ok"] is True
    assert await texts(sim) == ["/start", "a"]


async def test_cut_before_closes_without_doing_it(sim: Driver) -> None:
    await sim.meet()
    await fault(sim, method="sendMessage", cut="before", times=1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await send(sim)
    assert await texts(sim) == ["/start"]
    (entry,) = await sim.calls("sendMessage")
    assert (entry["ok"], entry["error_code"]) == (False, None)
    assert "broken off" in entry["note"]


async def test_cut_after_closes_when_it_is_done(sim: Driver) -> None:
    await sim.meet()
    await fault(sim, method="sendMessage", cut="after", times=1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await send(sim)
    assert await texts(sim) == ["/start", "a"]
    (entry,) = await sim.calls("sendMessage")
    assert (entry["ok"], entry["message_id"]) == (True, (await sim.inbox())[-1]["message_id"])
    assert entry["note"].startswith("fault ")


@pytest.mark.parametrize(("hang", "done"), [(True, False), ("before", False), ("after", True)])
async def test_a_hang_never_answers_until_the_fault_is_taken_back(sim: Driver, hang: str | bool, done: bool) -> None:
    await sim.meet()
    await fault(sim, method="sendMessage", hang=hang)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(send(sim), 0.3)
    assert ("a" in await texts(sim)) is done
    hanging = asyncio.ensure_future(send(sim))
    await asyncio.sleep(0.1)
    await sim.delete("/sim/faults")
    with pytest.raises(aiohttp.ClientConnectionError):
        await hanging


async def test_garbage_is_no_json(sim: Driver) -> None:
    await sim.meet()
    await fault(sim, method="sendMessage", garbage=True, code=502, times=1)
    async with sim.session.post(sim.url("sendMessage"), json={"chat_id": RATNA, "text": "a"}) as response:
        assert response.status == 502
        with pytest.raises(json.JSONDecodeError):
            json.loads(await response.read())
    assert await texts(sim) == ["/start", "a"]


async def test_chance_repeats_with_its_seed(sim: Driver) -> None:
    await sim.meet()
    runs = []
    for _ in range(2):
        made = await fault(sim, method="sendMessage", code=500, probability=0.5, seed=7)
        runs.append([(await send(sim))["ok"] for _ in range(40)])
        await sim.delete(f"/sim/faults/{made['id']}")
    assert runs[0] == runs[1]
    assert 5 < sum(runs[0]) < 35


async def test_a_poll_can_be_broken_without_losing_an_update(sim: Driver) -> None:
    await sim.meet()
    await sim.say("jangan hilang")
    await fault(sim, method="getUpdates", cut="after", times=1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await sim.updates()
    assert [update["message"]["text"] for update in await sim.updates()] == ["jangan hilang"]


async def test_faults_are_listed_with_how_often_they_happened(sim: Driver) -> None:
    await sim.meet()
    await fault(sim, method="sendMessage", code=400, description="Bad Request: x", times=3)
    await send(sim)
    (listed,) = await sim.get("/sim/faults")
    assert (listed["happened"], listed["times"], listed["description"]) == (1, 3, "Bad Request: x")
    assert await sim.delete("/sim/faults") == {"removed": 1}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"method": "sendMessage"},
        {"method": "sendMessage", "cut": "maybe"},
        {"method": "sendMessage", "code": 200},
        {"method": "sendMessage", "code": 500, "probability": 2},
        {"method": "sendMessage", "code": 500, "times": 0},
        {"method": "sendMessage", "code": "500"},
        {"method": "sendMessage", "kode": 500},
    ],
)
async def test_a_fault_that_makes_no_sense_is_refused(sim: Driver, given: dict[str, Any]) -> None:
    assert (await sim.wrong("POST", "/sim/faults", given))[0] == 400
    assert await sim.get("/sim/faults") == []
