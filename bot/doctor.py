"""Says what is wrong with an installation, and what to do about it."""

import shutil
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlsplit

import aiohttp

from bot.settings import Settings
from bot.web import ALIVE, HEALTH, listen
from core.clock import Calendar
from core.errors import SchemaOutdated, StorageBusy
from storage.uow import Storage

ENOUGH_BYTES = 200_000_000
SECONDS = 10
MOST_DRIFT_SECONDS = 60
TELEGRAM = "https://api.telegram.org/"
TELEGRAM_PORTS = (443, 80, 88, 8443)
ENOUGH_SECRET = 16


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` is empty when all is well."""

    what: str
    state: str
    advice: str = ""


async def examine(settings: Settings) -> list[Finding]:
    """Everything that a start needs, each looked at by itself."""
    return [
        await _database(settings),
        _disk(settings),
        *await _telegram(settings),
        *await _webhook(settings),
        *await _http(settings),
    ]


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
    try:
        said, date = await _ask(settings, "getMe")
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return [
            Finding(
                "network",
                f"Telegram does not answer ({type(error).__name__})",
                "Check the network and TELEGRAM_BASE_URL; the bot keeps trying by itself.",
            )
        ]
    return [_token(said), *_clock(date)]


async def _ask(settings: Settings, method: str) -> tuple[object, str]:
    """Telegram's answer, and the date on it. Raises ClientError, TimeoutError, ValueError."""
    url = f"{settings.telegram_base_url}{settings.token}/{method}"
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session,
        session.get(url) as answer,
    ):
        return await answer.json(), answer.headers.get("Date", "")


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


# --- how messages come, and what this process serves


async def _webhook(settings: Settings) -> list[Finding]:
    try:
        said, _ = await _ask(settings, "getWebhookInfo")
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return []  # told above
    found = said.get("result") if isinstance(said, dict) else None
    if not isinstance(found, dict):
        return []
    if not settings.webhook_url:
        known = found.get("url")
        state = "polling; the webhook that is set is taken back at the start" if known else "polling"
        return [Finding("messages", state)]
    return [*_address(settings), _delivery(settings, found)]


def _address(settings: Settings) -> list[Finding]:
    findings = []
    port = urlsplit(settings.webhook_url).port
    if settings.telegram_base_url.startswith(TELEGRAM) and port not in (None, *TELEGRAM_PORTS):
        advice = "Telegram delivers to the ports 443, 80, 88 and 8443 only: change WEBHOOK_URL."
        findings.append(Finding("webhook's port", f"{port}", advice))
    if len(settings.secret) < ENOUGH_SECRET:
        advice = f"Make WEBHOOK_SECRET longer, for example {token_urlsafe(32)}"
        findings.append(Finding("webhook's secret", f"{len(settings.secret)} characters", advice))
    return findings


def _delivery(settings: Settings, found: dict[str, object]) -> Finding:
    waiting = found.get("pending_update_count", 0)
    if found.get("url") != settings.webhook_url:
        return Finding("messages", "by webhook; the bot sets it at its start")
    if waiting and "last_error_message" in found:
        advice = "See that the reverse proxy hands WEBHOOK_URL to HTTP_HOST and HTTP_PORT, and that the bot runs."
        return Finding("messages", f"{waiting} wait at Telegram, which says: {found['last_error_message']}", advice)
    return Finding("messages", f"by webhook, {waiting} wait at Telegram")


async def _http(settings: Settings) -> list[Finding]:
    if settings.port is None:
        return []
    where = f"{settings.http_host} port {settings.port}"
    try:
        listen(settings.http_host, settings.port).close()
        return [Finding("http", f"{where} is free; the bot does not run here")]
    except ValueError as taken:
        if await _is_the_bot(settings.http_host, settings.port):
            return [Finding("http", f"the bot answers at {where}")]
        return [Finding("http", f"{where} cannot be used", str(taken))]


async def _is_the_bot(host: str, port: int) -> bool:
    url = f"http://[{host}]:{port}{HEALTH}" if ":" in host else f"http://{host}:{port}{HEALTH}"
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as answer:
            return answer.status == HTTPStatus.OK and await answer.text() == ALIVE
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False
