"""The bot as people meet it: the real process, with a simulator of its own, and phones to press and read.

A story knows what a person knows: what stands on the phone, and what the bot printed at its first start.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import aiohttp

from tests.support.databases import Database, Prepared
from tests.support.simulator import ROOT, STOP_SECONDS, TOKEN, Object, Shown, Sim

PACE = 2_800
"""Messages a second: a hundred times Telegram's pace, since here nobody enforces it."""
PATIENCE = 20.0
"""Seconds until something that does not come is missed: more than a killed bot's lease on PostgreSQL."""
LATELY, WIDE = 16, 300
"""How much of a transcript a failure shows: lines, and characters of each."""
LINK = "?start="
UNDO_MINUTE = timedelta(seconds=61)
WIB = timezone(timedelta(hours=7))
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


class Bot:
    """`python -m bot run` on a database, with its log in `folder`; `settings` by their names in the environment."""

    def __init__(self, sim: Sim, folder: Path, database: Database, **settings: str) -> None:
        self._sim = sim
        self._folder = folder
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self.database = database
        self.log = folder / "bot.log"

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=self._folder,
                env=_environment(self.database.url, self._sim) | self._settings,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )

    async def link(self) -> str:
        """The payload of the one-time link for the first secretariat, as the console shows it."""
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            if LINK in line.decode():
                return line.decode().partition(LINK)[2].strip()
        raise AssertionError(f"the bot ended without a link:\n{self.log.read_text()}")

    async def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    def freeze(self) -> None:
        """It takes connections and does nothing; only a kill ends that."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    async def stop(self) -> None:
        """As an operator stops it; what is under way is settled."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.terminate()
            await asyncio.wait_for(self._process.wait(), STOP_SECONDS * 2)

    def troubles(self) -> list[str]:
        """Lines of the log that tell of a bug."""
        return [line for line in self.log.read_text().splitlines() if "[error" in line or "Traceback" in line]


def _environment(database_url: str, sim: Sim | None = None) -> dict[str, str]:
    told = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "DATABASE_URL": database_url,
        "SEND_RATE": str(PACE),
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ.get("PATH", ""),
        "PYTHONWARNINGS": "error",
    }
    if sim is not None:
        told |= {
            "TELEGRAM_BASE_URL": sim.bot_url,
            "TELEGRAM_FILE_BASE_URL": sim.file_url,
            "CLOCK_URL": sim.clock_url,
        }
    return told


