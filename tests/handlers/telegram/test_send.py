"""Orders against the simulator: what arrives in the chat, and what each answer of the server means."""

from typing import Any

import pytest

from core.channels import (
    Button,
    Delete,
    Edit,
    EditButtons,
    Entity,
    File,
    InDoubt,
    MediaKind,
    Moved,
    Order,
    Outcome,
    React,
    Reason,
    Refused,
    Revoked,
    RichText,
    Send,
    Sent,
    TryLater,
    Upload,
)
from core.codec import Json
from handlers.telegram.bot import make_bot
from handlers.telegram.request import Ok
from handlers.telegram.send import TelegramChannel, outcome_of
from tests.support.simulator import TOKEN, Sim

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf500f0003860180b35b1e0000000049454e44ae426082"
)
HELLO = Send(RichText("Halo"))


async def sent(channel: TelegramChannel, person: int, order: Send) -> int:
    """Delivers and returns the id of the one message that then stands there."""
    outcome = await channel.deliver(str(person), order)
    assert isinstance(outcome, Sent), outcome
    (message_id,) = outcome.message_ids
    return message_id


async def files_from(sim: Sim, person: int, kind: MediaKind, *names: str) -> tuple[File, ...]:
    """Files that this person sent to the bot, by the ids under which the bot knows them."""
    for name in names:
        await sim.send_file(person, (name, PNG), kind=kind)
    updates = await sim.updates()
    found: list[File] = []
    for update in updates:
        content = update["update"].get("message", {})
        given = content.get(kind.value)
        if given:
            given = given[-1] if isinstance(given, list) else given
            found.append(File(kind, given["file_id"], given["file_unique_id"]))
    return tuple(found)


# --- each kind of order


