"""Announcements: the record, its fan-out, and what came back."""

from storage.announcements.store import AnnouncementStore

__all__ = ["AnnouncementStore"]
