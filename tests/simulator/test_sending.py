"""Sending texts: what Telegram refuses, in its own words, and what it echoes."""

from typing import Any

import pytest

from tests.simulator.support import DENI, RATNA, Driver, buttons

FIVE_SIGNS = 5


async def test_a_stranger_is_refused_as_telegram_refuses(sim: Driver) -> None:
    await sim.post("/sim/people", id=DENI, first_name="Deni")
    words = await sim.refused("sendMessage", chat_id=DENI, text="a")
    assert words == "Forbidden: bot can't initiate conversation with a user"
    assert await sim.refused("sendMessage", chat_id=99, text="a") == "Bad Request: chat not found"
    assert await sim.refused("sendMessage", chat_id="@siapa", text="a") == "Bad Request: chat not found"


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": "a"}, "Bad Request: chat_id is empty"),
        ({"chat_id": RATNA}, "Bad Request: message text is empty"),
        ({"chat_id": RATNA, "text": ""}, "Bad Request: message text is empty"),
        ({"chat_id": RATNA, "text": " \n "}, "Bad Request: text must be non-empty"),
        ({"chat_id": RATNA, "text": "a" * 4097}, "Bad Request: message is too long"),
        ({"chat_id": RATNA, "text": "😀" * 2049}, "Bad Request: message is too long"),
        ({"chat_id": RATNA, "text": "a", "parse_mode": "Kertas"}, "Bad Request: unsupported parse_mode"),
        (
            {"chat_id": RATNA, "text": "a", "reply_parameters": {"message_id": 1_000_000}},
            "Bad Request: message to be replied not found",
        ),
        (
            {"chat_id": RATNA, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"chat_id": RATNA, "text": "a", "reply_markup": {"inline_keyboard": [[{"url": "a.id"}]]}},
            "Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"chat_id": RATNA, "text": "a", "reply_markup": "{"},
            "Bad Request: can't parse reply keyboard markup JSON object",
        ),
    ],
)
async def test_what_telegram_refuses_is_refused_in_its_words(sim: Driver, params: dict[str, Any], words: str) -> None:
    await sim.meet()
    assert await sim.refused("sendMessage", **params) == words
    assert len(await sim.inbox()) == 1


async def test_the_longest_text_passes_counted_in_utf16_units(sim: Driver) -> None:
    await sim.meet()
    assert len((await sim.done("sendMessage", chat_id=RATNA, text="😀" * 2048))["text"]) == 2048
    assert len((await sim.done("sendMessage", chat_id=RATNA, text="a" * 4096))["text"]) == 4096


@pytest.mark.parametrize(("data", "passes"), [("a" * 64, True), ("a" * 65, False), ("é" * 33, False), ("", False)])
async def test_callback_data_has_1_to_64_bytes(sim: Driver, data: str, passes: bool) -> None:
    await sim.meet()
    answer = await sim.bot("sendMessage", chat_id=RATNA, text="a", reply_markup=buttons([("Ya", data)]))
    assert answer["ok"] is passes
    if not passes:
        assert answer["description"] == "Bad Request: BUTTON_DATA_INVALID"


async def test_only_inline_keyboards_are_echoed(sim: Driver) -> None:
    await sim.meet()
    inline = buttons([("Ya", "1"), ("Tidak", "2")])
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup=inline)
    assert sent["reply_markup"] == inline
    for markup in ({"keyboard": [["Ya"]]}, {"remove_keyboard": True}, {"force_reply": True}):
        sent = await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup=markup)
        assert "reply_markup" not in sent


async def test_a_reply_carries_the_message_it_answers_once(sim: Driver) -> None:
    await sim.meet()
    first = await sim.say("pertama")
    second = await sim.done("sendMessage", chat_id=RATNA, text="kedua", reply_parameters={"message_id": first})
    assert second["reply_to_message"]["text"] == "pertama"
    aimed = {"message_id": second["message_id"]}
    third = await sim.done("sendMessage", chat_id=RATNA, text="ketiga", reply_parameters=aimed)
    assert "reply_to_message" not in third["reply_to_message"]


