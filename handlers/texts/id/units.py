"""Kartu unit dan daftar unit."""

from collections.abc import Sequence

from core.dates import Moment
from core.members import Naming
from handlers.texts.id.common import SEATS, call, day_of, lines, number


def card(unit: str, region: str, officers: int, deputies: int, viewers: int, members: int) -> str:
    counts = [
        f"{number(count)} {SEATS[role]}"
        for role, count in (
            ("officer", officers),
            ("deputy", deputies),
            ("viewer", viewers),
            ("member", members),
        )
        if count
    ]
    return f"{unit}: {', '.join(counts) or 'belum ada petugas'}\nWilayah: {region}"


def holder(who: Naming, seat: str, since: Moment, reachable: bool) -> str:
    note = "" if reachable else " · belum terjangkau"
    return f"{call(who)}, {SEATS[seat]} sejak {day_of(since)}{note}"


def choose(units: Sequence[str]) -> str:
    return f"Unit yang mana?\n{lines(units)}"


def page(units: Sequence[str], first: int, total: int) -> str:
    body = "\n".join(f"{place}. {unit}" for place, unit in enumerate(units, 1))
    return f"Unit {number(first)}–{number(first + len(units) - 1)} dari {number(total)}:\n{body}"


def write_name() -> str:
    return "Tulis nama unitnya, misalnya: polres kaur"


def bureau(office: str, units: int, waiting: int) -> str:
    return f"Anggota {office}: {number(units)} unit. Permohonan yang menunggu: {waiting or 'belum ada'}."


def which_right() -> str:
    return "Undangan untuk tugas apa di biro?"


def which_seat(unit: str) -> str:
    return f"{unit}. Undangan untuk tugas apa?"


def no_applications() -> str:
    return "Tidak ada permohonan yang menunggu."
