"""Each refusal in Telegram's own words, over plain requests."""

import asyncio
import json

import aiohttp
import pytest

from tests.simulator.support import RATNA, Driver, png
from tests.simulator.words import SITUATIONS, Situation

PREFIXES = {400: "Bad Request", 403: "Forbidden", 429: "Too Many Requests", 500: "Internal Server Error"}
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.name)
async def test_a_refusal_has_the_code_and_the_words(sim: Driver, situation: Situation) -> None:
    await sim.meet()
    params = await situation.arrange(sim)
    before = len(await sim.inbox())
    answer = await sim.bot(situation.method, **params)
    assert answer["error_code"] == situation.code
    assert answer["description"] == f"{PREFIXES[situation.code]}: {situation.words}"
    assert len(await sim.inbox()) == before
    entry = (await sim.calls(situation.method))[-1]
    assert (entry["ok"], entry["description"], entry["simulated"]) == (False, answer["description"], True)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.name)
async def test_a_refusal_comes_in_the_same_words_for_a_form(sim: Driver, situation: Situation) -> None:
    await sim.meet()
    params = await situation.arrange(sim)
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
    async with sim.session.post(sim.url(situation.method), data=form) as response:
        answer = await response.json()
        assert response.status == situation.code
    assert answer["description"] == f"{PREFIXES[situation.code]}: {situation.words}"


async def test_an_upgrade_names_the_new_chat(sim: Driver) -> None:
    await sim.meet()
    chat = (await sim.post("/sim/chats", type="group", title="Humas", members=[RATNA]))["id"]
    new = (await sim.post(f"/sim/chats/{chat}/upgrade"))["new_id"]
    answer = await sim.bot("sendMessage", chat_id=chat, text="a")
    assert answer["parameters"] == {"migrate_to_chat_id": new}


async def test_a_long_caption_is_refused(sim: Driver) -> None:
    await sim.meet()
    form = aiohttp.FormData({"chat_id": str(RATNA), "caption": "😀" * 513})
    form.add_field("photo", png(20, 20), filename="a.png")
    async with sim.session.post(sim.url("sendPhoto"), data=form) as response:
        assert (await response.json())["description"] == "Bad Request: message caption is too long"


async def test_the_older_of_two_pollers_gets_409(sim: Driver) -> None:
    older = asyncio.ensure_future(sim.bot("getUpdates", timeout=10))
    await asyncio.sleep(0.2)
    await sim.updates()
    assert await older == {"ok": False, "error_code": 409, "description": CONFLICT}


@pytest.mark.parametrize("path", ["bot1:SALAH/getMe", "bot/getMe", "file/bot1:SALAH/photos/a"])
async def test_a_strange_token_is_unauthorized(sim: Driver, path: str) -> None:
    async with sim.session.get(f"{sim.base}/{path}") as response:
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
