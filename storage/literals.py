"""States and sources as literals: with a parameter in their place a query would not use the partial indexes."""

from sqlalchemy import Integer, literal_column

from core.outbox import Source, State

IN_TURN = literal_column(str(State.SENDING.value + 1), Integer)
"""States below are queued and sending."""
QUEUED = literal_column(str(State.QUEUED.value), Integer)
SENDING = literal_column(str(State.SENDING.value), Integer)
CARD = literal_column(str(Source.CARD.value), Integer)
