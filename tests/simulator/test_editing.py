"""Editing what the bot sent."""

from tests.simulator.support import RATNA, Driver, buttons

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def test_an_edit_answers_the_message_and_shows_in_the_inbox(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="mengirim 41 dari 118")
    since = (await sim.inbox())[-1]["seq"]
    edited = await sim.done(
        "editMessageText", chat_id=RATNA, message_id=sent["message_id"], text="terkirim 116 dari 118"
    )
    assert (edited["message_id"], edited["text"]) == (sent["message_id"], "terkirim 116 dari 118")
    assert edited["edit_date"] >= edited["date"]
    (shown,) = await sim.inbox(query=f"?since={since}")
    assert (shown["text"], shown["edited"]) == ("terkirim 116 dari 118", True)


async def test_the_same_again_is_not_modified(sim: Driver) -> None:
    await sim.meet()
    markup = buttons([("Ya", "1")])
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup=markup)
    same = {"chat_id": RATNA, "message_id": sent["message_id"]}
    assert await sim.refused("editMessageText", text=" a ", reply_markup=markup, **same) == NOT_MODIFIED
    assert await sim.refused("editMessageReplyMarkup", reply_markup=markup, **same) == NOT_MODIFIED


async def test_an_edit_without_buttons_takes_them_away(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup=buttons([("Ya", "1")]))
    edited = await sim.done("editMessageText", chat_id=RATNA, message_id=sent["message_id"], text="a")
    assert "reply_markup" not in edited
    assert (await sim.inbox())[-1]["buttons"] == []


async def test_only_buttons_change_with_their_own_method(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup=buttons([("Ya", "1")]))
    new = buttons([("✓ Dibaca 10.31", "2")])
    edited = await sim.done("editMessageReplyMarkup", chat_id=RATNA, message_id=sent["message_id"], reply_markup=new)
    assert (edited["text"], edited["reply_markup"]) == ("a", new)


async def test_messages_of_others_cannot_be_edited(sim: Driver) -> None:
    await sim.meet()
    said = await sim.say("a")
    words = await sim.refused("editMessageText", chat_id=RATNA, message_id=said, text="b")
    assert words == "Bad Request: message can't be edited"


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup={"keyboard": [["Ya"]]})
    words = await sim.refused("editMessageText", chat_id=RATNA, message_id=sent["message_id"], text="b")
    assert words == "Bad Request: message can't be edited"


async def test_a_forwarded_message_cannot_be_edited(sim: Driver) -> None:
    await sim.meet()
    said = await sim.say("a")
    sent = await sim.done("forwardMessage", chat_id=RATNA, from_chat_id=RATNA, message_id=said)
    words = await sim.refused("editMessageText", chat_id=RATNA, message_id=sent["message_id"], text="b")
    assert words == "Bad Request: message can't be edited"


async def test_a_text_has_no_caption_to_edit(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a")
    words = await sim.refused("editMessageCaption", chat_id=RATNA, message_id=sent["message_id"], caption="b")
    assert words == "Bad Request: there is no caption in the message to edit"
