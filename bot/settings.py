"""Settings, from the environment and from `.env`. Every one is explained in config.example.env."""

import re
import secrets
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ENV_FILE = Path(".env")
WEBHOOK_PORT = 8088
"""Where the webhook listens when HTTP_PORT does not say."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
OWN_PATHS = ("/healthz", "/readyz", "/metrics")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Settings(BaseSettings):
    """What an operator decides. Names in `.env` that are not here are refused."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, env_file_encoding="utf-8", extra="forbid")

    telegram_bot_token: SecretStr
    telegram_base_url: str = "https://api.telegram.org/bot"
    telegram_file_base_url: str = "https://api.telegram.org/file/bot"
    database_url: str = "sqlite+aiosqlite:///data/simpul.db"
    webhook_url: str = ""
    webhook_secret: SecretStr = Field(default=SecretStr(""), validate_default=True)
    http_host: str = "127.0.0.1"
    http_port: int | None = Field(default=None, ge=0, le=65535)
    bureau_region: str = "17"
    clock_url: str = ""
    send_window: int = Field(default=8, ge=1, le=64)
    send_rate: float = Field(default=28.0, gt=0, le=10_000)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"

    @field_validator("telegram_bot_token")
    @classmethod
    def _is_a_token(cls, value: SecretStr) -> SecretStr:
        number, _, secret = value.get_secret_value().partition(":")
        if not number.isdigit() or len(secret) < 3:
            raise ValueError("a token looks like 110201543:AAH…; @BotFather gives it")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_one_of_two(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
            raise ValueError("begins with sqlite+aiosqlite:/// or postgresql+asyncpg://")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _is_an_address(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise ValueError("Telegram delivers to https:// only (http:// is for a simulator on this machine)")
        if parts.path in ("", "/", *OWN_PATHS) or parts.query or parts.fragment:
            raise ValueError(
                "it needs a path of its own and nothing behind it, as in https://humas.example.id/telegram"
            )
        token = info.data.get("telegram_bot_token")
        if token is not None and token.get_secret_value() in value:
            raise ValueError(
                "the token must not stand in it: paths are written to logs; WEBHOOK_SECRET keeps others out"
            )
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _is_a_secret(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        given = value.get_secret_value()
        if SECRET.fullmatch(given) or not (given or info.data.get("webhook_url")):
            return value
        rule = "with WEBHOOK_URL it needs 1 to 256 letters, digits, _ and -"
        raise ValueError(f"{rule}; one made by chance: {secrets.token_urlsafe(32)}")

    @field_validator("http_port", mode="before")
    @classmethod
    def _may_be_empty(cls, value: object) -> object:
        return None if value == "" else value

    @property
    def webhook_path(self) -> str | None:
        """What is served for Telegram; None when the bot polls."""
        return urlsplit(self.webhook_url).path if self.webhook_url else None

    @property
    def port(self) -> int | None:
        """Where this process serves HTTP; None when it does not."""
        return WEBHOOK_PORT if self.webhook_url and self.http_port is None else self.http_port

    @property
    def secret(self) -> str:
        """Of the webhook; empty without one."""
        return self.webhook_secret.get_secret_value()

    @property
    def token(self) -> str:
        return self.telegram_bot_token.get_secret_value()

    @property
    def bot_id(self) -> int:
        return int(self.token.partition(":")[0])


class SettingsRefused(Exception):
    """One line a setting, each with what to do."""


def read_settings() -> Settings:
    """Raises SettingsRefused, naming every setting that is missing, unknown or not understood."""
    try:
        return Settings()  # type: ignore[call-arg]  # the environment gives them
    except ValidationError as error:
        lines = [_line(str(one["loc"][0]), one["type"], one["msg"]) for one in error.errors(include_input=False)]
        raise SettingsRefused("\n".join(lines)) from None


def _line(name: str, kind: str, message: str) -> str:
    setting = name.upper()
    match kind:
        case "missing":
            return f"{setting} is missing: copy config.example.env to .env and fill it in."
        case "extra_forbidden":
            return f"{setting} in .env is not a setting of this version: remove it, or compare config.example.env."
        case _:
            return f"{setting} is not understood: {message.removeprefix('Value error, ')}."
