"""Chats: groups of Telegram, each linked to one group of units."""

from collections.abc import Sequence

from core.members import Naming
from handlers.texts.en.common import call, lines

# in the group


def how_to_link() -> str:
    return "To see announcements here, the secretariat or a regional coordinator writes /hubungkan in this group."


def choose_in_private(who: Naming) -> str:
    return f"This group is not linked yet. {call(who)}: press Open in bot and choose whose announcements it shows."


def linked_here(place: str, group: str) -> str:
    return f"✓ This group is linked to Simpul Humas {place}: announcements for {group} and regional news appear here."


def parted() -> str:
    return "This group is no longer linked to Simpul Humas. Nothing more will be posted here."


def help_linked() -> str:
    return (
        "Announcements and regional news appear in this group. "
        "Press Read: it is recorded for your unit. /agenda: meetings to come. "
        "Everything else is in the private chat with the bot."
    )


def help_unlinked() -> str:
    return (
        "Simpul Humas connects government PR units in the private chat with the bot. "
        "This group is not linked; the secretariat or a regional coordinator links it by /hubungkan."
    )


# in private


def which_group(title: str, groups: Sequence[str]) -> str:
    return f"Whose announcements shall the Telegram group “{title}” show?\n{lines(groups)}"


def linked(title: str, group: str) -> str:
    return f"✓ The Telegram group “{title}” is linked: announcements for {group} appear there."


def parted_toast(title: str) -> str:
    return f"“{title}” is no longer linked."


def lost(title: str) -> str:
    return (
        f"The bot is no longer in the Telegram group “{title}”, so announcements do not appear there. "
        "Add the bot to it and write /hubungkan there."
    )


def none_yet() -> str:
    return "No Telegram group is linked yet. Add the bot to one and write /hubungkan there."


def listing(chats: Sequence[str]) -> str:
    return f"Linked Telegram groups:\n{lines(chats)}"


def entry(title: str, group: str) -> str:
    return f"{title} ({group})"


def entry_lost(title: str, group: str) -> str:
    return f"{title} · {group} · the bot is no longer there"


# what cannot be done


def not_yours() -> str:
    return "Telegram groups are linked by the secretariat or a regional coordinator. Contact the secretariat if needed."


def admins_only() -> str:
    return "A Telegram group is linked by one of its admins. Ask an admin to make you one, then write /hubungkan again."


def admin_unknown() -> str:
    return (
        "Whether you are an admin of this group could not be read. Make this bot an admin and write /hubungkan again."
    )


def of_another_bureau() -> str:
    return "This Telegram group is linked to another bureau. Ask that bureau to part it first with /putuskan."


def ask_there(title: str) -> str:
    return f"To link the Telegram group “{title}”, write /hubungkan in it, then press Open in bot."


def not_linked() -> str:
    return "This Telegram group is not linked. To link it, write /hubungkan in it."
