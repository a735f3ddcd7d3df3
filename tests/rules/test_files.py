"""What no file of the project holds, whoever wrote it."""

import re

import pytest

from tests.rules import project

# A letter in brackets keeps a pattern from finding itself in this file.
UNFINISHED = re.compile(r"\b([T]ODO|[F]IXME|[X]XX)\b")
ONE_MACHINE = re.compile(r"(?<![\w.*-])/([w]ork|[r]oot|[h]ome|[U]sers)/\w")
REGISTRY = re.compile(
    r"[p]ypi\.(org|python\.org)|[p]ythonhosted|[r]egistry\.npmjs|--(extra-)?[i]ndex-url|--[f]ind-links"
)


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in project.texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_left_for_later() -> None:
    assert found(UNFINISHED) == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert found(ONE_MACHINE) == []


def test_no_file_names_a_package_registry() -> None:
    assert found(REGISTRY) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (UNFINISHED, "x = 1  # {}: later".format("TO" + "DO")),
        (ONE_MACHINE, "see {}/main/x.py".format("/" + "work")),
        (ONE_MACHINE, "PATH=/bin:{}/sari".format("/" + "home")),
        (ONE_MACHINE, "file://{}/sari/notes".format("/" + "Users")),
        (REGISTRY, "# from https://{}/simple".format("py" + "pi.org")),
        (REGISTRY, "pip install {} x".format("--extra-" + "index-url")),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


@pytest.mark.parametrize(
    "line", ["https://example.org/work/in/progress", "docs/work/plan.md", "GET /home", "/rooted/x"]
)
def test_an_address_or_a_folder_of_ours_is_no_machine_path(line: str) -> None:
    assert not ONE_MACHINE.search(line)
