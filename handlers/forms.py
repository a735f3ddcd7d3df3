"""Forms: a draft with holes and the questions that fill them. The bot asks the first hole.

A form is a frozen draft, an ordered tuple of questions, and one function that finishes it. Which question stands open
follows from the draft alone, so a restart, another replica or three days change nothing: what is stored is the draft,
in the same commit as the event that changed it.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from core.cards import Subject
from core.channels import Said
from core.codec import Json, JsonObject, clean_name, pick
from core.conversations import Form
from core.errors import Refusal
from core.members import Member
from core.regions import Regions
from core.secrecy import is_secret
from core.uow import UnitOfWork
from handlers import faces
from handlers.actions import Answer
from handlers.context import Talk
from handlers.faces import Choice, Face, Line, Rows
from handlers.texts import id as t
from handlers.texts import speech
from handlers.texts.speech import Say, say, told

D = TypeVar("D")
F = TypeVar("F")


class Way(StrEnum):
    """Values that every form understands; a question's own values are never one of these."""

    BACK = "<"
    LEAVE = "x"
    KEEP = "k"
    DROP = "d"
    STAY = "s"
    AGAIN = "r"


@dataclass(frozen=True, slots=True)
class Chosen:
    value: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was written or sent; `media` are its files, registered (only for a question that takes files)."""

    said: Said
    media: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return self.said.content.text.strip()

    @property
    def line(self) -> str:
        """As it may stand in a line of ours: a name, a title, what is quoted."""
        return clean_name(self.said.content.text)


Given: TypeAlias = Typed | Chosen


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not an answer yet; `why` says what is so and what to do. `draft`: what it changes all the same."""

    why: Say
    draft: Any = None


@dataclass(frozen=True, slots=True)
class Noted(Generic[D]):
    """An answer, with a word about what became of it."""

    draft: D
    note: Say


class NotMine:
    """What was said does not belong to this question; it finds its way elsewhere."""


