"""The project as files: what the rules look at."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bench", "bot", "core", "handlers", "storage", "simulator")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is tracked or would be by the next commit, relative to the root."""
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(sorted({Path(name) for name in listed.split("\0") if (ROOT / name).is_file()}))


def texts() -> Iterator[tuple[Path, str]]:
    """The files that are text, with their content; pictures and other binary files are left out."""
    for name in files():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            yield name, content.decode(errors="replace")


def modules(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for name in files():
        if name.suffix == ".py" and name.parts[0] in folders:
            yield name, ast.parse((ROOT / name).read_text(), str(name))
