"""The control plane itself: clear sentences, the journal's waiting, the page's list of phones, static files."""

import asyncio
from typing import Any

import pytest

from tests.simulator.support import RATNA, Driver


@pytest.mark.parametrize(
    ("verb", "path", "given", "status"),
    [
        ("GET", "/sim/people/7", None, 404),
        ("GET", "/sim/nowhere", None, 404),
        ("DELETE", "/sim/people", None, 400),
        ("POST", "/sim/people", {}, 400),
        ("POST", "/sim/people", {"first_name": 7}, 400),
        ("POST", "/sim/people", {"first_name": "A", "id": -1}, 400),
        ("POST", "/sim/people", {"first_name": "A", "timezone": "Mars/Olympus"}, 400),
        ("POST", "/sim/people", {"first_name": "A", "nama": "B"}, 400),
        ("POST", "/sim/people", [1], 400),
        ("POST", "/sim/people/bulk", {"first_name": "A"}, 400),
        ("POST", "/sim/people/bulk-start", {"ids": [7]}, 404),
        ("POST", "/sim/process", {"start": True}, 404),
        ("POST", "/sim/page", {"phones": [{"person": "x"}]}, 400),
        ("GET", "/sim/journal?since=x", None, 400),
        ("GET", "/sim/journal?type=x", None, 400),
        ("GET", "/sim/events?people=x", None, 400),
        ("GET", "/sim/media/xyz", None, 404),
        ("GET", "/sim/transcript?person=7", None, 404),
        ("DELETE", "/sim/faults/99", None, 404),
    ],
)
async def test_a_wrong_call_gets_a_sentence(sim: Driver, verb: str, path: str, given: Any, status: int) -> None:
    got, sentence = await sim.wrong(verb, path, given)
    assert (got, len(sentence) > 5) == (status, True)


@pytest.mark.parametrize(
    ("action", "given", "status"),
    [
        ("send", {}, 400),
        ("send", {"text": "  "}, 400),
        ("send", {"text": "a" * 4097}, 400),
        ("send", {"text": "a", "chat": 77}, 404),
        ("send", {"text": "a", "reply_to": 1_000_000}, 404),
        ("press", {"message_id": 1_000_000, "button": "x"}, 404),
        ("edit", {"message_id": 1_000_000, "text": "x"}, 404),
        ("react", {"message_id": 1_000_000, "emoji": "👍"}, 404),
        ("forward", {"message_id": 1_000_000}, 404),
        ("reply-key", {"text": "Umumkan"}, 404),
    ],
)
async def test_a_wrong_action_gets_a_sentence(sim: Driver, action: str, given: Any, status: int) -> None:
    await sim.meet()
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/{action}", given))[0] == status
    assert await sim.updates() == []


async def test_a_body_that_is_not_json_gets_a_sentence(sim: Driver) -> None:
    async with sim.session.post(f"{sim.base}/sim/people", data=b"{") as response:
        assert (response.status, await response.json()) == (400, {"error": "the body is not JSON"})


async def test_the_bot_is_told(sim: Driver) -> None:
    bot = await sim.get("/sim/bot")
    assert (bot["token"], bot["username"], bot["id"]) == ("110201543:SIMPUL-DEMO", "simpul_bot", 110201543)
    assert (await sim.done("getMe"))["username"] == "simpul_bot"


async def test_the_journal_waits_for_a_call_of_a_method(sim: Driver) -> None:
    await sim.meet()
    everything = await sim.get("/sim/journal")
    since = everything[-1]["seq"]
    waiting = asyncio.ensure_future(sim.get(f"/sim/journal?since={since}&method=sendMessage&wait=10"))
    await asyncio.sleep(0.1)
    await sim.done("getMe")
    assert not waiting.done()
    await sim.done("sendMessage", chat_id=RATNA, text="a")
    (entry,) = await waiting
    assert (entry["method"], entry["seq"] > since) == ("sendMessage", True)


async def test_the_journal_gives_the_newest_of_a_kind(sim: Driver) -> None:
    await sim.meet()
    for text in ("satu", "dua", "tiga"):
        await sim.done("sendMessage", chat_id=RATNA, text=text)
        await sim.say(text)
    found = await sim.get("/sim/journal?type=call&last=2")
    assert [entry["params"]["text"] for entry in found] == ["dua", "tiga"]


async def test_sequence_numbers_have_no_holes(sim: Driver) -> None:
    await sim.meet()
    for _ in range(5):
        await sim.bot("sendMessage", chat_id=RATNA, text="")
    seqs = [entry["seq"] for entry in await sim.get("/sim/journal")]
    assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))
    assert [each["seq"] for each in await sim.get(f"/sim/journal?since={seqs[1]}&limit=2")] == seqs[2:4]


async def test_the_page_knows_which_phones_to_show(sim: Driver) -> None:
    assert await sim.get("/sim/page") == {"title": "Simulator", "phones": [], "links": []}
    phones = [{"person": RATNA, "note": "Penyusun · Diskominfotik"}]
    await sim.post("/sim/page", title="Simpul Humas", phones=phones, links=[{"title": "a", "url": "/b"}])
    page = await sim.get("/sim/page")
    assert (page["title"], page["phones"]) == ("Simpul Humas", phones)
    await sim.post("/sim/reset")
    assert (await sim.get("/sim/page"))["phones"] == []


async def test_the_page_is_served_and_nothing_beside_it(sim: Driver) -> None:
    async with sim.session.get(f"{sim.base}/") as response:
        assert (response.status, response.content_type) == (200, "text/html")
        assert response.headers["Cache-Control"] == "no-store"
    for path in ("/page/../state.py", "/page/%2e%2e/state.py", "/page/nothing.js", "/elsewhere"):
        async with sim.session.get(sim.base + path) as response:
            assert response.status == 404