@dataclass(frozen=True, slots=True)
class Option:
    label: Say
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question looks: its lines, its options in rows, and whether a way out of the form stands below them.

    `beside` are buttons that answer nothing; the question stays open.
    """

    lines: tuple[Line, ...]
    options: tuple[tuple[Option, ...], ...] = ()
    way_out: bool = True
    beside: Rows = ()


class Question(ABC, Generic[D, F]):
    """One hole of a draft: when it is open, how it asks, how it reads an answer. All three are pure."""

    field: ClassVar[str]
    takes_files: ClassVar[bool] = False

    def open(self, draft: D, facts: F) -> bool:
        return getattr(draft, self.field) is None

    @abstractmethod
    def ask(self, draft: D, facts: F) -> Asked: ...

    @abstractmethod
    def read(self, draft: D, facts: F, given: Given) -> D | Noted[D] | Rejected | NotMine: ...

    def empty(self, draft: D) -> D:
        """The draft with this hole open again."""
        return replace(draft, **{self.field: None})  # type: ignore[type-var]

    def told(self, draft: D) -> Say | None:
        """What fills this hole, for one who comes back to it; None where one tap says it again."""
        return None


class Kind(ABC, Generic[D, F]):
    """A kind of form. `shape` grows when the fields change; a draft of an older shape is begun anew."""

    name: ClassVar[str]
    shape: ClassVar[int]
    draft: type[D]
    questions: tuple[Question[D, F], ...]

    @abstractmethod
    async def facts(self, uow: UnitOfWork, regions: Regions, form: Form, draft: D, now: datetime) -> F:
        """What questions need to know beside the draft."""
        ...

    @abstractmethod
    def review(self, draft: D, facts: F) -> Asked:
        """The last card, once no hole is open."""
        ...

    @abstractmethod
    async def finish(self, talk: Talk, form: Form, draft: D, facts: F, value: str) -> D | None:
        """What a choice on the review card does; a draft that is returned goes on being asked, None ended the form."""
        ...

    def read_more(self, draft: D, facts: F, given: Typed) -> D | Rejected | NotMine:
        """What is typed while the review card is open."""
        return NotMine()

    async def ready(self, talk: Talk, draft: D, facts: F) -> D | None:
        """Called when the last hole is filled; a draft that is returned means that something was shown for it."""
        return None

    def join(self, draft: D, given: Typed, *, late: bool) -> D | None:
        """The draft with what belongs to it whatever is asked (a piece of its album); None when it does not.

        `late`: the form waits, or is being left, so that only what surely belongs to it is taken.
        """
        return None

    def holds_content(self, draft: D) -> bool:
        """Whether leaving would lose something worth keeping."""
        return False

    def load(self, stored: Mapping[str, Json]) -> D:
        known = {field.name for field in fields(self.draft)}  # type: ignore[arg-type]
        return self.draft(**{name: _frozen(value) for name, value in stored.items() if name in known})

    def dump(self, draft: D) -> JsonObject:
        return asdict(draft)  # type: ignore[call-overload, no-any-return]


AnyKind: TypeAlias = Kind[Any, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """A stored form, opened: the draft, the holes filled so far in order, and a word to show.

    `undone`: by question, what was in its hole before somebody came back to it; `amending`: they came from the last
    card, and go back there.
    """

    kind: AnyKind
    form: Form
    draft: Any
    filled: tuple[str, ...] = ()
    note: Say | None = None
    rejected: bool = False
    leaving: bool = False
    undone: Mapping[str, JsonObject] = field(default_factory=dict)
    amending: bool = False

    def stored(self) -> JsonObject:
        return {
            "draft": self.kind.dump(self.draft),
            "filled": [*self.filled],
            "note": speech.as_json(self.note) if self.note else None,
            "rejected": self.rejected,
            "leaving": self.leaving,
            "undone": {**self.undone},
            "amending": self.amending,
        }


@dataclass(frozen=True, slots=True)
class Forms:
    """All kinds of forms, by name."""

    kinds: Mapping[str, AnyKind]

    def read(self, form: Form) -> Record | None:
        """None for a kind or a shape that this program does not know."""
        kind = self.kinds.get(form.kind)
        if kind is None or kind.shape != form.shape:
            return None
        note, filled, undone = form.draft.get("note"), form.draft.get("filled"), pick(form.draft, "undone")
        return Record(
            kind,
            form,
            kind.load(pick(form.draft, "draft")),
            tuple(str(name) for name in filled) if isinstance(filled, list) else (),
            speech.from_json(note) if isinstance(note, dict) else None,
            bool(form.draft.get("rejected")),
            bool(form.draft.get("leaving")),
            {name: pick(undone, name) for name in undone},
            bool(form.draft.get("amending")),
        )

    async def begin(self, talk: Talk, kind: AnyKind, draft: Any, *, on_tapped: bool = False) -> Form:
        """Opens a form and shows its first question, on the card that was tapped or at the bottom."""
        record = Record(kind, _UNSAVED, draft)
        form = await talk.uow.forms.begin(talk.member.person.id, kind.name, kind.shape, record.stored(), talk.now)
        if on_tapped and talk.pressed is not None:
            await talk.flush()
            await talk.uow.cards.adopt(talk.member.address.id, Subject.FORM, form.id, talk.pressed.message_id)
        await talk.show(Subject.FORM, form.id)
        return form

    async def resume(self, talk: Talk, form_id: int) -> bool:
        """Takes a form up again at the question where it was left; False when it is gone."""
        form = await talk.uow.forms.get(form_id)
        if form is None or form.person_id != talk.member.person.id or self.read(form) is None:
            return False
        await talk.uow.forms.resume(form.id)
        await talk.show(Subject.FORM, form.id, anew=True)
        return True

    async def put_aside(self, talk: Talk, kind: AnyKind, draft: Any) -> None:
        """A draft of this person that waits in Kotak masuk; nothing is shown."""
        record = Record(kind, _UNSAVED, draft)
        form = await talk.uow.forms.begin(talk.member.person.id, kind.name, kind.shape, record.stored(), talk.now)
        await talk.uow.forms.set_aside(form.id)

    async def begin_for(self, talk: Talk, someone: Member, kind: AnyKind, draft: Any) -> None:
        """Asks somebody else; a form that they have open stays open, and this one waits beside it."""
        person_id, forms = someone.person.id, talk.uow.forms
        opened = await forms.open_of(person_id)
        form = await forms.begin(person_id, kind.name, kind.shape, Record(kind, _UNSAVED, draft).stored(), talk.now)
        if opened is not None:
            await forms.resume(opened.id)
        await talk.flush()
        await talk.uow.cards.show(someone.address.id, Subject.FORM, form.id)

    async def joined(self, talk: Talk, said: Said) -> bool:
        """A late piece of what one of the person's forms was given, open or waiting, joins it there."""
        person_id = talk.member.person.id
        opened = await talk.uow.forms.open_of(person_id)
        for form in (*([opened] if opened else []), *await talk.uow.forms.waiting_of(person_id)):
            record = self.read(form)
            if record is not None and await self._join(talk, record, said, late=True):
                return True
        return False

    async def answer_typed(self, talk: Talk, form: Form, said: Said) -> bool:
        """False when the open question does not take it."""
        record = self.read(form)
        if record is None or record.leaving:
            return False
        if await self._join(talk, record, said, late=False):
            return True
        facts = await self._facts(talk, record)
        question = _first_hole(record, facts)
        if question is None:
            return await self._more(talk, record, facts, said)
        media = await talk.keep(said.files) if question.takes_files else ()
        after = await self._answered(record, question, facts, Typed(said, media))
        if after is None:
            return False
        await self._go_on(talk, after, anew=True)
        return True

    async def _join(self, talk: Talk, record: Record, said: Said, *, late: bool) -> bool:
        if record.kind.join(record.draft, Typed(said), late=late) is None:
            return False
        given = Typed(said, await talk.keep(said.files))
        draft = record.kind.join(record.draft, given, late=late)
        after = replace(record, draft=draft, note=None, rejected=False)
        if late:
            await talk.uow.forms.save(record.form.id, after.stored())
            await talk.show(Subject.FORM, record.form.id, anew=record.form.open)
        else:
            await self._go_on(talk, after, anew=True)
        return True

    async def _more(self, talk: Talk, record: Record, facts: Any, said: Said) -> bool:
        """What is typed under the review card, for a kind that takes it."""
        match record.kind.read_more(record.draft, facts, Typed(said)):
            case NotMine():
                return False
            case Rejected(why):
                after = replace(record, note=why, rejected=True)
            case draft:
                after = replace(record, draft=draft, note=None, rejected=False)
        await self._go_on(talk, after, anew=True)
        return True

    async def answer_tapped(self, talk: Talk, action: Answer) -> bool:
        """False when this button belongs to an earlier turn."""
        form = await talk.uow.forms.get(action.form_id)
        if form is None or form.person_id != talk.member.person.id or form.turn != action.turn:
            return False
        record = self.read(form)
        if record is None:
            return False
        if not form.open:
            await talk.uow.forms.resume(form.id)
        return await self._tapped(talk, record, action.value)

    async def leave(self, talk: Talk, form: Form) -> None:
        """/batal: at once when nothing would be lost, else asks whether to keep it."""
        record = self.read(form)
        if record is None or not record.kind.holds_content(record.draft):
            await self.end(talk, form, Face((say(t.duties.draft_dropped),)))
            return
        await self._go_on(talk, replace(record, leaving=True), anew=talk.pressed is None)

    async def end(self, talk: Talk, form: Form, last_words: Face | None = None) -> None:
        """The form is over; its card says the last words, makes room for them, or stays as it is."""
        await talk.uow.forms.end(form.id)
        if last_words is None:
            await talk.uow.cards.forget(Subject.FORM, form.id)
            return
        talk.put(last_words)
        if talk.pressed is not None:
            await talk.uow.cards.forget(Subject.FORM, form.id)
            return
        await talk.flush()  # what was typed is answered below; the question goes, and its buttons with it
        await talk.uow.cards.withdraw(Subject.FORM, form.id)

    async def face(self, uow: UnitOfWork, regions: Regions, form: Form, now: datetime) -> Face | None:
        """The card of a form as it should be now."""
        record = self.read(form)
        if record is None:
            return None
        if record.leaving:
            return _leaving(record)
        facts = await record.kind.facts(uow, regions, record.form, record.draft, now)
        question = _first_hole(record, facts)
        asked = question.ask(record.draft, facts) if question else record.kind.review(record.draft, facts)
        return _face(record, question, asked)

    async def _facts(self, talk: Talk, record: Record) -> Any:
        return await record.kind.facts(talk.uow, talk.around.regions, record.form, record.draft, talk.now)

    async def _answered(self, record: Record, question: Any, facts: Any, given: Given) -> Record | None:
        if isinstance(given, Typed) and not question.takes_files and is_secret(given.text):
            return replace(record, note=say(t.announcements.secret), rejected=True)
        match question.read(record.draft, facts, given):
            case NotMine():
                return None
            case Rejected(why, changed):
                return replace(record, draft=changed or record.draft, note=why, rejected=True)
            case Noted(draft, note):
                return _still_filled(_filled(record, question.field, draft, note), facts)
            case draft:
                return _still_filled(_filled(record, question.field, draft, None), facts)

    async def _tapped(self, talk: Talk, record: Record, value: str) -> bool:
        match value:
            case Way.LEAVE:
                await self.leave(talk, record.form)
                return True
            case Way.KEEP:
                return await self._keep(talk, record)
            case Way.DROP:
                await self.end(talk, record.form, Face((say(t.duties.draft_dropped),)))
                return True
            case Way.STAY:
                return await self._stay(talk, replace(record, leaving=False))
            case Way.BACK | Way.AGAIN:
                return await self._turned(talk, record, again=value == Way.AGAIN)
            case _:
                return await self._chosen(talk, record, value)

    async def _keep(self, talk: Talk, record: Record) -> bool:
        await talk.uow.forms.save(record.form.id, replace(record, leaving=False).stored())
        await talk.uow.forms.set_aside(record.form.id)
        await talk.uow.cards.forget(Subject.FORM, record.form.id)
        talk.put(Face((say(t.duties.draft_kept),)))
        return True

    async def _stay(self, talk: Talk, record: Record) -> bool:
        await self._go_on(talk, record, anew=False)
        return True

    async def _turned(self, talk: Talk, record: Record, *, again: bool) -> bool:
        """Kembali, or Biarkan: what stood in the open hole before stands there again."""
        question = _first_hole(record, await self._facts(talk, record))
        if question is not None and question.field in record.undone and (again or record.amending):
            return await self._stay(talk, _restored(record, question))
        return False if again else await self._stay(talk, _emptied(record))

    async def _chosen(self, talk: Talk, record: Record, value: str) -> bool:
        facts = await self._facts(talk, record)
        question = _first_hole(record, facts)
        if question is not None:
            after = await self._answered(record, question, facts, Chosen(value))
            if after is None:
                return False
            await self._go_on(talk, after, anew=False)
            return True
        draft = await record.kind.finish(talk, record.form, record.draft, facts, value)
        if draft is not None:
            after = replace(record, draft=draft, note=None, rejected=False)
            opened = _first_hole(after, facts)
            await self._go_on(talk, _amending(after, record.draft, opened.field) if opened else after, anew=False)
        return True

    async def _go_on(self, talk: Talk, record: Record, *, anew: bool) -> None:
        """Keeps the draft and shows what is asked next; a form without a last card ends by itself."""
        if not record.leaving and not record.rejected:
            facts = await self._facts(talk, record)
            if _first_hole(record, facts) is None:
                if isinstance(record.kind, WithoutReview):
                    await talk.uow.forms.save(record.form.id, record.stored())
                    await self._finish_at_once(talk, record, facts)
                    return
                shown = await record.kind.ready(talk, record.draft, facts)
                if shown is not None:
                    record, anew = replace(record, draft=shown), True
        await talk.uow.forms.save(record.form.id, record.stored())
        await talk.show(Subject.FORM, record.form.id, anew=anew)

    async def _finish_at_once(self, talk: Talk, record: Record, facts: Any) -> None:
        try:
            await record.kind.finish(talk, record.form, record.draft, facts, "")
        except Refusal as refusal:
            if not isinstance(record.kind, AboutAMatter):
                raise
            await self.end(talk, record.form, Face((Say(refusal.sentence, told(refusal.values)),)))


