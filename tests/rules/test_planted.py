"""The bugs that crash tests plant still fit the code: found here in a moment, not after minutes."""

import subprocess
from pathlib import Path

import pytest

from tests.rules.project import ROOT

PATCHES = sorted((ROOT / "tests/crash/planted").glob("*.patch"))


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: str(patch.stem))
def test_a_planted_bug_fits_the_code(patch: Path) -> None:
    command = ["git", "-c", "safe.directory=*", "apply", "--check", "-p1", str(patch)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"make it anew after a change of the code: {done.stderr}"
