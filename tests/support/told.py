"""A pytest plugin: what tests have to tell stands under the results, also of a run in several processes (xdist).

A test tells a line by adding ("told", line) to its user_properties, whether it passes or fails.
"""

from typing import Any

import pytest

TOLD = "told"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Told(config), "told-lines")


class Told:
    """`postgres`: where the run's server came from."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._lines: list[str] = []
        self.postgres = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "teardown":
            self._lines += [str(value) for name, value in report.user_properties if name == TOLD]

    def pytest_sessionfinish(self) -> None:
        output: dict[str, str] | None = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[TOLD] = self.postgres

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.postgres = getattr(node, "workeroutput", {}).get(TOLD) or self.postgres

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in self._lines:
            terminalreporter.write_line(line)
        if self.postgres:
            terminalreporter.write_line(f"PostgreSQL: {self.postgres}")
