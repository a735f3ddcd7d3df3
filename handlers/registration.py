"""Registering: by a one-time link, or by asking; and what the secretariat does with those who ask."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from core import registration
from core.cards import Card, Subject
from core.codec import clean_name
from core.conversations import Form
from core.directory import find_units
from core.errors import Refusal
from core.members import (
    Address,
    Bureau,
    GrantRole,
    Holder,
    Honorific,
    Member,
    Naming,
    SeatRole,
    Unit,
    UnitKind,
    naming,
)
from core.regions import Regions, title
from core.registration import Application, ApplicationState, Invitation
from core.schedule import Due
from core.uow import UnitOfWork
from core.words import visible
from handlers import menu, settings
from handlers.actions import (
    Decide,
    GreetAs,
    Invite,
    NudgeApplication,
    ShowApplication,
    WithdrawApplication,
    WrongPerson,
)
from handlers.context import Talk
from handlers.faces import Choice, Face, Rows, card
from handlers.forms import (
    Asked,
    Chosen,
    Given,
    Kind,
    Noted,
    NotMine,
    Option,
    Question,
    Rejected,
    Way,
    WithoutReview,
)
from handlers.texts import id as t
from handlers.texts.speech import LANGUAGES, Say, at, say

MAX_NAME = 60
LONGEST_PAYLOAD = 64
"""Telegram gives no more with /start; what is longer was typed."""
SEAT_LABELS = {
    SeatRole.OFFICER: t.labels.officer,
    SeatRole.DEPUTY: t.labels.deputy,
    SeatRole.VIEWER: t.labels.viewer,
    SeatRole.MEMBER: t.labels.forum_member,
}


# --- questions that both ways in share


@dataclass(frozen=True, slots=True)
class JoinDraft:
    """By a link. `moving`: "move" or "both" for somebody who sits elsewhere already."""

    invitation_id: int
    name: str
    moving: str | None = None
    consent: bool | None = None
    renaming: bool = False
    honorific: str | None = None


@dataclass(frozen=True, slots=True)
class JoinFacts:
    office: str
    place: str
    invitation: Invitation
    unit: Unit | None
    elsewhere: tuple[str, ...]
    language: str


def place_of(bureau: Bureau, regions: Regions) -> str:
    """ "Provinsi Bengkulu": where this network is."""
    region = regions.get(bureau.region_code)
    return title(region) if region else bureau.office


def _read_name(text: str) -> str | Rejected:
    name = clean_name(text)
    if not re.search(r"[^\W\d_]", name):
        return Rejected(say(t.registration.name_needed))
    if len(name) > MAX_NAME:
        return Rejected(say(t.registration.name_too_long, limit=MAX_NAME))
    return name


class _JoinName(Question[JoinDraft, JoinFacts]):
    field = "name"

    def open(self, draft: JoinDraft, facts: JoinFacts) -> bool:
        return draft.renaming and bool(draft.consent)

    def ask(self, draft: JoinDraft, facts: JoinFacts) -> Asked:
        return Asked((say(t.registration.write_name),))

    def read(self, draft: JoinDraft, facts: JoinFacts, given: Given) -> JoinDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return NotMine()
        name = _read_name(given.text)
        return name if isinstance(name, Rejected) else replace(draft, name=name, renaming=False)

    def empty(self, draft: JoinDraft) -> JoinDraft:
        return draft


class _Moving(Question[JoinDraft, JoinFacts]):
    field = "moving"

    def open(self, draft: JoinDraft, facts: JoinFacts) -> bool:
        return draft.moving is None and bool(facts.elsewhere) and facts.unit is not None

    def ask(self, draft: JoinDraft, facts: JoinFacts) -> Asked:
        here, there = facts.elsewhere[0], facts.unit.name if facts.unit else ""
        return Asked(
            (say(t.registration.in_another_unit, here=here, there=there),),
            (
                (Option(say(t.labels.move_unit), "move"),),
                (Option(say(t.labels.serve_both), "both"),),
            ),
        )

    def read(self, draft: JoinDraft, facts: JoinFacts, given: Given) -> JoinDraft | NotMine:
        if isinstance(given, Chosen) and given.value in ("move", "both"):
            return replace(draft, moving=given.value)
        return NotMine()


class _JoinConsent(Question[JoinDraft, JoinFacts]):
    """Consent stands alone, never mixed with another choice."""

    field = "consent"

    def ask(self, draft: JoinDraft, facts: JoinFacts) -> Asked:
        return Asked(
            (
                say(
                    t.registration.invited,
                    office=facts.office,
                    place=facts.place,
                    unit=facts.unit.name if facts.unit else "",
                    seat=_value(facts.invitation.seat_role),
                    grant=_value(facts.invitation.grant_role),
                ),
            ),
            (
                (Option(say(t.labels.agree_go_on), "yes"),),
                (Option(say(t.labels.not_me), "no"),),
            ),
            way_out=False,
            beside=settings.other_languages(facts.language),
        )

    def read(self, draft: JoinDraft, facts: JoinFacts, given: Given) -> JoinDraft | NotMine:
        if isinstance(given, Chosen) and given.value in ("yes", "no"):
            return replace(draft, consent=given.value == "yes")
        return NotMine()


class _JoinHonorific(Question[JoinDraft, JoinFacts]):
    field = "honorific"

    def open(self, draft: JoinDraft, facts: JoinFacts) -> bool:
        return draft.honorific is None and bool(draft.consent)

    def ask(self, draft: JoinDraft, facts: JoinFacts) -> Asked:
        bapak, ibu, none = (Option(say(label), value.value) for label, value in settings.TITLES)
        rename = Option(say(t.labels.change_name), "rename")
        return Asked(
            (say(t.registration.which_title, name=draft.name),), ((bapak, ibu), (none,), (rename,)), way_out=False
        )

    def read(self, draft: JoinDraft, facts: JoinFacts, given: Given) -> JoinDraft | NotMine:
        match given:
            case Chosen("rename"):
                return replace(draft, renaming=True)
            case Chosen(value) if value in set(Honorific):
                return replace(draft, honorific=value)
            case _:
                return NotMine()


class Join(WithoutReview, Kind[JoinDraft, JoinFacts]):
    name: ClassVar[str] = "join"
    shape: ClassVar[int] = 1
    draft = JoinDraft
    questions = (_Moving(), _JoinConsent(), _JoinName(), _JoinHonorific())

    async def facts(self, uow: UnitOfWork, regions: Regions, form: Form, draft: JoinDraft, now: datetime) -> JoinFacts:
        found = await uow.registration.invitation(draft.invitation_id)
        if found is None:
            raise Refusal("registration.link_unusable")
        bureau = await uow.units.bureau(found.bureau_id)
        unit = await uow.units.unit(found.unit_id) if found.unit_id is not None else None
        member = await uow.members.member(form.person_id, now)
        seats = member.seats if member else ()
        elsewhere = tuple(seat.unit.name for seat in seats if seat.unit.id != found.unit_id)
        return JoinFacts(bureau.office, place_of(bureau, regions), found, unit, elsewhere, _language(member))

    async def finish(self, talk: Talk, form: Form, draft: JoinDraft, facts: JoinFacts, value: str) -> JoinDraft | None:
        if not draft.consent:
            await self._forget(talk, form)
            return None
        if draft.moving == "move":
            await _leave_seats(talk, facts.invitation.seat_role)
        honorific = Honorific(draft.honorific or Honorific.NONE)
        await registration.join(talk.uow, talk.member, draft.invitation_id, draft.name, honorific, talk.now)
        await talk.uow.forms.end(form.id)
        await talk.uow.cards.forget(Subject.FORM, form.id)
        talk.put(await _joined_face(talk, facts, Naming(draft.name, honorific)))
        await welcome(talk, talk.member, facts.unit)
        return None

    async def _forget(self, talk: Talk, form: Form) -> None:
        await registration.decline(talk.uow, talk.member, talk.now)
        await talk.uow.forms.end(form.id)
        await talk.uow.cards.forget(Subject.FORM, form.id)
        talk.put(Face((say(t.registration.not_kept),)))


async def _leave_seats(talk: Talk, role: SeatRole | None) -> None:
    for seat in talk.member.seats:
        if seat.role is role:
            await talk.uow.members.unseat(seat.id, talk.now)


async def _joined_face(talk: Talk, facts: JoinFacts, who: Naming) -> Face:
    unit, seat = facts.unit, facts.invitation.seat_role
    holders = await talk.uow.members.holders(unit.id, talk.now) if unit else []
    deputies = [naming(one.person) for one in holders if one.role is SeatRole.DEPUTY]
    line = say(
        t.registration.joined,
        who=who,
        unit=unit.name if unit else "",
        seat=_value(seat),
        grant=_value(facts.invitation.grant_role),
        since=at(talk.now),
        deputies=deputies,
    )
    rows: Rows = ()
    if unit and seat is SeatRole.OFFICER and not deputies:
        rows = ((Choice(say(t.labels.name_deputy), Invite(unit.id, SeatRole.DEPUTY.value)),),)
    return card(line, rows=rows)


async def welcome(talk: Talk, member: Member, unit: Unit | None) -> None:
    """The keys, and what is still in force for the unit."""
    fresh = await talk.uow.members.member(member.person.id, talk.now) or member
    count = 0
    if unit is not None:
        count = await talk.uow.announcements.hand_over(
            member.person.id, unit.id, fresh.address.id, talk.now - menu.STILL_VALID, menu.AT_MOST_VALID
        )
    words = say(t.start.keys_and_announcements, count=count) if count else say(t.start.keys_below)
    talk.tell(fresh.address.id, Face((words,), keys=menu.keys_for(fresh)))


# --- asking without a link


@dataclass(frozen=True, slots=True)
class ApplyDraft:
    name: str
    found: tuple[int, ...] = ()
    unit_id: int | None = None
    role: str | None = None
    adult: bool | None = None
    consent: bool | None = None
    renaming: bool = False


@dataclass(frozen=True, slots=True)
class ApplyFacts:
    place: str
    units: tuple[Unit, ...]
    regions: Regions
    language: str

    def unit(self, unit_id: int | None) -> Unit | None:
        return next((unit for unit in self.units if unit.id == unit_id), None)

    def title(self, unit_id: int) -> str:
        unit = self.unit(unit_id)
        return unit_title(unit) if unit else ""


def unit_title(unit: Unit) -> str:
    """The full name, with its region where the name does not say it."""
    if unit.region_name in unit.name:
        return unit.name
    return f"{unit.name}, {unit.region_name}"


class _WhichUnit(Question[ApplyDraft, ApplyFacts]):
    field = "unit_id"

    def ask(self, draft: ApplyDraft, facts: ApplyFacts) -> Asked:
        if not draft.found:
            languages = settings.other_languages(facts.language)
            return Asked((say(t.start.welcome, place=facts.place),), way_out=False, beside=languages)
        titles = [facts.title(unit_id) for unit_id in draft.found]
        numbers = tuple(Option(say(t.labels.place, number=n + 1), f"{n}") for n in range(len(titles)))
        none = Option(say(t.labels.none_of_these), "none")
        return Asked((say(t.registration.which_unit, units=titles),), (*_fives(numbers), (none,)), way_out=False)

    def read(
        self, draft: ApplyDraft, facts: ApplyFacts, given: Given
    ) -> ApplyDraft | Noted[ApplyDraft] | Rejected | NotMine:
        if isinstance(given, Chosen):
            return self._chosen(draft, given.value)
        if given.text.isdecimal() and 0 < int(given.text[:4]) <= len(draft.found):
            return self._chosen(draft, f"{int(given.text[:4]) - 1}")
        return self._named(draft, facts, given.line)

    def _chosen(self, draft: ApplyDraft, value: str) -> ApplyDraft | NotMine:
        if value == "none":
            return replace(draft, found=())
        if value.isdecimal() and int(value) < len(draft.found):
            return replace(draft, unit_id=draft.found[int(value)])
        return NotMine()

    def _named(self, draft: ApplyDraft, facts: ApplyFacts, words: str) -> ApplyDraft | Rejected:
        if not visible(words):
            return Rejected(say(t.registration.unit_needed))
        found = find_units(words[:100], facts.units, facts.regions)
        if not found:
            return Rejected(say(t.registration.unit_unknown, words=words[:40]))
        if len(found) == 1:
            return replace(draft, unit_id=found[0].id, found=(found[0].id,))
        return replace(draft, found=tuple(unit.id for unit in found))

    def empty(self, draft: ApplyDraft) -> ApplyDraft:
        return replace(draft, unit_id=None, found=())


class _WhichSeat(Question[ApplyDraft, ApplyFacts]):
    field = "role"

    def ask(self, draft: ApplyDraft, facts: ApplyFacts) -> Asked:
        unit = facts.unit(draft.unit_id)
        roles = [SeatRole.OFFICER, SeatRole.DEPUTY, SeatRole.VIEWER]
        if unit is not None and unit.kind is UnitKind.GENRE:
            roles = [SeatRole.MEMBER, SeatRole.OFFICER]
        options = tuple((Option(say(SEAT_LABELS[role]), role.value),) for role in roles)
        return Asked((say(t.registration.which_seat, unit=unit.name if unit else ""),), options)

    def read(self, draft: ApplyDraft, facts: ApplyFacts, given: Given) -> ApplyDraft | NotMine:
        if isinstance(given, Chosen) and given.value in set(SeatRole):
            return replace(draft, role=given.value)
        return NotMine()


class _Age(Question[ApplyDraft, ApplyFacts]):
    """Only the answer is kept: of age or not."""

    field = "adult"

    def open(self, draft: ApplyDraft, facts: ApplyFacts) -> bool:
        return draft.role == SeatRole.MEMBER.value and not draft.adult

    def ask(self, draft: ApplyDraft, facts: ApplyFacts) -> Asked:
        if draft.adult is False:
            leave = Option(say(t.labels.cancel), Way.LEAVE)
            forum = facts.title(draft.unit_id or 0)
            return Asked((say(t.registration.under_age, forum=forum),), ((leave,),), way_out=False)
        return Asked(
            (say(t.registration.how_old),),
            ((Option(say(t.labels.adult), "adult"),), (Option(say(t.labels.minor), "minor"),)),
        )

    def read(self, draft: ApplyDraft, facts: ApplyFacts, given: Given) -> ApplyDraft | NotMine:
        if isinstance(given, Chosen) and given.value in ("adult", "minor"):
            return replace(draft, adult=given.value == "adult")
        return NotMine()


class _ApplyName(Question[ApplyDraft, ApplyFacts]):
    field = "name"

    def open(self, draft: ApplyDraft, facts: ApplyFacts) -> bool:
        return draft.renaming

    def ask(self, draft: ApplyDraft, facts: ApplyFacts) -> Asked:
        return Asked((say(t.registration.write_name),))

    def read(self, draft: ApplyDraft, facts: ApplyFacts, given: Given) -> ApplyDraft | Rejected | NotMine:
        if isinstance(given, Chosen):
            return NotMine()
        name = _read_name(given.text)
        return name if isinstance(name, Rejected) else replace(draft, name=name, renaming=False)

    def empty(self, draft: ApplyDraft) -> ApplyDraft:
        return draft


class _ApplyConsent(Question[ApplyDraft, ApplyFacts]):
    field = "consent"

    def ask(self, draft: ApplyDraft, facts: ApplyFacts) -> Asked:
        return Asked(
            (say(t.registration.consent, name=draft.name),),
            (
                (Option(say(t.labels.agree_send), "yes"),),
                (Option(say(t.labels.change_name), "rename"),),
            ),
        )

    def read(self, draft: ApplyDraft, facts: ApplyFacts, given: Given) -> ApplyDraft | NotMine:
        match given:
            case Chosen("yes"):
                return replace(draft, consent=True)
            case Chosen("rename"):
                return replace(draft, renaming=True)
            case _:
                return NotMine()


class Apply(WithoutReview, Kind[ApplyDraft, ApplyFacts]):
    name: ClassVar[str] = "apply"
    shape: ClassVar[int] = 1
    draft = ApplyDraft
    questions = (_WhichUnit(), _WhichSeat(), _Age(), _ApplyName(), _ApplyConsent())

    async def facts(
        self, uow: UnitOfWork, regions: Regions, form: Form, draft: ApplyDraft, now: datetime
    ) -> ApplyFacts:
        bureau = (await uow.units.bureaus())[0]
        member = await uow.members.member(form.person_id, now)
        units = tuple(await uow.units.all(bureau.id))
        return ApplyFacts(place_of(bureau, regions), units, regions, _language(member))

    async def finish(
        self, talk: Talk, form: Form, draft: ApplyDraft, facts: ApplyFacts, value: str
    ) -> ApplyDraft | None:
        made = await registration.apply(
            talk.uow, talk.member, draft.unit_id or 0, SeatRole(draft.role or ""), draft.name, talk.now
        )
        mine = talk.member.address.id
        await talk.uow.cards.become(mine, (Subject.FORM, form.id), (Subject.APPLICANT, made.id))
        await talk.uow.forms.end(form.id)
        await talk.show(Subject.APPLICANT, made.id)
        return None


JOIN = Join()
APPLY = Apply()


def _fives(options: Sequence[Option]) -> tuple[tuple[Option, ...], ...]:
    return tuple(tuple(options[first : first + 5]) for first in range(0, len(options), 5))


def _language(member: Member | None) -> str:
    return member.person.language if member else LANGUAGES[0]


def _value(role: SeatRole | GrantRole | None) -> str:
    return role.value if role is not None else ""


# --- cards


async def application_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    """The secretariat's: who asks for what, who sits there now, and what was decided."""
    found = await uow.registration.application(shown.subject_id)
    if found is None:
        return None
    unit = await uow.units.unit(found.unit_id)
    applicant = await uow.members.member(found.person_id, found.asked_at)
    if unit is None or applicant is None:
        return None
    asked = say(
        t.registration.application,
        name=applicant.person.name,
        username=applicant.address.username or "",
        seat=found.role.value,
        unit=unit.name,
    )
    if found.state is not ApplicationState.WAITING:
        return card(asked, *await _decision(uow, found))
    now = found.nudged_at or found.asked_at
    sitting = [one for one in await uow.members.holders(unit.id, now) if one.role is found.role]
    lines = (asked, *_sitting(found.role, sitting)) if found.role is SeatRole.OFFICER else (asked,)
    return card(*lines, rows=_decision_rows(found, sitting))


