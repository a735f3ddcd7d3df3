"""Our outgoing path with its ledger, as `bot run` has it: `python -m bench.sending URL DATABASE WINDOW MESSAGES`.

Everything that is queued is claimed, rendered, sent and settled; the limits are set so high that they hold nothing.
"""

import asyncio
import gc
import math
import sys
from collections.abc import Sequence

import uvloop

from bench.spent import BOT_ID, TOKEN, memory, spending, tell
from core import announcements, chats
from core.channels import TELEGRAM
from core.clock import Calendar, Timer
from core.dispatcher import Dispatcher
from core.limits import Limiter
from core.outbox import Advance, Settled, Source
from core.regions import Regions
from core.roles import Role, Term
from core.uow import UnitOfWork
from handlers.features import make_notices
from handlers.telegram.bot import make_bot
from handlers.telegram.send import TelegramChannel
from storage.uow import Storage

RATE = 10_000.0


class Counting:
    """What follows a settle, as in the bot; and the count, which stops the sender when everything is there."""

    def __init__(self, expected: int, stop: asyncio.Event) -> None:
        self._progress = announcements.Progress()
        self._expected = expected
        self._stop = stop
        self.visits = 0
        self.most_memory = 0
        self.arrived = 0

    async def __call__(self, uow: UnitOfWork, settled: Sequence[Settled], now_ms: int) -> None:
        await self._progress(uow, settled, now_ms)
        await chats.follow(uow, settled, now_ms)
        self.visits += 1
        self.most_memory = max(self.most_memory, memory())
        self.arrived += sum(
            isinstance(one.verdict, Advance) for one in settled if one.row.source is Source.ANNOUNCEMENT
        )
        if self.arrived >= self._expected:
            self._stop.set()


async def send(url: str, database: str, window: int, expected: int) -> None:
    storage = await Storage.open(database, BOT_ID)
    account = make_bot(TOKEN, f"{url}/bot")
    await account.bot.initialize()
    try:
        epoch = await storage.roles.take(Role.SENDER, "bench")
        assert epoch is not None
        stop, wake = asyncio.Event(), asyncio.Event()
        after = Counting(expected, stop)
        notices = make_notices(Calendar(), Regions((), ()), "simpul_bot")
        channels = {TELEGRAM: TelegramChannel(account.request)}
        sender = Dispatcher(
            storage.work,
            channels,
            notices.render,
            Limiter.paced(RATE),
            Timer(),
            Term(epoch, math.inf),
            window,
            wake,
            after,
        )
        gc.collect()
        gc.freeze()  # as the bot does before its loops
        before = memory()
        with spending() as spent:
            await sender.run(stop)
        after_all = memory()
    finally:
        await account.bot.shutdown()
        await storage.close()
    tell(
        messages=after.arrived,
        visits=after.visits,
        seconds=spent.seconds,
        cpu=spent.cpu,
        memory=(before, after.most_memory, after_all),
    )


if __name__ == "__main__":
    uvloop.run(send(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
