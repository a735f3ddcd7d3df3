"""What a group's talk leaves here: commands by their first word, and what happens to the group itself. All else that
is said there is dropped before it is written down, and who said it with it.
"""

import re

from core.channels import Happening, Joined, Left, Relocated, Retitled
from core.codec import JsonObject, pick
from handlers.telegram.files import whole, words

GROUPS = ("group", "supergroup")
GONE = ("kicked", "left")
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@\w{1,32})?(?=\s|$)")

_OF_CHAT = ("id", "type", "title")
_NOTICES = ("message_id", "date", "migrate_to_chat_id", "migrate_from_chat_id", "new_chat_title")
_STANDING = ("status", "is_member")


def in_group(content: JsonObject) -> bool:
    return words(pick(content, "chat"), "type") in GROUPS


def fit_to_keep(kind: str, content: JsonObject) -> JsonObject:
    """Of a message or a change in a group."""
    kept = _only(content, _NOTICES) | {"chat": _only(pick(content, "chat"), _OF_CHAT)}
    if kind == "my_chat_member":
        return kept | {"new_chat_member": _only(pick(content, "new_chat_member"), _STANDING)}
    command = COMMAND.match(words(content, "text") or "") if kind == "message" else None
    return kept | {"from": pick(content, "from"), "text": command[0]} if command else kept


def happening(kind: str, content: JsonObject) -> Happening | None:
    """What happened to the group; None when nothing did that is used here."""
    here = whole(pick(content, "chat"), "id")
    if kind == "my_chat_member":
        return _standing(pick(content, "new_chat_member"))
    if kind != "message":
        return None
    if (there := whole(content, "migrate_to_chat_id")) is not None:
        return Relocated(str(here), str(there))
    if (before := whole(content, "migrate_from_chat_id")) is not None:
        return Relocated(str(before), str(here))
    return Retitled() if words(content, "new_chat_title") else None


def _standing(member: JsonObject) -> Happening | None:
    status = words(member, "status")
    if status is None:
        return None
    return Left() if status in GONE or member.get("is_member") is False else Joined()


def _only(given: JsonObject, names: tuple[str, ...]) -> JsonObject:
    return {name: given[name] for name in names if name in given}