async def command(database_url: str, folder: Path, *words: str) -> str:
    """What an operator types after `python -m bot`; its output."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        cwd=folder,
        env=_environment(database_url),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()
    return output.decode()


@asynccontextmanager
async def running(sim: Sim, prepared: Prepared, folder: Path, **settings: str) -> AsyncIterator[Bot]:
    """The bot on a copy of the `prepared` database. Its log is free of errors at the end."""
    with prepared(folder) as database:
        bot = Bot(sim, folder, database, **settings)
        await bot.start()
        try:
            yield bot
        finally:
            await bot.stop()
    assert bot.troubles() == []


@dataclass(slots=True)
class Phone:
    """One person's phone: the private chat with the bot, or a group that `chat` names.

    What a person waits for (`sees`, `taps`) has changed since they last did something: an old card that happens to
    say the same is not mistaken for the answer. `shows` is whatever stands in the chat.
    """

    sim: Sim
    id: int
    name: str
    since: int = 0

    # --- what they do

    async def start(self, payload: str | None = None) -> None:
        await self._mark()
        await self.sim.start(self.id, payload)

    async def says(self, text: str, *, chat: int | None = None, **more: object) -> int:
        """`more`: reply_to, entities. Returns the message's id."""
        await self._mark(chat)
        return await self.sim.send(self.id, text, chat=chat, **more)

    async def sends_sticker(self, emoji: str = "🙂") -> int:
        await self._mark()
        return await self.sim.send_sticker(self.id, emoji)

    async def key(self, label: str) -> None:
        """Presses a key below the screen, as soon as it is there."""
        await self._mark()
        await self.sim.reply_key(self.id, label)

    async def sends_photo(self, content: bytes, caption: str = "") -> Any:
        await self._mark()
        return await self.sim.send_file(self.id, ("foto.jpg", content), kind="photo", caption=caption)

    async def sends_photos(self, contents: Sequence[bytes], caption: str = "") -> Any:
        """As one album."""
        await self._mark()
        files = [(f"foto{number}.jpg", content) for number, content in enumerate(contents, 1)]
        return await self.sim.send_file(self.id, *files, kind="photo", caption=caption, album=True)

    async def sends_rest(self, content: bytes) -> Any:
        """One more photo of the album that was sent last."""
        await self._mark()
        return await self.sim.send_file(self.id, ("foto.jpg", content), kind="photo", more=True)

    async def sends_document(self, name: str, content: bytes, caption: str = "") -> Any:
        await self._mark()
        return await self.sim.send_file(self.id, (name, content), kind="document", caption=caption)

    async def taps(
        self,
        label: str,
        *,
        on: Shown | None = None,
        resend: bool = False,
        within: float = PATIENCE,
        chat: int | None = None,
    ) -> Object:
        """Presses a button, on the newest message that has it; what the screen tells for a moment ({} for nothing)."""
        if on is None:
            on = await self._wait(lambda shown: label in shown.labels, f"[{label}]", within, chat)
        await self._mark(on.chat)
        answer = await self.sim.press(self.id, on.message_id, label, wait=PATIENCE, resend=resend, chat=on.chat)
        return answer or {}

    # --- what they see

    async def sees(self, words: str, *, below: int = 0, within: float = PATIENCE, chat: int | None = None) -> Shown:
        """The newest message with these words that came or changed since this person last did something.

        `below`: the id of a message that it must stand under.
        """
        return await self._wait(
            lambda shown: words in shown.text and shown.message_id > below, repr(words), within, chat
        )

    async def sees_in(self, chat: int, words: str, *, within: float = PATIENCE) -> Shown:
        """As `sees`, in a group."""
        return await self.sees(words, chat=chat, within=within)

    async def becomes(self, card: Shown, label: str) -> Shown:
        """The same message, once one of its buttons begins so."""
        return await self._wait(
            lambda shown: shown.message_id == card.message_id and any(each.startswith(label) for each in shown.labels),
            f"[{label}] on #{card.message_id}",
            PATIENCE,
            card.chat,
        )

    async def leaves_the_form(self) -> None:
        """/batal, and nothing is kept."""
        await self.says("/batal")
        if "Simpan draf" in (await self.sees("Isian")).labels:
            await self.taps("Buang")
        await self.sees("Isian ditinggalkan. Tidak ada yang dikirim.")

    async def answer_to(self, message_id: int) -> Shown:
        """What the bot says to it: a message of its own below, or this one with a thumb."""
        return await self._until(
            lambda shown: (
                (shown.message_id == message_id and bool(shown.raw["reactions"]))
                or (shown.by_bot and not shown.deleted and shown.message_id > message_id)
            ),
            f"an answer to #{message_id}",
            PATIENCE,
        )

    async def thumbed(self, message_id: int) -> None:
        """The bot has put a 👍 under what this person wrote."""
        await self._until(
            lambda shown: shown.message_id == message_id and shown.raw["reactions"] == ["👍"], "a thumb", PATIENCE
        )

    async def loses(self, card: Shown) -> None:
        """The message is taken away."""
        self.since = min(self.since, card.seq)
        await self._until(
            lambda shown: shown.message_id == card.message_id and shown.deleted, "its end", PATIENCE, card.chat
        )

    async def shows(self, words: str) -> list[Shown]:
        """Messages of the bot that stand in the chat now and have these words."""
        return [card for card in await self.cards() if words in card.text]

    async def last(self) -> Shown:
        return await self.sim.last(self.id)

    async def cards(self) -> list[Shown]:
        """All messages of the bot that stand in the chat now."""
        return [shown for shown in await self.sim.inbox(self.id) if shown.by_bot]

    async def now(self, card: Shown) -> Shown:
        """The same message as it stands now."""
        return next(shown for shown in await self.sim.messages(card.chat) if shown.message_id == card.message_id)

    async def transcript(self) -> str:
        return await self.sim.transcript(self.id)

    async def opens(self, card: Shown) -> bytes:
        """The bytes of the picture or file in a message."""
        assert card.media is not None
        async with aiohttp.ClientSession() as http, http.get(f"{self.sim.url}{card.media['url']}") as answer:
            return await answer.read()

    async def finds(self, text: str, button: str, data: str) -> None:
        """A message of the bot with a button of another time or another chat: however it came here."""
        markup = {"inline_keyboard": [[{"text": button, "callback_data": data}]]}
        message = {"chat_id": self.id, "text": text, "reply_markup": markup}
        await self._mark()
        url = f"{self.sim.bot_url}{TOKEN}/sendMessage"
        async with aiohttp.ClientSession() as http, http.post(url, json=message) as answer:
            assert answer.status == 200, await answer.text()

    async def _lately(self, chat: int) -> str:
        lines = (await self.sim.transcript(chat)).splitlines()[-LATELY:]
        return "\n".join(line if len(line) < WIDE else f"{line[:WIDE]} …" for line in lines)

    async def _mark(self, chat: int | None = None) -> None:
        shown = await self.sim.messages(chat or self.id, since=self.since)
        self.since = max([self.since, *(each.seq for each in shown)])

    async def _wait(self, fits: Callable[[Shown], bool], what: str, within: float, chat: int | None = None) -> Shown:
        """For a message of the bot that stands in the chat."""
        return await self._until(lambda shown: shown.by_bot and not shown.deleted and fits(shown), what, within, chat)

    async def _until(self, fits: Callable[[Shown], bool], what: str, within: float, chat: int | None = None) -> Shown:
        """The newest that fits of what has changed in the chat since this person last did something."""
        place, known = chat or self.id, self.since
        deadline = asyncio.get_running_loop().time() + within
        while (left := deadline - asyncio.get_running_loop().time()) > 0:
            changed = await self.sim.messages(place, since=known, wait=left)
            if fitting := [shown for shown in changed if fits(shown)]:
                return fitting[-1]
            known = max([known, *(shown.seq for shown in changed)])
        raise AssertionError(f"{self.name} waits for {what}:\n{await self._lately(place)}")


