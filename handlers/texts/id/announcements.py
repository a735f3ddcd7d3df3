"""Pengumuman: dari isi sampai laporan."""

from collections.abc import Sequence
from datetime import date, timedelta

from core.dates import WEEKDAYS, Moment, clock, duration, full
from core.members import Naming
from handlers.texts.id.common import PRIORITIES, REASONS, all_of, call, day_of, either, lines, number

# menyusun


def send_content() -> str:
    return "Kirim isi pengumuman: teks, foto, album, atau berkas. Isi disampaikan apa adanya."


def content_needed() -> str:
    return "Isi belum ada. Kirim teks, foto, atau berkas yang akan diumumkan."


def content_too_long(length: int, limit: int) -> str:
    return (
        f"Isi ini {number(length)} tanda, paling panjang {number(limit)}. "
        "Ringkas isinya, atau kirim sebagai berkas dengan pengantar singkat."
    )


def link_too_long() -> str:
    return (
        "Tautan ini lebih panjang dari satu pesan dan akan terputus. Kirim tautan pendeknya, atau isi sebagai berkas."
    )


def too_many_files(limit: int) -> str:
    return f"Satu pengumuman memuat paling banyak {limit} berkas; yang berikutnya tidak disertakan."


def kind_not_carried() -> str:
    return "Jenis kiriman ini belum dapat diumumkan. Kirim teks, foto, atau berkas."


def secret() -> str:
    return "Teks ini bertanda RAHASIA. Bot ini bukan saluran naskah rahasia; isi tidak disimpan dan tidak dikirim."


def weekday_differs(written: str, day: str) -> str:
    weekday = WEEKDAYS[date.fromisoformat(day).weekday()]
    return f"Satu hal perlu dicek: tertulis “{written}”. Tanggal itu jatuh pada hari {weekday}. Mana yang benar?"


def no_such_date(written: str) -> str:
    return (
        f"Satu hal perlu dicek: tertulis “{written}”. Tanggal itu tidak ada di kalender. "
        "Kirim teks baru, atau tekan Biarkan."
    )


def mended(words: str) -> str:
    return f"✓ Menjadi “{words}”."


def to_whom(groups: Sequence[str]) -> str:
    return f"Kepada siapa?\n{lines(groups)}"


def group_entry(name: str, units: int, without_media: bool) -> str:
    return f"{name} ({number(units)}{', tanpa mitra media' if without_media else ''})"


def group_unknown(words: str) -> str:
    return f"Kelompok “{words}” belum ditemukan. Tekan salah satu angka, atau Kelompok lain."


def which_priority() -> str:
    return "Apa sifatnya?"


def ready() -> str:
    return "Siap dimintakan persetujuan."


def reaches(group: str, units: int, officers: int, waiting: int, where: Sequence[str]) -> str:
    words = f"Kepada: {group}, {number(units)} unit, {number(officers)} petugas"
    if waiting:
        places = list(dict.fromkeys(where))
        shown = ", ".join(places[:5]) + (" …" if len(places) > 5 else "")
        words += f"; {number(waiting)} petugas belum menekan Mulai ({shown})"
    return words


def with_priority(priority: str) -> str:
    return f"Sifat: {PRIORITIES[priority]}"


def when_approved() -> str:
    return "Waktu: setelah disetujui"


def edit_what() -> str:
    return "Bagian mana yang diubah?"


# kartu penyusun


def waits(code: str, approvers: Sequence[Naming]) -> str:
    return f"{code} menunggu persetujuan {either(approvers)}."


def came_back(code: str, by: Naming, reason: str) -> str:
    return f"{code} dikembalikan {call(by)}: “{reason}”"


def taken_back(code: str) -> str:
    return f"{code} ditarik kembali sebelum disetujui."


def discarded(code: str) -> str:
    return f"{code} dibuang. Nomornya tidak dipakai lagi."


def approved(code: str, by: Naming, at: Moment, leaves: Moment) -> str:
    return f"{code} ✓ Disetujui {call(by)} {clock(at)}. Dikirim pukul {clock(leaves)}."


