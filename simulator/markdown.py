"""parse_mode MarkdownV2, read as strictly as the server reads it."""

from dataclasses import dataclass

from simulator.codec import Json
from simulator.entities import in_order
from simulator.links import link_fields, picture_fields, refused

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_MARKS = {
    "*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler", "`": "code", "```": "pre",
    "[": "text_link", "![": "custom_emoji",
}  # fmt: skip
_ENDS = {kind: mark for mark, kind in _MARKS.items()} | {"text_link": "]", "custom_emoji": "]"}
_NAMES = {
    "bold": "Bold", "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough", "code": "Code",
    "spoiler": "Spoiler", "pre": "Pre", "text_link": "TextUrl", "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}  # fmt: skip


@dataclass(slots=True)
class _Open:
    """`place` is where it stands in the source, `offset` in UTF-16 units of the text, `signs` in its parts."""

    kind: str
    place: int
    offset: int
    signs: int
    language: str = ""

    @property
    def is_code(self) -> bool:
        return self.kind in ("code", "pre")


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities, outermost first. Raises Refusal in the server's words."""
    return _Parser(source).parse()


def after_language(source: str, place: int) -> tuple[str, int]:
    """The language that stands behind three backticks, and where the code begins: one line break is skipped."""
    end = place
    while end < len(source) and not source[end].isspace() and source[end] != "`":
        end += 1
    language = source[place:end] if place < end < len(source) and source[end] != "`" else ""
    place = end if language else place
    if source[place : place + 2] in ("\n\r", "\r\n"):
        return language, place + 2
    return language, place + 1 if source[place : place + 1] in ("\n", "\r") else place


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._place = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []
        self._quoted = False
        self._line_begins = True

    def parse(self) -> tuple[str, list[Json]]:
        while self._place < len(self._source):
            self._step(self._source[self._place])
        self._finish()
        return "".join(self._text), in_order(self._entities)

    def _step(self, sign: str) -> None:
        following = self._ahead(1)
        if sign == "\\" and "\x01" <= following <= "\x7e":
            self._put(following, following == "\n")
            self._place += 2
        elif sign != "`" if self._open and self._open[-1].is_code else sign not in _RESERVED:
            self._put(sign)
            self._place += 1
        elif self._quoted and sign == "\n" and following != ">":
            self._end_quote()
        elif self._open and self._is_end(sign):
            self._end(self._open.pop())
        else:
            self._begin(sign)

    def _ahead(self, steps: int) -> str:
        return self._source[self._place + steps : self._place + steps + 1]

    def _put(self, sign: str, line_begins: bool = False) -> None:
        self._text.append(sign)
        self._offset += 2 if sign > "\uffff" else 1
        if sign != "\r":
            self._line_begins = line_begins

    def _at(self, place: int) -> int:
        return len(self._source[:place].encode())

    def _unclosed(self, opened: _Open) -> Exception:
        name = "PreCode" if opened.language else _NAMES[opened.kind]
        return refused(f"Can't find end of {name} entity at byte offset {self._at(opened.place)}")

    def _is_end(self, sign: str) -> bool:
        kind = self._open[-1].kind
        if kind == "italic":
            return sign == "_" and self._ahead(1) != "_"
        mark = _ENDS.get(kind)
        return mark is not None and self._source.startswith(mark, self._place)

    def _begin(self, sign: str) -> None:
        if sign == "\n":
            self._put(sign, line_begins=True)
            self._place += 1
        elif sign == ">" and self._line_begins:
            if not self._quoted:
                self._opened("blockquote")
            self._quoted = True
            self._place += 1
        else:
            mark = next((each for each in ("```", "![", sign * 2, sign) if self._starts(each)), None)
            if mark is None:
                raise refused(f"Character '{sign}' is reserved and must be escaped with the preceding '\\'")
            self._opened(_MARKS[mark])
            self._place += len(mark)
            if mark == "```":
                self._open[-1].language, self._place = after_language(self._source, self._place)

    def _starts(self, mark: str) -> bool:
        return mark in _MARKS and self._source.startswith(mark, self._place)

    def _opened(self, kind: str) -> None:
        self._open.append(_Open(kind, self._place, self._offset, len(self._text)))

    def _end(self, opened: _Open) -> None:
        self._place += len(_ENDS[opened.kind])
        fields: Json | None = {"type": opened.kind, **({"language": opened.language} if opened.language else {})}
        if opened.kind == "text_link":
            fields = link_fields(self._url() if self._ahead(0) == "(" else "".join(self._text[opened.signs :]))
        elif opened.kind == "custom_emoji":
            if self._ahead(0) != "(":
                raise refused("The entity must contain a tg://emoji or tg://time URL")
            fields = picture_fields(self._url())
        if fields is not None:
            self._add(opened, fields)

    def _add(self, opened: _Open, fields: Json) -> None:
        if self._offset > opened.offset:
            self._entities.append({**fields, "offset": opened.offset, "length": self._offset - opened.offset})

    def _url(self) -> str:
        """Reads what stands in round brackets."""
        self._place += 1
        begin, signs = self._place, []
        while (sign := self._ahead(0)) not in ("", ")"):
            if sign == "\\" and "\x01" <= self._ahead(1) <= "\x7e":
                self._place += 1
                sign = self._ahead(0)
            signs.append(sign)
            self._place += 1
        if sign != ")":
            raise refused(f"Can't find end of a URL at byte offset {self._at(begin)}")
        self._place += 1
        return "".join(signs)

    def _end_quote(self) -> None:
        """A line that does not go on with the quote ends it; what is open in it had to end before."""
        quote, kind = self._quote(len(self._text) > 0 and self._text[-1] == "\r")
        self._put("\n", line_begins=True)
        self._place += 1
        self._quoted = False
        self._add(quote, {"type": kind})

    def _quote(self, after_return: bool) -> tuple[_Open, str]:
        """Two bars at its very end make it one that can be folded."""
        kind = "blockquote"
        if self._open[-1].kind == "spoiler" and self._place - self._open[-1].place - 2 in (0, int(after_return)):
            self._open.pop()
            kind = "expandable_blockquote"
        if self._open[-1].kind != "blockquote":
            raise self._unclosed(self._open[-1])
        return self._open.pop(), kind

    def _finish(self) -> None:
        if self._quoted:
            quote, kind = self._quote(after_return=False)
            self._add(quote, {"type": kind})
        if self._open:
            raise self._unclosed(self._open[-1])