def _sitting(role: SeatRole, holders: Sequence[Holder]) -> tuple[Say, ...]:
    if not holders:
        return ()
    who = [naming(one.person) for one in holders]
    return (say(t.registration.sits_now, seat=role.value, who=who, since=at(min(one.since for one in holders))),)


def _decision_rows(found: Application, sitting: Sequence[Holder]) -> Rows:
    refuse = Choice(say(t.labels.refuse), Decide(found.id, "refuse"))
    if found.role is SeatRole.OFFICER and sitting:
        return (
            (Choice(say(t.labels.accept_replace), Decide(found.id, "replace")),),
            (Choice(say(t.labels.as_deputy), Decide(found.id, "deputy")),),
            (refuse,),
        )
    return ((Choice(say(t.labels.accept), Decide(found.id, "accept")), refuse),)


async def _decision(uow: UnitOfWork, found: Application) -> tuple[Say, ...]:
    if found.state is ApplicationState.WITHDRAWN or found.decided_by is None or found.decided_at is None:
        return (say(t.registration.withdrawn_by_applicant),)
    by = await uow.members.member(found.decided_by, found.decided_at)
    who = naming(by.person) if by else Naming("")
    if found.state is ApplicationState.REFUSED:
        return (say(t.registration.refused_by, who=who, at=at(found.decided_at)),)
    told = say(t.registration.accepted_by, who=who, at=at(found.decided_at))
    replaced = await uow.members.member(found.replaced_id, found.decided_at) if found.replaced_id else None
    return (told, say(t.registration.was_told, who=naming(replaced.person))) if replaced else (told,)


