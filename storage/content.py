"""People's words and the ids of their files, as columns and back."""

from collections.abc import Mapping

from core.channels import Entity, MediaKind, RichText
from core.codec import Json, dump, load
from core.media import Content
from storage.statements import AnyRow


def stored(content: Content) -> Mapping[str, str | bytes]:
    """Entities as [kind, offset, length, data], files as [id, kind], or as ids where all may stand in one message."""
    entities = [[one.kind, one.offset, one.length, dict(one.data)] for one in content.body.entities]
    media = list(zip(content.media, content.kinds, strict=True)) if content.kinds else content.media
    return {"body": content.body.text, "entities": dump(entities), "media": dump(media)}


def content_of(row: AnyRow) -> Content:
    files = [one if isinstance(one, list) else [one] for one in _list(row.media)]
    entities = tuple(map(_entity_of, _list(row.entities)))
    kinds = tuple(MediaKind(str(one[1])) for one in files if len(one) > 1)
    return Content(RichText(row.body, entities), tuple(int(str(one[0])) for one in files), kinds)


def _entity_of(stored: Json) -> Entity:
    match stored:
        case [str(kind), int(offset), int(length), dict(data)]:
            return Entity(kind, offset, length, data)
        case _:
            raise ValueError("a stored entity of another shape")


def _list(raw: bytes) -> list[Json]:
    value = load(raw)
    if not isinstance(value, list):
        raise ValueError("expected a JSON list")
    return value
