"""The ledger of everything that leaves: one row per (source, occurrence, recipient), and what an answer means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Protocol, TypeAlias

from core.channels import (
    Delete,
    InDoubt,
    Moved,
    Order,
    Outcome,
    Reason,
    Refused,
    Revoked,
    Send,
    Sent,
    TryLater,
    repeatable,
)

REPEAT_AFTER_MS = 30_000
"""How long a message in doubt waits for its one labelled repeat."""

MAX_TRIES = 20
"""Certain failures of the network in a row before a row is given up as failed."""


class Lane(IntEnum):
    """Who goes first; smaller overtakes."""

    REPLY = 0
    MOST_URGENT = 1
    REMINDER = 2
    ANNOUNCEMENT = 3
    BACKGROUND = 4


class Source(IntEnum):
    """What a row stands for; `source_id` is the id of that thing."""

    REPLY = 0  # payload of its own; source_id: inbox row, or 0 with a running occurrence
    CARD = 1  # rendered from the present state of its card
    ANNOUNCEMENT = 2  # a delivery to one person
    COPY = 3  # the buttons of one delivered copy, as they should stand now; source_id: the delivery
    NUDGE = 4  # asks one recipient again; source_id: announcement, occurrence: which round
    NEWS = 5  # a delivery of published news to one person


class State(IntEnum):
    QUEUED = 0
    SENDING = 1
    SENT = 2
    FAILED = 3
    DOUBT = 4
    CANCELLED = 5


DELIVERIES = frozenset({Source.ANNOUNCEMENT, Source.NUDGE, Source.NEWS})
REPEATED = DELIVERIES | {Source.CARD}
"""Sources whose new messages are repeated, labelled, when nobody knows whether they arrived."""
MOST_DEATHS = 5
"""So many senders may die over one delivery or new card before it stays in doubt."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claimed row. `part` is the next one to send of `parts`; `repeats` counts labelled repeats so far."""

    id: int
    lane: Lane
    source: Source
    source_id: int
    occurrence: int
    address_id: int
    channel: str
    address: str
    person_id: int | None
    language: str
    timezone: str
    part: int = 0
    parts: int = 1
    tries: int = 0
    repeats: int = 0
    payload: bytes | None = None


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be written; the same (source, source_id, occurrence, address) again changes nothing."""

    lane: Lane
    source: Source
    source_id: int
    occurrence: int
    address_id: int
    payload: bytes | None = None
    parts: int = 1
    not_before_ms: int = 0
    harmless: bool = False
    """For a reply with a payload: doing it twice leaves the same picture (an edit, a delete)."""


# --- what an answer means


@dataclass(frozen=True, slots=True)
class Advance:
    """This part is there. The row is done after its last part, else queued again for the next."""

    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """Certainly not there: queued again. `counts` says whether the try is held against the row."""

    not_before_ms: int
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Repeat:
    """Perhaps there: one more time, labelled."""

    not_before_ms: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Perhaps there, and it stays so."""


@dataclass(frozen=True, slots=True)
class Fail:
    reason: Reason
    address_gone: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Readdress:
    """The chat moved: the address is rewritten and the row sent again, which counts as a try."""

    new_address: str


@dataclass(frozen=True, slots=True)
class Anew:
    """The message that should be edited is gone: the card is sent as a new one."""


@dataclass(frozen=True, slots=True)
class Instead:
    """The message cannot be deleted (any more): it says instead that things go on below, and loses its buttons."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Nothing is left to do: withdrawn, or already as it should be."""


Verdict: TypeAlias = Advance | Again | Repeat | Doubt | Fail | Readdress | Anew | Instead | Drop


def judge(row: Row, order: Order, outcome: Outcome, now_ms: int) -> Verdict:
    """What `outcome` of `order` means for `row`: the one place that decides it. `now_ms` is real time."""
    match outcome:
        case Sent(message_ids):
            return Advance(message_ids)
        case TryLater(after):
            return _again(row, now_ms, after)
        case Moved(new_address):
            return Readdress(new_address) if row.tries < MAX_TRIES else Fail(Reason.CHAT_GONE)
        case Refused(Reason.MESSAGE_GONE):
            return _without_its_message(row, order)
        case Refused(reason, address_gone, detail):
            return Fail(reason, address_gone, detail)
        case Revoked():
            return Again(now_ms, counts=False)
        case InDoubt():
            return in_doubt(row, now_ms, repeatable=repeatable(order))


def in_doubt(row: Row, now_ms: int, *, repeatable: bool, most: int = 1) -> Verdict:
    """For a request without an answer; `most` labelled repeats are allowed in all."""
    if repeatable:
        return Again(now_ms + 1_000)
    if row.source in REPEATED and row.repeats < most:
        return Repeat(now_ms + REPEAT_AFTER_MS)
    return Doubt()


def left_behind(row: Row, now_ms: int, *, repeatable: bool) -> Verdict:
    """For a row that a dead sender had in flight. It may not even have been asked for, so nobody is given up after
    one repeat: each death costs at most one copy a slot of the window."""
    most = MOST_DEATHS if row.source in REPEATED else 1
    return in_doubt(row, now_ms, repeatable=repeatable, most=most)


def _again(row: Row, now_ms: int, after: float) -> Verdict:
    if row.tries >= MAX_TRIES:
        return Fail(Reason.OTHER, detail="no way through")
    return Again(now_ms + round(after * 1000))


def _without_its_message(row: Row, order: Order) -> Verdict:
    if isinstance(order, Send):
        return Fail(Reason.OTHER, detail="a new message cannot miss its message")
    if isinstance(order, Delete):
        return Instead()
    return Anew() if row.source is Source.CARD else Drop()


@dataclass(frozen=True, slots=True)
class Settled:
    row: Row
    verdict: Verdict
    shown: bytes | None = None
    """For a card: hash of the face that was sent, and `wanted` at that time.

    For a delivery or a nudge `wanted` is the version of the announcement that was sent (0: the current one).
    """
    wanted: int = 0


class Outbox(Protocol):
    """Feature side of the ledger."""

    async def add(self, rows: Sequence[NewRow]) -> None:
        """Writes rows; those already known are left as they are. One statement however many."""
        ...

    async def cancel(self, source: Source, source_id: int) -> int:
        """Takes back what is still queued; returns how many rows."""
        ...

    async def purge(self, before: datetime) -> int:
        """Forgets one-off answers, cards' edits and buttons that were settled before then; returns how many."""
        ...


class Ledger(Protocol):
    """Sender side of the ledger. Every call names the epoch; a sender whose epoch is over changes nothing."""

    async def claim(self, epoch: int, limit: int, held: frozenset[int], now_ms: int) -> list[Row]:
        """At most `limit` queued rows, by lane and age, one an address, none of the `held` addresses (ids)."""
        ...

    async def settle(self, epoch: int, settled: Sequence[Settled], now_ms: int) -> None: ...

    async def orphans(self, epoch: int) -> list[tuple[Row, bool]]:
        """Rows that an earlier epoch left in sending, each with whether its order was harmless to repeat."""
        ...

    async def stranded(self, epoch: int, flying: frozenset[int]) -> list[Row]:
        """Rows that this epoch has in sending beside those that are flying (ids)."""
        ...

    async def sent_to_groups(self, since_ms: int, now_ms: int) -> list[tuple[int, int]]:
        """One (address id, when at the latest) for each message that went, or may have gone, to a group since; the
        oldest first."""
        ...
