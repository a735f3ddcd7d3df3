"""What the runs with a broadcast share."""

from tests.crash.oracle import Told, is_copy, told_by
from tests.support.crash_network import Office, shown
from tests.support.simulator import Sim
from tests.support.supervisor import Patience, Supervisor

WINDOW = 8
ROUND_TRIP = 0.1
"""Seconds from a request to its answer."""


async def sent_in_this_life(sim: Sim, bot: Supervisor, many: int, patience: Patience) -> None:
    """Until so many copies were accepted since the last start."""
    since, accepted = 0, 0
    while accepted < many:
        calls = await sim.calls("sendMessage", since=since, wait=0.5)
        since = max([since, *(call["seq"] for call in calls)])
        accepted += sum(is_copy(call) and bot.in_this_life(call["at"]) for call in calls)
        patience.check(f"{many} copies in one life")


async def the_end(sim: Sim, office: Office, patience: Patience) -> Told:
    """What the author's card says when it counts no further: everyone is sent to, or in doubt for good."""
    while True:
        card = await shown(sim, office.author, "terkirim", patience)
        told = told_by(card.text)
        assert told is not None, card.text
        if told.sent + told.unknown == told.recipients:
            return told
        await sim.inbox(office.author, since=card.seq, wait=1.0)
        patience.check(f"the end of: {card.text}")
