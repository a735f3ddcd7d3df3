"""Who got the announcement, and how often: the fixture's list against the simulator's journal, never our database.

The one thing that is read of the database is which rows were on their way when the bot was killed: it decides
whether a kill counts, not what is lost.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path

from tests.support.crash_network import Office
from tests.support.simulator import Object, Sim
from tests.support.supervisor import Life, instant

LABEL = "(kirim ulang)"
CARD = "📢 "
FINAL = re.compile(r"terkirim ([\d.]+) dari ([\d.]+) petugas")
REPEATED = re.compile(r"diulang ([\d.]+)")
UNKNOWN = re.compile(r"tak pasti ([\d.]+)")
SENDING_ROWS = """SELECT addresses.address FROM outbox JOIN addresses ON addresses.id = outbox.address_id
    WHERE outbox.source = 2 AND outbox.state = 1"""
SENT_ROWS = """SELECT addresses.address, copies.message_id FROM outbox
    JOIN addresses ON addresses.id = outbox.address_id LEFT JOIN copies ON copies.outbox_id = outbox.id
    WHERE outbox.source = 2 AND outbox.state = 2"""


@dataclass(frozen=True, slots=True)
class Copy:
    """One accepted message of the announcement. `began_at`: when its request reached the simulator."""

    person: int
    message_id: int
    text: str
    accepted_at: datetime
    began_at: datetime

    @property
    def labelled(self) -> bool:
        return self.text.endswith(f"\n{LABEL}")


@dataclass(frozen=True, slots=True)
class Kill:
    """The end of a life. `on_their_way`: recipients whose delivery the database called "sending" when the process was
    gone."""

    life: Life
    on_their_way: frozenset[int]


@dataclass(frozen=True, slots=True)
class Report:
    """`forbidden`: copies for people who are no recipients; `unhandled`: tracebacks in the bot's log."""

    seed: int
    kills: int
    kills_in_send: int
    accepted: int
    lost: int
    dup: int
    dup_max_per_kill: int
    unknown: int
    forbidden: int
    unhandled: int
    wall_s: float

    def __str__(self) -> str:
        return ", ".join(f"{one.name}={value}" for one, value in zip(fields(self), astuple(self), strict=True))


@dataclass(frozen=True, slots=True)
class Told:
    """What the author's card says at the end."""

    sent: int
    recipients: int
    repeated: int
    unknown: int


def told_by(card: str) -> Told | None:
    """None while the card still counts on."""
    final = FINAL.search(card)
    return Told(_number(final[1]), _number(final[2]), _found(REPEATED, card), _found(UNKNOWN, card)) if final else None


def _found(pattern: re.Pattern[str], card: str) -> int:
    match = pattern.search(card)
    return _number(match[1]) if match else 0


def _number(written: str) -> int:
    return int(written.replace(".", ""))


def is_copy(call: Object) -> bool:
    return bool(call["ok"]) and CARD in str(call["params"].get("text", ""))


async def copies(sim: Sim) -> list[Copy]:
    """In the order in which they were accepted."""
    return [_copy(call) for call in await sim.calls("sendMessage") if is_copy(call)]


def _copy(call: Object) -> Copy:
    accepted_at = instant(call["at"])
    began_at = accepted_at - timedelta(milliseconds=call["duration_ms"])
    return Copy(int(call["params"]["chat_id"]), call["message_id"], call["params"]["text"], accepted_at, began_at)


def on_their_way(database: Path) -> frozenset[int]:
    return frozenset(int(row[0]) for row in _rows(database, SENDING_ROWS))


def sent_by_the_database(database: Path) -> dict[int, int | None]:
    """The message id that the ledger has for each delivery that it calls sent."""
    return {int(person): message_id for person, message_id in _rows(database, SENT_ROWS)}


def waiting_in_the_inbox(database: Path) -> int:
    """How many updates are stored and not handled."""
    ((waiting, _),) = _rows(database, "SELECT COUNT(*), NULL FROM inbox WHERE state = 0")
    return int(waiting)


def _rows(database: Path, question: str) -> list[tuple[str, int | None]]:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


class Findings:
    """The journal read against the list."""

    def __init__(
        self, office: Office, accepted: Sequence[Copy], lives: Sequence[Life], kills: Sequence[Kill] = ()
    ) -> None:
        self._office = office
        self._lives = lives
        self._kills = kills
        self.accepted = accepted
        self.of_person: dict[int, list[Copy]] = defaultdict(list)
        for copy in accepted:
            self.of_person[copy.person].append(copy)

    @property
    def lost(self) -> list[int]:
        return [person for person in self._office.officers if person not in self.of_person]

    @property
    def doubled(self) -> list[int]:
        return [person for person, copies in self.of_person.items() if len(copies) > 1]

    @property
    def forbidden(self) -> list[Copy]:
        return [copy for copy in self.accepted if copy.person not in set(self._office.officers)]

    @property
    def unlabelled_repeats(self) -> list[Copy]:
        return [copy for copies in self.of_person.values() for copy in copies[1:] if not copy.labelled]

    @property
    def relabelled(self) -> list[int]:
        """People with a labelled copy."""
        return [person for person, copies in self.of_person.items() if any(copy.labelled for copy in copies)]

    def in_send(self, kill: Kill) -> bool:
        """The database called a delivery "sending" when the process was gone, and the request that this life had made
        for it was accepted: so an accepted call was unsettled at the kill."""
        return any(
            self._life_of(copy) is kill.life for person in kill.on_their_way for copy in self.of_person.get(person, ())
        )

    def doubled_by(self, kill: Kill) -> list[int]:
        """People whose first copy left in the life that this kill ended, and who got another one later."""
        return [person for person in self.doubled if self._life_of(self.of_person[person][0]) is kill.life]

    @property
    def resumed_after(self) -> list[float]:
        """Seconds from each start after a kill to the first copy that was begun in that life."""
        firsts = {self._life_of(copy).pid: copy for copy in sorted(self.accepted, key=lambda one: one.began_at)[::-1]}
        return [
            (firsts[life.pid].began_at - life.started_at).total_seconds()
            for life in self._lives[1:]
            if life.pid in firsts
        ]

    def _life_of(self, copy: Copy) -> Life:
        """What left just before a kill arrives after it, and before the next life begins."""
        return next(life for life in reversed(self._lives) if life.started_at <= copy.began_at)

    def report(self, seed: int, unknown: int, unhandled: int, wall_s: float) -> Report:
        return Report(
            seed=seed,
            kills=len(self._kills),
            kills_in_send=sum(self.in_send(kill) for kill in self._kills),
            accepted=len(self.accepted),
            lost=len(self.lost),
            dup=len(self.doubled),
            dup_max_per_kill=max((len(self.doubled_by(kill)) for kill in self._kills), default=0),
            unknown=unknown,
            forbidden=len(self.forbidden),
            unhandled=unhandled,
            wall_s=round(wall_s, 1),
        )
