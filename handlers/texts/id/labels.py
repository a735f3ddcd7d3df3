"""Tulisan pada tombol: paling panjang dua puluh tanda, tanpa titik."""

from datetime import date

from core.dates import ZONES, Moment, bare_clock, short_day, weekday_and_day

# menu


def duties() -> str:
    return "Kotak masuk"


def send_news() -> str:
    return "Kirim kabar"


def meetings() -> str:
    return "Rapat"


def more() -> str:
    return "Lainnya"


def announce() -> str:
    return "Umumkan"


def follow() -> str:
    return "Pantau kiriman"


def approvals() -> str:
    return "Persetujuan"


def review_news() -> str:
    return "Tinjau kabar"


def regional_news() -> str:
    return "Kabar daerah"


def agenda() -> str:
    return "Agenda"


def releases() -> str:
    return "Rilis"


def check() -> str:
    return "Cek pesan"


def my_unit() -> str:
    return "Unit saya"


def members() -> str:
    return "Anggota & kelompok"


def help_() -> str:
    return "Bantuan"


def register() -> str:
    return "Daftar"


# formulir


def cancel() -> str:
    return "Batal"


def back() -> str:
    return "Kembali"


def edit() -> str:
    return "Ubah"


def keep_draft() -> str:
    return "Simpan draf"


def drop_draft() -> str:
    return "Buang"


def go_on() -> str:
    return "Lanjutkan"


def place(number: int) -> str:
    return str(number)


def previous() -> str:
    return "Sebelumnya"


def next_() -> str:
    return "Berikutnya"


# pendaftaran


def agree_go_on() -> str:
    return "Setuju, lanjut"


def not_me() -> str:
    return "Bukan saya"


def bapak() -> str:
    return "Bapak"


def ibu() -> str:
    return "Ibu"


def no_title() -> str:
    return "Tanpa sapaan"


def change_name() -> str:
    return "Ubah nama"


def name_deputy() -> str:
    return "Tunjuk pengganti"


def none_of_these() -> str:
    return "Tidak ada"


def officer() -> str:
    return "Petugas humas"


def deputy() -> str:
    return "Petugas pengganti"


def viewer() -> str:
    return "Pembaca"


def forum_member() -> str:
    return "Anggota forum"


def secretariat() -> str:
    return "Sekretariat"


def author() -> str:
    return "Penyusun"


def approver() -> str:
    return "Penyetuju"


def adult() -> str:
    return "18 tahun ke atas"


def minor() -> str:
    return "Di bawah 18"


def agree_send() -> str:
    return "Setuju, kirim"


def withdraw() -> str:
    return "Batalkan"


def remind() -> str:
    return "Ingatkan"


def accept() -> str:
    return "Terima"


def accept_replace() -> str:
    return "Terima, ganti"


def as_deputy() -> str:
    return "Jadikan pengganti"


def refuse() -> str:
    return "Tolak"


def wrong_person() -> str:
    return "Bukan orangnya"


def move_unit() -> str:
    return "Pindah unit"


def serve_both() -> str:
    return "Bertugas di dua"


# anggota, unit, kelompok


def invite() -> str:
    return "Undang petugas"


def applications() -> str:
    return "Permohonan"


def groups() -> str:
    return "Kelompok"


def rights() -> str:
    return "Tugas di biro"


def new_group() -> str:
    return "Buat kelompok"


def end_group() -> str:
    return "Hapus kelompok"


def done() -> str:
    return "Selesai"


def save() -> str:
    return "Simpan"


def open_bot() -> str:
    return "Buka bot"


def open_in_bot() -> str:
    return "Buka di bot"


def chats() -> str:
    return "Grup"


def part_chat() -> str:
    return "Putuskan"


def copy_link() -> str:
    return "Salin tautan"


# pengumuman


def new_text() -> str:
    return "Kirim teks baru"


def leave_it() -> str:
    return "Biarkan"


def day(day: str) -> str:
    return weekday_and_day(date.fromisoformat(day))


def other_group() -> str:
    return "Kelompok lain"


def normal() -> str:
    return "Biasa"


def urgent() -> str:
    return "Segera"


def most_urgent() -> str:
    return "Sangat segera"


def ask_approval() -> str:
    return "Minta persetujuan"


