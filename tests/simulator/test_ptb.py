"""The same through python-telegram-bot: what a library expects of Telegram."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberOwner,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, RetryAfter
from telegram.request import HTTPXRequest

from tests.simulator.support import RATNA, TOKEN, Driver, png


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
