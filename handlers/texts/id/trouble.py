"""Kalimat bila sesuatu tidak dapat dilakukan: keadaannya, lalu apa yang dapat dilakukan."""

from handlers.texts.id.common import GRANTS


def old_button() -> str:
    return "Tombol ini sudah tidak berlaku. Tulis kodenya, misalnya BKL-0412, untuk membuka kartu terbaru."


def unknown_command() -> str:
    return "Menu itu belum dikenal. Silakan pilih menu di bawah."


def not_allowed(role: str) -> str:
    return f"Menu ini untuk {GRANTS[role]}. Hubungi sekretariat bila Anda memerlukannya."


def members_only() -> str:
    return "Menu ini untuk anggota terdaftar. Tekan Daftar untuk memulai."


def ours() -> str:
    return "Maaf, sistem sedang sibuk. Pesan Anda sudah tersimpan dan akan diproses; tidak perlu dikirim ulang."


def not_kept() -> str:
    return "Maaf, pesan belum tersimpan. Mohon kirim sekali lagi."


def edited() -> str:
    return (
        "Perubahan pada pesan lama tidak terbaca di sini. Kirim versi yang benar sebagai pesan baru. "
        "Bila isinya sudah diumumkan, umumkan ralatnya."
    )


def unreadable() -> str:
    return "Belum dapat dibaca. Kirim teks, foto, atau pilih menu di bawah."


def group_tap() -> str:
    return "Tombol ini untuk anggota terdaftar. Pendaftaran dibuka di percakapan pribadi dengan bot."


def not_yet(feature: str) -> str:
    return f"{feature} belum tersedia pada versi ini. Silakan pilih menu lain di bawah."


def no_such_code(code: str) -> str:
    return f"Kode {code} belum ditemukan pada catatan Anda. Periksa angkanya, misalnya BKL-0412."


def no_match(words: str) -> str:
    return f"Belum ada yang cocok dengan “{words}”. Tulis kode pengumuman, nama unit, atau pilih menu di bawah."


def nothing_to_leave() -> str:
    return "Tidak ada isian yang terbuka. Silakan pilih menu di bawah."
