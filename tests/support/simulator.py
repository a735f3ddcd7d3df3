"""The simulator as tests use it: one process a run, empty for each test, driven through its control plane.

`sim` is the fixture. The simulator is the oracle: what was sent, refused or confirmed is read from its journal,
never from the code under test.
"""

import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from core.clock import Calendar, Timer

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "110201543:SIMPUL-CANARY-7f3a"
BOT_ID = 110201543
READY = "simulator ready at "
STOP_SECONDS = 5.0

Object = dict[str, Any]


@contextmanager
def serve(*arguments: str) -> Iterator[str]:
    """Runs `python -m simulator` on a free port as long as the block; yields its address."""
    command = [sys.executable, "-m", "simulator", "--port", "0", "--token", TOKEN, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield _address(process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(READY):
            return line.removeprefix(READY).strip()
    raise RuntimeError("the simulator ended before it was ready")


class SimRefused(Exception):
    """The control plane refused a call; the text is its sentence."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a person sees it. `text` is the caption where there is a file."""

    seq: int
    chat: int
    message_id: int
    by_bot: bool
    text: str
    buttons: tuple[tuple[Object, ...], ...]
    keyboard: Object | None
    media: Object | None
    entities: tuple[Object, ...]
    reply_to: int | None
    group: str | None
    edited: bool
    deleted: bool
    raw: Object

    @property
    def labels(self) -> list[str]:
        """Of the inline buttons, in reading order."""
        return [button["text"] for row in self.buttons for button in row]

    @property
    def keys(self) -> list[str]:
        """Of the reply keyboard that came with it, in reading order."""
        rows = (self.keyboard or {}).get("keyboard", [])
        return [key["text"] for row in rows for key in row]

    @classmethod
    def of(cls, item: Object) -> "Shown":
        return cls(
            seq=item["seq"],
            chat=item["chat"],
            message_id=item["message_id"],
            by_bot=item["from"]["is_bot"],
            text=item["text"] or item["caption"] or "",
            buttons=tuple(tuple(row) for row in item["buttons"]),
            keyboard=item["keyboard"],
            media=item["media"],
            entities=tuple(item["entities"]),
            reply_to=item["reply_to"],
            group=item["group"],
            edited=item["edited"],
            deleted=item["deleted"],
            raw=item,
        )


class Sim:
    """A running simulator. Errors of the control plane are raised as SimRefused."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url = url
        self._http = http

    @property
    def bot_url(self) -> str:
        """What python-telegram-bot calls base_url."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        return f"{self.url}/file/bot"

    @property
    def clock_url(self) -> str:
        return f"{self.url}/sim/clock"

    async def ask(self, verb: str, path: str, body: object = None, **query: object) -> Any:
        """A control call by its path below /sim; query fields that are None are left out."""
        params = {name: str(value) for name, value in query.items() if value is not None}
        async with self._http.request(verb, f"{self.url}/sim/{path}", json=body, params=params) as response:
            answer = await response.json()
        if response.status >= 400:
            raise SimRefused(answer["error"])
        return answer

    async def fresh(self) -> None:
        """Empty, without faults and limits, its clock at the present time. Update and message ids go on."""
        await self.ask("DELETE", "faults")
        await self._end_open_poll()
        await self.ask("POST", "limits", {"enforce": False})
        await self.ask("POST", "clock", {"set": Calendar().now().isoformat(), "running": True})
        await self.ask("POST", "reset")

    async def _end_open_poll(self) -> None:
        """A long poll whose client is gone would end, and be journalled, in the middle of the next test."""
        async with self._http.post(f"{self.url}/bot{TOKEN}/getUpdates", json={"timeout": 0}) as response:
            await response.read()

    # --- people

    async def person(self, first_name: str = "Sari", *, started: bool = True, **more: object) -> int:
        """A new person's id; `more`: last_name, username, language_code, timezone, id."""
        made = await self.ask("POST", "people", {"first_name": first_name, **more})
        if started:
            await self.start(made["id"])
        return int(made["id"])

    async def people(self, many: Sequence[Mapping[str, object]], *, started: bool = True) -> list[int]:
        """As `person`, for thousands in one call."""
        ids = [int(each["id"]) for each in await self.ask("POST", "people/bulk", list(many))]
        if started:
            await self.ask("POST", "people/bulk-start", {"ids": ids})
        return ids

    async def start(self, person: int, payload: str | None = None) -> int:
        return _message_id(await self._act(person, "start", payload=payload))

    async def send(self, person: int, text: str, **more: object) -> int:
        """Writes to the bot; `more`: reply_to, entities, chat, thread. Returns the message's id."""
        return _message_id(await self._act(person, "send", text=text, **more))

    async def send_file(
        self,
        person: int,
        *files: tuple[str, bytes],
        kind: str = "photo",
        caption: str = "",
        album: bool = False,
        more: bool = False,
        chat: int | None = None,
    ) -> Any:
        """Sends (name, bytes) pairs; with `album` as one media group, with `more` as the rest of the last one.

        Returns what the control plane answers.
        """
        form = aiohttp.FormData(quote_fields=False)
        fields = {
            "kind": kind,
            "caption": caption,
            "album": "more" if more else str(album).lower(),
            "chat": str(chat or ""),
        }
        for name, value in fields.items():
            form.add_field(name, value)
        for name, content in files:
            form.add_field("file", content, filename=name)
        async with self._http.post(f"{self.url}/sim/people/{person}/send", data=form) as response:
            answer = await response.json()
        if response.status >= 400:
            raise SimRefused(answer["error"])
        return answer

    async def send_sticker(self, person: int, emoji: str = "🙂", *, chat: int | None = None) -> int:
        return _message_id(await self._act(person, "send", sticker=emoji, chat=chat))

    async def press(
        self,
        person: int,
        message_id: int,
        button: str,
        *,
        wait: float = 2.0,
        resend: bool = False,
        chat: int | None = None,
    ) -> Object | None:
        """Presses a button by label or data. The bot's answer {text, show_alert, url}; None: there was none."""
        aimed = {"message_id": message_id, "button": button, "chat": chat}
        pressed = await self._act(person, "press", **aimed, wait=wait, resend=resend)
        answer: Object | None = pressed["answer"]
        return answer

    async def reply_key(self, person: int, text: str) -> int:
        return _message_id(await self._act(person, "reply-key", text=text))

    async def edit(self, person: int, message_id: int, text: str, *, chat: int | None = None) -> None:
        await self._act(person, "edit", message_id=message_id, text=text, chat=chat)

    async def react(self, person: int, message_id: int, emoji: str, *, chat: int | None = None) -> None:
        await self._act(person, "react", message_id=message_id, emoji=emoji, chat=chat)

    async def forward(
        self, person: int, message_id: int, *, from_chat: int | None = None, to_chat: int | None = None
    ) -> int:
        """Chats that are not named are the private one with the bot."""
        aimed = {"message_id": message_id, "from_chat": from_chat, "to_chat": to_chat}
        return _message_id(await self._act(person, "forward", **aimed))

    async def block(self, person: int) -> None:
        await self._act(person, "block")

    async def unblock(self, person: int) -> None:
        await self._act(person, "unblock")

    async def deactivate(self, person: int) -> None:
        await self._act(person, "deactivate")

    # --- groups

    async def create_group(
        self, title: str, *members: int, kind: str = "group", bot: bool = True, bot_admin: bool = False
    ) -> int:
        """Its id. The first member owns it; `kind`: group, supergroup, channel."""
        about = {"type": kind, "title": title, "members": list(members), "bot": bot, "bot_admin": bot_admin}
        return int((await self.ask("POST", "chats", about))["id"])

    async def group(self, chat: int) -> Object:
        """{id, type, title, members: [{id, name, status}], bot, muted, deleted, migrated_to}."""
        found: Object = await self.ask("GET", f"chats/{chat}")
        return found

    async def join(self, chat: int, person: int) -> None:
        await self.ask("POST", f"chats/{chat}/join", {"person": person})

    async def leave(self, chat: int, person: int) -> None:
        await self.ask("POST", f"chats/{chat}/leave", {"person": person})

    async def promote(self, chat: int, user: int, *, admin: bool = True) -> None:
        """A person or the bot (BOT_ID) becomes an administrator, or is one no longer."""
        await self.ask("POST", f"chats/{chat}/promote", {"person": user, "admin": admin})

    async def kick_bot(self, chat: int) -> None:
        await self.ask("POST", f"chats/{chat}/kick-bot")

    async def add_bot(self, chat: int, *, admin: bool = False) -> None:
        await self.ask("POST", f"chats/{chat}/add-bot", {"admin": admin})

    async def upgrade(self, chat: int) -> int:
        """The id of the supergroup that the group becomes."""
        return int((await self.ask("POST", f"chats/{chat}/upgrade"))["new_id"])

    async def mute(self, chat: int, *, muted: bool = True) -> None:
        """Only administrators may write."""
        await self.ask("POST", f"chats/{chat}/permissions", {"send": not muted})

    async def rename(self, chat: int, title: str) -> None:
        await self.ask("POST", f"chats/{chat}/title", {"title": title})

    async def delete_group(self, chat: int) -> None:
        await self.ask("POST", f"chats/{chat}/delete")

    # --- what they see

    async def messages(self, chat: int, *, since: int | None = None, wait: float = 0) -> list[Shown]:
        """As `inbox`, of any chat by its id."""
        items = await self.ask("GET", f"chats/{chat}/messages", since=since, wait=wait)
        return [Shown.of(item) for item in items]

    async def inbox(self, person: int, *, since: int | None = None, wait: float = 0) -> list[Shown]:
        """What the chat shows now; with `since` what changed after that seq, deletions too."""
        items = await self.ask("GET", f"people/{person}/inbox", since=since, wait=wait)
        return [Shown.of(item) for item in items]

    async def last(self, person: int) -> Shown:
        """The newest message that the bot sent to this person."""
        return [message for message in await self.inbox(person) if message.by_bot][-1]

    async def see(self, person: int, words: str, *, since: int = 0, wait: float = 5.0) -> Shown:
        """The newest message of the bot with these words, changed after `since`; waits for it."""
        timer = _Deadline(wait)
        known = since
        while True:
            changed = await self.inbox(person, since=known, wait=timer.left())
            for message in reversed(changed):
                if message.by_bot and not message.deleted and words in message.text:
                    return message
            if not timer.left():
                raise AssertionError(f"{words!r} is not there:\n{await self.transcript(person)}")
            known = max([known, *(message.seq for message in changed)])

    async def transcript(self, chat: int) -> str:
        """Of a group, or of a person's chat with the bot."""
        async with self._http.get(f"{self.url}/sim/transcript", params={"chat": str(chat)}) as response:
            return await response.text()

    # --- the oracle

    async def calls(
        self, method: str | None = None, *, since: int = 0, wait: float = 0, ok: bool | None = None
    ) -> list[Object]:
        """Bot API calls with params and outcome: {seq, method, params, ok, message_id, error_code, …}."""
        found = await self.ask("GET", "journal", type="call", method=method, since=since, wait=wait)
        return [entry for entry in found if ok is None or entry["ok"] is ok]

    async def updates(self, *, since: int = 0) -> list[Object]:
        """Updates with {seq, update_id, kind, update, handed_at, confirmed_at, dropped}."""
        found: list[Object] = await self.ask("GET", "journal", type="update", since=since)
        return found

    async def stats(self) -> Object:
        found: Object = await self.ask("GET", "stats")
        return found

    # --- what goes wrong, and when

    async def fault(self, method: str = "*", **what: object) -> None:
        """From now on. `what`: code, description, retry_after, chat, latency, cut, hang, garbage, times …"""
        await self.ask("POST", "faults", {"method": method, **what})

    async def heal(self) -> None:
        await self.ask("DELETE", "faults")

    async def limits(self, *, enforce: bool = True, **windows: float) -> None:
        """`windows`: overall, per_chat, per_group."""
        await self.ask("POST", "limits", {"enforce": enforce, **windows})

    async def commands(self, language: str | None = None) -> dict[str, str]:
        """What the blue menu lists on a phone of this language: command and line."""
        body = {"language_code": language} if language else {}
        async with self._http.post(f"{self.bot_url}{TOKEN}/getMyCommands", json=body) as response:
            return {each["command"]: each["description"] for each in (await response.json())["result"]}

    async def clock(self) -> datetime:
        return datetime.fromisoformat((await self.ask("GET", "clock"))["now"])

    async def advance(self, seconds: float) -> None:
        await self.ask("POST", "clock", {"advance": seconds})

    async def set_clock(self, now: datetime, *, running: bool = True) -> None:
        await self.ask("POST", "clock", {"set": now.isoformat(), "running": running})

    async def _act(self, person: int, what: str, **fields: object) -> Any:
        body = {name: value for name, value in fields.items() if value is not None}
        return await self.ask("POST", f"people/{person}/{what}", body)


def _message_id(answer: Object) -> int:
    return int(answer["message_id"])


class _Deadline:
    def __init__(self, seconds: float) -> None:
        self._timer = Timer()
        self._at = self._timer.now() + seconds

    def left(self) -> float:
        return max(0.0, self._at - self._timer.now())


@asynccontextmanager
async def connect(url: str) -> AsyncIterator[Sim]:
    """A client of the simulator at `url`, as it stands."""
    timeout = aiohttp.ClientTimeout(total=130)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        yield Sim(url, http)


@pytest.fixture(scope="session")
def simulator_url() -> Iterator[str]:
    with serve() as url:
        yield url


@pytest.fixture
async def sim(simulator_url: str) -> AsyncIterator[Sim]:
    """The run's simulator, empty and healthy."""
    async with connect(simulator_url) as sim:
        await sim.fresh()
        yield sim
        await sim.heal()