@dataclass(frozen=True, slots=True)
class Bureau:
    """The office with the three people that every story needs: who writes, and two who approve."""

    sim: Sim
    bot: Bot
    ratna: Phone
    hendra: Phone
    sri: Phone

    async def phone(self, name: str, **more: object) -> Phone:
        """Somebody new, who has not pressed Start; `more`: last_name, username."""
        return await phone(self.sim, name, **more)

    async def link(self, unit: str, duty: str = "Petugas humas") -> str:
        """The payload of a one-time link that Ratna makes for a unit."""
        await self.ratna.says(f"/unit {unit}")
        await self.ratna.taps("Undang petugas")
        await self.ratna.taps(duty)
        return payload(await self.ratna.sees(LINK))

    async def officer(
        self, name: str, unit: str, *, duty: str = "Petugas humas", title: str = "Tanpa sapaan", **more: object
    ) -> Phone:
        """Somebody who has come to hold a seat by a link."""
        link = await self.link(unit, duty)
        newcomer = await self.phone(name, **more)
        await joins(newcomer, link, title)
        return newcomer

    async def group(self, name: str, *units: str) -> None:
        """A Kelompok by hand."""
        await self.ratna.says("/kelompok")
        await self.ratna.taps("Buat kelompok")
        await self.ratna.sees("Tulis nama kelompok")
        await self.ratna.says(name)
        await self.ratna.sees(f"Kelompok {name}.")
        await self.ratna.says(", ".join(units))
        await self.ratna.taps("Simpan")
        await self.ratna.sees(f"✓ Kelompok {name} tersimpan")

    async def asks(self, text: str, group: str, priority: str = "Biasa", **more: Any) -> str:
        """Ratna writes an announcement and asks for approval; its code."""
        await self.ratna.says("/umumkan")
        await self.ratna.sees("Kirim isi pengumuman")
        await self.ratna.says(text, **more)
        return await self.addresses(group, priority)

    async def addresses(self, group: str, priority: str = "Biasa") -> str:
        """The content is given: Ratna says to whom and how urgent, and asks for approval."""
        await self.ratna.sees("Kepada siapa?")
        await self.ratna.says(group)
        await self.ratna.taps(priority)
        await self.ratna.taps("Minta persetujuan")
        return code_of(await self.ratna.sees("menunggu persetujuan"))

    async def approved(self, code: str) -> None:
        """Hendra approves, and the undo minute is over."""
        await self.hendra.taps("Setujui", on=await self.hendra.sees(f"{code} dari Ratna"))
        await self.hendra.sees(f"{code} ✓ Disetujui")
        await self.minute_passes()

    async def announces(self, text: str, group: str, priority: str = "Biasa", **more: object) -> str:
        """Written, approved and about to be released; its code."""
        code = await self.asks(text, group, priority, **more)
        await self.approved(code)
        return code

    async def minute_passes(self) -> None:
        await self.sim.advance(UNDO_MINUTE.total_seconds())

    async def full_minute(self) -> datetime:
        """Sets the clock to the beginning of the next minute, so that what is printed now is known; in WIB."""
        now = (await self.sim.clock()).astimezone(WIB).replace(second=0, microsecond=0) + timedelta(minutes=1)
        await self.sim.set_clock(now)
        return now


