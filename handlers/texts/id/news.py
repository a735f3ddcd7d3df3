"""Kabar daerah: dari kiriman sampai dimuat."""

from core.dates import Moment, clock
from core.members import Naming
from handlers.texts.id.common import call

# tidak dapat dilakukan


def consent_needed() -> str:
    return "Foto anak di bawah 18 tahun dimuat setelah ada izin. Tekan Ubah untuk mengganti foto atau mengirim teksnya."


def nobody_reviews() -> str:
    return "Belum ada peninjau terdaftar. Draf Anda tersimpan; hubungi sekretariat, lalu tekan Kirim lagi."


def left_unit(unit: str) -> str:
    return f"Anda tidak lagi tercatat pada {unit}. Hubungi sekretariat bila ini keliru."


def published_already(code: str) -> str:
    return f"{code} sudah dimuat. Hubungi sekretariat bila ada yang perlu diralat."


def own_review() -> str:
    return "Kabar ditinjau oleh orang lain, bukan pengirimnya. Peninjau lain sudah menerima kabar ini."


def decided_already(code: str, by: Naming, at: Moment) -> str:
    return f"{code} sudah diputuskan {call(by)} pukul {clock(at)}."


def revised(code: str) -> str:
    return f"{code} sudah diperbarui pengirimnya. Tulis {code} untuk membuka kartu terbaru."


def question_closed(code: str) -> str:
    return f"Pertanyaan untuk {code} sudah ditutup. Tulis {code} untuk melihat keadaannya."
