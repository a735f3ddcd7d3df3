"""Polls: what Telegram refuses, how people vote, and what the bot hears of it."""

from pathlib import Path
from typing import Any

import pytest

from tests.simulator.support import DENI, RATNA, Driver, buttons, driving, running

OPTIONS = ["Hadir", "Izin", "Belum tahu"]


async def ask(sim: Driver, **more: Any) -> dict[str, Any]:
    given = {"chat_id": RATNA, "question": "Hadir rapat?", "options": OPTIONS, **more}
    sent: dict[str, Any] = await sim.done("sendPoll", **given)
    return sent


async def vote(sim: Driver, sent: dict[str, Any], options: list[Any], person: int = RATNA, **more: Any) -> None:
    given = {"message_id": sent["message_id"], "options": options, **more}
    await sim.post(f"/sim/people/{person}/vote", **given)


async def group(sim: Driver) -> int:
    await sim.meet()
    await sim.meet(DENI, "Deni")
    made = await sim.post("/sim/chats", type="supergroup", title="Humas", members=[RATNA, DENI])
    await sim.confirm_all()
    return int(made["id"])


async def test_a_poll_is_shown_to_both_sides(sim: Driver) -> None:
    await sim.meet()
    sent = await ask(sim)
    poll = sent["poll"]
    assert (poll["question"], poll["type"], poll["is_anonymous"]) == ("Hadir rapat?", "regular", True)
    assert [(each["text"], each["voter_count"]) for each in poll["options"]] == [(each, 0) for each in OPTIONS]
    assert (poll["allows_revoting"], poll["total_voter_count"], poll["is_closed"]) == (True, 0, False)
    item = (await sim.inbox())[-1]
    assert item["poll"] == {
        "id": poll["id"],
        "question": "Hadir rapat?",
        "options": [{"text": each, "voters": []} for each in OPTIONS],
        "multiple": False,
        "anonymous": True,
        "quiz": False,
        "closed": False,
    }
    assert (item["text"], item["media"]) == (None, None)


async def test_a_vote_in_an_open_poll_names_the_voter(sim: Driver) -> None:
    chat = await group(sim)
    sent = await ask(sim, chat_id=chat, is_anonymous=False)
    await vote(sim, sent, [1], DENI, chat=chat)
    counted, answer = await sim.updates()
    assert [each["voter_count"] for each in counted["poll"]["options"]] == [0, 1, 0]
    assert counted["poll"]["total_voter_count"] == 1
    assert answer["poll_answer"]["user"]["id"] == DENI
    assert (answer["poll_answer"]["poll_id"], answer["poll_answer"]["option_ids"]) == (sent["poll"]["id"], [1])
    item = (await sim.get(f"/sim/chats/{chat}/messages"))[-1]
    assert [each["voters"] for each in item["poll"]["options"]] == [[], [DENI], []]


async def test_an_anonymous_vote_is_only_counted(sim: Driver) -> None:
    await sim.meet()
    await vote(sim, await ask(sim), ["Izin"])
    (update,) = await sim.updates()
    assert [each["voter_count"] for each in update["poll"]["options"]] == [0, 1, 0]


async def test_a_vote_can_be_changed_and_taken_back(sim: Driver) -> None:
    await sim.meet()
    sent = await ask(sim, is_anonymous=False)
    for options in ([0], [2], []):
        await vote(sim, sent, options)
    told = [update["poll_answer"]["option_ids"] for update in await sim.updates() if "poll_answer" in update]
    assert told == [[0], [2], []]
    assert (await sim.updates())[-2]["poll"]["total_voter_count"] == 0


async def test_several_options_only_where_the_poll_allows_it(sim: Driver) -> None:
    await sim.meet()
    await vote(sim, await ask(sim, allows_multiple_answers=True, is_anonymous=False), [2, 0])
    assert (await sim.updates())[-1]["poll_answer"]["option_ids"] == [0, 2]
    given = {"message_id": (await ask(sim))["message_id"], "options": [0, 1]}
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/vote", given))[0] == 400


async def test_a_quiz_knows_its_answer_and_takes_one_vote(sim: Driver) -> None:
    await sim.meet()
    quiz = {"type": "quiz", "correct_option_ids": [1], "explanation": "<b>Sebab</b>", "explanation_parse_mode": "HTML"}
    sent = await ask(sim, **quiz)
    assert (sent["poll"]["correct_option_ids"], sent["poll"]["explanation"]) == ([1], "Sebab")
    assert (await sim.inbox())[-1]["poll"]["quiz"] is True
    await vote(sim, sent, [0])
    again = {"message_id": sent["message_id"], "options": [1]}
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/vote", again))[0] == 400


async def test_a_stopped_poll_is_answered_told_and_closed(sim: Driver) -> None:
    await sim.meet()
    sent = await ask(sim, reply_markup=buttons([("Tutup", "x")]))
    await vote(sim, sent, [0])
    aimed = {"chat_id": RATNA, "message_id": sent["message_id"]}
    closed = await sim.done("stopPoll", **aimed)
    assert (closed["is_closed"], closed["options"][0]["voter_count"]) == (True, 1)
    assert (await sim.updates())[-1]["poll"] == closed
    item = (await sim.inbox())[-1]
    assert (item["poll"]["closed"], item["buttons"]) == (True, [])
    assert await sim.refused("stopPoll", **aimed) == "Bad Request: poll has already been closed"
    given = {"message_id": sent["message_id"], "options": [1]}
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/vote", given))[0] == 400


