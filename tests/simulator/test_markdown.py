"""MarkdownV2 and the older Markdown, read as strictly as the server does; offsets in UTF-16 units."""

from typing import Any

import pytest

from tests.simulator.support import RATNA, Driver

RESERVED = "Character '{}' is reserved and must be escaped with the preceding '\\'"


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


async def send(sim: Driver, source: str, mode: str) -> tuple[str, list[dict[str, Any]]]:
    sent = await sim.done("sendMessage", chat_id=RATNA, text=source, parse_mode=mode)
    return sent["text"], sent.get("entities", [])


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*tebal* _miring_", "tebal miring", [entity("bold", 0, 5), entity("italic", 6, 6)]),
        ("📢 *RALAT* 😀 _v2_", "📢 RALAT 😀 v2", [entity("bold", 3, 5), entity("italic", 12, 2)]),
        (
            "__garis__ ~coret~ ||rahasia||",
            "garis coret rahasia",
            [entity("underline", 0, 5), entity("strikethrough", 6, 5), entity("spoiler", 12, 7)],
        ),
        ("*a _b_*", "a b", [entity("bold", 0, 3), entity("italic", 2, 1)]),
        ("_a __b___", "a b", [entity("italic", 0, 3), entity("underline", 2, 1)]),
        (r"1\. satu\-dua \(x\)\!", "1. satu-dua (x)!", []),
        (r"`a*b_ \` c`", "a*b_ ` c", [entity("code", 0, 8)]),
        ("```python\nx = 1.5\n```", "x = 1.5", [entity("pre", 0, 7, language="python")]),
        ("```\nx```", "x", [entity("pre", 0, 1)]),
        ("[situs](https://a.id/?x=1)", "situs", [entity("text_link", 0, 5, url="https://a.id/?x=1")]),
        (r"[situs](a.id/\(x\))", "situs", [entity("text_link", 0, 5, url="http://a.id/(x)")]),
        ("[a](bukan)", "a", []),
        ("![👍](tg://emoji?id=12345)", "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="12345")]),
        (
            "![besok](tg://time?unix=1795400000&format=wDT)",
            "besok",
            [entity("date_time", 0, 5, unix_time=1795400000, date_time_format="wDT")],
        ),
        (">satu\n>dua\ntiga", "satu\ndua\ntiga", [entity("blockquote", 0, 9)]),
        (">satu\n>dua||\ntiga", "satu\ndua\ntiga", [entity("expandable_blockquote", 0, 9)]),
        (">*a*", "a", [entity("blockquote", 0, 1), entity("bold", 0, 1)]),
        (">a\n**>b", "a\nb", [entity("blockquote", 0, 2), entity("blockquote", 2, 1)]),
        ("**a", "a", []),
    ],
)
async def test_markdown_v2_becomes_entities(
    sim: Driver, source: str, text: str, entities: list[dict[str, Any]]
) -> None:
    await sim.meet()
    assert await send(sim, source, "MarkdownV2") == (text, entities)


@pytest.mark.parametrize("sign", list("]()>#+-=|{}.!"))
async def test_a_reserved_sign_must_be_escaped(sim: Driver, sign: str) -> None:
    await sim.meet()
    refused = await sim.refused("sendMessage", chat_id=RATNA, text=f"a{sign}", parse_mode="MarkdownV2")
    assert refused == f"Bad Request: can't parse entities: {RESERVED.format(sign)}"
    assert await send(sim, f"a\\{sign}", "MarkdownV2") == (f"a{sign}", [])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("😀 *a", "Can't find end of Bold entity at byte offset 5"),
        ("é_a", "Can't find end of Italic entity at byte offset 2"),
        ("__a_", "Can't find end of Italic entity at byte offset 3"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("```a", "Can't find end of Pre entity at byte offset 0"),
        ("```a b", "Can't find end of PreCode entity at byte offset 0"),
        ("||a|", RESERVED.format("|")),
        ("[a", "Can't find end of TextUrl entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("![a", "Can't find end of CustomEmoji entity at byte offset 0"),
        ("![a]", "The entity must contain a tg://emoji or tg://time URL"),
        ("![a](https://a.id)", "Invalid tg://emoji or tg://time URL specified"),
        ("![a](tg://time?unix=0)", "Invalid tg://emoji or tg://time URL specified"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
    ],
)
async def test_markdown_v2_is_read_strictly(sim: Driver, source: str, words: str) -> None:
    await sim.meet()
    refused = await sim.refused("sendMessage", chat_id=RATNA, text=source, parse_mode="MarkdownV2")
    assert refused == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        (
            "*tebal* _miring_ `a*b`",
            "tebal miring a*b",
            [entity("bold", 0, 5), entity("italic", 6, 6), entity("code", 13, 3)],
        ),
        ("1. satu-dua!", "1. satu-dua!", []),
        (r"\*a\_", "*a_", []),
        ("*a _b*", "a _b", [entity("bold", 0, 4)]),
        ("```py\nx```", "x", [entity("pre", 0, 1, language="py")]),
        ("😀 [situs](a.id)", "😀 situs", [entity("text_link", 3, 5, url="http://a.id/")]),
        (
            "[a](tg://user?id=501)",
            "a",
            [entity("text_mention", 0, 1, user={"id": 501, "is_bot": False, "first_name": ""})],
        ),
        ("__a", "a", []),
    ],
)
async def test_the_older_markdown_knows_little(
    sim: Driver, source: str, text: str, entities: list[dict[str, Any]]
) -> None:
    await sim.meet()
    assert await send(sim, source, "markdown") == (text, entities)


@pytest.mark.parametrize(("source", "place"), [("😀 *a", 5), ("a_b", 1), ("`a", 0), ("[a", 0), ("```a``", 0)])
async def test_an_open_end_of_the_older_markdown_is_refused(sim: Driver, source: str, place: int) -> None:
    await sim.meet()
    refused = await sim.refused("sendMessage", chat_id=RATNA, text=source, parse_mode="Markdown")
    words = f"Can't find end of the entity starting at byte offset {place}"
    assert refused == f"Bad Request: can't parse entities: {words}"


async def test_captions_and_polls_are_markdown_too(sim: Driver) -> None:
    await sim.meet()
    option = {"text": "*a*", "text_parse_mode": "MarkdownV2"}
    sent = await sim.done("sendPoll", chat_id=RATNA, question="q", options=[option, "b"])
    assert sent["poll"]["options"][0]["text"] == "a"
    refused = await sim.refused(
        "sendPoll", chat_id=RATNA, question="a.", question_parse_mode="MarkdownV2", options=["a", "b"]
    )
    assert refused == f"Bad Request: can't parse entities: {RESERVED.format('.')}"
