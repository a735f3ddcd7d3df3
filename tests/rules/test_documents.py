"""The pages promise only what is there."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.rules import project

CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
CALL = re.compile(r"(?:^|&& |; )make ([a-z][a-z-]*)", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):(?!=)", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def pages() -> Iterator[tuple[Path, str]]:
    return ((name, text) for name, text in project.texts() if name.suffix == ".md")


def targets_called(page: str) -> set[str]:
    code = "\n".join(block or span for block, span in CODE.findall(page))
    return set(CALL.findall(code))


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(TARGET.findall((project.ROOT / "Makefile").read_text()))
    assert {str(name): unknown for name, page in pages() if (unknown := targets_called(page) - targets)} == {}


def test_the_readme_names_the_commands_of_a_newcomer() -> None:
    assert {"demo", "run", "check"} <= targets_called((project.ROOT / "README.md").read_text())


def test_every_target_is_explained_by_make_help() -> None:
    makefile = (project.ROOT / "Makefile").read_text()
    assert [line for line in makefile.splitlines() if TARGET.match(line) and " ## " not in line] == []


def test_every_link_to_a_file_leads_somewhere() -> None:
    assert [
        f"{name}: {link}"
        for name, page in pages()
        for link in LINK.findall(page)
        if "://" not in link and not (project.ROOT / name.parent / link).exists()
    ] == []
