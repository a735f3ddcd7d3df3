"""Meetings: the record, whom it invites, and what they answered."""

from storage.meetings.store import MeetingStore

__all__ = ["MeetingStore"]
