"""Whatever is thrown at the Bot API, it answers as Telegram does and goes on."""

from random import Random
from typing import Any

from simulator.spec import MethodSpec, read_spec
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


async def test_every_method_of_the_bot_api_is_known(sim: Driver) -> None:
    for name in read_spec().methods:
        async with sim.session.post(sim.url(name), json={}) as response:
            assert response.status != 404, name


async def test_a_deeply_nested_body_is_refused(sim: Driver) -> None:
    body = b'{"a":' * 50_000 + b"1" + b"}" * 50_000
    headers = {"Content-Type": "application/json"}
    async with sim.session.post(sim.url("getMe"), data=body, headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse JSON object"
