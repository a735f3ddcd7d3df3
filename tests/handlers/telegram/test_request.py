"""Our transport under python-telegram-bot and by itself; and that the token stays inside it."""

import asyncio
import logging
import math
import traceback
from contextlib import suppress
from io import BytesIO

import pytest
from structlog.testing import capture_logs
from telegram import BotCommand
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from core.channels import RichText, Send
from core.clock import Calendar, Timer
from core.roles import Term
from handlers.telegram.bot import Account, make_bot
from handlers.telegram.poll import Pace, Poller, TokenRefused
from handlers.telegram.request import Failed, NeverSent, NoAnswer, NotSent, Ok
from handlers.telegram.send import TelegramChannel
from tests.support.simulator import BOT_ID, TOKEN, Object, Sim

CANARY = TOKEN.partition(":")[2]


# --- under python-telegram-bot


async def test_the_bot_knows_itself(account: Account) -> None:
    async with account.bot as bot:
        assert (bot.id, bot.username) == (BOT_ID, "simpul_bot")


async def test_menus_are_set_and_read_back(account: Account) -> None:
    await account.bot.set_my_commands([BotCommand("tulis", "Tulis pengumuman")], language_code="id")
    (command,) = await account.bot.get_my_commands(language_code="id")
    assert command == BotCommand("tulis", "Tulis pengumuman")


async def test_a_text_that_looks_like_a_number_stays_a_text(sim: Sim, account: Account) -> None:
    person = await sim.person()
    await account.bot.send_message(person, "2026")
    assert (await sim.last(person)).text == "2026"


async def test_a_file_is_uploaded_and_downloaded_again(sim: Sim, account: Account) -> None:
    person = await sim.person()
    content = bytes(range(256)) * 400
    sent = await account.bot.send_document(person, BytesIO(content), filename='Édaran 1 & "2".pdf', caption="Lampiran")
    shown = await sim.last(person)
    assert shown.media is not None
    assert (shown.media["name"], shown.media["size"], shown.text) == ('Édaran 1 & "2".pdf', len(content), "Lampiran")
    assert sent.document is not None
    file = await account.bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == content


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        ({"code": 400, "description": "Bad Request: chat not found"}, BadRequest),
        ({"code": 401}, InvalidToken),
        ({"code": 403, "description": "Forbidden: bot was blocked by the user"}, Forbidden),
        ({"code": 500}, NetworkError),
        ({"retry_after": 3}, RetryAfter),
        ({"migrate_to_chat_id": -1005}, ChatMigrated),
        ({"garbage": True}, TelegramError),
        ({"cut": "before"}, NetworkError),
        ({"cut": "after"}, NetworkError),
    ],
    ids=str,
)
async def test_what_goes_wrong_is_raised_as_python_telegram_bot_has_it(
    sim: Sim, account: Account, fault: Object, raised: type[TelegramError]
) -> None:
    await sim.fault("getMe", **fault)
    with pytest.raises(raised) as caught:
        await account.bot.get_me()
    assert not isinstance(caught.value, NeverSent)


async def test_silence_is_a_time_out(sim: Sim, account: Account) -> None:
    await sim.fault("getMe", hang=True)
    with pytest.raises(TimedOut):
        await account.bot.get_me(read_timeout=0.2, write_timeout=0.1, connect_timeout=0.2, pool_timeout=0)


async def test_a_closed_port_is_told_apart_as_never_sent(unused_tcp_port: int) -> None:
    lost = make_bot(TOKEN, f"http://127.0.0.1:{unused_tcp_port}/bot", "http://127.0.0.1/file/bot")
    async with lost.request:
        with pytest.raises(NeverSent):
            await lost.bot.get_me()


# --- by itself


async def test_the_answer_stays_a_dict(sim: Sim, account: Account) -> None:
    person = await sim.person()
    answer = await account.request.call("sendMessage", {"chat_id": person, "text": "Halo"}, 5.0)
    assert isinstance(answer, Ok)
    assert isinstance(answer.result, dict)
    assert answer.result["text"] == "Halo"


async def test_a_refusal_carries_its_parameters(sim: Sim, account: Account) -> None:
    await sim.fault("sendMessage", retry_after=7)
    answer = await account.request.call("sendMessage", {"chat_id": 1, "text": "x"}, 5.0)
    assert answer == Failed(429, "Too Many Requests: retry after 7", retry_after=7)


@pytest.mark.parametrize("fault", [{"code": 500}, {"cut": "after"}, {"garbage": True}, {"hang": True}], ids=str)
async def test_what_may_have_been_done_is_no_answer(sim: Sim, account: Account, fault: Object) -> None:
    await sim.fault("getMe", **fault)
    assert isinstance(await account.request.call("getMe", {}, 0.3), NoAnswer)


async def test_a_closed_port_is_not_sent(unused_tcp_port: int) -> None:
    lost = make_bot(TOKEN, f"http://127.0.0.1:{unused_tcp_port}/bot", "http://127.0.0.1/file/bot")
    async with lost.request as request:
        assert await request.call("getMe", {}, 5.0) == NotSent("ClientConnectorError")


