"""The calendar file of a meeting, and its hours beside a reader's own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from core.meetings import Details, Meeting, MeetingState
from handlers.calendars import calendar_file
from handlers.texts import id as t
from handlers.texts.speech import Reader, at, say, voice

STARTS = datetime(2026, 12, 2, 2, 0, tzinfo=UTC)
DETAILS = Details("Rapat; koordinasi", STARTS, None, "Asia/Makassar", "Aula, lantai 2", None, STARTS, delegable=True)
MEETING = Meeting(87, 1, "R-0087", MeetingState.RELEASED, 1, 1, DETAILS, 1, STARTS)


def event_of(meeting: Meeting) -> tuple[Calendar, dict[str, object]]:
    calendar = Calendar.from_ical(calendar_file(meeting, "Diskominfotik", STARTS))
    (event,) = calendar.walk("VEVENT")
    return calendar, {name: event.decoded(name) for name in ("UID", "SEQUENCE", "DTSTART", "DTEND")} | {
        name: str(event[name]) for name in ("SUMMARY", "LOCATION", "STATUS")
    }


def test_a_calendar_reads_the_meeting_at_its_own_hour() -> None:
    calendar, event = event_of(MEETING)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Rapat; koordinasi", "Aula, lantai 2")
    assert event["DTSTART"] == STARTS
    assert f"{event['DTSTART']:%H.%M}" == "10.00"
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Makassar"]


def test_a_later_version_replaces_the_earlier_and_a_cancellation_takes_it_out() -> None:
    _, first = event_of(MEETING)
    moved = replace(MEETING, version=2, details=replace(DETAILS, starts_at=STARTS + timedelta(days=1)))
    _, second = event_of(moved)
    calendar, last = event_of(replace(moved, state=MeetingState.CANCELLED))
    assert first["UID"] == second["UID"] == last["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"], last["SEQUENCE"]) == (0, 1, 2)
    assert (str(calendar["METHOD"]), last["STATUS"]) == ("CANCEL", "CANCELLED")


def test_the_readers_hour_stands_beside_the_meetings_when_it_differs() -> None:
    words = say(t.meetings.when, starts=at(STARTS), ends=None, zone="Asia/Makassar")
    assert voice(words, Reader("id", "Asia/Jakarta")) == (
        "Hari/tanggal: Rabu, 2 Desember 2026\nPukul: 10.00 WITA s.d. selesai (09.00 WIB)"
    )
    assert voice(words, Reader("id", "Asia/Makassar")).endswith("Pukul: 10.00 WITA s.d. selesai")
    asked = say(t.meetings.please_confirm, by=at(STARTS), zone="Asia/Makassar")
    assert voice(asked, Reader("id", "Asia/Jayapura")) == (
        "Mohon konfirmasi paling lambat Rabu, 2 Desember 2026 pukul 10.00 WITA (11.00 WIT)."
    )
