"""python -m simulator: starts it, says where it is, and ends cleanly."""

import argparse
import asyncio
import contextlib
import gc
import ipaddress
import re
import signal
import sqlite3
import sys
from pathlib import Path

from simulator.app import listen
from simulator.errors import ControlError
from simulator.folder import FolderRefused
from simulator.machine import Simulator
from simulator.polls import close_in_time
from simulator.state import Bot
from simulator.store import Store


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A stand-in for Telegram.")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one (default: 8081)")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--token", type=_token, default="110201543:SIMPUL-DEMO")
    parser.add_argument("--username", default="simpul_bot")
    parser.add_argument("--limits", choices=("on", "off"), default="on", help="enforce Telegram's sending limits")
    parser.add_argument("--seed", type=int, default=0, help="makes faults by probability repeatable")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="keeps people, chats and messages here")
    parser.add_argument("--run", metavar="CMD", help="starts this program, usually the bot, and ends it at the end")
    parser.add_argument("--hold", action="store_true", help="that program is started by POST /sim/process only")
    return parser.parse_args()


def _token(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,16}:[A-Za-z0-9_-]+", text):
        raise argparse.ArgumentTypeError("a token looks like 110201543:SIMPUL-DEMO")
    return text


def build(options: argparse.Namespace) -> Simulator:
    bot = Bot(int(options.token.partition(":")[0]), options.token, options.username, options.username)
    sim = Simulator(bot, options.seed)
    sim.limits.enforce = options.limits == "on"
    return sim


async def run(options: argparse.Namespace) -> None:
    """Serves until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    sim = build(options)
    store = Store(options.data, sim) if options.data else None
    if store:
        store.load()
    try:
        async with asyncio.TaskGroup() as tasks:
            writer = tasks.create_task(store.follow()) if store else None
            await serve(sim, options, stop)
            if writer:
                writer.cancel()
    finally:
        if store:
            store.close()


def is_open(host: str) -> bool:
    """Whether others than this machine may reach an address."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


async def serve(sim: Simulator, options: argparse.Namespace, stop: asyncio.Event) -> None:
    runner, port = await listen(sim, options.host, options.port)
    tasks = (sim.hub.tell_stats(sim.stats_view), sim.webhook.run(), close_in_time(sim))
    running = [asyncio.create_task(each) for each in tasks]
    gc.freeze()  # what the start has made stays; looking through it again and again takes longer than an answer
    try:
        print(f"simulator ready at http://{options.host}:{port}", flush=True)
        if is_open(options.host):
            print(f"simulator: whoever reaches {options.host} can drive it and read all of it", file=sys.stderr)
        if options.run:
            child = sim.run(options.run)
            if not options.hold:
                await child.start()
        await stop.wait()
    finally:
        for each in running:
            each.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await each
        if sim.child:
            await sim.child.stop()
        await runner.cleanup()


def main() -> None:
    options = parse()
    try:
        if sys.platform == "win32":
            asyncio.run(run(options))
        else:
            import uvloop

            uvloop.run(run(options))
    except* (FolderRefused, ControlError, OSError, sqlite3.DatabaseError) as group:
        sys.exit("\n".join(f"simulator: {each}" for each in group.exceptions))


if __name__ == "__main__":
    main()
