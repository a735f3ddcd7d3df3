"""English sentences: the same modules, sentences and values as the Indonesian ones."""

from handlers.texts.en import (
    announcements,
    chats,
    common,
    duties,
    groups,
    labels,
    meetings,
    news,
    registration,
    settings,
    start,
    trail,
    trouble,
    units,
)

__all__ = [
    "announcements",
    "chats",
    "common",
    "duties",
    "groups",
    "labels",
    "meetings",
    "news",
    "registration",
    "settings",
    "start",
    "trail",
    "trouble",
    "units",
]
