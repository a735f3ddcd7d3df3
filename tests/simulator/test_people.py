"""What people do, and the updates that the bot gets for it."""

import asyncio
import json
from typing import Any

import pytest

from tests.simulator.support import DENI, RATNA, Driver, buttons


async def test_start_with_a_payload_is_a_command_with_its_entity(sim: Driver) -> None:
    await sim.post("/sim/people", id=RATNA, first_name="Ratna", username="ratna", language_code="id")
    await sim.post(f"/sim/people/{RATNA}/start", payload="undangan-7_A")
    (update,) = await sim.updates()
    message = update["message"]
    assert message["text"] == "/start undangan-7_A"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["chat"] == {"id": RATNA, "type": "private", "first_name": "Ratna", "username": "ratna"}
    assert message["from"]["language_code"] == "id"
    assert message["from"]["is_bot"] is False


@pytest.mark.parametrize("payload", ["a b", "x" * 65, "é", "a.b"])
async def test_a_payload_that_no_link_can_carry_is_refused(sim: Driver, payload: str) -> None:
    await sim.post("/sim/people", id=RATNA, first_name="Ratna")
    status, sentence = await sim.wrong("POST", f"/sim/people/{RATNA}/start", {"payload": payload})
    assert (status, "payload" in sentence) == (400, True)


async def test_people_without_an_id_get_one_and_are_listed(sim: Driver) -> None:
    made = await sim.post("/sim/people", first_name="Deni", last_name="Saputra", timezone="Asia/Jayapura")
    assert made in await sim.get("/sim/people")
    assert await sim.get(f"/sim/people/{made['id']}") == made
    assert (made["started"], made["blocked"], made["timezone"]) == (False, False, "Asia/Jayapura")


async def test_thousands_of_people_are_made_and_started_in_two_calls(sim: Driver) -> None:
    many = [{"id": 10_000 + each, "first_name": f"P{each}"} for each in range(3_000)]
    async with sim.session.post(f"{sim.base}/sim/people/bulk", json=many) as response:
        assert (response.status, len(await response.json())) == (201, 3_000)
    ids = [each["id"] for each in many]
    assert await sim.post("/sim/people/bulk-start", ids=ids) == {"started": 3_000}
    assert len(await sim.get("/sim/journal?type=update")) == 3_000


async def test_a_bulk_with_one_wrong_person_makes_none(sim: Driver) -> None:
    many = [{"id": 1, "first_name": "A"}, {"id": 1, "first_name": "B"}]
    assert await sim.wrong("POST", "/sim/people/bulk", many) == (400, "the id 1 is taken")
    assert await sim.get("/sim/people") == []


async def test_a_reply_quotes_the_message_it_answers(sim: Driver) -> None:
    await sim.meet()
    asked = await sim.done("sendMessage", chat_id=RATNA, text="Siapa yang hadir?")
    await sim.say("Sari", reply_to=asked["message_id"])
    (update,) = await sim.updates()
    assert update["message"]["reply_to_message"]["text"] == "Siapa yang hadir?"
    assert (await sim.inbox())[-1]["reply_to"] == asked["message_id"]


async def test_message_ids_rise_over_all_private_chats(sim: Driver) -> None:
    await sim.meet(RATNA)
    await sim.meet(DENI, "Deni")
    ids = [await sim.say("a", RATNA), await sim.say("b", DENI), await sim.say("c", RATNA)]
    assert ids == list(range(ids[0], ids[0] + 3))


async def test_an_edit_by_a_person_is_an_edited_message(sim: Driver) -> None:
    await sim.meet()
    said = await sim.say("Rabu")
    await sim.post(f"/sim/people/{RATNA}/edit", message_id=said, text="Kamis")
    edited = (await sim.updates())[-1]["edited_message"]
    assert (edited["message_id"], edited["text"]) == (said, "Kamis")
    assert edited["edit_date"] >= edited["date"]
    shown = (await sim.inbox())[-1]
    assert (shown["text"], shown["edited"]) == ("Kamis", True)


