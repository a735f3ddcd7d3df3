"""Jejak: siapa melakukan apa dan kapan."""

from collections.abc import Sequence

from core.dates import Moment, clock, full_day, short_day
from core.members import Naming
from handlers.texts.id.common import call, number
from handlers.texts.id.meetings import RSVPS


def write_code() -> str:
    return "Tulis kodenya, misalnya: /jejak BKL-0412"


def heading(code: str, title: str) -> str:
    return f"Jejak {code} “{title}”"


def listing(times: Sequence[Moment], acts: Sequence[str]) -> str:
    """Satu baris untuk satu perbuatan, di bawah harinya."""
    lines, day = [], None
    for at, act in zip(times, acts, strict=False):
        if at.day != day:
            day = at.day
            lines.append(full_day(day))
        lines.append(f"{clock(at)} · {act}")
    return "\n".join(lines)


# pengumuman


def asked(who: Naming) -> str:
    return f"{call(who)} meminta persetujuan"


def returned(who: Naming, reason: str = "") -> str:
    return f"{call(who)} mengembalikan" + (f": “{reason}”" if reason else "")


def taken_back(who: Naming) -> str:
    return f"{call(who)} menarik kembali sebelum disetujui"


def approved(who: Naming) -> str:
    return f"{call(who)} menyetujui"


def undone(who: Naming) -> str:
    return f"{call(who)} mengurungkan persetujuan"


def discarded(who: Naming) -> str:
    return f"{call(who)} membuang"


def approval_lapsed() -> str:
    return "Belum dikirim: yang menyetujui tidak lagi memegang tugas itu; menunggu persetujuan lagi"


def released(people: int, units: int, chats: int = 0) -> str:
    posted = f", {number(chats)} grup" if chats else ""
    return f"Mulai dikirim kepada {number(people)} petugas, {number(units)} unit{posted}"


def nudged(who: Naming, people: int) -> str:
    return f"{call(who)} mengingatkan {number(people)} petugas"


def details_seen(who: Naming) -> str:
    return f"{call(who)} melihat rincian"


def not_read(units: int) -> str:
    return f"Dibaca: belum ada dari {number(units)} unit."


def read(read: int, units: int, first: Moment, last: Moment) -> str:
    day = f"{short_day(last.day)} " if last.day != first.day else ""
    until = f", terakhir {day}{clock(last)}" if last != first else ""
    return f"Dibaca {number(read)} dari {number(units)} unit: pertama {short_day(first.day)} {clock(first)}{until}."


# rapat


def invited(people: int, units: int) -> str:
    return f"Undangan dikirim kepada {number(people)} petugas, {number(units)} unit"


def answered(who: Naming, rsvp: str, units: Sequence[int]) -> str:
    more = f" untuk {number(len(units))} unit" if len(units) > 1 else ""
    return f"{call(who)} menjawab {RSVPS[rsvp]}{more}"


def change_asked(who: Naming) -> str:
    return f"{call(who)} meminta perubahan"


def cancel_asked(who: Naming) -> str:
    return f"{call(who)} meminta pembatalan"


def change_undone(who: Naming) -> str:
    return f"{call(who)} mengurungkan perubahan itu"


def change_lapsed() -> str:
    return "Perubahan itu tidak berlaku: rapat sudah dimulai"


def changed(who: Naming, moved: bool, people: int) -> str:
    what = "waktunya berubah" if moved else "keterangannya berubah"
    return f"Permintaan {call(who)} berlaku: {what}, {number(people)} petugas diberi tahu"


def cancelled(who: Naming, people: int) -> str:
    return f"Permintaan {call(who)} berlaku: rapat dibatalkan, {number(people)} petugas diberi tahu"


def reminded(ahead: str, people: int) -> str:
    when = {"day": "sehari sebelumnya", "hour": "satu jam sebelumnya"}[ahead]
    return f"Pengingat {when} untuk {number(people)} petugas"


def reminder_dropped() -> str:
    return "Pengingat tidak dikirim: rapat sudah dimulai"