def sending(code: str, done: int, total: int) -> str:
    return f"{code} · mengirim {number(done)} dari {number(total)}"


def sent(code: str, sent: int, total: int, read: int, units: int, chats: int, all_chats: int) -> str:
    arrived = f"terkirim {number(sent)} dari {number(total)} petugas"
    if all_chats:
        arrived += f" · {number(chats)} {f'dari {number(all_chats)} ' if chats < all_chats else ''}grup"
    return f"{code} · {arrived} · dibaca {number(read)} dari {number(units)} unit"


def doubt(repeated: int, doubt: int) -> str:
    parts = [f"diulang {number(repeated)}"] if repeated else []
    parts += [f"tak pasti {number(doubt)}"] if doubt else []
    return " · ".join(parts)


def nudged(at: Moment) -> str:
    return f"Diingatkan {clock(at)}."


def headline(code: str, title: str) -> str:
    return f"{code} “{title}”"


def result(sent: int, failed: int, queued: int, doubt: int) -> str:
    parts = [f"Terkirim {number(sent)}"]
    parts += [f"tidak terjangkau {number(failed)}"] if failed else []
    parts += [f"antre {number(queued)}"] if queued else []
    parts += [f"tak pasti {number(doubt)}"] if doubt else []
    return " · ".join(parts)


def unreached(reason: str, units: Sequence[str]) -> str:
    shown = ", ".join(units[:10]) + (f" … dan {len(units) - 10} lagi" if len(units) > 10 else "")
    return f"Tidak terjangkau {number(len(units))}: {REASONS.get(reason, REASONS['other'])} ({shown})"


def chat_unreached(title: str, reason: str) -> str:
    why = "bot sudah tidak ada di dalamnya" if reason == "chat_gone" else REASONS.get(reason, REASONS["other"])
    return f"Grup “{title}” tidak terjangkau: {why}"


def owing(units: Sequence[str], total: int) -> str:
    if not total:
        return "Semua unit sudah menandai dibaca."
    rest = f", dan {number(total - len(units))} unit lagi" if total > len(units) else ""
    return f"Belum dibaca {number(total)} unit: {', '.join(units)}{rest}"


def vacant(units: Sequence[str], total: int) -> str:
    rest = f", dan {number(total - len(units))} unit lagi" if total > len(units) else ""
    return f"Belum ada petugas {number(total)} unit: {', '.join(units)}{rest}"


def report(code: str, day: Moment, read: int, units: int, seconds: int) -> str:
    took = duration(timedelta(seconds=seconds))
    rest = f"{number(units - read)} unit" if units > read else "tidak ada"
    return f"{code}, {day_of(day)}: dibaca {number(read)} dari {number(units)} unit dalam {took}. Belum: {rest}."


# kartu penyetuju


def asks_you(code: str, author: Naming, group: str, units: int, officers: int, priority: str) -> str:
    return (
        f"{code} dari {call(author)} menunggu persetujuan Anda. "
        f"{group}: {number(units)} unit, {number(officers)} petugas. {PRIORITIES[priority]}."
    )


def you_approved(code: str, by: Naming, at: Moment, leaves: Moment) -> str:
    return f"{code} ✓ Disetujui {call(by)} {clock(at)}. Dikirim pukul {clock(leaves)}."


def released_after(code: str, by: Naming, at: Moment) -> str:
    return f"{code} ✓ Disetujui {call(by)} {clock(at)}. Sudah dikirim."


def returned_by(code: str, by: Naming, at: Moment) -> str:
    return f"{code} dikembalikan {call(by)} {clock(at)}."


def no_longer_asks(code: str) -> str:
    return f"{code} ditarik kembali oleh penyusunnya."


def audience_of(group: str, units: Sequence[str], total: int) -> str:
    rest = f"\n… dan {number(total - len(units))} unit lagi" if total > len(units) else ""
    return f"{group}, {number(total)} unit:\n{', '.join(units)}{rest}"


def why_back(code: str) -> str:
    return f"{code}: apa yang perlu diperbaiki? Tulis singkat."


