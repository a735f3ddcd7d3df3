"""Photos, documents and albums, both ways."""

from collections.abc import Sequence
from typing import Any

import aiohttp
import pytest

from tests.simulator.support import RATNA, Driver, png

Files = Sequence[tuple[str, bytes]]


async def upload(sim: Driver, kind: str, files: Files, **fields: str) -> dict[str, Any]:
    """Sends files as Ratna."""
    form = aiohttp.FormData({"kind": kind, **fields})
    for name, content in files:
        form.add_field("file", content, filename=name)
    async with sim.session.post(f"{sim.base}/sim/people/{RATNA}/send", data=form) as response:
        assert response.status == 200, await response.text()
        sent: dict[str, Any] = await response.json()
        return sent


async def bot_upload(sim: Driver, method: str, field: str, name: str, content: bytes, **params: str) -> Any:
    form = aiohttp.FormData({"chat_id": str(RATNA), **params})
    form.add_field(field, content, filename=name)
    async with sim.session.post(sim.url(method), data=form) as response:
        return await response.json()


async def test_a_photo_of_a_person_comes_in_sizes_and_can_be_downloaded(sim: Driver) -> None:
    await sim.meet()
    await upload(sim, "photo", [("poster.png", png(640, 480))], caption="Berita di Lebong")
    message = (await sim.updates())[-1]["message"]
    assert message["caption"] == "Berita di Lebong"
    sizes = [(each["width"], each["height"]) for each in message["photo"]]
    assert sizes == [(320, 240), (640, 480)]
    path = (await sim.done("getFile", file_id=message["photo"][-1]["file_id"]))["file_path"]
    async with sim.session.get(f"{sim.base}/file/bot110201543:SIMPUL-DEMO/{path}") as response:
        assert await response.read() == png(640, 480)


async def test_an_album_is_several_updates_of_one_group(sim: Driver) -> None:
    await sim.meet()
    files = [(f"{each}.png", png(10 + each, 10)) for each in range(3)]
    sent = await upload(sim, "photo", files, album="true", caption="Tiga foto")
    messages = [update["message"] for update in await sim.updates()]
    assert [message["message_id"] for message in messages] == sent["message_ids"]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["Tiga foto", None, None]
    assert len({item["group"] for item in (await sim.inbox())[-3:]}) == 1


async def test_a_piece_of_an_album_may_come_after_other_messages(sim: Driver) -> None:
    await sim.meet()
    files = [(f"{n}.png", png(100 + n, 100)) for n in range(2)]
    await upload(sim, "photo", files, album="true")
    await sim.say("Foto ketiga menyusul.")
    await upload(sim, "photo", [("3.png", png(103, 100))], album="more")
    groups = [each["message"].get("media_group_id") for each in await sim.updates()][-4:]
    assert groups[0] == groups[1] == groups[3]
    assert groups[2] is None


async def test_several_files_without_album_are_messages_of_their_own(sim: Driver) -> None:
    await sim.meet()
    await upload(sim, "document", [("a.txt", b"a"), ("b.txt", b"b")])
    messages = [update["message"] for update in await sim.updates()]
    assert [message["document"]["file_name"] for message in messages] == ["a.txt", "b.txt"]
    assert all("media_group_id" not in message for message in messages)


@pytest.mark.parametrize("kind", ["document", "video", "voice", "audio"])
async def test_every_kind_is_shown_to_both_sides(sim: Driver, kind: str) -> None:
    await sim.meet()
    await upload(sim, kind, [("berkas.bin", b"isi")])
    assert (await sim.updates())[-1]["message"][kind]["file_size"] == 3
    answer = await bot_upload(sim, f"send{kind.title()}", kind, "balasan.bin", b"jawab")
    assert answer["result"][kind]["file_size"] == 5
    shown = (await sim.inbox())[-1]["media"]
    assert (shown["kind"], shown["size"]) == (kind, 5)
    async with sim.session.get(sim.base + shown["url"]) as response:
        assert await response.read() == b"jawab"


