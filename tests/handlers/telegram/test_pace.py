"""The limiter and the channel together, under limits that the simulator enforces."""

import asyncio

import pytest

from core.channels import MediaKind, Outcome, RichText, Send, Sent, TryLater
from core.clock import Timer
from core.limits import Departure, Limiter
from handlers.telegram.send import TelegramChannel
from tests.handlers.telegram.test_send import files_from
from tests.support.simulator import Sim

HELLO = Send(RichText("Halo"))


async def send_paced(channel: TelegramChannel, orders: list[tuple[int, Send]]) -> list[Outcome]:
    """Sends everything as fast as the limiter allows, each person once."""
    limiter, timer = Limiter(), Timer()

    async def fly(departure: Departure, order: Send) -> Outcome:
        await asyncio.sleep(departure.wait)
        outcome = await channel.deliver(str(departure.address_id), order)
        limiter.landed(departure, timer.now())
        return outcome

    flights = []
    async with asyncio.TaskGroup() as group:
        while orders:
            for person, order in orders[: limiter.allowance(timer.now())]:
                weight = max(1, len(order.files))
                leaving = limiter.note(person, weight=weight, is_group=False, counts_for_chat=True, now=timer.now())
                flights.append(group.create_task(fly(leaving, order)))
                orders = orders[1:]
            await asyncio.sleep(min(0.02, limiter.next_at(timer.now()) - timer.now()))
    return [flight.result() for flight in flights]


@pytest.mark.slow
async def test_a_paced_sender_is_never_told_to_slow_down_and_an_unpaced_one_is(
    sim: Sim, channel: TelegramChannel
) -> None:
    people = await sim.people([{"first_name": f"Petugas {number}"} for number in range(100)])
    photos = await files_from(sim, people[0], MediaKind.PHOTO, "a.png", "b.png", "c.png", "d.png", "e.png")
    album = Send(RichText("Lima foto"), files=photos)
    await sim.limits()
    outcomes = await send_paced(
        channel, [(person, album if number % 20 == 7 else HELLO) for number, person in enumerate(people)]
    )
    assert [outcome for outcome in outcomes if not isinstance(outcome, Sent)] == []

    await asyncio.sleep(1.1)
    outcomes = await asyncio.gather(*(channel.deliver(str(person), HELLO) for person in people))
    assert [outcome for outcome in outcomes if isinstance(outcome, TryLater)] != []
