"""A long time on: what no longer fits in memory is as faithful as what does."""

import asyncio
from typing import Any

import aiohttp
import pytest

from simulator import limits
from simulator.errors import Refusal
from simulator.history import Archive, History
from simulator.journal import BATCH, KEPT
from simulator.messages import Message
from tests.simulator.support import DENI, IN_MEMORY, RATNA, Driver, bury, buttons

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def test_an_old_message_is_edited_answered_copied_and_deleted(sim: Driver) -> None:
    await sim.meet(RATNA)
    await sim.meet(DENI, "Deni")
    sent = await sim.done("sendMessage", chat_id=RATNA, text="lama", reply_markup=buttons([("Ya", "1")]))
    await sim.post(f"/sim/people/{RATNA}/react", message_id=sent["message_id"], emoji="👍")
    before = await sim.inbox()
    await bury(sim)
    aimed = {"chat_id": RATNA, "message_id": sent["message_id"]}
    assert await sim.inbox() == before
    assert await sim.inbox(query="?limit=1") == before[-1:]
    await sim.refused("editMessageText", text="lama", reply_markup=buttons([("Ya", "1")]), **aimed)
    await sim.done("editMessageText", text="baru", **aimed)
    (changed,) = await sim.inbox(query=f"?since={before[-1]['seq']}")
    assert (changed["text"], changed["reactions"], changed["edited"]) == ("baru", ["👍"], True)
    reply = await sim.done("sendMessage", chat_id=RATNA, text="b", reply_parameters={"message_id": sent["message_id"]})
    assert reply["reply_to_message"]["text"] == "baru"
    await sim.done("copyMessage", chat_id=DENI, from_chat_id=RATNA, message_id=sent["message_id"])
    assert (await sim.inbox(DENI, "?limit=1"))[0]["text"] == "baru"
    await sim.done("deleteMessage", **aimed)
    assert await sim.refused("deleteMessage", **aimed) == "Bad Request: message to delete not found"
    assert [item["text"] for item in await sim.inbox()] == ["/start", "b"]


async def test_an_inbox_has_its_old_messages_before_its_new_ones(sim: Driver) -> None:
    await sim.meet(DENI, "Deni")
    await bury(sim)
    ids = [item["message_id"] for item in await sim.inbox(DENI)]
    assert len(ids) > IN_MEMORY
    assert ids == sorted(set(ids))
    transcript = await sim.get(f"/sim/transcript?person={DENI}")
    assert len(transcript.splitlines()) == len(ids)


async def test_ids_that_no_database_can_hold_are_not_found(sim: Driver) -> None:
    await sim.meet(DENI, "Deni")
    await bury(sim)
    for strange in (0, -1, 10**30):
        said = await sim.refused("deleteMessage", chat_id=DENI, message_id=strange)
        assert said == "Bad Request: message to delete not found"
    assert (await sim.inbox(DENI, f"?since={10**30}"), await sim.get(f"/sim/journal?since={10**30}")) == ([], [])


async def test_the_journal_gives_every_entry_however_old(sim: Driver) -> None:
    ids = list(range(1, KEPT + 2 * BATCH))
    people = [{"id": each, "first_name": "P"} for each in ids]
    async with sim.session.post(f"{sim.base}/sim/people/bulk", json=people) as response:
        assert response.status == 201
    await sim.post("/sim/people/bulk-start", ids=ids)
    waiting = await sim.get("/sim/journal")
    assert [entry["update"]["message"]["chat"]["id"] for entry in waiting] == ids
    await sim.confirm_all()
    await asyncio.gather(*(sim.done("getMe") for _ in range(2 * BATCH)))
    entries = await sim.get("/sim/journal")
    assert [entry["seq"] for entry in entries] == list(range(entries[0]["seq"], entries[-1]["seq"] + 1))
    updates = [entry for entry in entries if entry["type"] == "update"]
    assert [entry["update_id"] for entry in updates] == [entry["update_id"] for entry in waiting]
    assert all(entry["confirmed_at"] and entry["handed_at"] for entry in updates)
    assert await sim.get("/sim/journal?type=update") == updates
    assert await sim.calls("getMe") == [entry for entry in entries if entry.get("method") == "getMe"]
    assert await sim.get(f"/sim/journal?since={entries[4]['seq']}&limit=3000") == entries[5:3005]


@pytest.mark.parametrize("name", ["\ud800", "%FF"])
async def test_a_name_that_no_text_can_hold_leaves_the_journal_readable(sim: Driver, name: str) -> None:
    given: dict[str, Any] = {"json": {name: 1}} if name == "\ud800" else {"data": f"{name}=1", "headers": FORM}
    async with sim.session.post(sim.url("getMe"), **given) as response:
        assert response.status == 200
    assert "unknown parameters" in (await sim.calls("getMe"))[-1]["note"]


async def test_json_that_is_not_utf_8_is_refused(sim: Driver) -> None:
    for body in ('{"a": 1}'.encode("utf-16"), b'{"a": "\xff"}'):
        async with sim.session.post(sim.url("getMe"), data=aiohttp.BytesPayload(body), headers=JSON) as response:
            assert (await response.json())["description"] == "Bad Request: can't parse JSON object"
    assert [(entry["ok"], entry["params"]) for entry in await sim.calls("getMe")] == [(False, {})] * 2


def test_a_chat_is_still_limited_after_thousands_of_others_were_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    kept = limits.Limits()
    kept.values.overall = 1_000_000
    for chat in range(1, 5_000):
        kept.count(kept.check(chat, 1))
    with pytest.raises(Refusal, match="retry after 1"):
        kept.check(1, 1)
    now += 1
    for chat in range(1, 5_000):
        kept.count(kept.check(chat, 1))
    with pytest.raises(Refusal, match="retry after 1"):
        kept.check(1, 1)


def test_all_messages_of_a_chat_can_be_changed_in_one_walk_through_them() -> None:
    archive, history, many = Archive(), History(RATNA), 1_300
    messages = [Message(each, RATNA, RATNA, 0, {"text": "a"}, seq=each) for each in range(1, many + 1)]
    for message in messages:
        history.add(message)
    archive.put(messages[:-100])
    for message in messages[:-100]:
        history.archived(message, archive)
    walked = []
    for message in history.values():
        message.deleted, message.seq = True, message.seq + many
        history.changed(message)
        walked.append(message.message_id)
    assert walked == list(range(1, many + 1))
    assert [each.message_id for each in history.since(many) if each.deleted] == walked
