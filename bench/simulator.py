"""The simulator itself: how many messages it accepts on one core, and what a million of them leave in memory."""

from dataclasses import dataclass
from pathlib import Path

from bench import parts
from bench.flooding import Far, far, flood
from bench.network import TEXT
from bench.processes import Result, endpoint
from bench.report import Figure, middle
from bench.spent import memory

RATE, FASTER = 4_000, 2.0
MOST_MEMORY, MOST_GROWTH = 400, 1.2
MEGABYTE = 1_000_000
PAGE = 20_000
SHARES = (0.0, 0.1, 0.5, 1.0)
PLAIN = {"text": TEXT}
COPY = {
    "text": f"{TEXT}\n\n<i>BKL-0001 v1, Diskominfo Bengkulu</i>",
    "parse_mode": "HTML",
    "reply_markup": {"inline_keyboard": [[{"text": "Sudah dibaca", "callback_data": "r:1:1"}]]},
}


@dataclass(frozen=True, slots=True)
class Size:
    """Messages: of a run, of all that are kept, and of the run that is looked into."""

    messages: int = 40_000
    kept: int = 1_000_000
    profiled: int = 20_000
    people: int = 1_000
    rounds: int = 3


def measure(folder: Path, size: Size) -> list[Figure]:
    return [_speed(folder, size), _memory(size), _parts(folder, size)]


def _speed(folder: Path, size: Size) -> Figure:
    results: dict[str, list[Result]] = {"a text": [], "HTML and a button": [], "a text, with --data": []}
    with endpoint() as url:
        ceiling = _rate([flood(url, size.messages, size.people, PLAIN) for _ in range(size.rounds)])
    for number in range(size.rounds):
        with far(size.people) as plain:
            results["a text"].append(plain.flood(size.messages, PLAIN))
            results["HTML and a button"].append(plain.flood(size.messages, COPY))
        with far(size.people, "--data", folder / f"data{number}") as kept:
            results["a text, with --data"].append(kept.flood(size.messages, PLAIN))
    rates = {name: _rate(each) for name, each in results.items()}
    return Figure(
        "simulator",
        "The simulator, one core",
        ("sendMessage", "accepted/s", "CPU µs a message", "slowest answer"),
        [(name, f"{rates[name]:,.0f}", *_spent(each)) for name, each in results.items()],
        [f"{size.people:,} people, limits enforced (a million a second), the journal complete, 32 connections.",
         f"The client's own ceiling, against an endpoint that only answers, is {ceiling:,.0f} messages/s."],
        [(f"at least {RATE:,} texts a second are accepted", rates["a text"] >= RATE),
         (f"the client is {FASTER:g} × as fast as the simulator", ceiling >= FASTER * rates["a text"])],
    )  # fmt: skip


def _memory(size: Size) -> Figure:
    with far(size.people) as one:
        rows = [(0, memory(one.pid))]
        for share in SHARES[1:]:
            one.flood(round(size.kept * share) - rows[-1][0], PLAIN)
            rows.append((round(size.kept * share), memory(one.pid)))
        told = _told(one)
    grown = rows[-1][1] / rows[1][1]
    return Figure(
        "simulator-memory",
        "The simulator's memory",
        ("messages accepted", "MB in memory"),
        [(f"{messages:,}", f"{standing / MEGABYTE:.0f}") for messages, standing in rows],
        [f"The journal then gave {told:,} calls of sendMessage."],
        [(f"at most {MOST_MEMORY} MB at the end", rows[-1][1] <= MOST_MEMORY * MEGABYTE),
         (f"at most {MOST_GROWTH:g} × what stood after the first tenth: {grown:.2f}", grown <= MOST_GROWTH),
         ("the journal has every call, no number twice or left out", told == size.kept)],
    )  # fmt: skip


def _told(one: Far) -> int:
    """Calls in the journal; 0 when one is missing between them."""
    seen = since = 0
    while page := one.ask(f"journal?since={since}&limit={PAGE}"):
        if [each["seq"] for each in page] != list(range(since + 1, since + 1 + len(page))):
            return 0
        seen += sum(each["method"] == "sendMessage" and each["ok"] for each in page)
        since = page[-1]["seq"]
    return seen


def _parts(folder: Path, size: Size) -> Figure:
    profile = folder / "profile"
    with far(size.people, around=("cProfile", "-o", profile, "-m")) as one:
        one.flood(size.profiled, PLAIN)
    return parts.figure(profile)


def _rate(results: list[Result]) -> float:
    return middle([{"rate": each["accepted"] / each["seconds"]} for each in results], "rate")


def _spent(results: list[Result]) -> tuple[str, str]:
    cpu = middle([{"us": each["cpu"] / each["messages"] * 1e6} for each in results], "us")
    return f"{cpu:.0f}", f"{middle(results, 'slowest') * 1000:.0f} ms"
