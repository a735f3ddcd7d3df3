"""Places, contacts and dice that the bot sends."""

from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.methods.registry import Weight, plays
from simulator.methods.sending import post
from simulator.methods.targets import writable
from simulator.views import for_bot

_SIDES = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
_PLACE = ("horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
_VENUE = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
_FOR_EVER = 0x7FFFFFFF


@plays("sendLocation", Weight.SEND)
def send_location(sim: Simulator, params: Json) -> Json:
    return _send(sim, params, "locations", {"location": _place(params)})


@plays("sendVenue", Weight.SEND)
def send_venue(sim: Simulator, params: Json) -> Json:
    """Its place stands in the message a second time, for those who know no venues."""
    place = {name: _place(params)[name] for name in ("latitude", "longitude")}
    named = {name: params[name] for name in ("title", "address", *_VENUE) if name in params}
    return _send(sim, params, "venues", {"venue": {"location": place, **named}, "location": place})


@plays("sendContact", Weight.SEND)
def send_contact(sim: Simulator, params: Json) -> Json:
    given = {name: params[name] for name in ("phone_number", "first_name", "last_name", "vcard") if params.get(name)}
    if not {"phone_number", "first_name"} <= given.keys():
        raise bad_request("contact must be non-empty")
    return _send(sim, params, "contacts", {"contact": given})


@plays("sendDice", Weight.SEND)
def send_dice(sim: Simulator, params: Json) -> Json:
    emoji = params.get("emoji") or "🎲"
    plain = emoji.replace("\ufe0f", "")
    if plain not in _SIDES:
        raise bad_request("EMOTICON_INVALID")
    writable(sim, params["chat_id"], "dice")
    return _send(sim, params, "dice", {"dice": thrown(sim, plain)})


def thrown(sim: Simulator, emoji: str) -> Json:
    return {"emoji": emoji, "value": sim.dice.randint(1, _SIDES[emoji])}


def _send(sim: Simulator, params: Json, what: str, content: Json) -> Json:
    writable(sim, params["chat_id"], what)
    return for_bot(sim.world, post(sim, params, content))


def _place(params: Json) -> Json:
    latitude, longitude = params["latitude"], params["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("invalid location specified")
    period = params.get("live_period") or 0
    if period and not (60 <= period <= 86_400 or period == _FOR_EVER):
        raise bad_request("wrong live location period specified")
    return {"latitude": latitude, "longitude": longitude} | {name: params[name] for name in _PLACE if params.get(name)}
