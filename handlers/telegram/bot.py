"""One bot account: python-telegram-bot's Bot for reads and menus, and two pools of connections for the rest."""

import logging
import os
from contextlib import suppress
from dataclasses import dataclass

from telegram import Bot
from telegram.error import InvalidToken

from handlers.telegram.request import AiohttpRequest

TELEGRAM_URL = "https://api.telegram.org/bot"
TELEGRAM_FILE_URL = "https://api.telegram.org/file/bot"

_TALKATIVE = ("httpx", "httpcore", "telegram")
"""Loggers that write URLs with the token in them, or what people wrote."""


@dataclass(frozen=True, slots=True)
class Account:
    """`bot` initializes and shuts down both pools. `polling` is apart: a long poll must not wait for a send."""

    bot: Bot
    request: AiohttpRequest
    polling: AiohttpRequest


class _QuietBot(Bot):
    """A Bot that does not tell its token."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Bot[…]"

    async def initialize(self) -> None:
        with suppress(InvalidToken):  # its text holds the token, and so would a chained exception
            await super().initialize()
            return
        raise InvalidToken("Telegram refuses the token")


def make_bot(token: str, base_url: str = TELEGRAM_URL, base_file_url: str = TELEGRAM_FILE_URL) -> Account:
    """`base_url` and `base_file_url` as python-telegram-bot takes them: "{token}" in it is replaced, else the token
    is put behind it."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # else every RetryAfter comes with a warning
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    api_url = base_url.format(token=token) if "{token}" in base_url else base_url + token
    request, polling = AiohttpRequest(api_url), AiohttpRequest(api_url)
    bot = _QuietBot(token, base_url, base_file_url, request=request, get_updates_request=polling)
    return Account(bot, request, polling)
