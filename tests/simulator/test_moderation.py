"""What a bot does as an administrator: members out, quiet or up; titles, descriptions and links."""

from pathlib import Path
from typing import Any

import pytest

from tests.simulator.support import DENI, RATNA, Driver, driving, running

BOT = 110201543
FREE = dict.fromkeys(
    (
        "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
        "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
        "can_add_web_page_previews",
    ),
    True,
)  # fmt: skip


async def group(sim: Driver, kind: str = "supergroup", **more: Any) -> int:
    """A group of Ratna, who owns it, and Deni; the bot leads it where `more` says nothing else."""
    await sim.meet()
    await sim.meet(DENI, "Deni")
    given = {"type": kind, "title": "Humas", "members": [RATNA, DENI], "bot_admin": True, **more}
    made = await sim.post("/sim/chats", **given)
    await sim.confirm_all()
    return int(made["id"])


async def status_of(sim: Driver, chat: int, person: int) -> str:
    return str((await sim.done("getChatMember", chat_id=chat, user_id=person))["status"])


async def test_the_banned_are_out_and_the_group_reads_of_it(sim: Driver) -> None:
    chat = await group(sim)
    aimed = {"chat_id": chat, "user_id": DENI}
    assert await sim.done("banChatMember", until_date=1795400000, **aimed) is True
    member = await sim.done("getChatMember", **aimed)
    assert (member["status"], member["until_date"]) == ("kicked", 1795400000)
    item = (await sim.get(f"/sim/chats/{chat}/messages"))[-1]
    assert (item["service"]["kind"], item["service"]["names"], item["from"]["id"]) == (
        "left_chat_member",
        ["Deni"],
        BOT,
    )
    assert (await sim.wrong("POST", f"/sim/people/{DENI}/send", {"text": "a", "chat": chat}))[0] == 404
    assert await sim.done("unbanChatMember", **aimed) is True
    assert await status_of(sim, chat, DENI) == "left"


async def test_an_unban_removes_a_member_unless_only_the_banned_are_meant(sim: Driver) -> None:
    chat = await group(sim)
    aimed = {"chat_id": chat, "user_id": DENI}
    assert await sim.done("unbanChatMember", only_if_banned=True, **aimed) is True
    assert await status_of(sim, chat, DENI) == "member"
    assert await sim.done("unbanChatMember", **aimed) is True
    assert await status_of(sim, chat, DENI) == "left"


async def test_the_change_is_told_to_a_bot_that_asked(sim: Driver) -> None:
    chat = await group(sim)
    await sim.updates(allowed_updates=["chat_member"])
    await sim.done("banChatMember", chat_id=chat, user_id=DENI)
    (update,) = await sim.updates()
    change = update["chat_member"]
    assert (change["from"]["id"], change["new_chat_member"]["status"]) == (BOT, "kicked")
    await sim.updates(allowed_updates=[])


async def test_the_restricted_read_and_do_not_write(sim: Driver) -> None:
    chat = await group(sim)
    aimed = {"chat_id": chat, "user_id": DENI}
    assert await sim.done("restrictChatMember", permissions={"can_send_messages": False}, **aimed) is True
    member = await sim.done("getChatMember", **aimed)
    assert (member["status"], member["is_member"], member["can_send_messages"]) == ("restricted", True, False)
    status, sentence = await sim.wrong("POST", f"/sim/people/{DENI}/send", {"text": "a", "chat": chat})
    assert (status, "may not write" in sentence) == (400, True)
    await sim.done("restrictChatMember", permissions={"can_send_photos": True}, **aimed)
    assert (await sim.done("getChatMember", **aimed))["can_send_messages"] is True
    await sim.say("a", DENI, chat=chat)
    await sim.done("restrictChatMember", permissions=FREE, **aimed)
    assert await status_of(sim, chat, DENI) == "member"


