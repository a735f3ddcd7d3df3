"""The program: builds everything once and runs its loops until it is told to stop."""

import asyncio
import gc
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from secrets import token_hex

import structlog
from telegram import BotCommand
from telegram.error import NetworkError, TelegramError

from bot.civil import follow_clock
from bot.first import first_link, found_bureau
from bot.health import Health
from bot.intake import Intake
from bot.metrics import Counts, Metrics
from bot.office import Duty, Office
from bot.settings import Settings
from bot.ticker import Ticker
from bot.web import Web, listen
from bot.workers import TapAnswers, Worker
from core import announcements, chats, news
from core.channels import TELEGRAM, InboundEvent, RichText, Send
from core.clock import Calendar, Timer
from core.dispatcher import Dispatcher
from core.jobs import run_due
from core.limits import Limiter
from core.outbox import Settled
from core.regions import Regions
from core.roles import Role, Term
from core.schedule import DueKind
from core.uow import OpenWork, UnitOfWork
from handlers.features import BLUE_MENU, EFFECTS, make_notices, make_router
from handlers.telegram.bot import Account, make_bot
from handlers.telegram.send import TelegramChannel
from handlers.texts import id as t
from handlers.texts.speech import LANGUAGES, Reader, Say, say, voice
from storage.figures import Figures
from storage.uow import Storage

log = structlog.get_logger("bot")

APOLOGY_SECONDS = 60.0
NETWORK_SECONDS = 2.0
PURGE_AFTER = timedelta(minutes=10)
SQLITE_WORKERS, POSTGRES_WORKERS = 1, 4


