"""sendPhoto and its like, and albums."""

from typing import Any

from simulator import people
from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.messages import Message
from simulator.methods.registry import Weight, plays
from simulator.methods.sending import post
from simulator.methods.targets import writable
from simulator.methods.texts import caption_content
from simulator.values import Upload
from simulator.views import for_bot

_TYPE_NAMES = {
    "photo": "Photo",
    "document": "Document",
    "video": "Video",
    "voice": "VoiceNote",
    "audio": "Audio",
    "sticker": "Sticker",
    "animation": "Animation",
    "video_note": "VideoNote",
}
_RIGHT_NAMES = {
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "voice": "voice notes",
    "audio": "music",
    "sticker": "stickers",
    "animation": "animations",
    "video_note": "video notes",
}
_KEPT = {
    "video": ("duration", "width", "height"),
    "voice": ("duration",),
    "audio": ("duration", "performer", "title"),
    "sticker": ("emoji",),
    "animation": ("duration", "width", "height"),
    "video_note": ("duration", "length"),
}
_ALONE = ("document", "audio")
_GROUPED = frozenset({"photo", "video", *_ALONE})


def media_content(sim: Simulator, kind: str, value: Any, params: Json, uploads: Json) -> Json:
    """A message's fields for an uploaded or known file, with its caption. Raises Refusal."""
    _check_kind(kind)
    content = _file_content(sim, kind, value, uploads)
    given = {name: params[name] for name in _KEPT.get(kind, ()) if name in params}
    if given:
        content = {**content, kind: {**content[kind], **given}}
    if params.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return {**content, **caption_content(params)}


def _check_kind(kind: str) -> None:
    """Of the media of an album or an edit."""
    if kind not in _TYPE_NAMES:
        raise bad_request("can't parse InputMedia: invalid media type specified")


def _file_content(sim: Simulator, kind: str, value: Any, uploads: Json) -> Json:
    if isinstance(value, str) and value.startswith("attach://"):
        value = uploads.get(value.removeprefix("attach://"))
    if isinstance(value, Upload):
        return sim.files.add(kind, value.name, value.mime, value.content)
    if not value:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = sim.files.get(value)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {_TYPE_NAMES[file.kind]} as {_TYPE_NAMES[kind]}")
    return sim.files.content_of(file)


def _send(sim: Simulator, kind: str, params: Json) -> Json:
    writable(sim, params["chat_id"], _RIGHT_NAMES[kind])
    content = media_content(sim, kind, params[kind], params, params.get("_files", {}))
    return for_bot(sim.world, post(sim, params, content))


@plays("sendPhoto", Weight.SEND)
def send_photo(sim: Simulator, params: Json) -> Json:
    return _send(sim, "photo", params)


@plays("sendDocument", Weight.SEND)
def send_document(sim: Simulator, params: Json) -> Json:
    return _send(sim, "document", params)


@plays("sendVideo", Weight.SEND)
def send_video(sim: Simulator, params: Json) -> Json:
    return _send(sim, "video", params)


@plays("sendVoice", Weight.SEND)
def send_voice(sim: Simulator, params: Json) -> Json:
    return _send(sim, "voice", params)


@plays("sendAudio", Weight.SEND)
def send_audio(sim: Simulator, params: Json) -> Json:
    return _send(sim, "audio", params)


@plays("sendAnimation", Weight.SEND)
def send_animation(sim: Simulator, params: Json) -> Json:
    return _send(sim, "animation", params)


@plays("sendVideoNote", Weight.SEND)
def send_video_note(sim: Simulator, params: Json) -> Json:
    return _send(sim, "video_note", params)


@plays("sendSticker", Weight.SEND)
def send_sticker(sim: Simulator, params: Json) -> Json:
    return _send(sim, "sticker", params)


@plays("sendMediaGroup", Weight.SEND)
def send_media_group(sim: Simulator, params: Json) -> list[Json]:
    """All items or none: every one is checked before the first is sent."""
    media = params["media"]
    for each in media:
        _check_kind(each["type"])
    writable(sim, params["chat_id"], _RIGHT_NAMES[media[0]["type"]] if media else "photos")
    if not 2 <= len(media) <= 10:
        raise bad_request("an album must have 2 to 10 items")
    kinds = {each["type"] for each in media}
    if not kinds <= _GROUPED or (len(kinds) > 1 and not kinds.isdisjoint(_ALONE)):
        raise bad_request("can't use the media of the specified type in the album")
    uploads = params.get("_files", {})
    contents = [media_content(sim, each["type"], each["media"], each, uploads) for each in media]
    return [for_bot(sim.world, each) for each in post_album(sim, params, contents)]


def post_album(sim: Simulator, params: Json, contents: list[Json]) -> list[Message]:
    group = people.new_group(sim)
    return [post(sim, params, content, group=group) for content in contents]
