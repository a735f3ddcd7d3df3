"""The doctor names what is wrong, and what to do; where all is well it says so."""

import asyncio
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.doctor import Finding, _address, examine
from bot.settings import Settings
from storage.migrate import migrate
from tests.support.simulator import TOKEN, connect, serve


def settings(folder: Path, url: str, token: str = TOKEN, **more: object) -> Settings:
    return Settings.model_validate(
        {
            "telegram_bot_token": token,
            "telegram_base_url": f"{url}/bot",
            "database_url": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
            **more,
        }
    )


async def findings(chosen: Settings) -> dict[str, Finding]:
    return {one.what: one for one in await examine(chosen)}


async def test_where_all_is_well_nothing_is_advised(tmp_path: Path) -> None:
    chosen = settings(tmp_path, "")
    await migrate(chosen.database_url)
    with serve() as url:
        found = await findings(settings(tmp_path, url))
    assert {"database", "disk", "token", "clock", "messages"} == found.keys()
    assert found["messages"].state == "polling"
    assert [one for one in found.values() if one.advice and one.what != "disk"] == []
    assert found["database"].state == "writable, 0 events waiting"
    assert found["token"].state.startswith("good for @")


async def test_a_missing_schema_names_the_command(tmp_path: Path) -> None:
    with serve() as url:
        found = await findings(settings(tmp_path, url))
    assert "python -m bot migrate" in found["database"].advice


async def test_no_network_says_that_the_bot_keeps_trying(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = await findings(settings(tmp_path, f"http://127.0.0.1:{taken.getsockname()[1]}"))
    assert found["network"].state.startswith("Telegram does not answer")
    assert "the bot keeps trying by itself" in found["network"].advice


async def test_a_refused_token_is_named_without_being_shown(tmp_path: Path) -> None:
    with serve() as url:
        found = await findings(settings(tmp_path, url, "110201543:ANOTHER-CANARY"))
    assert found["token"].state == "refused"
    assert "@BotFather" in found["token"].advice
    assert "CANARY" not in str(found)


HOOK = "http://127.0.0.1:9/telegram"


async def test_a_webhook_that_another_start_left_is_told_without_alarm(tmp_path: Path) -> None:
    with serve() as url:
        await call(url, "setWebhook", url=HOOK)
        found = await findings(settings(tmp_path, url))
    assert found["messages"] == Finding("messages", "polling; the webhook that is set is taken back at the start")


async def test_telegrams_complaint_about_the_webhook_is_told(tmp_path: Path) -> None:
    with serve() as url:
        async with connect(url) as sim:
            await call(url, "setWebhook", url=HOOK)
            await sim.person()
            while not (await call(url, "getWebhookInfo")).get("last_error_message"):  # noqa: ASYNC110  it tells nobody
                await asyncio.sleep(0.02)
            found = await findings(settings(tmp_path, url, webhook_url=HOOK, webhook_secret="s" * 32, http_port=0))
    assert found["messages"].state == "1 wait at Telegram, which says: Connection refused"
    assert "reverse proxy" in found["messages"].advice


async def test_a_short_secret_and_a_port_that_telegram_does_not_know_are_named(tmp_path: Path) -> None:
    with serve() as url:
        chosen = settings(
            tmp_path, url, webhook_url="https://humas.example.id:9000/telegram", webhook_secret="abc", http_port=0
        )
        found = await findings(chosen)
    assert found["messages"].state == "by webhook; the bot sets it at its start"
    assert "WEBHOOK_SECRET longer" in found["webhook's secret"].advice
    real = chosen.model_copy(update={"telegram_base_url": "https://api.telegram.org/bot"})
    assert "443, 80, 88 and 8443" in next(one for one in _address(real) if one.what == "webhook's port").advice


async def test_who_has_the_port_is_told(tmp_path: Path) -> None:
    with serve() as url:
        taken = urlsplit(url).port
        found = await findings(settings(tmp_path, url, http_port=taken))
        assert "cannot be used" in found["http"].state
        assert "name another port" in found["http"].advice
        free = await findings(settings(tmp_path, url, http_port=0))
    assert free["http"].advice == ""


async def call(base: str, method: str, **params: object) -> Any:
    async with aiohttp.ClientSession() as http, http.post(f"{base}/bot{TOKEN}/{method}", json=params) as answer:
        return (await answer.json())["result"]