async def test_a_poll_closes_when_its_time_is_over(sim: Driver) -> None:
    await sim.meet()
    sent = await ask(sim, open_period=600)
    assert sent["poll"]["close_date"] == sent["date"] + 600
    await sim.post("/sim/clock", advance=601)
    (update,) = await sim.updates(timeout=10)
    assert (update["poll"]["id"], update["poll"]["is_closed"]) == (sent["poll"]["id"], True)
    given = {"message_id": sent["message_id"], "options": [1]}
    assert await sim.wrong("POST", f"/sim/people/{RATNA}/vote", given) == (400, "the poll is closed")
    aimed = {"chat_id": RATNA, "message_id": sent["message_id"]}
    assert await sim.refused("stopPoll", **aimed) == "Bad Request: poll has already been closed"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"question": " "}, "text must be non-empty"),
        ({"question": "a" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least 2 options"),
        ({"options": ["a"]}, "poll must have at least 2 option"),
        ({"options": ["a"] * 13}, "poll can't have more than 12 options"),
        ({"options": ["a", " "]}, "text must be non-empty"),
        ({"options": ["a", "b" * 101]}, "poll options length must not exceed 100"),
        ({"type": "undian"}, "unsupported poll type specified"),
        ({"type": "quiz"}, "correct quiz option list must be non-empty"),
        ({"type": "quiz", "correct_option_ids": [3]}, "wrong quiz correct_option_id"),
        ({"type": "quiz", "correct_option_ids": [1, 0]}, "correct quiz option list must be increasing"),
        ({"options": [{"text": "<b>a", "text_parse_mode": "HTML"}, "b"]}, "can't parse entities: Can't find end tag"),
    ],
)
async def test_what_telegram_refuses_is_refused_in_its_words(sim: Driver, given: dict[str, Any], words: str) -> None:
    await sim.meet()
    refused = await sim.refused("sendPoll", **{"chat_id": RATNA, "question": "a", "options": ["a", "b"], **given})
    assert refused.startswith(f"Bad Request: {words}")


async def test_lengths_are_counted_after_parsing(sim: Driver) -> None:
    await sim.meet()
    options = [{"text": f"<b>{'a' * 100}</b>", "text_parse_mode": "HTML"}, *["b"] * 11]
    sent = await ask(sim, question=f"<i>{'a' * 300}</i>", question_parse_mode="HTML", options=options)
    assert (len(sent["poll"]["question"]), len(sent["poll"]["options"])) == (300, 12)
    assert sent["poll"]["options"][0]["text"] == "a" * 100


async def test_what_is_no_poll_of_the_bot_is_not_stopped(sim: Driver) -> None:
    await sim.meet()
    aimed = {"chat_id": RATNA, "message_id": (await sim.done("sendMessage", chat_id=RATNA, text="a"))["message_id"]}
    assert await sim.refused("stopPoll", **aimed) == "Bad Request: message is not a poll"
    missing = {"chat_id": RATNA, "message_id": 1_000_000}
    assert await sim.refused("stopPoll", **missing) == "Bad Request: message with poll to stop not found"
    given = {"message_id": aimed["message_id"], "options": [0]}
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/vote", given))[0] == 400


@pytest.mark.parametrize("options", [[7], ["Lain"], [0, 0], [True], [None], "0", None])
async def test_an_option_that_is_not_there_gets_a_sentence(sim: Driver, options: Any) -> None:
    await sim.meet()
    given = {"message_id": (await ask(sim, allows_multiple_answers=True))["message_id"], "options": options}
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/vote", given))[0] == 400
    assert await sim.updates() == []


async def test_a_forward_is_the_same_poll_and_a_copy_another(sim: Driver) -> None:
    chat = await group(sim)
    sent = await ask(sim)
    await vote(sim, sent, [0])
    source = {"chat_id": chat, "from_chat_id": RATNA, "message_id": sent["message_id"]}
    forwarded = await sim.done("forwardMessage", **source)
    assert forwarded["poll"]["id"] == sent["poll"]["id"]
    await vote(sim, forwarded, [0], DENI, chat=chat)
    assert (await sim.inbox())[-1]["poll"]["options"][0]["voters"] == [RATNA, DENI]
    await sim.done("copyMessage", **source)
    copied = (await sim.get(f"/sim/chats/{chat}/messages"))[-1]["poll"]
    assert (copied["id"] == sent["poll"]["id"], copied["options"][0]["voters"]) == (False, [])


async def test_the_transcript_counts_the_votes(sim: Driver) -> None:
    await sim.meet()
    await vote(sim, await ask(sim), [0])
    last = (await sim.get(f"/sim/transcript?person={RATNA}")).splitlines()[-1]
    assert last.endswith("<poll Hadir rapat?: Hadir (1); Izin (0); Belum tahu (0)>")


async def test_a_restart_keeps_the_votes(tmp_path: Path) -> None:
    options = ("--limits", "off", "--data", str(tmp_path))
    with running(*options) as server:
        async with driving(server.base) as sim:
            await sim.meet()
            sent = await ask(sim)
            await vote(sim, sent, [0])
            before = await sim.inbox()
    with running(*options) as server:
        async with driving(server.base) as sim:
            assert await sim.inbox() == before
            await vote(sim, sent, [1])
            assert (await sim.updates())[-1]["poll"]["total_voter_count"] == 1
