"""The poller against the simulator, whose journal says what was handed over and what was confirmed."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from core.channels import InboundEvent, Said
from core.clock import Calendar, Timer
from core.errors import StorageBusy
from core.inbox import Arrival
from core.roles import Term
from handlers.telegram.bot import Account, make_bot
from handlers.telegram.poll import USUAL, Pace, Poller, TokenRefused
from handlers.telegram.receive import event
from tests.support.simulator import BOT_ID, TOKEN, Object, Sim

QUICK = Pace(hold=1, silence=1.5, first_wait=0.02, longest_wait=0.1)
WAIT_SECONDS = 10.0


class Shelf:
    """Stands in for the inbox: keeps what it is given, once each, and may be busy for the next few times."""

    def __init__(self) -> None:
        self.arrivals: dict[tuple[int, bytes], Arrival] = {}
        self.told: list[InboundEvent] = []
        self.busy = 0
        self.batches: list[int] = []

    async def store(self, arrivals: Sequence[Arrival]) -> None:
        if self.busy:
            self.busy -= 1
            raise StorageBusy("database is locked")
        self.batches.append(len(arrivals))
        self.arrivals |= {(arrived.update_id, arrived.digest): arrived for arrived in arrivals}

    async def on_busy(self, events: Sequence[InboundEvent]) -> None:
        self.told += events

    @property
    def texts(self) -> list[str]:
        found = [event(0, each.payload, datetime(2026, 1, 1, tzinfo=UTC)).what for each in self.arrivals.values()]
        return [what.content.text for what in found if isinstance(what, Said)]


def poller_of(account: Account, shelf: Shelf, pace: Pace = QUICK) -> Poller:
    return Poller(account.polling, BOT_ID, shelf.store, shelf.on_busy, Calendar(), Timer(), Term(1, math.inf), pace)


@asynccontextmanager
async def polling(account: Account, shelf: Shelf, pace: Pace = QUICK) -> AsyncIterator[Poller]:
    poller = poller_of(account, shelf, pace)
    async with asyncio.TaskGroup() as group:
        group.create_task(poller.run())
        try:
            yield poller
        finally:
            await poller.stop()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_SECONDS):
        while not condition():  # noqa: ASYNC110 - the poller tells nobody when it has stored
            await asyncio.sleep(0.01)


async def confirmed(sim: Sim) -> list[Object]:
    return [update for update in await sim.updates() if update["confirmed_at"]]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


async def test_what_people_send_is_stored_and_then_confirmed(sim: Sim, account: Account, shelf: Shelf) -> None:
    person = await sim.person()
    async with polling(account, shelf):
        for number in range(5):
            await sim.send(person, f"pesan {number}")
        await until(lambda: len(shelf.texts) == 6)
        await asyncio.sleep(0.1)
    assert shelf.texts == ["/start", *(f"pesan {number}" for number in range(5))]
    assert {update["update_id"] for update in await confirmed(sim)} == {each for each, _ in shelf.arrivals}


async def test_it_starts_without_an_offset_and_without_a_webhook(sim: Sim, account: Account, shelf: Shelf) -> None:
    await account.request.call("setWebhook", {"url": "https://example.org/hook"}, 5.0)
    await sim.person()
    async with polling(account, shelf):
        await until(lambda: len(shelf.arrivals) == 1)
    calls = [call for call in await sim.calls(ok=True) if call["method"] in ("deleteWebhook", "getUpdates")]
    assert calls[0]["method"] == "deleteWebhook"
    assert calls[1]["params"] == {
        "timeout": 1,
        "limit": 100,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
    }


async def test_after_silence_the_offset_is_forgotten(sim: Sim, account: Account, shelf: Shelf) -> None:
    """After a quiet week ids begin anywhere, below the old offset too."""
    await sim.person()
    calls: list[Object] = []
    async with polling(account, shelf):
        while len(calls) < 3:
            calls += await sim.calls("getUpdates", since=calls[-1]["seq"] if calls else 0, wait=5)
    (update,) = await sim.updates()
    assert [call["params"].get("offset") for call in calls[:3]] == [None, update["update_id"] + 1, None]


async def test_nothing_is_confirmed_or_lost_while_the_store_is_busy(sim: Sim, account: Account, shelf: Shelf) -> None:
    person = await sim.person()
    await sim.send(person, "penting")
    shelf.busy = 2
    with capture_logs() as logs:
        async with polling(account, shelf):
            await until(lambda: shelf.busy == 0)
            assert shelf.batches or await confirmed(sim) == []
            await until(lambda: len(shelf.texts) == 2)
    assert shelf.texts == ["/start", "penting"]
    assert shelf.batches == [2]
    told = [each["event"] for each in logs]
    assert told == ["the database cannot be written; updates stay with Telegram", "the trouble is over"]
    assert [len(update["handed_at"]) for update in await sim.updates()] == [3, 3]


async def test_people_are_told_while_the_store_is_busy(sim: Sim, account: Account, shelf: Shelf) -> None:
    person = await sim.person()
    shelf.busy = 1
    async with polling(account, shelf):
        await until(lambda: bool(shelf.texts))
    (told,) = shelf.told
    assert told.sender.address == str(person)


async def test_a_poller_that_dies_before_it_stored_loses_nothing(sim: Sim, account: Account, shelf: Shelf) -> None:
    person = await sim.person()
    await sim.send(person, "penting")

    class Died(Exception):
        pass

    async def die(arrivals: Sequence[Arrival]) -> None:
        raise Died

    first = Poller(account.polling, BOT_ID, die, shelf.on_busy, Calendar(), Timer(), Term(1, math.inf), QUICK)
    with pytest.raises(Died):
        await first.run()
    async with polling(account, shelf):
        await until(lambda: len(shelf.texts) == 2)
    assert shelf.texts == ["/start", "penting"]


async def test_a_hundred_and_fifty_updates_come_in_two_batches(sim: Sim, account: Account, shelf: Shelf) -> None:
    await sim.people([{"first_name": f"Petugas {number}"} for number in range(150)])
    async with polling(account, shelf):
        await until(lambda: len(shelf.arrivals) == 150)
    assert shelf.batches == [100, 50]


async def test_a_dead_connection_is_noticed_and_replaced(sim: Sim, account: Account, shelf: Shelf) -> None:
    """Nothing is heard, neither answer nor end: as when the network swallows everything."""
    await sim.fault("getUpdates", hang=True, times=2)
    person = await sim.person()
    with capture_logs() as logs:
        async with polling(account, shelf):
            await until(lambda: len(shelf.texts) == 1)
            await sim.send(person, "lagi")
            await until(lambda: len(shelf.texts) == 2)
    assert await sim.ask("GET", "faults") == []
    silence, over = logs
    assert silence["event"] == "Telegram fell silent; new connections are made"
    assert silence["log_level"] == "warning"
    assert (over["event"], over["times"]) == ("the trouble is over", 2)
    assert over["seconds"] >= 1.5


@pytest.mark.parametrize(
    "fault", [{"cut": "before"}, {"cut": "after"}, {"code": 502}, {"garbage": True}, {"retry_after": 1}]
)
async def test_trouble_is_told_once_and_so_is_its_end(sim: Sim, account: Account, shelf: Shelf, fault: Object) -> None:
    await sim.fault("getUpdates", times=3, **fault)
    await sim.person()
    with capture_logs() as logs:
        async with polling(account, shelf):
            await until(lambda: len(shelf.texts) == 1)
    assert await sim.ask("GET", "faults") == []
    assert len(logs) == 2, logs
    assert (logs[1]["event"], logs[1]["times"]) == ("the trouble is over", 3)


async def test_a_port_that_opens_later_is_found(sim: Sim, account: Account, shelf: Shelf, unused_tcp_port: int) -> None:
    lost = make_bot(TOKEN, f"http://127.0.0.1:{unused_tcp_port}/bot", "http://127.0.0.1/file/bot")
    async with lost.polling:
        with capture_logs() as logs:
            async with polling(lost, shelf):
                await until(lambda: bool(logs))
                await asyncio.sleep(0.3)
        assert [each["event"] for each in logs] == ["Telegram cannot be reached; trying again"]

        async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            host, port = sim.url.removeprefix("http://").split(":")
            there_reader, there_writer = await asyncio.open_connection(host, int(port))
            await asyncio.gather(pump(reader, there_writer), pump(there_reader, writer))

        await sim.person()
        async with await asyncio.start_server(forward, "127.0.0.1", unused_tcp_port):
            async with polling(lost, shelf):
                await until(lambda: len(shelf.texts) == 1)
            await lost.polling.renew()
            await asyncio.sleep(0.05)


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(65_536):
        writer.write(chunk)
    writer.close()
    await writer.wait_closed()


async def test_a_second_program_on_the_same_token_is_told_in_plain_words(
    sim: Sim, account: Account, shelf: Shelf
) -> None:
    with capture_logs() as logs:
        async with polling(account, shelf, Pace(hold=5, first_wait=0.3, longest_wait=0.3)):
            await sim.calls("deleteWebhook", wait=5)
            await asyncio.sleep(0.1)
            await account.request.call("getUpdates", {}, 5.0)
            await until(lambda: bool(logs))
            await sim.person()
            await until(lambda: len(shelf.texts) == 1)
    (refused,) = await sim.calls("getUpdates", ok=False)
    assert refused["error_code"] == 409
    assert logs[0]["event"].startswith("another program receives this bot's messages; stop it")


async def test_a_webhook_set_meanwhile_is_taken_away_again(sim: Sim, account: Account, shelf: Shelf) -> None:
    async with polling(account, shelf):
        (first,) = await sim.calls("deleteWebhook", wait=5)
        await account.request.call("setWebhook", {"url": "https://example.org/hook"}, 5.0)
        assert await sim.calls("deleteWebhook", since=first["seq"], wait=5)
        await sim.person()
        await until(lambda: len(shelf.texts) == 1)


@pytest.mark.parametrize("code", [401, 404])
async def test_a_refused_token_ends_the_poller_with_words(sim: Sim, account: Account, shelf: Shelf, code: int) -> None:
    await sim.fault("getUpdates", code=code)
    with pytest.raises(TokenRefused, match="@BotFather") as raised:
        await poller_of(account, shelf).run()
    assert TOKEN not in repr(raised.value)


async def test_stop_breaks_off_a_long_poll(sim: Sim, account: Account, shelf: Shelf) -> None:
    poller = poller_of(account, shelf, USUAL)
    run = asyncio.create_task(poller.run())
    await sim.calls("deleteWebhook", wait=5)
    await asyncio.sleep(0.1)
    await poller.stop()
    assert run.done()
    await run


async def test_stop_breaks_off_a_wait(sim: Sim, account: Account, shelf: Shelf) -> None:
    await sim.fault("getUpdates", code=502)
    poller = poller_of(account, shelf, USUAL)
    with capture_logs() as logs:
        run = asyncio.create_task(poller.run())
        await until(lambda: bool(logs))
        await poller.stop()
    assert run.done()
    await run


async def test_stop_lets_a_store_end(sim: Sim, account: Account, shelf: Shelf) -> None:
    await sim.person()
    began, may_end = asyncio.Event(), asyncio.Event()

    async def slowly(arrivals: Sequence[Arrival]) -> None:
        began.set()
        await may_end.wait()
        await shelf.store(arrivals)

    poller = Poller(account.polling, BOT_ID, slowly, shelf.on_busy, Calendar(), Timer(), Term(1, math.inf), QUICK)
    run = asyncio.create_task(poller.run())
    await began.wait()
    stopping = asyncio.create_task(poller.stop())
    await asyncio.sleep(0.05)
    assert not run.done()
    may_end.set()
    await stopping
    await run
    assert shelf.texts == ["/start"]


async def test_stop_does_not_wait_for_ever_for_a_store(sim: Sim, account: Account, shelf: Shelf) -> None:
    await sim.person()
    began = asyncio.Event()

    async def never(arrivals: Sequence[Arrival]) -> None:
        began.set()
        await asyncio.Event().wait()

    poller = Poller(account.polling, BOT_ID, never, shelf.on_busy, Calendar(), Timer(), Term(1, math.inf), QUICK)
    run = asyncio.create_task(poller.run())
    await began.wait()
    await poller.stop()
    assert not run.done()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert await confirmed(sim) == []


async def test_a_poller_whose_term_is_over_asks_for_nothing_more(sim: Sim, account: Account, shelf: Shelf) -> None:
    timer, term = Timer(), Term(1, math.inf)

    async def last(arrivals: Sequence[Arrival]) -> None:
        await shelf.store(arrivals)
        term.until = timer.now()

    await sim.person()
    await Poller(account.polling, BOT_ID, last, shelf.on_busy, Calendar(), timer, term, QUICK).run()
    assert shelf.texts == ["/start"]
    assert len(await sim.calls("getUpdates")) == 1
