"""Entities: offsets in UTF-16 units, trimming, HTML, and what the server finds by itself."""

from typing import Any

import aiohttp
import pytest

from tests.simulator.support import RATNA, Driver


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


async def send(sim: Driver, text: str, **more: Any) -> dict[str, Any]:
    sent: dict[str, Any] = await sim.done("sendMessage", chat_id=RATNA, text=text, **more)
    return sent


async def test_offsets_count_an_emoji_as_two(sim: Driver) -> None:
    await sim.meet()
    sent = await send(sim, "📢 <b>RALAT</b> 😀 <i>v2</i>", parse_mode="HTML")
    assert sent["text"] == "📢 RALAT 😀 v2"
    assert sent["entities"] == [entity("bold", 3, 5), entity("italic", 12, 2)]


async def test_white_space_is_trimmed_and_offsets_follow(sim: Driver) -> None:
    await sim.meet()
    sent = await send(sim, " \n 📢 RALAT \n ", entities=[entity("bold", 6, 7)])
    assert sent["text"] == "📢 RALAT"
    assert sent["entities"] == [entity("bold", 3, 5)]


async def test_leading_white_space_inside_an_entity_stays(sim: Driver) -> None:
    await sim.meet()
    sent = await send(sim, "  x", entities=[entity("code", 0, 3)])
    assert (sent["text"], sent["entities"]) == ("  x", [entity("code", 0, 3)])


async def test_removed_signs_move_the_entities_after_them(sim: Driver) -> None:
    await sim.meet()
    sent = await send(sim, "a\r\nb\u202ec", entities=[entity("bold", 3, 3)])
    assert (sent["text"], sent["entities"]) == ("a\nbc", [entity("bold", 2, 2)])


async def test_empty_entities_are_dropped(sim: Driver) -> None:
    await sim.meet()
    assert "entities" not in await send(sim, "abc", entities=[entity("bold", 1, 0)])


@pytest.mark.parametrize(
    ("text", "given", "words"),
    [
        ("abc", entity("bold", 5, 1), "entity begins after the end of the text at UTF-16 offset 5"),
        (
            "abc",
            entity("bold", 1, 9),
            "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 10",
        ),
        ("abc", entity("bold", -1, 1), "receive an entity with incorrect offset -1"),
        ("😀b", entity("bold", 1, 1), "entity begins in a middle of a UTF-16 symbol at byte offset"),
        ("😀b", entity("bold", 0, 1), "ends in a middle of a UTF-16 symbol at byte offset"),
    ],
)
async def test_entities_outside_the_text_are_refused(sim: Driver, text: str, given: dict[str, Any], words: str) -> None:
    await sim.meet()
    assert words in await sim.refused("sendMessage", chat_id=RATNA, text=text, entities=[given])


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a &lt;b&gt; &amp; &quot;c&quot; &#128226;", 'a <b> & "c" 📢', None),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<u>a</u><s>b</s>", "ab", [entity("underline", 0, 1), entity("strikethrough", 1, 1)]),
        (
            '<a href="https://a.id/?x=1&amp;y=2">ini</a>',
            "ini",
            [entity("text_link", 0, 3, url="https://a.id/?x=1&y=2")],
        ),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [entity("pre", 0, 1, language="python")]),
        ("<pre>x</pre><code>y</code>", "xy", [entity("pre", 0, 1), entity("code", 1, 1)]),
        ("<b></b>x", "x", None),
        ("<B>x</B>", "x", [entity("bold", 0, 1)]),
        ("<i>a &lt b</i>", "a < b", [entity("italic", 0, 5)]),
        ('<tg-emoji emoji-id="12345">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="12345")]),
        ('<a href="contoh.go.id">a</a>', "a", [entity("text_link", 0, 1, url="http://contoh.go.id/")]),
        ('<a href="bukan alamat">a</a>', "a", None),
        ('<pre><code class="language-py">a</code> </pre>b', "a b", [entity("pre", 0, 2), entity("code", 0, 1)]),
        ('<code class="language-py"><pre>a</pre></code>', "a", [entity("pre", 0, 1, language="py")]),
    ],
)
async def test_html_becomes_entities(
    sim: Driver, source: str, text: str, entities: list[dict[str, Any]] | None
) -> None:
    await sim.meet()
    sent = await send(sim, source, parse_mode="HTML")
    assert (sent["text"], sent.get("entities")) == (text, entities)


