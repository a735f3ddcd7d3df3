"""Every sentence that people read stands in handlers/texts, where an officer can correct it.

A string of handlers with two words in a row is taken for a sentence, except where developers are the readers:
docstrings, what is raised or asserted, log calls. A channel compares with error words of its protocol, which
are English; there a string counts when it holds an Indonesian word.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules import project

TWO_WORDS = re.compile(r"[^\W\d_]{2,},? [^\W\d_]{2,}")
INDONESIAN = re.compile(
    r"\b(yang|dan|di|ke|dari|untuk|dengan|tidak|belum|sudah|telah|akan|bisa|dapat|ini|itu|ada|atau|pada|oleh|anda"
    r"|saya|kami|kirim|tekan|pilih|coba|lagi|silakan|mohon|pesan|pengumuman|tombol|batal|kembali|lewati)\b",
    re.IGNORECASE,
)
CHANNELS = {"telegram", "whatsapp", "web"}


def sentences(module: ast.Module, in_channel: bool) -> Iterator[tuple[int, str]]:
    for_developers = {id(inner) for node in ast.walk(module) if _developers_read(node) for inner in ast.walk(node)}
    for node in ast.walk(module):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in for_developers:
            continue
        if TWO_WORDS.search(node.value) and (not in_channel or INDONESIAN.search(node.value)):
            yield node.lineno, node.value


def _developers_read(node: ast.AST) -> bool:
    match node:
        case ast.Raise() | ast.Assert() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "logger"))):
            return True
        case _:
            return False


def test_no_sentence_stands_outside_the_texts() -> None:
    assert [
        f"{name}:{line}: {sentence}"
        for name, module in project.modules("handlers")
        if not name.is_relative_to(Path("handlers/texts")) and name != Path("handlers/texts.py")
        for line, sentence in sentences(module, name.parts[1] in CHANNELS)
    ] == []


@pytest.mark.parametrize(
    ("source", "in_channel"),
    [
        ('say("Pengumuman sudah terbit")', False),
        ('say("Announcement published")', False),
        ('say(f"Halo {name}, silakan tekan Mulai")', False),
        ('say("Coba lagi")', True),
    ],
)
def test_a_sentence_for_people_is_found(source: str, in_channel: bool) -> None:
    assert list(sentences(ast.parse(source), in_channel))


@pytest.mark.parametrize(
    ("source", "in_channel"),
    [
        ('"""What this file is for."""', False),
        ('raise ValueError("no such button")', False),
        ('log.info("update refused", reason="not a member")', False),
        ('assert known, "every form has a name"', False),
        ('KEY = "announcements.published"', False),
        ('refused = "chat not found" in description', True),
    ],
)
def test_a_string_for_developers_is_none(source: str, in_channel: bool) -> None:
    assert not list(sentences(ast.parse(source), in_channel))
