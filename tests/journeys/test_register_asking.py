"""Registering without a link: the newcomer names their unit, the secretariat decides."""

import asyncio

import pytest
import pytest_asyncio

from tests.support.bot import Bureau, Phone, day, hour, joins, right

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

DAY = 24 * 3600


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def tuti(bureau: Bureau) -> Phone:
    """A second secretariat."""
    second = await bureau.phone("Tuti")
    await joins(second, await right(bureau.ratna, "Sekretariat"))
    return second


async def asks(bureau: Bureau, name: str, unit: str, duty: str = "Petugas humas", **more: object) -> Phone:
    """A newcomer whose application waits."""
    newcomer = await bureau.phone(name, **more)
    await newcomer.start()
    await newcomer.sees("Tulis nama unit Anda")
    await newcomer.says(unit)
    await newcomer.taps(duty)
    await newcomer.taps("Setuju, kirim")
    await newcomer.sees("Permohonan terkirim")
    return newcomer


async def test_the_whole_way_of_a_newcomer_into_a_seat_that_is_taken(bureau: Bureau) -> None:
    arif = await bureau.officer("Arif", "Polres Rejang Lebong", title="Bapak")
    await bureau.group("Polres RL", "Polres Rejang Lebong")
    deni = await bureau.phone("Deni", username="contoh_deni")
    await deni.start()
    card = await deni.sees("Selamat datang")
    assert card.text == (
        "Selamat datang di Simpul Humas Provinsi Bengkulu. Tulis nama unit Anda, misalnya: kominfo seluma"
    )
    await deni.says("polres rejang lbg")
    which = await deni.sees("Unit yang mana?")
    assert which.text.splitlines()[1] == "1. Polres Rejang Lebong, Kabupaten Rejang Lebong"
    assert which.labels[0] == "1"
    assert which.labels[-1] == "Tidak ada"
    await deni.taps("1")
    duty = await deni.sees("Anda bertugas sebagai apa?")
    assert duty.message_id == which.message_id
    assert duty.text == "Polres Rejang Lebong. Anda bertugas sebagai apa?"
    assert duty.labels[:3] == ["Petugas humas", "Petugas pengganti", "Pembaca"]
    await deni.taps("Petugas humas")
    consent = await deni.sees("Yang dikirim ke sekretariat")
    assert consent.text == (
        "Yang dikirim ke sekretariat: nama (Deni), akun Telegram, unit, dan tugas Anda. Nomor ponsel tidak diminta."
    )
    now = await bureau.full_minute()
    await deni.taps("Setuju, kirim")
    sent = await deni.sees("Permohonan terkirim")
    assert sent.message_id == which.message_id
    assert sent.text.startswith(
        f"Permohonan terkirim, {day(now)} pukul {hour(now)} WIB. Biasanya dijawab pada hari kerja yang sama."
    )
    asked = await bureau.ratna.sees("Permohonan: Deni")
    assert asked.text == (
        "Permohonan: Deni (@contoh_deni), petugas humas Polres Rejang Lebong.\n"
        f"Petugas humas sekarang: Bapak Arif, sejak {day(now)}."
    )
    assert asked.labels == ["Terima, ganti", "Jadikan pengganti", "Tolak"]
    code = await bureau.announces("Sebelum Deni diterima.", "Polres RL")
    await arif.sees(code)
    assert code not in await deni.transcript()
    now = await bureau.full_minute()
    await bureau.ratna.taps("Terima, ganti", on=asked)
    decided = await bureau.ratna.sees("✓ Diterima")
    assert decided.message_id == asked.message_id
    assert decided.text.splitlines()[1:] == [f"✓ Diterima Ratna {hour(now)} WIB.", "Bapak Arif diberi tahu."]
    await deni.sees("Selamat bergabung. Anda terdaftar sebagai petugas humas Polres Rejang Lebong.")
    keys = await deni.sees("Menu ada di bawah layar.")
    assert keys.text == "Menu ada di bawah layar. Ada 1 pengumuman yang masih berlaku untuk unit Anda."
    assert keys.keys == ["Kotak masuk", "Kirim kabar", "Rapat", "Lainnya"]
    await deni.sees(f"{code} v1")
    title = await deni.sees("Sapaan yang Anda pilih?")
    assert title.labels == ["Bapak", "Ibu", "Tanpa sapaan"]
    await deni.taps("Bapak")
    await deni.sees("✓ Sapaan: Bapak Deni.")
    told = await arif.sees("kini dipegang")
    assert told.text.startswith("Bapak Arif, tugas petugas humas Polres Rejang Lebong kini dipegang Deni. Terima kasih")
    later = await bureau.announces("Sesudah Deni diterima.", "Polres RL")
    await deni.sees(later)
    assert later not in await arif.transcript()


