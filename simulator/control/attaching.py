"""Contacts and places that people send: by themselves, or by a key that asks for them."""

from simulator import people
from simulator.codec import Json
from simulator.control.ask import maybe, need, only
from simulator.errors import ControlError
from simulator.state import Person


def key_content(person: Person, key: Json, given: Json) -> Json:
    """What a key of the reply keyboard sends."""
    if given.get("contact"):
        if not key.get("request_contact"):
            raise ControlError(f"the key {key['text']!r} does not ask for a contact")
        return contact(person, given)
    if given.get("location") is not None:
        if not key.get("request_location"):
            raise ControlError(f"the key {key['text']!r} does not ask for a location")
        return location(given)
    return people.text_content(key["text"], [])


def contact(person: Person, given: Json) -> Json:
    """`true` is the person's own."""
    if given["contact"] is True:
        own: Json = {"phone_number": f"+62{person.id}", "first_name": person.first_name, "user_id": person.id}
        return {"contact": own | ({"last_name": person.last_name} if person.last_name else {})}
    told = need(given, "contact", dict)
    only(told, "first_name", "last_name", "phone_number")
    if not told:
        raise ControlError("contact must be true or {first_name, last_name?, phone_number}")
    shown = {name: need(told, name, str) for name in ("phone_number", "first_name")}
    last_name = maybe(told, "last_name", str)
    return {"contact": shown | ({"last_name": last_name} if last_name else {})}


def location(given: Json) -> Json:
    place = need(given, "location", dict)
    only(place, "latitude", "longitude")
    latitude, longitude = need(place, "latitude", float), need(place, "longitude", float)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ControlError("latitude goes from -90 to 90, longitude from -180 to 180")
    return {"location": {"latitude": latitude, "longitude": longitude}}
