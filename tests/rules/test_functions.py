"""Long is a reason to look; longer than this is refused."""

import ast

from tests.rules import project

LONGEST = 50  # lines from `def` to the last, docstring included


def test_no_function_is_longer_than_fifty_lines() -> None:
    assert [
        f"{name}:{node.lineno}: {node.name} has {lines} lines"
        for name, module in project.modules(*project.PACKAGES)
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST
    ] == []
