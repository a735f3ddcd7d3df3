"""The crowd: plays everyone whose phone nobody holds. It reads what arrives, presses [Sudah dibaca] and answers
invitations at human pace.

Who presses, and after how long, is drawn from the matter and the unit: the same after a restart.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import log as ln
from random import Random
from typing import TypeAlias

import aiohttp
import structlog

from bot.demo.cast import Player
from bot.demo.control import Control, ControlRefused, Event
from bot.demo.guests import LABELS, Follow, Invited, choice, delegate
from core.clock import Timer
from handlers.actions import Answer, MarkRead, RespondToMeeting, decode
from handlers.texts.id import labels

log = structlog.get_logger("crowd")

MEDIAN_SECONDS, SPREAD = 55.0, 1.25
"""Of the log-normal time until a unit reads."""
LONGEST_SECONDS = 400.0
NUDGED_SECONDS = 12.0
"""Median after a nudge."""
QUIET_UNITS = 3
"""So many units read an announcement only once they are asked again."""
TWO_READ = 0.3
"""The share of units in which a second officer presses too."""
AGAIN_SECONDS = 1.0
TOUR_HASTE = 12.0
FOLLOW_SECONDS = 8.0
"""Until somebody has written who comes, or pressed why not."""

About: TypeAlias = MarkRead | Invited | Follow


@dataclass(frozen=True, slots=True)
class Asked:
    """A message that waits for a tap on the button with `data`, or for `words` to be written."""

    person: int
    message_id: int
    about: About
    data: str
    words: str = ""


@dataclass(slots=True)
class Crowd:
    """`units` are its people by unit. `haste` divides all waiting; while the tour plays, all waiting is shorter."""

    control: Control
    units: Mapping[str, Sequence[Player]]
    haste: float = 1.0
    touring: bool = False
    _timer: Timer = field(default_factory=Timer)
    _unit_of: dict[int, str] = field(init=False)
    _open: dict[int, dict[int, Asked]] = field(init=False)
    _due: list[tuple[float, int, int]] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _complaints: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._unit_of = {player.id: unit for unit, players in self.units.items() for player in players}
        self._open = {person: {} for person in self._unit_of}

    async def run(self) -> None:
        """Until cancelled; a simulator that is away for a while is waited for."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch())
            group.create_task(self._press_what_is_due())

    # --- what arrives

    async def _watch(self) -> None:
        while True:
            try:
                async for event in self.control.events():
                    await self._take(event)
            except (aiohttp.ClientError, TimeoutError, ControlRefused) as trouble:
                self._complain(f"the crowd hears nothing: {type(trouble).__name__}")
            await asyncio.sleep(AGAIN_SECONDS)

    async def _take(self, event: Event) -> None:
        match event:
            case {"type": "hello", "tour": {"playing": bool(playing)}}:
                self.touring = playing
                await self._look_around()
            case {"type": "lagged"}:
                await self._look_around()
            case {"type": "tour", "tour": {"playing": bool(playing)}}:
                self.touring = playing
            case {"type": "message", "person": int(person), "message": dict(item)} if person in self._unit_of:
                self._notice(person, item)

    async def _look_around(self) -> None:
        """What stands in the chats already: after a start, and when events were missed."""
        for person in self._unit_of:
            for item in await self.control.get(f"people/{person}/inbox"):
                self._notice(person, item)

    def _notice(self, person: int, item: Event) -> None:
        asked, waiting = _asked(person, item, self._unit_of[person]), self._open[person]
        if asked is None:
            waiting.pop(item["message_id"], None)
        elif asked.message_id not in waiting:
            waiting[asked.message_id] = asked
            self._plan(asked)

    def _plan(self, asked: Asked) -> None:
        if isinstance(asked.about, Follow):
            self._due_after(asked, FOLLOW_SECONDS)
            return
        unit = self._unit_of[asked.person]
        nudged = sum(one.about == asked.about for one in self._open[asked.person].values()) > 1
        players = [player.id for player in self.units[unit] if player.started]
        seconds = reading_times(asked.about, unit, players, quiet_units(asked.about, self.units), nudged=nudged)
        if asked.person in seconds:
            self._due_after(asked, seconds[asked.person])

    def _due_after(self, asked: Asked, seconds: float) -> None:
        heappush(
            self._due,
            (
                self._timer.now() + seconds / (self.haste * (TOUR_HASTE if self.touring else 1)),
                asked.person,
                asked.message_id,
            ),
        )
        self._wake.set()

    # --- what is pressed

    async def _press_what_is_due(self) -> None:
        while True:
            self._wake.clear()
            wait = self._due[0][0] - self._timer.now() if self._due else None
            if wait is not None and wait <= 0:
                _, person, message_id = heappop(self._due)
                await self._press(person, message_id)
                continue
            try:
                await asyncio.wait_for(self._wake.wait(), wait)
            except TimeoutError:
                continue

    async def _press(self, person: int, message_id: int) -> None:
        asked = self._open[person].get(message_id)
        if asked is None:  # settled meanwhile, by a nudge or by somebody at this phone
            return
        try:
            if asked.words:
                await self.control.post(f"people/{person}/send", {"text": asked.words})
                return
            press = {"message_id": message_id, "button": asked.data, "wait": 0}
            await self.control.post(f"people/{person}/press", press)
        except (ControlRefused, aiohttp.ClientError, TimeoutError) as trouble:
            self._complain(f"a tap of the crowd was not taken: {trouble}")

    def _complain(self, words: str) -> None:
        """Once: a demonstration goes on without the crowd."""
        if words not in self._complaints:
            self._complaints.add(words)
            log.warning(words)


