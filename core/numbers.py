"""Running numbers, one row of them a bureau and kind ("BKL-0412" is number 412 of its announcements)."""

from typing import Protocol


class Numbers(Protocol):
    async def next(self, bureau_id: int, kind: str) -> int:
        """Takes the next number, the first is 1. It returns only with a rollback of this unit of work."""
        ...