async def test_a_text_arrives_with_its_formatting(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    words = RichText("<b>*Rapat* 😀 besok", (Entity("bold", 3, 7, {}), Entity("italic", 14, 5, {})))
    message_id = await sent(channel, person, Send(words))
    shown = await sim.last(person)
    assert (shown.message_id, shown.text) == (message_id, "<b>*Rapat* 😀 besok")
    assert [(each["type"], each["offset"], each["length"]) for each in shown.entities] == [
        ("bold", 3, 7),
        ("italic", 14, 5),
    ]


async def test_a_link_keeps_its_address(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    link = Entity("text_link", 0, 4, {"url": "https://example.org/"})
    await sent(channel, person, Send(RichText("Sini", (link,))))
    assert (await sim.last(person)).entities[0]["url"] == "https://example.org/"


async def test_buttons_of_all_kinds_arrive_in_their_rows(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    rows = (
        (Button("Sudah dibaca", data="a1"), Button("Situs", url="https://example.org/")),
        (Button("Salin", copy="BKL-0412"),),
    )
    await sent(channel, person, Send(RichText("Baca"), buttons=rows))
    assert (await sim.last(person)).buttons == (
        ({"text": "Sudah dibaca", "data": "a1"}, {"text": "Situs", "url": "https://example.org/"}),
        ({"text": "Salin", "copy": "BKL-0412"},),
    )


async def test_keys_come_stay_and_go(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    await sent(channel, person, Send(RichText("Menu"), keys=(("Tulis", "Kotak masuk"), ("Bantuan",))))
    shown = await sim.last(person)
    assert shown.keys == ["Tulis", "Kotak masuk", "Bantuan"]
    assert shown.keyboard is not None
    assert shown.keyboard["resize_keyboard"] is True
    assert shown.keyboard["is_persistent"] is True

    await sent(channel, person, HELLO)
    await sim.reply_key(person, "Bantuan")

    await sent(channel, person, Send(RichText("Selesai"), keys=()))
    assert (await sim.last(person)).keyboard == {"remove_keyboard": True}


async def test_a_reply_names_its_message_and_arrives_without_it_too(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    asked = await sim.send(person, "Kapan?")
    await sent(channel, person, Send(RichText("Besok"), reply_to=asked))
    assert (await sim.last(person)).reply_to == asked
    await sent(channel, person, Send(RichText("Lusa"), reply_to=999_999))
    assert (await sim.last(person)).reply_to is None


async def test_a_protected_and_silent_message_is_marked_as_such(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    await sent(channel, person, Send(RichText("Terbatas"), protect=True, silent=True))
    assert (await sim.last(person)).raw["protected"] is True
    (call,) = await sim.calls("sendMessage")
    assert call["params"]["disable_notification"] is True


@pytest.mark.parametrize("kind", [kind for kind in MediaKind if kind is not MediaKind.ANIMATION])
async def test_a_file_is_relayed_by_its_id_with_a_caption(sim: Sim, channel: TelegramChannel, kind: MediaKind) -> None:
    person = await sim.person()
    files = await files_from(sim, person, kind, "a.png")
    caption = RichText("Siaran pers", (Entity("bold", 0, 6, {}),))
    await sent(channel, person, Send(caption, files=files, buttons=((Button("Buka", data="o"),),)))
    shown = await sim.last(person)
    assert shown.media is not None
    assert (shown.media["kind"], shown.text, shown.labels) == (kind.value, "Siaran pers", ["Buka"])
    assert shown.entities[0]["type"] == "bold"


async def test_several_files_become_one_album_with_the_caption_on_the_first(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    files = await files_from(sim, person, MediaKind.PHOTO, "a.png", "b.png", "c.png")
    outcome = await channel.deliver(str(person), Send(RichText("Tiga foto"), files=files))
    album = [shown for shown in await sim.inbox(person) if shown.by_bot]
    assert outcome == Sent(tuple(shown.message_id for shown in album))
    assert [shown.text for shown in album] == ["Tiga foto", "", ""]
    assert len({shown.group for shown in album} - {None}) == 1


async def test_an_animation_is_asked_for_by_its_own_method(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    await channel.deliver(str(person), Send(RichText(""), files=(File(MediaKind.ANIMATION, "handle", "u"),)))
    (call,) = await sim.calls("sendAnimation")
    assert call["params"]["animation"] == "handle"


async def test_an_edit_changes_text_and_takes_away_buttons_that_it_does_not_name(
    sim: Sim, channel: TelegramChannel
) -> None:
    person = await sim.person()
    message_id = await sent(channel, person, Send(RichText("Draf"), buttons=((Button("Kirim", data="k"),),)))
    bold = RichText("Terkirim", (Entity("bold", 0, 8, {}),))
    assert await channel.deliver(str(person), Edit(message_id, bold)) == Sent()
    shown = await sim.last(person)
    assert (shown.text, shown.labels, shown.edited) == ("Terkirim", [], True)
    assert shown.entities[0]["type"] == "bold"


async def test_an_edit_of_a_file_changes_its_caption(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    files = await files_from(sim, person, MediaKind.PHOTO, "a.png")
    message_id = await sent(channel, person, Send(RichText("Lama"), files=files))
    edit = Edit(message_id, RichText("Baru"), ((Button("Ya", data="y"),),), captioned=True)
    assert await channel.deliver(str(person), edit) == Sent()
    shown = await sim.last(person)
    assert (shown.text, shown.labels) == ("Baru", ["Ya"])


async def test_buttons_alone_can_change(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    message_id = await sent(channel, person, Send(RichText("Baca"), buttons=((Button("Baca", data="b"),),)))
    done = EditButtons(message_id, ((Button("✓ Diterima 08.14", data="b"),),))
    assert await channel.deliver(str(person), done) == Sent()
    shown = await sim.last(person)
    assert (shown.text, shown.labels) == ("Baca", ["✓ Diterima 08.14"])
    assert await channel.deliver(str(person), EditButtons(message_id)) == Sent()
    assert (await sim.last(person)).labels == []


async def test_a_deleted_message_is_gone(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    message_id = await sent(channel, person, HELLO)
    assert await channel.deliver(str(person), Delete(message_id)) == Sent()
    assert [shown for shown in await sim.inbox(person) if shown.by_bot] == []


async def test_a_reaction_shows(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    message_id = await sim.send(person, "Siap")
    assert await channel.deliver(str(person), React(message_id, "👍")) == Sent()
    (call,) = await sim.calls("setMessageReaction")
    assert call["params"]["reaction"] == [{"type": "emoji", "emoji": "👍"}]


@pytest.mark.parametrize(
    "order",
    [
        Send(RichText("x"), files=(File(MediaKind.PHOTO, "a", "a"),) * 2, buttons=((Button("Ya", data="y"),),)),
        Send(RichText("x"), buttons=((Button("Ya", data="y"),),), keys=(("Menu",),)),
        Send(RichText("x"), buttons=((Button("Ya"),),)),
    ],
)
async def test_an_order_that_no_message_can_be_is_a_bug(channel: TelegramChannel, order: Send) -> None:
    with pytest.raises(ValueError, match="button"):
        await channel.deliver("1", order)


# --- taps


async def pressed(sim: Sim, channel: TelegramChannel, person: int) -> str:
    """Somebody pressed a button; what the tap is answered with."""
    message_id = await sent(channel, person, Send(RichText("Baca"), buttons=((Button("Baca", data="b"),),)))
    await sim.press(person, message_id, "Baca", wait=0)
    return str((await sim.updates())[-1]["update"]["callback_query"]["id"])


async def test_a_tap_is_answered_with_words(sim: Sim, channel: TelegramChannel) -> None:
    press_id = await pressed(sim, channel, await sim.person())
    await channel.answer(press_id, "Tercatat", alert=True)
    (call,) = await sim.calls("answerCallbackQuery", ok=True)
    assert call["params"] == {"callback_query_id": press_id, "text": "Tercatat", "show_alert": True}


async def test_a_tap_is_answered_without_words(sim: Sim, channel: TelegramChannel) -> None:
    press_id = await pressed(sim, channel, await sim.person())
    await channel.answer(press_id, None)
    (call,) = await sim.calls("answerCallbackQuery", ok=True)
    assert call["params"] == {"callback_query_id": press_id}


async def test_a_tap_that_is_too_old_harms_nobody(sim: Sim, channel: TelegramChannel) -> None:
    await channel.answer("12345", "Terlambat")
    (call,) = await sim.calls("answerCallbackQuery", ok=False)
    assert "query is too old" in call["description"]


# --- what the answers mean: from the state of the simulated world


async def test_a_person_who_blocked_the_bot_stopped_it(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    await sim.block(person)
    words = "Forbidden: bot was blocked by the user"
    assert await channel.deliver(str(person), HELLO) == Refused(Reason.STOPPED, True, words)


async def test_a_person_who_never_started_cannot_be_reached(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person(started=False)
    outcome = await channel.deliver(str(person), HELLO)
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.address_gone) == (Reason.NEVER_STARTED, True)


async def test_a_deactivated_account_is_gone(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    await sim.deactivate(person)
    outcome = await channel.deliver(str(person), HELLO)
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.address_gone) == (Reason.ACCOUNT_GONE, True)


async def test_an_unknown_chat_is_not_found_and_says_nothing_of_the_address(sim: Sim, channel: TelegramChannel) -> None:
    assert await channel.deliver("424242", HELLO) == Refused(Reason.NOT_FOUND, False, "Bad Request: chat not found")


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (Send(RichText("a" * 4097)), Reason.TOO_LONG),
        (Send(RichText("")), Reason.MALFORMED),
        (Send(RichText("x"), buttons=((Button("Ya", data="d" * 65),),)), Reason.MALFORMED),
        (Send(RichText("x"), files=(File(MediaKind.PHOTO, "handle", "u"),)), Reason.FILE_GONE),
        (Edit(999_999, RichText("x")), Reason.MESSAGE_GONE),
        (EditButtons(999_999), Reason.MESSAGE_GONE),
        (Delete(999_999), Reason.MESSAGE_GONE),
        (React(999_999, "👍"), Reason.MESSAGE_GONE),
    ],
    ids=lambda value: value.value if isinstance(value, Reason) else type(value).__name__,
)
async def test_what_the_server_refuses_has_its_reason(
    sim: Sim, channel: TelegramChannel, order: Order, reason: Reason
) -> None:
    person = await sim.person()
    outcome = await channel.deliver(str(person), order)
    assert isinstance(outcome, Refused), outcome
    assert (outcome.reason, outcome.address_gone) == (reason, False), outcome


async def test_a_caption_that_is_too_long_is_refused_as_such(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    files = await files_from(sim, person, MediaKind.PHOTO, "a.png")
    outcome = await channel.deliver(str(person), Send(RichText("a" * 1025), files=files))
    assert outcome == Refused(Reason.TOO_LONG, False, "Bad Request: message caption is too long")


async def test_a_message_older_than_two_days_cannot_be_deleted(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    message_id = await sent(channel, person, HELLO)
    await sim.advance(49 * 3600)
    outcome = await channel.deliver(str(person), Delete(message_id))
    assert outcome == Refused(Reason.MESSAGE_GONE, False, "Bad Request: message can't be deleted for everyone")


async def test_an_edit_that_changes_nothing_succeeded(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    message_id = await sent(channel, person, HELLO)
    assert await channel.deliver(str(person), Edit(message_id, HELLO.content)) == Sent()
    (call,) = await sim.calls("editMessageText")
    assert call["description"].startswith("Bad Request: message is not modified")


async def test_a_chat_written_to_too_fast_says_when_to_come_again(sim: Sim, channel: TelegramChannel) -> None:
    person = await sim.person()
    await sim.limits()
    assert isinstance(await channel.deliver(str(person), HELLO), Sent)
    assert await channel.deliver(str(person), HELLO) == TryLater(1)


# --- what the answers mean: in the server's words

FAULTS: list[tuple[dict[str, Any], Outcome]] = [
    ({"code": 401}, Revoked()),
    ({"code": 404}, Revoked()),
    ({"retry_after": 7}, TryLater(7)),
    ({"migrate_to_chat_id": -100123}, Moved("-100123")),
    ({"code": 500}, InDoubt()),
    ({"code": 502}, InDoubt()),
    ({"code": 504}, InDoubt()),
    ({"garbage": True}, InDoubt()),
    ({"cut": "before"}, InDoubt()),
    ({"cut": "after"}, InDoubt()),
    ({"hang": True}, InDoubt()),
    ({"latency": 2.0}, InDoubt()),
]


@pytest.mark.parametrize(("fault", "outcome"), FAULTS, ids=lambda value: str(value))
async def test_a_fault_has_its_outcome(
    sim: Sim, channel: TelegramChannel, fault: dict[str, Any], outcome: Outcome
) -> None:
    person = await sim.person()
    await sim.fault("sendMessage", times=1, **fault)
    assert await channel.deliver(str(person), HELLO) == outcome
    assert await sim.ask("GET", "faults") == [], "the fault did not happen"
    assert isinstance(await channel.deliver(str(person), HELLO), Sent)


@pytest.mark.parametrize(
    ("code", "words", "reason", "gone"),
    [
        (400, "Bad Request: chat not found", Reason.NOT_FOUND, False),
        (400, "Bad Request: message to edit not found", Reason.MESSAGE_GONE, False),
        (400, "Bad Request: message to delete not found", Reason.MESSAGE_GONE, False),
        (400, "Bad Request: message can't be edited", Reason.MESSAGE_GONE, False),
        (400, "Bad Request: message can't be deleted for everyone", Reason.MESSAGE_GONE, False),
        (400, "Bad Request: message is too long", Reason.TOO_LONG, False),
        (400, "Bad Request: message caption is too long", Reason.TOO_LONG, False),
        (413, "Request Entity Too Large", Reason.TOO_LONG, False),
        (400, "Bad Request: message text is empty", Reason.MALFORMED, False),
        (400, "Bad Request: can't parse entities: Can't find end of the entity", Reason.MALFORMED, False),
        (400, "Bad Request: BUTTON_DATA_INVALID", Reason.MALFORMED, False),
        (400, "Bad Request: message thread not found", Reason.NOT_FOUND, False),
        (400, "Bad Request: wrong file identifier/HTTP URL specified", Reason.FILE_GONE, False),
        (400, "Bad Request: not enough rights to send text messages to the chat", Reason.NO_RIGHTS, False),
        (403, "Forbidden: bot was blocked by the user", Reason.STOPPED, True),
        (403, "Forbidden: user is deactivated", Reason.ACCOUNT_GONE, True),
        (403, "Forbidden: bot can't initiate conversation with a user", Reason.NEVER_STARTED, True),
        (403, "Forbidden: bot was kicked from the supergroup chat", Reason.CHAT_GONE, True),
        (403, "Forbidden: bot was kicked from the group chat", Reason.CHAT_GONE, True),
        (403, "Forbidden: bot is not a member of the channel chat", Reason.CHAT_GONE, True),
        (403, "Forbidden: the group chat was deleted", Reason.CHAT_GONE, True),
    ],
)
async def test_error_words_have_their_reason(
    sim: Sim, channel: TelegramChannel, code: int, words: str, reason: Reason, gone: bool
) -> None:
    person = await sim.person()
    await sim.fault("sendMessage", code=code, description=words)
    assert await channel.deliver(str(person), HELLO) == Refused(reason, gone, words)


async def test_cut_before_leaves_nothing_in_the_chat_and_cut_after_leaves_a_copy(
    sim: Sim, channel: TelegramChannel
) -> None:
    """The outcome is the same doubt: this is why a repeat must be labelled."""
    person = await sim.person()
    await sim.fault("sendMessage", cut="before", times=1)
    assert await channel.deliver(str(person), Send(RichText("satu"))) == InDoubt()
    await sim.fault("sendMessage", cut="after", times=1)
    assert await channel.deliver(str(person), Send(RichText("dua"))) == InDoubt()
    assert [shown.text for shown in await sim.inbox(person) if shown.by_bot] == ["dua"]


async def test_a_closed_port_means_certainly_not_sent(unused_tcp_port: int) -> None:
    account = make_bot(TOKEN, f"http://127.0.0.1:{unused_tcp_port}/bot", "http://127.0.0.1/file/bot")
    async with account.request:
        outcome = await TelegramChannel(account.request).deliver("1", HELLO)
    assert isinstance(outcome, TryLater)


@pytest.mark.parametrize("result", [True, None, {}, {"message_id": "7"}, [], [{"message_id": 7}, {}]])
def test_an_answer_without_message_ids_is_no_proof(result: Json) -> None:
    assert outcome_of(HELLO, Ok(result)) == InDoubt()


async def test_a_file_of_ours_arrives_under_its_name_with_its_words_and_buttons(
    sim: Sim, channel: TelegramChannel
) -> None:
    person = await sim.person()
    upload = Upload("R-0087.ics", "text/calendar", b"BEGIN:VCALENDAR")
    buttons = ((Button("Kembali", data="a:1"),),)
    order = Send(RichText("Rapat 📅", (Entity("bold", 0, 5, {}),)), buttons=buttons, upload=upload)
    message_id = await sent(channel, person, order)
    shown = await sim.last(person)
    assert (shown.message_id, shown.text, shown.labels) == (message_id, "Rapat 📅", ["Kembali"])
    assert "R-0087.ics" in str(shown.media)
