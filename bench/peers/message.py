"""What the peers send: as long as what we send, with a button as ours."""

TEXT = (
    "Yth. Bapak/Ibu, mohon menyiapkan bahan publikasi kegiatan pekan depan dan mengirimkannya kepada kami paling "
    "lambat hari Kamis pukul 15.00 WIB. Terima kasih."
)
FOOTER = (
    "\n\nBKL-0001 · v1 · Biasa\nDiskominfotik Provinsi Bengkulu · Senin, 23 November 2026 pukul 10.15 WIB\n"
    "Mohon tekan Sudah dibaca setelah membacanya."
)
FIRST_CHAT = 700_000
