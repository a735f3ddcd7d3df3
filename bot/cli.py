"""What an operator types: run, migrate, doctor, units, demo."""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from bot.settings import Settings, SettingsRefused, read_settings
from core.errors import SchemaOutdated, StorageBusy

program = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
console = Console()
errors = Console(stderr=True)


@program.callback()
def _about() -> None:
    """Simpul Humas: the bot that ties a network of public relations units together."""


@program.command()
def run() -> None:
    """Runs the bot until it is stopped."""
    settings = _settings()
    _run(_serve(settings))


@program.command()
def migrate() -> None:
    """Brings the database to the schema of this version; done again it changes nothing."""
    from storage.migrate import migrate as bring_up  # Alembic takes a second to import

    _run(bring_up(_settings().database_url))
    console.print("The database has the schema of this version.")


@program.command()
def doctor() -> None:
    """Says what is wrong and what to do."""
    from bot.doctor import examine

    findings = asyncio.run(examine(_settings()))
    table = Table("", "What", "How it is", "What to do")
    for one in findings:
        table.add_row("✗" if one.advice else "✓", one.what, one.state, one.advice)
    console.print(table)
    sys.exit(1 if any(one.advice for one in findings) else 0)


@program.command()
def units(file: Annotated[Path, typer.Argument(help="CSV: name, abbreviation, kind, region_code")]) -> None:
    """Enters units from a CSV file; those already there stay as they are."""
    _run(_enter_units(_settings(), file))


@program.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page of phones is")] = 8080,
    data: Annotated[Path, typer.Option(help="Folder that keeps everything")] = Path("data/demo"),
) -> None:
    """Shows everything: a simulated Telegram, the bot, a network of units, and a page of phones."""
    from bot.demo import show

    show(port, data)


async def _serve(settings: Settings) -> None:
    from bot.app import App
    from bot.logs import set_up_logs

    secrets = [settings.secret] if settings.secret else []
    set_up_logs(settings.log_level, settings.log_format, settings.token, secrets)
    await App(settings).run()


async def _enter_units(settings: Settings, file: Path) -> None:
    from bot.first import UnitsRefused, found_bureau, read_units
    from core.clock import Calendar
    from storage.uow import Storage

    try:
        entered = read_units(file)
    except (UnitsRefused, OSError) as refused:
        _fail(str(refused))
    storage = await Storage.open(settings.database_url, settings.bot_id)
    try:
        await found_bureau(storage, settings.bureau_region, entered, Calendar().now())
    finally:
        await storage.close()
    console.print(f"{len(entered)} units read; all of them are entered now.")


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingsRefused as refused:
        _fail(str(refused))


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Runs to the end on the fastest loop there is; trouble that an operator can mend is told in one line."""
    try:
        if sys.platform == "win32":
            asyncio.run(work)
        else:
            import uvloop

            uvloop.run(work)
    except (SchemaOutdated, StorageBusy, ValueError) as trouble:
        _fail(str(trouble))


def _fail(words: str) -> NoReturn:
    errors.print(words, style="red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(2)
