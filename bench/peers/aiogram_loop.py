"""aiogram's client in a bare loop: `python -m bench.peers.aiogram_loop URL MESSAGES WINDOW`."""

import asyncio
import sys

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bench.peers.message import FIRST_CHAT, FOOTER, TEXT
from bench.spent import TOKEN, spending, tell


async def main(url: str, messages: int, window: int) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url), limit=max(window, 1))
    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="Sudah dibaca", callback_data="r:1:1")]]
    )
    chats = iter(range(FIRST_CHAT, FIRST_CHAT + messages))

    async with Bot(TOKEN, session=session) as bot:

        async def send() -> int:
            ids = [(await bot.send_message(chat, TEXT + FOOTER, reply_markup=keyboard)).message_id for chat in chats]
            return len(ids)

        await bot.get_me()
        with spending() as spent:
            sent = sum(await asyncio.gather(*(send() for _ in range(window))))
    tell(messages=sent, seconds=spent.seconds, cpu=spent.cpu)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