async def test_a_reply_to_a_lost_message_may_go_without_it(sim: Driver) -> None:
    await sim.meet()
    reply = {"message_id": 1_000_000, "allow_sending_without_reply": True}
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_buttons_keep_their_style_and_what_they_open_or_copy(sim: Driver) -> None:
    await sim.meet()
    row = [
        {"text": "Setujui", "callback_data": "a", "style": "success"},
        {"text": "Peta", "url": "https://contoh.id"},
        {"text": "Salin", "copy_text": {"text": "BKL-0412"}},
        {"text": "Formulir", "web_app": {"url": "https://contoh.id/app"}},
        {"text": "Masuk", "login_url": {"url": "https://contoh.id/masuk"}},
    ]
    await sim.done("sendMessage", chat_id=RATNA, text="a", reply_markup={"inline_keyboard": [row]})
    assert (await sim.inbox())[-1]["buttons"] == [
        [
            {"text": "Setujui", "data": "a", "style": "success"},
            {"text": "Peta", "url": "https://contoh.id"},
            {"text": "Salin", "copy": "BKL-0412"},
            {"text": "Formulir", "web_app": "https://contoh.id/app"},
            {"text": "Masuk", "login": "https://contoh.id/masuk"},
        ]
    ]


async def test_deleted_messages_are_gone_for_replies_and_edits(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a")
    aimed = {"chat_id": RATNA, "message_id": sent["message_id"]}
    assert await sim.done("deleteMessage", **aimed) is True
    assert await sim.refused("deleteMessage", **aimed) == "Bad Request: message to delete not found"
    assert await sim.refused("editMessageText", text="b", **aimed) == "Bad Request: message to edit not found"


async def test_the_bot_deletes_what_people_wrote_for_48_hours(sim: Driver) -> None:
    await sim.meet()
    early, late = await sim.say("satu"), await sim.say("dua")
    assert await sim.done("deleteMessage", chat_id=RATNA, message_id=early) is True
    await sim.post("/sim/clock", advance=48 * 3600 + 60)
    words = await sim.refused("deleteMessage", chat_id=RATNA, message_id=late)
    assert words == "Bad Request: message can't be deleted for everyone"


async def test_many_are_deleted_at_once_and_missing_ones_passed_over(sim: Driver) -> None:
    await sim.meet()
    said = [await sim.say(str(each)) for each in range(3)]
    assert await sim.done("deleteMessages", chat_id=RATNA, message_ids=[*said[:2], 1_000_000]) is True
    assert [each["message_id"] for each in await sim.inbox()][-1] == said[2]
    assert "too many" in await sim.refused("deleteMessages", chat_id=RATNA, message_ids=list(range(101)))


async def test_an_unknown_method_is_404_and_a_wrong_token_401(sim: Driver) -> None:
    answer = await sim.bot("sendCoffee", chat_id=1)
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found"}
    async with sim.session.post(f"{sim.base}/bot1:SALAH/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_method_names_ignore_case(sim: Driver) -> None:
    assert (await sim.done("GETME"))["is_bot"] is True


async def test_a_method_that_is_not_played_says_so_in_the_journal(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendGame", chat_id=RATNA, game_short_name="ular")
    assert sent["chat"]["id"] == RATNA
    (entry,) = await sim.calls("sendGame")
    assert (entry["simulated"], "not simulated" in entry["note"]) == (False, True)
    words = await sim.refused("sendGame", chat_id=RATNA)
    assert words == 'Bad Request: parameter "game_short_name" is required'


async def test_parameters_that_a_method_does_not_know_are_noted(sim: Driver) -> None:
    await sim.meet()
    await sim.done("sendMessage", chat_id=RATNA, text="a", warna="biru")
    (entry,) = await sim.calls("sendMessage")
    assert entry["note"] == "unknown parameters: warna"


async def test_the_journal_has_every_call_with_its_answer(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a")
    await sim.refused("sendMessage", chat_id=RATNA, text="")
    accepted, refused = await sim.calls("sendMessage")
    assert (accepted["ok"], accepted["message_id"]) == (True, sent["message_id"])
    assert accepted["params"] == {"chat_id": RATNA, "text": "a"}
    assert (refused["ok"], refused["error_code"]) == (False, 400)
    assert refused["description"] == "Bad Request: message text is empty"
    assert refused["seq"] > accepted["seq"]
    stats = await sim.get("/sim/stats")
    assert (stats["by_method"]["sendMessage"], stats["refused"]) == (1, 1)


async def test_strings_that_are_not_utf8_are_refused(sim: Driver) -> None:
    await sim.meet()
    words = await sim.refused("sendMessage", chat_id=RATNA, text="setengah \ud83d")
    assert words == "Bad Request: strings must be encoded in UTF-8"


async def test_control_signs_become_spaces(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a\x00b\tc\r\nd\u202ee")
    assert sent["text"] == "a b c\nde"
