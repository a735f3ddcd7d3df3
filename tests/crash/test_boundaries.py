"""The bot dies at each boundary with the database and with Telegram in turn: nothing is lost, nothing applied twice."""

import asyncio
from pathlib import Path

from tests.crash.scenarios import died_at

BOUNDARIES = {
    "an update is stored": "storage.inbox:InboxStore.store:1",
    "an attempt is counted": "storage.inbox:InboxStore.begin:1",
    "a lane is held": "storage.inbox:InboxStore.hold:2",
    "a card is shown": "storage.cards:CardStore.show:2",
    "an event is marked done": "storage.inbox:InboxStore.done:4",
    "a number is taken": "storage.numbers:NumberStore.next:1",
    "rows are claimed": "storage.outbox.ledger:LedgerStore.claim:1",
    "a request leaves": "handlers.telegram.send:TelegramChannel.deliver:1",
    "an answer is settled": "storage.outbox.ledger:LedgerStore.settle:1",
}
AT_A_TIME = 3


async def test_a_death_at_any_boundary_loses_nothing_and_applies_nothing_twice(tmp_path: Path) -> None:
    turn = asyncio.Semaphore(AT_A_TIME)

    async def die(number: int, fail_point: str) -> set[str]:
        folder = tmp_path / f"{number}"
        folder.mkdir()
        async with turn:
            return await died_at(fail_point, folder)

    found = await asyncio.gather(*[die(number, point) for number, point in enumerate(BOUNDARIES.values())])
    assert dict(zip(BOUNDARIES, found, strict=True)) == {boundary: set() for boundary in BOUNDARIES}
