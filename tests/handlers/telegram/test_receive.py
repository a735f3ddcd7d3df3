"""Updates, both as the simulator makes them and in every other shape."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.channels import (
    TELEGRAM,
    Button,
    Entity,
    File,
    Happening,
    InboundEvent,
    Joined,
    Left,
    MediaKind,
    Place,
    Pressed,
    Reached,
    Relocated,
    Retitled,
    RichText,
    Said,
    Send,
    Sender,
    Unread,
)
from core.codec import Json, JsonObject, clean_name, dump, load_object
from handlers.telegram.bot import Account
from handlers.telegram.receive import USED, arrival, event
from handlers.telegram.request import Ok
from handlers.telegram.send import TelegramChannel
from tests.handlers.telegram.test_send import PNG
from tests.support.simulator import BOT_ID, Sim

RECEIVED_AT = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
SENT_AT = datetime(2026, 11, 23, 1, 14, 5, tzinfo=UTC)
PERSON: dict[str, Any] = {
    "id": 7,
    "is_bot": False,
    "first_name": "Sari",
    "last_name": "Dewi",
    "username": "sari_d",
    "language_code": "id",
}
PRIVATE: dict[str, Any] = {"id": 7, "type": "private", "first_name": "Sari"}
GROUP: dict[str, Any] = {"id": -100200, "type": "supergroup", "title": "Humas Bengkulu"}


def read(kind: str, content: Json) -> InboundEvent:
    return event(3, arrival({"update_id": 1, kind: content}, BOT_ID).payload, RECEIVED_AT)


def message(**more: object) -> dict[str, Any]:
    return {"message_id": 5, "from": PERSON, "chat": PRIVATE, "date": int(SENT_AT.timestamp()), **more}


def said(**more: object) -> Said:
    what = read("message", message(**more)).what
    assert isinstance(what, Said), what
    return what


async def the_event(sim: Sim, kind: str) -> InboundEvent:
    """The newest update of this kind that the simulator has made, read."""
    update = [each["update"] for each in await sim.updates() if each["kind"] == kind][-1]
    return event(3, arrival(update, BOT_ID).payload, RECEIVED_AT)


# --- from the simulator


async def test_a_text_with_its_sender_place_and_time(sim: Sim) -> None:
    person = await sim.person("Sari", last_name="Dewi", username="sari_d", language_code="id")
    now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    await sim.set_clock(now, running=False)
    message_id = await sim.send(person, "Halo 😀", entities=[{"type": "bold", "offset": 0, "length": 4}])
    assert await the_event(sim, "message") == InboundEvent(
        id=3,
        channel=TELEGRAM,
        sender=Sender(str(person), "Sari Dewi", "sari_d", "id"),
        place=Place(str(person), private=True),
        what=Said(message_id, RichText("Halo 😀", (Entity("bold", 0, 4, {}),))),
        said_at=now,
    )


async def test_start_with_a_payload_is_a_text(sim: Sim) -> None:
    person = await sim.person(started=False)
    await sim.start(person, "undangan_abc-123")
    what = (await the_event(sim, "message")).what
    assert isinstance(what, Said)
    assert what.content.text == "/start undangan_abc-123"


async def test_a_reply_names_the_message(sim: Sim) -> None:
    person = await sim.person()
    first = await sim.send(person, "satu")
    await sim.send(person, "dua", reply_to=first)
    what = (await the_event(sim, "message")).what
    assert isinstance(what, Said)
    assert what.reply_to == first


@pytest.mark.parametrize("kind", [kind for kind in MediaKind if kind is not MediaKind.ANIMATION])
async def test_a_file_comes_with_its_caption(sim: Sim, kind: MediaKind) -> None:
    person = await sim.person()
    await sim.send_file(person, ("a.png", PNG), kind=kind, caption="Lihat")
    what = (await the_event(sim, "message")).what
    assert isinstance(what, Said)
    (file,) = what.files
    assert (what.content.text, what.other, file.kind) == ("Lihat", None, kind)
    assert file.handle
    assert file.unique


async def test_the_files_of_an_album_share_its_name(sim: Sim) -> None:
    person = await sim.person()
    await sim.send_file(person, ("a.png", PNG), ("b.png", PNG), album=True)
    updates = [each["update"] for each in await sim.updates() if "photo" in each["update"].get("message", {})]
    albums = {read("message", update["message"]).what for update in updates}
    assert len(albums) == 2
    assert len({what.album for what in albums if isinstance(what, Said)} - {None}) == 1


async def test_a_forwarded_message_is_marked(sim: Sim) -> None:
    person = await sim.person()
    await sim.forward(person, await sim.send(person, "asli"))
    what = (await the_event(sim, "message")).what
    assert isinstance(what, Said)
    assert what.forwarded


async def test_an_edit_is_marked_and_has_its_own_time(sim: Sim) -> None:
    person = await sim.person()
    await sim.set_clock(SENT_AT, running=False)
    message_id = await sim.send(person, "salah")
    await sim.advance(90)
    await sim.edit(person, message_id, "benar")
    edited = await the_event(sim, "edited_message")
    assert edited.what == Said(message_id, RichText("benar"), edited=True)
    assert (edited.said_at - SENT_AT).total_seconds() == 90


async def test_a_tap_can_be_answered(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    await channel.deliver(str(person), Send(RichText("Baca"), buttons=((Button("Baca", data="b1"),),)))
    shown = await sim.last(person)
    await sim.press(person, shown.message_id, "Baca", wait=0)
    tapped = await the_event(sim, "callback_query")
    assert isinstance(tapped.what, Pressed)
    assert (tapped.what.message_id, tapped.what.data) == (shown.message_id, "b1")
    assert (tapped.place, tapped.said_at) == (Place(str(person), private=True), RECEIVED_AT)
    await channel.answer(tapped.what.press_id, "Tercatat")
    assert len(await sim.calls("answerCallbackQuery", ok=True)) == 1


async def test_blocking_and_coming_back_are_heard(sim: Sim) -> None:
    person = await sim.person()
    await sim.block(person)
    assert (await the_event(sim, "my_chat_member")).what == Reached(False)
    await sim.unblock(person)
    back = await the_event(sim, "my_chat_member")
    assert (back.what, back.sender.address) == (Reached(True), str(person))


async def test_lone_surrogates_and_nul_become_a_sign_that_databases_take(sim: Sim, account: Account) -> None:
    person = await sim.person()
    await sim.send(person, "a\x00b\ud83d!")
    match await account.polling.call("getUpdates", {}, 5.0):
        case Ok([*_, dict(update)]):
            found = event(3, arrival(update, BOT_ID).payload, RECEIVED_AT)
            assert found.what == Said((await sim.inbox(person))[-1].message_id, RichText("a\ufffdb\ufffd!"))
        case other:
            pytest.fail(f"no updates: {other}")


# --- by hand


def test_of_a_photo_the_largest_size_is_kept() -> None:
    sizes = [
        {"file_id": "s", "file_unique_id": "1", "width": 90, "height": 60, "file_size": 900},
        {"file_id": "l", "file_unique_id": "3", "width": 1280, "height": 800, "file_size": 90_000},
        {"file_id": "m", "file_unique_id": "2", "width": 320, "height": 200},
    ]
    assert said(photo=sizes).files == (File(MediaKind.PHOTO, "l", "3", size=90_000),)


def test_an_animation_is_no_document() -> None:
    file = {"file_id": "a", "file_unique_id": "u", "file_name": "x.mp4", "mime_type": "video/mp4", "file_size": 12}
    assert said(animation=file, document=file).files == (File(MediaKind.ANIMATION, "a", "u", "x.mp4", "video/mp4", 12),)


@pytest.mark.parametrize(
    ("content", "other"),
    [
        ({"sticker": {"emoji": "👍"}}, "sticker"),
        ({"location": {"latitude": 1}}, "location"),
        ({"venue": {}, "location": {}}, "venue"),
        ({"contact": {"phone_number": "1"}}, "contact"),
        ({"poll": {"question": "?"}}, "poll"),
        ({"video_note": {}}, "video_note"),
    ],
)
def test_what_is_not_read_is_named(content: dict[str, Any], other: str) -> None:
    assert said(**content) == Said(5, RichText(""), other=other)


@pytest.mark.parametrize(
    "notice",
    [
        {"new_chat_members": [PERSON]},
        {"pinned_message": message(text="x")},
        {"migrate_to_chat_id": -100},
        {"message_auto_delete_timer_changed": {}},
        {},
    ],
)
def test_a_notice_of_telegram_is_nothing_that_somebody_said(notice: dict[str, Any]) -> None:
    assert read("message", message(**notice)).what == Unread("message")


def test_a_command_in_a_group_has_the_group_as_its_place() -> None:
    found = read("message", message(chat=GROUP, text="/umumkan@simpul_bot besok pukul 9"))
    assert (found.sender.address, found.place) == ("7", Place("-100200", private=False, title="Humas Bengkulu"))
    assert found.what == Said(5, RichText("/umumkan@simpul_bot"))


@pytest.mark.parametrize(
    "talk",
    [
        {"text": "Pak Deni, nomor saya 0812-xxxx"},
        {"text": "rapat di /aula"},
        {"text": "/bukan-perintah-tetapi-kata"},
        {"caption": "/umumkan", "photo": [{"file_id": "rahasia", "file_unique_id": "u", "width": 1, "height": 1}]},
        {"new_chat_members": [PERSON], "left_chat_member": PERSON},
        {"text": "siap", "reply_to_message": {"message_id": 3, "text": "rahasia"}},
    ],
)
def test_what_people_say_in_a_group_is_never_written_down_nor_who_said_it(talk: dict[str, Any]) -> None:
    for kind in ("message", "edited_message"):
        arrived = arrival({"update_id": 1, kind: message(chat=GROUP, **talk)}, BOT_ID)
        assert load_object(arrived.payload) == {
            "update_id": 1,
            kind: {"message_id": 5, "date": int(SENT_AT.timestamp()), "chat": GROUP},
        }
        assert arrived.lane == "c:-100200"
        assert event(3, arrived.payload, RECEIVED_AT).what == Unread(kind)


def test_a_command_that_is_edited_in_a_group_is_not_read() -> None:
    assert read("edited_message", message(chat=GROUP, text="/umumkan")).what == Unread("edited_message")


@pytest.mark.parametrize(
    "sender",
    [
        {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": GROUP},
        {"from": None},
        {"from": {"id": True}},
        {"from": {"id": 2**70}},
    ],
)
def test_who_is_no_person_says_nothing(sender: dict[str, Any]) -> None:
    assert read("message", message(chat=GROUP, text="Halo", **sender)).what == Unread("message")


def test_a_tap_under_a_message_too_old_to_be_shown_still_counts() -> None:
    old: JsonObject = {"message_id": 5, "chat": PRIVATE, "date": 0}
    assert read("callback_query", {"id": "9", "from": PERSON, "message": old, "data": "b1"}).what == Pressed(
        5, "b1", "9"
    )


@pytest.mark.parametrize(
    "query",
    [
        {"message": message(), "game_short_name": "x"},
        {"inline_message_id": "5", "data": "b"},
        {"message": None, "data": "b"},
    ],
)
def test_a_tap_without_data_or_message_is_not_read(query: dict[str, Any]) -> None:
    assert read("callback_query", {"id": "9", "from": PERSON, **query}).what == Unread("callback_query")


@pytest.mark.parametrize(
    ("standing", "what"),
    [
        ({"status": "member"}, Joined()),
        ({"status": "administrator"}, Joined()),
        ({"status": "restricted", "is_member": True}, Joined()),
        ({"status": "restricted", "is_member": False}, Left()),
        ({"status": "left"}, Left()),
        ({"status": "kicked"}, Left()),
        ({}, Unread("my_chat_member")),
    ],
)
def test_how_the_program_stands_in_a_group(standing: JsonObject, what: Happening) -> None:
    change: JsonObject = {"chat": GROUP, "from": PERSON, "date": 1, "new_chat_member": {**standing, "user": PERSON}}
    arrived = arrival({"update_id": 1, "my_chat_member": change}, BOT_ID)
    assert event(3, arrived.payload, RECEIVED_AT).what == what
    assert b"Sari" not in arrived.payload
    assert arrived.lane == "c:-100200"


def test_a_group_that_moves_is_told_of_from_both_sides() -> None:
    """Whoever caused it: in the new one it is the group itself that speaks."""
    old: dict[str, Any] = {"id": -200, "type": "group", "title": "Humas"}
    itself: dict[str, Any] = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": GROUP}
    moved = Relocated("-200", "-100200")
    assert read("message", message(chat=old, migrate_to_chat_id=-100200)).what == moved
    assert read("message", message(chat=GROUP, migrate_from_chat_id=-200, **itself)).what == moved


def test_a_group_that_is_called_otherwise() -> None:
    found = read("message", message(chat=GROUP, new_chat_title="Humas Bengkulu"))
    assert (found.what, found.place.title) == (Retitled(), "Humas Bengkulu")


async def test_a_group_of_the_simulator_that_becomes_a_supergroup(sim: Sim) -> None:
    owner = await sim.person("Sari")
    old = await sim.create_group("Humas Kaur", owner)
    assert (await the_event(sim, "my_chat_member")).what == Joined()
    new = await sim.upgrade(old)
    told = [each["update"] for each in await sim.updates() if each["kind"] == "message"][-2:]
    assert [read("message", each["message"]).what for each in told] == [Relocated(str(old), str(new))] * 2
    await sim.kick_bot(new)
    assert (await the_event(sim, "my_chat_member")).what == Left()


@pytest.mark.parametrize("date", [None, 0, -5, 2**62, "2026"])
def test_a_time_that_is_none_gives_way_to_when_it_was_received(date: object) -> None:
    assert read("message", message(text="x", date=date)).said_at == RECEIVED_AT


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Sari", "Dewi", "Sari Dewi"),
        ("  Sari \n\t Dewi ", None, "Sari Dewi"),
        ("\u202eiraS\u202c", "\u2066Dewi\u2069", "iraS Dewi"),
        ("Sari\u200f", "\u200b", "Sari"),
        ("\u202e", "\u2067", "sari_d"),
        ("👩‍👧 Sari", None, "👩‍👧 Sari"),
    ],
)
def test_a_name_is_one_line_that_reads_forward(first: str, last: str | None, name: str) -> None:
    person = {**PERSON, "first_name": first, "last_name": last}
    assert read("message", message(text="x", **{"from": person})).sender.name == name


def test_a_person_without_any_name_is_known_by_number() -> None:
    person = {"id": 7, "is_bot": False, "first_name": "\u202e"}
    assert read("message", message(text="x", **{"from": person})).sender.name == "7"


@given(st.text())
def test_a_clean_name_stays_as_it_is(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)


# --- arrivals


def test_a_person_has_one_lane_whatever_they_do() -> None:
    updates: list[JsonObject] = [
        {"update_id": 1, "message": message(text="x")},
        {"update_id": 2, "message": message(text="/bantuan", chat=GROUP)},
        {"update_id": 3, "callback_query": {"id": "9", "from": PERSON, "message": message(), "data": "b"}},
        {"update_id": 4, "my_chat_member": {"chat": PRIVATE, "from": PERSON}},
    ]
    assert {arrival(update, BOT_ID).lane for update in updates} == {"p:7"}


def test_without_a_person_the_chat_is_the_lane() -> None:
    assert arrival({"update_id": 1, "channel_post": {"chat": GROUP}}, BOT_ID).lane == "c:-100200"


def test_the_digest_is_of_what_was_said_not_of_the_order_of_fields() -> None:
    one = arrival({"update_id": 1, "message": {"a": 1, "b": 2}}, BOT_ID)
    same = arrival({"message": {"b": 2, "a": 1}, "update_id": 1}, BOT_ID)
    other = arrival({"update_id": 1, "message": {"a": 1, "b": 3}}, BOT_ID)
    assert len(one.digest) == 16
    assert one.digest == same.digest != other.digest


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)
FIELDS = st.sampled_from(
    [
        "message_id", "from", "chat", "date", "edit_date", "text", "entities", "caption", "caption_entities", "photo",
        "document", "animation", "sticker", "data", "id", "is_bot", "first_name", "last_name", "username", "type",
        "offset", "length", "message", "new_chat_member", "status", "reply_to_message", "media_group_id", "file_id",
        "file_unique_id", "width", "height", "file_size", "title", "language_code", "forward_origin",
    ]
)  # fmt: skip
NEARLY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("private"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=8),
    max_leaves=40,
)
CONTENT = st.dictionaries(FIELDS, NEARLY, max_size=12)


@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_any_json_object_can_be_read(update: dict[str, Any]) -> None:
    found = event(1, dump(update), RECEIVED_AT)
    assert isinstance(found.what, Unread)


@given(st.sampled_from([*USED, "poll", "inline_query"]), CONTENT)
def test_any_nearly_right_update_can_be_read_and_stored(kind: str, content: dict[str, Any]) -> None:
    arrived = arrival({"update_id": 1, kind: content}, BOT_ID)
    found = event(1, arrived.payload, RECEIVED_AT)
    assert len(arrived.lane) <= 64
    assert found.said_at.tzinfo is not None
    if not isinstance(found.what, Unread):
        assert found.sender.address


@given(CONTENT, st.sampled_from(sorted(message(text="x", caption="y", photo=[], entities=[]))))
def test_a_message_with_any_one_field_broken_can_be_read(content: dict[str, Any], field: str) -> None:
    values: list[Json] = [None, [], {}, "x", 1, content]
    for broken in values:
        read("message", {**message(text="x", caption="y", photo=[], entities=[]), field: broken})


def test_an_update_without_an_id_is_told_loudly() -> None:
    with pytest.raises(ValueError, match="without an id"):
        arrival({"message": message(text="x")}, BOT_ID)
