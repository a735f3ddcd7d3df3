"""The stream that the page lives on."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from simulator.events import BACKLOG, Reader
from tests.simulator.support import DENI, RATNA, Driver, buttons


class Stream:
    """Events as they come."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def next(self, kind: str) -> dict[str, Any]:
        """The next event of this kind; others are passed over."""
        while True:
            line = await asyncio.wait_for(self._response.content.readline(), 10)
            if line.startswith(b"data: "):
                event: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
                if event["type"] == kind:
                    return event


@asynccontextmanager
async def listening(sim: Driver, query: str = "") -> AsyncIterator[Stream]:
    async with sim.session.get(f"{sim.base}/sim/events{query}") as response:
        assert response.content_type == "text/event-stream"
        yield Stream(response)


async def test_a_new_reader_is_told_the_state(sim: Driver) -> None:
    async with listening(sim) as stream:
        hello = await stream.next("hello")
    assert hello["bot"]["username"] == "simpul_bot"
    assert hello.keys() >= {"clock", "process", "page", "limits", "faults", "stats"}


async def test_messages_come_again_on_edit_and_delete(sim: Driver) -> None:
    await sim.meet()
    async with listening(sim) as stream:
        sent = await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup=buttons([("Ya", "1")]))
        first = await stream.next("message")
        assert first == {"type": "message", "person": RATNA, "message": (await sim.inbox())[-1]}
        aimed = {"chat_id": RATNA, "message_id": sent["message_id"]}
        await sim.done("editMessageText", text="b", **aimed)
        edited = (await stream.next("message"))["message"]
        await sim.done("deleteMessage", **aimed)
        deleted = (await stream.next("message"))["message"]
    assert (edited["text"], edited["edited"], deleted["deleted"]) == ("b", True, True)
    assert first["message"]["seq"] < edited["seq"] < deleted["seq"]


async def test_every_kind_of_event_comes(sim: Driver) -> None:
    async with listening(sim) as stream:
        await sim.post("/sim/people", id=RATNA, first_name="Ratna")
        assert (await stream.next("person"))["person"]["id"] == RATNA
        await sim.post(f"/sim/people/{RATNA}/start")
        assert (await stream.next("person"))["person"]["started"] is True
        await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup={"keyboard": [["Ya"]]})
        assert (await stream.next("keyboard"))["keyboard"]["keyboard"] == [[{"text": "Ya"}]]
        call = await stream.next("call")
        assert (call["method"], call["person"], call["ok"]) == ("sendMessage", RATNA, True)
        await sim.refused("sendMessage", chat_id=RATNA, text="")
        assert (await stream.next("call"))["error_code"] == 400
        await sim.done("sendChatAction", chat_id=RATNA, action="typing")
        assert await stream.next("action") == {"type": "action", "person": RATNA, "action": "typing", "thread": None}
        await sim.post("/sim/clock", advance=60)
        assert (await stream.next("clock"))["running"] is True
        await sim.post("/sim/limits", enforce=False)
        assert (await stream.next("limits"))["limits"]["enforce"] is False
        await sim.post("/sim/faults", method="getMe", code=500)
        assert (await stream.next("faults"))["faults"][0]["code"] == 500
        await sim.post("/sim/page", phones=[{"person": RATNA}])
        assert (await stream.next("page"))["page"]["phones"] == [{"person": RATNA, "note": ""}]
        assert (await stream.next("stats"))["stats"]["accepted"] >= 2
        await sim.post("/sim/reset")
        await stream.next("reset")


async def test_an_answer_to_a_press_comes(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup=buttons([("Ya", "1")]))
    async with listening(sim) as stream:
        await sim.post(f"/sim/people/{RATNA}/press", message_id=sent["message_id"], button="Ya", wait=0)
        query = (await sim.updates())[-1]["callback_query"]
        await sim.done("answerCallbackQuery", callback_query_id=query["id"], text="Terima kasih")
        answer = await stream.next("answer")
    assert (answer["person"], answer["message_id"]) == (RATNA, sent["message_id"])
    assert answer["answer"]["text"] == "Terima kasih"


async def test_a_reader_may_ask_for_some_people_only(sim: Driver) -> None:
    await sim.meet(RATNA)
    await sim.meet(DENI, "Deni")
    async with listening(sim, f"?people={DENI}") as stream:
        await stream.next("hello")
        await sim.say("untuk orang lain", RATNA)
        await sim.say("untuk Deni", DENI)
        assert (await stream.next("message"))["person"] == DENI


async def test_what_happens_in_a_group_comes_to_those_who_are_in_it(sim: Driver) -> None:
    await sim.meet(RATNA)
    await sim.meet(DENI, "Deni")
    async with listening(sim, f"?people={RATNA}") as stream:
        await stream.next("hello")
        group = await sim.post("/sim/chats", type="group", title="Humas", members=[RATNA])
        other = await sim.post("/sim/chats", type="group", title="Lain", members=[DENI])
        told = await stream.next("chat")
        while told["chat"]["id"] != other["id"]:
            told = await stream.next("chat")
        await sim.done("sendMessage", chat_id=other["id"], text="untuk yang lain")
        sent = await sim.done("sendMessage", chat_id=group["id"], text="a", reply_markup=buttons([("Ya", "1")]))
        message = await stream.next("message")
        assert (message["chat"], message["message"]["message_id"]) == (group["id"], sent["message_id"])
        aimed = {"message_id": sent["message_id"], "chat": group["id"]}
        await sim.post(f"/sim/people/{RATNA}/press", button="Ya", wait=0, **aimed)
        query = (await sim.updates())[-1]["callback_query"]
        await sim.done("answerCallbackQuery", callback_query_id=query["id"], text="Terima kasih")
        answer = await stream.next("answer")
        assert (answer["person"], answer["chat"]) == (RATNA, group["id"])
        await sim.done("sendChatAction", chat_id=group["id"], action="typing")
        assert (await stream.next("action"))["chat"] == group["id"]


def test_a_slow_reader_is_told_that_it_lagged_and_holds_little() -> None:
    reader = Reader(None)
    for each in range(BACKLOG * 3):
        reader.push(b"%d" % each)
        assert len(reader.events) <= BACKLOG
    assert b'{"type":"lagged"}' in reader.events
