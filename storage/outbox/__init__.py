"""The ledger of all that leaves: features write it (`OutboxStore`), the sender works it off (`LedgerStore`)."""

from storage.outbox.ledger import LedgerStore
from storage.outbox.writing import OutboxStore

__all__ = ["LedgerStore", "OutboxStore"]