async def applicant_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    found = await uow.registration.application(shown.subject_id)
    if found is None:
        return None
    withdraw = Choice(say(t.labels.withdraw), WithdrawApplication(found.id))
    match found.state:
        case ApplicationState.WAITING:
            return card(say(t.registration.application_sent, at=at(found.asked_at)), rows=((withdraw,),))
        case ApplicationState.ACCEPTED:
            return card(say(t.registration.application_accepted, at=at(found.decided_at or found.asked_at)))
        case ApplicationState.REFUSED:
            return card(say(t.registration.application_refused))
        case ApplicationState.WITHDRAWN:
            return card(say(t.registration.application_withdrawn))


async def invitation_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
    """Who came by the link; [Bukan orangnya] for two days."""
    found = await uow.registration.invitation(shown.subject_id)
    if found is None or found.used_by is None or found.used_at is None:
        return None
    unit = await uow.units.unit(found.unit_id) if found.unit_id is not None else None
    name = unit.name if unit else ""
    if found.ended_at is not None:
        return card(say(t.registration.invitation_taken_back, unit=name))
    who = await uow.members.member(found.used_by, found.used_at)
    line = say(
        t.registration.invitation_used,
        unit=name,
        seat=_value(found.seat_role),
        grant=_value(found.grant_role),
        who=Naming(who.person.name if who else ""),
        at=at(found.used_at),
    )
    return card(line, rows=((Choice(say(t.labels.wrong_person), WrongPerson(found.id)),),))


