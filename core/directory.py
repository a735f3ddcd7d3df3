"""Finds the unit that a newcomer means by a few words typed on a phone.

Words come in any order. Each word of the query is read as a word of the directory, if need be as a short form or a
typing error of one, and a unit is found when its own words cover nearly all of the query. Rare words weigh more than
those that half of the units share. A region that was named outright binds: "polres lebong" is never Polres Rejang
Lebong.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.members import Unit, UnitKind
from core.regions import Call, Level, Regions, base_name, within
from core.words import likeness, typing_errors, words

_SAME = (
    ("kominfo", "diskominfo", "diskominfotik", "kominfotik", "infokom", "komunikasi informatika"),
    ("genre", "generasi berencana"),
    ("bkkbn", "kemendukbangga"),
    ("imigrasi", "kanim"),
    ("kejati", "kejaksaan tinggi"),
    ("kejari", "kejaksaan negeri"),
    ("polres", "polresta", "polisi resor", "kepolisian resor"),
    ("polda", "polisi daerah", "kepolisian daerah"),
    ("adpim", "administrasi pimpinan"),
    ("prokopim", "protokol komunikasi pimpinan"),
    ("dikbud", "disdikbud", "disdik", "pendidikan kebudayaan"),
    ("dinkes", "dinas kesehatan"),
    ("dishub", "dinas perhubungan"),
    ("dinsos", "dinas sosial"),
    ("dispar", "dinas pariwisata"),
    ("dukcapil", "disdukcapil", "kependudukan pencatatan sipil"),
    ("pupr", "pekerjaan umum penataan ruang"),
    ("bappeda", "perencanaan pembangunan daerah"),
    ("bpbd", "penanggulangan bencana daerah"),
    ("setwan", "sekretariat dprd", "sekretariat dewan"),
    ("setda", "sekretariat daerah"),
    ("satpol pp", "satuan polisi pamong praja"),
    ("rsud", "rumah sakit umum daerah"),
    ("rri", "radio republik indonesia"),
    ("bps", "badan pusat statistik"),
    ("kemenag", "kementerian agama"),
    ("kemenkum", "kementerian hukum"),
    ("kemenkumham", "kemenkum"),
)
"""Phrases that mean the same office; a unit with one of them answers to all."""
_SAME_WORDS = [[frozenset(phrase.split()) for phrase in group] for group in _SAME]

_KIND_WORDS: Mapping[UnitKind, str] = {
    UnitKind.PR_BUREAU: "humas biro bagian protokol",
    UnitKind.DISKOMINFO: "kominfo dinas humas",
    UnitKind.OPD: "opd dinas",
    UnitKind.DISTRICT: "kecamatan camat kantor",
    UnitKind.VERTICAL: "vertikal instansi kantor",
    UnitKind.PROSECUTOR: "kejaksaan jaksa",
    UnitKind.ARMY: "tni tentara",
    UnitKind.POLICE: "polri polisi kepolisian humas",
    UnitKind.STATE_COMPANY: "bumn pt",
    UnitKind.REGIONAL_COMPANY: "bumd pt",
    UnitKind.UNIVERSITY: "kampus universitas",
    UnitKind.MEDIA: "media pers",
    UnitKind.GENRE: "forum genre remaja duta",
    UnitKind.PARTNER: "mitra kantor",
    UnitKind.MINISTRY: "kementerian lembaga",
}
_LEVEL_WORDS = {
    Level.PROVINCE: "provinsi",
    Level.REGENCY: "kabupaten",
    Level.CITY: "kota",
    Level.DISTRICT: "kecamatan",
}
_FILLERS = frozenset(
    {"saya", "dari", "di", "dan", "dengan", "unit", "petugas", "admin", "staf", "pak", "bapak", "ibu"}
    | {"mohon", "izin", "nama", "instansi"}
)
_LONGEST_QUERY = 200
_ENOUGH = 0.65
"""How much of a query a unit must cover, by weight."""
_CLOSE = 0.12
"""How far behind the best another unit may be and still be shown."""


def find_units(query: str, units: Sequence[Unit], regions: Regions, limit: int = 5) -> list[Unit]:
    """The units that `query` may mean, best first; none when nothing fits well enough.

    Where a word had to be guessed, the Kominfo of the region that was named stands last, as the neighbour who knows.
    """
    typed = _telling(query[:_LONGEST_QUERY])
    if not typed:
        return []
    entries = [_entry(unit, regions) for unit in units]
    found = [entry.unit for entry in entries if "".join(typed) in entry.labels]
    return (found or _covering(typed, entries, regions) or _resembling("".join(typed), entries))[:limit]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A unit with all the words it answers to, those of its place, and its names written as one word."""

    unit: Unit
    words: frozenset[str]
    place: frozenset[str]
    labels: frozenset[str]


def _telling(text: str) -> list[str]:
    return [word for word in words(text) if word not in _FILLERS]


def _entry(unit: Unit, regions: Regions) -> _Entry:
    short = unit.abbreviation or unit.name
    region = regions.get(unit.region_code)
    home = base_name(region) if region else unit.region_name
    labels = {"".join(_telling(label)) for label in (unit.name, short, f"{short} {home}")}
    place = frozenset([*words(home), *_words_around(unit, regions)])
    own = frozenset([*words(unit.name), *words(short), *_KIND_WORDS[unit.kind].split()])
    return _Entry(unit, _with_same(own | place), place, frozenset(labels))


