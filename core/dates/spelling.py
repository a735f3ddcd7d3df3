"""How people spell what a date is made of, in small letters and without apostrophes."""

from collections.abc import Mapping

from core.dates.pieces import PartName

Phrase = tuple[str, ...]


def _numbered(first: int, *spellings: str) -> Mapping[str, int]:
    """Words by their number: one string of spellings each, from `first` on."""
    return {word: number for number, words in enumerate(spellings, first) for word in words.split()}


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(*phrases: str) -> frozenset[Phrase]:
    return frozenset(tuple(phrase.split()) for phrase in phrases)


WEEKDAYS = _numbered(
    0,
    "senin senen snin snn sen monday mon",
    "selasa slasa sls sel tuesday tue",
    "rabu rebo rbu rab wednesday wed",
    "kamis kemis kms kam thursday thu",
    "jumat jumaat jmat jmt jum friday fri",
    "sabtu saptu sbtu sbt sab saturday sat",
    "minggu ahad mnggu mgg mggu ming min sunday sun",
)
"""Monday is 0."""
WEEK = frozenset({"minggu", "mnggu", "mgg", "mggu", "pekan"})
"""All but the last may mean a Sunday as well."""
MONTHS = _numbered(
    1,
    "januari jan january",
    "februari pebruari febuari feb peb february",
    "maret mar mrt march",
    "april apr",
    "mei may",
    "juni jun june",
    "juli jul july",
    "agustus agust agus agst agt ags agu august aug",
    "september sept sep spt",
    "oktober okt october oct",
    "november nopember nov nop",
    "desember des december dec",
)
"""January is 1."""
ROMAN_MONTHS = _numbered(1, "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
HIJRI_MONTHS = _words(
    "muharram muharam safar rabiul jumadil rajab syaban ramadan ramadhan ramadlan syawal syawwal "
    "zulkaidah dzulkaidah dzulqaidah zulhijah dzulhijjah dzulhijah"
)
NUMBERS = _numbered(
    1, "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"
)

PARTS: Mapping[str, PartName] = {
    **dict.fromkeys(("pagi", "pgi", "pg"), "morning"),
    **dict.fromkeys(("siang", "siank"), "midday"),
    **dict.fromkeys(("sore", "petang", "sre"), "afternoon"),
    **dict.fromkeys(("malam", "malem", "mlm"), "evening"),
}
EARLY = _phrases("dini hari", "dinihari")
NIGHT = frozenset({"malam", "malem", "mlm"})

DAY = frozenset({"hari", "hr", "hri"})
DATE = frozenset({"tanggal", "tgl", "tggl", "tgal"})
MONTH = frozenset({"bulan", "bln"})
HOUR = frozenset({"jam", "jm"})
O_CLOCK = frozenset({"jam", "jm", "pukul", "pkl", "pk", "at"})
MINUTE = frozenset({"menit", "mnt"})
HALF = frozenset({"setengah", "stengah", "stgh"})
BEFORE_OR_AFTER = frozenset({"sebelum", "sblm", "setelah", "stlh", "sesudah"})
LESS = frozenset({"kurang", "krg"})
MORE = frozenset({"lewat", "lebih", "lbh"})
QUARTER = frozenset({"seperempat"})
NEXT = frozenset({"depan", "dpn"})
PAST = frozenset({"lalu", "kemarin", "kmrn"})
THIS = frozenset({"ini", "ni", "nanti"})
TOMORROW = frozenset({"besok", "bsk", "bsok", "besuk", "esok"})
AFTER_TOMORROW = frozenset({"lusa", "lsa"})
AGO = dict.fromkeys(("tadi", "barusan"), 0) | dict.fromkeys(("kemarin", "kmrn", "kemaren", "kmarin"), 1)
"""Days ago."""
AHEAD = _phrases("lagi", "lg", "mendatang", "ke depan", "kedepan", "dari sekarang")
TO_COME = _phrases("yang akan datang", "yg akan datang", "mendatang", "yad")
UNTIL = _phrases("s . d .", "s . d", "s / d", "sd", "sampai", "sampai dengan", "smp", "hingga", "-")
ENDS = frozenset({"selesai", "slesai", "selsai"})
INSTEAD = _phrases("menjadi", "mnjd", "mjd", "diubah ke", "diundur ke", "dimajukan ke", "dialihkan ke")
AROUND_PRAYER = _words("bada bakda ba habis abis sehabis setelah sesudah selepas sebelum usai menjelang seusai")
PRAYERS = _words(
    "subuh shubuh dzuhur dhuhur zuhur zhuhur lohor ashar asar magrib maghrib isya isyak tarawih "
    "salat sholat shalat jumatan"
)
ZONES = frozenset({"wib", "wita", "wit"})
