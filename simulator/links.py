"""Addresses in formatted texts: links as the server writes them, and the tg:// ones that mean something else."""

import re
from urllib.parse import parse_qsl

from simulator.codec import Json
from simulator.errors import Refusal, bad_request

_TG = re.compile(r"(?i)tg:(?://)?(?P<host>user|emoji|time)/?\?(?P<query>[^#]*)(?:#.*)?", re.DOTALL)
_OTHER = re.compile(r"(?i)(?P<scheme>tg|ton):(?://)?(?P<rest>[\w-]+.*)", re.DOTALL)
_WEB = re.compile(
    r"(?i)(?P<scheme>https?://)?(?P<host>[^\s/?#@:]+\.[^\s/?#@:]+)(?P<port>:\d+)?(?P<tail>[/?#].*)?", re.DOTALL
)
_WHOLE = re.compile(r"0|[1-9][0-9]{0,18}")


def refused(words: str) -> Refusal:
    return bad_request(f"can't parse entities: {words}")


def link_fields(url: str) -> Json | None:
    """The fields of an entity for a link, a mention where it names a user; None where it is no address."""
    user = _tg(url, "user").get("id", "")
    if _WHOLE.fullmatch(user):
        return {"type": "text_mention", "user": {"id": int(user), "is_bot": False, "first_name": ""}}
    address = _address(url)
    return None if address is None else {"type": "text_link", "url": address}


def picture_fields(url: str) -> Json:
    """Of what Markdown writes as a picture: a custom emoji or a time."""
    emoji, time = _tg(url, "emoji").get("id", ""), _tg(url, "time")
    if _WHOLE.fullmatch(emoji) and emoji != "0":
        return {"type": "custom_emoji", "custom_emoji_id": emoji}
    unix = time.get("unix", "")
    shown = time_format(time.get("format", "")) if _WHOLE.fullmatch(unix) and unix != "0" else None
    if shown is None:
        raise refused("Invalid tg://emoji or tg://time URL specified")
    return {"type": "date_time", "unix_time": int(unix), **({"date_time_format": shown} if shown else {})}


def time_format(given: str) -> str | None:
    """The format of a time as the server gives it back; None when it is none."""
    if given in ("r", "R"):
        return "r"
    if set(given) - set("wWdDtT"):
        return None
    day = "w" if "w" in given.lower() else ""
    return day + _last_of(given, "dD") + _last_of(given, "tT")


def _last_of(given: str, signs: str) -> str:
    """The short form when both are asked for."""
    return next((sign for sign in signs if sign in given), "")


def _tg(url: str, host: str) -> dict[str, str]:
    found = _TG.fullmatch(url)
    return dict(parse_qsl(found["query"])) if found and found["host"].lower() == host else {}


def _address(url: str) -> str | None:
    other = _OTHER.fullmatch(url)
    if other:
        return f"{other['scheme'].lower()}://{other['rest']}"
    web = _WEB.fullmatch(url)
    if web is None:
        return None
    tail = web["tail"] or ""
    scheme = (web["scheme"] or "http://").lower()
    return f"{scheme}{web['host'].lower()}{web['port'] or ''}{tail if tail.startswith('/') else '/' + tail}"
