"""A run that leaves something out is not green."""

from textwrap import dedent

import pytest

from tests.rules.project import ROOT

pytest_plugins = ["pytester"]

INI = "[pytest]\ntestpaths = tests\naddopts = -p tests.support.whole_run\n"
ENGINES = """
    import pytest
    @pytest.fixture(params=["sqlite", "postgresql"])
    def engine_url(request): return request.param
"""
STORIES = """
    import pytest
    @pytest.fixture(scope="module", params=["sqlite", "postgresql"])
    def engine(request): return request.param
"""


@pytest.fixture
def checkout(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with one storage test and one story, each on both engines."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini(INI)
    pytester.makeconftest(ENGINES)
    write(pytester, "tests/storage/test_notes.py", "def test_note(engine_url): pass")
    write(pytester, "tests/journeys/conftest.py", STORIES)
    write(pytester, "tests/journeys/test_stories.py", "def test_story(engine): pass\ndef test_demo(): pass")
    return pytester


def write(pytester: pytest.Pytester, name: str, source: str) -> None:
    file = pytester.path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(source))


def test_everything_run_on_both_engines_is_green(checkout: pytest.Pytester) -> None:
    result = checkout.runpytest_inprocess()
    result.stdout.fnmatch_lines(["storage tests: sqlite 1, postgresql 1", "journeys: sqlite 1, postgresql 1"])
    assert result.ret == pytest.ExitCode.OK


@pytest.mark.parametrize(
    "source",
    [
        "import pytest\ndef test_later(): pytest.skip('later')",
        "import pytest\n@pytest.mark.skip\ndef test_later(): pass",
        "import pytest\npytest.skip('later', allow_module_level=True)",
        "import pytest\n@pytest.mark.xfail\ndef test_wrong(): assert False",
        "import pytest\n@pytest.mark.xfail\ndef test_right_after_all(): pass",
    ],
)
@pytest.mark.parametrize("flags", [[], ["--partial"]])
def test_a_skipped_or_excused_test_fails_the_run(checkout: pytest.Pytester, source: str, flags: list[str]) -> None:
    write(checkout, "tests/core/test_other.py", source)
    result = checkout.runpytest_inprocess(*flags)
    result.stdout.fnmatch_lines(["skipped or expected to fail*tests/core/test_other.py*"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_deselected_test_fails_the_run_unless_it_is_declared_partial(checkout: pytest.Pytester) -> None:
    assert checkout.runpytest_inprocess("-k", "sqlite").ret == pytest.ExitCode.TESTS_FAILED
    assert checkout.runpytest_inprocess("-k", "sqlite", "--partial").ret == pytest.ExitCode.OK


def test_a_storage_test_on_one_engine_only_fails_the_run(checkout: pytest.Pytester) -> None:
    source = "import pytest\n@pytest.mark.parametrize('engine_url', ['sqlite'])\ndef test_one(engine_url): pass"
    write(checkout, "tests/storage/test_one.py", source)
    result = checkout.runpytest_inprocess("tests/storage")
    result.stdout.fnmatch_lines(
        ["storage tests: sqlite 2, postgresql 1", "storage tests: each must run on every engine"]
    )
    assert result.ret == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize("arguments", [[], ["tests"], ["."], ["--ignore=tests/browser"]])
def test_a_whole_run_without_storage_tests_fails(checkout: pytest.Pytester, arguments: list[str]) -> None:
    (checkout.path / "tests/storage/test_notes.py").unlink()
    write(checkout, "tests/core/test_other.py", "def test_it(): pass")
    result = checkout.runpytest_inprocess(*arguments)
    result.stdout.fnmatch_lines(["storage tests: none ran"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_folder_without_storage_tests_may_run_alone(checkout: pytest.Pytester) -> None:
    write(checkout, "tests/core/test_other.py", "def test_it(): pass")
    assert checkout.runpytest_inprocess("tests/core").ret == pytest.ExitCode.OK


def test_a_story_on_one_engine_only_fails_the_run(checkout: pytest.Pytester) -> None:
    source = "import pytest\n@pytest.mark.parametrize('engine', ['postgresql'])\ndef test_one(engine): pass"
    write(checkout, "tests/journeys/test_one.py", source)
    result = checkout.runpytest_inprocess("tests/journeys")
    result.stdout.fnmatch_lines(["journeys: sqlite 1, postgresql 2", "journeys: each must run on every engine"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def in_two_processes(checkout: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return checkout.runpytest_subprocess("-p", "xdist", "-n2", *arguments)


def test_a_run_in_two_processes_counts_and_judges_as_in_one(checkout: pytest.Pytester) -> None:
    whole = in_two_processes(checkout)
    whole.stdout.fnmatch_lines(["storage tests: sqlite 1, postgresql 1", "journeys: sqlite 1, postgresql 1"])
    assert whole.ret == pytest.ExitCode.OK
    some = in_two_processes(checkout, "-k", "sqlite")
    some.stdout.fnmatch_lines(["3 deselected: *"])
    assert some.ret == pytest.ExitCode.TESTS_FAILED
    write(checkout, "tests/core/test_other.py", "import pytest\npytest.skip('later', allow_module_level=True)")
    skipped = in_two_processes(checkout)
    skipped.stdout.fnmatch_lines(["skipped or expected to fail*tests/core/test_other.py*"])
    assert skipped.ret == pytest.ExitCode.TESTS_FAILED
