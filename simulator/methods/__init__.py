"""What the bot can call. Importing this package registers everything that is played."""

from simulator.methods import (
    callbacks,
    chats,
    deleting,
    editing,
    files,
    media,
    membership,
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
    "build",
    "callbacks",
    "chats",
    "deleting",
    "editing",
    "files",
    "media",
    "membership",
    "profiles",
    "relaying",
    "sending",
    "topics",
    "updating",
]
