"""Groups of Telegram: linked by who may, shown what all in them are told, left alone otherwise."""

import pytest
import pytest_asyncio

from tests.support.bot import Bureau, Phone
from tests.support.room import Room, chooses, linked, payload_of, room

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

KAUR, LEBONG = "Kaur", "Lebong"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def yusuf(bureau: Bureau) -> Phone:
    return await bureau.officer("Yusuf", "Dinas Kominfo Kabupaten Kaur", title="Bapak")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def oki(bureau: Bureau) -> Phone:
    return await bureau.officer("Oki", "Polres Kaur")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def deni(bureau: Bureau) -> Phone:
    return await bureau.officer("Deni", "Polres Rejang Lebong")


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def kelompok(bureau: Bureau, yusuf: Phone, oki: Phone, deni: Phone) -> None:
    await bureau.group(KAUR, "Dinas Kominfo Kabupaten Kaur", "Polres Kaur")
    await bureau.group(LEBONG, "Polres Rejang Lebong")
    await bureau.group("Keduanya", "Dinas Kominfo Kabupaten Kaur", "Polres Kaur", "Polres Rejang Lebong")


async def leave(bureau: Bureau, *rooms: Room) -> None:
    """So that the next story's announcements do not go there."""
    for each in rooms:
        await each.says(bureau.ratna, "/putuskan")
        await each.sees("Grup ini tidak lagi terhubung")


async def test_a_group_is_linked_with_two_taps_and_shows_the_announcement(
    bureau: Bureau, yusuf: Phone, oki: Phone
) -> None:
    group = await room(bureau, "Humas Kaur", yusuf, oki)
    assert (await group.sees("menulis /hubungkan di sini")).labels == []
    await group.says(bureau.ratna, "/hubungkan")
    card = await group.sees("Grup ini belum terhubung")
    assert card.text == "Grup ini belum terhubung. Ratna: tekan Buka di bot untuk memilih kelompoknya."
    assert card.labels == ["Buka di bot"]
    await bureau.ratna.start(payload_of(card))
    offered = await bureau.ratna.sees("Grup “Humas Kaur” untuk kelompok mana?")
    assert "Semua unit (11 unit)" in offered.text
    await chooses(bureau.ratna, "Humas Kaur", KAUR)
    there = await group.sees("✓ Grup ini terhubung")
    assert there.message_id == card.message_id
    assert there.text == (
        "✓ Grup ini terhubung dengan Simpul Humas Provinsi Bengkulu: "
        "pengumuman untuk Kaur dan kabar daerah tampil di sini."
    )
    assert there.labels == ["Putuskan"]
    own = await bureau.ratna.sees("✓ Grup “Humas Kaur” terhubung")
    assert own.message_id == offered.message_id

    code = await bureau.announces("Mohon <b>dibaca</b> & diteruskan.", KAUR)
    post, copy = await group.sees(code), await yusuf.sees(code)
    assert post.text == copy.text
    assert post.labels == ["Sudah dibaca", "Buka di bot"]
    await bureau.ratna.sees(f"{code} · terkirim 2 dari 2 petugas · 1 grup · dibaca 0 dari 2 unit")

    told = await group.taps(yusuf, "Sudah dibaca", on=post)
    assert told["text"] == "Terima kasih. Tercatat untuk Dinas Kominfo Kabupaten Kaur."
    await yusuf.becomes(copy, "✓ Dibaca")
    await bureau.ratna.sees("dibaca 1 dari 2 unit")
    (standing,) = [each for each in await group.cards() if each.message_id == post.message_id]
    assert standing.labels == ["Sudah dibaca", "Buka di bot"]

    await oki.start(payload_of(post))
    opened = await oki.sees(f"📢 {code}", below=0)
    await oki.taps("Sudah dibaca", on=opened)
    await bureau.ratna.sees("dibaca 2 dari 2 unit")
    await leave(bureau, group)


