"""Grup: percakapan Telegram yang terhubung dengan satu kelompok."""

from collections.abc import Sequence

from core.members import Naming
from handlers.texts.id.common import call, lines

# di grup


def how_to_link() -> str:
    return "Agar pengumuman tampil di grup ini, sekretariat atau koordinator wilayah menulis /hubungkan di sini."


def choose_in_private(who: Naming) -> str:
    return f"Grup ini belum terhubung. {call(who)}: tekan Buka di bot untuk memilih kelompoknya."


def linked_here(place: str, group: str) -> str:
    return (
        f"✓ Grup ini terhubung dengan Simpul Humas {place}: pengumuman untuk {group} dan kabar daerah tampil di sini."
    )


def parted() -> str:
    return "Grup ini tidak lagi terhubung dengan Simpul Humas. Tidak ada lagi yang dikirim ke sini."


def help_linked() -> str:
    return (
        "Pengumuman dan kabar daerah tampil di grup ini. "
        "Tekan Sudah dibaca: tandanya tercatat untuk unit Anda. /agenda: rapat yang akan datang. "
        "Selebihnya lewat percakapan pribadi dengan bot."
    )


def help_unlinked() -> str:
    return (
        "Simpul Humas menghubungkan unit humas pemerintah di daerah lewat percakapan pribadi dengan bot. "
        "Grup ini belum terhubung; sekretariat atau koordinator wilayah menghubungkannya dengan /hubungkan."
    )


# di percakapan pribadi


def which_group(title: str, groups: Sequence[str]) -> str:
    return f"Grup “{title}” untuk kelompok mana?\n{lines(groups)}"


def linked(title: str, group: str) -> str:
    return f"✓ Grup “{title}” terhubung: pengumuman untuk {group} tampil di sana."


def parted_toast(title: str) -> str:
    return f"Grup “{title}” diputuskan."


def lost(title: str) -> str:
    return (
        f"Bot tidak ada lagi di grup “{title}”, jadi pengumuman tidak tampil di sana. "
        "Tambahkan bot ke grup itu, lalu tulis /hubungkan di sana."
    )


def none_yet() -> str:
    return "Belum ada grup yang terhubung. Tambahkan bot ke grup Telegram, lalu tulis /hubungkan di grup itu."


def listing(chats: Sequence[str]) -> str:
    return f"Grup yang terhubung:\n{lines(chats)}"


def entry(title: str, group: str) -> str:
    return f"{title} · {group}"


def entry_lost(title: str, group: str) -> str:
    return f"{title} · {group} · bot tidak ada lagi di sana"


# tidak dapat dilakukan


def not_yours() -> str:
    return "Grup dihubungkan dan diputuskan oleh sekretariat atau koordinator wilayah. Hubungi sekretariat bila perlu."


def admins_only() -> str:
    return "Grup dihubungkan oleh adminnya. Mintalah admin grup ini menjadikan Anda admin, lalu tulis /hubungkan lagi."


def admin_unknown() -> str:
    return "Belum dapat dicek apakah Anda admin grup ini. Jadikan bot ini admin, lalu tulis /hubungkan lagi."


def of_another_bureau() -> str:
    return "Grup ini terhubung dengan biro lain. Mintalah biro itu memutuskannya dulu dengan /putuskan."


def ask_there(title: str) -> str:
    return f"Untuk menghubungkan grup “{title}”, tulis /hubungkan di grup itu, lalu tekan Buka di bot."


def not_linked() -> str:
    return "Grup ini tidak terhubung. Untuk menghubungkannya, tulis /hubungkan di grup itu."
