"""Kabar daerah: dari kiriman sampai dimuat."""

from collections.abc import Sequence
from datetime import date

from core.dates import Moment, clock, full_day
from core.members import Naming
from handlers.texts.id.common import call, day_of, lines, number

FIELDS = {"what": "Apa", "who": "Siapa", "place": "Di mana", "day": "Kapan", "credit": "Foto"}

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


def asked_already(code: str) -> str:
    return f"Satu pertanyaan untuk {code} masih menunggu jawaban pengirimnya."


# menyusun


def send_material() -> str:
    return "Kirim kabar: teks, foto, album, video, suara, atau berkas, dengan satu atau dua kalimat."


def words_needed() -> str:
    return (
        "Kiriman diterima. Tulis satu atau dua kalimat: apa, di mana, kapan. "
        "Contoh: Sosialisasi PIK-R di SMPN 2 Seluma, tadi pagi, 40 peserta."
    )


def material_needed() -> str:
    return "Isi kabar belum ada. Tulis satu atau dua kalimat, atau kirim foto dengan keterangannya."


def kind_not_carried() -> str:
    return "Jenis kiriman ini belum dapat dimuat. Kirim teks, foto, video, suara, atau berkas."


def what_for() -> str:
    return "Teks ini untuk apa?"


def for_which_unit(units: Sequence[str]) -> str:
    return f"Kabar dari unit mana?\n{lines(units)}"


def ask_what(offered: str) -> str:
    return f"Apa judul singkatnya? Tulis{f', atau tekan Pakai ini untuk “{offered}”' if offered else ''}."


def ask_who() -> str:
    return "Siapa yang terlibat? Tulis singkat, misalnya: 24 pengurus PIK-R."


def ask_place(region: str) -> str:
    return f"Di mana? Tulis tempatnya, atau tekan Wilayah unit untuk {region}."


def ask_day(example: str) -> str:
    return f"Kapan? Tekan pilihan, atau tulis tanggal lengkap, misalnya: {full_day(date.fromisoformat(example))}."


def ask_credit(name: str) -> str:
    return f"Foto oleh siapa? Tulis namanya, atau tekan Foto saya untuk {name}."


def ask_minors() -> str:
    return "Apakah wajah anak di bawah 18 tahun terlihat?"


def consent_awaited() -> str:
    return (
        "Foto disimpan dan baru dimuat setelah ada izin orang tua, wali, atau sekolah. Teksnya dapat dikirim sekarang."
    )


def send_other_photos() -> str:
    return "Kirim foto penggantinya, atau tekan Tanpa foto."


def words_too_long(limit: int) -> str:
    return f"Paling panjang {limit} tanda. Tulis lebih singkat."


def too_many_files(limit: int) -> str:
    return f"Satu kabar memuat paling banyak {limit} berkas; yang berikutnya tidak disertakan."


def no_such_day(written: str) -> str:
    return f"“{written}” tidak ada di kalender. Tulis tanggal lain, misalnya: 23 November 2026."


def weekday_differs(written: str, day: str) -> str:
    weekday = full_day(date.fromisoformat(day)).partition(",")[0]
    return f"Tertulis “{written}”, tetapi tanggal itu hari {weekday}. Tulis tanggalnya sekali lagi."


def which_day(days: Sequence[str]) -> str:
    known = [full_day(date.fromisoformat(day)) for day in days]
    return f"Tanggal itu dapat berarti {' atau '.join(known)}. Tulis salah satunya."


def not_a_day() -> str:
    return "Tanggalnya belum terbaca. Tulis lengkap, misalnya: Senin, 23 November 2026."


def draft_head(pictures: int, files: int) -> str:
    return " · ".join(["📰 Kabar baru", *_counted(pictures, files)])


def fields(what: str, who: str, place: str, day: str, credit: str) -> str:
    first = [f"Apa: {what}"] if what else []
    first += [f"Siapa: {who}"] if who else []
    rest = [f"Di mana: {place}"] if place else []
    rest += [f"Kapan: {full_day(date.fromisoformat(day))}"] if day else []
    rest += [f"Foto: {credit}"] if credit else []
    return "\n".join(" · ".join(line) for line in (first, rest) if line)


def consent_none() -> str:
    return "Anak terlihat: tidak."


def consent_given() -> str:
    return "Izin foto: ada."


def text_only() -> str:
    return "Tanpa foto: menunggu izin."


def all_right() -> str:
    return "Sudah benar?"


def edit_what() -> str:
    return "Bagian mana yang diubah?"


def photos_wait() -> str:
    return "Foto tetap di draf Anda. Buka lewat Kotak masuk setelah ada izin."


def draft_waits(day: Moment) -> str:
    return f"Ada kabar yang belum dikirim, dibuat {day_of(day)}."


# kartu pengirim


def waits(code: str, place: int) -> str:
    return f"{code} · menunggu tinjauan, urutan ke-{number(place)}"


def accepted(code: str, at: Moment, leaves: Moment) -> str:
    return f"{code} · diterima {clock(at)}, dimuat pukul {clock(leaves)}."


def published(code: str, at: Moment) -> str:
    return f"✓ {code} dimuat {clock(at)}."


def not_yet_publishable(code: str, reason: str) -> str:
    return f"{code} belum dapat dimuat: {reason}"


