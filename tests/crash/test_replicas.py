"""Two bots on one PostgreSQL, ten faults: nobody is left out, nothing is applied twice, and who got a copy twice can
see why.

While one announcement goes out to several hundred, authors type announcements of their own: four texts each without
waiting for an answer, then a press; only in their order do they make sense, whichever bot handles them.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

from core.clock import Timer
from handlers.texts.id import trouble
from tests.crash.broadcasts import ROUND_TRIP, WINDOW, the_end
from tests.crash.oracle import Findings, Report, Told, copies, is_copy
from tests.crash.replicas import FAULTS, Fault, Pair, conflicts, lease_after, two_bots
from tests.crash.updates import Heard, write
from tests.support.crash_network import Office, announce, settle_in
from tests.support.simulator import Sim
from tests.support.supervisor import Patience, instant

RECIPIENTS = 500
AUTHORS = 100
A_BURST = AUTHORS // len(FAULTS)
BETWEEN = (15, 30)
"""Copies from one fault to the next."""
RATE = 60
CAP_SECONDS = 500.0
BODY = "Yth. Bapak/Ibu petugas humas, mohon memasang spanduk mulai besok pagi."


async def test_ten_faults_of_two_bots_on_one_database_lose_nothing(
    sim: Sim, tmp_path: Path, postgres_database: str, seed: int, tell: Callable[[str], None]
) -> None:
    timer, dice = Timer(), Random(seed)
    began = timer.now()
    async with two_bots(sim, tmp_path, postgres_database, dice, rate=RATE, window=WINDOW) as pair:
        patience = Patience(CAP_SECONDS, pair)
        office = await settle_in(sim, postgres_database, officers=RECIPIENTS, authors=AUTHORS + 1)
        announcer = Office(office.authors[-1:], office.approver, office.officers)
        await pair.start()
        await announce(sim, announcer, BODY, patience)
        heard = Heard(sim, Office(office.authors[:-1], office.approver, ()), dice, since=await _last_call(sim))
        await sim.fault("sendMessage", latency=ROUND_TRIP)
        await sim.advance(61)
        await _faults(sim, pair, heard, patience)
        await heard.until_quiet(patience)
        told = await the_end(sim, announcer, patience)
        unconfirmed = [one for one in await sim.updates() if not one["confirmed_at"] and not one["dropped"]]
        ledger = await pair.sent()
        await pair.stop()
    found = Findings(announcer, await copies(sim), ())
    report = _report(seed, pair, found, told, timer.now() - began)
    tell(str(report))
    tell(f"{heard.updates} updates by {AUTHORS} authors, {len(heard.numbers)} numbers; {_takeovers(pair.faults)}")
    _nobody_is_left_out(found, told)
    _who_got_it_twice_knows_why(found, pair.faults)
    _each_author_has_one_number(heard)
    assert unconfirmed == []
    _the_ledger_says_what_is_so(found, ledger)
    await _nobody_else_polls(sim, pair.faults)
    assert pair.tracebacks() == []
    assert report.forbidden == 0
    assert report.kills_in_send * 2 >= len(FAULTS), "too few faults hit anything: this run shows nothing"


async def _faults(sim: Sim, pair: Pair, heard: Heard, patience: Patience) -> None:
    """Everybody writes, fault after fault."""
    kinds = pair.dice.sample(FAULTS, len(FAULTS))
    async with heard.listening():
        for nth, kind in enumerate(kinds):
            burst = heard.office.authors[nth * A_BURST :][:A_BURST]
            writing = asyncio.create_task(write(sim, burst, heard))
            await _more_copies(sim, pair.dice.randint(*BETWEEN), patience)
            await asyncio.sleep(pair.dice.uniform(0, ROUND_TRIP))
            await pair.strike(kind, patience)
            await writing


async def _last_call(sim: Sim) -> int:
    return max(int(call["seq"]) for call in await sim.calls())


async def _more_copies(sim: Sim, many: int, patience: Patience) -> None:
    since, accepted = await _last_call(sim), 0
    while accepted < many:
        calls = await sim.calls("sendMessage", since=since, wait=0.5)
        since = max([since, *(call["seq"] for call in calls)])
        accepted += sum(is_copy(call) for call in calls)
        patience.check(f"{many} more copies")


def _report(seed: int, pair: Pair, found: Findings, told: Told, wall_s: float) -> Report:
    return Report(
        seed=seed,
        kills=len(pair.faults),
        kills_in_send=sum(fault.hit for fault in pair.faults),
        accepted=len(found.accepted),
        lost=len(found.lost),
        dup=len(found.doubled),
        dup_max_per_kill=max(len(_doubled_by(found, fault)) for fault in pair.faults),
        unknown=told.unknown,
        forbidden=len(found.forbidden),
        unhandled=len(pair.tracebacks()),
        wall_s=round(wall_s, 1),
    )


def _takeovers(faults: list[Fault]) -> str:
    """In words; a stop gives its roles back, the others keep them until their lease is over."""
    by_itself = [fault.taken_over for fault in faults if fault.held and fault.kind in ("kill", "freeze", "silence")]
    given = [fault.taken_over for fault in faults if fault.held and fault.kind == "stop"]
    told = []
    for what, seconds in (("taken over", by_itself), ("given back", given)):
        known = [each for each in seconds if each is not None]
        told += [f"{what} {len(known)} times, after {median(known):.1f} s, at most {max(known):.1f} s"] if known else []
    return "; ".join(told) or "nobody held a role"


def _doubled_by(found: Findings, fault: Fault) -> list[int]:
    return [person for person in found.doubled if person in fault.on_their_way]


def _nobody_is_left_out(found: Findings, told: Told) -> None:
    assert found.lost == []
    assert (told.recipients, told.sent, told.unknown) == (RECIPIENTS, RECIPIENTS, 0)


def _who_got_it_twice_knows_why(found: Findings, faults: list[Fault]) -> None:
    assert [fault.kind for fault in faults if len(_doubled_by(found, fault)) > WINDOW] == []
    on_their_way = frozenset[int]().union(*(fault.on_their_way for fault in faults))
    assert [person for person in found.doubled if person not in on_their_way] == [], "doubled without a fault"
    assert [person for person, got in found.of_person.items() if sum(not copy.labelled for copy in got) > 1] == [], (
        "two copies that look alike"
    )


def _the_ledger_says_what_is_so(found: Findings, ledger: dict[int, int | None]) -> None:
    assert len(ledger) == RECIPIENTS
    for person, message_id in ledger.items():
        assert message_id in {copy.message_id for copy in found.of_person[person]}, "sent without a message id"


def _each_author_has_one_number(heard: Heard) -> None:
    codes = [code for numbers in heard.numbers.values() for code in numbers]
    apology = trouble.not_kept()  # due to whoever writes while a fault keeps the one that polls from its database
    assert [told for told in heard.astray if not told.endswith(f": {apology}")] == []
    assert sorted(codes) == [f"BKL-{number:04d}" for number in range(2, AUTHORS + 2)], "gaps or doubles"
    assert {code: {author} for author, (code,) in heard.numbers.items()} == heard.asked


async def _nobody_else_polls(sim: Sim, faults: list[Fault]) -> None:
    """A poll is ended by another one only where its poller was struck, and once."""
    ended = [instant(call["at"]) for call in conflicts(await sim.calls("getUpdates"))]
    assert [moment for moment in ended if not any(lease_after(fault, moment) for fault in faults)] == []
    assert len(ended) <= sum("poller" in fault.held for fault in faults)
