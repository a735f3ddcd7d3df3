"""Bugs planted in a copy of the bot are found by the same small runs that a sound bot passes."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import URL, make_url

from tests.crash import scenarios
from tests.crash.scenarios import LOST, TWICE, UNLABELLED
from tests.support import postgres
from tests.support.simulator import ROOT

PATCHES = Path(__file__).parent / "planted"
PACKAGES = ("bot", "core", "handlers", "storage")

Scenario = Callable[..., Awaitable[set[str]]]

PLANTED: dict[str, tuple[Scenario, set[str]]] = {
    "mark-before-send": (scenarios.killed_with_a_full_window, {LOST}),
    "unlabelled-repeat": (scenarios.killed_with_a_full_window, {UNLABELLED}),
    "acknowledge-before-insert": (scenarios.written_while_the_database_is_locked, {LOST}),
    "done-in-another-commit": (scenarios.died_before_it_was_marked_done, {TWICE}),
}
"""By the name of its patch: the run that finds it, and what that run finds."""
OF_REPLICAS = "request-after-the-lease"


def test_every_patch_has_its_run() -> None:
    assert {patch.stem for patch in PATCHES.glob("*.patch")} == {*PLANTED, OF_REPLICAS}


async def test_a_sender_that_slept_over_its_lease_sends_nothing_unless_it_forgets_to_look(
    tmp_path: Path, postgres_url: str
) -> None:
    server = make_url(postgres_url)
    with postgres.fresh_database(server, "sound") as one, postgres.fresh_database(server, "planted") as other:
        sound = scenarios.woken_after_its_lease(_text(one), _folder(tmp_path / "sound"))
        code = _patched(tmp_path, OF_REPLICAS)
        planted = scenarios.woken_after_its_lease(_text(other), _folder(tmp_path / "planted"), code)
        assert [*await asyncio.gather(sound, planted)] == [set(), {UNLABELLED}]


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


async def test_a_sound_bot_passes_the_runs_and_a_planted_bug_is_found_by_its_run(tmp_path: Path) -> None:
    """All at the same time: they mostly wait."""
    runs = {run.__name__: run for run, _ in PLANTED.values()}
    sound = [run(_folder(tmp_path / name)) for name, run in runs.items()]
    planted = [run(_folder(tmp_path / name), _patched(tmp_path, name)) for name, (run, _) in PLANTED.items()]
    found = await asyncio.gather(*sound, *planted)
    assert dict(zip(runs, found, strict=False)) == {name: set() for name in runs}
    assert dict(zip(PLANTED, found[len(runs) :], strict=True)) == {name: wrong for name, (_, wrong) in PLANTED.items()}


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _patched(folder: Path, name: str) -> Path:
    """A copy of the bot with the bug in it."""
    copy = folder / f"{name}-code"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        ["git", "apply", "-p1", str(PATCHES / f"{name}.patch")],
        cwd=copy,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(folder)},  # it is no repository, nor part of one
        check=True,
    )
    return copy
