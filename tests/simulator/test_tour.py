"""The guided tour: a script is taken whole or refused with the place of what is wrong; copies are counted."""

from typing import Any

import pytest

from tests.simulator.support import DENI, RATNA, Driver

STEP = {"do": "press", "person": RATNA, "button": "Umumkan"}


def tour(*steps: Any, **more: Any) -> dict[str, Any]:
    return {"scenes": [{"caption": {"id": "Satu pesan.", "en": "One message."}, "steps": [*steps], **more}]}


async def test_a_script_is_handed_over_and_read_again(sim: Driver) -> None:
    assert (await sim.wrong("GET", "/sim/tour", None))[0] == 404
    file = {"name": "a.png", "mime": "image/png", "base64": "AAAA"}
    given = tour(
        STEP, {"do": "write", "person": RATNA, "text": "Yth.", "files": [file]}, until="2026-12-01T16:00:00+07:00"
    )
    assert await sim.post("/sim/tour", **given) == {"known": True, "playing": False}
    assert await sim.get("/sim/tour") == {**given, "playing": False}
    await sim.post("/sim/reset")
    assert (await sim.wrong("GET", "/sim/tour", None))[0] == 404


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"scenes": []}, "scenes"),
        ({"scenes": "x"}, "scenes"),
        ({"scenes": [7]}, "scenes[0]"),
        ({"scenes": [{"caption": "x", "steps": []}]}, "scenes[0].caption"),
        ({"scenes": [{"caption": {"id": "x"}}]}, "steps"),
        (tour({"do": "dance"}), "scenes[0].steps[0].do"),
        (tour(STEP, {"do": "press", "person": RATNA}), "scenes[0].steps[1].button"),
        (tour({"do": "press", "person": "x", "button": "y"}), "scenes[0].steps[0].person"),
        (tour({"do": "wait", "seconds": True}), "scenes[0].steps[0].seconds"),
        (tour({**STEP, "wihtin": 3}), "wihtin"),
        (tour({"do": "write", "person": 1, "text": "x", "files": [{"name": "a"}]}), "files[0].mime"),
        ({**tour(STEP), "encore": 3}, "encore"),
        ({**tour(STEP), "finale": []}, "finale"),
        ({}, "playing"),
        ({"playing": "yes"}, "playing"),
    ],
)
async def test_a_wrong_script_is_refused_with_its_place(sim: Driver, given: Any, place: str) -> None:
    status, sentence = await sim.wrong("POST", "/sim/tour", given)
    assert status == 400
    assert place in sentence
    assert (await sim.wrong("GET", "/sim/tour", None))[0] == 404


async def test_a_page_tells_that_it_plays(sim: Driver) -> None:
    await sim.post("/sim/tour", **tour(STEP))
    assert (await sim.post("/sim/tour", playing=True))["playing"]
    assert (await sim.get("/sim/tour"))["playing"]
    assert not (await sim.post("/sim/tour", playing=False))["playing"]


async def test_copies_are_counted_by_people_and_several_are_named(sim: Driver) -> None:
    await sim.meet()
    await sim.meet(DENI)
    for person in (RATNA, DENI, DENI):
        await sim.bot("sendMessage", chat_id=person, text="Yth. Bapak/Ibu\n\n📢 BKL-0412 v1")
    await sim.post(f"/sim/people/{RATNA}/send", text="📢 BKL-0412 v1")
    found = await sim.get("/sim/copies?text=📢 BKL-0412 v1")
    assert (found["people"], found["messages"]) == (2, 3)
    assert [(each["person"], each["messages"]) for each in found["several"]] == [(DENI, 2)]
    assert (await sim.get("/sim/copies?text=BKL-0413"))["people"] == 0
    assert (await sim.wrong("GET", "/sim/copies", None))[0] == 400
