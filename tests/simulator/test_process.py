"""The child of --run: the bot, started, stopped and killed."""

import os
import shlex
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.simulator.support import Driver, Server, driving, running, soon

CHILD = """
import os, signal, sys, time
log = open(sys.argv[1], "a", buffering=1)
def told(name):
    log.write(name + chr(10))
signal.signal(signal.SIGTERM, lambda *_: (told("TERM"), sys.exit(3)))
told("started " + str(os.getpgid(0) == os.getpid()))
while True:
    time.sleep(0.05)
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def with_child(tmp_path: Path, log: Path) -> Iterator[Server]:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    with running("--run", shlex.join([sys.executable, str(script), str(log)])) as server:
        yield server


@pytest.fixture
async def sim(with_child: Server, log: Path) -> AsyncIterator[Driver]:
    async def up() -> bool:
        return log.exists() and "started" in log.read_text()

    async with driving(with_child.base) as driver:
        await soon(up, "the start of the child")
        yield driver


async def ended(sim: Driver) -> bool:
    return not (await sim.get("/sim/process"))["running"]


async def test_the_child_runs_in_a_group_of_its_own(sim: Driver, log: Path) -> None:
    child = await sim.get("/sim/process")
    assert (child["running"], child["exit_code"]) == (True, None)
    assert child["started_at"] is not None
    os.kill(child["pid"], 0)
    assert log.read_text() == "started True\n"


@pytest.mark.parametrize(("signal", "code"), [("KILL", -9), ("TERM", 3)])
async def test_a_signal_ends_it_and_it_can_be_started_again(sim: Driver, signal: str, code: int) -> None:
    before = await sim.get("/sim/process")
    await sim.post("/sim/process", signal=signal)
    await soon(lambda: ended(sim), "the end of the child")
    last = await sim.get("/sim/process")
    assert (last["exit_code"], last["kills"]) == (code, int(code == -9))
    assert (await sim.wrong("POST", "/sim/process", {"signal": "TERM"}))[0] == 400
    again = await sim.post("/sim/process", start=True)
    assert again["running"] is True
    assert again["started_at"] > before["started_at"]
    assert (await sim.wrong("POST", "/sim/process", {"start": True}))[0] == 400


async def test_it_can_be_stopped_and_continued(sim: Driver) -> None:
    assert (await sim.post("/sim/process", signal="STOP"))["paused"] is True
    pid = (await sim.get("/sim/process"))["pid"]

    async def stopped() -> bool:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T"

    await soon(stopped, "the stop of the child")
    assert (await sim.post("/sim/process", signal="CONT"))["paused"] is False


async def test_a_strange_signal_is_refused(sim: Driver) -> None:
    assert (await sim.wrong("POST", "/sim/process", {"signal": "HUP"}))[0] == 400


def test_the_child_is_asked_to_end_when_the_simulator_ends(tmp_path: Path, log: Path) -> None:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    with running("--run", shlex.join([sys.executable, str(script), str(log)])):
        for _ in range(200):
            if log.exists() and "started" in log.read_text():
                break
            time.sleep(0.05)
    assert log.read_text().splitlines()[-1] == "TERM"


async def test_a_child_that_is_held_starts_when_it_is_told_to(tmp_path: Path, log: Path) -> None:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    with running("--run", shlex.join([sys.executable, str(script), str(log)]), "--hold") as server:
        async with driving(server.base) as driver:
            assert (await driver.get("/sim/process"))["running"] is False
            await driver.post("/sim/process", start=True)
            assert (await driver.get("/sim/process"))["running"] is True
