"""Texts as the server keeps them: cleaned, trimmed, with entities counted in UTF-16 units."""

import re
from typing import Any

from simulator.codec import Json
from simulator.errors import bad_request

Entities = list[Json]
_DROPPED = "\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u0333\u033f\u030a"
_CONTROL = {code: " " for code in range(32) if code not in (10, 13)}
_CLEAN = str.maketrans({**_CONTROL, **{ord(sign): None for sign in _DROPPED}})
_NEEDS_CLEANING = re.compile("[\x00-\x09\x0b-\x1f" + _DROPPED[1:] + "]")
_HINT = re.compile(r"(?<!\w)/|[@#]|\.[A-Za-z]")
_FOUND = re.compile(
    r"(?P<email>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})"
    r"|(?P<url>(?:https?://|tg://)[^\s<>\"]+"
    r"|(?<![\w@./-])(?:[\w-]+\.)+(?:com|org|net|id|me|io|info|gov|edu|app|dev|tv|co)(?![\w-])(?:[/?#:][^\s<>\"]*)?)"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})(?!\w)"
    r"|(?<![\w#])(?P<hashtag>#(?!\d+(?!\w))\w{1,256})"
)
_FOUND_KINDS = frozenset(_FOUND.groupindex)
_CODE_LIKE = frozenset({"pre", "code", "text_link"})
_ORDER = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "text_mention": 49,
    "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99,
}  # fmt: skip
MOST = 100


def units(text: str) -> int:
    """The length of `text` in UTF-16 units, which is how Telegram counts."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for sign in text if sign > "\uffff")


def fix(text: str, entities: Entities) -> tuple[str, Entities]:
    """What the server makes of a text: empty when nothing but white space is left. Raises Refusal."""
    if entities:
        text, entities = _clean_with(text, _checked(entities))
    elif _NEEDS_CLEANING.search(text) or "\r" in text:
        text = text.translate(_CLEAN)
    text, entities = _trimmed(text, entities)
    entities = found(text, entities)
    return text, entities if len(entities) <= MOST else entities[:MOST]


def found(text: str, entities: Entities) -> Entities:
    """The given entities and those that the server finds: commands, links, mentions, hashtags, e-mails.

    Given ones of these kinds are passed over: only what is found counts.
    """
    entities = [each for each in entities if each["type"] not in _FOUND_KINDS]
    if not _HINT.search(text):
        return entities
    taken = [(each["offset"], each["offset"] + each["length"]) for each in entities if each["type"] in _CODE_LIKE]
    more = []
    for match in _FOUND.finditer(text):
        kind = match.lastgroup or ""
        words = match.group().rstrip(".,;:!?)'\"") if kind == "url" else match.group()
        offset, length = units(text[: match.start()]), units(words)
        if not any(start < offset + length and offset < end for start, end in taken):
            more.append({"type": kind, "offset": offset, "length": length})
    if not more:
        return entities
    return in_order([*entities, *more])


def in_order(entities: Entities) -> Entities:
    """By their place, the longer first, and of those of the same length the outer kind."""
    return sorted(entities, key=_place) if len(entities) > 1 else entities


def _place(entity: Json) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _ORDER.get(entity["type"], 50)


def _checked(entities: Entities) -> Entities:
    for each in entities:
        for name in ("offset", "length"):
            if not 0 <= each[name] <= 1_000_000:
                raise bad_request(f"receive an entity with incorrect {name} {each[name]}")
    return in_order([each for each in entities if each["length"] > 0])


def _starts(text: str) -> tuple[dict[int, int], list[int]]:
    """Where each UTF-16 offset lies in `text`, and how many units are left before it after cleaning."""
    places: dict[int, int] = {}
    kept: list[int] = []
    unit = left = 0
    for place, sign in enumerate(text):
        places[unit] = place
        kept.append(left)
        size = 2 if sign > "\uffff" else 1
        unit += size
        left += 0 if sign in _DROPPED else size
    places[unit] = len(text)
    kept.append(left)
    return places, kept


def _clean_with(text: str, entities: Entities) -> tuple[str, Entities]:
    places, kept = _starts(text)
    size = units(text)
    moved = []
    for each in entities:
        start, end = each["offset"], each["offset"] + each["length"]
        _check_place(start, end, size, places)
        begin = kept[places[start]]
        moved.append({**each, "offset": begin, "length": kept[places[end]] - begin})
    return text.translate(_CLEAN), [each for each in moved if each["length"] > 0]


def _check_place(start: int, end: int, size: int, places: dict[int, int]) -> None:
    if start >= size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if end > size:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
        )
    if start not in places:
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at byte offset {start}")
    if end not in places:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol at byte offset {end}"
        )


def _trimmed(text: str, entities: Entities) -> tuple[str, Entities]:
    """Trailing white space goes always, leading white space up to the first entity."""
    short = text.rstrip(" \n")
    if entities and len(short) != len(text):
        end = units(short)
        cut = [{**each, "length": min(each["length"], end - each["offset"])} for each in entities]
        entities = [each for each in cut if each["length"] > 0]
    first = entities[0]["offset"] if entities else len(short)
    lead = min(len(short) - len(short.lstrip(" \n")), first)
    if lead:
        entities = [{**each, "offset": each["offset"] - lead} for each in entities]
    return short[lead:], entities


def texts_of(content: Json) -> tuple[Any, Any]:
    """The text or caption of a message's content with its entities."""
    if "text" in content:
        return content["text"], content.get("entities", [])
    return content.get("caption"), content.get("caption_entities", [])
