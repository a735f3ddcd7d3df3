"""What each verdict makes of the row and of the address: plain values, no SQL."""

from core.channels import Reason
from core.codec import clean_text
from core.members import AddressState
from core.outbox import (
    Advance,
    Again,
    Anew,
    Doubt,
    Drop,
    Fail,
    Instead,
    Readdress,
    Repeat,
    Settled,
    State,
    Verdict,
)

Values = dict[str, object]


def row_after(settled: Settled, now_ms: int) -> Values:
    """The row's columns once the verdict is applied."""
    row = settled.row
    match settled.verdict:
        case Advance() if row.part + 1 < row.parts:
            return _values(settled, State.QUEUED, part=row.part + 1, tries=0)
        case Advance():
            return _values(settled, State.SENT, part=row.parts, settled_ms=now_ms)
        case Again(not_before_ms, counts):
            return _values(settled, State.QUEUED, tries=row.tries + counts, not_before_ms=not_before_ms)
        case Repeat(not_before_ms):
            return _values(settled, State.QUEUED, repeats=row.repeats + 1, not_before_ms=not_before_ms)
        case Instead():
            return _values(settled, State.QUEUED, part=row.part + 1, tries=0)
        case Readdress() | Anew():
            return _values(settled, State.QUEUED, tries=row.tries + 1)
        case Doubt():
            return _values(settled, State.DOUBT, reason=Reason.UNKNOWN.value, settled_ms=now_ms)
        case Fail(reason, _, detail):
            told = clean_text(detail) or None
            return _values(settled, State.FAILED, reason=reason.value, detail=told, settled_ms=now_ms)
        case Drop():
            return cancelled(settled, now_ms)


def cancelled(settled: Settled, now_ms: int) -> Values:
    return _values(settled, State.CANCELLED, settled_ms=now_ms)


def _values(settled: Settled, state: State, **changes: object) -> Values:
    row = settled.row
    kept: Values = {
        "state": state,
        "part": row.part,
        "tries": row.tries,
        "repeats": row.repeats,
        "not_before_ms": 0,
        "reason": None,
        "detail": None,
        "settled_ms": None,
    }
    return {"row": row.id} | {f"new_{column}": value for column, value in (kept | changes).items()}


def address_after(verdict: Verdict, state: AddressState) -> AddressState | None:
    """The state that the answer proves; one refusal alone makes nobody unreachable."""
    match verdict, state:
        case Advance(message_ids=(_, *_)), AddressState.SUSPECT | AddressState.NEW:
            return AddressState.REACHABLE
        case Fail(Reason.NEVER_STARTED, address_gone=True), AddressState.REACHABLE | AddressState.SUSPECT:
            return AddressState.NEW
        case Fail(address_gone=True, reason=reason), AddressState.REACHABLE | AddressState.NEW:
            return AddressState.SUSPECT if reason is not Reason.NEVER_STARTED else None
        case _:
            return None
