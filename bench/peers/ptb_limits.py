"""python-telegram-bot with its own rate limiter: `python -m bench.peers.ptb_limits URL PEOPLE all|one`.

/siarkan sends to everybody: "all" puts every message before the limiter at once, "one" sends one after the other.
"""

import asyncio
import sys
from contextlib import suppress

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import RetryAfter
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
)

from bench.peers.message import FIRST_CHAT, FOOTER, TEXT
from bench.spent import TOKEN

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Sudah dibaca", callback_data="r:1:1")]])
READ = InlineKeyboardMarkup([[InlineKeyboardButton("✓ Dibaca", callback_data="r:1:1")]])


class Broadcaster:
    def __init__(self, people: int, *, at_once: bool) -> None:
        self._chats = range(FIRST_CHAT, FIRST_CHAT + people)
        self._at_once = at_once

    async def order(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        context.application.create_task(self._send(context.application))

    async def help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("Bantuan")

    async def read(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer()
        await update.callback_query.edit_message_reply_markup(READ)

    async def _send(self, application: "Application") -> None:  # type: ignore[type-arg]
        if self._at_once:
            await asyncio.gather(*(self._send_to(application, chat) for chat in self._chats))
            return
        for chat in self._chats:
            await self._send_to(application, chat)

    async def _send_to(self, application: "Application", chat: int) -> None:  # type: ignore[type-arg]
        with suppress(RetryAfter):  # by default nothing is tried again
            await application.bot.send_message(chat, TEXT + FOOTER, reply_markup=KEYBOARD)


def main(url: str, people: int, way: str) -> None:
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").rate_limiter(AIORateLimiter())
    application = builder.connection_pool_size(256).pool_timeout(600).build()
    broadcaster = Broadcaster(people, at_once=way == "all")
    application.add_handler(CommandHandler("siarkan", broadcaster.order))
    application.add_handler(CommandHandler("bantuan", broadcaster.help))
    application.add_handler(CallbackQueryHandler(broadcaster.read))
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
