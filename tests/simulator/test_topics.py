"""Topics of a forum: both sides make and close them, and what is written in one stays in it."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.simulator.support import DENI, RATNA, Driver, driving, png, running

RIGHTS = "Bad Request: not enough rights to"


async def forum(sim: Driver, **more: Any) -> int:
    """A forum that Ratna owns, with Deni in it; the bot leads it where `more` says nothing else."""
    await sim.meet()
    await sim.meet(DENI, "Deni")
    given = {"type": "supergroup", "title": "Humas", "members": [RATNA, DENI], "bot_admin": True, "forum": True}
    made = await sim.post("/sim/chats", **{**given, **more})
    await sim.confirm_all()
    return int(made["id"])


async def topic(sim: Driver, chat: int, name: str = "Laporan", **more: Any) -> int:
    made = await sim.post(f"/sim/chats/{chat}/topics", name=name, **more)
    await sim.confirm_all()
    return int(made["thread"])


async def test_a_topic_of_a_person_is_announced_by_the_message_that_makes_it(sim: Driver) -> None:
    chat = await forum(sim)
    made = await sim.post(f"/sim/chats/{chat}/topics", name="Laporan", by=DENI)
    message = (await sim.updates())[-1]["message"]
    assert made == {"thread": message["message_id"], "name": "Laporan"}
    assert message["forum_topic_created"] == {"name": "Laporan", "icon_color": 0x6FB9F0}
    assert (message["message_thread_id"], message["is_topic_message"]) == (made["thread"], True)
    assert (message["from"]["id"], message["chat"]["is_forum"]) == (DENI, True)
    shown = await sim.get(f"/sim/chats/{chat}")
    assert (shown["forum"], shown["topics"]) == (True, [{"id": made["thread"], "name": "Laporan", "closed": False}])


async def test_changes_of_a_topic_are_told_one_by_one(sim: Driver) -> None:
    chat = await forum(sim)
    thread = await topic(sim, chat)
    for change in ({"name": "Laporan harian"}, {"closed": True}, {"closed": True}, {"closed": False}):
        await sim.post(f"/sim/chats/{chat}/topics/{thread}", **change)
    messages = [update["message"] for update in await sim.updates()]
    assert [each.get("forum_topic_edited") for each in messages] == [{"name": "Laporan harian"}, None, None]
    assert ("forum_topic_closed" in messages[1], "forum_topic_reopened" in messages[2]) == (True, True)
    services = [item["service"] for item in await sim.get(f"/sim/chats/{chat}/messages?thread={thread}")]
    assert services[0] == {"kind": "forum_topic_created", "names": [], "value": "Laporan"}
    assert services[-1] == {"kind": "forum_topic_reopened", "names": [], "value": None}


async def test_what_people_write_in_a_topic_reaches_the_bot_with_it(sim: Driver) -> None:
    chat = await forum(sim)
    thread = await topic(sim, chat)
    said = await sim.say("dalam topik", DENI, chat=chat, thread=thread)
    await sim.say("jawaban", RATNA, chat=chat, reply_to=said)
    await sim.say("umum", RATNA, chat=chat)
    inside, answer, general = [update["message"] for update in await sim.updates()]
    assert [each.get("message_thread_id") for each in (inside, answer, general)] == [thread, thread, None]
    assert (answer["reply_to_message"]["message_id"], "is_topic_message" in general) == (said, False)


async def test_files_of_people_go_to_a_topic_too(sim: Driver) -> None:
    chat = await forum(sim)
    thread = await topic(sim, chat)
    form = aiohttp.FormData({"kind": "photo", "album": "true", "chat": str(chat), "thread": str(thread)})
    for name in ("a.png", "b.png"):
        form.add_field("file", png(20, 20), filename=name)
    async with sim.session.post(f"{sim.base}/sim/people/{RATNA}/send", data=form) as response:
        assert response.status == 200
    assert [update["message"]["message_thread_id"] for update in await sim.updates()] == [thread, thread]


async def test_a_person_forwards_into_a_topic(sim: Driver) -> None:
    chat = await forum(sim)
    thread = await topic(sim, chat)
    said = await sim.say("asal")
    await sim.post(f"/sim/people/{RATNA}/forward", message_id=said, to_chat=chat, thread=thread)
    message = (await sim.updates())[-1]["message"]
    assert (message["message_thread_id"], message["forward_origin"]["sender_user"]["id"]) == (thread, RATNA)


async def test_a_press_in_a_topic_comes_with_its_message(sim: Driver) -> None:
    chat = await forum(sim)
    thread = await topic(sim, chat)
    keys = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    sent = await sim.done("sendMessage", chat_id=chat, message_thread_id=thread, text="a", reply_markup=keys)
    await sim.post(f"/sim/people/{DENI}/press", message_id=sent["message_id"], chat=chat, button="Ya", wait=0)
    assert (await sim.updates())[-1]["callback_query"]["message"]["message_thread_id"] == thread


async def test_a_chat_is_read_by_topic(sim: Driver) -> None:
    chat = await forum(sim)
    thread = await topic(sim, chat)
    await sim.say("umum", chat=chat)
    await sim.say("khusus", chat=chat, thread=thread)
    path = f"/sim/chats/{chat}/messages"
    assert [item["text"] for item in await sim.get(f"{path}?thread={thread}")] == [None, "khusus"]
    assert "umum" in [item["text"] for item in await sim.get(f"{path}?thread=0")]
    assert {item["thread"] for item in await sim.get(path)} == {None, thread}
    inside = await sim.get(f"/sim/transcript?chat={chat}&thread={thread}")
    assert inside.splitlines()[-1].endswith("(Laporan) Ratna: khusus")
    assert "umum" not in inside


async def test_the_bot_makes_renames_closes_and_deletes_a_topic(sim: Driver) -> None:
    chat = await forum(sim)
    made = await sim.done("createForumTopic", chat_id=chat, name="Undangan", icon_color=0xFFD67E)
    assert (made["name"], made["icon_color"]) == ("Undangan", 0xFFD67E)
    aimed = {"chat_id": chat, "message_thread_id": made["message_thread_id"]}
    sent = await sim.done("sendMessage", text="a", **aimed)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (made["message_thread_id"], True)
    assert await sim.done("editForumTopic", name="Undangan rapat", **aimed) is True
    assert await sim.done("closeForumTopic", **aimed) is True
    assert await sim.done("reopenForumTopic", **aimed) is True
    kinds = [item["service"]["kind"] for item in await sim.get(f"/sim/chats/{chat}/messages") if item["service"]]
    assert kinds[-4:] == [f"forum_topic_{each}" for each in ("created", "edited", "closed", "reopened")]
    assert await sim.updates() == []
    assert await sim.done("deleteForumTopic", **aimed) is True
    assert await sim.refused("sendMessage", text="a", **aimed) == "Bad Request: message thread not found"
    assert (await sim.get(f"/sim/chats/{chat}"))["topics"] == []
    assert sent["message_id"] not in [item["message_id"] for item in await sim.get(f"/sim/chats/{chat}/messages")]


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("createForumTopic", {"name": "  "}, "Bad Request: name must be non-empty"),
        ("createForumTopic", {"name": "a", "icon_color": 7}, "Bad Request: invalid icon color specified"),
        ("editForumTopic", {"message_thread_id": 999, "name": "a"}, "Bad Request: TOPIC_ID_INVALID"),
        ("sendMessage", {"message_thread_id": 999, "text": "a"}, "Bad Request: message thread not found"),
        ("sendMessage", {"message_thread_id": 1, "text": "a"}, "Bad Request: message thread not found"),
        ("sendChatAction", {"message_thread_id": 999, "action": "typing"}, "Bad Request: message thread not found"),
    ],
)
async def test_what_is_wrong_with_a_topic_is_told(sim: Driver, method: str, params: dict[str, Any], words: str) -> None:
    chat = await forum(sim)
    assert await sim.refused(method, chat_id=chat, **params) == words


async def test_without_the_right_the_bot_manages_no_topics(sim: Driver) -> None:
    chat = await forum(sim, bot_admin=False)
    aimed = {"chat_id": chat, "message_thread_id": await topic(sim, chat)}
    assert await sim.refused("createForumTopic", chat_id=chat, name="a") == f"{RIGHTS} create a topic"
    assert await sim.refused("editForumTopic", name="a", **aimed) == f"{RIGHTS} edit the topic"
    assert await sim.refused("closeForumTopic", **aimed) == f"{RIGHTS} close or open the topic"
    assert await sim.refused("deleteForumTopic", **aimed) == f"{RIGHTS} delete the topic"
    await sim.post(f"/sim/chats/{chat}/promote", person=110201543, rights={"can_manage_topics": False})
    assert await sim.refused("createForumTopic", chat_id=chat, name="a") == f"{RIGHTS} create a topic"
    assert await sim.done("deleteForumTopic", **aimed) is True


async def test_a_chat_without_topics_has_none_to_make(sim: Driver) -> None:
    chat = await forum(sim, forum=False)
    assert await sim.refused("createForumTopic", chat_id=chat, name="a") == "Bad Request: the chat is not a forum"
    assert "is_topic_message" not in await sim.done("sendMessage", chat_id=chat, message_thread_id=5, text="a")
    words = await sim.refused("sendMessage", chat_id=RATNA, message_thread_id=5, text="a")
    assert words == "Bad Request: message thread not found"


async def test_in_a_closed_topic_only_administrators_write(sim: Driver) -> None:
    chat = await forum(sim, bot_admin=False)
    thread = await topic(sim, chat)
    await sim.post(f"/sim/chats/{chat}/topics/{thread}", closed=True)
    aimed = {"chat_id": chat, "message_thread_id": thread, "text": "a"}
    assert await sim.refused("sendMessage", **aimed) == "Bad Request: TOPIC_CLOSED"
    said = {"text": "a", "chat": chat, "thread": thread}
    status, sentence = await sim.wrong("POST", f"/sim/people/{DENI}/send", said)
    assert (status, "is closed" in sentence) == (400, True)
    await sim.post(f"/sim/people/{RATNA}/send", **said)
    await sim.post(f"/sim/chats/{chat}/promote", person=110201543)
    assert (await sim.done("sendMessage", **aimed))["message_thread_id"] == thread


async def test_an_answer_of_the_bot_stays_in_the_topic_of_the_question(sim: Driver) -> None:
    chat = await forum(sim)
    thread = await topic(sim, chat)
    asked = await sim.say("di mana?", chat=chat, thread=thread)
    reply = {"message_id": asked}
    sent = await sim.done("sendMessage", chat_id=chat, text="di sini", reply_parameters=reply)
    assert (sent["message_thread_id"], sent["reply_to_message"]["message_id"]) == (thread, asked)


async def test_copies_forwards_and_albums_go_to_a_topic(sim: Driver) -> None:
    chat = await forum(sim)
    aimed = {"chat_id": chat, "message_thread_id": await topic(sim, chat)}
    source = {"from_chat_id": RATNA, "message_id": await sim.say("asal")}
    many = {"from_chat_id": RATNA, "message_ids": [source["message_id"]]}
    forwarded = await sim.done("forwardMessage", **aimed, **source)
    await sim.done("copyMessage", **aimed, **source)
    await sim.done("copyMessages", **aimed, **many)
    await sim.done("forwardMessages", **aimed, **many)
    assert forwarded["message_thread_id"] == aimed["message_thread_id"]
    texts = [item["text"] for item in await sim.get(f"/sim/chats/{chat}/messages?thread={aimed['message_thread_id']}")]
    assert texts == [None, *["asal"] * 4]


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("topics", {}, 400),
        ("topics", {"name": " "}, 400),
        ("topics", {"name": "a", "warna": 1}, 400),
        ("topics", {"name": "a", "by": 7}, 404),
        ("topics/999", {"name": "a"}, 404),
        ("topics/x", {"name": "a"}, 404),
    ],
)
async def test_a_wrong_call_gets_a_sentence(sim: Driver, path: str, given: dict[str, Any], status: int) -> None:
    chat = await forum(sim)
    assert (await sim.wrong("POST", f"/sim/chats/{chat}/{path}", given))[0] == status


async def test_only_a_supergroup_is_a_forum(sim: Driver) -> None:
    await sim.meet()
    given = {"type": "group", "title": "a", "members": [RATNA], "forum": True}
    assert (await sim.wrong("POST", "/sim/chats", given))[0] == 400
    chat = (await sim.post("/sim/chats", type="supergroup", title="a", members=[RATNA]))["id"]
    assert (await sim.wrong("POST", f"/sim/chats/{chat}/topics", {"name": "a"}))[0] == 400
    said = {"text": "a", "chat": chat, "thread": 5}
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/send", said))[0] == 404


async def test_a_restart_keeps_topics_and_what_is_in_them(tmp_path: Path) -> None:
    options = ("--limits", "off", "--data", str(tmp_path))
    with running(*options) as server:
        async with driving(server.base) as sim:
            chat = await forum(sim)
            thread = await topic(sim, chat)
            await sim.say("a", chat=chat, thread=thread)
            await sim.post(f"/sim/chats/{chat}/topics/{thread}", closed=True)
            before = [await sim.get(f"/sim/chats/{chat}"), await sim.get(f"/sim/chats/{chat}/messages?thread={thread}")]
    with running(*options) as server:
        async with driving(server.base) as sim:
            after = [await sim.get(f"/sim/chats/{chat}"), await sim.get(f"/sim/chats/{chat}/messages?thread={thread}")]
            assert after == before
            assert (await sim.done("getChat", chat_id=chat))["is_forum"] is True
            assert (await topic(sim, chat, "baru")) > thread
