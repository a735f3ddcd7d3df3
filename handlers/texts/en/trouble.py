"""When something cannot be done: what is so, then what can be done."""

from handlers.texts.en.common import GRANTS


def old_button() -> str:
    return "This button is no longer valid. Write the code, for example BKL-0412, to open the latest card."


def unknown_command() -> str:
    return "That menu is not known. Please choose from the menu below."


def not_allowed(role: str) -> str:
    return f"This menu is for the {GRANTS[role]}. Contact the secretariat if you need it."


def members_only() -> str:
    return "This menu is for registered members. Press Register to begin."


def ours() -> str:
    return "Sorry, the system is busy. Your message is kept and will be handled; there is no need to send it again."


def not_kept() -> str:
    return "Sorry, the message could not be kept. Please send it once more."


def edited() -> str:
    return (
        "A change to an earlier message is not read here. Send the right version as a new message. "
        "If it has been announced already, announce the correction."
    )


def unreadable() -> str:
    return "This could not be read. Send a text or a photo, or choose from the menu below."


def group_tap() -> str:
    return "This button is for registered members. Registration is in the private chat with the bot."


def not_yet(feature: str) -> str:
    return f"{feature} is not available in this version. Please choose something else from the menu below."


def no_such_code(code: str) -> str:
    return f"Code {code} was not found in your records. Check the digits, for example BKL-0412."


def no_match(words: str) -> str:
    return f"Nothing fits “{words}”. Write the code of an announcement or the name of a unit, or choose from the menu."


def nothing_to_leave() -> str:
    return "Nothing is being filled in. Please choose from the menu below."
