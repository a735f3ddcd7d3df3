"""Chats: groups of Telegram, each linked to one group of units."""

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
