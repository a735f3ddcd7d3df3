"""Settings: language, title, time zone."""

from core.dates import ZONES, Moment, clock


def heading() -> str:
    return "Your settings"


def language() -> str:
    return "Language: English."


def title(honorific: str) -> str:
    return f"Title in Indonesian: {({'bapak': 'Bapak', 'ibu': 'Ibu'}).get(honorific, 'none')}."


def zone(now: Moment, follows: bool) -> str:
    how = "as your unit" if follows else "your choice"
    return f"Time zone: {ZONES[now.zone]}, {how}. It is {clock(now)}."


def closed() -> str:
    return "✓ Settings are saved. To open them again: /pengaturan"
