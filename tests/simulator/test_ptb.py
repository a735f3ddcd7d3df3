"""The same through python-telegram-bot: what a library expects of Telegram."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberOwner,
    ChatMemberRestricted,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.helpers import escape_markdown
from telegram.request import HTTPXRequest

from tests.simulator.support import DENI, RATNA, TOKEN, Driver, png
from tests.simulator.words import SITUATIONS, Situation

ERRORS: dict[int, type[TelegramError]] = {400: BadRequest, 403: Forbidden, 500: NetworkError}


@pytest.fixture
async def bot(sim: Driver) -> AsyncIterator[Bot]:
    await sim.meet()
    async with Bot(
        TOKEN,
        base_url=f"{sim.base}/bot",
        base_file_url=f"{sim.base}/file/bot",
        request=HTTPXRequest(),
        get_updates_request=HTTPXRequest(),
    ) as started:
        yield started


async def test_get_me_is_a_bot_with_a_name(bot: Bot) -> None:
    assert (bot.username, bot.bot.is_bot) == ("simpul_bot", True)


async def test_a_conversation_with_buttons(bot: Bot, sim: Driver) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Setujui", callback_data="ok")]])
    sent = await bot.send_message(RATNA, "Setuju <b>BKL-0412</b>?", parse_mode=ParseMode.HTML, reply_markup=markup)
    assert sent.parse_entities() == {sent.entities[0]: "BKL-0412"}
    pressed = asyncio.ensure_future(
        sim.post(f"/sim/people/{RATNA}/press", message_id=sent.message_id, button="Setujui", wait=10)
    )
    (update,) = await bot.get_updates(timeout=10, allowed_updates=Update.ALL_TYPES)
    assert update.callback_query is not None
    await update.callback_query.answer("Disetujui", show_alert=True)
    assert (await pressed)["answer"]["text"] == "Disetujui"
    edited = await update.callback_query.edit_message_text("✓ Disetujui")
    assert not isinstance(edited, bool)
    assert edited.text == "✓ Disetujui"
    await bot.get_updates(offset=update.update_id + 1, allowed_updates=[])


async def test_emoji_offsets_are_utf16_as_the_library_reads_them(bot: Bot, sim: Driver) -> None:
    await sim.say("📢😀 /cek BKL-0412")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert list(update.message.parse_entities([MessageEntity.BOT_COMMAND]).values()) == ["/cek"]


async def test_media_goes_up_and_down(bot: Bot, sim: Driver) -> None:
    sent = await bot.send_photo(RATNA, png(100, 80), caption="Poster", filename="a.png")
    assert (sent.photo[-1].width, sent.caption) == (100, "Poster")
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == png(100, 80)
    document = await bot.send_document(RATNA, b"isi", filename="Surat Edaran.pdf")
    assert document.document is not None
    assert document.document.file_name == "Surat Edaran.pdf"
    album = await bot.send_media_group(RATNA, [InputMediaPhoto(png(20, 20)), InputMediaPhoto(png(30, 30))])
    assert len({message.media_group_id for message in album}) == 1
    copies = await bot.copy_messages(RATNA, RATNA, [message.message_id for message in album])
    assert len(copies) == 2


async def test_errors_become_the_librarys_own(bot: Bot, sim: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(9, "a")
    await sim.post(f"/sim/people/{RATNA}/block")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(RATNA, "a")
    await sim.post(f"/sim/people/{RATNA}/unblock")
    await sim.post("/sim/faults", method="sendMessage", retry_after=3, times=1)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(RATNA, "a")
    assert refused.value.retry_after == timedelta(seconds=3)
    older = asyncio.ensure_future(bot.get_updates(offset=-1, timeout=10))
    await asyncio.sleep(0)
    await bot.get_updates(offset=(await older)[-1].update_id + 1)
    older = asyncio.ensure_future(bot.get_updates(timeout=10))
    await asyncio.sleep(0.3)
    await sim.updates()
    with pytest.raises(Conflict):
        await older


async def test_keyboards_commands_and_replies(bot: Bot, sim: Driver) -> None:
    said = await sim.say("tanya")
    keyboard = ReplyKeyboardMarkup([["Umumkan", "Bantuan"]], resize_keyboard=True, is_persistent=True)
    reply = await bot.send_message(RATNA, "a", reply_markup=keyboard, reply_parameters=ReplyParameters(said))
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.text == "tanya"
    await bot.set_my_commands([BotCommand("cek", "Periksa")], language_code="id")
    assert [each.command for each in await bot.get_my_commands(language_code="id")] == ["cek"]
    chat = await bot.get_chat(RATNA)
    assert chat.first_name == "Ratna"


async def test_a_group_from_its_making_to_its_upgrade(bot: Bot, sim: Driver) -> None:
    chat = (await sim.post("/sim/chats", type="group", title="Humas", members=[RATNA], bot_admin=True))["id"]
    entered, made = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    assert entered.my_chat_member is not None
    assert isinstance(entered.my_chat_member.new_chat_member, ChatMemberAdministrator)
    assert made.message is not None
    assert made.message.group_chat_created
    sent = await bot.send_message(chat, "Pengumuman")
    assert (sent.chat.type, sent.chat.title) == ("group", "Humas")
    assert isinstance(await bot.get_chat_member(chat, RATNA), ChatMemberOwner)
    assert (await bot.get_chat(chat)).permissions is not None
    new = (await sim.post(f"/sim/chats/{chat}/upgrade"))["new_id"]
    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(chat, "a")
    assert refused.value.new_chat_id == new
    going, coming = (await bot.get_updates(offset=made.update_id + 1))[1:]
    assert going.message is not None
    assert coming.message is not None
    assert (going.message.migrate_to_chat_id, coming.message.migrate_from_chat_id) == (new, chat)
    await bot.get_updates(offset=coming.update_id + 1, allowed_updates=[])


async def test_a_kick_becomes_the_librarys_forbidden(bot: Bot, sim: Driver) -> None:
    chat = (await sim.post("/sim/chats", type="supergroup", title="Humas", members=[RATNA]))["id"]
    await sim.post(f"/sim/chats/{chat}/kick-bot")
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(chat, "a")
    change = (await bot.get_updates())[-1].my_chat_member
    assert change is not None
    assert isinstance(change.new_chat_member, ChatMemberBanned)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.name)
async def test_a_refusal_becomes_the_librarys_error_with_its_words(
    bot: Bot, sim: Driver, situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    method = getattr(bot, re.sub("[A-Z]", lambda sign: f"_{sign.group().lower()}", situation.method))
    with pytest.raises(TelegramError) as refused:
        await method(**await situation.arrange(sim))
    match refused.value:
        case ChatMigrated():
            assert "upgraded" in situation.words
        case RetryAfter() as flood:
            assert flood.retry_after == timedelta(seconds=int(situation.words.split()[-1]))
        case error:
            assert type(error) is ERRORS[situation.code]
            assert situation.words.lower() in error.message.lower()


async def test_a_strange_token_is_invalid(sim: Driver) -> None:
    stranger = Bot("1:SALAH", base_url=f"{sim.base}/bot", request=HTTPXRequest())
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_topics_are_made_filled_and_closed(bot: Bot, sim: Driver) -> None:
    given = {"type": "supergroup", "title": "Humas", "members": [RATNA], "bot_admin": True, "forum": True}
    chat = (await sim.post("/sim/chats", **given))["id"]
    await sim.confirm_all()
    assert (await bot.get_chat(chat)).is_forum is True
    topic = await bot.create_forum_topic(chat, "Laporan")
    sent = await bot.send_message(chat, "a", message_thread_id=topic.message_thread_id)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic.message_thread_id, True)
    await sim.say("b", chat=chat, thread=topic.message_thread_id)
    (update,) = await bot.get_updates()
    assert update.message is not None
    answer = await update.message.reply_text("c", do_quote=True)
    assert (answer.message_thread_id, answer.reply_to_message is not None) == (topic.message_thread_id, True)
    assert await bot.edit_forum_topic(chat, topic.message_thread_id, name="Laporan harian")
    assert await bot.close_forum_topic(chat, topic.message_thread_id)
    assert await bot.delete_forum_topic(chat, topic.message_thread_id)


async def test_a_poll_from_its_question_to_its_end(bot: Bot, sim: Driver) -> None:
    sent = await bot.send_poll(RATNA, "Hadir rapat?", ["Ya", "Tidak"], is_anonymous=False)
    assert sent.poll is not None
    await sim.post(f"/sim/people/{RATNA}/vote", message_id=sent.message_id, options=["Tidak"])
    counted, answered = await bot.get_updates()
    assert counted.poll is not None
    assert answered.poll_answer is not None
    assert [each.voter_count for each in counted.poll.options] == [0, 1]
    assert (answered.poll_answer.option_ids, answered.poll_answer.poll_id) == ((1,), sent.poll.id)
    assert (await bot.stop_poll(RATNA, sent.message_id)).is_closed is True
    quiz = await bot.send_poll(RATNA, "2+2?", ["3", "4"], type="quiz", correct_option_ids=[1])
    assert quiz.poll is not None
    assert quiz.poll.correct_option_ids == (1,)


async def test_places_contacts_dice_and_moving_pictures(bot: Bot, sim: Driver) -> None:
    place = (await bot.send_location(RATNA, -3.8, 102.26)).location
    venue = (await bot.send_venue(RATNA, -3.8, 102.26, "Kantor", "Jl. Pembangunan 1")).venue
    contact = (await bot.send_contact(RATNA, "+62736", "Humas")).contact
    dice = (await bot.send_dice(RATNA)).dice
    animation = (await bot.send_animation(RATNA, b"isi", filename="a.mp4")).animation
    note = (await bot.send_video_note(RATNA, b"isi", length=240)).video_note
    assert None not in (place, venue, contact, dice, animation, note)
    kinds = [(item["location"], item["contact"], item["dice"], item["media"]) for item in (await sim.inbox())[-6:]]
    assert [sum(each is not None for each in kind) for kind in kinds] == [1] * 6


async def test_both_markdowns_are_what_the_library_escapes(bot: Bot) -> None:
    words = "1. *satu* _dua_ [tiga](x) `empat` > # lima + - = | { } ! ~ \\ 😀"
    newer = await bot.send_message(RATNA, f"*a* {escape_markdown(words, 2)}", parse_mode=ParseMode.MARKDOWN_V2)
    older = await bot.send_message(RATNA, f"*a* {escape_markdown(words, 1)}", parse_mode=ParseMode.MARKDOWN)
    for sent in (newer, older):
        assert (sent.text, sent.entities[0].type, len(sent.entities)) == (f"a {words}", "bold", 1)
        assert sent.text_markdown_v2.startswith("*a*")


async def test_a_bot_leads_a_group(bot: Bot, sim: Driver) -> None:
    await sim.meet(DENI, "Deni")
    given = {"type": "supergroup", "title": "Humas", "members": [RATNA, DENI], "bot_admin": True}
    chat = (await sim.post("/sim/chats", **given))["id"]
    assert await bot.restrict_chat_member(chat, DENI, ChatPermissions.no_permissions())
    assert isinstance(await bot.get_chat_member(chat, DENI), ChatMemberRestricted)
    assert await bot.ban_chat_member(chat, DENI)
    assert isinstance(await bot.get_chat_member(chat, DENI), ChatMemberBanned)
    assert await bot.unban_chat_member(chat, DENI)
    assert await bot.set_chat_title(chat, "Humas Bengkulu")
    assert await bot.set_chat_permissions(chat, ChatPermissions.all_permissions())
    assert (await bot.create_chat_invite_link(chat, name="Rapat")).name == "Rapat"
    assert (await bot.get_user_profile_photos(RATNA)).total_count == 0
    assert (await bot.get_chat(chat)).title == "Humas Bengkulu"
