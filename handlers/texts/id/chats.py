"""Grup: percakapan Telegram yang terhubung dengan satu kelompok."""

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
