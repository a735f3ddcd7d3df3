"""getMe and how the bot receives updates."""

from typing import Any

from simulator.codec import Json
from simulator.errors import Refusal, bad_request
from simulator.machine import Simulator
from simulator.methods.registry import plays

LONGEST_POLL = 50
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


@plays("setWebhook", unplayed="not simulated: the address is kept, but no update is delivered to it")
def set_webhook(sim: Simulator, params: Json) -> bool:
    """An empty address takes the webhook back, as deleteWebhook does."""
    if "allowed_updates" in params:
        sim.updates.allowed = frozenset(params["allowed_updates"]) or None
    if params.get("drop_pending_updates"):
        sim.updates.drop_pending("dropped by setWebhook")
    url = params["url"]
    if url and not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    sim.profile.webhook = {"url": url, "max_connections": params.get("max_connections", 40)} if url else None
    return True


@plays("deleteWebhook")
def delete_webhook(sim: Simulator, params: Json) -> bool:
    if params.get("drop_pending_updates"):
        sim.updates.drop_pending("dropped by deleteWebhook")
    sim.profile.webhook = None
    return True


@plays("getWebhookInfo")
def get_webhook_info(sim: Simulator, _params: Json) -> Json:
    webhook = sim.profile.webhook or {"url": ""}
    shown = {**webhook, "has_custom_certificate": False, "pending_update_count": len(sim.updates.pending)}
    if sim.updates.allowed is not None:
        shown["allowed_updates"] = sorted(sim.updates.allowed)
    return shown


@plays("logOut")
def log_out(_sim: Simulator, _params: Json) -> bool:
    return True


@plays("close")
def close(_sim: Simulator, _params: Json) -> bool:
    return True
