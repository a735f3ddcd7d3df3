"""The catalogue: what code asks for is there, and what is there is asked for. English beside it: test_languages."""

import ast
import inspect
import re
from importlib import import_module
from types import FunctionType, ModuleType

from handlers.texts import id as indonesian
from tests.rules.project import ROOT

MODULES = [getattr(indonesian, name) for name in indonesian.__all__]
SCOLDING = re.compile(
    r"\b(salah|gagal|tidak valid|lupa|ditolak|wrong|failed|invalid|forgot|forgotten|rejected)\b(?! satu)|!",
    re.IGNORECASE,
)
HELPERS = "common"
KEY = re.compile(r'(?:Refusal|Say)\(\s*"([a-z_]+\.[a-z_]+)"')


def sentences(module: ModuleType) -> dict[str, FunctionType]:
    """Its public functions, those it imports left out."""
    return {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }


def sources() -> str:
    return "\n".join(
        path.read_text("utf-8")
        for folder in ("core", "handlers", "bot")
        for path in sorted((ROOT / folder).rglob("*.py"))
    )


def test_every_sentence_that_code_names_by_its_key_exists() -> None:
    keys = set(KEY.findall(sources()))
    assert len(keys) > 10
    known = {f"{module.__name__.rpartition('.')[2]}.{name}" for module in MODULES for name in sentences(module)}
    assert keys <= known


def test_a_refusal_gives_its_sentence_exactly_its_values() -> None:
    found = 0
    for path in sorted((ROOT / "core").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
                key = ast.literal_eval(node.args[0])
                feature, _, name = key.partition(".")
                sentence = getattr(import_module(f"handlers.texts.id.{feature}"), name)
                assert {word.arg for word in node.keywords} == set(inspect.signature(sentence).parameters), key
                found += 1
    assert found > 20


def test_no_sentence_is_idle() -> None:
    text = sources()
    for module in MODULES:
        feature = module.__name__.rpartition(".")[2]
        if feature == HELPERS:
            continue
        for name in sentences(module):
            used = rf"\bt\.{feature}\.{name}\b|[\"']{feature}\.{name}[\"']"
            assert re.search(used, text), f"{feature}.{name} is said nowhere"


def test_no_sentence_scolds_or_shouts() -> None:
    """Wording of errors: never these words, no exclamation mark."""
    for path in sorted((ROOT / "handlers" / "texts").glob("??/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not SCOLDING.search(node.value), f"{path.name}: {node.value}"
