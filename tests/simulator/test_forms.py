"""The four ways to pass parameters, and what goes wrong in other stand-ins."""

import json
from io import BytesIO
from urllib.parse import quote

import aiohttp
from yarl import URL

from tests.simulator.support import RATNA, TOKEN, Driver, buttons, png


async def test_get_form_json_and_multipart_do_the_same(sim: Driver) -> None:
    await sim.meet()
    params = {"chat_id": str(RATNA), "text": "sama"}
    multipart = aiohttp.FormData(params, default_to_multipart=True)
    url = sim.url("sendMessage")
    results = []
    for request in (
        sim.session.get(url, params=params),
        sim.session.post(url, params=params),
        sim.session.post(url, data=params),
        sim.session.post(url, json=params),
        sim.session.post(url, data=multipart),
    ):
        async with request as response:
            results.append((await response.json())["result"]["text"])
    assert results == ["sama"] * 5


async def test_texts_of_a_form_are_never_read_as_json(sim: Driver) -> None:
    await sim.meet()
    for text in ("2026", "true", "null", '{"a": 1}', "[1, 2]", '"x"'):
        async with sim.session.post(sim.url("sendMessage"), data={"chat_id": RATNA, "text": text}) as response:
            assert (await response.json())["result"]["text"] == text


async def test_a_number_as_text_in_json_is_its_text(sim: Driver) -> None:
    await sim.meet()
    assert (await sim.done("sendMessage", chat_id=str(RATNA), text=2026))["text"] == "2026"


async def test_objects_of_a_form_are_json(sim: Driver) -> None:
    await sim.meet()
    markup = buttons([("Ya", "1")])
    form = {"chat_id": str(RATNA), "text": "a", "reply_markup": json.dumps(markup), "protect_content": "true"}
    async with sim.session.post(sim.url("sendMessage"), data=form) as response:
        sent = (await response.json())["result"]
    assert (sent["reply_markup"], sent["has_protected_content"]) == (markup, True)


async def test_an_empty_optional_field_is_as_if_it_were_not_there(sim: Driver) -> None:
    await sim.meet()
    form = {"chat_id": str(RATNA), "text": "a", "reply_markup": "", "parse_mode": ""}
    async with sim.session.post(sim.url("sendMessage"), data=form) as response:
        assert (await response.json())["ok"] is True


async def test_a_file_comes_as_its_own_field_or_attached(sim: Driver) -> None:
    await sim.meet()
    for field, value in (("document", None), ("lampiran", "attach://lampiran")):
        form = aiohttp.FormData({"chat_id": str(RATNA)}, quote_fields=False)
        if value:
            form.add_field("document", value)
        form.add_field(field, b"%PDF-1.7", filename="Surat Edaran.pdf", content_type="application/pdf")
        async with sim.session.post(sim.url("sendDocument"), data=form) as response:
            document = (await response.json())["result"]["document"]
        assert (document["file_name"], document["mime_type"]) == ("Surat Edaran.pdf", "application/pdf")
        assert document["file_size"] == len(b"%PDF-1.7")
    assert (await sim.calls("sendDocument"))[0]["params"]["document"] == {"file": "Surat Edaran.pdf", "size": 8}


async def test_the_token_in_paths_may_be_percent_encoded(sim: Driver) -> None:
    await sim.meet()
    encoded = quote(TOKEN, safe="")
    form = aiohttp.FormData({"chat_id": str(RATNA)})
    form.add_field("photo", png(40, 30), filename="a.png")
    url = f"{sim.base}/bot{encoded}/sendPhoto"
    async with sim.session.post(URL(url, encoded=True), data=form) as response:
        photo = (await response.json())["result"]["photo"][-1]
    path = (await sim.done("getFile", file_id=photo["file_id"]))["file_path"]
    for token in (TOKEN, encoded):
        async with sim.session.get(URL(f"{sim.base}/file/bot{token}/{path}", encoded=True)) as response:
            assert await response.read() == png(40, 30)


async def test_a_body_that_is_not_json_is_refused(sim: Driver) -> None:
    for body in (b"{", b"[1]", b"\xff\xfe"):
        headers = {"Content-Type": "application/json"}
        async with sim.session.post(sim.url("getMe"), data=body, headers=headers) as response:
            assert (response.status, (await response.json())["ok"]) == (400, False)


async def test_a_body_over_60_megabytes_is_413(sim: Driver) -> None:
    await sim.meet()
    form = aiohttp.FormData({"chat_id": str(RATNA)})
    form.add_field("document", BytesIO(bytes(61 * 1024 * 1024)), filename="besar.bin")
    async with sim.session.post(sim.url("sendDocument"), data=form) as response:
        assert response.status == 413
        assert (await response.json())["error_code"] == 413
