"""The command line: python -m bot …"""

import signal
import sys
from types import FrameType


def _end(_number: int, _frame: FrameType | None) -> None:
    """Nothing has begun yet, so nothing is left to settle; a running bot stops in its own way (bot/app.py)."""
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)  # before the imports, which take a second

    from bot.cli import program

    program()
