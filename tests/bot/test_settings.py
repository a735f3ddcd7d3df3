"""Settings: each explained, each refused by name with what to do."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsRefused, read_settings
from tests.rules.project import ROOT

EXAMPLE = ROOT / "config.example.env"
TOKEN = "110201543:SIMPUL-DEMO"
NAMES = {name.upper() for name in Settings.model_fields}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without `.env`, and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_example_explains_every_setting_and_no_other() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    named = {line.partition("=")[0]: place for place, line in enumerate(lines) if re.match(r"[A-Z_]+=", line)}
    assert named.keys() == NAMES
    for name, place in named.items():
        block = lines[max(0, place - 4) : place]
        assert any(line.startswith("#") for line in block), f"{name} is not explained"


def test_the_examples_defaults_are_the_programs(elsewhere: Path) -> None:
    text = EXAMPLE.read_text("utf-8").replace("TELEGRAM_BOT_TOKEN=", f"TELEGRAM_BOT_TOKEN={TOKEN}")
    (elsewhere / ".env").write_text(text, "utf-8")
    defaults = {name: field.default for name, field in Settings.model_fields.items() if not field.is_required()}
    assert {name: getattr(read_settings(), name) for name in defaults} == defaults


def test_a_missing_token_is_named_with_what_to_do() -> None:
    with pytest.raises(SettingsRefused, match=r"TELEGRAM_BOT_TOKEN is missing: copy config\.example\.env"):
        read_settings()


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("SEND_WINDOUW=8", "SEND_WINDOUW in .env is not a setting of this version"),
        ("SEND_WINDOW=many", "SEND_WINDOW is not understood"),
        ("SEND_WINDOW=0", "SEND_WINDOW is not understood"),
        ("DATABASE_URL=mysql://x", r"DATABASE_URL is not understood: begins with sqlite\+aiosqlite"),
        ("LOG_LEVEL=loud", "LOG_LEVEL is not understood"),
    ],
)
def test_what_is_not_understood_is_named(elsewhere: Path, line: str, complaint: str) -> None:
    (elsewhere / ".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\n{line}\n", "utf-8")
    with pytest.raises(SettingsRefused, match=complaint):
        read_settings()


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("http://humas.example.id/telegram", "WEBHOOK_URL is not understood: Telegram delivers to https://"),
        ("humas.example.id/telegram", "WEBHOOK_URL is not understood: Telegram delivers to https://"),
        ("https://humas.example.id", "WEBHOOK_URL is not understood: it needs a path of its own"),
        ("https://humas.example.id/metrics", "WEBHOOK_URL is not understood: it needs a path of its own"),
        ("https://humas.example.id/a?b=1", "WEBHOOK_URL is not understood: it needs a path of its own"),
        (f"https://humas.example.id/{TOKEN}", "WEBHOOK_URL is not understood: the token must not stand in it"),
    ],
)
def test_an_address_that_cannot_be_a_webhook_is_refused(elsewhere: Path, url: str, complaint: str) -> None:
    lines = f"TELEGRAM_BOT_TOKEN={TOKEN}\nWEBHOOK_URL={url}\nWEBHOOK_SECRET=abc\n"
    (elsewhere / ".env").write_text(lines, "utf-8")
    with pytest.raises(SettingsRefused, match=complaint) as refused:
        read_settings()
    assert "SIMPUL-DEMO" not in str(refused.value)


@pytest.mark.parametrize("secret", ["", "two words", "a" * 257, "kunci-ä", "CANARY!"])
def test_a_webhook_needs_a_secret_and_one_that_fits_is_proposed(elsewhere: Path, secret: str) -> None:
    lines = f"TELEGRAM_BOT_TOKEN={TOKEN}\nWEBHOOK_URL=https://humas.example.id/telegram\n"
    (elsewhere / ".env").write_text(f"{lines}WEBHOOK_SECRET={secret}\n", "utf-8")
    with pytest.raises(SettingsRefused, match="WEBHOOK_SECRET is not understood") as refused:
        read_settings()
    assert "CANARY" not in str(refused.value)
    proposed = str(refused.value).rpartition(" ")[2].rstrip(".")
    (elsewhere / ".env").write_text(f"{lines}WEBHOOK_SECRET={proposed}\n", "utf-8")
    assert read_settings().secret == proposed
    assert proposed not in repr(read_settings())


@pytest.mark.parametrize(
    ("lines", "port"),
    [
        ("", None),
        ("HTTP_PORT=", None),
        ("HTTP_PORT=9000", 9000),
        ("WEBHOOK_URL=https://humas.example.id/telegram\nWEBHOOK_SECRET=abc", 8088),
        ("WEBHOOK_URL=http://127.0.0.1:1/telegram\nWEBHOOK_SECRET=abc\nHTTP_PORT=9000", 9000),
    ],
)
def test_http_is_served_where_it_is_asked_for_and_always_with_a_webhook(
    elsewhere: Path, lines: str, port: int | None
) -> None:
    (elsewhere / ".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\n{lines}\n", "utf-8")
    assert read_settings().port == port


def test_a_token_that_is_none_is_refused_and_never_shown(elsewhere: Path) -> None:
    (elsewhere / ".env").write_text("TELEGRAM_BOT_TOKEN=SECRET-CANARY\n", "utf-8")
    with pytest.raises(SettingsRefused, match="a token looks like") as refused:
        read_settings()
    assert "CANARY" not in str(refused.value)


def test_the_token_is_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    settings = read_settings()
    assert settings.bot_id == 110201543
    assert "SIMPUL-DEMO" not in f"{settings!r} {settings}"
