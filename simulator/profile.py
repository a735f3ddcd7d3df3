"""What the bot says about itself: commands by scope and language, descriptions, name, menu button."""

from dataclasses import dataclass, field
from typing import Any

from simulator.codec import Json, dumps


@dataclass(slots=True)
class Profile:
    """Texts and commands by language ("" is for everyone), commands by scope too."""

    commands: dict[str, list[Json]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)
    webhook: Json | None = None

    def dump(self) -> Json:
        return {
            "commands": self.commands,
            "texts": self.texts,
            "menu_buttons": self.menu_buttons,
            "webhook": self.webhook,
        }

    def load(self, kept: Json) -> None:
        self.commands = kept["commands"]
        self.texts = kept["texts"]
        self.menu_buttons = kept["menu_buttons"]
        self.webhook = kept["webhook"]


def scope_key(scope: Json | None, language: str | None) -> str:
    """One key for a scope and a language, whatever order its fields came in."""
    shape: dict[str, Any] = dict(sorted((scope or {"type": "default"}).items()))
    return dumps([shape, language or ""]).decode()
