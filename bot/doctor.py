"""Says what is wrong with an installation, and what to do about it."""

import shutil
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp

from bot.settings import Settings
from core.clock import Calendar
from core.errors import SchemaOutdated, StorageBusy
from storage.uow import Storage

ENOUGH_BYTES = 200_000_000
SECONDS = 10
MOST_DRIFT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` is empty when all is well."""

    what: str
    state: str
    advice: str = ""


async def examine(settings: Settings) -> list[Finding]:
    """Everything that a start needs, each looked at by itself."""
    return [await _database(settings), _disk(settings), *await _telegram(settings)]


async def _database(settings: Settings) -> Finding:
    try:
        storage = await Storage.open(settings.database_url, settings.bot_id)
    except SchemaOutdated as outdated:
        return Finding("database", "needs its tables", str(outdated))
    except (StorageBusy, ValueError, OSError) as error:
        return Finding("database", "cannot be opened", f"Check DATABASE_URL and that the server runs ({error}).")
    try:
        async with storage.work() as uow:
            waiting = await uow.inbox.count_waiting()
        return Finding("database", f"writable, {waiting} events waiting")
    except StorageBusy as busy:
        return Finding("database", "cannot be written", f"Free the disk, or end what holds it locked ({busy}).")
    finally:
        await storage.close()


def _disk(settings: Settings) -> Finding:
    name = settings.database_url.partition(":///")[2]
    folder = Path(name).parent if settings.database_url.startswith("sqlite") else Path()
    free = shutil.disk_usage(folder if folder.exists() else Path()).free
    if free < ENOUGH_BYTES:
        return Finding("disk", f"{free // 1_000_000} MB free", "Free at least 200 MB, or move DATABASE_URL.")
    return Finding("disk", f"{free // 1_000_000} MB free")


async def _telegram(settings: Settings) -> list[Finding]:
    url = f"{settings.telegram_base_url}{settings.token}/getMe"
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session,
            session.get(url) as answer,
        ):
            said = await answer.json()
            date = answer.headers.get("Date", "")
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return [
            Finding(
                "network",
                f"Telegram does not answer ({type(error).__name__})",
                "Check the network and TELEGRAM_BASE_URL; the bot keeps trying by itself.",
            )
        ]
    return [_token(said), *_clock(date)]


def _token(said: object) -> Finding:
    if isinstance(said, dict) and said.get("ok"):
        return Finding("token", f"good for @{said['result'].get('username', '')}")
    return Finding("token", "refused", "Ask @BotFather for the token and set TELEGRAM_BOT_TOKEN.")


def _clock(date: str) -> list[Finding]:
    if not date:
        return []
    apart = abs((Calendar().now() - parsedate_to_datetime(date).astimezone(UTC)).total_seconds())
    if apart > MOST_DRIFT_SECONDS:
        return [Finding("clock", f"{apart:.0f} s apart from Telegram's", "Set the machine's clock (NTP).")]
    return [Finding("clock", "right")]