class WithoutReview:
    """A kind whose last answer finishes it."""

    def review(self, draft: Any, facts: Any) -> Asked:
        return Asked(())


class AboutAMatter(WithoutReview):
    """A word about what others decide on too: once it is refused there is nothing left to write."""


_UNSAVED = Form(0, 0, "", 0, 0, False, {}, datetime.min.replace(tzinfo=UTC))


def _first_hole(record: Record, facts: Any) -> Question[Any, Any] | None:
    return next((one for one in record.kind.questions if one.open(record.draft, facts)), None)


def _filled(record: Record, field: str, draft: Any, note: Say | None) -> Record:
    filled = (*[name for name in record.filled if name != field], field)
    undone = {name: was for name, was in record.undone.items() if name != field}
    return replace(record, draft=draft, filled=filled, note=note, rejected=False, undone=undone, amending=False)


def _still_filled(record: Record, facts: Any) -> Record:
    """An answer may open holes again (another text is sent); Kembali does not lead through them."""
    opened = {one.field for one in record.kind.questions if one.open(record.draft, facts)}
    return replace(record, filled=tuple(name for name in record.filled if name not in opened))


def _emptied(record: Record) -> Record:
    """Kembali: the last filled hole is open again."""
    record = replace(record, note=None, rejected=False)
    if not record.filled:
        return record
    last = record.filled[-1]
    question = next(one for one in record.kind.questions if one.field == last)
    draft = question.empty(record.draft)
    undone = {**record.undone, last: _lost(record, record.draft, draft)}
    return replace(record, draft=draft, filled=record.filled[:-1], undone=undone)


