"""Kelompok: lists of units that announcements go to, beside the rules that fill themselves."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from core import groups
from core.codec import clean_name
from core.conversations import Form
from core.directory import find_units
from core.errors import Refusal
from core.groups import MAX_NAME
from core.members import GrantRole, Unit
from core.regions import Regions
from core.uow import UnitOfWork
from handlers.actions import EndGroup, Open, ShowGroup
from handlers.context import Talk
from handlers.faces import Choice, Face, Rows, card
from handlers.forms import Asked, Chosen, Given, Kind, NotMine, Option, Question, Rejected, Typed
from handlers.texts import id as t
from handlers.texts.speech import Say, say

SHOWN_UNITS = 30
NEW_GROUP = Open("kelompokbaru")


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """`doubt`: units of which one was meant; `asked`: the words that fitted them all."""

    bureau_id: int
    name: str | None = None
    unit_ids: tuple[int, ...] = ()
    doubt: tuple[int, ...] = ()
    asked: str = ""


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """`taken`: names of the other groups, without regard to capitals."""

    taken: frozenset[str]
    units: tuple[Unit, ...]
    regions: Regions

    def names(self, unit_ids: tuple[int, ...]) -> list[str]:
        by_id = {unit.id: unit.name for unit in self.units}
        return [by_id[unit_id] for unit_id in unit_ids if unit_id in by_id]


class _Name(Question[GroupDraft, GroupFacts]):
    field = "name"

    def ask(self, draft: GroupDraft, facts: GroupFacts) -> Asked:
        return Asked((say(t.groups.write_name),))

    def read(self, draft: GroupDraft, facts: GroupFacts, given: Given) -> GroupDraft | Rejected | NotMine:
        if isinstance(given, Chosen) or given.said.files:
            return NotMine()
        name = given.line
        if not re.search(r"\w", name):
            return Rejected(say(t.groups.name_needed))
        if len(name) > MAX_NAME:
            return Rejected(say(t.groups.name_too_long, limit=MAX_NAME))
        if name.casefold() in facts.taken:
            return Rejected(say(t.groups.name_taken, name=name))
        return replace(draft, name=name)


class _Units(Question[GroupDraft, GroupFacts]):
    """Stays open while units are added; [Simpan] ends the form from here."""

    field = "unit_ids"

    def open(self, draft: GroupDraft, facts: GroupFacts) -> bool:
        return not draft.unit_ids or bool(draft.doubt)

    def ask(self, draft: GroupDraft, facts: GroupFacts) -> Asked:
        if draft.doubt:
            names = facts.names(draft.doubt)
            numbers = tuple(Option(say(t.labels.place, number=n + 1), f"{n}") for n in range(len(names)))
            none = Option(say(t.labels.none_of_these), "none")
            return Asked((say(t.groups.which_unit, words=draft.asked, units=names),), (numbers, (none,)))
        return Asked((say(t.groups.add_units, name=draft.name or "", units=facts.names(draft.unit_ids)),))

    def read(self, draft: GroupDraft, facts: GroupFacts, given: Given) -> GroupDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return _chosen(draft, given.value)
        if given.said.files:
            return NotMine()
        return _added(draft, facts, given.text)

    def empty(self, draft: GroupDraft) -> GroupDraft:
        return replace(draft, unit_ids=draft.unit_ids[:-1], doubt=())


def _chosen(draft: GroupDraft, value: str) -> GroupDraft | NotMine:
    if value == "none":
        return replace(draft, doubt=(), asked="")
    if value.isdecimal() and int(value) < len(draft.doubt):
        return replace(draft, unit_ids=_with(draft.unit_ids, draft.doubt[int(value)]), doubt=(), asked="")
    return NotMine()


def _added(draft: GroupDraft, facts: GroupFacts, text: str) -> GroupDraft | Rejected:
    """Names divided by commas or lines; the first that fits several units is asked about."""
    unit_ids = draft.unit_ids
    for words in [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]:
        found = find_units(words[:100], facts.units, facts.regions)
        if not found:
            return Rejected(say(t.groups.unit_unknown, words=clean_name(words)[:40]))
        if len(found) > 1 and not _same_name(found[0], words):
            return replace(
                draft, unit_ids=unit_ids, doubt=tuple(unit.id for unit in found), asked=clean_name(words)[:40]
            )
        unit_ids = _with(unit_ids, found[0].id)
    return replace(draft, unit_ids=unit_ids, doubt=())


def _same_name(unit: Unit, words: str) -> bool:
    return words.casefold() in (unit.name.casefold(), (unit.abbreviation or "").casefold())


def _with(unit_ids: tuple[int, ...], unit_id: int) -> tuple[int, ...]:
    return unit_ids if unit_id in unit_ids else (*unit_ids, unit_id)


class MakeGroup(Kind[GroupDraft, GroupFacts]):
    name: ClassVar[str] = "group"
    shape: ClassVar[int] = 1
    draft = GroupDraft
    questions = (_Name(), _Units())

    async def facts(
        self, uow: UnitOfWork, regions: Regions, form: Form, draft: GroupDraft, now: datetime
    ) -> GroupFacts:
        taken = frozenset(group.name.casefold() for group in await uow.groups.all(draft.bureau_id))
        return GroupFacts(taken, tuple(await uow.units.all(draft.bureau_id)), regions)

    def review(self, draft: GroupDraft, facts: GroupFacts) -> Asked:
        line = say(t.groups.add_units, name=draft.name or "", units=facts.names(draft.unit_ids))
        return Asked((line,), ((Option(say(t.labels.save), "save"),),))

    def read_more(self, draft: GroupDraft, facts: GroupFacts, given: Typed) -> GroupDraft | Rejected | NotMine:
        """On the review card too a typed name adds a unit."""
        return _Units().read(draft, facts, given)

    async def finish(
        self, talk: Talk, form: Form, draft: GroupDraft, facts: GroupFacts, value: str
    ) -> GroupDraft | None:
        if value != "save":
            return draft
        await groups.make(talk.uow, talk.member, draft.bureau_id, draft.name or "", draft.unit_ids, talk.now)
        last = card(say(t.groups.made, name=draft.name or "", units=len(draft.unit_ids)))
        await talk.around.forms.end(talk, form, last)
        return None

    def holds_content(self, draft: GroupDraft) -> bool:
        return bool(draft.unit_ids)


MAKE_GROUP = MakeGroup()


async def begin(talk: Talk, rest: str) -> None:
    await talk.around.forms.begin(talk, MAKE_GROUP, GroupDraft(_bureau(talk)), on_tapped=True)


async def listing(talk: Talk, rest: str) -> None:
    """/kelompok: all groups with their sizes."""
    offered = (await groups.all_with_units(talk.uow, _bureau(talk)))[:10]
    entries = [say(t.groups.entry, name=group.name, units=len(units)) for group, units in offered]
    numbers = [Choice(say(t.labels.place, number=n), ShowGroup(group.id)) for n, (group, _) in enumerate(offered, 1)]
    rows: Rows = (*(tuple(numbers[first : first + 5]) for first in range(0, len(numbers), 5)),)
    new = Choice(say(t.labels.new_group), NEW_GROUP)
    talk.put(Face((Say("groups.listing", {"groups": entries}),), (*rows, (new,))))


async def show(talk: Talk, action: ShowGroup) -> None:
    group = await talk.uow.groups.get(action.group_id)
    if group is None or group.bureau_id != _bureau(talk):
        raise Refusal("trouble.old_button")
    names = [unit.name for unit in await groups.units_in(talk.uow, group)]
    line = say(
        t.groups.card, name=group.name, units=names[:SHOWN_UNITS], total=len(names), by_rule=group.rule is not None
    )
    back = Choice(say(t.labels.back), Open("kelompok"))
    end = (Choice(say(t.labels.end_group), EndGroup(group.id)),) if group.rule is None else ()
    talk.put(card(line, rows=(end, (back,))))


async def end(talk: Talk, action: EndGroup) -> None:
    group = await groups.end(talk.uow, talk.member, action.group_id, talk.now)
    talk.put(card(say(t.groups.ended, name=group.name)))


def _bureau(talk: Talk) -> int:
    bureau_id = talk.member.bureau_id
    me = talk.member
    if bureau_id is None or not (me.has(GrantRole.SECRETARIAT, bureau_id) or me.has(GrantRole.AUTHOR, bureau_id)):
        raise Refusal("trouble.not_allowed", role=GrantRole.SECRETARIAT.value)
    return bureau_id
