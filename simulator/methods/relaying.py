"""Forwarding and copying: one message or many."""

from itertools import pairwise
from typing import Any

from simulator import polls
from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.messages import Message
from simulator.methods.attachments import thrown
from simulator.methods.registry import Weight, plays
from simulator.methods.sending import post
from simulator.methods.targets import entered, message_in, writable
from simulator.methods.texts import caption_content
from simulator.people import new_group, origin_of
from simulator.services import is_service
from simulator.views import for_bot

_MOST = 100
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


@plays("forwardMessage", Weight.SEND)
def forward_message(sim: Simulator, params: Json) -> Json:
    writable(sim, params["chat_id"])
    source = _source(sim, params, "message to forward not found")
    if not _relayable(source):
        raise bad_request("the message can't be forwarded")
    return for_bot(sim.world, post(sim, params, source.content, **_forwarded(sim, source)))


@plays("copyMessage", Weight.SEND)
def copy_message(sim: Simulator, params: Json) -> Json:
    writable(sim, params["chat_id"])
    source = _source(sim, params, "message to copy not found")
    if not _relayable(source):
        raise bad_request("the message can't be copied")
    content = _copied(sim, source.content)
    if "caption" in params and "text" not in content:
        content = {**_without_caption(content), **caption_content(params)}
    return {"message_id": post(sim, params, content).message_id}


@plays("forwardMessages", Weight.SEND)
def forward_messages(sim: Simulator, params: Json) -> list[Json]:
    return _relay(sim, params, forwarded=True)


@plays("copyMessages", Weight.SEND)
def copy_messages(sim: Simulator, params: Json) -> list[Json]:
    return _relay(sim, params, forwarded=False)


def _relay(sim: Simulator, params: Json, forwarded: bool) -> list[Json]:
    """Those that are not there or are protected or Telegram's own are passed over; albums stay albums."""
    writable(sim, params["chat_id"])
    sources = _sources(sim, params)
    groups: dict[str, str] = {}
    sent = []
    for source in sources:
        more = _forwarded(sim, source) if forwarded else {}
        if source.group is not None:
            more["group"] = groups.setdefault(source.group, new_group(sim))
        content = _without_caption(source.content) if params.get("remove_caption") else source.content
        if not forwarded:
            content = _copied(sim, content)
        sent.append({"message_id": post(sim, params, content, **more).message_id})
    return sent


def _sources(sim: Simulator, params: Json) -> list[Message]:
    ids = params["message_ids"]
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > _MOST:
        raise bad_request("too many message identifiers specified")
    if any(one >= other for one, other in pairwise(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    chat_id = entered(sim, params["from_chat_id"]).id
    found = [sim.world.message(chat_id, each) for each in ids]
    standing = [each for each in found if each is not None]
    if not standing:
        raise bad_request("there are no messages to forward")
    usable = [each for each in standing if _relayable(each)]
    if not usable:
        raise bad_request("messages can't be forwarded")
    return usable


def _source(sim: Simulator, params: Json, missing: str) -> Message:
    chat = entered(sim, params["from_chat_id"])
    return message_in(sim, chat.id, params["message_id"], missing)


def _relayable(source: Message) -> bool:
    return not source.protected and not is_service(source.content)


def _forwarded(sim: Simulator, source: Message) -> dict[str, Any]:
    """A poll stays the same poll, with its votes."""
    return {"forward_origin": origin_of(sim, source), "votes": source.votes}


def _copied(sim: Simulator, content: Json) -> Json:
    """A poll begins anew, and dice are thrown again."""
    if "poll" in content:
        return {**content, "poll": polls.fresh(sim, content["poll"])}
    return {**content, "dice": thrown(sim, content["dice"]["emoji"])} if "dice" in content else content


def _without_caption(content: Json) -> Json:
    return {name: value for name, value in content.items() if name not in _CAPTION}
