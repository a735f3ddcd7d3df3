"""Reply markups: what the server refuses, and what becomes of the rest."""

from simulator.codec import Json
from simulator.errors import bad_request

_ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
_STYLES = frozenset({"danger", "success", "primary"})
_MOST_BUTTONS = 100
_LINKS = ("http://", "https://", "tg://", "t.me/")


def inline_of(markup: Json | None) -> Json | None:
    """The inline keyboard of a call, checked; None for no keyboard or one of another kind."""
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = [[_checked(button) for button in row] for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > _MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def keyboard_of(markup: Json | None) -> Json | None:
    """What a call does to the reply keyboard: show one, remove it, or ask for a reply; None for nothing."""
    if not markup or "inline_keyboard" in markup:
        return None
    if "keyboard" in markup:
        return {**markup, "keyboard": [[_key(key) for key in row] for row in markup["keyboard"]]}
    return markup


def _key(key: Json) -> Json:
    if not key["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    return key


def _checked(button: Json) -> Json:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not any(name in button for name in _ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if button.get("style", "primary") not in _STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    data = button.get("callback_data")
    if data is not None and not 1 <= (len(data) if data.isascii() else len(data.encode())) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(button["url"])
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return button


def _check_url(url: str) -> None:
    if not url.startswith(_LINKS) and "." not in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
