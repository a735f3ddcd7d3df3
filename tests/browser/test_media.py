"""Sound, film, covered pictures, polls, places, contacts and dice in the chat."""

import pytest
from playwright.async_api import FilePayload, expect

from tests.browser.conftest import Open
from tests.browser.pictures import png
from tests.browser.sounds import wav, webm
from tests.browser.test_messages import send
from tests.support.simulator import Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")
PICTURE: FilePayload = {"name": "poster.png", "mimeType": "image/png", "buffer": png(64, 48)}


async def test_a_voice_message_plays_and_goes_on_when_its_buttons_change(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    sent = await window.upload("sendVoice", "voice", wav("suara.wav", 30), chat_id=str(ratna))
    await expect(phone.locator(".player .time")).to_have_text("0.30")
    await phone.get_by_role("button", name="Putar: Pesan suara").click()
    await expect(phone.get_by_role("button", name="Jeda: Pesan suara")).to_be_visible()
    markup = {"inline_keyboard": [[{"text": "Selesai", "callback_data": "x"}]]}
    await window.call("editMessageReplyMarkup", chat_id=ratna, message_id=sent["message_id"], reply_markup=markup)
    await expect(phone.get_by_role("button", name="Selesai")).to_be_visible()
    assert not await phone.locator("audio").evaluate("sound => sound.paused")
    await phone.get_by_role("button", name="Jeda: Pesan suara").click()
    assert await phone.locator("audio").evaluate("sound => sound.paused && sound.currentTime > 0")


async def test_a_sound_file_is_sent_and_shown_by_its_name(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await window.phone(ratna).locator('input[type="file"]').set_input_files([wav("Mars Bengkulu.wav", 65)])
    await window.phone(ratna).get_by_role("button", name="Kirim", exact=True).click()
    player = window.phone(ratna).locator(".row.out .player")
    await expect(player).to_contain_text("Mars Bengkulu.wav")
    await expect(player.locator(".time")).to_have_text("1.05")


async def test_a_sound_file_may_go_as_a_voice_message(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    await phone.locator('input[type="file"]').set_input_files([wav("rekaman.wav", 4)])
    await phone.get_by_role("checkbox", name="Kirim sebagai pesan suara").check()
    await phone.get_by_role("button", name="Kirim", exact=True).click()
    await expect(phone.get_by_role("button", name="Putar: Pesan suara")).to_be_visible()
    assert [item.media["kind"] for item in await sim.inbox(ratna) if item.media] == ["voice"]


async def test_films_of_three_kinds_are_shown(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    film = await webm(window.page, "kegiatan.webm")
    await phone.locator('input[type="file"]').set_input_files([film])
    await phone.get_by_role("button", name="Kirim", exact=True).click()
    await window.upload("sendAnimation", "animation", film, chat_id=str(ratna))
    await window.upload("sendVideoNote", "video_note", film, chat_id=str(ratna))
    for name in ("Video", "GIF", "Pesan video"):
        shown = phone.get_by_label(name, exact=True)
        await expect(shown).to_have_js_property("videoWidth", 96)
    assert await phone.get_by_label("GIF", exact=True).evaluate("film => film.loop && film.muted")
    await expect(phone.get_by_label("Video", exact=True)).to_have_attribute("controls", "")


async def test_a_covered_picture_is_shown_by_a_press(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    await window.upload("sendPhoto", "photo", PICTURE, chat_id=str(ratna), has_spoiler="true")
    await expect(phone.locator(".veil.is-covered")).to_be_visible()
    await phone.get_by_role("button", name="Ketuk untuk melihat").click()
    await expect(phone.locator(".veil.is-covered")).to_have_count(0)
    await phone.get_by_role("button", name="Buka foto").click()
    await expect(window.page.get_by_role("dialog", name="Foto")).to_be_visible()


async def test_a_poll_takes_a_vote_and_shows_what_all_chose(sim: Sim, open_window: Open) -> None:
    ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
    group = await sim.create_group("Humas Bengkulu", ratna, deni)
    window = await open_window(ratna, deni)
    options = [{"text": "08.00"}, {"text": "09.00"}]
    sent = await window.call("sendPoll", chat_id=group, question="Jam berapa?", options=options, is_anonymous=False)
    for person, choice in ((ratna, "08.00"), (deni, "09.00")):
        await window.phone(person).get_by_role("button", name="Ke daftar percakapan").click()
        await window.phone(person).get_by_role("button", name="Humas Bengkulu").click()
        await window.phone(person).get_by_role("button", name=choice).click()
    for person in (ratna, deni):
        await expect(window.phone(person).get_by_label("08.00: 50%, 1 suara")).to_be_visible()
        await expect(window.phone(person).get_by_text("2 suara", exact=True)).to_be_visible()
    await window.phone(deni).get_by_role("button", name="Tarik suara").click()
    await expect(window.phone(ratna).get_by_label("08.00: 100%, 1 suara")).to_be_visible()
    await expect(window.phone(deni).get_by_role("button", name="08.00")).to_be_visible()
    await window.call("stopPoll", chat_id=group, message_id=sent["message_id"])
    await expect(window.phone(deni).get_by_text("Jajak pendapat ditutup")).to_be_visible()
    await expect(window.phone(deni).get_by_role("button", name="08.00")).to_have_count(0)


async def test_several_options_are_ticked_before_they_are_sent(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    options = [{"text": "Siaran pers"}, {"text": "Video"}, {"text": "Infografik"}]
    await window.call("sendPoll", chat_id=ratna, question="Apa saja?", options=options, allows_multiple_answers=True)
    await expect(phone.get_by_role("button", name="Kirim suara")).to_be_disabled()
    for name in ("Infografik", "Siaran pers"):
        await phone.get_by_role("checkbox", name=name).check()
    await phone.get_by_role("button", name="Kirim suara").click()
    await expect(phone.get_by_label("Siaran pers: 100%, 1 suara")).to_be_visible()
    voters = [option["voters"] for option in (await sim.inbox(ratna))[-1].raw["poll"]["options"]]
    assert voters == [[ratna], [], [ratna]]


async def test_places_contacts_and_dice_are_shown_for_what_they_are(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    place = {"latitude": -3.7956, "longitude": 102.2592}
    await window.call("sendVenue", chat_id=ratna, title="Aula Diskominfotik", address="Jl. Pembangunan 1", **place)
    await window.call("sendContact", chat_id=ratna, phone_number="+62811000111", first_name="Sari")
    await window.call("sendDice", chat_id=ratna)
    await expect(phone.get_by_role("link", name="Buka peta, Aula Diskominfotik, Jl. Pembangunan 1")).to_be_visible()
    await phone.get_by_role("button", name="Salin nomor").click()
    assert await window.page.evaluate("navigator.clipboard.readText()") == "+62811000111"
    value = (await sim.inbox(ratna))[-1].raw["dice"]["value"]
    await expect(phone.get_by_role("img", name=f"🎲 menunjukkan {value}")).to_be_visible()


async def test_a_message_of_emoji_alone_is_large(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    for text in ("👍", "👍 siap"):
        await send(window, ratna, text)
    await window.sees(ratna, "👍 siap")
    await expect(window.phone(ratna).locator(".text.is-large")).to_have_text(["👍"])
