"""A reader of English: everything the bot says is English from one tap on, and Indonesian again from another."""

import pytest
import pytest_asyncio

from tests.support.bot import Bureau, Phone, hour, joins

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

PLACES = "Kaur"
INDONESIAN_KEYS = ["Kotak masuk", "Kirim kabar", "Rapat", "Lainnya"]
ENGLISH_KEYS = ["Inbox", "Send news", "Meetings", "More"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def deni(bureau: Bureau) -> Phone:
    return await bureau.officer("Deni", "Polres Rejang Lebong", title="Bapak")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def emma(bureau: Bureau) -> Phone:
    """Reads English; her colleague at the bureau reads Indonesian."""
    emma = await bureau.officer("Emma", "Polres Kaur", title="Ibu")
    await emma.says("/bahasa")
    await emma.taps("English")
    await emma.sees("Language: English.")
    return emma


async def test_a_switch_redraws_the_keys_and_the_card_that_was_pressed(deni: Phone) -> None:
    await deni.key("Lainnya")
    await deni.taps("Pengaturan")
    opened = await deni.sees("Pengaturan Anda")
    assert opened.labels == ["Bahasa", "Sapaan", "Zona waktu", "Tutup"]
    await deni.taps("Bahasa")
    await deni.taps("English")
    card = await deni.sees("Language: English.")
    assert card.message_id == opened.message_id
    assert (await deni.sees("The menu is below the screen.")).keys == ENGLISH_KEYS
    await deni.taps("Bahasa Indonesia")
    await deni.sees("Bahasa: Bahasa Indonesia.")
    assert (await deni.sees("Menu ada di bawah layar.")).keys == INDONESIAN_KEYS


async def test_keys_drawn_before_the_switch_keep_working(emma: Phone) -> None:
    for key in ("Kotak masuk", "Inbox"):
        await emma.says(key)
        await emma.sees("Your inbox is empty. Nothing is waiting.")


async def test_an_announcement_is_read_in_english(bureau: Bureau, emma: Phone) -> None:
    await bureau.group(PLACES, "Polres Kaur")
    code = await bureau.announces("Mohon mengunggah poster terlampir.", PLACES, "Segera")
    card = await emma.sees(code)
    words, _, footer, please = card.text.splitlines()
    assert words == "Mohon mengunggah poster terlampir."
    assert footer.startswith(f"📢 {code} v1 · Diskominfotik Provinsi Bengkulu · Urgent · Monday, 23 November 2026, ")
    assert footer.endswith(" WIB")
    assert please == "Please mark as read."
    assert card.labels == ["Read"]
    now = await bureau.full_minute()
    toast = await emma.taps("Read", on=card)
    assert toast["text"] == "Thank you. Recorded for Polres Kaur."
    await emma.becomes(card, f"✓ Read {hour(now)}")
    await bureau.ratna.sees(f"{code} · terkirim 1 dari 1 petugas · dibaca 1 dari 1 unit")


async def test_what_cannot_be_done_is_said_in_english(emma: Phone) -> None:
    await emma.says("/umumkan")
    await emma.sees("This menu is for the author of announcements. Contact the secretariat if you need it.")
    await emma.says("/unit")
    assert "Emma, PR officer since Monday, 23 November 2026" in (await emma.sees("Polres Kaur: 1 PR officer")).text


async def test_an_author_writes_in_english_and_their_words_stay(bureau: Bureau) -> None:
    await bureau.ratna.says("/bahasa")
    await bureau.ratna.taps("English")
    await bureau.ratna.sees("The menu is below the screen.")
    await bureau.ratna.key("Announce")
    await bureau.ratna.sees("Send the content of the announcement")
    await bureau.ratna.says("Apel pada Senin, 22 Desember 2026.")
    asked = await bureau.ratna.sees("One thing to check")
    assert "That date is a Tuesday." in asked.text
    assert asked.labels[0] == "Tuesday, 22 Dec"
    await bureau.ratna.taps("Tuesday, 22 Dec")
    await bureau.ratna.sees("✓ Changed to “Selasa, 22 Desember 2026”.")
    await bureau.ratna.says("/batal")
    await bureau.ratna.taps("Discard")
    await bureau.ratna.says("/bahasa")
    await bureau.ratna.taps("Bahasa Indonesia")
    await bureau.ratna.sees("Bahasa: Bahasa Indonesia.")


async def test_a_phone_set_to_english_decides_nothing_a_newcomer_does(bureau: Bureau) -> None:
    visitor = await bureau.phone("Olivia", language_code="en")
    await visitor.start()
    welcome = await visitor.sees("Selamat datang di Simpul Humas Provinsi Bengkulu.")
    await visitor.taps("English")
    again = await visitor.sees("Welcome to Simpul Humas Provinsi Bengkulu.")
    assert again.message_id == welcome.message_id
    await visitor.taps("Bahasa Indonesia")
    await visitor.sees("Selamat datang di Simpul Humas")


async def test_an_invitation_is_accepted_in_english(bureau: Bureau) -> None:
    guest = await bureau.phone("Grace")
    await guest.start(await bureau.link("Universitas Bengkulu"))
    await guest.taps("English")
    await guest.sees("This invitation is for: PR officer, Universitas Bengkulu.")
    await guest.taps("Agree, continue")
    await guest.taps("No title")
    await guest.sees("✓ Grace is registered as PR officer, Universitas Bengkulu since Monday, 23 November 2026.")
    assert (await guest.sees("The menu is below the screen.")).keys == ENGLISH_KEYS


async def test_a_chosen_zone_is_the_one_that_hours_are_told_in(bureau: Bureau) -> None:
    traveller = await bureau.phone("Tuti")
    await joins(traveller, await bureau.link("Pelindo Regional 2 Bengkulu"))
    now = await bureau.full_minute()
    await traveller.says("/pengaturan")
    await traveller.taps("Zona waktu")
    await traveller.sees(f"Zona waktu: WIB, mengikuti unit Anda. Sekarang pukul {hour(now)} WIB.")
    await traveller.taps("WIT")
    told = await traveller.sees("Zona waktu: WIT, pilihan Anda.")
    assert f"Sekarang pukul {(now.hour + 2) % 24:02}.{now:%M} WIT." in told.text
    await traveller.taps("Ikut unit")
    await traveller.sees("Zona waktu: WIB, mengikuti unit Anda.")


async def test_the_menu_of_commands_is_there_in_both_languages(bureau: Bureau) -> None:
    """Telegram shows it in the language of the phone."""
    for language, line in ((None, "Buka menu"), ("en", "Open the menu")):
        commands = await bureau.sim.commands(language)
        assert commands["menu"] == line
        assert list(commands) == ["menu", "kotakmasuk", "unit", "pengaturan", "bantuan", "batal"]