async def test_a_group_is_shown_only_what_all_its_units_are_told(bureau: Bureau, yusuf: Phone, deni: Phone) -> None:
    kaur = await linked(bureau, "Grup Kaur", KAUR, yusuf)
    lebong = await linked(bureau, "Grup Lebong", LEBONG, deni)
    both = await bureau.announces("Untuk semua.", "Keduanya")
    one = await bureau.announces("Untuk Lebong.", LEBONG)
    for group in (kaur, lebong):
        await group.sees(both)
    await lebong.sees(one)
    await bureau.ratna.sees(f"{one} · terkirim 1 dari 1 petugas · 1 grup ·")
    assert one not in await kaur.transcript()
    card = (await bureau.ratna.shows(f"{both} · terkirim 3 dari 3 petugas"))[-1]
    assert " · 2 grup · " in card.text

    post = await lebong.sees(both)
    told = await lebong.taps(deni, "Sudah dibaca", on=post)
    assert told["text"] == "Terima kasih. Tercatat untuk Polres Rejang Lebong."
    await bureau.sim.join(lebong.id, bureau.hendra.id)
    outside = await lebong.taps(bureau.hendra, "Sudah dibaca", on=post)
    assert outside["show_alert"]
    assert outside["text"] == f"{both} tidak dikirim kepada unit Anda. Hubungi sekretariat bila ini keliru."

    await bureau.ratna.taps("Ingatkan", on=card)
    await yusuf.sees("Mohon bantuan")
    for group in (kaur, lebong):
        assert "Mohon bantuan" not in await group.transcript()

    await bureau.ratna.says("/anggota")
    await bureau.ratna.taps("Grup")
    listed = await bureau.ratna.sees("Grup yang terhubung:")
    assert listed.text == "Grup yang terhubung:\n1. Grup Kaur · Kaur\n2. Grup Lebong · Lebong"
    await bureau.ratna.taps("2", on=listed)
    await bureau.ratna.taps("Putuskan", on=await bureau.ratna.sees("✓ Grup “Grup Lebong” terhubung"))
    await lebong.sees("Grup ini tidak lagi terhubung")
    later = await bureau.announces("Sekali lagi untuk semua.", "Keduanya")
    await kaur.sees(later)
    await bureau.ratna.sees(f"{later} · terkirim 3 dari 3 petugas · 1 grup ·")
    assert later not in await lebong.transcript()
    await leave(bureau, kaur)


async def test_a_group_that_becomes_a_supergroup_in_mid_broadcast_gets_everything_once(
    bureau: Bureau, yusuf: Phone
) -> None:
    group = await linked(bureau, "Naik Kelas", KAUR, yusuf)
    before = await bureau.announces("Sebelum naik.", KAUR)
    await group.sees(before)
    old_room = Room(bureau.sim, group.id, "yang lama")
    await bureau.sim.fault("*", chat=group.id, code=429, retry_after=1, times=1)
    queued = await bureau.asks("Di tengah jalan.", KAUR)
    await bureau.approved(queued)
    await group.upgrade()
    await group.sees(queued)
    await bureau.ratna.sees(f"{queued} · terkirim 2 dari 2 petugas · 1 grup ·")
    later = await bureau.announces("Sesudah naik.", KAUR)
    await group.sees(later)
    await bureau.ratna.sees(f"{later} · terkirim 2 dari 2 petugas · 1 grup ·")
    for code in (queued, later):
        assert (await group.transcript()).count(f"{code} v1") + (await old_room.transcript()).count(f"{code} v1") == 1
    assert "menulis /hubungkan" not in await group.transcript()
    told = await group.taps(yusuf, "Sudah dibaca", on=await group.sees(queued))
    assert told["text"] == "Terima kasih. Tercatat untuk Dinas Kominfo Kabupaten Kaur."
    await bureau.ratna.says("/grup")
    assert (await bureau.ratna.sees("Grup yang terhubung:")).text == "Grup yang terhubung:\n1. Naik Kelas · Kaur"
    await leave(bureau, group)


async def test_a_move_that_only_an_answer_tells_of_is_followed(bureau: Bureau, yusuf: Phone) -> None:
    group = await linked(bureau, "Pindah Diam", KAUR, yusuf)
    new = Room(bureau.sim, await bureau.sim.create_group("Pindah Diam", bureau.ratna.id, kind="supergroup"), "baru")
    await new.sees("menulis /hubungkan di sini")
    await bureau.sim.fault("sendMessage", chat=group.id, code=400, migrate_to_chat_id=new.id)
    code = await bureau.announces("Ke mana?", KAUR)
    await new.sees(code)
    await bureau.sim.heal()
    await bureau.ratna.sees(f"{code} · terkirim 2 dari 2 petugas · 1 grup ·")
    await leave(bureau, new)


