"""Situations in which Telegram refuses a call, with its words; for plain requests and for a library."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.simulator.support import DENI, RATNA, Driver, buttons

Params = dict[str, Any]
BOT = 110201543
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True)
class Situation:
    """`arrange` brings it about, in a world where Ratna has pressed Start, and gives the parameters of the call."""

    method: str
    arrange: Callable[[Driver], Awaitable[Params]]
    code: int
    words: str

    @property
    def name(self) -> str:
        return self.words.replace(" ", "_")[:60]


def at_once(**params: Any) -> Callable[[Driver], Awaitable[Params]]:
    async def arrange(_sim: Driver) -> Params:
        return {"chat_id": RATNA, **params}

    return arrange


def after(path: str, **given: Any) -> Callable[[Driver], Awaitable[Params]]:
    """What a control call brings about for a text to Ratna."""

    async def arrange(sim: Driver) -> Params:
        await sim.post(path, **given)
        return {"chat_id": RATNA, "text": "a"}

    return arrange


def in_a_group(kind: str, *acts: str, **more: Any) -> Callable[[Driver], Awaitable[Params]]:
    """A text to a group after something was done to it."""

    async def arrange(sim: Driver) -> Params:
        chat = (await sim.post("/sim/chats", type=kind, title="Humas", members=[RATNA], **more))["id"]
        for act in acts:
            await sim.post(f"/sim/chats/{chat}/{act}")
        return {"chat_id": chat, "text": "a"}

    return arrange


async def left_channel(sim: Driver) -> Params:
    params = await in_a_group("channel")(sim)
    await sim.done("leaveChat", chat_id=params["chat_id"])
    return params


async def lost_topic(sim: Driver) -> Params:
    return {**await in_a_group("supergroup", forum=True)(sim), "message_thread_id": 999}


async def closed_topic(sim: Driver) -> Params:
    params = await in_a_group("supergroup", forum=True)(sim)
    topics = f"/sim/chats/{params['chat_id']}/topics"
    thread = (await sim.post(topics, name="Laporan"))["thread"]
    await sim.post(f"{topics}/{thread}", closed=True)
    return {**params, "message_thread_id": thread}


async def the_same_again(sim: Driver) -> Params:
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a")
    return {"chat_id": RATNA, "message_id": sent["message_id"], "text": "a"}


async def old_message(sim: Driver) -> Params:
    said = await sim.say("a")
    await sim.post("/sim/clock", advance=49 * 3600)
    return {"chat_id": RATNA, "message_id": said}


async def a_stranger(sim: Driver) -> Params:
    await sim.post("/sim/people", id=DENI, first_name="Deni")
    return {"chat_id": DENI, "text": "a"}


async def too_fast(sim: Driver) -> Params:
    await sim.post("/sim/faults", method="sendMessage", retry_after=7, times=2)
    return {"chat_id": RATNA, "text": "a"}


async def broken(sim: Driver) -> Params:
    await sim.post("/sim/faults", method="sendMessage", code=500, times=2)
    return {"chat_id": RATNA, "text": "a"}


async def a_query(_sim: Driver) -> Params:
    return {"callback_query_id": "1"}


async def a_protected_message(sim: Driver) -> Params:
    sent = await sim.done("sendMessage", chat_id=RATNA, text="a", protect_content=True)
    return {"chat_id": RATNA, "from_chat_id": RATNA, "message_id": sent["message_id"]}


KEYS = buttons([("Ya", "a" * 65)])
LOST = {"message_id": 1_000_000}
RELAYED = {"from_chat_id": RATNA, **LOST}
SEND, UNPARSED = "sendMessage", "can't parse entities: "
UNTAGGED = UNPARSED + 'Can\'t find end tag corresponding to start tag "b"'
RESERVED = UNPARSED + "Character '.' is reserved and must be escaped with the preceding '\\'"
UNENDED = UNPARSED + "Can't find end of the entity starting at byte offset 2"
FORMATTED = {"text": "a. <b>", "parse_mode": "MarkdownV2"}
SITUATIONS = [
    Situation(SEND, at_once(chat_id=9, text="a"), 400, "chat not found"),
    Situation(SEND, in_a_group("group", "upgrade"), 400, "group chat was upgraded to a supergroup chat"),
    Situation("editMessageText", the_same_again, 400, NOT_MODIFIED),
    Situation("editMessageText", at_once(text="a", **LOST), 400, "message to edit not found"),
    Situation("deleteMessage", at_once(**LOST), 400, "message to delete not found"),
    Situation("deleteMessage", old_message, 400, "message can't be deleted for everyone"),
    Situation("forwardMessage", at_once(**RELAYED), 400, "message to forward not found"),
    Situation("copyMessage", at_once(**RELAYED), 400, "message to copy not found"),
    Situation("forwardMessage", a_protected_message, 400, "the message can't be forwarded"),
    Situation("copyMessage", a_protected_message, 400, "the message can't be copied"),
    Situation(SEND, at_once(text="a" * 4097), 400, "message is too long"),
    Situation(SEND, at_once(text=""), 400, "message text is empty"),
    Situation(SEND, at_once(text="a", reply_parameters=LOST), 400, "message to be replied not found"),
    Situation(SEND, at_once(text="<b>a", parse_mode="HTML"), 400, UNTAGGED),
    Situation(SEND, at_once(**FORMATTED), 400, RESERVED),
    Situation(SEND, at_once(text="a *b", parse_mode="Markdown"), 400, UNENDED),
    Situation(SEND, at_once(text="a", reply_markup=KEYS), 400, "BUTTON_DATA_INVALID"),
    Situation(SEND, lost_topic, 400, "message thread not found"),
    Situation(SEND, closed_topic, 400, "TOPIC_CLOSED"),
    Situation("answerCallbackQuery", a_query, 400, TOO_OLD),
    Situation(SEND, after(f"/sim/people/{RATNA}/block"), 403, "bot was blocked by the user"),
    Situation(SEND, after(f"/sim/people/{RATNA}/deactivate"), 403, "user is deactivated"),
    Situation(SEND, a_stranger, 403, "bot can't initiate conversation with a user"),
    Situation(SEND, in_a_group("group", "kick-bot"), 403, "bot was kicked from the group chat"),
    Situation(SEND, in_a_group("supergroup", "kick-bot"), 403, "bot was kicked from the supergroup chat"),
    Situation(SEND, left_channel, 403, "bot is not a member of the channel chat"),
    Situation(SEND, in_a_group("group", "delete"), 403, "the group chat was deleted"),
    Situation(SEND, too_fast, 429, "retry after 7"),
    Situation(SEND, broken, 500, "restart"),
]  # fmt: skip
