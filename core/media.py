"""Files that people sent, known by what each channel calls them; the bytes stay with the channel."""

from dataclasses import dataclass
from typing import Protocol

from core.channels import File, MediaKind, RichText


@dataclass(frozen=True, slots=True)
class Media:
    id: int
    kind: MediaKind
    name: str | None
    mime: str | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Content:
    """People's words and files (ids of media), never changed by us."""

    body: RichText
    media: tuple[int, ...] = ()


class MediaStore(Protocol):
    async def keep(self, channel: str, file: File) -> Media:
        """Registers a file, or finds it again by what the channel calls it."""
        ...

    async def files(self, channel: str, media_ids: tuple[int, ...]) -> tuple[File, ...]:
        """The files as this channel knows them, in the order asked for; one that it does not know is missing."""
        ...