async def test_a_group_that_throws_the_bot_out_is_told_of_with_what_to_do(bureau: Bureau, yusuf: Phone) -> None:
    group = await linked(bureau, "Tertutup", KAUR, yusuf)
    await bureau.sim.mute(group.id)
    muted = await bureau.announces("Boleh menulis?", KAUR)
    card = await bureau.ratna.sees(f"{muted} · terkirim 2 dari 2 petugas · 0 dari 1 grup ·")
    await bureau.ratna.taps("Rincian", on=card)
    detail = await bureau.ratna.sees("Belum dibaca")
    assert "Grup “Tertutup” tidak terjangkau: bot tidak diizinkan menulis" in detail.text
    await bureau.sim.kick_bot(group.id)
    notice = await bureau.ratna.sees("Bot tidak ada lagi di grup “Tertutup”")
    assert "Tambahkan bot ke grup itu, lalu tulis /hubungkan di sana." in notice.text
    assert len(await bureau.ratna.shows("Bot tidak ada lagi di grup “Tertutup”")) == 1
    await bureau.ratna.says("/grup")
    assert "1. Tertutup · Kaur · bot tidak ada lagi di sana" in (await bureau.ratna.sees("Grup yang terhubung:")).text
    without = await bureau.announces("Tanpa grup.", KAUR)
    await bureau.ratna.sees(f"{without} · terkirim 2 dari 2 petugas · dibaca")
    await bureau.sim.mute(group.id, muted=False)
    await bureau.sim.add_bot(group.id)
    await group.sees("menulis /hubungkan di sini")
    await group.says(bureau.ratna, "/hubungkan")
    await bureau.ratna.start(payload_of(await group.sees("Grup ini belum terhubung")))
    await chooses(bureau.ratna, "Tertutup", KAUR)
    await group.sees("✓ Grup ini terhubung")
    await leave(bureau, group)


async def test_what_waits_for_a_deleted_group_fails_with_its_reason(bureau: Bureau, yusuf: Phone) -> None:
    group = await linked(bureau, "Dibubarkan", KAUR, yusuf)
    await bureau.sim.fault("sendMessage", chat=group.id, code=403, description="Forbidden: the group chat was deleted")
    code = await bureau.announces("Masih ada?", KAUR)
    await bureau.ratna.sees("Bot tidak ada lagi di grup “Dibubarkan”")
    card = await bureau.ratna.sees(f"{code} · terkirim 2 dari 2 petugas · 0 dari 1 grup ·")
    await bureau.sim.heal()
    await bureau.ratna.taps("Rincian", on=card)
    detail = await bureau.ratna.sees("Belum dibaca")
    assert "Grup “Dibubarkan” tidak terjangkau: bot sudah tidak ada di dalamnya" in detail.text


async def test_a_stranger_in_a_group_is_answered_politely_and_gets_nowhere(bureau: Bureau, oki: Phone) -> None:
    stranger = await bureau.phone("Asing")
    group = await room(bureau, "Warga", stranger, oki)
    await bureau.sim.promote(group.id, stranger.id)
    await group.says(stranger, "/hubungkan")
    no = await group.sees("sekretariat atau koordinator wilayah. Hubungi")
    assert no.text == (
        "Grup dihubungkan dan diputuskan oleh sekretariat atau koordinator wilayah. Hubungi sekretariat bila perlu."
    )
    quiet = await room(bureau, "Warga lain", stranger, oki)
    await quiet.says(stranger, "/umumkan")
    way = await quiet.sees("Pengumuman dibuat melalui percakapan pribadi dengan bot.")
    assert way.labels == ["Buka bot"]
    await quiet.says(stranger, "/umumkan")
    await quiet.says(oki, "Halo semua, nomor saya 0812-3456-7890")
    code = await bureau.announces("Hanya untuk petugas.", KAUR)
    await oki.sees(code)
    for each in (group, quiet):
        assert code not in await each.transcript()
        assert len([card for card in await each.cards() if "hubungkan di sini" not in card.text]) == 1
    assert b"0812-3456-7890" not in bureau.bot.database.files()
    assert b"Asing" not in bureau.bot.database.kept()


async def test_who_holds_the_right_but_does_not_run_the_group_cannot_link_it(bureau: Bureau, oki: Phone) -> None:
    made = await bureau.sim.create_group("Milik Oki", oki.id, bureau.ratna.id)
    group = Room(bureau.sim, made, "Milik Oki")
    await group.says(bureau.ratna, "/hubungkan")
    await group.sees("Grup dihubungkan oleh adminnya.")
    await bureau.sim.promote(made, bureau.ratna.id)
    await group.says(bureau.ratna, "/hubungkan")
    asked = await group.sees("Grup ini belum terhubung")
    await oki.start(payload_of(asked))
    await oki.sees("Menu ini untuk sekretariat.")
