"""Kelompok: daftar unit, dengan tangan atau menurut aturan."""

from collections.abc import Sequence

from handlers.texts.id.common import lines, number


def listing(groups: Sequence[str]) -> str:
    return f"Kelompok:\n{lines(groups)}"


def entry(name: str, units: int) -> str:
    return f"{name} ({number(units)} unit)"


def card(name: str, units: Sequence[str], total: int, by_rule: bool) -> str:
    how = "mengisi sendiri menurut aturan" if by_rule else "disusun dengan tangan"
    rest = f"\n… dan {number(total - len(units))} unit lagi" if total > len(units) else ""
    return f"{name}: {number(total)} unit, {how}.\n{lines(units)}{rest}"


def write_name() -> str:
    return "Tulis nama kelompok, misalnya: Tim Natal"


def name_too_long(limit: int) -> str:
    return f"Nama kelompok paling panjang {limit} tanda. Tulis yang lebih singkat, misalnya: Tim Natal"


def name_needed() -> str:
    return "Nama kelompok belum terbaca. Tulis dengan huruf, misalnya: Tim Natal"


def add_units(name: str, units: Sequence[str]) -> str:
    so_far = f"\n{lines(units)}" if units else " belum ada."
    return (
        f"Kelompok {name}. Unit di dalamnya:{so_far}\nTulis nama unit untuk menambah, satu per pesan atau dipisah koma."
    )


def which_unit(words: str, units: Sequence[str]) -> str:
    return f"“{words}” cocok dengan beberapa unit. Yang mana?\n{lines(units)}"


def unit_unknown(words: str) -> str:
    return f"Unit “{words}” belum ditemukan. Tulis nama instansi dan daerahnya, misalnya: polres kaur"


def made(name: str, units: int) -> str:
    return f"✓ Kelompok {name} tersimpan: {number(units)} unit. Kelompok ini dapat dipilih saat mengumumkan."


def ended(name: str) -> str:
    return f"✓ Kelompok {name} dihapus. Unitnya tetap terdaftar."


def empty() -> str:
    return "Kelompok ini belum berisi unit. Tulis nama unit, misalnya: polres kaur"


def name_taken(name: str) -> str:
    return f"Kelompok “{name}” sudah ada. Tulis nama lain, misalnya: Tim Natal 2026"


def has_chats(name: str, chats: Sequence[str]) -> str:
    return (
        f"Kelompok {name} dipakai grup {', '.join(f'“{chat}”' for chat in chats)}. Putuskan grupnya dulu lewat /grup."
    )


def kept_by_rule(name: str) -> str:
    return f"Kelompok {name} mengisi sendiri menurut aturan dan tidak dapat dihapus."
