"""News: the record with all its versions, its fan-out, and what became of the copies."""

from storage.news.store import NewsStore

__all__ = ["NewsStore"]