async def test_a_free_seat_is_given_by_one_tap(bureau: Bureau) -> None:
    newcomer = await asks(bureau, "Nia", "universitas bengkulu")
    card = await bureau.ratna.sees("Permohonan: Nia")
    assert card.text == "Permohonan: Nia, petugas humas Universitas Bengkulu."
    assert card.labels == ["Terima", "Tolak"]
    await bureau.ratna.taps("Terima", on=card)
    await newcomer.sees("Selamat bergabung. Anda terdaftar sebagai petugas humas Universitas Bengkulu.")


async def test_a_newcomer_can_become_the_deputy_instead(bureau: Bureau) -> None:
    officer = await bureau.officer("Oki", "Polres Kaur")
    newcomer = await asks(bureau, "Putri", "polres kaur")
    await bureau.ratna.taps("Jadikan pengganti", on=await bureau.ratna.sees("Permohonan: Putri"))
    await newcomer.sees("Selamat bergabung. Anda terdaftar sebagai petugas pengganti Polres Kaur.")
    await officer.says("/unit")
    assert (await officer.sees("Polres Kaur: ")).text.startswith("Polres Kaur: 1 petugas humas, 1 petugas pengganti")


async def test_a_refusal_is_told_without_a_hard_word(bureau: Bureau) -> None:
    newcomer = await asks(bureau, "Qori", "kominfo seluma")
    now = await bureau.full_minute()
    await bureau.ratna.taps("Tolak", on=await bureau.ratna.sees("Permohonan: Qori"))
    assert (await bureau.ratna.sees("✓ Ditutup")).text.splitlines()[-1] == f"✓ Ditutup Ratna {hour(now)} WIB."
    told = await newcomer.sees("belum dapat diterima")
    assert "ditolak" not in told.text.lower()
    await newcomer.says("halo")
    await newcomer.sees("Tulis nama unit Anda")


@pytest.mark.parametrize("typed", ["kominfo selumaa", "kominfo sluma", "dinas kominfo kab. seluma"])
async def test_a_unit_is_found_however_it_is_typed(bureau: Bureau, typed: str) -> None:
    newcomer = await bureau.phone("Ria")
    await newcomer.start()
    await newcomer.sees("Tulis nama unit Anda")
    await newcomer.says(typed)
    found = await newcomer.sees("Kabupaten Seluma")
    if "Unit yang mana?" in found.text:
        assert found.text.splitlines()[1] == "1. Dinas Kominfo Kabupaten Seluma"
        await newcomer.taps("1")
    await newcomer.sees("Dinas Kominfo Kabupaten Seluma. Anda bertugas sebagai apa?")


async def test_an_unknown_unit_is_asked_for_again(bureau: Bureau) -> None:
    newcomer = await bureau.phone("Sinta")
    await newcomer.start()
    await newcomer.sees("Tulis nama unit Anda")
    await newcomer.says("xyzzy plugh")
    told = await newcomer.sees("belum ditemukan")
    assert told.text == ("Unit “xyzzy plugh” belum ditemukan. Tulis nama instansi dan daerahnya, misalnya: polres kaur")
    await newcomer.says("polres kaur")
    await newcomer.sees("Polres Kaur. Anda bertugas sebagai apa?")


async def test_one_that_waits_is_told_so_and_reminds_once_a_day(bureau: Bureau) -> None:
    now = await bureau.full_minute()
    newcomer = await asks(bureau, "Umar", "polres kaur")
    first = await bureau.ratna.sees("Permohonan: Umar")
    await newcomer.start()
    waits = await newcomer.sees("masih menunggu")
    assert waits.text == f"Permohonan Anda diterima {day(now)} pukul {hour(now)} WIB dan masih menunggu sekretariat."
    assert waits.labels == ["Ingatkan", "Batalkan"]
    await bureau.sim.advance(DAY)
    assert (await newcomer.taps("Ingatkan", on=waits))["text"] == "Sekretariat sudah diingatkan."
    again = await bureau.ratna.sees("Permohonan: Umar", below=first.message_id)
    assert (await newcomer.taps("Ingatkan", on=waits))["text"] == (
        "Pengingat dikirim paling banyak sekali sehari. Mohon menunggu."
    )
    await bureau.ratna.loses(first)
    await bureau.sim.advance(DAY)
    await newcomer.taps("Ingatkan", on=waits)
    await bureau.ratna.sees("Permohonan: Umar", below=again.message_id)
    await bureau.ratna.loses(again)
    assert len(await bureau.ratna.shows("Permohonan: Umar")) == 1


