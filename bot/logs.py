"""Structured logs, without the token and other secrets, and without what people write."""

import logging
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

import structlog


def set_up_logs(level: str, form: str, token: str, others: Sequence[str] = ()) -> None:
    """To standard error; the token and other secrets are blacked out wherever they might turn up."""
    marks = {token: "[token]"} | dict.fromkeys(others, "[secret]")

    def without_secrets(_logger: Any, _name: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {key: _blacked_out(value, marks) if isinstance(value, str) else value for key, value in entry.items()}

    shared: list[Any] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_secrets,
    ]
    last = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    logging.getLogger("apscheduler").setLevel(logging.WARNING)


def _blacked_out(text: str, marks: Mapping[str, str]) -> str:
    for secret, mark in marks.items():
        text = text.replace(secret, mark)
    return text
