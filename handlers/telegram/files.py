"""The files of a message, as Telegram hands them over: ids and what it tells about them, no bytes."""

from collections.abc import Mapping

from core.channels import File, MediaKind
from core.codec import Json, JsonObject, pick

_NAMED = (MediaKind.ANIMATION, MediaKind.DOCUMENT, MediaKind.VIDEO, MediaKind.VOICE, MediaKind.AUDIO)
"""An animation comes with a document of the same file, so it is looked for first."""


def files_of(message: JsonObject) -> tuple[File, ...]:
    """The one file of the message, or none; of a photo its largest size."""
    found = _file(MediaKind.PHOTO, _largest(message.get("photo")))
    for kind in _NAMED:
        found = found or _file(kind, pick(message, kind))
    return (found,) if found else ()


def _largest(sizes: Json) -> JsonObject:
    known = [size for size in sizes if isinstance(size, dict)] if isinstance(sizes, list) else []
    return max(known, key=_area, default={})


def _area(size: JsonObject) -> int:
    return (whole(size, "width") or 0) * (whole(size, "height") or 0)


def _file(kind: MediaKind, given: JsonObject) -> File | None:
    handle, unique = words(given, "file_id"), words(given, "file_unique_id")
    if not handle or not unique:
        return None
    return File(kind, handle, unique, words(given, "file_name"), words(given, "mime_type"), whole(given, "file_size"))


def whole(given: Mapping[str, Json], name: str) -> int | None:
    """The whole number under `name`, if there is one that a database takes."""
    value = given.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63 else None


def words(given: Mapping[str, Json], name: str) -> str | None:
    value = given.get(name)
    return value if isinstance(value, str) else None
