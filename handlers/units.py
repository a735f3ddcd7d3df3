"""Units: their cards, the directory of the bureau, and links that invite people into them."""

from core import registration
from core.cards import Subject
from core.channels import Said
from core.codec import clean_name
from core.directory import find_units
from core.errors import Refusal
from core.members import GrantRole, Holder, SeatRole, Unit, UnitKind, naming
from handlers.actions import ChooseSeat, Invite, Open, ShowUnit, UnitPage
from handlers.context import Talk
from handlers.faces import Choice, Line, Rows, card
from handlers.registration import SEAT_LABELS, unit_title
from handlers.texts import id as t
from handlers.texts.speech import Say, at, say

A_PAGE = 5
LONGEST_SEARCH = 40
RIGHTS = (
    (t.labels.secretariat, GrantRole.SECRETARIAT),
    (t.labels.author, GrantRole.AUTHOR),
    (t.labels.approver, GrantRole.APPROVER),
)


async def mine(talk: Talk, rest: str) -> None:
    """/unit: the own unit, a choice of them, or (with a name) another one."""
    if rest:
        await _named(talk, rest)
        return
    units = list({seat.unit.id: seat.unit for seat in talk.member.seats}.values())
    if len(units) == 1:
        await _show(talk, units[0])
    elif units:
        _choose(talk, units)
    else:
        talk.put(card(say(t.units.write_name)))


async def show(talk: Talk, action: ShowUnit) -> None:
    unit = await talk.uow.units.unit(action.unit_id)
    if unit is None:
        raise Refusal("trouble.old_button")
    await _show(talk, unit)


async def searched(talk: Talk, said: Said) -> bool:
    """A short text is searched: a unit that it names opens."""
    words = said.content.text.strip()
    if said.files or said.other or not words or len(words) > LONGEST_SEARCH:
        return False
    return await _named(talk, words)


async def _named(talk: Talk, words: str) -> bool:
    bureau_id = talk.member.bureau_id
    units = await talk.uow.units.all(bureau_id) if bureau_id is not None else []
    found = find_units(words, units, talk.around.regions)
    if not found:
        talk.put(card(say(t.trouble.no_match, words=clean_name(words)[:LONGEST_SEARCH])))
    elif len(found) == 1:
        await _show(talk, found[0])
    else:
        _choose(talk, found)
    return True


def _choose(talk: Talk, units: list[Unit]) -> None:
    numbers = tuple(Choice(say(t.labels.place, number=n), ShowUnit(unit.id)) for n, unit in enumerate(units, 1))
    talk.put(card(say(t.units.choose, units=[unit_title(unit) for unit in units]), rows=(numbers,)))


async def _show(talk: Talk, unit: Unit) -> None:
    """Counts for everybody; names only for the unit itself and the secretariat."""
    holders = await talk.uow.members.holders(unit.id, talk.now)
    counts = {role: sum(1 for one in holders if one.role is role) for role in SeatRole}
    lines: list[Line] = [
        say(
            t.units.card,
            unit=unit.name,
            region=unit.region_name,
            officers=counts[SeatRole.OFFICER],
            deputies=counts[SeatRole.DEPUTY],
            viewers=counts[SeatRole.VIEWER],
            members=counts[SeatRole.MEMBER],
        )
    ]
    if _knows_names(talk, unit):
        lines += [
            say(
                t.units.holder,
                who=naming(one.person),
                seat=one.role.value,
                since=at(one.since),
                reachable=one.reachable,
            )
            for one in holders
        ]
    talk.put(card(*lines, rows=_unit_rows(talk, unit)))


def _holder(one: Holder) -> Say:
    who, since = naming(one.person), at(one.since)
    return say(t.units.holder, who=who, seat=one.role.value, since=since, reachable=one.reachable)


def _knows_names(talk: Talk, unit: Unit) -> bool:
    sits = any(seat.unit.id == unit.id for seat in talk.member.seats)
    return sits or talk.member.has(GrantRole.SECRETARIAT, unit.bureau_id)


def _unit_rows(talk: Talk, unit: Unit) -> Rows:
    if talk.member.has(GrantRole.SECRETARIAT, unit.bureau_id):
        return ((Choice(say(t.labels.invite), ChooseSeat(unit.id)),),)
    if any(seat.unit.id == unit.id and seat.role is SeatRole.OFFICER for seat in talk.member.seats):
        return ((Choice(say(t.labels.name_deputy), Invite(unit.id, SeatRole.DEPUTY.value)),),)
    return ()


