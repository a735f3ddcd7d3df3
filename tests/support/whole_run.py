"""A pytest plugin: a green run means that everything ran.

- A skipped or xfailed test fails the run.
- A deselected test (`-k`, `-m`) fails the run, unless `--partial` declares it.
- Tests in tests/storage that ask for `engine_url`, and stories in tests/journeys that ask for the bot, are counted by
  engine; the counts must be equal, and not zero when all of tests/ was asked for.

Of a run in several processes (xdist) the counts are those of all; each tells the first what it left out.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ENGINES = ("sqlite", "postgresql")
ON_EVERY_ENGINE = {"storage tests": "tests/storage/", "journeys": "tests/journeys/"}
LEFT_OUT = "left_out"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--partial", action="store_true", help="some tests are left out on purpose")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(WholeRun(config), "whole-run")


class WholeRun:
    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.partial = bool(config.getoption("partial"))
        self.deselected = 0
        self.not_run: list[str] = []
        self.counts = {suite: Counter[str]() for suite in ON_EVERY_ENGINE}

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self.deselected += len(items)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.not_run.append(report.nodeid)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if engine := _engine_of(item):
            item.user_properties.append(("engine", engine))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped or hasattr(report, "wasxfail"):
            self.not_run.append(report.nodeid)
        for suite, folder in ON_EVERY_ENGINE.items():
            if report.when == "call" and report.nodeid.startswith(folder):
                self.counts[suite].update(str(value) for name, value in report.user_properties if name == "engine")

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A process of several has ended: all of them left out the same."""
        self.deselected = max(self.deselected, getattr(node, "workeroutput", {}).get(LEFT_OUT, 0))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        told: dict[str, int] | None = getattr(self.config, "workeroutput", None)
        if told is not None:  # one process of several: the first one judges
            told[LEFT_OUT] = self.deselected
        elif exitstatus == pytest.ExitCode.OK and self.complaints():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for suite, by_engine in self.counts.items():
            counts = ", ".join(f"{engine} {by_engine[engine]}" for engine in ENGINES)
            terminalreporter.write_line(f"{suite}: {counts}")
        for complaint in self.complaints():
            terminalreporter.write_line(complaint, red=True)

    def complaints(self) -> list[str]:
        found = []
        if self.not_run:
            found.append(f"skipped or expected to fail, which is not done here: {', '.join(self.not_run)}")
        if self.partial or self.config.option.collectonly:
            return found
        if self.deselected:
            found.append(f"{self.deselected} deselected: say --partial when that is meant")
        for suite, by_engine in self.counts.items():
            counts = {by_engine[engine] for engine in ENGINES}
            if len(counts) > 1:
                found.append(f"{suite}: each must run on every engine")
            if counts == {0} and self._all_was_asked_for():
                found.append(f"{suite}: none ran")
        return found

    def _all_was_asked_for(self) -> bool:
        root = self.config.rootpath
        asked = {(root / Path(argument)).resolve() for argument in self.config.args}
        return bool(asked & {root, root / "tests"})


def _engine_of(item: pytest.Item) -> str | None:
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return None
    engine = item.callspec.params.get("engine_url", item.callspec.params.get("engine"))
    return engine if isinstance(engine, str) else None
