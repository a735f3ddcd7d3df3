"""python-telegram-bot as it comes: `python -m bench.peers.ptb URL MESSAGES WINDOW`."""

import asyncio
import sys

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.request import HTTPXRequest

from bench.peers.message import FIRST_CHAT, FOOTER, TEXT
from bench.spent import TOKEN, spending, tell


async def main(url: str, messages: int, window: int) -> None:
    bot = Bot(TOKEN, f"{url}/bot", request=HTTPXRequest(connection_pool_size=max(window, 1)))
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Sudah dibaca", callback_data="r:1:1")]])
    chats = iter(range(FIRST_CHAT, FIRST_CHAT + messages))

    async def send() -> int:
        ids = [(await bot.send_message(chat, TEXT + FOOTER, reply_markup=keyboard)).message_id for chat in chats]
        return len(ids)

    async with bot:
        with spending() as spent:
            sent = sum(await asyncio.gather(*(send() for _ in range(window))))
    tell(messages=sent, seconds=spent.seconds, cpu=spent.cpu)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
