"""What the bot can call. Importing this package registers everything that is played."""

from simulator.methods import (
    attachments,
    callbacks,
    chats,
    deleting,
    describing,
    editing,
    files,
    media,
    membership,
    moderation,
    polls,
    profiles,
    relaying,
    sending,
    topics,
    updating,
)
from simulator.methods.registry import Method, Weight, build

__all__ = [
    "Method",
    "Weight",
    "attachments",
    "build",
    "callbacks",
    "chats",
    "deleting",
    "describing",
    "editing",
    "files",
    "media",
    "membership",
    "moderation",
    "polls",
    "profiles",
    "relaying",
    "sending",
    "topics",
    "updating",
]