def _words_around(unit: Unit, regions: Regions) -> Iterator[str]:
    """What the unit's region is, and what it and those it lies in are called."""
    steps = unit.region_code.split(".")
    if region := regions.get(unit.region_code):
        yield _LEVEL_WORDS[region.level]
    for end in range(1, len(steps) + 1):
        for call in regions.calls(".".join(steps[:end])):
            yield from call


def _with_same(own: frozenset[str]) -> frozenset[str]:
    groups = [group for group in _SAME_WORDS if any(phrase <= own for phrase in group)]
    return own.union(*(phrase for group in groups for phrase in group))


def _covering(typed: Sequence[str], entries: Sequence[_Entry], regions: Regions) -> list[Unit]:
    """The units whose words cover the query."""
    places = _places(entries, regions)
    known = {word for entry in entries for word in entry.words} | {word for call in places for word in call}
    readings = [_readings(word, known) for word in typed]
    weights = _Weights(entries)
    named = _named(readings, places)
    scores = {
        entry.unit: _coverage(readings, entry, weights)
        for entry in entries
        if not named or any(_lies_in(entry.unit.region_code, code) for code in named)
    }
    best = max(scores.values(), default=0.0)
    least = max(_ENOUGH, best if best == 1 else best - _CLOSE)
    found = [entry for entry in entries if scores.get(entry.unit, 0.0) >= least]
    found.sort(key=lambda entry: (-scores[entry.unit], -_completeness(readings, entry, weights)))
    units = [entry.unit for entry in found]
    return units if best == 1 or not named else _with_neighbour(units, entries)


def _places(entries: Sequence[_Entry], regions: Regions) -> dict[Call, list[str]]:
    """What regions in the units' provinces are called, with their codes; districts only where a unit sits."""
    provinces = {entry.unit.region_code[:2] for entry in entries}
    places: dict[Call, list[str]] = {}
    codes = {region.code for region in regions.upper() if region.code[:2] in provinces}
    for code in sorted(codes | {entry.unit.region_code for entry in entries}):
        for call in regions.calls(code):
            places.setdefault(call, []).append(code)
    return places


def _readings(typed: str, known: set[str]) -> dict[str, float]:
    """The words of the directory that `typed` may be, with how likely; only itself when it is one."""
    if typed in known:
        return {typed: 1.0}
    return {word: score for word in known if (score := likeness(typed, word))}


def _named(readings: Sequence[Mapping[str, float]], places: Mapping[Call, Sequence[str]]) -> set[str]:
    """The codes of the regions that the query names; of "rejang lebong" and "lebong" only the longer counts."""
    meant = {word for read in readings for word, score in read.items() if score == max(read.values())}
    calls = [set(call) for call in places if meant.issuperset(call)]
    whole = [call for call in calls if not any(call < other for other in calls)]
    return {code for call, codes in places.items() if set(call) in whole for code in codes}


def _lies_in(code: str, named: str) -> bool:
    """A district answers to its regency's name as well, a regency not to its province's."""
    return code == named or (code.count(".") == 2 and within(code, named))


class _Weights:
    """How much a word tells: the fewer units have it, the more."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._units = len(entries)
        self._having = Counter(word for entry in entries for word in entry.words)

    def of(self, word: str) -> float:
        return log(1 + self._units / self._having.get(word, 1))

    def of_reading(self, read: Mapping[str, float]) -> float:
        return max((self.of(word) for word in read), default=log(1 + self._units))


def _coverage(readings: Sequence[Mapping[str, float]], entry: _Entry, weights: _Weights) -> float:
    whole = sum(map(weights.of_reading, readings))
    covered = sum(
        weights.of_reading(read) * max((read[word] for word in read.keys() & entry.words), default=0.0)
        for read in readings
    )
    return covered / whole


def _completeness(readings: Sequence[Mapping[str, float]], entry: _Entry, weights: _Weights) -> float:
    """How much of the unit's name or abbreviation was typed, its place aside."""
    read = _with_same(frozenset(word for reading in readings for word in reading))
    shares = [
        sum(weights.of(word) for word in name & read) / sum(map(weights.of, name))
        for text in (entry.unit.name, entry.unit.abbreviation)
        if text and (name := frozenset(_telling(text)) - entry.place)
    ]
    return max(shares, default=1.0)


def _with_neighbour(found: list[Unit], entries: Sequence[_Entry]) -> list[Unit]:
    if not found:
        return []
    neighbours = [
        entry.unit
        for entry in entries
        if entry.unit.kind is UnitKind.DISKOMINFO and entry.unit.region_code == found[0].region_code
    ]
    return found + [unit for unit in neighbours if unit not in found]


def _resembling(typed: str, entries: Sequence[_Entry]) -> list[Unit]:
    """The units with a name next to what was typed, were both written as one word; numbers are never guessed."""
    digits = [char for char in typed if char.isdigit()]
    labels = {label for entry in entries for label in entry.labels if [*filter(str.isdigit, label)] == digits}
    hits = process.extract(typed, labels, scorer=OSA.distance, score_cutoff=typing_errors(typed), limit=None)
    nearest = {label for label, distance, _ in hits if distance == min(hit[1] for hit in hits)}
    return [entry.unit for entry in entries if entry.labels & nearest]
