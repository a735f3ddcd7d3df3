"""Kata yang dipakai di banyak kalimat."""

from collections.abc import Sequence
from datetime import date

from core.dates import ZONES, Moment, clock, full, full_day
from core.dates import number as number_in_words
from core.members import Honorific, Naming

TITLES = {Honorific.BAPAK: "Bapak ", Honorific.IBU: "Ibu ", Honorific.NONE: ""}
SEATS = {
    "officer": "petugas humas",
    "deputy": "petugas pengganti",
    "viewer": "pembaca",
    "member": "anggota forum",
}
GRANTS = {
    "secretariat": "sekretariat",
    "author": "penyusun pengumuman",
    "approver": "penyetuju",
    "coordinator": "koordinator wilayah",
    "auditor": "pemeriksa",
}
PRIORITIES = {"biasa": "Biasa", "segera": "Segera", "sangat_segera": "Sangat segera"}
REASONS = {
    "stopped": "bot dihentikan di ponselnya",
    "never_started": "belum menekan Mulai",
    "account_gone": "akun sudah tidak ada",
    "chat_gone": "percakapan sudah tidak ada",
    "not_found": "akun tidak ditemukan",
    "too_long": "isi terlalu panjang",
    "malformed": "isi tidak dapat dikirim",
    "message_gone": "pesan sudah tidak ada",
    "file_gone": "berkas sudah tidak ada",
    "no_rights": "bot tidak diizinkan menulis",
    "other": "sebab lain",
    "unknown": "jawaban tidak sampai",
}


def call(who: Naming) -> str:
    """Sapaan dan nama: "Bapak Hendra"."""
    return f"{TITLES[who.honorific]}{who.name}"


def either(people: Sequence[Naming]) -> str:
    """ "Bapak Hendra atau Ibu Sri"."""
    return _joined([call(one) for one in people], "atau")


def all_of(people: Sequence[Naming]) -> str:
    return _joined([call(one) for one in people], "dan")


def day_of(at: Moment) -> str:
    """ "Selasa, 22 Desember 2026"."""
    return full_day(at.day)


def day_in(day: str) -> str:
    """Dari tanggal ISO: "Selasa, 22 Desember 2026"."""
    return full_day(date.fromisoformat(day))


def moment_in(at: Moment, zone: str) -> str:
    """Waktu sebuah zona, dengan jam pembaca di sampingnya bila lain: "… pukul 10.00 WITA (09.00 WIB)"."""
    return f"{full(Moment(at.instant, zone))}{_beside(at, zone)}"


def hours_in(starts: Moment, ends: Moment | None, zone: str) -> str:
    """ "09.00 WIB s.d. selesai", "09.00 WIB s.d. 11.00 WIB"; satu jam saja bila keduanya sama."""
    if ends == starts:
        return f"{clock(Moment(starts.instant, zone))}{_beside(starts, zone)}"
    until = "selesai" if ends is None else clock(Moment(ends.instant, zone))
    return f"{clock(Moment(starts.instant, zone))} s.d. {until}{_beside(starts, zone)}"


def _beside(at: Moment, zone: str) -> str:
    return "" if ZONES[at.zone] == ZONES[zone] else f" ({clock(at)})"


def goes_on_below() -> str:
    return "Dilanjutkan di bawah."


def number(value: int) -> str:
    return number_in_words(value)


def lines(items: Sequence[str]) -> str:
    return "\n".join(f"{place}. {item}" for place, item in enumerate(items, 1))


def _joined(words: Sequence[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
