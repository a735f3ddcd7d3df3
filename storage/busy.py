"""Which errors of a database say "not now": they become `StorageBusy`. Every other one is a bug and stays loud."""

from sqlite3 import SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_IOERR, SQLITE_LOCKED, SQLITE_READONLY

from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine

from core.errors import StorageBusy

SQLITE_CODES = {SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN}
POSTGRES_CLASSES = {
    "08",  # the connection
    "53",  # disk, memory or connections used up
    "57",  # shutting down, starting up, cancelled by a timeout
    "58",  # input or output
}
POSTGRES_CODES = {
    "25P03",  # the transaction idled for too long
    "40001",  # serialization
    "40P01",  # deadlock
    "55P03",  # lock not available
}
POSTGRES_READONLY = "25006"

READING = "reading"
"""Execution option of connections that only read: a write refused there is a bug, elsewhere a frozen disk."""


def translate_busy(engine: AsyncEngine) -> None:
    """From now on this engine raises `StorageBusy` where the database says so."""
    event.listen(engine.sync_engine, "handle_error", _translate)


def _translate(context: ExceptionContext) -> BaseException | None:
    error = context.original_exception
    if not isinstance(error, Exception):
        return None  # a cancelled task: the connection goes, the cancellation stays what it is
    if isinstance(error, TimeoutError):
        context.is_disconnect = True  # nobody knows what still runs on this connection
    frozen = _refused_as_readonly(error) and not _reads(context)
    return storage_busy(error) if frozen or context.is_disconnect or says_not_now(error) else None


def storage_busy(error: Exception) -> StorageBusy:
    """Says one line: the rest of a database's message may quote what people wrote."""
    return StorageBusy((str(error).splitlines() or [""])[0] or type(error).__name__)


def says_not_now(error: Exception) -> bool:
    sqlstate = _sqlstate(error)
    return (
        isinstance(error, OSError)  # TimeoutError is one
        or _sqlite_code(error) in SQLITE_CODES
        or sqlstate in POSTGRES_CODES
        or sqlstate[:2] in POSTGRES_CLASSES
    )


def _refused_as_readonly(error: Exception) -> bool:
    return _sqlite_code(error) == SQLITE_READONLY or _sqlstate(error) == POSTGRES_READONLY


def _reads(context: ExceptionContext) -> bool:
    return context.connection is not None and READING in context.connection.get_execution_options()


def _sqlite_code(error: Exception) -> int:
    """The primary result code; 0 when this is no error of SQLite."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _sqlstate(error: Exception) -> str:
    """Empty when this is no error of PostgreSQL."""
    return getattr(error, "sqlstate", None) or ""
