"""Groups: lists of units, by hand or by rule."""

from collections.abc import Sequence

from handlers.texts.en.common import counted, lines, number


def listing(groups: Sequence[str]) -> str:
    return f"Groups:\n{lines(groups)}"


def entry(name: str, units: int) -> str:
    return f"{name} ({counted(units, 'unit')})"


def card(name: str, units: Sequence[str], total: int, by_rule: bool) -> str:
    how = "filled by rule" if by_rule else "put together by hand"
    rest = f"\n… and {number(total - len(units))} more" if total > len(units) else ""
    return f"{name}: {counted(total, 'unit')}, {how}.\n{lines(units)}{rest}"


def write_name() -> str:
    return "Write the name of the group, for example: Tim Natal"


def name_too_long(limit: int) -> str:
    return f"The name of a group has at most {limit} characters. Write a shorter one, for example: Tim Natal"


def name_needed() -> str:
    return "No name could be read. Write it in letters, for example: Tim Natal"


def add_units(name: str, units: Sequence[str]) -> str:
    so_far = f"\n{lines(units)}" if units else " none yet."
    return (
        f"Group {name}. Its units:{so_far}\nWrite the name of a unit to add it, one a message or separated by commas."
    )


def which_unit(words: str, units: Sequence[str]) -> str:
    return f"“{words}” fits several units. Which one?\n{lines(units)}"


def unit_unknown(words: str) -> str:
    return f"No unit “{words}” was found. Write the agency and its region, for example: polres kaur"


def made(name: str, units: int) -> str:
    return f"✓ Group {name} is saved: {counted(units, 'unit')}. It can be chosen for announcements."


def ended(name: str) -> str:
    return f"✓ Group {name} is deleted. Its units stay registered."


def empty() -> str:
    return "This group has no units yet. Write the name of a unit, for example: polres kaur"


def name_taken(name: str) -> str:
    return f"There is a group “{name}” already. Write another name, for example: Tim Natal 2026"


def has_chats(name: str, chats: Sequence[str]) -> str:
    used_by = ", ".join(f"“{chat}”" for chat in chats)
    return f"Group {name} is used by the Telegram groups {used_by}. Part them first, by /grup."


def kept_by_rule(name: str) -> str:
    return f"Group {name} is filled by rule and cannot be deleted."
