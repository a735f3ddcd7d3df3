"""Sliding windows: who gets 429, and what counts."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from tests.simulator.support import DENI, RATNA, Driver, Json


@pytest.fixture
async def limited(sim: Driver) -> AsyncIterator[Driver]:
    await sim.post("/sim/limits", enforce=True, overall=30, per_chat=1, per_group=20)
    yield sim
    await sim.post("/sim/limits", enforce=False, overall=30, per_chat=1, per_group=20)


async def people(sim: Driver, many: int) -> list[int]:
    ids = list(range(1, many + 1))
    people = [{"id": each, "first_name": f"P{each}"} for each in ids]
    async with sim.session.post(f"{sim.base}/sim/people/bulk", json=people) as response:
        assert response.status == 201
    await sim.post("/sim/people/bulk-start", ids=ids)
    return ids


async def burst(sim: Driver, ids: list[int]) -> list[Json]:
    return list(await asyncio.gather(*(sim.bot("sendMessage", chat_id=each, text="a") for each in ids)))


async def test_a_second_message_to_a_chat_waits_a_second(limited: Driver) -> None:
    await limited.meet()
    async with limited.session.post(limited.url("sendMessage"), json={"chat_id": RATNA, "text": "a"}) as response:
        assert response.status == 200
    async with limited.session.post(limited.url("sendMessage"), json={"chat_id": RATNA, "text": "b"}) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "1")
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }
    await asyncio.sleep(1)
    await limited.done("sendMessage", chat_id=RATNA, text="c")


async def test_no_more_than_the_window_passes_overall(limited: Driver) -> None:
    answers = await burst(limited, await people(limited, 120))
    accepted = [entry for entry in await limited.calls("sendMessage") if entry["ok"]]
    times = [datetime.fromisoformat(entry["at"]).timestamp() for entry in accepted]
    assert all(later - earlier > 0.9 for earlier, later in zip(times, times[30:], strict=False))
    assert len(accepted) >= 30
    stats = await limited.get("/sim/stats")
    assert stats["refused"] == sum(answer["ok"] is False for answer in answers) > 0
    assert (stats["accepted"], stats["rate_peak"]) == (len(accepted), 30)


async def test_edits_count_overall_and_answers_do_not(limited: Driver) -> None:
    await limited.meet(RATNA)
    await limited.meet(DENI, "Deni")
    await limited.post("/sim/limits", overall=2)
    sent = await limited.done("sendMessage", chat_id=RATNA, text="a")
    await limited.done("editMessageText", chat_id=RATNA, message_id=sent["message_id"], text="b")
    assert (await limited.bot("sendMessage", chat_id=DENI, text="a"))["error_code"] == 429
    query = await limited.bot("answerCallbackQuery", callback_query_id="1")
    assert query["error_code"] == 400


async def test_an_album_counts_by_its_items(limited: Driver) -> None:
    await limited.meet(RATNA)
    await limited.meet(DENI, "Deni")
    await limited.post("/sim/limits", overall=3)
    said = [await limited.say(str(each), RATNA) for each in range(3)]
    await limited.done("copyMessages", chat_id=DENI, from_chat_id=RATNA, message_ids=said)
    assert (await limited.bot("sendMessage", chat_id=RATNA, text="a"))["error_code"] == 429


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("sendPoll", {"question": "a", "options": ["a", "b"]}),
        ("sendLocation", {"latitude": 0, "longitude": 0}),
        ("sendVenue", {"latitude": 0, "longitude": 0, "title": "a", "address": "b"}),
        ("sendContact", {"phone_number": "1", "first_name": "a"}),
        ("sendDice", {}),
    ],
)
async def test_every_way_of_sending_counts(limited: Driver, method: str, given: Json) -> None:
    await limited.meet()
    await limited.done(method, chat_id=RATNA, **given)
    assert (await limited.bot("sendMessage", chat_id=RATNA, text="a"))["error_code"] == 429


async def test_what_was_refused_does_not_count(limited: Driver) -> None:
    await limited.meet()
    assert (await limited.bot("sendMessage", chat_id=RATNA, text=""))["error_code"] == 400
    await limited.done("sendMessage", chat_id=RATNA, text="a")


async def test_limits_are_read_set_and_switched_off(limited: Driver) -> None:
    set_to = await limited.post("/sim/limits", overall=5, per_chat=2)
    assert set_to == await limited.get("/sim/limits")
    assert (set_to["enforce"], set_to["overall"], set_to["per_chat"], set_to["per_group"]) == (True, 5, 2, 20)
    await limited.post("/sim/limits", enforce=False)
    answers = await burst(limited, await people(limited, 8))
    assert all(answer["ok"] for answer in answers)
    status, sentence = await limited.wrong("POST", "/sim/limits", {"overall": 0})
    assert (status, "at least 1" in sentence) == (400, True)
