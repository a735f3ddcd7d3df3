"""The figures still measure what they say: each program of ours runs on a handful, and counts right.

How long anything takes is not looked at. The peers' packages are not installed for the tests.
"""

from pathlib import Path

import pytest

from bench import fanout, inbox, limits, outgoing, simulator
from bench.processes import endpoint, run
from bench.report import Figure, page, percentile

pytestmark = pytest.mark.slow


async def test_everything_queued_is_sent_and_counted(tmp_path: Path) -> None:
    base = tmp_path / "base.db"
    await outgoing.prepare(base, 30)
    with endpoint() as url:
        told = outgoing.send(url, base, 8, 30)
    assert told["messages"] == 30
    assert told["visits"] >= 30 / 8


def test_the_ceiling_counts_the_answers_that_it_got() -> None:
    with endpoint() as url:
        told = run("bench.ceiling", url, 200, 4)
    assert (told["messages"], told["accepted"]) == (200, 200)


def test_what_arrives_is_kept_and_handled_on_both_engines(tmp_path: Path) -> None:
    figure = inbox.measure(tmp_path, inbox.Size(updates=150, taps=3, messages=3, rounds=1))
    assert [row[:2] for row in figure.rows] == [
        (engine, what)
        for engine in ("SQLite", "PostgreSQL")
        for what in ("updates kept", "taps on [Sudah dibaca] handled", "plain messages handled")
    ]
    assert all(int(statements) > 2 for _, what, _, statements, _, _ in figure.rows if "handled" in what)


def test_everybody_is_told_and_the_bot_starts(tmp_path: Path) -> None:
    releases, memory, start = fanout.measure(tmp_path, fanout.Size(people=50, sent=20, starts=1))
    assert [row[:2] for row in releases.rows] == [("SQLite", "50"), ("PostgreSQL", "50")]
    assert len(memory.rows) == len(start.rows) == 1


def test_under_limits_everybody_is_reached_and_a_hurried_client_is_refused(tmp_path: Path) -> None:
    figure = limits.measure(tmp_path, limits.Size(people=60, peers=()))
    ((name, reached, *_),) = figure.rows
    assert (name, reached) == (limits.OURS, "60")
    assert "got 0 answers" not in figure.remarks[-1]


def test_the_simulator_accepts_every_message_and_its_journal_has_them_all(tmp_path: Path) -> None:
    size = simulator.Size(messages=300, kept=9_000, profiled=300, people=20, rounds=1)
    speed, memory, parts = simulator.measure(tmp_path, size)
    assert [name for name, *_ in speed.rows] == ["a text", "HTML and a button", "a text, with --data"]
    assert [messages for messages, _ in memory.rows] == ["0", "900", "4,500", "9,000"]
    assert memory.remarks == ["The journal then gave 9,000 calls of sendMessage."]
    assert all(float(share.rstrip("%")) > 0 for _, share in parts.rows)


def test_a_page_tells_each_bar_and_whether_it_held() -> None:
    figure = Figure("f", "A figure", ("what", "how much"), [("this", "1")], ["A remark."], [("enough", False)])
    text = page([figure], ["here"])
    assert "## A figure\n\n| what | how much |\n|---|---|\n| this | 1 |\n\n- A remark.\n- Not held: enough\n" in text


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([3.0, 1.0, 2.0], 0.95) == 3.0
