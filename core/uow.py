"""The unit of work: everything one event or one due row changes, kept together or not at all."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from core import announcements, meetings, news, registration
from core.conversations import Forms
from core.inbox import Inbox
from core.media import MediaStore
from core.outbox import Ledger


class UnitOfWork(announcements.Work, registration.Work, news.Work, meetings.Work, Protocol):
    """All stores in one transaction. It commits when its block ends well; an exception keeps nothing of it.

    Core functions name the few stores they need; only the router, which serves every feature, names them all.
    """

    @property
    def forms(self) -> Forms: ...
    @property
    def media(self) -> MediaStore: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def ledger(self) -> Ledger: ...


OpenWork = Callable[[], AbstractAsyncContextManager[UnitOfWork]]
