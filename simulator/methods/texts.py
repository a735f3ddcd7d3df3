"""The text or caption of a call: parsed, cleaned, and refused where the server refuses it."""

from simulator.codec import Json
from simulator.entities import fix, units
from simulator.errors import bad_request
from simulator.markdown import parse_markdown
from simulator.markup import parse_html
from simulator.old_markdown import parse_old_markdown

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_LONGEST_RAW = 1 << 15


def text_content(params: Json) -> Json:
    text, entities = parsed(params["text"], params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad_request("message text is empty" if not params["text"] else "text must be non-empty")
    if units(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if params.get("link_preview_options"):
        content["link_preview_options"] = params["link_preview_options"]
    return content


def caption_content(params: Json) -> Json:
    raw = params.get("caption") or ""
    text, entities = parsed(raw, params.get("parse_mode"), params.get("caption_entities"))
    if units(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    content: Json = {"caption": text} if text else {}
    if text and entities:
        content["caption_entities"] = entities
    if text and params.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def parsed(text: str, mode: str | None, entities: list[Json] | None) -> tuple[str, list[Json]]:
    if len(text) > _LONGEST_RAW // 4 and len(text.encode()) > _LONGEST_RAW:
        raise bad_request("text is too long")
    match (mode or "none").lower():
        case "none":
            return fix(text, entities or [])
        case "html":
            return fix(*parse_html(text))
        case "markdownv2":
            return fix(*parse_markdown(text))
        case "markdown":
            return fix(*parse_old_markdown(text))
        case _:
            raise bad_request("unsupported parse_mode")
