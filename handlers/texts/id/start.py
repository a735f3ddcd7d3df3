"""Sambutan, menu, bantuan."""


def welcome(place: str) -> str:
    return f"Selamat datang di Simpul Humas {place}. Tulis nama unit Anda, misalnya: kominfo seluma"


def keys_below() -> str:
    return "Menu ada di bawah layar."


def keys_and_announcements(count: int) -> str:
    return f"Menu ada di bawah layar. Ada {count} pengumuman yang masih berlaku untuk unit Anda."


def more() -> str:
    return "Pilih menu lainnya:"


def hello() -> str:
    return "Silakan pilih menu di bawah."


def salaam() -> str:
    return "Waalaikumsalam. Silakan pilih menu di bawah."


def help_stranger() -> str:
    return (
        "Simpul Humas menghubungkan unit humas pemerintah di daerah.\n"
        "1. Tulis nama unit Anda untuk mendaftar.\n"
        "2. Bila Anda menerima tautan undangan dari sekretariat, tekan tautan itu.\n"
        "3. /batal meninggalkan isian kapan saja."
    )


def help_officer() -> str:
    return (
        "Yang dapat Anda lakukan di sini:\n"
        "1. Kotak masuk: semua yang menunggu Anda.\n"
        "2. Sudah dibaca: satu ketukan pada pengumuman.\n"
        "3. Tulis kode, misalnya BKL-0412, untuk membuka kartunya.\n"
        "4. /unit: kartu unit Anda dan petugasnya.\n"
        "5. Tulis nama unit lain untuk melihat kartunya.\n"
        "6. /batal meninggalkan isian kapan saja."
    )


def help_bureau() -> str:
    return (
        "Yang dapat Anda lakukan di sini:\n"
        "1. Umumkan: kirim isi, pilih penerima, minta persetujuan.\n"
        "2. Pantau kiriman: hasil tiap pengumuman.\n"
        "3. Persetujuan: yang menunggu keputusan Anda.\n"
        "4. Anggota & kelompok: undangan, permohonan, kelompok.\n"
        "5. Tulis kode, misalnya BKL-0412, untuk membuka kartunya.\n"
        "6. /batal meninggalkan isian kapan saja."
    )


# baris pada menu perintah Telegram


def command_menu() -> str:
    return "Buka menu"


def command_duties() -> str:
    return "Yang menunggu Anda"


def command_unit() -> str:
    return "Unit, petugas, cuti, serah terima"


def command_settings() -> str:
    return "Bahasa, sapaan, zona waktu"


def command_help() -> str:
    return "Bantuan singkat"


def command_cancel() -> str:
    return "Tinggalkan isian"


def deep_link_only() -> str:
    return "Pengumuman dibuat melalui percakapan pribadi dengan bot."
