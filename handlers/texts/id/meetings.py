"""Rapat: undangan, jawaban unit, pengingat, perubahan."""

from collections.abc import Sequence
from datetime import date

from core.dates import Moment, clock, full_day, short_day
from core.members import Naming
from handlers.texts.id.common import all_of, call, day_in, hours_in, lines, moment_in, number

RSVPS = {"attending": "Hadir", "delegated": "Diwakilkan", "declined": "Berhalangan"}

# menyusun undangan


def ask_title() -> str:
    return "Apa acaranya? Tulis, misalnya: Rapat Koordinasi Bakohumas"


def text_needed(limit: int) -> str:
    return f"Tulis dengan kata, paling panjang {number(limit)} tanda."


def ask_day() -> str:
    return "Hari apa? Tekan pilihan, atau tulis lengkap, misalnya: 2 Desember 2026"


def noted_day(day: str) -> str:
    return f"✓ {day_in(day)}"


def day_unclear(example: str) -> str:
    return f"Tanggal itu belum terbaca. Tulis lengkap, misalnya: {day_in(example)}"


def no_such_day(written: str) -> str:
    return f"“{written}” tidak ada di kalender. Tulis tanggal lain, atau tekan pilihan."


def weekday_differs(written: str, day: str) -> str:
    return f"Tertulis “{written}”. Tanggal itu jatuh pada hari {day_in(day).split(',')[0]}. Mana yang benar?"


def which_is_meant() -> str:
    return "Mana yang dimaksud?"


def past_day(day: str) -> str:
    return f"{day_in(day)} sudah lewat. Tulis tanggal yang akan datang, atau tekan pilihan."


def past_moment() -> str:
    return "Waktu itu sudah lewat. Tulis hari dan jam yang akan datang."


def ask_hour() -> str:
    return "Pukul berapa mulai? Tekan pilihan, atau tulis, misalnya: 09.30"


def noted_hour(at: Moment, zone: str) -> str:
    return f"✓ {moment_in(at, zone)}"


def hour_unclear() -> str:
    return "Jam itu belum terbaca. Tulis jam dan menit, misalnya: 09.30"


def no_such_hour(written: str) -> str:
    return f"Jam “{written}” tidak ada. Tulis antara 00.00 dan 23.59, misalnya: 09.30"


def past_hour(at: Moment) -> str:
    return f"{day_in(at.day.isoformat())} pukul {clock(at)} sudah lewat. Pilih waktu yang akan datang."


def ask_end() -> str:
    return "Sampai pukul berapa? Tekan pilihan, atau tulis, misalnya: 11.30"


def end_too_early(at: Moment, zone: str) -> str:
    return f"Rapat dimulai {moment_in(at, zone)}. Tulis jam selesai sesudahnya, atau tekan s.d. selesai."


def ask_place() -> str:
    return "Di mana tempatnya? Tulis, misalnya: Aula Diskominfotik"


def ask_dress() -> str:
    return "Apa pakaiannya? Tulis, misalnya: PDH batik"


def ask_confirm() -> str:
    return "Konfirmasi ditunggu sampai kapan? Tekan pilihan, atau tulis tanggal dan jam lengkap."


def confirm_too_late(starts: Moment) -> str:
    day = day_in(starts.day.isoformat())
    return f"Rapat dimulai {day} pukul {clock(starts)}. Pilih batas konfirmasi sebelum waktu itu."


def ask_delegable() -> str:
    return "Bolehkah unit mewakilkan kepada orang lain?"


def ready() -> str:
    return "Siap dimintakan persetujuan."


def ready_to_change(code: str) -> str:
    return f"Perubahan {code} siap disimpan. Yang diundang diberi tahu setelah 60 detik."


def reminders() -> str:
    return "Pengingat: sehari sebelumnya pukul 16.00 dan 1 jam sebelumnya."


# isi undangan


def invitation(code: str, units: Sequence[str]) -> str:
    return f"📅 UNDANGAN {code}{f' · Yth. {_together(units)}' if units else ''}"


def headline(title: str) -> str:
    return f"📅 {title}"


def when(starts: Moment, ends: Moment | None, zone: str) -> str:
    return f"Hari/tanggal: {full_day(_day(starts, zone))}\nPukul: {hours_in(starts, ends, zone)}"


def where(place: str) -> str:
    return f"Tempat: {place}"


def what(title: str) -> str:
    return f"Acara: {title}"


def dress_of(dress: str) -> str:
    return f"Pakaian: {dress}"


