"""Pendaftaran: tautan undangan, permohonan, keputusan sekretariat."""

from collections.abc import Sequence

from core.dates import Moment, clock, full
from core.members import Naming
from handlers.texts.id.common import GRANTS, SEATS, all_of, call, day_of, lines


def _duty(unit: str, seat: str, grant: str) -> str:
    """ "Petugas humas, Polres Rejang Lebong" atau "Penyusun pengumuman"."""
    parts = [SEATS[seat].capitalize()] if seat else []
    parts += [unit] if unit else []
    words = ", ".join(parts)
    if grant:
        words = f"{words}, dan {GRANTS[grant]}" if words else GRANTS[grant].capitalize()
    return words


def invited(office: str, place: str, unit: str, seat: str, grant: str) -> str:
    return (
        f"Selamat datang di Simpul Humas {place}. Undangan ini untuk: {_duty(unit, seat, grant)}.\n"
        "Yang disimpan: nama, akun Telegram, dan unit Anda, agar pengumuman dan undangan sampai. "
        f"Nomor ponsel tidak diminta. Pengelola: {office}."
    )


def which_title(name: str) -> str:
    return f"Nama yang tampil: {name}. Sapaan yang Anda pilih?"


def write_name() -> str:
    return "Tulis nama yang tampil, misalnya: Deni Saputra"


def name_too_long(limit: int) -> str:
    return f"Nama paling panjang {limit} tanda. Tulis nama yang lebih singkat, misalnya: Deni Saputra"


def name_needed() -> str:
    return "Nama belum terbaca. Tulis dengan huruf, misalnya: Deni Saputra"


def joined(who: Naming, unit: str, seat: str, grant: str, since: Moment, deputies: Sequence[Naming]) -> str:
    duty = _duty(unit, seat, grant)
    duty = duty[:1].lower() + duty[1:].replace(f", {unit}", f" {unit}", 1) if unit else duty[:1].lower() + duty[1:]
    words = f"✓ {call(who)} terdaftar sebagai {duty} sejak {day_of(since)}."
    if seat == "officer":
        words += f"\nPetugas pengganti: {all_of(deputies) or 'belum ada'}."
    return words


def not_kept() -> str:
    return "Baik, tidak ada data yang disimpan. Undangan tetap berlaku; mohon disampaikan kepada petugas yang dimaksud."


def link_unusable() -> str:
    return (
        "Tautan ini tidak dapat dipakai: keliru, sudah dipakai, atau lewat masa berlakunya. "
        "Mintalah tautan baru kepada sekretariat, atau daftar tanpa tautan."
    )


def in_another_unit(here: str, there: str) -> str:
    return f"Akun ini terdaftar di {here}. Undangan ini untuk {there}. Mana yang sesuai?"


def unit_unknown(words: str) -> str:
    return f"Unit “{words}” belum ditemukan. Tulis nama instansi dan daerahnya, misalnya: polres kaur"


def unit_needed() -> str:
    return "Nama unit belum terbaca. Tulis nama instansi dan daerahnya, misalnya: polres kaur"


def which_unit(units: Sequence[str]) -> str:
    return f"Unit yang mana?\n{lines(units)}"


def which_seat(unit: str) -> str:
    return f"{unit}. Anda bertugas sebagai apa?"


def how_old() -> str:
    return "Berapa usia Anda?"


def under_age(forum: str) -> str:
    return (
        "Untuk usia di bawah 18 tahun, pendaftaran memerlukan izin orang tua atau wali melalui pembina forum. "
        f"Mohon hubungi pembina {forum}."
    )


def consent(name: str) -> str:
    return (
        f"Yang dikirim ke sekretariat: nama ({name}), akun Telegram, unit, dan tugas Anda. Nomor ponsel tidak diminta."
    )


def application_sent(at: Moment) -> str:
    return f"Permohonan terkirim, {full(at)}. Biasanya dijawab pada hari kerja yang sama."


def application_waits(at: Moment) -> str:
    return f"Permohonan Anda diterima {full(at)} dan masih menunggu sekretariat."


def application_withdrawn() -> str:
    return "Permohonan dibatalkan. Tekan Daftar bila Anda ingin memohon lagi."


def application_accepted(at: Moment) -> str:
    return f"✓ Permohonan diterima {full(at)}."


def application_refused() -> str:
    return "Permohonan belum dapat diterima. Hubungi sekretariat, atau pilih unit yang lain."


def nudged() -> str:
    return "Sekretariat sudah diingatkan."


def nudged_today() -> str:
    return "Pengingat dikirim paling banyak sekali sehari. Mohon menunggu."


def application(name: str, username: str, seat: str, unit: str) -> str:
    handle = f" (@{username})" if username else ""
    return f"Permohonan: {name}{handle}, {SEATS[seat]} {unit}."


def sits_now(seat: str, who: Sequence[Naming], since: Moment) -> str:
    return f"{SEATS[seat].capitalize()} sekarang: {all_of(who)}, sejak {day_of(since)}."


def accepted_by(who: Naming, at: Moment) -> str:
    return f"✓ Diterima {call(who)} {clock(at)}."


def was_told(who: Naming) -> str:
    return f"{call(who)} diberi tahu."


def refused_by(who: Naming, at: Moment) -> str:
    return f"✓ Ditutup {call(who)} {clock(at)}."


def withdrawn_by_applicant() -> str:
    return "Permohonan ini sudah dibatalkan pemohon."


def decided_already() -> str:
    return "Permohonan ini sudah diputuskan. Kartunya menunjukkan keputusan itu."


def welcome_aboard(seat: str, unit: str) -> str:
    return f"Selamat bergabung. Anda terdaftar sebagai {SEATS[seat]} {unit}."


def choose_title() -> str:
    return "Sapaan yang Anda pilih?"


def title_kept(who: Naming) -> str:
    return f"✓ Sapaan: {call(who)}."


def thanked(who: Naming, seat: str, unit: str, by: str) -> str:
    return (
        f"{call(who)}, tugas {SEATS[seat]} {unit} kini dipegang {by}. Terima kasih atas tugas Anda. "
        "Bila ini keliru, mohon hubungi sekretariat."
    )


def invitation(unit: str, seat: str, grant: str, until: Moment) -> str:
    return (
        f"Undangan untuk {_duty(unit, seat, grant)}.\n"
        f"Teruskan tautan ini kepada petugasnya. Berlaku sekali, sampai {full(until)}."
    )


def link(link: str) -> str:
    return link


def invitation_used(unit: str, seat: str, grant: str, who: Naming, at: Moment) -> str:
    place = unit or _duty(unit, seat, grant)
    return f"✓ {place}: {call(who)}, {clock(at)}"


def invitation_taken_back(unit: str) -> str:
    place = f" {unit}" if unit else ""
    return f"Undangan{place} dibatalkan; pemegangnya tidak lagi terdaftar melalui tautan itu."


def objection_over() -> str:
    return "Waktu dua hari untuk tombol ini sudah lewat. Ubah petugas melalui kartu unit."


def seat_taken_back(unit: str) -> str:
    place = f" {unit}" if unit else ""
    return f"Pendaftaran Anda{place} dibatalkan sekretariat. Hubungi sekretariat bila ini keliru."
