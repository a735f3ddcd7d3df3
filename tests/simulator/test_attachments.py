"""Places, contacts, dice, animations and round videos, both ways."""

from typing import Any

import aiohttp
import pytest

from tests.simulator.support import RATNA, TOKEN, Driver, driving, running

HERE = {"latitude": -3.8, "longitude": 102.26}


async def last_line(sim: Driver) -> str:
    return str((await sim.get(f"/sim/transcript?person={RATNA}")).splitlines()[-1])


async def test_a_place_of_the_bot_is_a_point_on_the_map(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendLocation", chat_id=RATNA, **HERE)
    assert sent["location"] == HERE
    assert (await sim.inbox())[-1]["location"] == HERE
    assert (await last_line(sim)).endswith("<location -3.8,102.26>")


async def test_a_venue_has_a_name_and_an_address(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendVenue", chat_id=RATNA, title="Kantor Gubernur", address="Jl. Pembangunan 1", **HERE)
    assert (sent["venue"]["title"], sent["venue"]["location"], sent["location"]) == ("Kantor Gubernur", HERE, HERE)
    shown = (await sim.inbox())[-1]["location"]
    assert shown == {**HERE, "title": "Kantor Gubernur", "address": "Jl. Pembangunan 1"}


async def test_a_contact_has_a_name_and_a_number(sim: Driver) -> None:
    await sim.meet()
    sent = await sim.done("sendContact", chat_id=RATNA, phone_number="+62736", first_name="Humas", last_name="Bengkulu")
    assert sent["contact"] == {"phone_number": "+62736", "first_name": "Humas", "last_name": "Bengkulu"}
    assert (await sim.inbox())[-1]["contact"] == {"name": "Humas Bengkulu", "phone": "+62736"}
    assert (await last_line(sim)).endswith("<contact Humas Bengkulu +62736>")


@pytest.mark.parametrize(("emoji", "most"), [(None, 6), ("🎯", 6), ("🎳", 6), ("🏀", 5), ("⚽", 5), ("🎰", 64)])
async def test_dice_show_one_of_their_sides(sim: Driver, emoji: str | None, most: int) -> None:
    await sim.meet()
    dice = (await sim.done("sendDice", chat_id=RATNA, emoji=emoji))["dice"]
    assert (dice["emoji"], 1 <= dice["value"] <= most) == (emoji or "🎲", True)
    assert (await sim.inbox())[-1]["dice"] == dice


async def test_dice_fall_the_same_with_the_same_seed(sim: Driver) -> None:
    thrown = []
    for seed in ("7", "7", "8"):
        with running("--limits", "off", "--seed", seed) as server:
            async with driving(server.base) as other:
                await other.meet()
                thrown.append([(await other.done("sendDice", chat_id=RATNA))["dice"]["value"] for _ in range(20)])
    assert thrown[0] == thrown[1] != thrown[2]


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("sendLocation", {"latitude": 91, "longitude": 0}, "invalid location specified"),
        ("sendLocation", {"latitude": "utara", "longitude": 0}, 'parameter "latitude" must be of type Number'),
        ("sendLocation", {"latitude": "nan", "longitude": 0}, 'parameter "latitude" must be of type Number'),
        ("sendLocation", {**HERE, "live_period": 5}, "wrong live location period specified"),
        ("sendContact", {"phone_number": "", "first_name": "a"}, "contact must be non-empty"),
        ("sendDice", {"emoji": "🍎"}, "EMOTICON_INVALID"),
        ("sendAnimation", {}, "there is no animation in the request"),
        ("sendVideoNote", {"video_note": "hilang"}, "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_what_is_refused(sim: Driver, method: str, given: dict[str, Any], words: str) -> None:
    await sim.meet()
    assert await sim.refused(method, chat_id=RATNA, **given) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("method", "given", "what"),
    [
        ("sendLocation", HERE, "locations"),
        ("sendVenue", {**HERE, "title": "a", "address": "b"}, "venues"),
        ("sendContact", {"phone_number": "1", "first_name": "a"}, "contacts"),
        ("sendDice", {}, "dice"),
        ("sendPoll", {"question": "a", "options": ["a", "b"]}, "polls"),
        ("sendAnimation", {"animation": "x"}, "animations"),
        ("sendVideoNote", {"video_note": "x"}, "video notes"),
    ],
)
async def test_where_only_administrators_write_each_kind_is_refused_by_its_name(
    sim: Driver, method: str, given: dict[str, Any], what: str
) -> None:
    await sim.meet()
    chat = (await sim.post("/sim/chats", type="supergroup", title="Humas", members=[RATNA]))["id"]
    await sim.post(f"/sim/chats/{chat}/permissions", send=False)
    words = await sim.refused(method, chat_id=chat, **given)
    assert words == f"Bad Request: not enough rights to send {what} to the chat"


async def bot_upload(sim: Driver, method: str, field: str, content: bytes, **params: str) -> Any:
    form = aiohttp.FormData({"chat_id": str(RATNA), **params})
    form.add_field(field, content, filename="gerak.mp4")
    async with sim.session.post(sim.url(method), data=form) as response:
        return (await response.json())["result"]


async def test_an_animation_is_a_document_too(sim: Driver) -> None:
    await sim.meet()
    sent = await bot_upload(sim, "sendAnimation", "animation", b"isi", caption="lihat", width="40", height="30")
    assert (sent["animation"]["width"], sent["animation"]["height"], sent["caption"]) == (40, 30, "lihat")
    assert sent["document"]["file_id"] == sent["animation"]["file_id"]
    assert (await sim.inbox())[-1]["media"]["kind"] == "animation"
    again = await sim.done("sendAnimation", chat_id=RATNA, animation=sent["animation"]["file_id"])
    assert again["animation"]["file_id"] == sent["animation"]["file_id"]
    path = (await sim.done("getFile", file_id=sent["animation"]["file_id"]))["file_path"]
    async with sim.session.get(f"{sim.base}/file/bot{TOKEN}/{path}") as response:
        assert await response.read() == b"isi"


async def test_a_round_video_has_a_length(sim: Driver) -> None:
    await sim.meet()
    sent = await bot_upload(sim, "sendVideoNote", "video_note", b"isi", length="360", duration="4")
    assert (sent["video_note"]["length"], sent["video_note"]["duration"]) == (360, 4)
    item = (await sim.inbox())[-1]
    assert item["media"]["kind"] == "video_note"
    assert (await last_line(sim)).endswith("<video_note>")


@pytest.mark.parametrize("kind", ["animation", "video_note"])
async def test_people_send_them_too(sim: Driver, kind: str) -> None:
    await sim.meet()
    form = aiohttp.FormData({"kind": kind})
    form.add_field("file", b"isi", filename="gerak.mp4")
    async with sim.session.post(f"{sim.base}/sim/people/{RATNA}/send", data=form) as response:
        assert response.status == 200
    assert (await sim.updates())[-1]["message"][kind]["file_size"] == 3


async def test_people_send_their_number_and_their_place_without_a_key(sim: Driver) -> None:
    await sim.meet(last_name="Dewi")
    await sim.post(f"/sim/people/{RATNA}/send", contact=True)
    await sim.post(f"/sim/people/{RATNA}/send", contact={"first_name": "Deni", "phone_number": "+62811"})
    await sim.post(f"/sim/people/{RATNA}/send", location=HERE)
    own, other, place = [update["message"] for update in await sim.updates()]
    assert own["contact"] == {"phone_number": "+62501", "first_name": "Ratna", "last_name": "Dewi", "user_id": RATNA}
    assert other["contact"] == {"first_name": "Deni", "phone_number": "+62811"}
    assert place["location"] == HERE


@pytest.mark.parametrize(
    "given",
    [
        {"contact": False},
        {"contact": {}},
        {"contact": {"first_name": "a"}},
        {"contact": "a"},
        {"location": {}},
        {"location": {"latitude": 91, "longitude": 0}},
        {"location": {"latitude": "x", "longitude": 0}},
        {"location": HERE, "text": "a"},
    ],
)
async def test_a_wrong_contact_or_place_gets_a_sentence(sim: Driver, given: dict[str, Any]) -> None:
    await sim.meet()
    assert (await sim.wrong("POST", f"/sim/people/{RATNA}/send", given))[0] == 400
    assert await sim.updates() == []
