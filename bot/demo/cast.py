"""Who plays: five people with phones on the page, and everyone else of the network. All names are made up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from core.members import GrantRole, Honorific, SeatRole, UnitKind
from storage.reference import SampleUnit


@dataclass(frozen=True, slots=True)
class Player:
    """`id` is the simulated person and so the address too; `unit` is a slug; `note` stands on the phone."""

    id: int
    name: str
    honorific: Honorific
    unit: str
    role: SeatRole = SeatRole.OFFICER
    rights: tuple[GrantRole, ...] = ()
    username: str | None = None
    note: str = ""
    started: bool = True


HOME = "bkl-diskominfotik"

RATNA = Player(
    1001,
    "Ratna",
    Honorific.NONE,
    HOME,
    rights=(GrantRole.AUTHOR, GrantRole.SECRETARIAT),
    username="contoh_ratna",
    note="Penyusun · Diskominfotik",
)
HENDRA = Player(
    1002,
    "Hendra",
    Honorific.BAPAK,
    HOME,
    rights=(GrantRole.APPROVER,),
    username="contoh_hendra",
    note="Penyetuju · Diskominfotik",
)
YUSUF = Player(1003, "Yusuf", Honorific.BAPAK, "1705-kominfo", username="contoh_yusuf", note="Humas · Kominfo Seluma")
DENI = Player(1004, "Deni", Honorific.BAPAK, "1702-polres", username="contoh_deni", note="Humas · Polres Rejang Lebong")
RANI = Player(
    1005,
    "Rani",
    Honorific.NONE,
    "genre-1704",
    SeatRole.MEMBER,
    username="contoh_rani",
    note="Anggota · Forum GenRe Kaur",
)
CAST = (RATNA, HENDRA, YUSUF, DENI, RANI)
SRI = Player(1006, "Sri", Honorific.IBU, HOME, rights=(GrantRole.APPROVER,))

FIRST_OTHER_ID = 1101
NEVER_STARTED = ("1707-kominfo", "bkl-pelindo")
"""Units whose only officer has not pressed Start."""
SEATS = {
    **dict.fromkeys(NEVER_STARTED, 1),
    HOME: 0,
    DENI.unit: 0,
    YUSUF.unit: 1,
    RANI.unit: 1,
    "1702-kominfo": 3,
}
"""How many of the others sit in these units."""
USUAL_SEATS = (2, 2, 1, 3, 2, 1, 2, 2)
"""How many sit in the rest, unit after unit: 118 officers in all."""

MEN = (
    *("Agus", "Andi", "Arif", "Bambang", "Budi", "Dedi", "Dimas", "Eko", "Fajar", "Farhan"),
    *("Galih", "Hadi", "Heri", "Iwan", "Joko", "Lukman", "Mulyadi", "Nanda", "Oki", "Pandu"),
    *("Rahmat", "Rizal", "Rudi", "Sandi", "Surya", "Taufik", "Wahyu", "Yoga", "Yudi", "Zulkifli"),
)
WOMEN = (
    *("Anita", "Ayu", "Citra", "Desi", "Dewi", "Dian", "Elvi", "Eni", "Fitri", "Hana"),
    *("Ika", "Indah", "Kartika", "Laila", "Lina", "Maya", "Mega", "Nina", "Novi", "Nurul"),
    *("Puji", "Putri", "Reni", "Rini", "Santi", "Susi", "Tika", "Vera", "Wulan", "Yanti"),
)
MENS_SECOND = (
    *("Saputra", "Pratama", "Hidayat", "Kurniawan", "Setiawan", "Wijaya", "Nugroho", "Firmansyah"),
    *("Ramadhan", "Santoso", "Syahputra", "Gunawan", "Maulana", "Effendi", "Permana"),
)
WOMENS_SECOND = (
    *("Lestari", "Anggraini", "Rahmawati", "Safitri", "Wulandari", "Puspita", "Handayani", "Oktavia"),
    *("Marlina", "Yulianti", "Kusumawati", "Maharani", "Permata", "Novita", "Utami"),
)


def everyone(units: Sequence[SampleUnit]) -> tuple[Player, ...]:
    """The cast, then the others in the order of their units; the contact of a media partner among them."""
    return (*CAST, SRI, *_others(units))


def officers(players: Sequence[Player], units: Sequence[SampleUnit]) -> tuple[Player, ...]:
    """All but the contacts of media partners."""
    media = {unit.slug for unit in units if unit.kind is UnitKind.MEDIA}
    return tuple(player for player in players if player.unit not in media)


def crowd_of(players: Sequence[Player]) -> dict[str, tuple[Player, ...]]:
    """Those who are played by nobody in front of the page, by unit; the units of the cast are left to the visitor."""
    taken = {player.unit for player in CAST}
    units = dict.fromkeys(player.unit for player in players if player.started and player.unit not in taken)
    return {unit: tuple(player for player in players if player.unit == unit) for unit in units}


def _others(units: Sequence[SampleUnit]) -> Iterator[Player]:
    people = _people()
    usual = cycle(USUAL_SEATS)
    for unit in units:
        seats = next(usual) if _is_usual(unit) else SEATS.get(unit.slug, 1)
        for place, (person_id, name, honorific) in enumerate(islice(people, seats)):
            role = _role(unit, place, seats)
            called = Honorific.NONE if role is SeatRole.MEMBER else honorific
            yield Player(person_id, name, called, unit.slug, role, started=unit.slug not in NEVER_STARTED)


def _is_usual(unit: SampleUnit) -> bool:
    return unit.slug not in SEATS and unit.kind is not UnitKind.MEDIA


def _role(unit: SampleUnit, place: int, seats: int) -> SeatRole:
    """A forum has its adult contact, then members; any other unit officers, and a deputy as the last of several."""
    if unit.kind is UnitKind.GENRE:
        return SeatRole.MEMBER if place else SeatRole.OFFICER
    alone = seats == 1 and unit.slug != YUSUF.unit
    return SeatRole.DEPUTY if place == seats - 1 and not alone else SeatRole.OFFICER


def _people() -> Iterator[tuple[int, str, Honorific]]:
    """Ids and names without end; the first few hundred are all different."""
    number = 0
    while True:
        turn, woman = divmod(number, 2)
        first, second = (WOMEN, WOMENS_SECOND) if woman else (MEN, MENS_SECOND)
        name = f"{first[turn % len(first)]} {second[(7 * turn + turn // len(first)) % len(second)]}"
        yield FIRST_OTHER_ID + number, name, Honorific.IBU if woman else Honorific.BAPAK
        number += 1
