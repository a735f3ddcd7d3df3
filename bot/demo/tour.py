"""The first minute of the demonstration: what its cast does, in the order in which the page plays it.

Everything in it is real: the page presses the buttons of the phones, the bot answers, the crowd reads.
"""

from base64 import b64encode
from pathlib import Path
from typing import Any

from bot.demo.cast import DENI, HENDRA, RANI, RATNA, YUSUF, Player
from handlers.texts.id import labels

PICTURES = Path(__file__).parent / "pictures"
WORDS = (
    "Yth. Bapak/Ibu Pengelola Humas, mohon mengunggah poster terlampir secara serentak pada Senin, 22 Desember 2026 "
    "pukul 09.00 WIB pada akun resmi unit. Terima kasih."
)
CAPTION = "PIK-R SMKN 9 Kaur dikukuhkan tadi pagi, 24 pengurus. Foto: Rani"
SECOND_WORDS = "Yth. Bapak/Ibu Pengelola Humas, mohon memperbarui daftar narahubung unit pekan ini. Terima kasih."
BEFORE_THE_MEETING = "2026-12-01T15:59:00+07:00"
REMINDED_AT = "2026-12-01T16:00:00+07:00"
UNDO_SECONDS = 61
CODE = r"BKL-\d{4}"
COPY = "📢 {code} v1"
"""The first words below each copy, with the number that was seen when approval was asked."""
NEWS_CODE = r"KD-\d{4}"

Step = dict[str, Any]
Scene = dict[str, Any]


def script(recipients: int) -> dict[str, list[Scene]]:
    """For the simulator's tour. `recipients`: how many people an announcement to all units reaches."""
    return {
        "scenes": [_opening(), _writing(), _approving(), _reading(recipients), _news(), _reminding()],
        "encore": [_writing_again(), _killing(recipients), _going_on(recipients)],
    }


# --- the scenes


def _opening() -> Scene:
    return _scene(
        "Satu pesan turun ke 63 unit. Di jalan, satu kata bisa berubah.",
        "One message goes down to 63 units. On the way, one word can change.",
        _wait(5),
    )


def _writing() -> Scene:
    return _scene(
        "Hari yang keliru ditemukan sebelum terkirim.",
        "A wrong weekday is found before it is sent.",
        _key(RATNA, labels.announce()),
        _see(RATNA, "Kirim isi pengumuman"),
        _write(RATNA, WORDS, _picture("poster.png", "image/png")),
        _wait(3.5),
        _press(RATNA, labels.day("2026-12-22")),
        _wait(2),
    )


def _approving() -> Scene:
    return _scene(
        "Orang kedua menyetujui. Penerima diketahui sebelum dikirim.",
        "A second person approves. Who receives it is known before it leaves.",
        *_to_everybody(),
    )


def _reading(recipients: int) -> Scene:
    return _scene(
        "Satu ketukan: dibaca, dihitung per unit.",
        "One tap: read, and counted by unit.",
        _clock(advance=UNDO_SECONDS),
        _press(YUSUF, labels.mark_read()),
        _press(DENI, labels.mark_read()),
        _press(RANI, labels.mark_read()),
        _count(recipients),
        _open(RATNA),
        _wait(6),
    )


def _news() -> Scene:
    return _scene(
        "Kabar daerah: satu foto, beberapa ketukan, kembali ke semua.",
        "News from a region: one photo, a few taps, and back to all.",
        _write(RANI, CAPTION, _picture("forum.jpg", "image/jpeg")),
        _press(RANI, labels.use_this()),
        _press(RANI, labels.skip()),
        _press(RANI, labels.unit_region()),
        _press(RANI, labels.today()),
        _press(RANI, labels.my_photo()),
        _press(RANI, labels.minors_consent()),
        _press(RANI, labels.send()),
        _see(RANI, f"{NEWS_CODE}(?= · menunggu)", remember="news"),
        _press(RATNA, labels.accept()),
        _see(RATNA, "✓ {news} diterima"),
        _clock(advance=UNDO_SECONDS),
        _see(RANI, "sudah dimuat"),
        _wait(3),
    )


def _reminding() -> Scene:
    scene = _scene(
        "Pengingat datang sendiri. Sekarang giliran Anda.",
        "Reminders come by themselves. Now it is your turn.",
        _clock(set=REMINDED_AT),
        _see(DENI, "⏰"),
        _see(YUSUF, "⏰"),
        _see(RATNA, "⏰"),
        _wait(1.5),
    )
    return {**scene, "until": BEFORE_THE_MEETING}


# --- the encore: the bot is killed


def _writing_again() -> Scene:
    return _scene(
        "Satu pengumuman lagi, untuk semua unit.",
        "One more announcement, to all units.",
        _key(RATNA, labels.announce()),
        _see(RATNA, "Kirim isi pengumuman"),
        _write(RATNA, SECOND_WORDS),
        *_to_everybody(),
    )


def _killing(recipients: int) -> Scene:
    return _scene(
        "Di tengah pengiriman, proses bot dimatikan. Hitungan berhenti.",
        "In mid-send the bot's process is killed. The count stands still.",
        _clock(advance=UNDO_SECONDS),
        _count(recipients // 2, of=recipients),
        {"do": "process", "signal": "KILL"},
        _wait(4),
    )


def _going_on(recipients: int) -> Scene:
    return _scene(
        "Dijalankan lagi, bot meneruskan dari tempat ia berhenti.",
        "Started again, the bot goes on where it was.",
        {"do": "process", "start": True},
        {**_count(recipients), "within": 60, "verdict": True},
    )


# --- what recurs


def _to_everybody() -> tuple[Step, ...]:
    """From the question for whom, to the approval."""
    return (
        _press(RATNA, labels.place(1)),
        _press(RATNA, labels.urgent()),
        _wait(3),
        _press(RATNA, labels.ask_approval()),
        _see(RATNA, f"{CODE}(?= menunggu)", remember="code"),
        _wait(1),
        _press(HENDRA, labels.approve()),
        _see(HENDRA, "{code} ✓ Disetujui"),
        _wait(1.5),
    )


def _scene(indonesian: str, english: str, *steps: Step) -> Scene:
    return {"caption": {"id": indonesian, "en": english}, "steps": list(steps)}


def _wait(seconds: float) -> Step:
    return {"do": "wait", "seconds": seconds}


def _open(player: Player) -> Step:
    return {"do": "open", "person": player.id}


def _key(player: Player, label: str) -> Step:
    return {"do": "key", "person": player.id, "text": label}


def _write(player: Player, text: str, *files: dict[str, str]) -> Step:
    return {"do": "write", "person": player.id, "text": text, "files": list(files)}


def _press(player: Player, label: str) -> Step:
    return {"do": "press", "person": player.id, "button": label}


def _see(player: Player, pattern: str, remember: str | None = None) -> Step:
    seen: Step = {"do": "see", "person": player.id, "text": pattern}
    return {**seen, "as": remember} if remember else seen


def _clock(**moved: object) -> Step:
    return {"do": "clock", **moved}


def _count(people: int, of: int | None = None) -> Step:
    return {"do": "count", "text": COPY, "people": people, "of": of or people}


def _picture(name: str, mime: str) -> dict[str, str]:
    return {"name": name, "mime": mime, "base64": b64encode((PICTURES / name).read_bytes()).decode()}