async def test_a_file_id_sends_again_without_an_upload(sim: Driver) -> None:
    await sim.meet()
    first = await bot_upload(sim, "sendPhoto", "photo", "a.png", png(50, 40), caption="satu")
    file_id = first["result"]["photo"][-1]["file_id"]
    again = await sim.done("sendPhoto", chat_id=RATNA, photo=file_id, caption="dua")
    assert again["photo"] == first["result"]["photo"]
    words = await sim.refused("sendDocument", chat_id=RATNA, document=file_id)
    assert words == "Bad Request: can't use file of type Photo as Document"


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        ("tidak-ada", "Bad Request: wrong file identifier/HTTP URL specified"),
        ("https://contoh.id/a.png", "Bad Request: failed to get HTTP URL content"),
        ("attach://hilang", "Bad Request: there is no photo in the request"),
    ],
)
async def test_a_photo_that_is_not_there_is_refused(sim: Driver, photo: str, words: str) -> None:
    await sim.meet()
    assert await sim.refused("sendPhoto", chat_id=RATNA, photo=photo) == words


async def test_what_is_no_picture_is_no_photo(sim: Driver) -> None:
    await sim.meet()
    answer = await bot_upload(sim, "sendPhoto", "photo", "a.png", b"bukan gambar")
    assert answer["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    answer = await bot_upload(sim, "sendPhoto", "photo", "a.png", png(2_000, 50))
    assert answer["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    answer = await bot_upload(sim, "sendDocument", "document", "kosong.txt", b"")
    assert answer["description"] == "Bad Request: file must be non-empty"


async def test_an_album_of_the_bot_answers_all_its_messages(sim: Driver) -> None:
    await sim.meet()
    form = aiohttp.FormData({"chat_id": str(RATNA)})
    media = [{"type": "photo", "media": "attach://a", "caption": "x"}, {"type": "photo", "media": "attach://b"}]
    form.add_field("media", str(media).replace("'", '"'))
    for name in ("a", "b"):
        form.add_field(name, png(20, 20), filename=f"{name}.png")
    async with sim.session.post(sim.url("sendMediaGroup"), data=form) as response:
        first, second = (await response.json())["result"]
    assert first["media_group_id"] == second["media_group_id"]
    (entry,) = await sim.calls("sendMediaGroup")
    assert entry["message_ids"] == [first["message_id"], second["message_id"]]


async def test_an_album_has_2_to_10_items_and_documents_stay_among_themselves(sim: Driver) -> None:
    await sim.meet()
    photo = await bot_upload(sim, "sendPhoto", "photo", "a.png", png(50, 40))
    document = await bot_upload(sim, "sendDocument", "document", "a.txt", b"a")
    one = {"type": "photo", "media": photo["result"]["photo"][-1]["file_id"]}
    other = {"type": "document", "media": document["result"]["document"]["file_id"]}
    assert (await sim.bot("sendMediaGroup", chat_id=RATNA, media=[one, one]))["ok"] is True
    for media in ([one], [one] * 11, [one, other]):
        assert (await sim.bot("sendMediaGroup", chat_id=RATNA, media=media))["ok"] is False
    assert len(await sim.inbox()) == 5


async def test_captions_and_media_can_be_edited(sim: Driver) -> None:
    await sim.meet()
    sent = await bot_upload(sim, "sendPhoto", "photo", "a.png", png(50, 40), caption="lama")
    aimed = {"chat_id": RATNA, "message_id": sent["result"]["message_id"]}
    edited = await sim.done("editMessageCaption", caption="baru", **aimed)
    assert (edited["caption"], edited["photo"]) == ("baru", sent["result"]["photo"])
    words = await sim.refused("editMessageText", text="x", **aimed)
    assert words == "Bad Request: there is no text in the message to edit"
    other = await bot_upload(sim, "sendPhoto", "photo", "b.png", png(60, 40))
    media = {"type": "photo", "media": other["result"]["photo"][-1]["file_id"], "caption": "ganti"}
    edited = await sim.done("editMessageMedia", media=media, **aimed)
    assert (edited["caption"], edited["photo"][-1]["width"]) == ("ganti", 60)


async def test_a_downloadable_file_has_at_most_20_megabytes(sim: Driver) -> None:
    await sim.meet()
    large = await bot_upload(sim, "sendDocument", "document", "a.bin", b"x" * (1024 * 1024))
    assert (await sim.bot("getFile", file_id=large["result"]["document"]["file_id"]))["ok"] is True
    assert await sim.refused("getFile", file_id="tidak-ada") == "Bad Request: invalid file_id"


async def test_a_strange_kind_or_no_file_is_told(sim: Driver) -> None:
    await sim.meet()
    for fields, with_file in (({"kind": "sticker"}, True), ({"kind": "photo"}, False)):
        form = aiohttp.FormData(fields, default_to_multipart=True)
        if with_file:
            form.add_field("file", b"x", filename="x")
        async with sim.session.post(f"{sim.base}/sim/people/{RATNA}/send", data=form) as response:
            assert response.status == 400