async def test_a_card_too_old_to_be_deleted_loses_its_buttons(bureau: Bureau) -> None:
    newcomer = await asks(bureau, "Xena", "polres kaur")
    old = await bureau.ratna.sees("Permohonan: Xena")
    await bureau.sim.advance(3 * DAY)
    await newcomer.start()
    await newcomer.taps("Ingatkan", on=await newcomer.sees("masih menunggu"))
    await bureau.ratna.sees("Permohonan: Xena", below=old.message_id)
    await bureau.ratna.sees("Dilanjutkan di bawah.")
    assert (await bureau.ratna.now(old)).labels == []


async def test_an_application_can_be_withdrawn(bureau: Bureau) -> None:
    newcomer = await asks(bureau, "Vina", "polres kaur")
    card = await bureau.ratna.sees("Permohonan: Vina")
    await newcomer.taps("Batalkan")
    await newcomer.sees("Permohonan dibatalkan.")
    withdrawn = await bureau.ratna.sees("Permohonan ini sudah dibatalkan pemohon.")
    assert (withdrawn.message_id, withdrawn.labels) == (card.message_id, [])


async def asks_as_member(bureau: Bureau, name: str, age: str) -> Phone:
    newcomer = await bureau.phone(name)
    await newcomer.start()
    await newcomer.sees("Tulis nama unit Anda")
    await newcomer.says("forum genre kaur")
    await newcomer.taps("Anggota forum")
    asked = await newcomer.sees("Berapa usia Anda?")
    assert asked.labels[:2] == ["18 tahun ke atas", "Di bawah 18"]
    await newcomer.taps(age)
    return newcomer


async def test_a_forum_member_of_age_asks_like_everybody(bureau: Bureau) -> None:
    rani = await asks_as_member(bureau, "Rani", "18 tahun ke atas")
    await rani.taps("Setuju, kirim")
    card = await bureau.ratna.sees("Permohonan: Rani")
    assert card.text == "Permohonan: Rani, anggota forum Forum GenRe Kabupaten Kaur."
    await bureau.ratna.taps("Terima", on=card)
    keys = await rani.sees("Menu ada di bawah layar.")
    assert keys.keys == ["Kirim kabar", "Kabar daerah", "Agenda", "Lainnya"]


async def test_under_age_nothing_is_sent_without_the_forums_mentor(bureau: Bureau) -> None:
    young = await asks_as_member(bureau, "Wulan", "Di bawah 18")
    told = await young.sees("di bawah 18 tahun")
    assert told.text.startswith(
        "Untuk usia di bawah 18 tahun, pendaftaran memerlukan izin orang tua atau wali melalui pembina forum."
    )
    assert "pembina Forum GenRe Kabupaten Kaur" in told.text
    await young.says("/batal")
    await young.sees("Isian ditinggalkan.")
    assert await bureau.ratna.shows("Permohonan: Wulan") == []


async def test_of_two_secretariats_at_once_one_decides(bureau: Bureau, tuti: Phone) -> None:
    newcomer = await asks(bureau, "Yanti", "kantor imigrasi bengkulu")
    presses = ((bureau.ratna, "Terima"), (tuti, "Tolak"))
    desk = [(who, answer, await who.sees("Permohonan: Yanti")) for who, answer in presses]
    told = await asyncio.gather(*(who.taps(answer, on=card) for who, answer, card in desk))
    late = [answer["text"] for answer in told if answer.get("text")]
    assert late == ["Permohonan ini sudah diputuskan. Kartunya menunjukkan keputusan itu."]
    accepted = not told[0].get("text")
    word = "✓ Diterima Ratna" if accepted else "✓ Ditutup Tuti"
    for who, _, _ in desk:
        assert word in (await who.sees("✓ Di")).text
    await newcomer.sees("Menu ada di bawah layar" if accepted else "belum dapat diterima")
    assert bool(await newcomer.shows("Selamat bergabung")) == accepted


async def test_a_name_in_markup_stands_as_it_is_on_the_secretariats_card(bureau: Bureau) -> None:
    await asks(bureau, "<i>Z</i>_*\u202e🙏🏽", "polres kaur")
    card = await bureau.ratna.sees("Permohonan: <i>Z</i>_*🙏🏽, petugas humas Polres Kaur.")
    assert "\u202e" not in card.text
    assert {one["type"] for one in card.entities} <= {"bot_command"}
