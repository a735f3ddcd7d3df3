"""Objects and arrays of a call, checked field by field, refused in the server's words."""

import re
from typing import Any

from simulator.codec import loads
from simulator.errors import Refusal, bad_request
from simulator.values import Check, Invalid

_TEXT_IS_ENOUGH = frozenset({"KeyboardButton", "InputPollOption"})
_OBJECT_NAMES = {
    "InlineKeyboardButton": "inline keyboard button",
    "KeyboardButton": "keyboard button",
    "MessageEntity": "MessageEntity",
    "BotCommand": "BotCommand",
    "BotCommandScope": "BotCommandScope",
    "InputMedia": "InputMedia",
    "ReactionType": "ReactionType",
}


def tag_of(subtype: str, parent: str) -> str:
    """The value of `type` that names a subtype: BotCommandScopeAllPrivateChats is all_private_chats."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", subtype.removeprefix(parent)).lower()


def structured(name: str, check: Check) -> Check:
    """An object or array parameter: given as such, or as its JSON in a text."""

    def checked(value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = loads(value)
            except ValueError:
                raise bad_request(f"can't parse {name} JSON object") from None
        return check(value)

    return checked


def array(check: Check) -> Check:
    def checked(value: Any) -> Any:
        if not isinstance(value, list):
            raise Invalid("must be an Array")
        return [check(each) for each in value]

    return checked


def record(name: str, fields: dict[str, Check], required: tuple[str, ...]) -> Check:
    label = _OBJECT_NAMES.get(name) or ("InputMedia" if name.startswith("InputMedia") else name)

    def checked(value: Any) -> Any:
        if isinstance(value, str) and name in _TEXT_IS_ENOUGH:
            value = {"text": value}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {label}: expected an Object")
        for key in required:
            if value.get(key) is None:
                raise bad_request(f"can't parse {label}: Can't find field \"{key}\"")
        try:
            return {key: _checked_field(fields, key, each) for key, each in value.items() if each is not None}
        except Invalid as wrong:
            raise bad_request(f"can't parse {label}: {wrong}") from None

    return checked


def _checked_field(fields: dict[str, Check], key: str, value: Any) -> Any:
    check = fields.get(key)
    if check is None:
        return value
    try:
        return check(value)
    except Invalid as wrong:
        raise Invalid(f'Field "{key}" {wrong}') from None


def tagged(name: str, tagged: dict[str, Check], every: list[Check]) -> Check:
    """One of several objects, told apart by `type`; else the first that fits."""

    def checked(value: Any) -> Any:
        if not isinstance(value, dict):
            raise Invalid("must be an Object")
        tag = value.get("type")
        check = tagged.get(tag) if isinstance(tag, str) else None
        if check is not None:
            return check(value)
        for each in every:
            try:
                return each(value)
            except Refusal:
                continue
        raise bad_request(f"can't parse {_OBJECT_NAMES.get(name, name)}: unsupported type specified")

    return checked


def first_of(checks: list[Check], required: list[frozenset[str]]) -> Check:
    """One of several shapes, told apart by the fields that each must have."""

    def checked(value: Any) -> Any:
        probe = value[0] if isinstance(value, list) and value else value
        if not isinstance(probe, dict):
            return checks[0](value)
        for check, needed in zip(checks, required, strict=True):
            if needed and needed <= probe.keys():
                return check(value)
        return checks[0](value)

    return checked
