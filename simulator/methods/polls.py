"""sendPoll and stopPoll."""

from typing import Any

from simulator import polls
from simulator.codec import Json
from simulator.errors import bad_request
from simulator.keyboards import inline_of
from simulator.machine import Simulator
from simulator.methods.registry import Weight, plays
from simulator.methods.sending import post
from simulator.methods.targets import message_in, reachable, writable
from simulator.methods.texts import parsed
from simulator.views import for_bot

FEWEST, MOST = 2, 12
LONGEST_QUESTION, LONGEST_OPTION = 300, 100
_LONGEST_PERIOD = 2_628_000


@plays("sendPoll", Weight.SEND)
def send_poll(sim: Simulator, params: Json) -> Json:
    writable(sim, params["chat_id"], "polls")
    poll = {"id": polls.poll_id_of(sim), **_asked(params), **_answers(params), **_kind(params), **_period(sim, params)}
    message = post(sim, params, {"poll": poll})
    if "close_date" in poll:
        sim.timed_polls[message.chat_id, message.message_id] = poll["close_date"]
    return for_bot(sim.world, message)


@plays("stopPoll", Weight.OVERALL)
def stop_poll(sim: Simulator, params: Json) -> Json:
    chat = reachable(sim, params["chat_id"])
    message = message_in(sim, chat.id, params["message_id"], "message with poll to stop not found")
    if "poll" not in message.content:
        raise bad_request("message is not a poll")
    if message.sender_id != sim.bot.id or message.forward_origin is not None:
        raise bad_request("poll can't be stopped")
    if message.content["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    message.buttons = inline_of(params.get("reply_markup"))
    return polls.close(sim, message)


def _asked(params: Json) -> Json:
    text, entities = _text(params, "question", params["question"], LONGEST_QUESTION, "poll question")
    return {"question": text, **({"question_entities": entities} if entities else {})}


def _answers(params: Json) -> Json:
    given = params["options"]
    if len(given) < FEWEST:
        raise bad_request(f"poll must have at least {FEWEST} option{'' if given else 's'}")
    if len(given) > MOST:
        raise bad_request(f"poll can't have more than {MOST} options")
    return {"options": [_option(each, number) for number, each in enumerate(given)], "total_voter_count": 0}


def _option(given: Json, number: int) -> Json:
    text, entities = _text(given, "text", given["text"], LONGEST_OPTION, "poll options")
    named: Json = {"persistent_id": str(number), "text": text, "voter_count": 0}
    return named | ({"text_entities": entities} if entities else {})


def _text(given: Json, name: str, raw: str, most: int, what: str) -> tuple[str, list[Json]]:
    """Counted in signs; of the entities only custom emoji stay."""
    text, entities = parsed(raw, given.get(f"{name}_parse_mode"), given.get(f"{name}_entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > most:
        raise bad_request(f"{what} length must not exceed {most}")
    return text, [each for each in entities if each["type"] == "custom_emoji"]


def _kind(params: Json) -> Json:
    kind = params.get("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    shown: Json = {
        "is_closed": params.get("is_closed", False),
        "is_anonymous": params.get("is_anonymous", True),
        "type": kind,
        "allows_multiple_answers": params.get("allows_multiple_answers", False),
        "allows_revoting": params.get("allows_revoting", kind == "regular"),
        "members_only": False,
    }
    return shown | (_quiz(params) if kind == "quiz" else {})


def _quiz(params: Json) -> Json:
    correct: list[Any] = params.get("correct_option_ids", [])
    if not correct:
        raise bad_request("correct quiz option list must be non-empty")
    if correct != sorted(set(correct)):
        raise bad_request("correct quiz option list must be increasing")
    if not all(0 <= each < len(params["options"]) for each in correct):
        raise bad_request("wrong quiz correct_option_id")
    shown: Json = {"correct_option_ids": correct}
    text, entities = parsed(
        params.get("explanation") or "", params.get("explanation_parse_mode"), params.get("explanation_entities")
    )
    return shown | ({"explanation": text, "explanation_entities": entities} if text else {})


def _period(sim: Simulator, params: Json) -> Json:
    """When it closes by itself, told by how long it is open or by the moment."""
    now = sim.civil_second()
    seconds = params.get("open_period") or max(params.get("close_date", now) - now, 0)
    if not seconds:
        return {}
    seconds = min(seconds, _LONGEST_PERIOD)
    return {"open_period": seconds, "close_date": now + seconds}
