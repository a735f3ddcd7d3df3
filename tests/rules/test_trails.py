"""Every act that the audit may hold of a matter with a trail has a sentence, and gets what the sentence needs."""

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from handlers.features import TRAILS
from tests.rules import project

UNTRACED = {"application", "invitation", "group", "chat"}
"""Subjects of the audit that nobody opens as a trail: their cards say how they stand."""


def noted() -> Iterator[tuple[str, str, set[str]]]:
    """Subject, act and the values that come with it, of each `audit.note(…)` in the core."""
    for _, module in project.modules("core"):
        for function in ast.walk(module):
            if isinstance(function, ast.AsyncFunctionDef):
                yield from _noted_in(function)


def _noted_in(function: ast.AsyncFunctionDef) -> Iterator[tuple[str, str, set[str]]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("audit.note"):
            _, actor, act, subject, _, *detail = (_meant(function, given) for given in node.args)
            values = {str(key.value) for one in detail for key in _keys(one)}
            who = set() if isinstance(actor, ast.Constant) else {"who"}
            for each in ast.walk(act):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield ast.literal_eval(subject), each.value, values | who


def _meant(function: ast.AsyncFunctionDef, given: ast.expr) -> ast.expr:
    """What a name of this function was bound to; anything else is what it is."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(given, ast.Name) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if [ast.unparse(target) for target in targets] == [given.id]:
                return node.value
    return given


def _keys(detail: ast.expr) -> list[ast.Constant]:
    return [key for key in detail.keys if isinstance(key, ast.Constant)] if isinstance(detail, ast.Dict) else []


def test_every_subject_has_a_trail_or_is_known_to_have_none() -> None:
    subjects = {subject for subject, _, _ in noted()}
    assert len(subjects) > 3
    assert subjects - UNTRACED == {kind.subject for kind in TRAILS.kinds}


def named() -> set[str]:
    """Every act of these kinds that the core names, also where it is handed on before it is noted."""
    act = re.compile(rf"({'|'.join(kind.subject for kind in TRAILS.kinds)})\.[a-z_]+")
    return {
        node.value
        for name, module in project.modules("core")
        if name != Path("core/schedule.py")  # what is due has names of the same make
        for node in _outside_refusals(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and act.fullmatch(node.value)
    }


def _outside_refusals(node: ast.AST) -> Iterator[ast.AST]:
    """A refusal names a sentence, and "news" is one as well as many."""
    if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "Refusal"):
        yield node
        for child in ast.iter_child_nodes(node):
            yield from _outside_refusals(child)


def test_every_act_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert {act for subject, act, _ in noted() if subject not in UNTRACED} <= named()
    assert named() == {act for kind in TRAILS.kinds for act in kind.acts}


def test_a_sentence_gets_its_values_from_what_was_noted() -> None:
    sentences = {act: key for kind in TRAILS.kinds for act, key in kind.acts.items()}
    for subject, act, values in noted():
        if subject not in UNTRACED:
            feature, _, name = sentences[act].partition(".")
            sentence = getattr(import_module(f"handlers.texts.id.{feature}"), name)
            places = inspect.signature(sentence).parameters.values()
            needed = {place.name for place in places if place.default is inspect.Parameter.empty}
            assert needed <= values <= {place.name for place in places}, act
