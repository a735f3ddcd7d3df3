"""Every act that the audit may hold of a matter with a trail has a sentence, and gets what the sentence needs."""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module

from handlers.features import TRAILS
from tests.rules import project

UNTRACED = {"application", "invitation", "group", "chat"}
"""Subjects of the audit that nobody opens as a trail: their cards say how they stand."""


def noted() -> Iterator[tuple[str, str, set[str]]]:
    """Subject, act and the values that come with it, of each `audit.note(…)` in the core."""
    for name, module in project.modules("core"):
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("audit.note"):
                _, actor, act, subject, _, *detail = node.args
                values = {ast.literal_eval(key) for key in _keys(detail) if key is not None}
                who = set() if isinstance(actor, ast.Constant) else {"who"}
                assert isinstance(act, ast.Constant), f"{name}:{node.lineno}: an act is named where it is noted"
                yield ast.literal_eval(subject), ast.literal_eval(act), values | who


def _keys(detail: list[ast.expr]) -> list[ast.expr | None]:
    return [key for one in detail if isinstance(one, ast.Dict) for key in one.keys]


def test_every_subject_has_a_trail_or_is_known_to_have_none() -> None:
    subjects = {subject for subject, _, _ in noted()}
    assert len(subjects) > 3
    assert subjects - UNTRACED == {kind.subject for kind in TRAILS.kinds}


def test_every_act_has_a_sentence_and_no_sentence_is_left_over() -> None:
    acts = {act for subject, act, _ in noted() if subject not in UNTRACED}
    assert acts == {act for kind in TRAILS.kinds for act in kind.acts}


def test_a_sentence_gets_its_values_from_what_was_noted() -> None:
    sentences = {act: key for kind in TRAILS.kinds for act, key in kind.acts.items()}
    for subject, act, values in noted():
        if subject not in UNTRACED:
            feature, _, name = sentences[act].partition(".")
            sentence = getattr(import_module(f"handlers.texts.id.{feature}"), name)
            assert set(inspect.signature(sentence).parameters) == values, act
