"""Logs carry neither the token nor a traceback with it."""

import logging

import pytest
import structlog

from bot.logs import set_up_logs

TOKEN = "110201543:CANARY-TOKEN"


@pytest.fixture(autouse=True)
def restored() -> object:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield None
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_token_never_reaches_a_line(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("debug", form, TOKEN)
    structlog.get_logger("a").info("asked", url=f"https://example.org/bot{TOKEN}/getMe")
    logging.getLogger("b").warning("asked https://example.org/bot%s/getMe", TOKEN)
    try:
        raise ValueError(f"no such place: bot{TOKEN}")
    except ValueError:
        structlog.get_logger("c").exception("it went wrong")
    lines = capsys.readouterr().err
    assert lines.count("[token]") == 3
    assert "CANARY" not in lines
    assert "Traceback" in lines


def test_the_webhooks_secret_never_reaches_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("debug", "text", TOKEN, ["RAHASIA-CANARY"])
    structlog.get_logger("a").info("asked", secret_token="RAHASIA-CANARY")
    lines = capsys.readouterr().err
    assert "[secret]" in lines
    assert "CANARY" not in lines
