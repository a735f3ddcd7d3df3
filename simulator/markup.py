"""parse_mode HTML, read as strictly as the server reads it."""

import re
from dataclasses import dataclass
from html import unescape

from simulator.codec import Json
from simulator.entities import in_order, units
from simulator.links import link_fields, time_format
from simulator.links import refused as _refused

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_REST = re.compile(r"(?P<attributes>[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*)>")
_END = re.compile(r"\s*>")
_ATTRIBUTE = re.compile(r"\s*([^\s=>/\"']+)\s*(?:=\s*(\"[^\"]*\"|'[^']*'|[A-Za-z0-9.\-]+))?")
_REFERENCE = re.compile(r"&(?:#\d{1,7}(?!\d)|#x[0-9a-fA-F]{1,6}(?![0-9a-fA-F])|(?:lt|gt|amp|quot)(?![A-Za-z]));?")


@dataclass(slots=True)
class _Open:
    name: str
    attributes: dict[str, str]
    offset: int


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities, outermost first. Raises Refusal in the server's words."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        place = 0
        while (begin := self._source.find("<", place)) >= 0:
            self._take(self._source[place:begin])
            place = self._tag(begin)
        self._take(self._source[place:])
        if self._open:
            raise _refused(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return "".join(self._text), in_order(self._entities)

    def _take(self, part: str) -> None:
        if part:
            plain = _REFERENCE.sub(lambda found: unescape(found.group()), part) if "&" in part else part
            self._text.append(plain)
            self._offset += units(plain)

    def _at(self, place: int) -> int:
        return len(self._source[:place].encode())

    def _tag(self, begin: int) -> int:
        """Reads the tag at `begin` and returns where it ends."""
        is_end = self._source.startswith("/", begin + 1)
        place = begin + 1 + is_end
        while place < len(self._source) and not self._source[place].isspace() and self._source[place] != ">":
            place += 1
        name = self._source[begin + 1 + is_end : place].lower()
        if is_end:
            return self._close(name, begin, place)
        if place == len(self._source):
            raise _refused(f"Unclosed start tag at byte offset {self._at(begin)}")
        if name not in _TYPES:
            raise _refused(f'Unsupported start tag "{name}" at byte offset {self._at(begin)}')
        rest = _REST.match(self._source, place)
        if rest is None:
            raise _refused(f"Unclosed start tag at byte offset {self._at(begin)}")
        self._begin(name, rest["attributes"], begin)
        return rest.end()

    def _begin(self, name: str, rest: str, begin: int) -> None:
        attributes = self._attributes(name, rest, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _refused(f'Tag "span" must have class "tg-spoiler" at byte offset {self._at(begin)}')
        self._open.append(_Open(name, attributes, self._offset))

    def _attributes(self, name: str, rest: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        place = 0
        while rest[place:].strip():
            attribute = _ATTRIBUTE.match(rest, place)
            if attribute is None:
                raise _refused(f'Empty attribute name in the tag "{name}" at byte offset {self._at(begin)}')
            value = attribute[2] or ""
            quoted = value[:1] in ('"', "'")
            found[attribute[1]] = unescape(value[1:-1]) if quoted else value.lower()
            place = attribute.end()
        return found

    def _close(self, name: str, begin: int, place: int) -> int:
        if not self._open:
            raise _refused(f"Unexpected end tag at byte offset {self._at(begin)}")
        end = _END.match(self._source, place)
        if end is None:
            raise _refused(f"Unclosed end tag at byte offset {self._at(begin)}")
        opened = self._open.pop()
        if name and name != opened.name:
            raise _refused(
                f'Unmatched end tag at byte offset {self._at(begin)}, expected "</{opened.name}>", found "</{name}>"'
            )
        if self._offset > opened.offset:
            self._add(opened)
        return end.end()

    def _add(self, opened: _Open) -> None:
        entity: Json = {
            "type": _TYPES[opened.name],
            "offset": opened.offset,
            "length": self._offset - opened.offset,
        }
        if self._completed(entity, opened):
            self._entities.append(entity)

    def _completed(self, entity: Json, opened: _Open) -> bool:
        """Adds what the tag's attributes say; False when no entity comes of it."""
        match opened.name:
            case "a":
                return self._link(entity, opened)
            case "pre" | "code":
                return not self._joined(entity, opened)
            case "tg-emoji":
                entity["custom_emoji_id"] = self._emoji(opened)
            case "tg-time":
                return self._time(entity, opened)
            case "blockquote" if "expandable" in opened.attributes:
                entity["type"] = "expandable_blockquote"
            case _:
                pass
        return True

    def _link(self, entity: Json, opened: _Open) -> bool:
        url = opened.attributes.get("href") or self._tail(opened.offset)
        entity.update(fields := link_fields(url) or {})
        return bool(fields)

    def _tail(self, offset: int) -> str:
        encoded = "".join(self._text).encode("utf-16-le")
        return encoded[offset * 2 :].decode("utf-16-le")

    def _emoji(self, opened: _Open) -> str:
        emoji = opened.attributes.get("emoji-id", "")
        if not emoji.isdigit() or int(emoji) == 0:
            raise _refused("Invalid custom emoji identifier specified")
        return emoji

    def _time(self, entity: Json, opened: _Open) -> bool:
        unix = opened.attributes.get("unix", "")
        entity["unix_time"] = int(unix) if unix.isdigit() else 0
        shown = time_format(opened.attributes.get("format", ""))
        if shown is None:
            raise _refused("Invalid date format used")
        if shown:
            entity["date_time_format"] = shown
        return bool(entity["unix_time"] > 0)

    def _joined(self, entity: Json, opened: _Open) -> bool:
        """<pre><code class="language-x"> of the same words is one entity with a language, whichever stands outside."""
        last = self._entities[-1] if self._entities else {}
        if opened.name == "code":
            language = opened.attributes.get("class", "").removeprefix("language-")
            if language and last == {**entity, "type": "pre"}:
                last["language"] = language
                return True
            if language and self._open and self._open[-1].name == "pre":
                self._open[-1].attributes["language"] = language
        elif "language" in opened.attributes and last == {**entity, "type": "code"}:
            self._entities.pop()
            entity["language"] = opened.attributes["language"]
        return False
