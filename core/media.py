"""Files that people sent, known by what each channel calls them; the bytes stay with the channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.channels import File, MediaKind, RichText

MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Media:
    id: int
    kind: MediaKind
    name: str | None
    mime: str | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Content:
    """People's words and files (ids of media), never changed by us. `kinds` are theirs; () where they all may stand
    in one message."""

    body: RichText
    media: tuple[int, ...] = ()
    kinds: tuple[MediaKind, ...] = ()


def runs(kinds: Sequence[MediaKind]) -> tuple[int, ...]:
    """Sizes of the stretches of files that may stand in one message (see `album_order`)."""
    sizes: list[int] = []
    for place, kind in enumerate(kinds):
        together = place and _album(kind) is not None and _album(kind) == _album(kinds[place - 1])
        if together:
            sizes[-1] += 1
        else:
            sizes.append(1)
    return tuple(sizes)


def album_order(files: Sequence[tuple[int, MediaKind]]) -> tuple[tuple[int, MediaKind], ...]:
    """Files (id and kind) so that those that can share a message stand together: pictures first."""
    order = {kind: place for place, kind in enumerate((MediaKind.PHOTO, MediaKind.VIDEO, *MediaKind))}
    order[MediaKind.VIDEO] = order[MediaKind.PHOTO]
    return tuple(sorted(files, key=lambda file: order[file[1]]))


def _album(kind: MediaKind) -> str | None:
    """Which album a file may stand in; None for one that stands alone."""
    match kind:
        case MediaKind.PHOTO | MediaKind.VIDEO:
            return "pictures"
        case MediaKind.DOCUMENT | MediaKind.AUDIO:
            return kind.value
        case MediaKind.VOICE | MediaKind.ANIMATION:
            return None


class MediaStore(Protocol):
    async def keep(self, channel: str, file: File) -> Media:
        """Registers a file, or finds it again by what the channel calls it."""
        ...

    async def files(self, channel: str, media_ids: tuple[int, ...]) -> tuple[File, ...]:
        """The files as this channel knows them, in the order asked for; one that it does not know is missing."""
        ...
