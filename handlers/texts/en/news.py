"""News from the regions: from sending to publication."""

from core.dates import Moment, clock
from core.members import Naming
from handlers.texts.en.common import call

# what cannot be done


def consent_needed() -> str:
    return (
        "Photos of children under 18 are published once there is consent. Press Edit to change them or send the text."
    )


def nobody_reviews() -> str:
    return "There is no reviewer yet. Your draft is kept; contact the secretariat, then press Send again."


def left_unit(unit: str) -> str:
    return f"You are no longer listed in {unit}. Contact the secretariat if this is a mistake."


def published_already(code: str) -> str:
    return f"{code} has been published. Contact the secretariat if something needs correcting."


def own_review() -> str:
    return "News is reviewed by somebody other than its sender. The other reviewers have it already."


def decided_already(code: str, by: Naming, at: Moment) -> str:
    return f"{code} was decided by {call(by)} at {clock(at)}."


def revised(code: str) -> str:
    return f"{code} has been updated by its sender. Type {code} to open the latest card."


def question_closed(code: str) -> str:
    return f"The question about {code} is closed. Type {code} to see where it stands."
