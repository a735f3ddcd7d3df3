"""Orders out: each becomes one call of the Bot API, and its answer a value. Nothing here waits or tries again."""

from collections import Counter
from collections.abc import Mapping
from typing import Protocol

import structlog

from core.channels import InDoubt, Moved, Order, Outcome, Reason, Refused, Revoked, Send, Sent, TryLater, Upload
from core.codec import Json, JsonObject
from handlers.telegram.orders import request_of
from handlers.telegram.request import Answer, Failed, NoAnswer, NotSent, Ok

log = structlog.get_logger(__name__)

DELIVER_SECONDS = 20.0
ANSWER_SECONDS = 5.0
AGAIN_SECONDS = 1.0
"""After a connection that failed, and after a 429 that names no time."""

_WORDS: tuple[tuple[str, Reason, bool], ...] = (
    ("bot was blocked by the user", Reason.STOPPED, True),
    ("bot can't initiate conversation with a user", Reason.NEVER_STARTED, True),
    ("user is deactivated", Reason.ACCOUNT_GONE, True),
    ("bot was kicked", Reason.CHAT_GONE, True),
    ("bot is not a member", Reason.CHAT_GONE, True),
    ("group chat was deleted", Reason.CHAT_GONE, True),
    ("not enough rights to send", Reason.NO_RIGHTS, False),
    ("no rights to send", Reason.NO_RIGHTS, False),
    ("chat_write_forbidden", Reason.NO_RIGHTS, False),
    ("need administrator rights", Reason.NO_RIGHTS, False),
    ("chat_restricted", Reason.NO_RIGHTS, False),
    ("chat not found", Reason.NOT_FOUND, False),
    ("message thread not found", Reason.NOT_FOUND, False),
    ("message to edit not found", Reason.MESSAGE_GONE, False),
    ("message to delete not found", Reason.MESSAGE_GONE, False),
    ("message to react not found", Reason.MESSAGE_GONE, False),
    ("message can't be deleted", Reason.MESSAGE_GONE, False),
    ("message can't be edited", Reason.MESSAGE_GONE, False),
    ("message_id_invalid", Reason.MESSAGE_GONE, False),
    ("too long", Reason.TOO_LONG, False),
    ("too large", Reason.TOO_LONG, False),
    ("wrong file identifier", Reason.FILE_GONE, False),
    ("wrong remote file identifier", Reason.FILE_GONE, False),
    ("file_reference", Reason.FILE_GONE, False),
    ("message text is empty", Reason.MALFORMED, False),
    ("can't parse", Reason.MALFORMED, False),
    ("must be non-empty", Reason.MALFORMED, False),
    ("button_", Reason.MALFORMED, False),
    ("button url", Reason.MALFORMED, False),
)
"""What stands in Telegram's description, why that is, and whether the address is gone; the first that fits."""

_ADMINS = ("creator", "administrator")
_NOT_MODIFIED = "message is not modified"
_LONGEST_DETAIL = 200


class Caller(Protocol):
    """The raw way of AiohttpRequest."""

    async def call(self, method: str, params: Mapping[str, object], timeout: float) -> Answer: ...

    async def upload(self, method: str, params: Mapping[str, Json], name: str, file: Upload) -> Answer: ...


class TelegramChannel:
    """core.channels.Channel and Rooms for one bot account. `sends` counts by method and what became of it."""

    def __init__(
        self, caller: Caller, timeout: float = DELIVER_SECONDS, sends: Counter[tuple[str, str]] | None = None
    ) -> None:
        self._caller = caller
        self._timeout = timeout
        self._sends = Counter[tuple[str, str]]() if sends is None else sends

    async def deliver(self, address: str, order: Order) -> Outcome:
        method, params = request_of(order)
        params["chat_id"] = _chat(address)
        if isinstance(order, Send) and order.upload is not None:
            return outcome_of(order, await self._caller.upload(method, params, "document", order.upload))
        answer = await self._caller.call(method, params, self._timeout)
        outcome = outcome_of(order, answer)
        self._sends[method, _name(outcome)] += 1
        return outcome

    async def answer(self, press_id: str, text: str | None, *, alert: bool = False) -> None:
        params: JsonObject = {"callback_query_id": press_id}
        if text is not None:
            params |= {"text": text, "show_alert": alert}
        answer = await self._caller.call("answerCallbackQuery", params, ANSWER_SECONDS)
        if not isinstance(answer, Ok):
            log.debug("a tap was not answered", answer=answer)

    async def is_admin(self, address: str, person: str) -> bool | None:
        params: JsonObject = {"chat_id": _chat(address), "user_id": _chat(person)}
        match await self._caller.call("getChatMember", params, ANSWER_SECONDS):
            case Ok(dict(member)):
                return member.get("status") in _ADMINS
            case answer:
                log.info("who runs a group could not be read", answer=type(answer).__name__)
                return None


def _chat(address: str) -> Json:
    return int(address) if address.removeprefix("-").isdecimal() else address


def outcome_of(order: Order, answer: Answer) -> Outcome:
    match answer:
        case Ok(result):
            return _sent(result) if isinstance(order, Send) else Sent()
        case NotSent():
            return TryLater(AGAIN_SECONDS)
        case NoAnswer():
            return InDoubt()
        case Failed(migrate_to=int(new_id)):
            return Moved(str(new_id))
        case Failed(code=401 | 404):
            return Revoked()
        case Failed(code=429, retry_after=seconds):
            return TryLater(seconds or AGAIN_SECONDS)
        case Failed(description=description):
            return _refused(description)


def _name(outcome: Outcome) -> str:
    match outcome:
        case Sent():
            return "sent"
        case TryLater():
            return "try_later"
        case InDoubt():
            return "in_doubt"
        case Moved():
            return "moved"
        case Revoked():
            return "token_refused"
        case Refused():
            return "refused"


def _sent(result: Json) -> Outcome:
    """An answer without message ids proves nothing."""
    messages = result if isinstance(result, list) else [result]
    ids = [message.get("message_id") for message in messages if isinstance(message, dict)]
    known = tuple(each for each in ids if isinstance(each, int))
    return Sent(known) if known and len(known) == len(messages) else InDoubt()


def _refused(description: str) -> Outcome:
    said = description.lower()
    if _NOT_MODIFIED in said:
        return Sent()
    for words, reason, gone in _WORDS:
        if words in said:
            return Refused(reason, gone, description[:_LONGEST_DETAIL])
    return Refused(Reason.OTHER, detail=description[:_LONGEST_DETAIL])
