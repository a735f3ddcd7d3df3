"""What a message shows, before it is put into words: lines, and rows of choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.channels import Button, Buttons, Entity, Keys, RichText
from core.codec import Json, JsonObject
from handlers.actions import Action, decode, encode
from handlers.texts import speech
from handlers.texts.speech import Reader, Say, voice

Line: TypeAlias = Say | RichText


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. Exactly one of `act`, `url`, `copy` is set (`copy`: words that a tap puts on the clipboard)."""

    label: Say
    act: Action | None = None
    url: str | None = None
    copy: Say | str | None = None


Rows: TypeAlias = tuple[tuple[Choice, ...], ...]
KeyRows: TypeAlias = tuple[tuple[Say, ...], ...]


@dataclass(frozen=True, slots=True)
class Face:
    """Lines stand under each other; an empty line between them is not ours to add. `keys` replaces the reply keys."""

    lines: tuple[Line, ...]
    rows: Rows = ()
    keys: KeyRows | None = None


def card(*lines: Line, rows: Rows = ()) -> Face:
    return Face(lines, rows)


def in_rows(choices: Sequence[Choice], reader_width: int = 13) -> Rows:
    """Two in a row only when both labels are short, else one under the other. Measured in Indonesian: a label
    that is short there is short in every language."""
    rows: list[tuple[Choice, ...]] = []
    for choice in choices:
        if rows and len(rows[-1]) == 1 and max(_width(choice), _width(rows[-1][0])) <= reader_width:
            rows[-1] = (*rows[-1], choice)
        else:
            rows.append((choice,))
    return tuple(rows)


def _width(choice: Choice) -> int:
    return len(voice(choice.label, Reader("id", "Asia/Jakarta")))


# --- into words


def words(lines: Sequence[Line], reader: Reader) -> RichText:
    """The lines for one reader, with the formatting of people's words moved to where they now stand."""
    text, entities = "", []
    for place, line in enumerate(lines):
        if place:
            text += "\n"
        rich = RichText(voice(line, reader)) if isinstance(line, Say) else line
        shift = _utf16(text)
        entities += [Entity(one.kind, one.offset + shift, one.length, one.data) for one in rich.entities]
        text += rich.text
    return RichText(text, tuple(entities))


def buttons(rows: Rows, reader: Reader) -> Buttons:
    return tuple(tuple(_button(choice, reader) for choice in row) for row in rows if row)


def keys(rows: KeyRows | None, reader: Reader) -> Keys | None:
    return None if rows is None else tuple(tuple(voice(label, reader) for label in row) for row in rows)


def _button(choice: Choice, reader: Reader) -> Button:
    label = voice(choice.label, reader)
    if choice.act is not None:
        return Button(label, data=encode(choice.act))
    if choice.url is not None:
        return Button(label, url=choice.url)
    copied = voice(choice.copy, reader) if isinstance(choice.copy, Say) else choice.copy
    return Button(label, copy=copied)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


# --- kept in the outbox


def as_json(face: Face) -> JsonObject:
    return {
        "lines": [_line_out(line) for line in face.lines],
        "rows": [[_choice_out(choice) for choice in row] for row in face.rows],
        "keys": None if face.keys is None else [[speech.as_json(label) for label in row] for row in face.keys],
    }


def from_json(stored: Mapping[str, Json]) -> Face:
    stored_keys = stored.get("keys")
    return Face(
        tuple(_line_in(line) for line in _objects(stored["lines"])),
        tuple(tuple(_choice_in(choice) for choice in _objects(row)) for row in _lists(stored["rows"])),
        None
        if stored_keys is None
        else tuple(tuple(speech.from_json(label) for label in _objects(row)) for row in _lists(stored_keys)),
    )


def rich_out(rich: RichText) -> JsonObject:
    return {"text": rich.text, "entities": [_entity_out(one) for one in rich.entities]}


def rich_in(stored: Mapping[str, Json]) -> RichText:
    return RichText(str(stored["text"]), tuple(_entity_in(one) for one in _objects(stored["entities"])))


def _entity_out(one: Entity) -> JsonObject:
    return {"kind": one.kind, "offset": one.offset, "length": one.length, "data": dict(one.data)}


def _entity_in(stored: Mapping[str, Json]) -> Entity:
    data = stored.get("data")
    return Entity(
        str(stored["kind"]),
        _int(stored["offset"]),
        _int(stored["length"]),
        data if isinstance(data, dict) else {},
    )


def _line_out(line: Line) -> JsonObject:
    return speech.as_json(line) if isinstance(line, Say) else rich_out(line)


def _line_in(stored: JsonObject) -> Line:
    return speech.from_json(stored) if "k" in stored else rich_in(stored)


def _choice_out(choice: Choice) -> JsonObject:
    copied: Json = speech.as_json(choice.copy) if isinstance(choice.copy, Say) else choice.copy
    return {
        "label": speech.as_json(choice.label),
        "act": encode(choice.act) if choice.act is not None else None,
        "url": choice.url,
        "copy": copied,
    }


def _choice_in(stored: JsonObject) -> Choice:
    act, url, copied, label = stored["act"], stored["url"], stored["copy"], stored["label"]
    return Choice(
        speech.from_json(label if isinstance(label, dict) else {}),
        decode(act) if isinstance(act, str) else None,
        url if isinstance(url, str) else None,
        speech.from_json(copied) if isinstance(copied, dict) else copied if isinstance(copied, str) else None,
    )


def _objects(value: Json) -> list[JsonObject]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _lists(value: Json) -> list[list[Json]]:
    return [item for item in value if isinstance(item, list)] if isinstance(value, list) else []


def _int(value: Json) -> int:
    if not isinstance(value, int):
        raise ValueError("expected a number")
    return value
