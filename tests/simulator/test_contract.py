"""Every call of the control plane, once, with the fields that whoever drives it counts on."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from tests.simulator.support import DENI, RATNA, Driver, buttons, png

Fields = set[str]
HERE = {"latitude": -3.8, "longitude": 102.26}
ITEM = {
    "seq", "message_id", "from", "text", "caption", "media", "poll", "location", "contact", "dice", "service",
    "buttons", "keyboard", "entities", "reply_to", "thread", "group", "edited", "deleted", "date",
}  # fmt: skip
SENT = {"message_id", "chat"}
CHAT = {"id", "type", "title", "members", "bot", "forum", "topics", "muted", "deleted", "migrated_to"}


@dataclass(frozen=True)
class Scene:
    """Two people who know the bot, a forum of theirs with a topic, a group, and messages of both sides, by name."""

    sim: Driver
    names: dict[str, int]

    def filled(self, value: Any) -> Any:
        """The value, with the number that a name such as `$card` stands for."""
        return self.names[value[1:]] if isinstance(value, str) and value.startswith("$") else value


async def prepared(sim: Driver) -> Scene:
    await sim.meet()
    await sim.meet(DENI, "Deni")
    people = {"members": [RATNA, DENI], "bot_admin": True}
    forum = (await sim.post("/sim/chats", type="supergroup", title="Humas", forum=True, **people))["id"]
    keys = [["Umumkan", {"text": "Nomor", "request_contact": True}, {"text": "Tempat", "request_location": True}]]
    await sim.done("sendMessage", chat_id=RATNA, text="menu", reply_markup={"keyboard": keys})
    names = {
        "forum": forum,
        "group": (await sim.post("/sim/chats", type="group", title="Rapat", **people))["id"],
        "topic": (await sim.post(f"/sim/chats/{forum}/topics", name="Laporan"))["thread"],
        "said": await sim.say("dari saya"),
        "card": await _sent(sim, "sendMessage", text="kartu", reply_markup=buttons([("Setujui", "ok")])),
        "poll": await _sent(sim, "sendPoll", question="Hadir?", options=["Ya", "Tidak"]),
    }
    await sim.confirm_all()
    return Scene(sim, names)


async def _sent(sim: Driver, method: str, **params: Any) -> int:
    return int((await sim.done(method, chat_id=RATNA, **params))["message_id"])


ME, TEN = f"/sim/people/{RATNA}", 10
POSTS: list[tuple[str, dict[str, Any], Fields]] = [
    ("/sim/people", {"first_name": "Sari", "last_name": "Dewi", "username": "sari"}, {"id", "first_name"}),
    (ME, {"first_name": "Dewi", "timezone": "Asia/Makassar"}, {"id", "timezone", "blocked", "started"}),
    (f"{ME}/start", {"payload": "undangan-7"}, SENT),
    (f"{ME}/send", {"text": "halo"}, SENT),
    (f"{ME}/send", {"text": "halo", "chat": "$forum", "thread": "$topic"}, SENT),
    (f"{ME}/send", {"text": "ya", "reply_to": "$card"}, SENT),
    (f"{ME}/send", {"text": "ya", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, SENT),
    (f"{ME}/send", {"contact": True}, SENT),
    (f"{ME}/send", {"location": HERE}, SENT),
    (f"{ME}/press", {"message_id": "$card", "button": "Setujui", "wait": 0}, {"answer"}),
    (f"{ME}/vote", {"message_id": "$poll", "options": [0]}, SENT),
    (f"{ME}/reply-key", {"text": "Umumkan"}, SENT),
    (f"{ME}/reply-key", {"contact": True}, SENT),
    (f"{ME}/reply-key", {"location": HERE}, SENT),
    (f"{ME}/edit", {"message_id": "$said", "text": "lain"}, SENT),
    (f"{ME}/react", {"message_id": "$card", "emoji": "👍"}, SENT),
    (f"{ME}/forward", {"message_id": "$card", "from_chat": RATNA, "to_chat": "$forum"}, SENT),
    (f"{ME}/delete", {"message_id": "$card"}, SENT),
    (f"{ME}/block", {}, {"id", "blocked"}),
    (f"{ME}/unblock", {}, {"id", "blocked"}),
    (f"{ME}/deactivate", {}, {"id", "deactivated"}),
    ("/sim/chats", {"type": "channel", "title": "Berita", "members": [RATNA], "bot": True}, CHAT),
    ("/sim/chats/{forum}/leave", {"person": DENI}, CHAT),
    ("/sim/chats/{forum}/promote", {"person": DENI}, CHAT),
    ("/sim/chats/{forum}/kick-bot", {}, CHAT),
    ("/sim/chats/{group}/upgrade", {}, CHAT | {"new_id"}),
    ("/sim/chats/{forum}/topics", {"name": "Undangan"}, {"thread", "name"}),
    ("/sim/chats/{forum}/topics/{topic}", {"name": "Lain", "closed": True}, {"thread", "name"}),
    ("/sim/clock", {"set": "2026-11-23T10:15:00+07:00"}, {"now", "running", "version"}),
    ("/sim/clock", {"advance": 60}, {"now", "running", "version"}),
    ("/sim/clock", {"running": True}, {"now", "running", "version"}),
    ("/sim/faults", {"method": "*", "code": 500, "chat": 1, "times": 1}, {"id", "method", "code"}),
    ("/sim/limits", {"enforce": False}, {"enforce", "overall", "per_chat", "per_group"}),
    ("/sim/reset", {}, set()),
]  # fmt: skip
GETS: list[tuple[str, Fields]] = [
    ("/sim/bot", {"token", "username", "id"}),
    ("/sim/people", {"id", "first_name", "username", "timezone", "blocked", "started"}),
    (ME, {"id", "first_name", "username", "timezone", "blocked", "started"}),
    (f"{ME}/inbox?since=0&wait=0", ITEM),
    ("/sim/chats", CHAT),
    ("/sim/chats/{forum}", CHAT),
    ("/sim/chats/{forum}/messages?since=0&wait=0&thread={topic}", ITEM),
    ("/sim/journal?since=0&method=sendPoll&wait=0", {"seq", "method", "params", "duration_ms", "simulated"}),
    ("/sim/journal?type=update", {"seq", "update", "handed_at", "confirmed_at"}),
    ("/sim/clock?version=0&wait=0", {"now", "running", "version"}),
    ("/sim/process", {"pid", "running", "started_at"}),
    ("/sim/limits", {"enforce", "overall", "per_chat", "per_group"}),
    ("/sim/stats", {"accepted", "refused", "by_method", "rate_1s", "rate_peak", "updates_confirmed"}),
    ("/sim/page", {"title", "phones"}),
]


@pytest.fixture
async def scene(sim: Driver) -> Scene:
    return await prepared(sim)


@pytest.mark.parametrize(("path", "given", "fields"), POSTS)
async def test_a_call_does_what_it_says(scene: Scene, path: str, given: dict[str, Any], fields: Fields) -> None:
    filled = {name: scene.filled(value) for name, value in given.items()}
    answer = await scene.sim.post(path.format(**scene.names), **filled)
    assert fields <= answer.keys()


@pytest.mark.parametrize(("path", "fields"), GETS)
async def test_a_reading_has_its_fields(scene: Scene, path: str, fields: Fields) -> None:
    answer = await scene.sim.get(path.format(**scene.names))
    shown = answer[0] if isinstance(answer, list) else answer
    assert fields <= shown.keys()


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        (f"{ME}/send", {"text": "a"}, 200),
        ("/sim/people", {"first_name": "A"}, 201),
        ("/sim/chats", {"type": "group", "title": "a", "members": [RATNA]}, 201),
    ],
)
async def test_what_is_made_says_so_in_its_status(scene: Scene, path: str, given: dict[str, Any], status: int) -> None:
    async with scene.sim.session.post(scene.sim.base + path, json=given) as response:
        assert response.status == status


@pytest.mark.parametrize("kind", ["photo", "document", "video", "voice", "audio"])
async def test_each_kind_of_file_is_sent_alone_and_as_an_album(scene: Scene, kind: str) -> None:
    for album, many in (("false", 1), ("true", 2)):
        form = aiohttp.FormData({"kind": kind, "caption": "a", "album": album})
        for number in range(many):
            form.add_field("file", png(20 + number, 20), filename=f"{number}.png")
        async with scene.sim.session.post(f"{scene.sim.base}{ME}/send", data=form) as response:
            assert response.status == 200
        items = (await scene.sim.inbox())[-many:]
        assert [item["media"]["kind"] for item in items] == [kind] * many
        assert len({item["group"] for item in items}) == 1


async def test_the_transcript_is_plain_text_for_both_a_person_and_a_chat(scene: Scene) -> None:
    assert "kartu [Setujui]" in await scene.sim.get(f"/sim/transcript?person={RATNA}")
    assert "forum_topic_created Laporan" in await scene.sim.get(f"/sim/transcript?chat={scene.names['forum']}")


async def test_who_left_joins_again_and_the_bot_too(scene: Scene) -> None:
    base = f"/sim/chats/{scene.names['forum']}"
    await scene.sim.post(f"{base}/leave", person=DENI)
    assert DENI in [each["id"] for each in (await scene.sim.post(f"{base}/join", person=DENI))["members"]]
    await scene.sim.post(f"{base}/kick-bot")
    assert (await scene.sim.post(f"{base}/add-bot"))["bot"] == "member"


async def test_faults_are_listed_and_taken_back(scene: Scene) -> None:
    await scene.sim.post("/sim/faults", method="sendMessage", retry_after=1)
    assert [each["method"] for each in await scene.sim.get("/sim/faults")] == ["sendMessage"]
    await scene.sim.delete("/sim/faults")
    assert await scene.sim.get("/sim/faults") == []


@pytest.mark.parametrize("action", ["send", "press", "vote", "reply-key", "edit", "react", "forward", "delete"])
@pytest.mark.parametrize("body", [b"{", b"[]", b'"a"', b"7", b'{"nama": 1}', b'{"chat": "x"}', b"\xff"])
async def test_a_malformed_action_gets_400_and_a_sentence(scene: Scene, action: str, body: bytes) -> None:
    async with scene.sim.session.post(f"{scene.sim.base}{ME}/{action}", data=body) as response:
        assert (response.status, len((await response.json())["error"]) > TEN) == (400, True)
    assert await scene.sim.updates() == []


async def test_an_upload_over_60_megabytes_is_413(scene: Scene) -> None:
    form = aiohttp.FormData({"kind": "document"})
    form.add_field("file", BytesIO(bytes(61 * 1024 * 1024)), filename="besar.bin")
    async with scene.sim.session.post(f"{scene.sim.base}{ME}/send", data=form) as response:
        assert (response.status, len((await response.json())["error"]) > TEN) == (413, True)
