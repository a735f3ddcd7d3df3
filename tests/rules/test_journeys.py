"""A story knows what a person knows: it presses and reads phones, and never looks into the bot."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules import project

INSIDE = {"core", "storage", "handlers"}


def looks_inside(module: ast.Module) -> Iterator[int]:
    """The lines that import what only the bot knows."""
    for node in ast.walk(module):
        match node:
            case ast.Import(names=names):
                imported = {each.name.partition(".")[0] for each in names}
            case ast.ImportFrom(module=str(name), level=0):
                imported = {name.partition(".")[0]}
            case _:
                continue
        if imported & INSIDE:
            yield node.lineno


def test_a_journey_imports_nothing_of_the_bot() -> None:
    assert [
        f"{name}:{line}"
        for name in project.files()
        if name.is_relative_to(Path("tests/journeys")) and name.suffix == ".py"
        for line in looks_inside(ast.parse((project.ROOT / name).read_text(), str(name)))
    ] == []


@pytest.mark.parametrize(
    "source", ["import core.dates", "from handlers.texts import id as t", "def test() -> None:\n    import storage"]
)
def test_an_import_from_inside_is_found(source: str) -> None:
    assert list(looks_inside(ast.parse(source)))


@pytest.mark.parametrize("source", ["from tests.support.bot import Bureau", "import asyncio", "from . import core"])
def test_any_other_import_is_none(source: str) -> None:
    assert not list(looks_inside(ast.parse(source)))
