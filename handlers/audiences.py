"""To whom: a Kelompok is chosen by number, a few on a page, or typed by name."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from core.groups import Group
from core.members import UnitKind
from handlers.forms import Asked, Option
from handlers.texts import id as t
from handlers.texts.speech import Say, say

OFFERED: Final = 3
"""Groups on a page; the rest is under [Kelompok lain]."""
MORE: Final = "more"

Offered: TypeAlias = Sequence[tuple[Group, int]]
"""Groups, each with how many units it holds now."""


def asked(groups: Offered, page: int) -> Asked:
    shown = _page(groups, page)
    entries = [_entry(group, units) for group, units in shown]
    numbers = tuple(Option(say(t.labels.place, number=n), f"{group.id}") for n, (group, _) in enumerate(shown, 1))
    rows: tuple[tuple[Option, ...], ...] = (numbers,)
    if len(groups) > OFFERED:
        rows = (*rows, (Option(say(t.labels.other_group), MORE),))
    return Asked((Say("announcements.to_whom", {"groups": entries}),), rows)


def next_page(groups: Offered, page: int) -> int:
    return (page + 1) % -(-len(groups) // OFFERED)


def typed(groups: Offered, page: int, text: str) -> Group | None:
    """The group meant by a number of this page or by its name."""
    shown = _page(groups, page)
    if text.isdecimal() and 0 < int(text[:4]) <= len(shown):
        return shown[int(text[:4]) - 1][0]
    return next((group for group, _ in groups if group.name.casefold() == text.casefold()), None)


def _page(groups: Offered, page: int) -> Offered:
    return groups[page * OFFERED :][:OFFERED]


def _entry(group: Group, units: int) -> Say:
    without_media = group.rule is not None and UnitKind.MEDIA in group.rule.without
    return say(t.announcements.group_entry, name=group.name, units=units, without_media=without_media)