def take_back() -> str:
    return "Tarik kembali"


def approve() -> str:
    return "Setujui"


def send_back() -> str:
    return "Kembalikan"


def see_audience() -> str:
    return "Lihat penerima"


def undo() -> str:
    return "Urungkan"


def repair() -> str:
    return "Perbaiki"


def details() -> str:
    return "Rincian"


def copy_report() -> str:
    return "Salin laporan"


def mark_read() -> str:
    return "Sudah dibaca"


def read(at: Moment) -> str:
    return f"✓ Dibaca {bare_clock(at)}"


def content() -> str:
    return "Isi"


def audience() -> str:
    return "Penerima"


def priority() -> str:
    return "Sifat"


# pengaturan, jejak


def settings() -> str:
    return "Pengaturan"


def language() -> str:
    return "Bahasa"


def title() -> str:
    return "Sapaan"


def timezone() -> str:
    return "Zona waktu"


def follow_unit() -> str:
    return "Ikut unit"


def close() -> str:
    return "Tutup"


def trail() -> str:
    return "Jejak"


def indonesian() -> str:
    """Setiap bahasa dengan namanya sendiri."""
    return "Bahasa Indonesia"


def english() -> str:
    return "English"


def zone(zone: str) -> str:
    return ZONES[zone]


# rapat


def attending() -> str:
    return "Hadir"


def delegated() -> str:
    return "Diwakilkan"


def declined() -> str:
    return "Berhalangan"


def myself() -> str:
    return "Saya sendiri"


def duty_trip() -> str:
    return "Dinas luar"


def other_meeting() -> str:
    return "Rapat lain"


def skip() -> str:
    return "Lewati"


def change_answer() -> str:
    return "Ubah jawaban"


def calendar() -> str:
    return "Kalender"


def change_meeting() -> str:
    return "Ubah rapat"


def cancel_meeting() -> str:
    return "Batalkan rapat"


def make_invitation() -> str:
    return "Buat undangan"


def replace_answer() -> str:
    return "Ganti"


def yes() -> str:
    return "Ya"


def no() -> str:
    return "Tidak"


def open_end() -> str:
    return "s.d. selesai"


def until_it_begins() -> str:
    return "Sampai dimulai"


def not_coming() -> str:
    return "Batal hadir"


def send_delegate() -> str:
    return "Wakilkan"


def save_change() -> str:
    return "Simpan perubahan"


def event() -> str:
    return "Acara"


def date_() -> str:
    return "Tanggal"


def hour() -> str:
    return "Pukul"


def venue() -> str:
    return "Tempat"


def dress() -> str:
    return "Pakaian"


def confirm_by() -> str:
    return "Batas konfirmasi"


def delegable() -> str:
    return "Boleh diwakilkan"


def copy_reminder() -> str:
    return "Salin pengingat"


def day_button(day: str) -> str:
    return short_day(date.fromisoformat(day))


def hour_button(hour: str) -> str:
    return hour


def moment_button(at: Moment, zone: str) -> str:
    local = Moment(at.instant, zone)
    return f"{short_day(local.day)} {bare_clock(local)}"


# kabar daerah


def send() -> str:
    return "Kirim"


def use_this() -> str:
    return "Pakai ini"


def unit_region() -> str:
    return "Wilayah unit"


def today() -> str:
    return "Hari ini"


def yesterday() -> str:
    return "Kemarin"


def my_photo() -> str:
    return "Foto saya"


def minors_none() -> str:
    return "Tidak"


def minors_consent() -> str:
    return "Ya, ada izin"


def minors_no_consent() -> str:
    return "Ya, belum ada izin"


def text_only() -> str:
    return "Kirim teks saja"


def other_photos() -> str:
    return "Ganti foto"


def no_photos() -> str:
    return "Tanpa foto"


def send_now() -> str:
    return "Kirim sekarang"


def see_news() -> str:
    return "Lihat kabar"


def answer() -> str:
    return "Jawab"


def new_news() -> str:
    return "Kabar baru"


def what() -> str:
    return "Apa"


def who() -> str:
    return "Siapa"


def where() -> str:
    return "Di mana"


def when() -> str:
    return "Kapan"


def photo_credit() -> str:
    return "Foto"


def photo_consent() -> str:
    return "Izin foto"
