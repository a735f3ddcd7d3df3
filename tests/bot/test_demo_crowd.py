"""The crowd of the demonstration presses what a real simulator shows it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from statistics import median

import aiohttp
import pytest

from bot.demo import control
from bot.demo.cast import Player, crowd_of, everyone, officers
from bot.demo.crowd import LONGEST_SECONDS, QUIET_UNITS, Crowd, quiet_units, reading_times
from bot.demo.guests import Invited, choice
from core.meetings import Rsvp
from core.members import Honorific
from handlers.actions import Answer, MarkRead, RespondToMeeting, encode
from handlers.texts.id import labels
from storage.reference import read_sample_units
from tests.support.simulator import TOKEN, Sim, connect, serve

UNITS = read_sample_units()
NETWORK = {
    unit: [player.id for player in players] for unit, players in crowd_of(officers(everyone(UNITS), UNITS)).items()
}
ABOUT = [MarkRead(number, 1) for number in range(1, 21)]
SIX_UNITS = {f"unit-{n}": (Player(2000 + n, f"Petugas {n}", Honorific.NONE, f"unit-{n}"),) for n in range(6)}
QUIET = {SIX_UNITS[unit][0].id for unit in quiet_units(MarkRead(1, 1), SIX_UNITS)}
QUICK = 1_000.0


@pytest.fixture
async def sim() -> AsyncIterator[Sim]:
    with serve("--limits", "off") as url:
        async with connect(url) as sim:
            yield sim


def first_readings(about: MarkRead, *, nudged: bool = False) -> dict[str, float]:
    quiet = quiet_units(about, NETWORK)
    times = {unit: reading_times(about, unit, people, quiet, nudged=nudged) for unit, people in NETWORK.items()}
    return {unit: min(seconds.values()) for unit, seconds in times.items() if seconds}


@pytest.mark.parametrize("about", ABOUT, ids=lambda about: f"{about.announcement_id}")
def test_all_but_the_quiet_units_read_and_those_do_after_a_nudge(about: MarkRead) -> None:
    assert NETWORK.keys() - first_readings(about).keys() == quiet_units(about, NETWORK)
    assert len(quiet_units(about, NETWORK)) == QUIET_UNITS
    assert first_readings(about, nudged=True).keys() == NETWORK.keys()


def test_some_read_at_once_half_within_about_a_minute_and_a_few_take_minutes() -> None:
    times = [sorted(first_readings(about).values()) for about in ABOUT]
    assert median(seconds[0] for seconds in times) < 6
    assert 40 < median(second for seconds in times for second in seconds) < 75
    assert all(180 < seconds[-1] <= LONGEST_SECONDS for seconds in times)


def test_in_some_units_a_second_officer_presses_too() -> None:
    quiet = quiet_units(ABOUT[0], NETWORK)
    pressing = [len(reading_times(ABOUT[0], unit, people, quiet)) for unit, people in NETWORK.items()]
    assert 5 < pressing.count(2) < 30
    assert max(pressing) == 2


def test_after_a_restart_the_same_people_read() -> None:
    assert first_readings(ABOUT[0]) == first_readings(ABOUT[0])
    assert first_readings(ABOUT[0]) != first_readings(ABOUT[1])


@asynccontextmanager
async def crowding(sim: Sim) -> AsyncIterator[Crowd]:
    async with control.connect(sim.url) as driven:
        crowd = Crowd(driven, SIX_UNITS, QUICK)
        running = asyncio.create_task(crowd.run())
        try:
            yield crowd
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def people(sim: Sim) -> list[int]:
    return await sim.people([{"id": player.id, "first_name": player.name} for (player,) in SIX_UNITS.values()])


async def announce(people: Sequence[int], sim: Sim) -> None:
    await ask(people, sim, (labels.mark_read(), encode(MarkRead(1, 1))))


async def ask(people: Sequence[int], sim: Sim, *choices: tuple[str, str]) -> None:
    """As the bot does: the same buttons under a message for each."""
    buttons = [[{"text": text, "callback_data": data}] for text, data in choices]
    async with aiohttp.ClientSession() as http:
        for person in people:
            message = {"chat_id": person, "text": "Mohon dibaca", "reply_markup": {"inline_keyboard": buttons}}
            async with http.post(f"{sim.bot_url}{TOKEN}/sendMessage", json=message) as response:
                assert response.status == 200


async def taps(sim: Sim, many: int) -> list[int]:
    """Who pressed, once so many did."""
    known, people = 0, list[int]()
    while len(people) < many:
        news = await sim.ask("GET", "journal", type="update", since=known, wait=10)
        assert news, f"only {people} pressed"
        known = news[-1]["seq"]
        people += [
            entry["update"]["callback_query"]["from"]["id"] for entry in news if entry["kind"] == "callback_query"
        ]
    return people


async def test_the_crowd_presses_in_all_but_the_quiet_units(sim: Sim) -> None:
    everybody = await people(sim)
    async with crowding(sim):
        await announce(everybody, sim)
        pressed = await taps(sim, len(everybody) - QUIET_UNITS)
    assert sorted(pressed) == sorted(set(everybody) - QUIET)


async def test_asked_a_second_time_the_quiet_units_press_too(sim: Sim) -> None:
    everybody = await people(sim)
    await announce(everybody, sim)
    async with crowding(sim):
        await taps(sim, len(everybody) - QUIET_UNITS)
        await announce(sorted(QUIET), sim)
        pressed = await taps(sim, len(everybody))
    assert set(pressed) == set(everybody)


async def test_a_tap_that_is_refused_does_not_stop_the_crowd(sim: Sim) -> None:
    everybody = await people(sim)
    gone, *reading = sorted(set(everybody) - QUIET)
    await announce(everybody, sim)
    await sim.deactivate(gone)
    async with crowding(sim):
        pressed = await taps(sim, len(reading))
    assert sorted(pressed) == reading


INVITED = [Invited(number) for number in range(1, 21)]


def test_most_units_come_some_send_somebody_and_a_few_cannot() -> None:
    for about in INVITED:
        chosen = [choice(about, unit) for unit in NETWORK]
        attending, delegated, declined = (chosen.count(rsvp) for rsvp in Rsvp)
        assert attending > delegated + declined
        assert delegated > 0
        assert declined < len(NETWORK) / 3
    assert {choice(about, "unit-1") for about in INVITED} == set(Rsvp)


async def test_the_crowd_answers_an_invitation_as_was_drawn(sim: Sim) -> None:
    everybody = await people(sim)
    about = Invited(3)
    quiet = {SIX_UNITS[unit][0].id for unit in quiet_units(about, SIX_UNITS)}
    rsvps = zip((labels.attending(), labels.delegated(), labels.declined()), Rsvp, strict=True)
    async with crowding(sim):
        await ask(everybody, sim, *((text, encode(RespondToMeeting(3, rsvp.value, 0))) for text, rsvp in rsvps))
        await taps(sim, len(everybody) - QUIET_UNITS)
    pressed = [entry["update"]["callback_query"] for entry in await sim.updates() if entry["kind"] == "callback_query"]
    drawn = {player.id: choice(about, unit).value for unit, (player,) in SIX_UNITS.items() if player.id not in quiet}
    assert {tap["from"]["id"]: tap["data"].split(":")[2] for tap in pressed} == drawn


async def test_the_crowd_writes_who_comes_and_presses_why_not(sim: Sim) -> None:
    first, second, *_ = await people(sim)
    async with crowding(sim):
        await ask([first], sim, (labels.myself(), encode(Answer(1, 1, "me"))))
        await ask([second], sim, (labels.duty_trip(), encode(Answer(2, 1, "trip"))))
        assert await taps(sim, 1) == [second]
        known, written = 0, list[str]()
        while not written:
            news = await sim.ask("GET", "journal", type="update", since=known, wait=10)
            known = news[-1]["seq"]
            written = [entry["update"]["message"]["text"] for entry in news if entry["kind"] == "message"]
    assert "," in written[-1]
