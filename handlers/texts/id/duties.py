"""Kotak masuk: semua yang menunggu seseorang."""

from collections.abc import Sequence

from core.dates import Moment, clock
from core.members import Naming
from handlers.texts.id.common import call, day_in, day_of, lines, moment_in


def nothing() -> str:
    return "Kotak masuk Anda kosong. Tidak ada yang menunggu."


def listing(items: Sequence[str], total: int) -> str:
    rest = f"\n… dan {total - len(items)} lagi" if total > len(items) else ""
    return f"Ada {total} hal untuk Anda:\n{lines(items)}{rest}"


def to_read(code: str, title: str) -> str:
    return f"{code} {title}: mohon ditandai dibaca."


def to_approve(code: str, author: Naming) -> str:
    return f"{code} dari {call(author)}: menunggu persetujuan Anda."


def to_review(code: str, unit: str) -> str:
    return f"{code} dari {unit}: menunggu tinjauan Anda."


def to_decide(name: str, unit: str) -> str:
    return f"Permohonan {name}, {unit}."


def to_answer(code: str, title: str, by: Moment) -> str:
    return f"{code} {title}: mohon konfirmasi sampai {day_of(by)} pukul {clock(by)}."


def draft(kind: str, at: Moment) -> str:
    kinds = {
        "announcement": "Pengumuman",
        "group": "Kelompok",
        "apply": "Pendaftaran",
        "join": "Pendaftaran",
        "return": "Catatan pengembalian",
        "meeting": "Undangan",
        "meeting_return": "Catatan pengembalian",
        "delegate": "Jawaban undangan",
        "decline": "Jawaban undangan",
        "news": "Kabar",
        "news_answer": "Jawaban untuk peninjau",
        "news_question": "Pertanyaan untuk pengirim",
        "news_decline": "Alasan untuk pengirim",
    }
    return f"{kinds.get(kind, 'Isian')} yang belum dikirim, dibuat {day_of(at)}."


def draft_kept() -> str:
    return "Draf tersimpan di Kotak masuk."


def draft_dropped() -> str:
    return "Isian ditinggalkan. Tidak ada yang dikirim."


def was(words: str) -> str:
    return f"Semula: “{words}”."


def was_day(day: str) -> str:
    return f"Semula: {day_in(day)}."


def was_at(at: Moment, zone: str) -> str:
    return f"Semula: {moment_in(at, zone)}."


def keep_or_drop() -> str:
    return "Isian ini belum dikirim. Simpan sebagai draf atau buang?"
