"""A pytest plugin: a green run means that everything ran.

- A skipped or xfailed test fails the run.
- A deselected test (`-k`, `-m`) fails the run, unless `--partial` declares it.
- Tests in tests/storage that ask for `engine_url` are counted by engine; the counts must be equal, and not
  zero when all of tests/ was asked for.
"""

from collections import Counter
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

ENGINES = ("sqlite", "postgresql")


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
        self.by_engine: Counter[str] = Counter()

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self.deselected += len(items)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.not_run.append(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped or hasattr(report, "wasxfail"):
            self.not_run.append(report.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        engine = _engine_of(item)
        if engine and item.nodeid.startswith("tests/storage/"):
            self.by_engine[engine] += 1
        return (yield)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.OK and self.complaints():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        counts = ", ".join(f"{engine} {self.by_engine[engine]}" for engine in ENGINES)
        terminalreporter.write_line(f"storage tests: {counts}")
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
        counts = {self.by_engine[engine] for engine in ENGINES}
        if len(counts) > 1:
            found.append("every storage test must run on every engine")
        if counts == {0} and self._all_was_asked_for():
            found.append("no storage test ran")
        return found

    def _all_was_asked_for(self) -> bool:
        root = self.config.rootpath
        asked = {(root / Path(argument)).resolve() for argument in self.config.args}
        return bool(asked & {root, root / "tests"})


def _engine_of(item: pytest.Item) -> str | None:
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return None
    engine = item.callspec.params.get("engine_url")
    return engine if isinstance(engine, str) else None