async def test_a_time_in_html_is_shown_in_the_readers_zone(sim: Driver) -> None:
    await sim.meet()
    sent = await send(sim, '<tg-time unix="1795400000" format="wDT">besok</tg-time>', parse_mode="html")
    (shown,) = sent["entities"]
    assert (shown["type"], shown["unix_time"], shown["date_time_format"]) == ("date_time", 1795400000, "wDT")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<table>", 'Unsupported start tag "table" at byte offset 0'),
        ("é<b", "Unclosed start tag at byte offset 2"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<tg-time unix="1795400000" format="x">a</tg-time>', "Invalid date format used"),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_html_is_read_strictly(sim: Driver, source: str, words: str) -> None:
    await sim.meet()
    refused = await sim.refused("sendMessage", chat_id=RATNA, text=source, parse_mode="HTML")
    assert refused == f"Bad Request: can't parse entities: {words}"


async def test_the_server_finds_commands_links_and_names(sim: Driver) -> None:
    await sim.meet()
    await sim.say("/cek@simpul_bot BKL-0412 di https://t.me/simpul_bot?start=x, @ratna #humas a.b@contoh.go.id")
    message = (await sim.updates())[-1]["message"]
    found = {each["type"]: _cut(message["text"], each) for each in message["entities"]}
    assert found == {
        "bot_command": "/cek@simpul_bot",
        "url": "https://t.me/simpul_bot?start=x",
        "mention": "@ratna",
        "hashtag": "#humas",
        "email": "a.b@contoh.go.id",
    }


async def test_a_caption_has_its_own_length_and_entities(sim: Driver) -> None:
    await sim.meet()
    file = await sim.done(
        "sendDocument", chat_id=RATNA, document=await _upload(sim), caption="<b>x</b>", parse_mode="HTML"
    )
    assert (file["caption"], file["caption_entities"]) == ("x", [entity("bold", 0, 1)])
    given = {"chat_id": RATNA, "document": file["document"]["file_id"]}
    assert (await sim.done("sendDocument", caption="a" * 1024, **given))["caption"] == "a" * 1024
    words = await sim.refused("sendDocument", caption="a" * 1025, **given)
    assert words == "Bad Request: message caption is too long"


async def _upload(sim: Driver) -> str:
    """The id of a small document that Ratna sent."""
    form = aiohttp.FormData({"kind": "document"})
    form.add_field("file", b"isi", filename="surat.txt", content_type="text/plain")
    async with sim.session.post(f"{sim.base}/sim/people/{RATNA}/send", data=form) as response:
        assert response.status == 200
    return str((await sim.updates())[-1]["message"]["document"]["file_id"])


def _cut(text: str, found: dict[str, Any]) -> str:
    raw = text.encode("utf-16-le")[found["offset"] * 2 : (found["offset"] + found["length"]) * 2]
    return raw.decode("utf-16-le")


async def test_what_the_server_finds_by_itself_is_not_there_twice_when_it_is_given_too(sim: Driver) -> None:
    await sim.meet()
    given = [entity("bold", 0, 4), entity("bot_command", 5, 7), entity("hashtag", 0, 4)]
    sent = await send(sim, "Info /daftar #GenRe", entities=given)
    assert sent["entities"] == [entity("bold", 0, 4), entity("bot_command", 5, 7), entity("hashtag", 13, 6)]


async def test_no_more_than_a_hundred_entities_stay(sim: Driver) -> None:
    await sim.meet()
    sent = await send(sim, "<b>a</b> " * 120, parse_mode="HTML")
    assert len(sent["entities"]) == 100
