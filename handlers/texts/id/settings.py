"""Pengaturan: bahasa, sapaan, zona waktu."""

from core.dates import ZONES, Moment, clock


def heading() -> str:
    return "Pengaturan Anda"


def language() -> str:
    return "Bahasa: Bahasa Indonesia."


def title(honorific: str) -> str:
    return f"Sapaan: {({'bapak': 'Bapak', 'ibu': 'Ibu'}).get(honorific, 'tanpa sapaan')}."


def zone(now: Moment, follows: bool) -> str:
    how = "mengikuti unit Anda" if follows else "pilihan Anda"
    return f"Zona waktu: {ZONES[now.zone]}, {how}. Sekarang pukul {clock(now)}."


def closed() -> str:
    return "✓ Pengaturan tersimpan. Untuk membukanya lagi: /pengaturan"
