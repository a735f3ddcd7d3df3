"""A draft of news: what was sent and said so far, and how more of it joins. All of it is pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.channels import MediaKind, RichText
from core.codec import utf16_length
from core.media import MOST_FILES, Content, album_order
from core.news import VISUAL, Minors, Story
from core.parts import breaks_a_link
from core.secrecy import is_secret
from handlers.announcing import CUT_BY_THE_PHONE, entity_of, joined, stored_entities
from handlers.faces import Line
from handlers.forms import Typed
from handlers.texts import id as t
from handlers.texts.speech import say

LONGEST_ANSWER = 200
"""What is longer answers no question: it is the rest of a text that the app cut."""


@dataclass(frozen=True, slots=True)
class NewsDraft:
    """`units` are those the sender may speak for; `files` are (id, kind). "" in `who` and `credit`: skipped.

    `sorted`: the sender said that the text is news. `album`: pieces of it may still come. `withheld`: only the text
    goes, the pictures wait for consent; `replacing`: other pictures are asked for. `cut` and `secret` are as in an
    announcement: the app cut the text, or it is marked secret and nothing of it is kept. `dropped`: there were more
    files than fit. `again`: the news that came back.
    """

    units: tuple[int, ...]
    name: str
    sorted: bool = True
    unit_id: int | None = None
    text: str | None = None
    entities: tuple[Any, ...] = ()
    files: tuple[tuple[int, str], ...] = ()
    what: str | None = None
    who: str | None = None
    place: str | None = None
    day: str | None = None
    credit: str | None = None
    minors: str | None = None
    withheld: bool = False
    replacing: bool = False
    album: str | None = None
    cut: bool = False
    secret: bool = False
    dropped: bool = False
    again: int | None = None
    editing: bool = False

    @property
    def body(self) -> RichText:
        return RichText(self.text or "", tuple(entity_of(one) for one in self.entities))

    @property
    def kept(self) -> tuple[tuple[int, MediaKind], ...]:
        """The files that will go with it."""
        files = tuple((media_id, MediaKind(kind)) for media_id, kind in self.files)
        return album_order([file for file in files if not (self.withheld and file[1] in VISUAL)])

    @property
    def visual(self) -> bool:
        """Whether somebody may be seen in what will go."""
        return any(kind in VISUAL for _, kind in self.kept)


def story_of(draft: NewsDraft) -> Story:
    """The finished draft; raises TypeError while a hole is open."""
    if draft.what is None or draft.place is None or draft.day is None:
        raise TypeError("a hole of the draft is open")
    return Story(
        Content(draft.body, tuple(media_id for media_id, _ in draft.kept)),
        tuple(kind for _, kind in draft.kept),
        what=draft.what,
        place=draft.place,
        day=date.fromisoformat(draft.day),
        who=draft.who or None,
        credit=(draft.credit or None) if draft.visual else None,
        minors=Minors(draft.minors) if draft.visual and draft.minors else None,
    )


def draft_of(story: Story, draft: NewsDraft) -> NewsDraft:
    """`draft` filled with what was sent before."""
    files = tuple(zip(story.content.media, (kind.value for kind in story.kinds), strict=True))
    return replace(
        draft,
        text=story.content.body.text,
        entities=stored_entities(story.content.body.entities),
        files=files,
        what=story.what,
        who=story.who or "",
        place=story.place,
        day=story.day.isoformat(),
        credit=story.credit or "",
        minors=story.minors.value if story.minors else None,
    )


# --- joining


def begun_with(draft: NewsDraft, given: Typed) -> NewsDraft:
    """The first message of a draft; of one marked secret nothing is kept."""
    if is_secret(given.said.content.text):
        return replace(without_material(draft), secret=True, album=given.said.album)
    return lengthened(replace(draft, secret=False), given)


def join(draft: NewsDraft, given: Typed, *, late: bool) -> NewsDraft | None:
    """See `Kind.join`: pieces of the album, and while it is open, more files and the rest of a text that was cut."""
    said = given.said
    if not late and _said_again(draft, given):
        return lengthened(draft, replace(given, said=replace(said, content=RichText(""))))
    if said.files and said.album is not None and said.album == draft.album:
        return draft if draft.secret else lengthened(draft, given)
    if late or said.other is not None:
        return None
    if said.files:
        more = (draft.text or draft.files) and not (draft.text and said.content.text)
        return lengthened(_unasked(draft), given) if more else None
    rest = draft.cut and (len(said.content.text) > LONGEST_ANSWER or breaks_a_link(draft.text or ""))
    return lengthened(draft, given) if rest else None


def _said_again(draft: NewsDraft, given: Typed) -> bool:
    """The same words once more, as a phone with a bad signal sends them."""
    words = given.said.content.text
    return bool(words) and words == draft.text and given.said.album is None and not draft.cut


def _unasked(draft: NewsDraft) -> NewsDraft:
    """Children may be seen in other pictures too; those of one album were chosen together."""
    return replace(draft, minors=None) if draft.minors != Minors.NO_CONSENT else draft


def lengthened(draft: NewsDraft, given: Typed) -> NewsDraft:
    """With the files and the words of this message at its end."""
    words = given.said.content
    body = joined(draft.body, words) if draft.text else words
    if is_secret(body.text):
        return replace(without_material(draft), secret=True, album=given.said.album)
    known = {media_id for media_id, _ in draft.files}
    new = [(one, file.kind.value) for one, file in zip(given.media, given.said.files, strict=False) if one not in known]
    files = (*draft.files, *new)
    return replace(
        draft,
        text=body.text or None,
        entities=stored_entities(body.entities),
        files=files[:MOST_FILES],
        dropped=draft.dropped or len(files) > MOST_FILES,
        cut=utf16_length(words.text) >= CUT_BY_THE_PHONE,
        album=given.said.album or draft.album,
    )


def without_material(draft: NewsDraft) -> NewsDraft:
    return replace(without_pictures(draft), text=None, entities=(), files=(), cut=False, secret=False, dropped=False)


def without_pictures(draft: NewsDraft) -> NewsDraft:
    files = tuple(file for file in draft.files if MediaKind(file[1]) not in VISUAL)
    return replace(draft, files=files, credit=None, minors=None, withheld=False, album=None)


# --- how it looks


def head(draft: NewsDraft) -> tuple[Line, ...]:
    """What stands above each question: how much was sent, and what is known."""
    pictures = sum(1 for _, kind in draft.kept if kind in VISUAL)
    lines: list[Line] = [say(t.news.draft_head, pictures=pictures, files=len(draft.kept) - pictures)]
    if draft.dropped:
        lines.append(say(t.news.too_many_files, limit=MOST_FILES))
    known = (draft.what, draft.who, draft.place, draft.day, draft.credit)
    if any(known):
        lines.append(
            say(
                t.news.fields,
                what=draft.what or "",
                who=draft.who or "",
                place=draft.place or "",
                day=draft.day or "",
                credit=draft.credit or "" if draft.visual else "",
            )
        )
    return tuple(lines)
