"""It listens on this machine only, unless told otherwise, and then says so."""

from urllib.parse import urlsplit

import aiohttp
import pytest

from simulator.__main__ import is_open
from tests.simulator.support import Server, running

ELSEWHERE = "127.0.0.2"  # another address, though of this machine too


def at(server: Server, host: str) -> str:
    return f"http://{host}:{urlsplit(server.base).port}/sim/bot"


async def test_only_the_address_that_it_names_is_listened_on(server: Server) -> None:
    assert urlsplit(server.base).hostname == "127.0.0.1"
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(at(server, ELSEWHERE))


async def test_it_listens_where_it_is_told_to() -> None:
    with running("--host", ELSEWHERE) as server:
        async with aiohttp.ClientSession() as session, session.get(at(server, ELSEWHERE)) as response:
            assert response.status == 200


@pytest.mark.parametrize(
    ("host", "open_to_others"),
    [
        ("127.0.0.1", False),
        ("127.0.0.2", False),
        ("::1", False),
        ("localhost", False),
        ("0.0.0.0", True),
        ("::", True),
        ("192.168.1.5", True),
        ("simulator.lan", True),
    ],
)
def test_an_address_that_others_reach_is_known(host: str, open_to_others: bool) -> None:
    assert is_open(host) is open_to_others