# --- what people do


async def start(talk: Talk, payload: str) -> None:
    """/start: a link, a newcomer, or somebody who comes back."""
    if 0 < len(payload) <= LONGEST_PAYLOAD:
        await _start_by_link(talk, payload)
    elif talk.member.registered:
        talk.reply(Face((say(t.start.hello),), keys=menu.keys_for(talk.member)))
    else:
        form = await talk.uow.forms.open_of(talk.member.person.id)
        if form is None or not await talk.around.forms.resume(talk, form.id):
            await newcomer(talk, "")


async def _start_by_link(talk: Talk, token: str) -> None:
    found = await registration.find_invitation(talk.uow, token, talk.now)
    if found is None:
        rows = ((Choice(say(t.labels.register), menu.OPEN_REGISTER), Choice(say(t.labels.help_), menu.OPEN_HELP)),)
        talk.reply(card(say(t.registration.link_unusable), rows=rows))
        return
    person = talk.member.person
    draft = JoinDraft(found.id, person.name or talk.event.sender.name)
    await talk.around.forms.begin(talk, JOIN, draft)


async def newcomer(talk: Talk, rest: str) -> None:
    """Somebody who holds no seat: their application if one waits, else the first question."""
    waiting = await talk.uow.registration.waiting_of(talk.member.person.id)
    if waiting is not None:
        talk.put(_waits_face(waiting))
        return
    draft = ApplyDraft(talk.member.person.name or talk.event.sender.name)
    await talk.around.forms.begin(talk, APPLY, draft, on_tapped=True)


