"""Files are known by what each channel calls them, and kept once."""

import asyncio
from dataclasses import replace

from core.channels import File, MediaKind
from core.media import Media
from storage.uow import Storage
from tests.storage.sql import Sql, statements

PHOTO = File(MediaKind.PHOTO, "AgACAg-1", "AQADu-1", size=81_000)
LETTER = File(MediaKind.DOCUMENT, "BQACAg-2", "AQADu-2", "Surat “Edaran”.pdf", "application/pdf", 5_000_000_000)


async def keep(storage: Storage, *files: File, channel: str = "telegram") -> list[Media]:
    async with storage.work() as uow:
        return [await uow.media.keep(channel, file) for file in files]


async def files(storage: Storage, *media_ids: int, channel: str = "telegram") -> tuple[File, ...]:
    async with storage.reading() as uow:
        return await uow.media.files(channel, media_ids)


async def test_a_file_comes_back_as_it_was_kept(storage: Storage) -> None:
    photo, letter = await keep(storage, PHOTO, LETTER)
    assert (letter.kind, letter.name, letter.mime, letter.size) == (
        MediaKind.DOCUMENT, "Surat “Edaran”.pdf", "application/pdf", 5_000_000_000,
    )  # fmt: skip
    assert await files(storage, letter.id, photo.id) == (LETTER, PHOTO)


async def test_the_same_file_again_is_the_same(storage: Storage, sql: Sql) -> None:
    first, second = await keep(storage, PHOTO, PHOTO)
    assert first == second
    assert await sql.one("SELECT count(*) FROM media") == 1


async def test_a_fresh_handle_replaces_the_old_one(storage: Storage) -> None:
    """Handles age; the newest is the safest."""
    (photo,) = await keep(storage, PHOTO)
    fresh = replace(PHOTO, handle="AgACAg-9")
    assert await keep(storage, fresh) == [photo]
    assert await files(storage, photo.id) == (fresh,)


async def test_a_file_that_this_channel_or_this_bot_does_not_know_is_missing(
    storage: Storage, database_url: str
) -> None:
    photo, letter = await keep(storage, PHOTO, LETTER)
    assert await files(storage, photo.id, 404, letter.id) == (PHOTO, LETTER)
    assert await files(storage, photo.id, channel="whatsapp") == ()
    successor = await Storage.open(database_url, bot_id=2)
    try:
        assert await files(successor, photo.id) == ()
        (again,) = await keep(successor, PHOTO)
        assert again.id != photo.id
    finally:
        await successor.close()


async def test_the_same_new_file_from_many_at_once_is_kept_once(storage: Storage, sql: Sql) -> None:
    kept = await asyncio.gather(*(keep(storage, LETTER) for _ in range(8)))
    assert len({media.id for (media,) in kept}) == 1
    assert await sql.one("SELECT count(*) FROM media") == 1


async def test_an_album_is_read_with_one_statement(storage: Storage) -> None:
    album = [replace(PHOTO, handle=f"h{number}", unique=f"u{number}") for number in range(10)]
    kept = await keep(storage, *album)
    with statements() as executed:
        assert await files(storage, *(media.id for media in kept)) == tuple(album)
    assert len(executed) == 1


async def test_a_known_file_costs_one_statement(storage: Storage) -> None:
    await keep(storage, PHOTO)
    with statements() as executed:
        await keep(storage, PHOTO)
    assert len(executed) == 1