def _asked(person: int, item: Event, unit: str) -> Asked | None:
    """What this message asks for, if it still asks."""
    if item["deleted"] or not item["from"]["is_bot"]:
        return None
    data = {button["text"]: button["data"] for row in item["buttons"] for button in row if button.get("data")}
    meant = {text: decode(stored) for text, stored in data.items()}
    match meant.get(labels.mark_read()), meant.get(labels.attending()), meant:
        case MarkRead() as about, _, _:
            return Asked(person, item["message_id"], about, data[labels.mark_read()])
        case _, RespondToMeeting(meeting_id=meeting_id), _:
            invited = Invited(meeting_id)
            label = LABELS[choice(invited, unit)]
            return Asked(person, item["message_id"], invited, data.get(label, data[labels.attending()]))
        case _:
            return _follow(person, item["message_id"], unit, data)


def _follow(person: int, message_id: int, unit: str, data: Mapping[str, str]) -> Asked | None:
    """The question after [Diwakilkan] is answered by writing, the one after [Berhalangan] by a tap."""
    for label in (labels.myself(), labels.duty_trip()):
        answer = decode(data[label]) if label in data else None
        if isinstance(answer, Answer):
            about = Follow(answer.form_id, label == labels.myself())
            return Asked(person, message_id, about, data[label], delegate(about, unit) if about.who else "")
    return None


def quiet_units(about: About, units: Iterable[str]) -> frozenset[str]:
    return frozenset(Random(f"{about}").sample(sorted(units), QUIET_UNITS))


def reading_times(
    about: About, unit: str, people: Sequence[int], quiet: frozenset[str], *, nudged: bool = False
) -> dict[int, float]:
    """Who of a unit presses, and how many seconds after the message; those who are not in it do not."""
    chance = Random(f"{about} {unit} {nudged}")
    order = chance.sample(list(people), len(people))
    if unit in quiet and not nudged:
        return {}
    first = chance.lognormvariate(ln(NUDGED_SECONDS if nudged else MEDIAN_SECONDS), SPREAD)
    seconds = {order[0]: min(first, LONGEST_SECONDS * chance.uniform(0.6, 1.0))}
    if len(order) > 1 and chance.random() < TWO_READ:
        seconds[order[1]] = seconds[order[0]] + chance.lognormvariate(ln(MEDIAN_SECONDS), SPREAD)
    return seconds