def please_confirm(by: Moment, zone: str) -> str:
    return f"Mohon konfirmasi paling lambat {moment_in(by, zone)}."


def confirm_until(by: Moment, zone: str, delegable: bool) -> str:
    return f"Konfirmasi sampai {moment_in(by, zone)} · {'Boleh' if delegable else 'Tidak dapat'} diwakilkan"


def answered(rsvp: str, name: str, title: str, reason: str, unit: str) -> str:
    """`unit` hanya bila seseorang bertugas di lebih dari satu unit yang diundang."""
    details = ", ".join(part for part in (name, title, reason) if part)
    return f"✓ {RSVPS[rsvp]}{': ' if details else ''}{details}{f' ({unit})' if unit else ''}"


def cancelled() -> str:
    return "DIBATALKAN. Rapat ini tidak jadi diadakan."


# jawaban


def who_represents(code: str) -> str:
    return f"{code}: siapa yang mewakili? Tulis nama dan jabatannya, misalnya: Sari, Kasi Humas"


def which_title(name: str) -> str:
    return f"Nama tercatat: {name}. Apa jabatannya?"


def why_declined(code: str) -> str:
    return f"{code}: alasan singkat, bila berkenan."


def recorded(rsvp: str, name: str, title: str, units: Sequence[str], code: str) -> str:
    if rsvp == "delegated":
        who = ", ".join(part for part in (name, title) if part)
        return f"✓ Tercatat: {who}, mewakili {_together(units)} pada {code}."
    return f"✓ Tercatat: {RSVPS[rsvp]} untuk {_together(units)} pada {code}. Terima kasih."


def answered_before(old: str, by: str, at: Moment, new: str) -> str:
    return f"Unit ini sudah menjawab {RSVPS[old]} ({by}, {clock(at)}). Ganti menjadi {RSVPS[new]}?"


def kept(rsvp: str) -> str:
    return f"Baik, jawaban unit tetap: {RSVPS[rsvp]}."


# kartu penyelenggara


def counts(code: str, attending: int, delegated: int, declined: int, silent: int) -> str:
    parts = (
        f"hadir {number(attending)}",
        f"diwakilkan {number(delegated)}",
        f"berhalangan {number(declined)}",
        f"belum menjawab {number(silent)}",
    )
    return " · ".join((code, *parts))


def asks_you(code: str, author: Naming, group: str, units: int, officers: int) -> str:
    return (
        f"Undangan {code} dari {call(author)} menunggu persetujuan Anda. "
        f"{group}: {number(units)} unit, {number(officers)} petugas."
    )


def change_pending(code: str, leaves: Moment) -> str:
    return f"Perubahan {code} diberitahukan pukul {clock(leaves)}."


def cancel_pending(code: str, leaves: Moment) -> str:
    return f"Pembatalan {code} diberitahukan pukul {clock(leaves)}."


def missed(at: Moment) -> str:
    return f"Pengingat tidak dikirim: pukul {clock(at)}, saat bot bekerja kembali, rapat sudah dimulai."


def unit_answer(unit: str, rsvp: str, name: str, title: str, reason: str) -> str:
    who = ", ".join(part for part in (name, title) if part)
    if rsvp == "delegated":
        return f"{who}, mewakili {unit}"
    return f"{unit}: {RSVPS[rsvp].lower()}{f' ({reason})' if reason else ''}"


def answers(items: Sequence[str], rest: int) -> str:
    return "\n".join(items) + (f"\n… dan {number(rest)} unit lagi" if rest else "")


def silent(units: Sequence[str], total: int) -> str:
    if not total:
        return "Semua unit sudah menjawab."
    rest = f", dan {number(total - len(units))} unit lagi" if total > len(units) else ""
    return f"Belum menjawab {number(total)} unit: {', '.join(units)}{rest}"


def unreached(units: Sequence[str], total: int) -> str:
    rest = f", dan {number(total - len(units))} lagi" if total > len(units) else ""
    return f"Tidak terjangkau {number(total)} petugas: {', '.join(units)}{rest}"


def nudge_sent(people: int) -> str:
    return f"Pengingat dikirim kepada {number(people)} petugas yang unitnya belum menjawab."


def nobody_silent() -> str:
    return "Semua unit sudah menjawab. Tidak ada yang perlu diingatkan."


# pengingat dan pemberitahuan


def reminder_day(starts: Moment, zone: str, code: str, title: str, place: str) -> str:
    return f"⏰ Besok, {moment_in(starts, zone)}: {code} {title}, {place}."


