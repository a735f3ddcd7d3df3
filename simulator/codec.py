"""JSON in and out. Texts with lone surrogates, which UTF-8 cannot hold, go through the standard library."""

import json
from dataclasses import asdict
from typing import Any

import orjson

Json = dict[str, Any]


def dumps(value: Any) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, separators=(",", ":")).encode("ascii")


def pack(record: Any) -> bytes:
    """A dataclass as JSON."""
    try:
        return orjson.dumps(record)
    except TypeError:
        return json.dumps(asdict(record), separators=(",", ":")).encode("ascii")


def loads(raw: bytes | str) -> Any:
    """Raises ValueError when `raw` is not JSON."""
    try:
        return orjson.loads(raw)
    except ValueError:
        pass
    try:
        return json.loads(raw if isinstance(raw, str) else raw.decode())
    except RecursionError:
        raise ValueError("nested too deeply") from None
