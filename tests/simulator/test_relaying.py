"""Forwarding and copying by the bot."""

from tests.simulator.support import DENI, RATNA, Driver, buttons


async def test_a_copy_has_no_origin_and_may_have_buttons(sim: Driver) -> None:
    await sim.meet(RATNA)
    await sim.meet(DENI, "Deni")
    said = await sim.say("Yth. Bapak/Ibu", RATNA)
    copied = await sim.done(
        "copyMessage",
        chat_id=DENI,
        from_chat_id=RATNA,
        message_id=said,
        reply_markup=buttons([("Sudah dibaca", "r:1")]),
    )
    shown = (await sim.inbox(DENI))[-1]
    assert copied == {"message_id": shown["message_id"]}
    assert (shown["text"], shown["forwarded_from"]) == ("Yth. Bapak/Ibu", None)
    assert shown["buttons"][0][0]["text"] == "Sudah dibaca"


async def test_a_forward_names_its_origin(sim: Driver) -> None:
    await sim.meet(RATNA)
    await sim.meet(DENI, "Deni")
    said = await sim.say("asli", RATNA)
    sent = await sim.done("forwardMessage", chat_id=DENI, from_chat_id=RATNA, message_id=said)
    assert sent["forward_origin"]["sender_user"]["id"] == RATNA
    assert (await sim.inbox(DENI))[-1]["forwarded_from"] == "Ratna"


async def test_many_are_copied_at_once_and_missing_ones_passed_over(sim: Driver) -> None:
    await sim.meet(RATNA)
    await sim.meet(DENI, "Deni")
    said = [await sim.say(str(each), RATNA) for each in range(3)]
    many = {"chat_id": DENI, "from_chat_id": RATNA}
    copied = await sim.done("copyMessages", message_ids=[*said, 1_000_000], **many)
    assert [each["message_id"] for each in copied] == [each["message_id"] for each in (await sim.inbox(DENI))[-3:]]
    words = await sim.refused("copyMessages", message_ids=[1_000_000], **many)
    assert words == "Bad Request: there are no messages to forward"
    words = await sim.refused("copyMessages", message_ids=said[::-1], **many)
    assert words == "Bad Request: message identifiers must be in a strictly increasing order"


async def test_protected_or_missing_messages_are_not_relayed(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a", protect_content=True)
    here = {"chat_id": RATNA, "from_chat_id": RATNA}
    aimed = {**here, "message_id": sent["message_id"]}
    assert await sim.refused("forwardMessage", **aimed) == "Bad Request: the message can't be forwarded"
    assert await sim.refused("copyMessage", **aimed) == "Bad Request: the message can't be copied"
    many = {**here, "message_ids": [sent["message_id"]]}
    assert await sim.refused("forwardMessages", **many) == "Bad Request: messages can't be forwarded"
    assert await sim.refused("copyMessages", **many) == "Bad Request: messages can't be forwarded"
    lost = {**here, "message_id": 1_000_000}
    assert await sim.refused("forwardMessage", **lost) == "Bad Request: message to forward not found"
    assert await sim.refused("copyMessage", **lost) == "Bad Request: message to copy not found"
