"""Kalimat bahasa Indonesia: satu berkas untuk satu fitur."""

from handlers.texts.id import (
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