async def test_a_host_that_has_no_address_is_not_sent() -> None:
    lost = make_bot(TOKEN, "http://tidak-ada.invalid/bot", "http://tidak-ada.invalid/file/bot")
    async with lost.request as request:
        assert isinstance(await request.call("getMe", {}, 5.0), NotSent)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (b"HTTP/1.1 429 X\r\nRetry-After: 4\r\nContent-Length: 4\r\n\r\nslow", Failed(429, "", retry_after=4)),
        (b"HTTP/1.1 413 X\r\nContent-Length: 6\r\n\r\n<html>", Failed(413, "")),
        (b"HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", NoAnswer("HTTP 302")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", NoAnswer("HTTP 200")),
        (b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"ok":true}', NoAnswer("HTTP 200")),
        (b"not HTTP at all\r\n\r\n", NoAnswer("ClientResponseError")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{", NoAnswer("ClientPayloadError")),
    ],
    ids=lambda value: repr(value)[:40],
)
async def test_what_other_servers_in_between_say_is_understood(reply: bytes, expected: object) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(reply)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        account = make_bot(TOKEN, f"http://127.0.0.1:{port}/bot", "http://127.0.0.1/file/bot")
        async with account.request as request:
            assert await request.call("getMe", {}, 5.0) == expected


async def test_the_token_may_stand_inside_the_address(sim: Sim) -> None:
    account = make_bot(TOKEN, f"{sim.url}/bot{{token}}", f"{sim.url}/file/bot{{token}}")
    async with account.request as request:
        assert isinstance(await request.call("getMe", {}, 5.0), Ok)


async def test_new_connections_work_as_the_old_ones_did(account: Account) -> None:
    await account.request.renew()
    assert isinstance(await account.request.call("getMe", {}, 5.0), Ok)


# --- the token


async def test_the_token_is_in_no_log_exception_or_repr(
    sim: Sim, account: Account, caplog: pytest.LogCaptureFixture, unused_tcp_port: int
) -> None:
    """With everything at DEBUG, through every kind of trouble."""
    caplog.set_level(logging.DEBUG)
    asyncio.get_running_loop().set_debug(True)
    lost = make_bot(TOKEN, f"http://127.0.0.1:{unused_tcp_port}/bot", f"{sim.url}/file/bot")
    said: list[object] = [repr(each) for each in (account, account.bot, account.request, lost)]
    with capture_logs() as logs:
        async with lost.request, lost.polling:
            for each in (account, lost):
                said += await _trouble_of_the_bot(sim, each)
                said += await _trouble_of_the_channel(sim, each)
                said.append(await _trouble_of_the_poller(sim, each))
    everything = "\n".join(map(str, [*said, *logs, *caplog.messages]))
    assert "Telegram" in everything
    assert CANARY not in everything
    assert CANARY not in caplog.text


FAULTS: tuple[Object, ...] = (
    {"code": 401},
    {"code": 404},
    {"code": 502},
    {"cut": "before"},
    {"garbage": True},
    {"hang": True},
)


async def _trouble_of_the_bot(sim: Sim, account: Account) -> list[str]:
    said = []
    for fault in FAULTS:
        await sim.fault("getMe", **fault)
        for ask in (account.bot.initialize, lambda: account.bot.get_me(read_timeout=0.1, write_timeout=0.1)):
            try:
                await asyncio.wait_for(ask(), 0.3)
            except (TelegramError, TimeoutError) as error:
                said.append("".join(traceback.format_exception(error)) + _chain(error))
        await sim.heal()
    return said


async def _trouble_of_the_channel(sim: Sim, account: Account) -> list[str]:
    channel, said = TelegramChannel(account.request, timeout=0.2), []
    for fault in FAULTS:
        await sim.fault("*", **fault)
        said.append(repr(await channel.deliver("1", Send(RichText("Halo")))))
        with suppress(TimeoutError):
            await asyncio.wait_for(channel.answer("1", "ya"), 0.3)
        await sim.heal()
    return said


async def _trouble_of_the_poller(sim: Sim, account: Account) -> str:
    async def nothing(_: object) -> None:
        return None

    pace = Pace(hold=0, silence=0.2, first_wait=0.01, longest_wait=0.01)
    poller = Poller(account.polling, BOT_ID, nothing, nothing, Calendar(), Timer(), Term(1, math.inf), pace)
    for fault in ({"code": 502}, {"hang": True}, {"cut": "after"}, {"garbage": True}, {"code": 409}):
        await sim.fault("getUpdates", times=1, **fault)
    await sim.fault("getUpdates", code=401)
    try:
        await asyncio.wait_for(poller.run(), 3.0)
    except (TokenRefused, TimeoutError) as error:
        return "".join(traceback.format_exception(error)) + _chain(error)
    finally:
        await sim.heal()
    return ""


def _chain(error: BaseException | None) -> str:
    """Everything an exception drags along, shown or not."""
    found = ""
    while error is not None:
        found += f"{error!r} {error.args!r}"
        error = error.__cause__ or error.__context__
    return found
