"""Settings, from the environment and from `.env`. Every one is explained in config.example.env."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ENV_FILE = Path(".env")


class Settings(BaseSettings):
    """What an operator decides. Names in `.env` that are not here are refused."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, env_file_encoding="utf-8", extra="forbid")

    telegram_bot_token: SecretStr
    telegram_base_url: str = "https://api.telegram.org/bot"
    telegram_file_base_url: str = "https://api.telegram.org/file/bot"
    database_url: str = "sqlite+aiosqlite:///data/simpul.db"
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