async def test_a_promotion_needs_the_right_to_promote(sim: Driver) -> None:
    chat = await group(sim)
    aimed = {"chat_id": chat, "user_id": DENI}
    assert await sim.refused("promoteChatMember", can_pin_messages=True, **aimed) == "Bad Request: not enough rights"
    await sim.post(f"/sim/chats/{chat}/promote", person=BOT, rights={"can_promote_members": True})
    assert await sim.done("promoteChatMember", can_pin_messages=True, **aimed) is True
    member = await sim.done("getChatMember", **aimed)
    assert (member["status"], member["can_pin_messages"], member["can_delete_messages"]) == (
        "administrator",
        True,
        False,
    )
    assert await sim.refused("banChatMember", **aimed) == "Bad Request: user is an administrator of the chat"
    assert await sim.done("promoteChatMember", **aimed) is True
    assert await status_of(sim, chat, DENI) == "member"


async def test_what_everyone_may_is_the_bots_to_say(sim: Driver) -> None:
    chat = await group(sim)
    assert await sim.done("setChatPermissions", chat_id=chat, permissions={"can_invite_users": True}) is True
    shown = (await sim.done("getChat", chat_id=chat))["permissions"]
    assert (shown["can_send_messages"], shown["can_invite_users"], shown["can_pin_messages"]) == (False, True, False)
    assert (await sim.get(f"/sim/chats/{chat}"))["muted"] is True
    assert (await sim.wrong("POST", f"/sim/people/{DENI}/send", {"text": "a", "chat": chat}))[0] == 400
    await sim.done("setChatPermissions", chat_id=chat, permissions={"can_send_photos": True})
    await sim.say("a", DENI, chat=chat)


async def test_title_and_description_are_changed(sim: Driver) -> None:
    chat = await group(sim)
    assert await sim.done("setChatTitle", chat_id=chat, title=" Humas Bengkulu ") is True
    assert await sim.done("setChatDescription", chat_id=chat, description="Berita resmi") is True
    shown = await sim.done("getChat", chat_id=chat)
    assert (shown["title"], shown["description"]) == ("Humas Bengkulu", "Berita resmi")
    item = (await sim.get(f"/sim/chats/{chat}/messages"))[-1]
    assert item["service"] == {"kind": "new_chat_title", "names": [], "value": "Humas Bengkulu"}
    again = await sim.refused("setChatDescription", chat_id=chat, description="Berita resmi")
    assert again == "Bad Request: chat description is not modified"
    assert await sim.updates() == []


async def test_invite_links_differ_and_the_newest_primary_is_shown(sim: Driver) -> None:
    chat = await group(sim)
    first = await sim.done("exportChatInviteLink", chat_id=chat)
    second = await sim.done("exportChatInviteLink", chat_id=chat)
    made = await sim.done("createChatInviteLink", chat_id=chat, name="Rapat", member_limit=5)
    assert len({first, second, made["invite_link"]}) == 3
    assert first.startswith("https://t.me/+")
    assert (made["name"], made["member_limit"], made["is_primary"], made["creator"]["id"]) == ("Rapat", 5, False, BOT)
    assert (await sim.done("getChat", chat_id=chat))["invite_link"] == second


