"""The doctor names what is wrong, and what to do; where all is well it says so."""

import socket
from pathlib import Path

from bot.doctor import Finding, examine
from bot.settings import Settings
from storage.migrate import migrate
from tests.support.simulator import TOKEN, serve


def settings(folder: Path, url: str, token: str = TOKEN) -> Settings:
    return Settings.model_validate(
        {
            "telegram_bot_token": token,
            "telegram_base_url": f"{url}/bot",
            "database_url": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        }
    )


async def findings(chosen: Settings) -> dict[str, Finding]:
    return {one.what: one for one in await examine(chosen)}


async def test_where_all_is_well_nothing_is_advised(tmp_path: Path) -> None:
    chosen = settings(tmp_path, "")
    await migrate(chosen.database_url)
    with serve() as url:
        found = await findings(settings(tmp_path, url))
    assert {"database", "disk", "token", "clock"} <= found.keys()
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
