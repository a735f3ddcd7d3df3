"""Pressing inline buttons, and answering."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.simulator.support import RATNA, Driver, buttons

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def card(sim: Driver) -> AsyncIterator[int]:
    """The id of a message with the buttons Setujui and Kembalikan."""
    await sim.meet()
    markup = buttons([("Setujui", "ok:1"), ("Kembalikan", "no:1")])
    sent = await sim.done("sendMessage", chat_id=RATNA, text="BKL-0412", reply_markup=markup)
    yield sent["message_id"]
    await sim.post("/sim/limits", enforce=False, callback_seconds=15)


async def press(sim: Driver, card: int, button: str = "Setujui", **more: Any) -> Any:
    return await sim.post(f"/sim/people/{RATNA}/press", message_id=card, button=button, **more)


async def the_query(sim: Driver) -> dict[str, Any]:
    (update,) = await sim.updates(timeout=5)
    await sim.confirm_all()
    query: dict[str, Any] = update["callback_query"]
    return query


@pytest.mark.parametrize("button", ["Setujui", "ok:1"])
async def test_a_press_waits_for_the_answer(sim: Driver, card: int, button: str) -> None:
    pressed = asyncio.ensure_future(press(sim, card, button, wait=10))
    query = await the_query(sim)
    assert (query["data"], query["message"]["message_id"]) == ("ok:1", card)
    assert query["from"]["id"] == RATNA
    assert query["message"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Setujui"
    await sim.done("answerCallbackQuery", callback_query_id=query["id"], text="Disetujui", show_alert=True)
    assert await pressed == {"answer": {"text": "Disetujui", "show_alert": True, "url": None}}


async def test_a_press_without_an_answer_gives_null(sim: Driver, card: int) -> None:
    assert await press(sim, card, wait=0) == {"answer": None}


async def test_a_query_is_answered_once(sim: Driver, card: int) -> None:
    await press(sim, card, wait=0)
    query = await the_query(sim)
    await sim.done("answerCallbackQuery", callback_query_id=query["id"])
    assert await sim.refused("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD
    assert await sim.refused("answerCallbackQuery", callback_query_id="123") == TOO_OLD


async def test_a_query_expires(sim: Driver, card: int) -> None:
    await sim.post("/sim/limits", callback_seconds=0.05)
    await press(sim, card, wait=0)
    query = await the_query(sim)
    await asyncio.sleep(0.1)
    assert await sim.refused("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD


async def test_a_resent_press_is_the_same_query_under_a_new_update_id(sim: Driver, card: int) -> None:
    await press(sim, card, wait=0)
    await press(sim, card, wait=0, resend=True)
    await press(sim, card, wait=0)
    first, again, new = await sim.updates()
    assert first["update_id"] < again["update_id"] < new["update_id"]
    assert first["callback_query"] == again["callback_query"]
    assert new["callback_query"]["id"] != first["callback_query"]["id"]


async def test_a_press_that_never_was_cannot_be_resent(sim: Driver, card: int) -> None:
    given = {"message_id": card, "button": "Setujui", "resend": True}
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/press", given))[0] == 400


async def test_a_button_that_is_gone_cannot_be_pressed(sim: Driver, card: int) -> None:
    await sim.done("editMessageText", chat_id=RATNA, message_id=card, text="selesai")
    given = {"message_id": card, "button": "Setujui"}
    status, sentence = await sim.wrong("POST", f"/sim/people/{RATNA}/press", given)
    assert (status, "none" in sentence) == (404, True)


async def test_a_long_answer_is_refused(sim: Driver, card: int) -> None:
    await press(sim, card, wait=0)
    query = await the_query(sim)
    answer = {"callback_query_id": query["id"], "text": "a" * 201}
    assert await sim.refused("answerCallbackQuery", **answer) == "Bad Request: MESSAGE_TOO_LONG"
