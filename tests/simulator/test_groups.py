"""Groups, supergroups and channels: who is in them, what the bot is told, and what it may do there."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.simulator.support import DENI, RATNA, Driver, Json, buttons, driving, png, running

BOT = 110201543
TITLE = "Humas Provinsi"


async def make(sim: Driver, **more: Any) -> int:
    """A group of Ratna, who owns it, and Deni; what the bot was told of it is confirmed."""
    await sim.meet(RATNA)
    await sim.meet(DENI, "Deni")
    about = {"type": "group", "title": TITLE, "members": [RATNA, DENI], "bot": True, **more}
    made = await sim.post("/sim/chats", **about)
    await sim.confirm_all()
    return int(made["id"])


async def act(sim: Driver, chat: int, what: str, **given: Any) -> Json:
    done: Json = await sim.post(f"/sim/chats/{chat}/{what}", **given)
    return done


async def shown(sim: Driver, chat: int) -> list[Json]:
    found: list[Json] = await sim.get(f"/sim/chats/{chat}/messages")
    return found


async def told(sim: Driver) -> list[tuple[str, Json]]:
    """Kind and content of every update that waits."""
    return [next((kind, each[kind]) for kind in each if kind != "update_id") for each in await sim.updates()]


async def texts_told(sim: Driver) -> list[str]:
    return [content["text"] for kind, content in await told(sim) if kind == "message"]


# --- becoming a member


async def test_a_new_group_tells_the_bot_that_it_is_in_and_then_that_the_group_was_made(sim: Driver) -> None:
    await sim.meet()
    made = await sim.post("/sim/chats", type="group", title=TITLE, members=[RATNA], bot=True)
    (kind, change), (_, message) = await told(sim)
    assert kind == "my_chat_member"
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("left", "member")
    assert change["from"]["id"] == RATNA
    assert message["group_chat_created"] is True
    assert message["chat"] == {"id": made["id"], "title": TITLE, "type": "group"}


@pytest.mark.parametrize(
    ("kind", "highest"), [("group", -1), ("supergroup", -(10**12) - 1), ("channel", -(10**12) - 1)]
)
async def test_ids_are_negative_and_those_of_supergroups_begin_with_minus_100(
    sim: Driver, kind: str, highest: int
) -> None:
    chat = await make(sim, type=kind)
    assert chat <= highest
    assert str(chat).startswith("-100") == (kind != "group")


async def test_the_bot_is_welcomed_into_a_supergroup_by_name(sim: Driver) -> None:
    chat = await make(sim, type="supergroup", bot=False)
    assert (await sim.bot("sendMessage", chat_id=chat, text="a"))["description"] == "Bad Request: chat not found"
    await act(sim, chat, "add-bot", admin=True)
    (_, change), (_, message) = await told(sim)
    assert change["new_chat_member"]["status"] == "administrator"
    assert change["new_chat_member"]["can_delete_messages"] is True
    assert [each["id"] for each in message["new_chat_members"]] == [BOT]


async def test_people_who_come_and_go_are_announced_in_the_group(sim: Driver) -> None:
    chat = await make(sim)
    await sim.meet(503, "Sri")
    await act(sim, chat, "join", person=503, by=RATNA)
    await act(sim, chat, "leave", person=503)
    joined, left = [message for _, message in await told(sim)]
    assert (joined["from"]["id"], [each["id"] for each in joined["new_chat_members"]]) == (RATNA, [503])
    assert (left["from"]["id"], left["left_chat_member"]["id"]) == (503, 503)
    lines = [each["service"] for each in await shown(sim, chat)]
    assert lines[-1] == {"kind": "left_chat_member", "names": ["Sri"], "value": None}


async def test_an_administrator_that_asked_hears_of_every_change_of_members(sim: Driver) -> None:
    chat = await make(sim, bot_admin=True)
    await sim.updates(allowed_updates=["chat_member"])
    await act(sim, chat, "promote", person=DENI)
    ((kind, change),) = await told(sim)
    assert (kind, change["new_chat_member"]["user"]["id"]) == ("chat_member", DENI)
    assert change["new_chat_member"]["status"] == "administrator"
    await sim.updates(allowed_updates=[])


async def test_a_promotion_of_the_bot_and_its_end_are_told(sim: Driver) -> None:
    chat = await make(sim)
    await act(sim, chat, "promote", person=BOT)
    await act(sim, chat, "promote", person=BOT, admin=False)
    statuses = [content["new_chat_member"]["status"] for _, content in await told(sim)]
    assert statuses == ["administrator", "member"]


# --- privacy


async def test_a_member_in_privacy_mode_hears_only_what_is_meant_for_it(sim: Driver) -> None:
    chat = await make(sim)
    sent = await sim.done("sendMessage", chat_id=chat, text="Agenda")
    heard = ["/agenda", "/agenda@simpul_bot besok", "😀 tanya @simpul_bot, ya"]
    for text in ("selamat pagi", *heard, "/agenda@bot_lain", "lihat /agenda"):
        await sim.say(text, DENI, chat=chat)
    await sim.say("jawaban", DENI, chat=chat, reply_to=sent["message_id"])
    assert await texts_told(sim) == [*heard, "jawaban"]


async def test_an_administrator_hears_everything(sim: Driver) -> None:
    chat = await make(sim, bot_admin=True)
    await sim.say("selamat pagi", DENI, chat=chat)
    assert await texts_told(sim) == ["selamat pagi"]


async def test_an_edit_is_told_as_the_message_was(sim: Driver) -> None:
    chat = await make(sim)
    talk, command = await sim.say("pagi", DENI, chat=chat), await sim.say("/agenda", DENI, chat=chat)
    await sim.confirm_all()
    await sim.post(f"/sim/people/{DENI}/edit", message_id=talk, text="siang", chat=chat)
    await sim.post(f"/sim/people/{DENI}/edit", message_id=command, text="/agenda besok", chat=chat)
    ((kind, message),) = await told(sim)
    assert (kind, message["text"], message["chat"]["id"]) == ("edited_message", "/agenda besok", chat)


async def test_a_reaction_in_a_group_is_told_only_to_an_administrator(sim: Driver) -> None:
    chat = await make(sim)
    sent = await sim.done("sendMessage", chat_id=chat, text="a")
    await sim.updates(allowed_updates=["message_reaction"])
    await sim.post(f"/sim/people/{DENI}/react", message_id=sent["message_id"], emoji="👍", chat=chat)
    assert await sim.updates() == []
    await act(sim, chat, "promote", person=BOT)
    await sim.post(f"/sim/people/{DENI}/react", message_id=sent["message_id"], emoji="🙏", chat=chat)
    ((_, reaction),) = await told(sim)
    assert (reaction["chat"]["id"], reaction["user"]["id"]) == (chat, DENI)
    await sim.updates(allowed_updates=[])


# --- messages


async def test_groups_share_the_bots_count_and_supergroups_have_their_own(sim: Driver) -> None:
    group = await make(sim)
    own = (await sim.post("/sim/chats", type="supergroup", title="B", members=[RATNA]))["id"]
    here = (await sim.done("sendMessage", chat_id=group, text="a"))["message_id"]
    assert (await sim.done("sendMessage", chat_id=RATNA, text="b"))["message_id"] == here + 1
    first = (await shown(sim, own))[0]["message_id"]
    assert (first, (await sim.done("sendMessage", chat_id=own, text="c"))["message_id"]) == (1, 2)


async def test_a_press_in_a_group_comes_from_the_presser_in_that_chat(sim: Driver) -> None:
    chat = await make(sim)
    sent = await sim.done("sendMessage", chat_id=chat, text="Hadir?", reply_markup=buttons([("Hadir", "h:1")]))
    aimed = {"message_id": sent["message_id"], "button": "Hadir", "chat": chat, "wait": 0}
    await sim.post(f"/sim/people/{DENI}/press", **aimed)
    await sim.post(f"/sim/people/{RATNA}/press", **aimed)
    await sim.post(f"/sim/people/{DENI}/press", **aimed, resend=True)
    first, second, again = [query for _, query in await told(sim)]
    assert [each["from"]["id"] for each in (first, second, again)] == [DENI, RATNA, DENI]
    assert first["message"]["chat"]["id"] == chat
    assert (first["id"], first["chat_instance"]) == (again["id"], second["chat_instance"])


async def test_the_same_message_id_in_two_supergroups_is_two_messages(sim: Driver) -> None:
    one = await make(sim, type="supergroup")
    two = (await sim.post("/sim/chats", type="supergroup", title="B", members=[RATNA]))["id"]
    await sim.confirm_all()
    for chat in (one, two):
        sent = await sim.done("sendMessage", chat_id=chat, text="a", reply_markup=buttons([("Ya", str(chat))]))
        aimed = {"message_id": sent["message_id"], "button": "Ya", "chat": chat, "wait": 0}
        await sim.post(f"/sim/people/{RATNA}/press", **aimed)
    assert [(query["data"], query["message"]["chat"]["id"]) for _, query in await told(sim)] == [
        (str(one), one),
        (str(two), two),
    ]


async def test_the_bot_edits_copies_forwards_and_deletes_in_a_group(sim: Driver) -> None:
    chat = await make(sim)
    sent = await sim.done("sendMessage", chat_id=chat, text="Pengumuman")
    aimed = {"chat_id": chat, "message_id": sent["message_id"]}
    assert (await sim.done("editMessageText", text="Ralat", **aimed))["chat"]["id"] == chat
    await sim.done("copyMessage", chat_id=RATNA, from_chat_id=chat, message_id=sent["message_id"])
    await sim.done("forwardMessage", chat_id=chat, from_chat_id=RATNA, message_id=(await sim.inbox())[-1]["message_id"])
    await sim.done("deleteMessage", **aimed)
    assert [each["text"] for each in await shown(sim, chat)][1:] == ["Ralat"]
    assert (await sim.inbox())[-1]["text"] == "Ralat"


async def test_photos_and_albums_go_to_groups(sim: Driver) -> None:
    chat = await make(sim)
    form = aiohttp.FormData({"chat_id": str(chat), "media": '[{"type":"photo","media":"attach://a"},'
                             '{"type":"photo","media":"attach://b"}]'})  # fmt: skip
    form.add_field("a", png(20, 20), filename="a.png")
    form.add_field("b", png(30, 30), filename="b.png")
    async with sim.session.post(sim.url("sendMediaGroup"), data=form) as response:
        assert response.status == 200, await response.text()
    items = (await shown(sim, chat))[-2:]
    assert len({each["group"] for each in items}) == 1
    assert {each["media"]["kind"] for each in items} == {"photo"}


async def test_only_an_administrator_deletes_others_messages_and_pins(sim: Driver) -> None:
    chat = await make(sim)
    said = await sim.say("pagi", DENI, chat=chat)
    aimed = {"chat_id": chat, "message_id": said}
    assert await sim.refused("deleteMessage", **aimed) == "Bad Request: message can't be deleted"
    pin = await sim.refused("pinChatMessage", **aimed)
    assert pin == "Bad Request: not enough rights to manage pinned messages in the chat"
    await act(sim, chat, "promote", person=BOT)
    await sim.done("pinChatMessage", **aimed)
    assert (await sim.done("getChat", chat_id=chat))["pinned_message"]["text"] == "pagi"
    await sim.done("deleteMessage", **aimed)


async def test_people_see_a_group_only_while_they_are_in_it(sim: Driver) -> None:
    chat = await make(sim)
    await act(sim, chat, "leave", person=DENI)
    status, sentence = await sim.wrong("POST", f"/sim/people/{DENI}/send", {"text": "a", "chat": chat})
    assert (status, sentence) == (404, f"Deni sees no chat {chat}")


async def test_a_sticker_is_a_small_picture_with_an_emoji(sim: Driver) -> None:
    await sim.meet()
    await sim.post(f"/sim/people/{RATNA}/send", sticker="👍")
    ((_, message),) = await told(sim)
    sticker = message["sticker"]
    assert (sticker["emoji"], sticker["type"], sticker["is_animated"], sticker["width"]) == (
        "👍",
        "regular",
        False,
        512,
    )
    copied = await sim.done("copyMessage", chat_id=RATNA, from_chat_id=RATNA, message_id=message["message_id"])
    again = await sim.done("sendSticker", chat_id=RATNA, sticker=sticker["file_id"])
    kinds = {each["message_id"]: each["media"]["kind"] for each in await sim.inbox() if each["media"]}
    assert kinds == dict.fromkeys((message["message_id"], copied["message_id"], again["message_id"]), "sticker")


# --- refusals


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_after_being_put_out_the_bot_is_refused_by_name(sim: Driver, kind: str) -> None:
    chat = await make(sim, type=kind)
    await act(sim, chat, "kick-bot")
    answer = await sim.bot("sendMessage", chat_id=chat, text="a")
    assert (answer["error_code"], answer["description"]) == (403, f"Forbidden: bot was kicked from the {kind} chat")
    assert await sim.refused("getChat", chat_id=chat) == answer["description"]
    await act(sim, chat, "add-bot")
    await sim.done("sendMessage", chat_id=chat, text="a")


async def test_a_kick_is_told_and_in_a_plain_group_announced_too(sim: Driver) -> None:
    plain = await make(sim)
    await act(sim, plain, "kick-bot")
    (_, change), (_, message) = await told(sim)
    assert (change["new_chat_member"]["status"], change["new_chat_member"]["until_date"]) == ("kicked", 0)
    assert message["left_chat_member"]["id"] == BOT
    await sim.confirm_all()
    await sim.say("/agenda", DENI, chat=plain)
    assert await sim.updates() == []


async def test_a_kick_out_of_a_supergroup_is_told_by_the_change_alone(sim: Driver) -> None:
    chat = await make(sim, type="supergroup")
    await act(sim, chat, "kick-bot")
    assert [kind for kind, _ in await told(sim)] == ["my_chat_member"]


async def test_a_bot_that_left_is_not_a_member(sim: Driver) -> None:
    chat = await make(sim)
    await sim.done("leaveChat", chat_id=chat)
    assert [(kind, content["from"]["id"]) for kind, content in await told(sim)] == [("my_chat_member", BOT)]
    assert await sim.refused("sendMessage", chat_id=chat, text="a") == (
        "Forbidden: bot is not a member of the group chat"
    )
    assert (await shown(sim, chat))[-1]["service"]["kind"] == "left_chat_member"


async def test_a_deleted_group_is_gone(sim: Driver) -> None:
    chat = await make(sim)
    await act(sim, chat, "delete")
    assert await sim.refused("sendMessage", chat_id=chat, text="a") == "Forbidden: the group chat was deleted"


async def test_where_only_administrators_write_the_bot_needs_the_right(sim: Driver) -> None:
    chat = await make(sim)
    sent = await sim.done("sendMessage", chat_id=chat, text="a")
    await act(sim, chat, "permissions", send=False)
    refused = await sim.refused("sendMessage", chat_id=chat, text="b")
    assert refused == "Bad Request: not enough rights to send text messages to the chat"
    await sim.done("editMessageText", chat_id=chat, message_id=sent["message_id"], text="c")
    assert (await sim.done("getChat", chat_id=chat))["permissions"]["can_send_messages"] is False
    assert (await sim.wrong("POST", f"/sim/people/{DENI}/send", {"text": "a", "chat": chat}))[0] == 400
    await act(sim, chat, "promote", person=BOT)
    await sim.done("sendMessage", chat_id=chat, text="b")


async def test_twenty_messages_a_minute_go_to_a_group(sim: Driver) -> None:
    chat = await make(sim)
    await sim.post("/sim/limits", enforce=True, per_chat=100, overall=1000)
    answers = [await sim.bot("sendMessage", chat_id=chat, text=str(each)) for each in range(21)]
    await sim.post("/sim/limits", enforce=False, per_chat=1, overall=30)
    assert [each["ok"] for each in answers] == [True] * 20 + [False]
    assert 1 < answers[-1]["parameters"]["retry_after"] <= 60


# --- a group becomes a supergroup


async def test_an_upgrade_is_told_on_both_sides(sim: Driver) -> None:
    old = await make(sim)
    new = (await act(sim, old, "upgrade"))["new_id"]
    (_, change), (_, going), (_, coming) = await told(sim)
    assert (change["chat"]["id"], change["new_chat_member"]["status"]) == (new, "member")
    assert (going["chat"]["id"], going["migrate_to_chat_id"], going["from"]["id"]) == (old, new, RATNA)
    assert (coming["chat"]["id"], coming["migrate_from_chat_id"], coming["message_id"]) == (new, old, 1)
    assert (coming["chat"]["type"], coming["sender_chat"]["id"]) == ("supergroup", new)


async def test_the_old_id_is_refused_with_the_new_one(sim: Driver) -> None:
    old = await make(sim)
    sent = await sim.done("sendMessage", chat_id=old, text="a")
    new = (await act(sim, old, "upgrade"))["new_id"]
    for method, more in (("sendMessage", {}), ("editMessageText", {"message_id": sent["message_id"]})):
        answer = await sim.bot(method, chat_id=old, text="b", **more)
        assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
        assert answer["parameters"] == {"migrate_to_chat_id": new}
    await sim.done("sendMessage", chat_id=new, text="b")
    assert (await sim.wrong("POST", f"/sim/people/{DENI}/send", {"text": "a", "chat": old}))[0] == 400


async def test_members_and_their_rights_move_along(sim: Driver) -> None:
    old = await make(sim, bot_admin=True)
    new = (await act(sim, old, "upgrade"))["new_id"]
    assert (await sim.get(f"/sim/chats/{new}"))["bot"] == "administrator"
    assert {each["id"]: each["status"] for each in (await sim.get(f"/sim/chats/{new}"))["members"]} == {
        RATNA: "creator",
        DENI: "member",
    }
    await sim.say("halo", DENI, chat=new)
    assert "halo" in [content.get("text") for _, content in await told(sim)]


# --- what the bot can ask


async def test_members_are_told(sim: Driver) -> None:
    chat = await make(sim)
    await sim.meet(503, "Sri")
    statuses = [
        (await sim.done("getChatMember", chat_id=chat, user_id=user))["status"] for user in (RATNA, DENI, 503, BOT)
    ]
    assert statuses == ["creator", "member", "left", "member"]
    assert await sim.refused("getChatMember", chat_id=chat, user_id=9) == "Bad Request: member not found"
    await act(sim, chat, "promote", person=DENI)
    await act(sim, chat, "promote", person=BOT)
    leading = await sim.done("getChatAdministrators", chat_id=chat)
    assert [each["user"]["id"] for each in leading] == [RATNA, DENI]
    assert await sim.done("getChatMemberCount", chat_id=chat) == 3


async def test_commands_are_kept_for_groups(sim: Driver) -> None:
    chat = await make(sim)
    for scope in ({"type": "all_group_chats"}, {"type": "chat_administrators", "chat_id": chat}):
        await sim.done("setMyCommands", commands=[{"command": "agenda", "description": "b"}], scope=scope)
        assert [each["command"] for each in await sim.done("getMyCommands", scope=scope)] == ["agenda"]


# --- channels


async def test_a_channel_speaks_for_itself(sim: Driver) -> None:
    chat = await make(sim, type="channel")
    sent = await sim.done("sendMessage", chat_id=chat, text="Siaran")
    assert (sent["sender_chat"]["id"], "from" in sent) == (chat, False)
    await sim.say("Kabar", RATNA, chat=chat)
    ((kind, post),) = await told(sim)
    assert (kind, post["sender_chat"]["type"]) == ("channel_post", "channel")
    assert (await sim.wrong("POST", f"/sim/people/{DENI}/send", {"text": "a", "chat": chat}))[0] == 400


# --- the control plane


async def test_groups_are_listed_with_their_members(sim: Driver) -> None:
    chat = await make(sim)
    assert await sim.get("/sim/chats") == [
        {
            "id": chat,
            "type": "group",
            "title": TITLE,
            "members": [
                {"id": RATNA, "name": "Ratna", "status": "creator"},
                {"id": DENI, "name": "Deni", "status": "member"},
            ],
            "bot": "member",
            "forum": False,
            "topics": [],
            "muted": False,
            "deleted": False,
            "migrated_to": None,
        }
    ]
    await act(sim, chat, "title", title="Humas Bengkulu")
    ((_, message),) = await told(sim)
    assert message["new_chat_title"] == message["chat"]["title"] == "Humas Bengkulu"


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("", {"type": "klub", "title": "a", "members": [RATNA]}, 400),
        ("", {"title": " ", "members": [RATNA]}, 400),
        ("", {"title": "a", "members": []}, 400),
        ("", {"title": "a", "members": [RATNA, RATNA]}, 400),
        ("", {"title": "a", "members": [999]}, 404),
        ("", {"title": "a", "members": [RATNA], "id": 7}, 400),
        ("", {"title": "a", "members": [RATNA], "id": -1000000000007}, 400),
        ("/-9/join", {"person": RATNA}, 404),
        (f"/{RATNA}/leave", {"person": RATNA}, 400),
        ("/{chat}/join", {"person": RATNA}, 400),
        ("/{chat}/join", {"person": BOT}, 400),
        ("/{chat}/promote", {"person": RATNA}, 400),
        ("/{chat}/add-bot", {}, 400),
    ],
)
async def test_a_wrong_call_gets_a_sentence(sim: Driver, path: str, given: Json, status: int) -> None:
    chat = await make(sim)
    got, sentence = await sim.wrong("POST", f"/sim/chats{path.format(chat=chat)}", given)
    assert (got, len(sentence) > 5) == (status, True)
    assert await sim.updates() == []


async def test_the_transcript_of_a_group_names_who_wrote_what(sim: Driver) -> None:
    chat = await make(sim)
    await sim.post("/sim/clock", set="2026-11-23T03:22:00+00:00")
    await sim.say("selamat pagi", DENI, chat=chat)
    await act(sim, chat, "leave", person=DENI)
    lines = (await sim.get(f"/sim/transcript?chat={chat}")).splitlines()
    assert lines[1].endswith("23.11 10.22 Deni: selamat pagi")
    assert lines[2].endswith("Deni: <left_chat_member Deni>")


async def test_a_reset_forgets_groups(sim: Driver) -> None:
    await make(sim)
    await sim.post("/sim/reset")
    assert await sim.get("/sim/chats") == []


async def test_a_restart_keeps_groups_and_uses_no_message_id_twice(tmp_path: Path) -> None:
    options = ("--limits", "off", "--data", str(tmp_path))
    with running(*options) as server:
        async with driving(server.base) as sim:
            chat = await make(sim, type="supergroup", bot_admin=True)
            last = (await sim.done("sendMessage", chat_id=chat, text="a"))["message_id"]
            await asyncio.sleep(0.7)
            before = [await sim.get("/sim/chats"), await shown(sim, chat)]
    with running(*options) as server:
        async with driving(server.base) as sim:
            assert [await sim.get("/sim/chats"), await shown(sim, chat)] == before
            assert (await sim.done("sendMessage", chat_id=chat, text="b"))["message_id"] == last + 1
