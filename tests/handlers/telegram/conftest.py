"""The bot's own client against the real simulator."""

from collections.abc import AsyncIterator

import pytest

from handlers.telegram.bot import Account, make_bot
from handlers.telegram.send import TelegramChannel
from tests.support.simulator import TOKEN, Sim, sim, simulator_url

__all__ = ["sim", "simulator_url"]


@pytest.fixture
async def account(sim: Sim) -> AsyncIterator[Account]:
    account = make_bot(TOKEN, sim.bot_url, sim.file_url)
    await account.request.initialize()
    await account.polling.initialize()
    yield account
    await account.request.shutdown()
    await account.polling.shutdown()


@pytest.fixture
def channel(account: Account) -> TelegramChannel:
    """Gives up after half a second, so that silence can be tested."""
    return TelegramChannel(account.request, timeout=0.5)
