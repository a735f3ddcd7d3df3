"""What the bot says about itself, and what it can ask about a chat."""

from tests.simulator.support import RATNA, Driver


async def test_commands_are_kept_by_scope_and_language(sim: Driver) -> None:
    await sim.meet()
    general = [{"command": "bantuan", "description": "Bantuan"}]
    own = [{"command": "cek", "description": "Periksa"}]
    scope = {"type": "chat", "chat_id": RATNA}
    await sim.done("setMyCommands", commands=general)
    await sim.done("setMyCommands", commands=own, scope=scope, language_code="id")
    assert await sim.done("getMyCommands") == general
    assert await sim.done("getMyCommands", scope={"type": "default"}) == general
    assert await sim.done("getMyCommands", scope=scope, language_code="id") == own
    assert await sim.done("getMyCommands", scope=scope) == []
    await sim.done("deleteMyCommands")
    assert await sim.done("getMyCommands") == []


async def test_a_person_sees_the_commands_of_the_narrowest_scope(sim: Driver) -> None:
    deni = (await sim.post("/sim/people", first_name="Deni", language_code="jv"))["id"]
    group = (await sim.post("/sim/chats", type="group", title="Humas", members=[deni]))["id"]
    path = f"/sim/people/{deni}/commands"
    made = {}
    for name, scope in (
        ("umum", None),
        ("pribadi", {"type": "all_private_chats"}),
        ("grup", {"type": "all_group_chats"}),
        ("pemimpin", {"type": "all_chat_administrators"}),
    ):
        made[name] = [{"command": name, "description": name}]
        await sim.done("setMyCommands", commands=made[name], **({"scope": scope} if scope else {}))
    assert await sim.get(path) == made["pribadi"]
    assert await sim.get(f"{path}?chat={group}") == made["pemimpin"]
    await sim.done("deleteMyCommands", scope={"type": "all_chat_administrators"})
    assert await sim.get(f"{path}?chat={group}") == made["grup"]
    own = [{"command": "cek", "description": "Periksa"}]
    await sim.done("setMyCommands", commands=own, scope={"type": "all_private_chats"}, language_code="jv")
    assert await sim.get(path) == own
    assert (await sim.wrong("GET", f"{path}?chat={group - 1}"))[0] == 404


async def test_commands_that_telegram_refuses(sim: Driver) -> None:
    wrong = [{"command": "Bantuan!", "description": "x"}]
    assert await sim.refused("setMyCommands", commands=wrong) == "Bad Request: BOT_COMMAND_INVALID"
    words = await sim.refused("setMyCommands", commands=[{"command": "a"}])
    assert words == "Bad Request: can't parse BotCommand: Can't find field \"description\""


async def test_descriptions_have_a_language(sim: Driver) -> None:
    await sim.done("setMyDescription", description="Simpul humas")
    await sim.done("setMyDescription", description="A hub", language_code="en")
    assert await sim.done("getMyDescription", language_code="en") == {"description": "A hub"}
    assert await sim.done("getMyDescription", language_code="id") == {"description": "Simpul humas"}
    assert "too long" in await sim.refused("setMyShortDescription", short_description="a" * 121)


async def test_a_menu_button_is_kept_by_chat(sim: Driver) -> None:
    await sim.meet()
    await sim.done("setChatMenuButton", chat_id=RATNA, menu_button={"type": "commands"})
    assert await sim.done("getChatMenuButton", chat_id=RATNA) == {"type": "commands"}


async def test_a_chat_shows_its_person_and_its_pin(sim: Driver) -> None:
    await sim.meet(RATNA, "Ratna", username="ratna")
    sent = await sim.done("sendMessage", chat_id=RATNA, text="penting")
    await sim.done("pinChatMessage", chat_id=RATNA, message_id=sent["message_id"])
    chat = await sim.done("getChat", chat_id=RATNA)
    assert (chat["first_name"], chat["username"]) == ("Ratna", "ratna")
    assert chat["pinned_message"]["text"] == "penting"
    await sim.done("unpinChatMessage", chat_id=RATNA)
    assert "pinned_message" not in await sim.done("getChat", chat_id=RATNA)
    words = await sim.refused("unpinChatMessage", chat_id=RATNA)
    assert words == "Bad Request: message to unpin not found"


async def test_a_reaction_of_the_bot_shows_and_can_be_taken_back(sim: Driver) -> None:
    await sim.meet()
    said = await sim.say("siap")
    aimed = {"chat_id": RATNA, "message_id": said}
    await sim.done("setMessageReaction", reaction=[{"type": "emoji", "emoji": "🙏"}], **aimed)
    assert (await sim.inbox())[-1]["reactions"] == ["🙏"]
    await sim.done("setMessageReaction", **aimed)
    assert (await sim.inbox())[-1]["reactions"] == []


async def test_members_of_a_private_chat(sim: Driver) -> None:
    await sim.meet()
    assert (await sim.done("getChatMember", chat_id=RATNA, user_id=RATNA))["status"] == "member"
    assert await sim.refused("getChatMember", chat_id=RATNA, user_id=9) == "Bad Request: member not found"


async def test_a_strange_chat_action_is_refused(sim: Driver) -> None:
    await sim.meet()
    assert await sim.done("sendChatAction", chat_id=RATNA, action="typing") is True
    words = await sim.refused("sendChatAction", chat_id=RATNA, action="melamun")
    assert words == "Bad Request: wrong parameter action in request"