def hour(at: datetime) -> str:
    """ "10.15" """
    return f"{at:%H.%M}"


def day(at: datetime) -> str:
    """ "Senin, 23 November 2026" """
    return f"{DAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]} {at.year}"


def code_of(card: Shown) -> str:
    """BKL-0412 out of a card that begins with it."""
    return next(word for word in card.text.split() if word.startswith("BKL-"))


def payload(card: Shown) -> str:
    """Of the one-time link that stands in a card."""
    return card.text.partition(LINK)[2].split()[0]


async def phone(sim: Sim, name: str, **more: object) -> Phone:
    return Phone(sim, await sim.person(name, started=False, **more), name)


async def joins(newcomer: Phone, link: str, title: str = "Tanpa sapaan") -> None:
    """By a link, in three taps."""
    await newcomer.start(link)
    await newcomer.taps("Setuju, lanjut")
    await newcomer.taps(title)
    await newcomer.sees("Menu ada di bawah layar.")


async def open_bureau(sim: Sim, bot: Bot) -> Bureau:
    """From the link on the console to three people who can work."""
    ratna, hendra, sri = [await phone(sim, name) for name in ("Ratna", "Hendra", "Sri")]
    await joins(ratna, await bot.link())
    for newcomer, duty, title in (
        (ratna, "Penyusun", "Tanpa sapaan"),
        (hendra, "Penyetuju", "Bapak"),
        (sri, "Penyetuju", "Ibu"),
    ):
        await joins(newcomer, await right(ratna, duty), title)
    return Bureau(sim, bot, ratna, hendra, sri)


async def right(secretariat: Phone, duty: str) -> str:
    """The payload of a one-time link for a duty in the bureau."""
    await secretariat.says("/anggota")
    await secretariat.taps("Tugas di biro")
    await secretariat.taps(duty)
    return payload(await secretariat.sees(LINK))


def units_file(folder: Path, units: Sequence[tuple[str, str, str, str]]) -> Path:
    """A CSV as an operator gives it: name, abbreviation, kind, region."""
    file = folder / "units.csv"
    lines = [",".join(f'"{value}"' for value in unit) for unit in units]
    file.write_text("\n".join(["name,abbreviation,kind,region_code", *lines, ""]))
    return file