def _waits_face(waiting: Application) -> Face:
    remind = Choice(say(t.labels.remind), NudgeApplication(waiting.id))
    withdraw = Choice(say(t.labels.withdraw), WithdrawApplication(waiting.id))
    return card(say(t.registration.application_waits, at=at(waiting.asked_at)), rows=((remind, withdraw),))


async def withdraw(talk: Talk, action: WithdrawApplication) -> None:
    await registration.withdraw(talk.uow, talk.member, action.application_id, talk.now)
    rows = ((Choice(say(t.labels.register), menu.OPEN_REGISTER),),)
    talk.put(card(say(t.registration.application_withdrawn), rows=rows))


async def forget(uow: UnitOfWork, due: Due, now: datetime) -> None:
    await registration.forget_stranger(uow, due.subject_id, now)


async def nudge(talk: Talk, action: NudgeApplication) -> None:
    reminded = await registration.nudge(talk.uow, talk.member, action.application_id, talk.now)
    talk.toast(say(t.registration.nudged) if reminded else say(t.registration.nudged_today))


async def decide(talk: Talk, action: Decide) -> None:
    """The secretariat's answer, and what the newcomer and those replaced read of it."""
    if action.how == "refuse":
        await registration.refuse(talk.uow, talk.member, action.application_id, talk.now)
        return
    role = SeatRole.DEPUTY if action.how == "deputy" else None
    found, replaced = await registration.accept(
        talk.uow, talk.member, action.application_id, talk.now, role=role, replace=action.how == "replace"
    )
    unit = await talk.uow.units.unit(found.unit_id)
    applicant = await talk.uow.members.member(found.person_id, talk.now)
    if unit is None or applicant is None:
        return
    given = role or found.role
    await _welcome_aboard(talk, applicant, unit, given)
    await _thank(talk, replaced, unit, given, applicant.person.name)