def reminder_hour(starts: Moment, zone: str, code: str, title: str, place: str) -> str:
    return f"⏰ Satu jam lagi, pukul {hours_in(starts, starts, zone)}: {code} {title}, {place}."


def reminder_late(starts: Moment, zone: str, code: str, title: str, place: str) -> str:
    return f"⏰ (terlambat disampaikan) {moment_in(starts, zone)}: {code} {title}, {place}."


def reminder_nudge(starts: Moment, zone: str, code: str, title: str, by: Moment) -> str:
    return f"⏰ {code} {title}, {moment_in(starts, zone)}. Mohon konfirmasi sampai {moment_in(by, zone)}."


def who_comes(name: str, title: str) -> str:
    who = ", ".join(part for part in (name, title) if part)
    return f"Yang hadir: {who}. Mohon disampaikan kepada yang bersangkutan."


def not_answered_yet() -> str:
    return "Unit ini belum menjawab. Mohon konfirmasi."


def notice_changed(code: str, title: str) -> str:
    return f"⚠️ Perubahan {code} {title}:"


def changed(what: str, before: str, after: str) -> str:
    names = {"title": "Acara", "place": "Tempat", "dress": "Pakaian"}
    return f"{names[what]} semula {before or 'tidak ditentukan'} menjadi {after or 'tidak ditentukan'}."


def changed_time(before: Moment, before_zone: str, after: Moment, zone: str) -> str:
    return f"Waktu semula {moment_in(before, before_zone)} menjadi {moment_in(after, zone)}."


def changed_confirm(by: Moment, zone: str) -> str:
    return f"Konfirmasi ditunggu sampai {moment_in(by, zone)}."


def changed_otherwise() -> str:
    return "Undangan diperbarui; mohon dilihat kembali."


def please_answer_again() -> str:
    return "Mohon dijawab kembali, karena waktunya berubah."


def notice_cancelled(code: str, title: str, starts: Moment, zone: str) -> str:
    return f"⚠️ {code} {title}, {moment_in(starts, zone)}: DIBATALKAN."


# tidak dapat dilakukan


def own_approval(names: Sequence[Naming]) -> str:
    return f"Undangan disetujui oleh orang lain, bukan penyusunnya. Permintaan sudah ada pada {all_of(names)}."


def left_already(code: str) -> str:
    return f"{code} sudah disampaikan. Untuk mengubahnya, buka kartunya dan tekan Lainnya."


def cancelled_already(code: str) -> str:
    return f"{code} sudah dibatalkan; tidak perlu dijawab."


def begun(code: str) -> str:
    return f"{code} sudah dimulai. Hubungi penyelenggara bila ada yang perlu disampaikan."


def begun_for_organiser(code: str) -> str:
    return f"{code} sudah dimulai. Undangannya tidak dapat lagi diubah, dan tidak ada lagi yang diingatkan."


def not_delegable() -> str:
    return "Undangan ini tidak dapat diwakilkan. Pilih Hadir atau Berhalangan."


def not_invited(code: str) -> str:
    return f"Unit Anda tidak ada dalam undangan {code}. Hubungi sekretariat bila ini keliru."


def change_waits(code: str) -> str:
    return f"Perubahan {code} sedang menunggu. Tekan Urungkan, atau tunggu satu menit."


def nothing_changed(code: str) -> str:
    return f"{code} masih sama. Ubah salah satu bagian, atau tekan Batal."


# daftar


def ahead(items: Sequence[str]) -> str:
    return f"Rapat yang akan datang:\n{lines(items)}"


def none_ahead() -> str:
    return "Belum ada rapat yang akan datang."


def list_entry(code: str, title: str, starts: Moment, zone: str, state: str) -> str:
    day = short_day(_day(starts, zone))
    return f"{code} {title} · {day} pukul {hours_in(starts, starts, zone)} · {state}"


def agenda_entry(code: str, title: str, starts: Moment, zone: str) -> str:
    return f"{code} {title} · {short_day(_day(starts, zone))} pukul {hours_in(starts, starts, zone)}"


def state_of(rsvp: str) -> str:
    return RSVPS[rsvp].lower()


def state_unanswered() -> str:
    return "belum dijawab"


def state_cancelled() -> str:
    return "dibatalkan"


def state_invited(answered: int, units: int) -> str:
    return f"dijawab {number(answered)} dari {number(units)} unit"


def _together(units: Sequence[str]) -> str:
    if len(units) < 3:
        return " dan ".join(units)
    return f"{', '.join(units[:-1])}, dan {units[-1]}"


def _day(at: Moment, zone: str) -> date:
    return Moment(at.instant, zone).day
