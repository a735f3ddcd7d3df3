"""The details of a meeting as columns, as JSON, and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.codec import dump, load_object
from core.meetings import Details, Pending


def columns(details: Details) -> Mapping[str, Any]:
    return {
        "title": details.title,
        "starts_at": details.starts_at,
        "ends_at": details.ends_at,
        "zone": details.zone,
        "place": details.place,
        "dress": details.dress,
        "confirm_by": details.confirm_by,
        "delegable": details.delegable,
    }


def details_of(found: Mapping[str, Any]) -> Details:
    return Details(
        found["title"],
        found["starts_at"],
        found["ends_at"],
        found["zone"],
        found["place"],
        found["dress"],
        found["confirm_by"],
        bool(found["delegable"]),
    )


def packed(details: Details) -> bytes:
    return dump(_plain(columns(details)))


def unpacked(stored: bytes) -> Details:
    return details_of(_with_times(load_object(stored), "starts_at", "ends_at", "confirm_by"))


def pending_out(pending: Pending) -> bytes:
    return dump(
        {
            "by": pending.by,
            "asked_at": pending.asked_at.isoformat(),
            "takes_effect_at": pending.takes_effect_at.isoformat(),
            "details": None if pending.details is None else _plain(columns(pending.details)),
        }
    )


def pending_in(stored: bytes) -> Pending:
    found = _with_times(load_object(stored), "asked_at", "takes_effect_at")
    details = found["details"]
    return Pending(
        found["by"],
        found["asked_at"],
        found["takes_effect_at"],
        None if details is None else details_of(_with_times(details, "starts_at", "ends_at", "confirm_by")),
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _with_times(found: Mapping[str, Any], *names: str) -> dict[str, Any]:
    times = {name: datetime.fromisoformat(found[name]) for name in names if found[name] is not None}
    return {**found, **times}
