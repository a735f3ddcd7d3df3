"""Jejak: siapa melakukan apa dan kapan."""

from core.dates import Moment, clock, short_day
from core.members import Naming
from handlers.texts.id.common import call, number


def write_code() -> str:
    return "Tulis kodenya, misalnya: /jejak BKL-0412"


def heading(code: str, title: str) -> str:
    return f"Jejak {code} “{title}”"


def line(at: Moment, act: str) -> str:
    return f"{short_day(at.day)} {clock(at)} · {act}"


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
    until = f", terakhir {short_day(last.day)} {clock(last)}" if last != first else ""
    return f"Dibaca {number(read)} dari {number(units)} unit: pertama {short_day(first.day)} {clock(first)}{until}."
