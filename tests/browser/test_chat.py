"""Talking with the bot on the page: writing, pressing, files, replies."""

from pathlib import Path

import pytest
from playwright.async_api import FilePayload, expect

from tests.browser.conftest import Open
from tests.browser.pictures import png
from tests.support.simulator import Sim

pytestmark = pytest.mark.asyncio(loop_scope="session")
PICTURE: FilePayload = {"name": "poster rapat.png", "mimeType": "image/png", "buffer": png(64, 48)}


async def test_start_and_a_typed_message_reach_the_bot_and_its_answers_appear(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna", started=False)
    window = await open_window(ratna)
    await window.phone(ratna).get_by_role("button", name="Mulai").click()
    await window.sees(ratna, "Selamat datang.")
    await window.write(ratna, "Selamat pagi")
    await window.sees(ratna, "Selamat pagi")
    await window.sees(ratna, "Diterima: Selamat pagi")
    await expect(window.phone(ratna).get_by_role("textbox")).to_have_value("")


async def test_shift_enter_begins_a_line_and_enter_sends_all(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    box = window.phone(ratna).get_by_role("textbox")
    await box.fill("satu")
    await box.press("Shift+Enter")
    await box.press_sequentially("dua")
    await box.press("Enter")
    assert (await sim.see(ratna, "Diterima: satu")).text == "Diterima: satu\ndua"


async def test_a_press_shows_its_toast_and_an_alert_waits_for_ok(sim: Sim, open_window: Open) -> None:
    deni = await sim.person("Deni")
    window = await open_window(deni)
    phone = window.phone(deni)
    await window.write(deni, "kartu")
    await phone.get_by_role("button", name="Toast").click()
    await expect(phone.get_by_text("Terima kasih. Tercatat.")).to_be_visible()
    await phone.get_by_role("button", name="Alert").click()
    alert = phone.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Mohon lihat lagi baris pertama.")
    await expect(alert.get_by_role("button", name="Oke")).to_be_focused()
    await alert.get_by_role("button", name="Oke").click()
    await expect(alert).not_to_be_attached()


async def test_a_pressed_button_waits_as_long_as_the_bot_is_silent(sim: Sim, open_window: Open) -> None:
    deni = await sim.person("Deni")
    window = await open_window(deni)
    await window.write(deni, "kartu")
    button = window.phone(deni).get_by_role("button", name="Diam")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")


async def test_edits_and_deletions_change_the_page(sim: Sim, open_window: Open) -> None:
    yusuf = await sim.person("Yusuf")
    window = await open_window(yusuf)
    phone = window.phone(yusuf)
    await window.write(yusuf, "kartu")
    await phone.get_by_role("button", name="Ubah").click()
    await window.sees(yusuf, "Sudah berubah.")
    await expect(phone.get_by_text("diubah")).to_be_visible()
    await phone.get_by_role("button", name="Hapus").click()
    await expect(phone.get_by_text("Sudah berubah.")).not_to_be_attached()


async def test_a_reply_key_sends_its_words_and_the_keys_can_be_hidden(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    phone = window.phone(ratna)
    await phone.get_by_role("button", name="Umumkan").click()
    await window.sees(ratna, "Diterima: Umumkan")
    await phone.get_by_role("button", name="Tampilkan atau sembunyikan").click()
    await expect(phone.get_by_role("button", name="Umumkan")).to_have_count(0)
    await phone.get_by_role("button", name="Tampilkan atau sembunyikan").click()
    await expect(phone.get_by_role("button", name="Umumkan")).to_be_visible()


async def test_a_photo_with_its_caption_is_sent_and_shown_on_both_sides(sim: Sim, open_window: Open) -> None:
    rani = await sim.person("Rani")
    window = await open_window(rani)
    phone = window.phone(rani)
    await phone.locator('input[type="file"]').set_input_files([PICTURE])
    await window.write(rani, "Foto: Rani")
    await window.sees(rani, "Foto: Rani")
    await window.sees(rani, "Foto diterima.")
    for picture in await phone.locator(".photo img").all():
        await expect(picture).to_have_js_property("naturalWidth", 64)
    assert [item.media and item.media["kind"] for item in (await sim.inbox(rani))[-2:]] == ["photo", "photo"]


async def test_several_photos_make_one_album(sim: Sim, open_window: Open) -> None:
    rani = await sim.person("Rani")
    window = await open_window(rani)
    await window.phone(rani).locator('input[type="file"]').set_input_files([PICTURE, PICTURE, PICTURE])
    await window.write(rani, "Dokumentasi")
    await expect(window.phone(rani).locator(".row.out .album .photo")).to_have_count(3)
    assert len({item.group for item in await sim.inbox(rani) if item.group}) == 1


async def test_a_late_piece_of_an_album_stands_where_it_came(sim: Sim, open_window: Open) -> None:
    rani = await sim.person("Rani")
    window = await open_window(rani)
    pictures = [("satu.png", png(64, 48)), ("dua.png", png(64, 48))]
    await sim.send_file(rani, *pictures, album=True)
    await window.write(rani, "di antaranya")
    await window.sees(rani, "Diterima: di antaranya")
    await sim.send_file(rani, ("tiga.png", png(64, 48)), more=True)
    rows = window.phone(rani).locator(".row.out")
    await expect(rows.nth(-1).locator(".photo")).to_have_count(1)
    await expect(window.phone(rani).locator(".row.out .album .photo")).to_have_count(2)
    await window.sees(rani, "Diterima: di antaranya")


async def test_a_file_shows_its_name_and_size_and_downloads(sim: Sim, open_window: Open, tmp_path: Path) -> None:
    hendra = await sim.person("Hendra")
    window = await open_window(hendra)
    letter: FilePayload = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF" * 1050}
    await window.phone(hendra).locator('input[type="file"]').set_input_files([letter])
    await window.phone(hendra).get_by_role("button", name="Kirim", exact=True).click()
    link = window.phone(hendra).get_by_role("link", name="Unduh surat.pdf, 4,2 KB")
    async with window.page.expect_download() as download:
        await link.click()
    kept = tmp_path / "surat.pdf"
    await (await download.value).save_as(kept)
    assert kept.read_bytes() == letter["buffer"]


async def test_a_double_click_answers_a_message(sim: Sim, open_window: Open) -> None:
    yusuf = await sim.person("Yusuf")
    window = await open_window(yusuf)
    await window.phone(yusuf).get_by_text("Selamat datang.").dblclick()
    await window.write(yusuf, "siap pak")
    await window.sees(yusuf, "Balasan atas: Selamat datang.")
    quote = window.phone(yusuf).locator(".row.out .quote")
    await expect(quote).to_contain_text("Selamat datang.")


async def test_an_own_message_can_be_edited(sim: Sim, open_window: Open) -> None:
    yusuf = await sim.person("Yusuf")
    window = await open_window(yusuf)
    await window.write(yusuf, "pukul 09.00")
    await window.sees(yusuf, "Diterima: pukul 09.00")
    await window.phone(yusuf).get_by_role("textbox").press("ArrowUp")
    await window.write(yusuf, "pukul 10.00")
    await window.sees(yusuf, "pukul 10.00")
    assert [item.text for item in await sim.inbox(yusuf) if item.edited] == ["pukul 10.00"]


async def test_a_blocked_bot_is_unblocked_on_the_phone(sim: Sim, open_window: Open) -> None:
    deni = await sim.person("Deni")
    window = await open_window(deni)
    phone = window.phone(deni)
    await phone.get_by_role("button", name="Pilihan ponsel").click()
    await window.page.get_by_role("menuitem", name="Blokir bot").click()
    await expect(phone.get_by_text("Bot diblokir di ponsel ini.")).to_be_visible()
    await phone.get_by_role("button", name="Buka blokir").click()
    await expect(phone.get_by_role("textbox")).to_be_visible()


async def test_a_deep_link_in_a_message_starts_the_bot_with_its_payload(sim: Sim, open_window: Open) -> None:
    deni = await sim.person("Deni")
    window = await open_window(deni)
    await window.write(deni, "https://t.me/simpul_bot?start=undangan-7")
    await window.phone(deni).locator(".row.out").get_by_role("link").click()
    await window.sees(deni, "Undangan: undangan-7")


async def test_a_link_typed_in_the_phone_menu_starts_the_bot_too(sim: Sim, open_window: Open) -> None:
    deni = await sim.person("Deni", started=False)
    window = await open_window(deni)
    await window.phone(deni).get_by_role("button", name="Pilihan ponsel").click()
    await window.page.get_by_role("menuitem", name="Buka tautan").click()
    sheet = window.page.get_by_role("dialog")
    await sheet.get_by_role("combobox").fill("https://example.org/")
    await sheet.get_by_role("button", name="Buka", exact=True).click()
    await expect(sheet).to_contain_text("Tautan ini tidak membuka")
    await sheet.get_by_role("combobox").fill("t.me/simpul_bot?start=kursi-3")
    await sheet.get_by_role("button", name="Buka", exact=True).click()
    await window.sees(deni, "Undangan: kursi-3")


async def test_a_copy_button_fills_the_clipboard(sim: Sim, open_window: Open) -> None:
    ratna = await sim.person("Ratna")
    window = await open_window(ratna)
    await window.write(ratna, "kartu")
    await window.phone(ratna).get_by_role("button", name="Salin").click()
    await expect(window.phone(ratna).get_by_text("Disalin.")).to_be_visible()
    assert await window.page.evaluate("navigator.clipboard.readText()") == "BKL-0412"


async def test_a_dropped_picture_waits_with_the_caption_until_it_is_sent(sim: Sim, open_window: Open) -> None:
    rani = await sim.person("Rani")
    window = await open_window(rani)
    screen = window.phone(rani).locator(".screen")
    files = await window.page.evaluate_handle(
        """bytes => {
            const files = new DataTransfer();
            files.items.add(new File([new Uint8Array(bytes)], "poster.png", { type: "image/png" }));
            return files;
        }""",
        list(PICTURE["buffer"]),
    )
    await screen.dispatch_event("dragover", {"dataTransfer": files})
    await expect(screen.get_by_text("Lepaskan berkas di sini")).to_be_visible()
    await screen.dispatch_event("drop", {"dataTransfer": files})
    await expect(screen.get_by_role("button", name="Lepas poster.png")).to_be_visible()
    await screen.get_by_role("checkbox", name="Kirim sebagai foto").uncheck()
    await window.write(rani, "berkas asli")
    await expect(window.phone(rani).get_by_role("link", name="Unduh poster.png")).to_be_visible()


async def test_messages_are_reached_by_keys_and_their_menu_forwards(sim: Sim, open_window: Open) -> None:
    yusuf = await sim.person("Yusuf")
    window = await open_window(yusuf)
    await window.sees(yusuf, "Selamat datang.")
    await window.phone(yusuf).get_by_role("log").press("ArrowUp")
    await window.page.keyboard.press("Enter")
    await expect(window.page.get_by_role("menuitem", name="Balas")).to_be_focused()
    await window.page.get_by_role("menuitem", name="Teruskan ke bot").click()
    await expect(window.phone(yusuf).get_by_text("Diteruskan dari")).to_be_visible()