def reason_needed() -> str:
    return "Tulis satu kalimat, misalnya: jamnya belum tertulis."


def reason_too_long(limit: int) -> str:
    return f"Catatan paling panjang {limit} tanda. Tulis lebih singkat, misalnya: jamnya belum tertulis."


def sent_back(code: str) -> str:
    return f"✓ {code} dikembalikan kepada penyusunnya."


# kepada penerima


def footer(code: str, version: int, office: str, priority: str, at: Moment) -> str:
    return f"📢 {code} v{version} · {office} · {PRIORITIES[priority]} · {full(at)}"


def please_mark() -> str:
    return "Mohon ditandai dibaca."


def sent_again() -> str:
    return "(kirim ulang)"


def please_help(code: str, title: str) -> str:
    return f"⏰ Mohon bantuan: {code} “{title}” belum ditandai dibaca oleh unit ini."


def read_now(units: Sequence[str]) -> str:
    return f"Terima kasih. Tercatat untuk {_together(units)}."


def read_before(at: Moment) -> str:
    return f"Unit Anda sudah tercatat pukul {clock(at)}. Tanda Anda ikut disimpan."


def read_already(at: Moment) -> str:
    return f"Sudah tercatat pukul {clock(at)}. Terima kasih."


def press_to_mark(code: str) -> str:
    return f"Terima kasih. Agar {code} tercatat, mohon tekan tombol ini."


def _together(units: Sequence[str]) -> str:
    if len(units) < 3:
        return " dan ".join(units)
    return f"{', '.join(units[:-1])}, dan {units[-1]}"


def state_for_reader(code: str, title: str, at: Moment) -> str:
    return f"📢 {code} “{title}”, dikirim {full(at)}."


# tidak dapat dilakukan


def nobody_approves() -> str:
    return (
        "Belum ada penyetuju terdaftar. Mintalah sekretariat mengundang penyetuju, lalu tekan Minta persetujuan lagi."
    )


def nobody_there(group: str) -> str:
    return f"Kelompok “{group}” belum berisi petugas terdaftar. Pilih kelompok lain atau undang unitnya."


def own_approval(names: Sequence[Naming]) -> str:
    return f"Pengumuman disetujui oleh orang lain, bukan penyusunnya. Permintaan sudah ada pada {all_of(names)}."


def approved_already(code: str, by: Naming, at: Moment) -> str:
    return f"{code} sudah disetujui {call(by)} pukul {clock(at)}."


def left_already(code: str) -> str:
    return f"{code} sudah mulai dikirim. Untuk mengubahnya, kirim pengumuman baru."


def corrected(code: str, version: int) -> str:
    return f"Isi ini sudah diralat. Mohon baca {code} v{version} di bawah."


def not_for_you(code: str) -> str:
    return f"{code} tidak dikirim kepada unit Anda. Hubungi sekretariat bila ini keliru."


def nudged_already(code: str, at: Moment) -> str:
    return f"Pengingat untuk {code} sudah dikirim pukul {clock(at)}."


def nudge_sent(people: int) -> str:
    return f"Pengingat dikirim kepada {number(people)} petugas yang unitnya belum membaca."


def nobody_owes() -> str:
    return "Semua unit sudah menandai dibaca. Tidak ada yang perlu diingatkan."


# daftar


def none_yet() -> str:
    return "Belum ada pengumuman."


def none_waiting() -> str:
    return "Tidak ada yang menunggu persetujuan Anda."


def followed(items: Sequence[str]) -> str:
    return f"Pengumuman terakhir:\n{lines(items)}"


def waiting_list(items: Sequence[str]) -> str:
    return f"Menunggu persetujuan Anda:\n{lines(items)}"


def list_entry(code: str, title: str, state: str) -> str:
    return f"{code} “{title}” · {state}"


def state_waiting() -> str:
    return "menunggu persetujuan"


def state_returned() -> str:
    return "dikembalikan"


def state_approved() -> str:
    return "disetujui"


def state_released(read: int, units: int) -> str:
    return f"dibaca {number(read)} dari {number(units)} unit"


def state_discarded() -> str:
    return "dibuang"