RIGHTS = "not enough rights to"


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("banChatMember", {"user_id": DENI}, f"{RIGHTS} restrict/unrestrict chat member"),
        ("unbanChatMember", {"user_id": DENI}, f"{RIGHTS} restrict/unrestrict chat member"),
        ("restrictChatMember", {"user_id": DENI, "permissions": {}}, f"{RIGHTS} restrict/unrestrict chat member"),
        ("promoteChatMember", {"user_id": DENI, "can_pin_messages": True}, "not enough rights"),
        ("setChatPermissions", {"permissions": {}}, f"{RIGHTS} change chat permissions"),
        ("setChatTitle", {"title": "a"}, f"{RIGHTS} change chat title"),
        ("setChatDescription", {"description": "a"}, f"{RIGHTS} set chat description"),
        ("exportChatInviteLink", {}, f"{RIGHTS} manage chat invite link"),
        ("createChatInviteLink", {}, f"{RIGHTS} manage chat invite link"),
    ],
)
async def test_a_plain_member_is_refused_in_telegrams_words(
    sim: Driver, method: str, given: dict[str, Any], words: str
) -> None:
    chat = await group(sim, bot_admin=False)
    assert await sim.refused(method, chat_id=chat, **given) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("banChatMember", {"user_id": RATNA}, "can't remove chat owner"),
        ("banChatMember", {"user_id": BOT}, "can't restrict self"),
        ("banChatMember", {"user_id": 7}, "PARTICIPANT_ID_INVALID"),
        ("promoteChatMember", {"user_id": BOT, "can_pin_messages": True}, "can't promote self"),
        ("promoteChatMember", {"user_id": RATNA}, "can't remove chat owner"),
        ("setChatTitle", {"title": " "}, "title must be non-empty"),
        ("createChatInviteLink", {"creates_join_request": True, "member_limit": 5}, "member limit can't be specified"),
    ],
)
async def test_what_nobody_can_do_is_refused(sim: Driver, method: str, given: dict[str, Any], words: str) -> None:
    chat = await group(sim)
    assert (await sim.refused(method, chat_id=chat, **given)).startswith(f"Bad Request: {words}")


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("banChatMember", {"user_id": DENI}, "can't ban members in private chats"),
        ("unbanChatMember", {"user_id": DENI}, "method is available for supergroup and channel chats only"),
        ("restrictChatMember", {"user_id": DENI, "permissions": {}}, "method is available only for supergroups"),
        ("promoteChatMember", {"user_id": DENI}, "method is available for supergroup and channel chats only"),
        ("setChatPermissions", {"permissions": {}}, "can't change private chat permissions"),
        ("setChatTitle", {"title": "a"}, "can't change private chat title"),
        ("setChatDescription", {"description": "a"}, "can't change private chat description"),
        ("exportChatInviteLink", {}, "can't invite members to a private chat"),
    ],
)
async def test_a_private_chat_has_none_of_this(sim: Driver, method: str, given: dict[str, Any], words: str) -> None:
    await sim.meet()
    assert await sim.refused(method, chat_id=RATNA, **given) == f"Bad Request: {words}"


async def test_a_plain_group_restricts_nobody(sim: Driver) -> None:
    chat = await group(sim, "group")
    given = {"chat_id": chat, "user_id": DENI, "permissions": {}}
    assert await sim.refused("restrictChatMember", **given) == "Bad Request: method is available only for supergroups"
    assert await sim.done("banChatMember", chat_id=chat, user_id=DENI) is True


async def test_nobody_has_a_picture(sim: Driver) -> None:
    await sim.meet()
    assert await sim.done("getUserProfilePhotos", user_id=RATNA) == {"total_count": 0, "photos": []}
    assert await sim.refused("getUserProfilePhotos", user_id=7) == "Bad Request: user not found"


async def test_a_restart_keeps_who_may_what(tmp_path: Path) -> None:
    options = ("--limits", "off", "--data", str(tmp_path))
    with running(*options) as server:
        async with driving(server.base) as sim:
            chat = await group(sim)
            await sim.post(f"/sim/chats/{chat}/promote", person=BOT, rights={"can_promote_members": True})
            await sim.done("restrictChatMember", chat_id=chat, user_id=DENI, permissions={"can_invite_users": True})
            await sim.done("setChatDescription", chat_id=chat, description="Berita resmi")
            before = [await sim.done("getChatMember", chat_id=chat, user_id=each) for each in (BOT, DENI)]
    with running(*options) as server:
        async with driving(server.base) as sim:
            assert [await sim.done("getChatMember", chat_id=chat, user_id=each) for each in (BOT, DENI)] == before
            assert (await sim.done("getChat", chat_id=chat))["description"] == "Berita resmi"
            assert (await sim.wrong("POST", f"/sim/people/{DENI}/send", {"text": "a", "chat": chat}))[0] == 400