async def _welcome_aboard(talk: Talk, applicant: Member, unit: Unit, role: SeatRole) -> None:
    address = applicant.address.id
    talk.tell(address, card(say(t.registration.welcome_aboard, seat=role.value, unit=unit.name)))
    await welcome(talk, applicant, unit)
    if applicant.person.honorific is Honorific.NONE:
        bapak, ibu, none = (Choice(say(label), GreetAs(value.value)) for label, value in settings.TITLES)
        talk.tell(address, card(say(t.registration.choose_title), rows=((bapak, ibu), (none,))))


async def _thank(talk: Talk, replaced: Sequence[Address], unit: Unit, role: SeatRole, by: str) -> None:
    for address in replaced:
        old = await talk.uow.members.member(address.person_id or 0, talk.now)
        if old is not None:
            who = naming(old.person)
            line = say(t.registration.thanked, who=who, seat=role.value, unit=unit.name, by=by)
            talk.tell(address.id, Face((line,), keys=menu.keys_for(old)))


async def greet_as(talk: Talk, action: GreetAs) -> None:
    honorific = Honorific(action.honorific) if action.honorific in set(Honorific) else Honorific.NONE
    await talk.uow.members.greet_as(talk.member.person.id, honorific)
    talk.put(card(say(t.registration.title_kept, who=Naming(talk.member.person.name, honorific))))


async def wrong_person(talk: Talk, action: WrongPerson) -> None:
    found = await registration.object_to(talk.uow, talk.member, action.invitation_id, talk.now)
    unit = await talk.uow.units.unit(found.unit_id) if found.unit_id is not None else None
    gone = await talk.uow.members.member(found.used_by or 0, talk.now)
    if gone is not None:
        line = say(t.registration.seat_taken_back, unit=unit.name if unit else "")
        talk.tell(gone.address.id, Face((line,), keys=menu.keys_for(gone)))


async def show_application(talk: Talk, action: ShowApplication) -> None:
    await talk.show(Subject.APPLICATION, action.application_id, anew=True)


async def applications(talk: Talk, rest: str) -> None:
    """/permohonan: those who wait, the oldest first."""
    bureau_id = talk.member.bureau_id
    if bureau_id is None or not talk.member.has(GrantRole.SECRETARIAT, bureau_id):
        raise Refusal("trouble.not_allowed", role=GrantRole.SECRETARIAT.value)
    waiting = await talk.uow.registration.waiting(bureau_id)
    if not waiting:
        talk.put(card(say(t.units.no_applications)))
    for one in waiting[:5]:
        await talk.show(Subject.APPLICATION, one.id, anew=True)