class App:
    """One process of the bot."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.calendar = Calendar()
        self.timer = Timer()
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{token_hex(4)}"  # containers may share the first two
        self._stop = asyncio.Event()
        self._inbox_wake = asyncio.Event()
        self._outbox_wake = asyncio.Event()
        self._apologised: dict[str, float] = {}
        self._counts = Counts()
        self._web: Web | None = None

    def stop(self) -> None:
        self._stop.set()
        if self._web is not None:
            self._web.end()
        self._inbox_wake.set()
        self._outbox_wake.set()

    async def run(self) -> None:
        """Until SIGTERM or SIGINT; then everything in flight is settled."""
        self._listen_for_signals()
        storage = await Storage.open(self._settings.database_url, self._settings.bot_id)
        try:
            await self._run_on(storage)
        finally:
            await storage.close()

    async def _run_on(self, storage: Storage) -> None:
        account = make_bot(
            self._settings.token, self._settings.telegram_base_url, self._settings.telegram_file_base_url
        )
        self._web = web = self._make_web(storage)
        port = self._settings.port
        listening = None if port is None else listen(self._settings.http_host, port)
        follower = self._follow_clock()
        try:
            async with web.serving(listening):
                username = await self._introduce(account)
                if username is not None:
                    await self._open_bureau(storage, username)
                    await self._loops(storage, account, username, web)
        finally:
            follower.cancel()
            with suppress(asyncio.CancelledError):
                await follower
            await account.bot.shutdown()
        log.info("stopped; nothing is left half done")

    def _make_web(self, storage: Storage) -> Web:
        async def figures() -> Figures:
            async with storage.reading() as uow:
                return await uow.figures.read()

        metrics = Metrics(self._counts, figures, self.calendar, self.timer)
        return Web(Health(storage.check, self._stop), metrics, self._settings.webhook_path)

    async def _open_bureau(self, storage: Storage, username: str) -> None:
        """The first start founds the bureau; while nobody is its secretariat, each prints a way in."""
        now = self.calendar.now()
        async with storage.work() as uow:
            await uow.schedule.add(DueKind.PURGE, 0, now + PURGE_AFTER)
        bureau_id = await found_bureau(storage, self._settings.bureau_region, (), now)
        token = await first_link(storage, bureau_id, now)
        if token is not None:
            print("There is no secretariat yet. Open this one-time link in Telegram (good for 14 days):")
            print(f"https://t.me/{username}?start={token}", flush=True)

    def _follow_clock(self) -> asyncio.Task[None]:
        changed = asyncio.Event()
        url = self._settings.clock_url
        return asyncio.create_task(follow_clock(url, self.calendar, changed) if url else asyncio.sleep(0))

    async def _introduce(self, account: Account) -> str | None:
        """The bot's username; waits for the network. None when told to stop meanwhile."""
        while not self._stop.is_set():
            try:
                await account.bot.initialize()
                await self._offer_menu(account)
                log.info("ready", username=account.bot.username)
                return account.bot.username
            except NetworkError as error:
                log.warning("Telegram cannot be reached; trying again", reason=type(error).__name__)
                await asyncio.sleep(NETWORK_SECONDS)
        return None

    async def _offer_menu(self, account: Account) -> None:
        """Commands behind the blue button, which Telegram shows in the language of the phone: nice to have, never a
        reason to stop."""
        try:
            for language in LANGUAGES:
                reader = Reader(language, "Asia/Jakarta")
                lines = [BotCommand(name, voice(line, reader)) for name, line in BLUE_MENU]
                await account.bot.set_my_commands(lines, language_code=None if language == LANGUAGES[0] else language)
        except TelegramError as error:
            log.warning("the menu of commands could not be set", reason=type(error).__name__)

    async def _loops(self, storage: Storage, account: Account, username: str, web: Web) -> None:
        async with storage.reading() as uow:
            regions = Regions(await uow.regions.load(), await uow.regions.aliases())
        gc.collect()
        gc.freeze()  # what stands now stays: the collector need not look through it again and again
        channel = TelegramChannel(account.request, sends=self._counts.sends)
        taps = TapAnswers(channel)
        work = web.metrics.timed(storage.work)
        worker = Worker(
            work,
            make_router(regions, username),
            channel,
            self.calendar,
            self.timer,
            taps,
            self._inbox_wake,
            self._outbox_wake.set,
            self._apology(channel, say(t.trouble.ours)),
            self._counts.events,
        )
        not_kept = self._apology(channel, say(t.trouble.not_kept))
        intake = Intake(
            self._settings, account.polling, work, taps, self._inbox_wake, not_kept, self.calendar, self.timer
        )
        office = Office(storage.roles, self._holder, self.timer, self._counts.roles)
        sqlite = self._settings.database_url.startswith("sqlite")
        async with asyncio.TaskGroup() as group:
            for _ in range(SQLITE_WORKERS if sqlite else POSTGRES_WORKERS):
                web.health.watch("worker", group.create_task(worker.run(self._stop)))
            web.health.watch("ticker", group.create_task(self._ticker(work).run(self._stop)))
            sender = self._sender(work, channel, regions, username)
            web.health.watch("sender", group.create_task(office.serve(Role.SENDER, sender, self._stop)))
            web.health.watch("receiver", group.create_task(office.serve(Role.POLLER, intake.receive, self._stop)))
            if self._settings.webhook_url:
                web.open(intake.door(self._counts.answers))
        await taps.finish()

    def _ticker(self, work: OpenWork) -> Ticker:
        async def tick() -> None:
            if await run_due(work, EFFECTS, self.calendar.now()):
                self._outbox_wake.set()

        return Ticker(tick, self.timer)

    # --- the two roles

    def _sender(self, work: OpenWork, channel: TelegramChannel, regions: Regions, username: str) -> Duty:
        notices = make_notices(self.calendar, regions, username)
        progress = announcements.Progress()

        async def follow(uow: UnitOfWork, settled: Sequence[Settled], now_ms: int) -> None:
            await progress(uow, settled, now_ms)
            await chats.follow(uow, settled, now_ms)
            await news.follow(uow, settled, now_ms)

        async def send(term: Term, stop: asyncio.Event) -> None:
            dispatcher = Dispatcher(
                work,
                {TELEGRAM: channel},
                notices.render,
                Limiter.paced(self._settings.send_rate),
                self.timer,
                term,
                self._settings.send_window,
                self._outbox_wake,
                follow,
            )
            await dispatcher.run(stop)

        return send

    # --- people, when we are in trouble

    def _apology(self, channel: TelegramChannel, words: Say) -> Callable[[InboundEvent], Awaitable[None]]:
        """Best effort and past the ledger, at most once a minute a person."""

        async def tell(happened: InboundEvent) -> None:
            address = happened.place.address
            now = self.timer.now()
            if not address or now - self._apologised.get(address, -APOLOGY_SECONDS) < APOLOGY_SECONDS:
                return
            self._apologised[address] = now
            await channel.deliver(address, Send(RichText(voice(words, Reader("id", "Asia/Jakarta")))))

        return tell

    def _listen_for_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