def _amending(record: Record, before: Any, field: str) -> Record:
    """Ubah: a hole that was filled is open, and only that one."""
    return replace(record, undone={field: _lost(record, before, record.draft)}, amending=True)


def _lost(record: Record, before: Any, after: Any) -> JsonObject:
    left = record.kind.dump(after)
    return {name: value for name, value in record.kind.dump(before).items() if left[name] != value}


def _as_before(record: Record, field: str) -> Any:
    return record.kind.load({**record.kind.dump(record.draft), **record.undone[field]})


def _restored(record: Record, question: Question[Any, Any]) -> Record:
    draft, amending = _as_before(record, question.field), record.amending
    after = _filled(record, question.field, draft, None)
    return replace(after, filled=record.filled) if amending else after


def _told(record: Record, question: Question[Any, Any] | None) -> Say | None:
    if question is None or question.field not in record.undone:
        return None
    return question.told(_as_before(record, question.field))


def _face(record: Record, question: Question[Any, Any] | None, asked: Asked) -> Face:
    told = _told(record, question)
    lines = asked.lines
    if record.note is not None:
        lines = (record.note,) if record.rejected else (record.note, *lines)
    rows = tuple(tuple(Choice(option.label, _press(record, option.value)) for option in row) for row in asked.options)
    again = ((Choice(say(t.labels.leave_it), _press(record, Way.AGAIN)),),) if told else ()
    return Face((*lines, told) if told else lines, (*again, *rows, *asked.beside, *_ways_out(record, asked)))


def _ways_out(record: Record, asked: Asked) -> Rows:
    row = []
    if asked.way_out:  # one is enough: /batal always leaves
        back = (t.labels.back, Way.BACK) if record.filled or record.amending else (t.labels.cancel, Way.LEAVE)
        row.append(Choice(say(back[0]), _press(record, back[1])))
    return (tuple(row),) if row else ()


def _leaving(record: Record) -> Face:
    keep = Choice(say(t.labels.keep_draft), _press(record, Way.KEEP))
    drop = Choice(say(t.labels.drop_draft), _press(record, Way.DROP))
    stay = Choice(say(t.labels.go_on), _press(record, Way.STAY))
    return faces.card(say(t.duties.keep_or_drop), rows=((keep, drop), (stay,)))


def _press(record: Record, value: str) -> Answer:
    return Answer(record.form.id, record.form.turn, value)


def _frozen(value: Json) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
