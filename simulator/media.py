"""Files that were sent: their ids, paths and bytes. The same file sent again gets the same ids."""

import hashlib
import mimetypes
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from simulator.codec import Json
from simulator.errors import bad_request
from simulator.images import size_of

KINDS = ("photo", "document", "video", "voice", "audio", "sticker", "animation", "video_note")
_THUMBNAIL = 320
_LARGEST = {"photo": 10 * 1024 * 1024}
_LARGEST_OTHER = 50 * 1024 * 1024
_DEFAULT_MIMES = {
    "video": "video/mp4",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
    "photo": "image/jpeg",
    "animation": "video/mp4",
    "video_note": "video/mp4",
}
_ROUND = 240  # how wide a video note is that says nothing of it


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`content` names the bytes, which the sizes of a photo share."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    size: int
    content: str
    width: int = 0
    height: int = 0

    @property
    def path(self) -> str:
        suffix = PurePosixPath(self.name).suffix or mimetypes.guess_extension(self.mime) or ""
        return f"{self.kind}s/file_{self.unique_id}{suffix}"

    def view(self) -> Json:
        """What every kind of Telegram file object has."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


class Files:
    """`fetch` finds bytes that are no longer in memory, once a data folder holds them."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._photos: dict[tuple[str, str], list[StoredFile]] = {}
        self.contents: dict[str, bytes] = {}
        self.fetch: Callable[[str], bytes | None] = lambda _: None
        self.unsaved: list[StoredFile] = []

    def get(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def read(self, file: StoredFile) -> bytes:
        content = self.contents.get(file.content)
        return content if content is not None else self.fetch(file.content) or b""

    def add(self, kind: str, name: str, mime: str | None, content: bytes) -> Json:
        """Keeps the file and returns Telegram's fields for a message that holds it. Raises Refusal."""
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > _LARGEST.get(kind, _LARGEST_OTHER):
            raise bad_request("file is too big")
        digest = hashlib.sha256(content).hexdigest()
        self.contents.setdefault(digest, content)
        if kind == "photo":
            return {"photo": self._photo(name, content, digest)}
        if kind == "sticker":
            size = size_of(content)
            if size is None:
                raise bad_request("STICKER_INVALID")
            return self.content_of(self._keep(kind, name, mime or "image/webp", len(content), digest, *size))
        sizes = size_of(content) if kind == "animation" else None
        guessed = mime or mimetypes.guess_type(name)[0] or _DEFAULT_MIMES.get(kind, "application/octet-stream")
        return self.content_of(self._keep(kind, name, guessed, len(content), digest, *(sizes or (0, 0))))

    def restore(self, file: StoredFile) -> None:
        self._by_id[file.file_id] = file
        self._by_path[file.path] = file
        if file.kind == "photo":
            self._photos.setdefault((file.content, file.name), []).append(file)

    def content_of(self, file: StoredFile) -> Json:
        """A message's fields for a file that is already here."""
        match file.kind:
            case "photo":
                return {"photo": self._sizes(file)}
            case "document":
                return {"document": {"file_name": file.name, "mime_type": file.mime, **file.view()}}
            case "voice":
                return {"voice": {"duration": 0, "mime_type": file.mime, **file.view()}}
            case "sticker":
                sizes = {"width": file.width, "height": file.height}
                return {"sticker": {"type": "regular", "is_animated": False, "is_video": False, **sizes, **file.view()}}
            case "audio":
                shown = {"duration": 0, "file_name": file.name, "mime_type": file.mime, **file.view()}
                return {"audio": shown}
            case "video_note":
                return {"video_note": {"length": _ROUND, "duration": 0, **file.view()}}
            case "animation":
                # Telegram shows an animation as a document too
                document = {"file_name": file.name, "mime_type": file.mime, **file.view()}
                sizes = {"width": file.width, "height": file.height, "duration": 0}
                return {"animation": {**sizes, **document}, "document": document}
            case _:
                sizes = {"width": file.width, "height": file.height, "duration": 0}
                return {file.kind: {**sizes, "file_name": file.name, "mime_type": file.mime, **file.view()}}

    def forget(self) -> None:
        self._by_id.clear()
        self._by_path.clear()
        self._photos.clear()
        self.contents.clear()
        self.unsaved.clear()

    def _photo(self, name: str, content: bytes, digest: str) -> list[Json]:
        size = size_of(content)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        width, height = size
        if width + height > 10_000 or max(size) > 20 * max(min(size), 1):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        mime = mimetypes.guess_type(name)[0] or "image/jpeg"
        full = self._keep("photo", name, mime, len(content), digest, width, height)
        scale = _THUMBNAIL / max(size)
        if scale < 1:
            small = (max(1, round(width * scale)), max(1, round(height * scale)))
            self._keep("photo", name, mime, len(content), digest, *small)
        return self._sizes(full)

    def _sizes(self, file: StoredFile) -> list[Json]:
        """All sizes of a photo, the largest last."""
        sizes = sorted(self._photos[file.content, file.name], key=lambda each: each.width)
        return [{"width": each.width, "height": each.height, **each.view()} for each in sizes]

    def _keep(
        self, kind: str, name: str, mime: str, size: int, digest: str, width: int = 0, height: int = 0
    ) -> StoredFile:
        unique_id = _code(kind, digest, str(width))[:16]
        file_id = f"{kind[:2].upper()}{_code(kind, digest, name, mime, str(width))}"
        known = self._by_id.get(file_id)
        if known is not None:
            return known
        file = StoredFile(file_id, unique_id, kind, name, mime, size, digest, width, height)
        self.restore(file)
        self.unsaved.append(file)
        return file


def _code(*parts: str) -> str:
    return urlsafe_b64encode(hashlib.sha256("\0".join(parts).encode()).digest()).decode().rstrip("=")
