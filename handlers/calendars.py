"""The calendar file of a meeting (RFC 5545): each version replaces the one before in people's calendars."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from core.meetings import Meeting, MeetingState

MIME = "text/calendar"
UNSAID_LENGTH = timedelta(hours=2)
"""How long a meeting without an end blocks a calendar."""


def file_name(meeting: Meeting) -> str:
    return f"{meeting.code}.ics"


def calendar_file(meeting: Meeting, organiser: str, now: datetime) -> bytes:
    """`organiser` is the office that invites."""
    cancelled = meeting.state is MeetingState.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//simpul-humas//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(_event(meeting, organiser, now, cancelled=cancelled))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, organiser: str, now: datetime, *, cancelled: bool) -> Event:
    details, zone = meeting.details, ZoneInfo(meeting.details.zone)
    event = Event()
    event.add("uid", f"meeting-{meeting.bureau_id}-{meeting.id}@simpul-humas")
    event.add("sequence", meeting.version - 1 + cancelled)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("dtstamp", now)
    event.add("dtstart", details.starts_at.astimezone(zone))
    event.add("dtend", (details.ends_at or details.starts_at + UNSAID_LENGTH).astimezone(zone))
    event.add("summary", vText(details.title))
    event.add("location", vText(details.place))
    event.add("description", vText("\n".join(part for part in (meeting.code, organiser, details.dress) if part)))
    return event
