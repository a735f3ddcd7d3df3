"""getMe and how the bot receives updates."""

import re
from typing import Any

from simulator.codec import Json
from simulator.errors import Refusal, bad_request
from simulator.machine import Simulator
from simulator.methods.registry import plays
from simulator.webhook import is_here

LONGEST_POLL = 50
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@plays("getMe")
def get_me(sim: Simulator, _params: Json) -> Json:
    return {
        **sim.bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@plays("getUpdates")
async def get_updates(sim: Simulator, params: Json) -> list[Any]:
    if sim.profile.webhook is not None:
        raise Refusal(409, WEBHOOK_ACTIVE)
    if "allowed_updates" in params:
        sim.updates.allowed = frozenset(params["allowed_updates"]) or None
    limit = min(max(params.get("limit", 100), 1), 100)
    seconds = min(max(params.get("timeout", 0), 0), LONGEST_POLL)
    return list(await sim.updates.get(params.get("offset", 0), limit, seconds, params["_alive"]))


@plays("setWebhook")
def set_webhook(sim: Simulator, params: Json) -> bool:
    """An empty address takes the webhook back, as deleteWebhook does."""
    url, secret = params["url"], params.get("secret_token", "")
    if url and not url.startswith("https://") and not (url.startswith("http://") and is_here(url)):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if "allowed_updates" in params:
        sim.updates.allowed = frozenset(params["allowed_updates"]) or None
    if params.get("drop_pending_updates"):
        sim.updates.drop_pending("dropped by setWebhook")
    connections = min(max(params.get("max_connections", 40), 1), 100)
    sim.webhook.change({"url": url, "max_connections": connections, "secret_token": secret} if url else None)
    return True


@plays("deleteWebhook")
def delete_webhook(sim: Simulator, params: Json) -> bool:
    if params.get("drop_pending_updates"):
        sim.updates.drop_pending("dropped by deleteWebhook")
    sim.webhook.change(None)
    return True


@plays("getWebhookInfo")
def get_webhook_info(sim: Simulator, _params: Json) -> Json:
    shown = {**(sim.profile.webhook or {"url": ""}), **sim.webhook.troubles()}
    shown.pop("secret_token", None)
    shown |= {"has_custom_certificate": False, "pending_update_count": len(sim.updates.pending)}
    if sim.updates.allowed is not None:
        shown["allowed_updates"] = sorted(sim.updates.allowed)
    return shown


@plays("logOut")
def log_out(_sim: Simulator, _params: Json) -> bool:
    return True


@plays("close")
def close(_sim: Simulator, _params: Json) -> bool:
    return True
