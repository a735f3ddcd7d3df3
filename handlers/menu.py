"""Keys and menus by role: four keys below the screen, everything else under [Lainnya].

A person with two roles gets the keys of the higher one, and all lines in [Lainnya].
"""

from datetime import timedelta
from typing import Final

from core.members import GrantRole, Member, SeatRole, UnitKind
from core.news import reviews_somewhere
from handlers.actions import Open
from handlers.faces import Choice, KeyRows, Rows, in_rows
from handlers.texts import id as t
from handlers.texts.speech import Say, say

STILL_VALID: Final = timedelta(days=14)
AT_MOST_VALID: Final = 3
"""A newcomer is handed at most so many announcements, none older than this."""

OPEN_HELP: Final = Open("bantuan")
OPEN_REGISTER: Final = Open("daftar")

DUTIES, NEWS, MEETINGS, MORE = t.labels.duties, t.labels.send_news, t.labels.meetings, t.labels.more


def _keys(*rows: tuple[Say, ...]) -> KeyRows:
    return rows


AUTHOR_KEYS: Final = _keys((say(t.labels.announce), say(t.labels.follow)), (say(t.labels.duties), say(t.labels.more)))
APPROVER_KEYS: Final = _keys(
    (say(t.labels.approvals), say(t.labels.follow)), (say(t.labels.meetings), say(t.labels.more))
)
OFFICER_KEYS: Final = _keys(
    (say(t.labels.duties), say(t.labels.send_news)), (say(t.labels.meetings), say(t.labels.more))
)
YOUTH_KEYS: Final = _keys(
    (say(t.labels.send_news), say(t.labels.regional_news)), (say(t.labels.agenda), say(t.labels.more))
)
MEDIA_KEYS: Final = _keys((say(t.labels.releases), say(t.labels.agenda)), (say(t.labels.check), say(t.labels.more)))


def keys_for(member: Member) -> KeyRows:
    """The four keys; none for somebody who holds nothing."""
    if not member.registered:
        return ()
    if member.has(GrantRole.AUTHOR) or member.has(GrantRole.SECRETARIAT):
        return AUTHOR_KEYS
    if member.has(GrantRole.APPROVER):
        return APPROVER_KEYS
    kinds = {seat.unit.kind for seat in member.seats}
    if kinds == {UnitKind.MEDIA}:
        return MEDIA_KEYS
    if kinds == {UnitKind.GENRE} and all(seat.role is SeatRole.MEMBER for seat in member.seats):
        return YOUTH_KEYS
    return OFFICER_KEYS


def more_rows(member: Member) -> Rows:
    """What [Lainnya] lists: everything this person may open that is not on a key."""
    shown = {label.key for row in keys_for(member) for label in row}
    entries = [
        (t.labels.announce, "umumkan", member.has(GrantRole.AUTHOR)),
        (t.labels.follow, "pantau", member.has(GrantRole.AUTHOR) or member.has(GrantRole.APPROVER)),
        (t.labels.approvals, "persetujuan", member.has(GrantRole.APPROVER)),
        (t.labels.duties, "kotakmasuk", True),
        (t.labels.send_news, "kabar", bool(member.seats)),
        (t.labels.meetings, "rapat", say(t.labels.agenda).key not in shown),
        (t.labels.regional_news, "kabardaerah", True),
        (t.labels.review_news, "tinjau", reviews_somewhere(member)),
        (t.labels.members, "anggota", member.has(GrantRole.SECRETARIAT)),
        (t.labels.my_unit, "unit", bool(member.seats)),
        (t.labels.settings, "pengaturan", True),
        (t.labels.help_, "bantuan", True),
    ]
    choices = [
        Choice(say(label), Open(command)) for label, command, may in entries if may and say(label).key not in shown
    ]
    return in_rows(choices)
