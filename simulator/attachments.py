"""Polls, places, contacts and dice: as people see them in an inbox item and in the transcript."""

from simulator.codec import Json
from simulator.messages import Message


def poll_of(message: Message) -> Json | None:
    """A poll with who chose what."""
    poll, votes = message.content.get("poll"), message.votes or {}
    if poll is None:
        return None
    return {
        "id": poll["id"],
        "question": poll["question"],
        "options": [
            {"text": each["text"], "voters": [who for who, chosen in votes.items() if number in chosen]}
            for number, each in enumerate(poll["options"])
        ],
        "multiple": poll["allows_multiple_answers"],
        "anonymous": poll["is_anonymous"],
        "quiz": poll["type"] == "quiz",
        "closed": poll["is_closed"],
    }


def location_of(content: Json) -> Json | None:
    place = content.get("location")
    if place is None:
        return None
    venue = content.get("venue", {})
    named = {name: venue[name] for name in ("title", "address") if name in venue}
    return {"latitude": place["latitude"], "longitude": place["longitude"], **named}


def contact_of(content: Json) -> Json | None:
    contact = content.get("contact")
    if contact is None:
        return None
    names = [contact[name] for name in ("first_name", "last_name") if contact.get(name)]
    return {"name": " ".join(names), "phone": contact["phone_number"]}


def dice_of(content: Json) -> Json | None:
    dice = content.get("dice")
    return None if dice is None else {"emoji": dice["emoji"], "value": dice["value"]}


def words_of(content: Json) -> list[str]:
    """For the transcript."""
    said = []
    if place := location_of(content):
        names = [place[name] for name in ("title", "address") if name in place]
        said.append(f"<location {place['latitude']},{place['longitude']}{''.join(f' {each}' for each in names)}>")
    if contact := contact_of(content):
        said.append(f"<contact {contact['name']} {contact['phone']}>")
    if dice := dice_of(content):
        said.append(f"<dice {dice['emoji']} {dice['value']}>")
    if poll := content.get("poll"):
        options = "; ".join(f"{each['text']} ({each['voter_count']})" for each in poll["options"])
        said.append(f"<{'closed ' if poll['is_closed'] else ''}poll {poll['question']}: {options}>")
    return said