async def test_people_edit_only_their_own_messages(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a")
    given = {"message_id": sent["message_id"], "text": "b"}
    status, _ = await sim.wrong("POST", f"/sim/people/{RATNA}/edit", given)
    assert status == 400


async def test_a_reaction_is_an_update_only_for_those_who_asked(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a")
    await sim.post(f"/sim/people/{RATNA}/react", message_id=sent["message_id"], emoji="👍")
    assert await sim.updates() == []
    await sim.updates(allowed_updates=["message", "message_reaction"])
    await sim.post(f"/sim/people/{RATNA}/react", message_id=sent["message_id"], emoji="🙏")
    (update,) = await sim.updates()
    assert update["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert update["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "🙏"}]
    assert (await sim.inbox())[-1]["reactions"] == ["🙏"]
    await sim.updates(allowed_updates=[])


async def test_a_forward_tells_where_it_comes_from(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="BKL-0412")
    await sim.post(f"/sim/people/{RATNA}/forward", message_id=sent["message_id"], from_chat=RATNA)
    message = (await sim.updates())[-1]["message"]
    assert message["text"] == "BKL-0412"
    assert message["forward_origin"]["type"] == "user"
    assert message["forward_origin"]["sender_user"]["is_bot"] is True


async def test_a_protected_message_is_not_forwarded(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a", protect_content=True)
    assert sent["has_protected_content"] is True
    given = {"message_id": sent["message_id"]}
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/forward", given))[0] == 400


async def test_blocking_tells_the_bot_and_refuses_its_messages(sim: Driver) -> None:
    await sim.meet()
    await sim.post(f"/sim/people/{RATNA}/block")
    (update,) = await sim.updates()
    change = update["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    words = await sim.refused("sendMessage", chat_id=RATNA, text="a")
    assert words == "Forbidden: bot was blocked by the user"
    await sim.post(f"/sim/people/{RATNA}/unblock")
    assert (await sim.updates())[-1]["my_chat_member"]["new_chat_member"]["status"] == "member"
    await sim.done("sendMessage", chat_id=RATNA, text="a")


async def test_start_after_a_block_unblocks_first(sim: Driver) -> None:
    await sim.meet()
    await sim.post(f"/sim/people/{RATNA}/block")
    await sim.post(f"/sim/people/{RATNA}/start")
    kinds = [next(name for name in update if name != "update_id") for update in await sim.updates()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


async def test_a_deactivated_account_is_refused_without_an_update(sim: Driver) -> None:
    await sim.meet()
    await sim.post(f"/sim/people/{RATNA}/deactivate")
    assert await sim.updates() == []
    assert await sim.refused("sendMessage", chat_id=RATNA, text="a") == "Forbidden: user is deactivated"
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/send", {"text": "a"}))[0] == 400


async def test_a_key_of_the_reply_keyboard_is_sent_as_text(sim: Driver) -> None:
    await sim.meet()
    keyboard = {"keyboard": [["Umumkan", {"text": "Bantuan"}]], "is_persistent": True, "resize_keyboard": True}
    await sim.done("sendMessage", chat_id=RATNA, text="Menu", reply_markup=keyboard)
    shown = (await sim.inbox())[-1]["keyboard"]
    assert shown == {
        "keyboard": [[{"text": "Umumkan"}, {"text": "Bantuan"}]],
        "is_persistent": True,
        "resize_keyboard": True,
    }
    await sim.post(f"/sim/people/{RATNA}/reply-key", text="Umumkan")
    assert (await sim.updates())[-1]["message"]["text"] == "Umumkan"


async def test_a_removed_keyboard_has_no_keys(sim: Driver) -> None:
    await sim.meet()
    await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup={"keyboard": [["Ya"]]})
    await sim.done("sendMessage", chat_id=RATNA, text="b", reply_markup={"remove_keyboard": True})
    status, sentence = await sim.wrong("POST", f"/sim/people/{RATNA}/reply-key", {"text": "Ya"})
    assert (status, "none" in sentence) == (404, True)


async def test_contact_and_location_only_where_the_key_asks(sim: Driver) -> None:
    await sim.meet()
    keys = [[{"text": "Nomor", "request_contact": True}, {"text": "Tempat", "request_location": True}]]
    await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup={"keyboard": keys})
    place = {"latitude": -3.8, "longitude": 102.26}
    await sim.post(f"/sim/people/{RATNA}/reply-key", text="Nomor", contact=True)
    await sim.post(f"/sim/people/{RATNA}/reply-key", text="Tempat", location=place)
    contact, location = [update["message"] for update in await sim.updates()]
    assert contact["contact"]["user_id"] == RATNA
    assert location["location"] == place
    wrong = {"text": "Tempat", "contact": True}
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/reply-key", wrong))[0] == 400


@pytest.mark.parametrize("text", ["sebelum \x00 sesudah", "setengah \ud83d pasangan"])
async def test_texts_that_no_one_should_send_are_handed_over_as_they_are(sim: Driver, text: str) -> None:
    await sim.meet()
    await sim.say(text)
    async with sim.session.post(sim.url("getUpdates"), json={}) as response:
        body = await response.read()
    assert json.loads(body)["result"][0]["message"]["text"] == text
    assert (await sim.inbox())[-1]["text"] == text


async def test_the_transcript_has_a_line_a_message_with_its_buttons(sim: Driver) -> None:
    await sim.meet()
    await sim.post("/sim/clock", set="2026-11-23T03:22:00+00:00")
    markup = buttons([("Setujui", "a"), ("Kembalikan", "b")])
    await sim.done("sendMessage", chat_id=RATNA, text="BKL-0412\nmenunggu", reply_markup=markup)
    last = (await sim.get(f"/sim/transcript?person={RATNA}")).splitlines()[-1]
    assert last.endswith("23.11 10.22 simpul_bot: BKL-0412 ⏎ menunggu [Setujui] [Kembalikan]")


async def test_the_inbox_waits_for_something_newer(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a")
    since = (await sim.inbox())[-1]["seq"]
    waiting = asyncio.ensure_future(sim.inbox(query=f"?since={since}&wait=10"))
    await asyncio.sleep(0.1)
    await sim.done("deleteMessage", chat_id=RATNA, message_id=sent["message_id"])
    found = await waiting
    assert [(each["message_id"], each["deleted"]) for each in found] == [(sent["message_id"], True)]
    assert sent["message_id"] not in [each["message_id"] for each in await sim.inbox()]


async def test_the_inbox_can_be_cut_to_the_last_messages(sim: Driver) -> None:
    await sim.meet()
    said = [await sim.say(f"pesan {each}") for each in range(5)]
    assert [each["message_id"] for each in await sim.inbox(query="?limit=2")] == said[-2:]


async def test_a_person_changes_names_language_and_zone(sim: Driver) -> None:
    await sim.meet(username="ratna", language_code="id")
    changed = await sim.post(f"/sim/people/{RATNA}", first_name="Dewi", username=None, timezone="Asia/Jayapura")
    assert (changed["first_name"], changed["username"], changed["language_code"]) == ("Dewi", None, "id")
    await sim.say("a")
    sender = (await sim.updates())[-1]["message"]["from"]
    assert (sender["first_name"], "username" in sender) == ("Dewi", False)
    assert (await sim.get(f"/sim/people/{RATNA}"))["timezone"] == "Asia/Jayapura"


@pytest.mark.parametrize(
    "given",
    [{"timezone": "Mars/Olympus"}, {"timezone": "../etc"}, {"first_name": None}, {"first_name": " "}, {"id": 7}],
)
async def test_a_wrong_change_changes_nothing(sim: Driver, given: dict[str, Any]) -> None:
    await sim.meet()
    before = await sim.get(f"/sim/people/{RATNA}")
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}", {"last_name": "X", **given}))[0] == 400
    assert await sim.get(f"/sim/people/{RATNA}") == before


async def test_a_deletion_by_a_person_is_not_told(sim: Driver) -> None:
    await sim.meet()
    own = await sim.say("salah ketik")
    await sim.confirm_all()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="jawaban")
    for message_id in (own, sent["message_id"]):
        await sim.post(f"/sim/people/{RATNA}/delete", message_id=message_id)
    assert await sim.updates() == []
    aimed = {"chat_id": RATNA, "message_id": sent["message_id"]}
    assert await sim.refused("editMessageText", text="b", **aimed) == "Bad Request: message to edit not found"
    shown = [item["message_id"] for item in await sim.inbox()]
    assert {own, sent["message_id"]}.isdisjoint(shown)
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/delete", {"message_id": own}))[0] == 404


async def test_in_a_group_people_delete_what_is_theirs(sim: Driver) -> None:
    await sim.meet()
    await sim.meet(DENI, "Deni")
    chat = (await sim.post("/sim/chats", type="supergroup", title="Humas", members=[RATNA, DENI]))["id"]
    said = await sim.say("a", RATNA, chat=chat)
    given = {"message_id": said, "chat": chat}
    assert (await sim.wrong("POST", f"/sim/people/{DENI}/delete", given))[0] == 400
    await sim.post(f"/sim/people/{RATNA}/delete", **given)
    other = await sim.say("b", DENI, chat=chat)
    await sim.post(f"/sim/people/{RATNA}/delete", message_id=other, chat=chat)
    assert {said, other}.isdisjoint(item["message_id"] for item in await sim.get(f"/sim/chats/{chat}/messages"))
