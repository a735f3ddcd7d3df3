"""Welcome, menu, help."""

from handlers.texts.en.common import counted


def welcome(place: str) -> str:
    return f"Welcome to Simpul Humas {place}. Write the name of your unit, for example: kominfo seluma"


def keys_below() -> str:
    return "The menu is below the screen."


def keys_and_announcements(count: int) -> str:
    verb = "is" if count == 1 else "are"
    return f"The menu is below the screen. {counted(count, 'announcement')} {verb} still valid for your unit."


def more() -> str:
    return "Choose from the menu:"


def hello() -> str:
    return "Please choose from the menu below."


def salaam() -> str:
    return "Waalaikumsalam. Please choose from the menu below."


def help_stranger() -> str:
    return (
        "Simpul Humas connects the public relations units of the government in the region.\n"
        "1. Write the name of your unit to register.\n"
        "2. If the secretariat sent you an invitation link, press that link.\n"
        "3. /batal leaves what you are filling in at any time."
    )


def help_officer() -> str:
    return (
        "What you can do here:\n"
        "1. Inbox: everything that waits for you.\n"
        "2. Read: one tap on an announcement.\n"
        "3. Write a code, for example BKL-0412, to open its card.\n"
        "4. /unit: the card of your unit and its officers.\n"
        "5. Write the name of another unit to see its card.\n"
        "6. /batal leaves what you are filling in at any time."
    )


def help_bureau() -> str:
    return (
        "What you can do here:\n"
        "1. Announce: send the content, choose the recipients, ask for approval.\n"
        "2. Deliveries: the result of each announcement.\n"
        "3. Approvals: what waits for your decision.\n"
        "4. Members & groups: invitations, applications, groups.\n"
        "5. Write a code, for example BKL-0412, to open its card.\n"
        "6. /batal leaves what you are filling in at any time."
    )


# lines of Telegram's own menu of commands


def command_menu() -> str:
    return "Open the menu"


def command_duties() -> str:
    return "What waits for you"


def command_unit() -> str:
    return "Unit, officers, leave, handover"


def command_settings() -> str:
    return "Language, title, time zone"


def command_help() -> str:
    return "Short help"


def command_cancel() -> str:
    return "Leave what you are filling in"


def deep_link_only() -> str:
    return "Announcements are written in the private chat with the bot."
