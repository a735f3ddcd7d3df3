"""The table of features: a row that says done names tests and pictures that are there."""

import re

from tests.rules.project import ROOT

TABLE = (ROOT / "docs" / "features.md").read_text("utf-8")
ROWS = [line.split("|") for line in TABLE.splitlines() if re.match(r"\| [A-E]\d+ \|", line)]


def test_every_row_names_a_journey_that_is_there() -> None:
    assert len(ROWS) > 10
    for _, row, _, journeys, _, _ in ROWS:
        files = re.findall(r"\(\.\./(tests/journeys/\w+\.py)\)", journeys)
        text = "".join((ROOT / name).read_text("utf-8") for name in files)
        named = re.findall(r"`(test_\w+)`", journeys)
        assert named, row
        assert [name for name in named if f"def {name}(" not in text] == [], row


def test_every_row_was_seen() -> None:
    for _, row, _, _, seen, _ in ROWS:
        pictures = re.findall(r"\((images/\w+\.png)\)", seen)
        assert pictures, row
        assert all((ROOT / "docs" / picture).is_file() for picture in pictures), row
