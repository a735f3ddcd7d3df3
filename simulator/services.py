"""Service messages: what Telegram itself writes into a group when something happens to it."""

from typing import Any

from simulator.codec import Json

_KINDS = (
    "group_chat_created",
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
)
# Who Telegram says wrote what no person wrote.
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def is_service(content: Json) -> bool:
    return _kind_of(content) is not None


def service_of(content: Json) -> Json | None:
    """{kind, names, value} for people: Telegram's word, whom it is about, and a title or the other chat's id."""
    kind = _kind_of(content)
    if kind is None:
        return None
    told = content[kind]
    if kind.startswith("forum_topic_"):
        told = told.get("name")
    return {"kind": kind, "names": [_name(each) for each in _users(told)], "value": _value(told)}


def words_of(service: Json) -> str:
    """For the transcript."""
    told = [*service["names"], *([str(service["value"])] if service["value"] is not None else [])]
    return f"<{' '.join([service['kind'], ', '.join(told)]).strip()}>"


def _kind_of(content: Json) -> str | None:
    return next((kind for kind in _KINDS if kind in content), None)


def _users(told: Any) -> list[Json]:
    if isinstance(told, list):
        return told
    return [told] if isinstance(told, dict) else []


def _value(told: Any) -> str | int | None:
    return told if isinstance(told, str) or type(told) is int else None


def _name(user: Json) -> str:
    return " ".join(user[part] for part in ("first_name", "last_name") if part in user)