def withdrawn(code: str) -> str:
    return f"{code} ditarik kembali sebelum dimuat."


def thanks(sender: Naming, unit: str) -> str:
    return f"Terima kasih, {call(sender)}. Kabar {unit} sudah dimuat."


def question(code: str, question: str) -> str:
    return f"Satu pertanyaan dari peninjau untuk {code}: “{question}” Tulis jawabannya."


def answer_needed() -> str:
    return "Tulis jawabannya dalam satu kalimat, atau tekan Lewati."


def answered(old: str, new: str) -> str:
    return f"✓ Terkirim. Semula: {old}. Menjadi: {new}."


def skipped(code: str) -> str:
    return f"Pertanyaan dilewati. {code} tetap ditinjau."


# kartu peninjau


def headline(code: str, unit: str, sender: Naming) -> str:
    return f"📰 {code} · {unit} · dikirim {call(sender)}"


def asked_of_sender(question: str) -> str:
    return f"Menunggu jawaban pengirim: “{question}”"


def changed(field: str, old: str, new: str) -> str:
    return f"{FIELDS[field]}: semula {old}, menjadi {new}"


def body_changed() -> str:
    return "Isi diperbarui; kiriman terbaru ada di atas."


def empty() -> str:
    return "belum ada"


def on_day(day: str) -> str:
    return full_day(date.fromisoformat(day))


def accepted_by(code: str, by: Naming, at: Moment, leaves: Moment) -> str:
    return f"✓ {code} diterima {call(by)} {clock(at)}. Dimuat pukul {clock(leaves)}."


def published_by(code: str, by: Naming, at: Moment) -> str:
    return f"✓ {code} diterima {call(by)}, dimuat {clock(at)}."


def reached(sent: int, total: int, chats: int) -> str:
    words = f"Terkirim {number(sent)} dari {number(total)} petugas"
    return f"{words} · {number(chats)} grup" if chats else words


def declined_by(code: str, by: Naming, at: Moment, reason: str) -> str:
    return f"{code} belum dimuat. {call(by)} {clock(at)}: “{reason}”"


def withdrawn_by_sender(code: str) -> str:
    return f"{code} ditarik kembali oleh pengirimnya."


def ask_about(code: str) -> str:
    return f"{code}: bagian mana yang perlu diperbaiki?"


def write_question(code: str) -> str:
    return f"{code}: tulis satu pertanyaan untuk pengirimnya, misalnya: Nama lengkap sekolahnya?"


def question_sent(code: str) -> str:
    return f"✓ Pertanyaan untuk {code} dikirim kepada pengirimnya."


def why_not(code: str) -> str:
    return f"{code}: mengapa belum dapat dimuat? Tulis singkat."


def reason_needed() -> str:
    return "Tulis satu kalimat, misalnya: tanggal kegiatannya belum ada."


def declined(code: str) -> str:
    return f"✓ {code}: alasan disampaikan kepada pengirimnya."


# kepada penerima


def footer(code: str, day: str, place: str, unit: str, credit: str) -> str:
    words = f"📰 {code} · {full_day(date.fromisoformat(day))} · {place} · Kabar: {unit}"
    return f"{words} · Foto: {credit}" if credit else words


# daftar


def none_waiting() -> str:
    return "Tidak ada kabar yang menunggu tinjauan."


def none_published() -> str:
    return "Belum ada kabar yang dimuat."


def waiting_list(items: Sequence[str], total: int) -> str:
    return f"Menunggu tinjauan, {number(total)} kabar:\n{lines(items)}"


def latest(items: Sequence[str]) -> str:
    return f"Kabar daerah terbaru:\n{lines(items)}"


def entry(code: str, what: str, unit: str) -> str:
    return f"{code} “{what}” · {unit}"


def _counted(pictures: int, files: int) -> list[str]:
    counts = [f"{number(pictures)} foto"] if pictures else []
    return counts + ([f"{number(files)} berkas"] if files else [])


# jejak


def did_submit(who: Naming) -> str:
    return f"{call(who)} mengirim kabar"


def did_submit_again(who: Naming) -> str:
    return f"{call(who)} mengirim kabar sekali lagi"


def did_withdraw(who: Naming) -> str:
    return f"{call(who)} menarik kembali"


def did_ask(who: Naming, field: str) -> str:
    return f"{call(who)} bertanya tentang: {FIELDS[field]}"


def did_answer(who: Naming) -> str:
    return f"{call(who)} menjawab"


def did_skip(who: Naming) -> str:
    return f"{call(who)} melewati pertanyaan"


def did_accept(who: Naming, version: int) -> str:
    return f"{call(who)} menerima v{version}"


def did_undo(who: Naming) -> str:
    return f"{call(who)} mengurungkan penerimaan"


def did_decline(who: Naming) -> str:
    return f"{call(who)} menyampaikan alasan belum dimuat"


def acceptance_lapsed() -> str:
    return "Belum dimuat: peninjaunya tidak lagi memegang tugas itu; menunggu tinjauan lagi"


def did_publish(people: int, chats: int) -> str:
    posted = f", {number(chats)} grup" if chats else ""
    return f"Dimuat untuk {number(people)} petugas{posted}"
