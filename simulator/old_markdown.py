"""parse_mode Markdown, the older one: nothing stands inside anything else."""

from simulator.codec import Json
from simulator.entities import units
from simulator.links import link_fields, refused
from simulator.markdown import after_language

_KINDS = {"_": "italic", "*": "bold", "`": "code", "[": "text_link"}


def parse_old_markdown(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities. Raises Refusal in the server's words."""
    text: list[str] = []
    entities: list[Json] = []
    offset = place = 0
    while place < len(source):
        sign = source[place]
        fields: Json | None = None
        if sign == "\\" and source[place + 1 : place + 2] in tuple(_KINDS):
            part, place = source[place + 1], place + 2
        elif sign not in _KINDS:
            part, place = sign, place + 1
        else:
            part, fields, place = _entity(source, place)
        if fields is not None and part:
            entities.append({**fields, "offset": offset, "length": units(part)})
        text.append(part)
        offset += units(part)
    return "".join(text), entities


def _entity(source: str, begin: int) -> tuple[str, Json | None, int]:
    """The words of the entity that begins here, its fields, and where the text goes on."""
    sign, place, language = source[begin], begin + 1, ""
    mark = {"[": "]"}.get(sign, sign)
    if source.startswith("```", begin):
        mark = "```"
        language, place = after_language(source, begin + 3)
    end = source.find(mark, place)
    if end < 0:
        raise refused(f"Can't find end of the entity starting at byte offset {len(source[:begin].encode())}")
    part, place = source[place:end], end + len(mark)
    if mark == "```":
        return part, {"type": "pre", **({"language": language} if language else {})}, place
    if sign != "[":
        return part, {"type": _KINDS[sign]}, place
    if not source.startswith("(", place) or not part:
        return part, link_fields(part), place
    close = source.find(")", place)
    close = len(source) if close < 0 else close
    return part, link_fields(source[place + 1 : close]), close + 1
