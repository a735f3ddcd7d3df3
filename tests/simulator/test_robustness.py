"""Whatever is thrown at the Bot API, it answers as Telegram does and goes on."""

from random import Random
from typing import Any

import pytest

from simulator.shapes import tag_of
from simulator.spec import MethodSpec, Spec, read_spec
from tests.simulator.support import RATNA, Driver

ROUNDS = 3
VALUES: list[Any] = [
    None, True, 0, -1, RATNA, 10**15, 10**30, 1.5, "", "a", "501", "\x00", "[]", "{}", '{"type":"photo"}', "attach://x",
    [], [[]], [1], ["a"], [{}], {}, {"type": "photo", "media": "x"}, {"type": []}, {"inline_keyboard": [[1]]},
    {"inline_keyboard": 7}, {"keyboard": [[{}]]}, {"message_id": 1}, [{"type": "bold", "offset": 0, "length": 1}],
    [{"type": "bold", "offset": "x", "length": {}}], {"type": "chat", "chat_id": []}, [{"type": "emoji"}], [[[[]]]],
]  # fmt: skip


def guess(random: Random, spec: MethodSpec) -> dict[str, Any]:
    """Parameters that may be right or wrong; mostly in a chat that exists."""
    params = {field.name: random.choice(VALUES) for field in spec.fields if random.random() < 0.8}
    if "chat_id" in params and random.random() < 0.8:
        params["chat_id"] = RATNA
    return params


async def test_no_call_breaks_the_simulator(sim: Driver) -> None:
    await sim.meet()
    random = Random(20261123)
    counts = {True: 0, False: 0}
    for spec in read_spec().methods.values():
        for _ in range(1 if spec.name == "getUpdates" else ROUNDS):
            params = guess(random, spec) | ({"timeout": 0} if spec.name == "getUpdates" else {})
            async with sim.session.post(sim.url(spec.name), json=params) as response:
                assert response.status in (200, 400, 403, 409), (spec.name, params, await response.text())
                answer = await response.json()
            assert answer["ok"] is (response.status == 200), (spec.name, params)
            counts[answer["ok"]] += 1
    assert min(counts.values()) > 20
    assert (await sim.done("getMe"))["is_bot"] is True
    await sim.done("sendMessage", chat_id=RATNA, text="masih hidup")
    assert (await sim.inbox())[-1]["text"] == "masih hidup"


def least(spec: Spec, name: str) -> Any:
    """The least value of a type that the Bot API would read."""
    plain = {"Integer": RATNA, "Float": 1.5, "String": "a", "Boolean": True, "InputFile": "a"}
    if name in plain:
        return plain[name]
    if name.startswith("Array of "):
        return [least(spec, name.removeprefix("Array of "))]
    shape = spec.types[name]
    if shape.subtypes:
        first = shape.subtypes[0]
        return {"type": tag_of(first, name), **least(spec, first)}
    return {field.name: least(spec, field.types[0]) for field in shape.fields if field.required}


def is_of(spec: Spec, name: str, value: Any) -> bool:
    """Whether an answer has the type that the Bot API promises: every required field, each of its own type."""
    plain: dict[str, type | tuple[type, ...]] = {"Integer": int, "Float": (int, float), "String": str, "Boolean": bool}
    if name in plain:
        return isinstance(value, plain[name])
    if name.startswith("Array of "):
        return isinstance(value, list) and all(is_of(spec, name.removeprefix("Array of "), each) for each in value)
    shape = spec.types[name]
    if shape.subtypes:
        return any(is_of(spec, each, value) for each in shape.subtypes)
    return isinstance(value, dict) and all(
        any(is_of(spec, each, value.get(field.name)) for each in field.types)
        for field in shape.fields
        if field.required
    )


SPEC = read_spec()


async def answered(sim: Driver, method: MethodSpec) -> tuple[int, dict[str, Any]]:
    params = {field.name: least(SPEC, field.types[0]) for field in method.fields if field.required}
    async with sim.session.post(sim.url(method.name), json=params) as response:
        return response.status, await response.json()


@pytest.mark.parametrize("method", SPEC.methods.values(), ids=lambda each: each.name)
async def test_every_method_is_known_and_what_is_not_played_is_typed_and_marked(
    sim: Driver, method: MethodSpec
) -> None:
    await sim.meet()
    async with sim.session.post(sim.url(method.name), json={}) as response:
        assert response.status in (200, 400)
    status, answer = await answered(sim, method)
    entry = (await sim.calls(method.name))[-1]
    assert (status, entry["ok"]) in ((200, True), (400, False))
    if answer["ok"]:
        assert is_of(SPEC, method.returns, answer["result"]), answer
    if not entry["simulated"]:
        assert (status, "not simulated" in entry["note"]) == (200, True)


@pytest.mark.parametrize(
    ("name", "played"), [("sendInvoice", False), ("answerInlineQuery", False), ("postStory", False), ("sendDice", True)]
)
async def test_the_journal_tells_what_was_only_answered(sim: Driver, name: str, played: bool) -> None:
    await sim.meet()
    await answered(sim, SPEC.methods[name])
    assert (await sim.calls(name))[-1]["simulated"] is played


async def test_a_deeply_nested_body_is_refused(sim: Driver) -> None:
    body = b'{"a":' * 50_000 + b"1" + b"}" * 50_000
    headers = {"Content-Type": "application/json"}
    async with sim.session.post(sim.url("getMe"), data=body, headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse JSON object"
