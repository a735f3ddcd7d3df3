"""Polls: what stands in the message, who chose what, and what the bot is told of it.

A forwarded poll is the same poll: its votes are counted in every message that shows it.
"""

from simulator.codec import Json
from simulator.errors import ControlError
from simulator.machine import Simulator
from simulator.messages import Message
from simulator.state import Person

_EVERY_SECONDS = 1.0


def poll_id_of(sim: Simulator) -> str:
    """The id of a poll that is sent with the next message."""
    return str(5_300_000_000_000_000_000 + sim.world.seq)


def fresh(sim: Simulator, poll: Json) -> Json:
    """A copy of a poll begins without votes and is a poll of its own."""
    options = [{**each, "voter_count": 0} for each in poll["options"]]
    return {**poll, "id": poll_id_of(sim), "options": options, "total_voter_count": 0, "is_closed": False}


def vote(sim: Simulator, person: Person, message: Message, chosen: list[int]) -> None:
    """Chooses these options, by their numbers from 0; none takes the vote back."""
    poll = _poll(message)
    _check(person, message, poll, chosen)
    votes = {**(message.votes or {}), person.id: chosen}
    if not chosen:
        votes.pop(person.id)
    counted = _counted(poll, votes)
    own = _spread(sim, counted, votes)
    if own:
        sim.updates.add("poll", counted)
        if not poll["is_anonymous"]:
            sim.updates.add("poll_answer", _answer(person, poll, chosen))


def numbers_of(message: Message, options: list[object]) -> list[int]:
    """Options that are named by their number or their text."""
    texts = [each["text"] for each in _poll(message)["options"]]
    found = [each if type(each) is int else texts.index(each) if each in texts else -1 for each in options]
    if not all(0 <= each < len(texts) for each in found) or len(set(found)) != len(found):
        raise ControlError(f"options must be of these, each once: {', '.join(map(repr, texts))}")
    return sorted(found)


def close(sim: Simulator, message: Message) -> Json:
    """Ends the poll; returns it as it ended."""
    closed = {**_poll(message), "is_closed": True}
    _spread(sim, closed, message.votes or {})
    sim.updates.add("poll", closed)
    return closed


async def close_in_time(sim: Simulator) -> None:
    """Closes polls whose time is over, by the civil clock, for ever; to be cancelled."""
    while True:
        await sim.clock.changed.wait(_EVERY_SECONDS)
        now = sim.clock.now()
        for place in [place for place, close_date in sim.timed_polls.items() if close_date <= now]:
            del sim.timed_polls[place]
            message = sim.world.message(*place)
            if message is not None and not _poll(message)["is_closed"]:
                close(sim, message)


def _poll(message: Message) -> Json:
    poll: Json | None = message.content.get("poll")
    if poll is None:
        raise ControlError(f"message {message.message_id} is no poll")
    return poll


def _check(person: Person, message: Message, poll: Json, chosen: list[int]) -> None:
    voted = person.id in (message.votes or {})
    if poll["is_closed"]:
        raise ControlError("the poll is closed")
    if len(chosen) > 1 and not poll["allows_multiple_answers"]:
        raise ControlError("only one option can be chosen in this poll")
    if voted and not poll["allows_revoting"]:
        raise ControlError("a vote in this poll cannot be changed")
    if not chosen and not voted:
        raise ControlError(f"{person.name} has not voted yet")


def _counted(poll: Json, votes: dict[int, list[int]]) -> Json:
    counts = [sum(number in chosen for chosen in votes.values()) for number in range(len(poll["options"]))]
    options = [{**each, "voter_count": count} for each, count in zip(poll["options"], counts, strict=True)]
    return {**poll, "options": options, "total_voter_count": len(votes)}


def _spread(sim: Simulator, poll: Json, votes: dict[int, list[int]]) -> bool:
    """Puts the poll into all messages that show it; tells whether the bot sent it."""
    own = False
    for place in sim.world.polls[poll["id"]]:
        message = sim.world.message(*place)
        if message is None:
            continue
        message.content, message.votes = {**message.content, "poll": poll}, dict(votes)
        sim.world.message_changed(message)
        own = own or (message.sender_id == sim.bot.id and message.forward_origin is None)
    return own


def _answer(person: Person, poll: Json, chosen: list[int]) -> Json:
    ids = [poll["options"][each]["persistent_id"] for each in chosen]
    return {"poll_id": poll["id"], "user": person.user(), "option_ids": chosen, "option_persistent_ids": ids}
