"""A person has at most one open form; the others wait with their drafts."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from core.codec import JsonObject
from core.conversations import Form
from storage.uow import Storage
from tests.storage.sql import NOW, Sql

DRAFT: JsonObject = {"body": "Rapat “koordinasi” 📣", "media": [1, 2], "group": None}


@pytest.fixture
async def person_id(sql: Sql) -> int:
    return (await sql.people(1))[0]


async def begin(storage: Storage, person_id: int, kind: str = "announcement", minutes: int = 0) -> Form:
    async with storage.work() as uow:
        return await uow.forms.begin(person_id, kind, 1, DRAFT, NOW + timedelta(minutes=minutes))


async def open_of(storage: Storage, person_id: int) -> Form | None:
    async with storage.reading() as uow:
        return await uow.forms.open_of(person_id)


async def waiting_of(storage: Storage, person_id: int) -> list[int]:
    async with storage.reading() as uow:
        return [form.id for form in await uow.forms.waiting_of(person_id)]


async def test_a_form_comes_back_as_it_was_left(storage: Storage, person_id: int) -> None:
    begun = await begin(storage, person_id)
    assert begun == Form(begun.id, person_id, "announcement", 1, 0, True, DRAFT, NOW)
    assert await open_of(storage, person_id) == begun


async def test_who_has_no_form_has_none(storage: Storage, person_id: int) -> None:
    assert await open_of(storage, person_id) is None
    assert await waiting_of(storage, person_id) == []
    async with storage.reading() as uow:
        assert await uow.forms.get(404) is None


async def test_each_answer_is_another_turn(storage: Storage, person_id: int) -> None:
    form = await begin(storage, person_id)
    async with storage.work() as uow:
        assert [await uow.forms.save(form.id, {"body": str(turn)}) for turn in (1, 2)] == [1, 2]
    kept = await open_of(storage, person_id)
    assert kept is not None
    assert (kept.turn, kept.draft) == (2, {"body": "2"})


async def test_a_new_form_sets_the_open_one_aside(storage: Storage, person_id: int) -> None:
    first, second = await begin(storage, person_id), await begin(storage, person_id, "invitation", 1)
    third = await begin(storage, person_id, minutes=2)
    assert await open_of(storage, person_id) == third
    assert await waiting_of(storage, person_id) == [second.id, first.id]


async def test_taking_one_up_again_sets_the_open_one_aside(storage: Storage, person_id: int) -> None:
    first, second = await begin(storage, person_id), await begin(storage, person_id)
    async with storage.work() as uow:
        await uow.forms.resume(first.id)
    assert await open_of(storage, person_id) == first
    assert await waiting_of(storage, person_id) == [second.id]


async def test_taking_up_the_open_one_changes_nothing(storage: Storage, person_id: int) -> None:
    form = await begin(storage, person_id)
    async with storage.work() as uow:
        await uow.forms.resume(form.id)
    assert await open_of(storage, person_id) == form


async def test_taking_up_what_has_ended_opens_nothing_and_closes_nothing(storage: Storage, person_id: int) -> None:
    ended, opened = await begin(storage, person_id), await begin(storage, person_id)
    async with storage.work() as uow:
        await uow.forms.end(ended.id)
        await uow.forms.resume(ended.id)
    assert await open_of(storage, person_id) == opened


async def test_set_aside_it_waits_and_none_is_open(storage: Storage, person_id: int) -> None:
    form = await begin(storage, person_id)
    async with storage.work() as uow:
        await uow.forms.set_aside(form.id)
    assert await open_of(storage, person_id) is None
    assert await waiting_of(storage, person_id) == [form.id]


async def test_an_ended_form_is_gone_and_its_id_is_never_another_s(storage: Storage, person_id: int) -> None:
    form = await begin(storage, person_id)
    async with storage.work() as uow:
        await uow.forms.end(form.id)
    assert await open_of(storage, person_id) is None
    assert (await begin(storage, person_id)).id > form.id


async def test_saving_what_has_ended_is_a_bug(storage: Storage) -> None:
    with pytest.raises(NoResultFound):
        async with storage.work() as uow:
            await uow.forms.save(404, {})


async def test_people_do_not_set_each_other_s_forms_aside(storage: Storage, sql: Sql) -> None:
    one, two = await sql.people(2)
    mine, theirs = await asyncio.gather(begin(storage, one), begin(storage, two))
    assert await open_of(storage, one) == mine
    assert await open_of(storage, two) == theirs
