"""A small bot for the page's tests: `python scripted_bot.py ADDRESS TOKEN` answers until it is ended."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

Object = dict[str, Any]
KEYS = {"keyboard": [[{"text": "Umumkan"}, {"text": "Lainnya"}]], "resize_keyboard": True, "is_persistent": True}
CARD = {
    "inline_keyboard": [
        [{"text": label, "callback_data": label} for label in ("Toast", "Alert")],
        [{"text": label, "callback_data": label} for label in ("Ubah", "Hapus")],
        [{"text": "Salin", "copy_text": {"text": "BKL-0412"}}, {"text": "Diam", "callback_data": "Diam"}],
    ]
}


class Bot:
    def __init__(self, http: aiohttp.ClientSession, address: str, token: str) -> None:
        self._http = http
        self._url = f"{address}/bot{token}"

    async def call(self, method: str, **params: Any) -> Any:
        async with self._http.post(f"{self._url}/{method}", json=params) as answer:
            body = await answer.json()
        if not body["ok"]:
            raise RuntimeError(f"{method}: {body['description']}")
        return body["result"]

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=30):
                offset = update["update_id"] + 1
                if "message" in update:
                    await self.answer(update["message"])
                elif "callback_query" in update:
                    await self.pressed(update["callback_query"])

    async def answer(self, message: Object) -> None:
        chat, text = message["chat"]["id"], message.get("text", "")
        if text.startswith("/start"):
            await self.greet(chat, text.removeprefix("/start").strip())
        elif text == "kartu":
            await self.call("sendMessage", chat_id=chat, text="Pilih satu tombol.", reply_markup=CARD)
        elif "photo" in message:
            await self.call("sendPhoto", chat_id=chat, photo=message["photo"][-1]["file_id"], caption="Foto diterima.")
        elif "reply_to_message" in message:
            replied = message["reply_to_message"].get("text", "sesuatu tanpa kata")
            await self.call("sendMessage", chat_id=chat, text=f"Balasan atas: {replied}")
        elif text:
            await self.call("sendMessage", chat_id=chat, text=f"Diterima: {text}")

    async def greet(self, chat: int, payload: str) -> None:
        text = f"Undangan: {payload}" if payload else "Selamat datang."
        await self.call("sendMessage", chat_id=chat, text=text, reply_markup=KEYS)

    async def pressed(self, query: Object) -> None:
        place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        acts: dict[str, Callable[[], Awaitable[Any]]] = {
            "Ubah": lambda: self.call("editMessageText", text="Sudah berubah.", reply_markup=CARD, **place),
            "Hapus": lambda: self.call("deleteMessage", **place),
        }
        answers: dict[str, Object] = {
            "Toast": {"text": "Terima kasih. Tercatat."},
            "Alert": {"text": "Mohon lihat lagi baris pertama.", "show_alert": True},
        }
        if query["data"] == "Diam":
            return
        if query["data"] in acts:
            await acts[query["data"]]()
        await self.call("answerCallbackQuery", callback_query_id=query["id"], **answers.get(query["data"], {}))


async def main(address: str, token: str) -> None:
    async with aiohttp.ClientSession() as http:
        await Bot(http, address, token).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
