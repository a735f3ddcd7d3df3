"""Kotak masuk: everything that waits for this person, in one list."""

from core.announcements import AnnouncementState
from core.members import GrantRole, Naming, naming
from handlers import announcements
from handlers.actions import Action, OpenCode, OpenMeeting, OpenNews, ResumeForm, ShowApplication
from handlers.context import Talk
from handlers.faces import Choice, Rows, card
from handlers.news.reviewing import waiting_for
from handlers.notices import title
from handlers.texts import id as t
from handlers.texts.speech import Say, at, say

SHOWN = 5


async def listing(talk: Talk, rest: str) -> None:
    """/kotakmasuk: to read, to approve, to decide, to finish."""
    entries = [
        *await _to_approve(talk),
        *await _meetings_to_approve(talk),
        *await _to_decide(talk),
        *await _to_answer(talk),
        *await _to_review(talk),
        *await _to_read(talk),
        *await _drafts(talk),
    ]
    if not entries:
        talk.put(card(say(t.duties.nothing)))
        return
    shown = entries[:SHOWN]
    numbers: Rows = (tuple(Choice(say(t.labels.place, number=n), act) for n, (_, act) in enumerate(shown, 1)),)
    line = Say("duties.listing", {"items": [words for words, _ in shown], "total": len(entries)})
    talk.put(card(line, rows=numbers))


async def _to_read(talk: Talk) -> list[tuple[Say, Action]]:
    entries: list[tuple[Say, Action]] = []
    for found in await talk.uow.announcements.unread(talk.member.person.id):
        content = await talk.uow.announcements.content(found.id, found.current_version)
        words = say(t.duties.to_read, code=found.code, title=title(content.body.text))
        entries.append((words, OpenCode(found.id)))
    return entries


async def _to_approve(talk: Talk) -> list[tuple[Say, Action]]:
    bureau_id = talk.member.bureau_id
    if bureau_id is None or not talk.member.has(GrantRole.APPROVER, bureau_id):
        return []
    entries: list[tuple[Say, Action]] = []
    for found in await announcements.waiting_for(talk.uow, talk.member.person.id, bureau_id):
        author = await talk.uow.members.member(found.author_id, talk.now)
        who = naming(author.person) if author else Naming("")
        if found.state is AnnouncementState.WAITING:
            entries.append((say(t.duties.to_approve, code=found.code, author=who), OpenCode(found.id)))
    return entries


async def _meetings_to_approve(talk: Talk) -> list[tuple[Say, Action]]:
    bureau_id, me = talk.member.bureau_id, talk.member.person.id
    if bureau_id is None or not talk.member.has(GrantRole.APPROVER, bureau_id):
        return []
    entries: list[tuple[Say, Action]] = []
    for found in await talk.uow.meetings.waiting(bureau_id):
        author = await talk.uow.members.member(found.author_id, talk.now) if found.author_id != me else None
        if author is not None:
            words = say(t.duties.to_approve, code=found.code, author=naming(author.person))
            entries.append((words, OpenMeeting(found.id)))
    return entries


async def _to_answer(talk: Talk) -> list[tuple[Say, Action]]:
    owed = await talk.uow.meetings.owed_by(talk.member.person.id, talk.now)
    return [
        (
            say(t.duties.to_answer, code=one.code, title=one.details.title, by=at(one.details.confirm_by)),
            OpenMeeting(one.id),
        )
        for one in owed
    ]


async def _to_decide(talk: Talk) -> list[tuple[Say, Action]]:
    bureau_id = talk.member.bureau_id
    if bureau_id is None or not talk.member.has(GrantRole.SECRETARIAT, bureau_id):
        return []
    entries: list[tuple[Say, Action]] = []
    for one in await talk.uow.registration.waiting(bureau_id):
        person = await talk.uow.members.member(one.person_id, talk.now)
        unit = await talk.uow.units.unit(one.unit_id)
        if person is not None and unit is not None:
            words = say(t.duties.to_decide, name=person.person.name, unit=unit.name)
            entries.append((words, ShowApplication(one.id)))
    return entries


async def go_on(talk: Talk, rest: str) -> None:
    """/lanjut: what was begun last, at the same question."""
    person_id = talk.member.person.id
    opened = await talk.uow.forms.open_of(person_id)
    for form in [opened] if opened else await talk.uow.forms.waiting_of(person_id):
        if await talk.around.forms.resume(talk, form.id):
            return
    await listing(talk, rest)


async def _to_review(talk: Talk) -> list[tuple[Say, Action]]:
    entries: list[tuple[Say, Action]] = []
    for one in await waiting_for(talk):
        unit = await talk.uow.units.unit(one.unit_id)
        entries.append((say(t.duties.to_review, code=one.code, unit=unit.name if unit else ""), OpenNews(one.id)))
    return entries


async def _drafts(talk: Talk) -> list[tuple[Say, Action]]:
    person_id = talk.member.person.id
    opened = await talk.uow.forms.open_of(person_id)
    forms = [*([opened] if opened else []), *await talk.uow.forms.waiting_of(person_id)]
    return [(say(t.duties.draft, kind=form.kind, at=at(form.started_at)), ResumeForm(form.id)) for form in forms]
