"""A simulator with people in it, and a client that sends to them as fast as it is answered."""

import json
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bench.network import FIRST_PERSON
from bench.processes import Result, beside, line_of, run
from bench.spent import TOKEN, processor

WINDOW = 32
HIGH = 1_000_000
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Far:
    """The simulator under load."""

    url: str
    pid: int
    people: int

    def ask(self, path: str, given: object = None) -> Any:
        """A call of its control plane; with `given` one that changes something."""
        data = None if given is None else json.dumps(given).encode()
        request = urllib.request.Request(f"{self.url}/sim/{path}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            return json.loads(answer.read())

    def flood(self, messages: int, body: Mapping[str, object]) -> Result:
        """What the client tells, with what the simulator spent of the processor as `cpu`."""
        before = processor(self.pid)
        told = flood(self.url, messages, self.people, body)
        return told | {"cpu": processor(self.pid) - before}


@contextmanager
def far(people: int, *options: object, around: tuple[object, ...] = ()) -> Iterator[Far]:
    """Limits are enforced and out of reach. `around`: a module that runs it, with what that takes before it."""
    module, *arguments = map(str, (*around, "simulator", "--port", 0, "--token", TOKEN, *options))
    with beside(module, *arguments) as process:
        started = Far(line_of(process).removeprefix("simulator ready at "), process.pid, people)
        officers = [{"id": FIRST_PERSON + one, "first_name": "Petugas", "started": True} for one in range(people)]
        started.ask("people/bulk", officers)
        started.ask("limits", {"enforce": True, "overall": HIGH, "per_chat": HIGH, "per_group": HIGH})
        yield started


def flood(url: str, messages: int, people: int, body: Mapping[str, object]) -> Result:
    return run("bench.ceiling", url, messages, WINDOW, people, json.dumps(body))
