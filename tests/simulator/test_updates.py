"""getUpdates: order, offsets, waiting, and who gets 409."""

import asyncio

from tests.simulator.support import RATNA, Driver

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def test_updates_come_in_order_until_an_offset_confirms_them(sim: Driver) -> None:
    await sim.meet()
    for text in ("satu", "dua", "tiga"):
        await sim.say(text)
    first = await sim.updates()
    assert [update["message"]["text"] for update in first] == ["satu", "dua", "tiga"]
    assert await sim.updates() == first
    ids = [update["update_id"] for update in first]
    assert ids == list(range(ids[0], ids[0] + 3))
    assert [each["update_id"] for each in await sim.updates(offset=ids[1])] == ids[1:]
    assert [each["update_id"] for each in await sim.updates(offset=0)] == ids[1:]
    assert await sim.updates(offset=ids[2] + 1) == []
    assert (await sim.get("/sim/stats"))["updates_confirmed"] >= 3


async def test_the_counts_tell_what_was_handed_over_and_what_waits(sim: Driver) -> None:
    await sim.meet()
    before = await sim.get("/sim/stats")
    for text in ("satu", "dua", "tiga"):
        await sim.say(text)
    first = await sim.updates(limit=2)
    names = ("updates_handed", "updates_confirmed", "updates_waiting")
    seen = await sim.get("/sim/stats")
    assert [seen[name] - before[name] for name in names] == [2, 0, 3]
    await sim.updates(offset=first[0]["update_id"] + 1, limit=1)
    seen = await sim.get("/sim/stats")
    assert [seen[name] - before[name] for name in names] == [2, 1, 2]


async def test_at_most_a_hundred_come_at_once(sim: Driver) -> None:
    await sim.meet()
    for each in range(120):
        await sim.say(str(each))
    assert len(await sim.updates()) == 100
    assert len(await sim.updates(limit=1_000)) == 100
    assert len(await sim.updates(limit=7)) == 7


async def test_a_negative_offset_forgets_what_is_older(sim: Driver) -> None:
    await sim.meet()
    for text in ("satu", "dua", "tiga"):
        await sim.say(text)
    assert [update["message"]["text"] for update in await sim.updates(offset=-1)] == ["tiga"]
    assert [update["message"]["text"] for update in await sim.updates()] == ["tiga"]


async def test_a_long_poll_blocks_until_something_comes(sim: Driver) -> None:
    await sim.meet()
    poll = asyncio.ensure_future(sim.updates(timeout=15))
    await asyncio.sleep(0.2)
    assert not poll.done()
    await sim.say("akhirnya")
    assert [update["message"]["text"] for update in await poll] == ["akhirnya"]


async def test_a_second_poller_gets_the_updates_and_the_first_a_409(sim: Driver) -> None:
    await sim.meet()
    older = asyncio.ensure_future(sim.bot("getUpdates", timeout=15))
    await asyncio.sleep(0.2)
    newer = asyncio.ensure_future(sim.updates(timeout=15))
    refused = await older
    assert (refused["error_code"], refused["description"]) == (409, CONFLICT)
    await sim.say("untuk yang baru")
    assert len(await newer) == 1


async def test_allowed_updates_are_remembered(sim: Driver) -> None:
    await sim.meet()
    await sim.updates(allowed_updates=["callback_query"])
    await sim.say("tidak diminta")
    assert await sim.updates() == []
    await sim.updates(allowed_updates=[])
    await sim.say("diminta lagi")
    assert len(await sim.updates()) == 1


async def test_update_ids_go_on_after_a_reset(sim: Driver) -> None:
    await sim.meet()
    await sim.say("sebelum")
    before = (await sim.updates())[-1]["update_id"]
    await sim.post("/sim/reset")
    await sim.meet()
    await sim.say("sesudah")
    assert (await sim.updates())[-1]["update_id"] > before


async def test_what_nobody_fetches_for_a_day_is_dropped(sim: Driver) -> None:
    await sim.meet()
    await sim.say("kemarin")
    await sim.post("/sim/clock", advance=24 * 3600 + 1)
    await sim.say("hari ini")
    assert [update["message"]["text"] for update in await sim.updates()] == ["hari ini"]
    dropped = [each["dropped"] for each in await sim.get("/sim/journal?type=update")]
    assert "not fetched for 24 hours" in dropped


async def test_a_webhook_and_polling_exclude_each_other(sim: Driver) -> None:
    await sim.done("setWebhook", url="https://contoh.id/hook")
    assert (await sim.done("getWebhookInfo"))["url"] == "https://contoh.id/hook"
    assert "webhook is active" in await sim.refused("getUpdates")
    await sim.done("deleteWebhook", drop_pending_updates=True)
    assert await sim.updates() == []


async def test_the_journal_tells_when_an_update_was_handed_over_and_confirmed(sim: Driver) -> None:
    await sim.meet()
    await sim.say("halo")
    found = await sim.updates()
    await sim.updates()
    entry = (await sim.get("/sim/journal?type=update"))[-1]
    assert entry["update_id"] == found[0]["update_id"]
    assert (len(entry["handed_at"]), entry["confirmed_at"]) == (2, None)
    await sim.updates(offset=found[0]["update_id"] + 1)
    entry = (await sim.get("/sim/journal?type=update"))[-1]
    assert entry["confirmed_at"] > entry["handed_at"][-1]
    assert entry["update"]["message"]["from"]["id"] == RATNA