# --- the secretariat's desk


async def desk(talk: Talk, rest: str) -> None:
    """/anggota: how many units, who waits, and what can be done."""
    bureau_id = _secretariat(talk)
    bureau = await talk.uow.units.bureau(bureau_id)
    units = await talk.uow.units.all(bureau_id)
    waiting = await talk.uow.registration.waiting(bureau_id)
    rows = (
        (Choice(say(t.labels.invite), UnitPage(0)),),
        (Choice(say(t.labels.applications), Open("permohonan")), Choice(say(t.labels.groups), Open("kelompok"))),
        (Choice(say(t.labels.rights), ChooseSeat(0)), Choice(say(t.labels.chats), Open("grup"))),
    )
    talk.put(card(say(t.units.bureau, office=bureau.office, units=len(units), waiting=len(waiting)), rows=rows))


async def page(talk: Talk, action: UnitPage) -> None:
    """All units, five a page, on one card."""
    units = await talk.uow.units.all(_secretariat(talk))
    first = min(action.first, max(0, len(units) - 1)) // A_PAGE * A_PAGE
    shown = units[first : first + A_PAGE]
    numbers = tuple(Choice(say(t.labels.place, number=n), ShowUnit(unit.id)) for n, unit in enumerate(shown, 1))
    turns = []
    if first:
        turns.append(Choice(say(t.labels.previous), UnitPage(first - A_PAGE)))
    if first + A_PAGE < len(units):
        turns.append(Choice(say(t.labels.next_), UnitPage(first + A_PAGE)))
    names = [unit_title(unit) for unit in shown]
    line = say(t.units.page, units=names, first=first + 1, total=len(units))
    talk.put(card(line, rows=(numbers, tuple(turns), (Choice(say(t.labels.back), Open("anggota")),))))


async def choose_seat(talk: Talk, action: ChooseSeat) -> None:
    """For which seat of the unit, or which right in the bureau, shall the link be?"""
    _secretariat(talk)
    if not action.unit_id:
        choices = [Choice(say(label), Invite(0, role.value)) for label, role in RIGHTS]
        talk.put(card(say(t.units.which_right), rows=tuple((choice,) for choice in choices)))
        return
    unit = await talk.uow.units.unit(action.unit_id)
    if unit is None:
        raise Refusal("trouble.old_button")
    roles = [SeatRole.OFFICER, SeatRole.DEPUTY, SeatRole.VIEWER]
    if unit.kind is UnitKind.GENRE:
        roles.append(SeatRole.MEMBER)
    rows = tuple((Choice(say(SEAT_LABELS[role]), Invite(unit.id, role.value)),) for role in roles)
    talk.put(card(say(t.units.which_seat, unit=unit.name), rows=rows))


async def invite(talk: Talk, action: Invite) -> None:
    """A one-time link, to be passed on; its card tells later who came by it."""
    unit = await talk.uow.units.unit(action.unit_id) if action.unit_id else None
    bureau_id = unit.bureau_id if unit else talk.member.bureau_id
    if bureau_id is None or (action.unit_id and unit is None):
        raise Refusal("trouble.old_button")
    seat = SeatRole(action.role) if unit else None
    grant = None if unit else GrantRole(action.role)
    made, token = await registration.invite(
        talk.uow, talk.member, bureau_id, talk.now, unit_id=action.unit_id or None, seat_role=seat, grant_role=grant
    )
    link = talk.around.links.start(token)
    line = say(
        t.registration.invitation,
        unit=unit.name if unit else "",
        seat=seat.value if seat else "",
        grant=grant.value if grant else "",
        until=at(made.expires_at),
    )
    talk.put(card(line, say(t.registration.link, link=link), rows=((Choice(say(t.labels.copy_link), copy=link),),)))
    await talk.uow.cards.adopt(talk.member.address.id, Subject.INVITATION, made.id, _tapped(talk))


def _tapped(talk: Talk) -> int:
    if talk.pressed is None:
        raise Refusal("trouble.old_button")
    return talk.pressed.message_id


def _secretariat(talk: Talk) -> int:
    bureau_id = talk.member.bureau_id
    if bureau_id is None or not talk.member.has(GrantRole.SECRETARIAT, bureau_id):
        raise Refusal("trouble.not_allowed", role=GrantRole.SECRETARIAT.value)
    return bureau_id
