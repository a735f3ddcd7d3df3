"""A meeting as it is being filled in."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from core import meetings
from core.groups import Group, Reach
from core.meetings import Details
from handlers.context import DEFAULT_ZONE

OPEN_END, NO_DRESS = "", ""


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """Times as text: `day` as an ISO date, `hour` and `ends` as "09.00" ("" for an open end), `confirm` as an ISO
    instant; `doubt` what was written ("" when no weekday contradicts) and what it may mean, as buttons hold it.
    `again`: one that came back; `changes`: one that is out."""

    bureau_id: int
    zone: str = DEFAULT_ZONE
    title: str | None = None
    day: str | None = None
    doubt: tuple[str, ...] = ()
    hour: str | None = None
    ends: str | None = None
    place: str | None = None
    dress: str | None = None
    confirm: str | None = None
    delegable: str | None = None
    group_id: int | None = None
    page: int = 0
    again: int | None = None
    changes: int | None = None
    editing: bool = False

    def instant(self, hour: str) -> datetime:
        """That hour of the day of the meeting."""
        of_day = datetime.strptime(hour, "%H.%M").time()  # noqa: DTZ007
        return datetime.combine(date.fromisoformat(self.day or ""), of_day, ZoneInfo(self.zone))

    @property
    def begins(self) -> bool:
        """Whether day and hour are known."""
        return self.day is not None and self.hour is not None

    @property
    def starts_at(self) -> datetime:
        return self.instant(self.hour or "")

    @property
    def details(self) -> Details:
        return Details(
            self.title or "",
            self.starts_at,
            self.instant(self.ends) if self.ends else None,
            self.zone,
            self.place or "",
            self.dress or None,
            datetime.fromisoformat(self.confirm or ""),
            self.delegable == "yes",
        )


def draft_of(found: meetings.Meeting, *, again: int | None = None, changes: int | None = None) -> MeetingDraft:
    """What was asked for, as a draft on its list of parts."""
    details = found.details
    zone = ZoneInfo(details.zone)
    starts = details.starts_at.astimezone(zone)
    return MeetingDraft(
        found.bureau_id,
        details.zone,
        details.title,
        starts.date().isoformat(),
        (),
        f"{starts:%H.%M}",
        f"{details.ends_at.astimezone(zone):%H.%M}" if details.ends_at else OPEN_END,
        details.place,
        details.dress or NO_DRESS,
        details.confirm_by.isoformat(),
        "yes" if details.delegable else "no",
        found.group_id,
        again=again,
        changes=changes,
        editing=True,
    )


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """`groups` with how many units each holds; `reach` of the chosen one; `code` of the meeting that is changed."""

    now: datetime
    groups: tuple[tuple[Group, int], ...]
    reach: Reach | None
    code: str = ""

    def today(self, zone: str) -> date:
        return self.now.astimezone(ZoneInfo(zone)).date()


def with_field(draft: MeetingDraft, field: str, value: str | None) -> MeetingDraft:
    values: dict[str, Any] = {field: value}
    return replace(draft, **values)
