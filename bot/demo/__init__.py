"""The demonstration: a simulated Telegram, the real bot, a network of units, and a crowd that plays most of it."""

from bot.demo.stage import show

__all__ = ["show"]
