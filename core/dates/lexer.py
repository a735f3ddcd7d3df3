"""Finds the pieces of dates in a text: one small rule a way of writing, tried in order at each word."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from core.dates import spelling as s
from core.dates.normal import Normal
from core.dates.pieces import (
    Clock,
    DayOrNext,
    Fixed,
    Foreign,
    FromToday,
    Gone,
    Instead,
    Lapse,
    Meaning,
    NextWeek,
    OfMonth,
    OpenEnd,
    Part,
    Piece,
    Shift,
    Until,
    Weekday,
    Which,
    Zone,
)
from core.dates.tokens import Tokens, tokens

Found: TypeAlias = tuple[Sequence[Meaning], int] | None
"""What a rule finds at a token, and how many tokens that takes."""
Rule: TypeAlias = Callable[[Tokens, int], Found]


def pieces(normal: Normal) -> Iterator[Piece]:
    cut, at = tokens(normal), 0
    while at < len(cut.all):
        found = next((found for rule in _RULES if (found := rule(cut, at))), None)
        if found is None:
            at += 1
            continue
        meanings, many = found
        yield from (Piece(meaning, cut[at].start, cut[at + many - 1].end) for meaning in meanings)
        at += many


# --- what is not ours to read


def _hijri(t: Tokens, at: int) -> Found:
    """ "1 Ramadan 1448 H"."""
    start = at + (t.number(at) is not None)
    if t[start].text in s.HIJRI_MONTHS:
        return [Foreign("unsupported_calendar")], start - at + 1
    if t.number(at, 4) is not None and t[at].digits == 4 and t[at + 1].text in ("h", "hijriah", "hijriyah"):
        return [Foreign("unsupported_calendar")], 2
    return None


def _prayer(t: Tokens, at: int) -> Found:
    before = _count_while(t, at, s.AROUND_PRAYER | {"da"})
    return ([Foreign("not_a_clock_time")], before + 1) if t[at + before].text in s.PRAYERS else None


def _event(t: Tokens, at: int) -> Found:
    """ "H-1", "hari H", "2 hari sebelum acara"."""
    event = Foreign("relative_to_unknown_event")
    if t[at].text == "h" and not t[at].glued and t[at + 1].text in ("-", "+") and t.number(at + 2, 3) is not None:
        return [event], 3
    if t[at].text in s.DAY and t[at + 1].text == "h":
        return [event], 2
    count, many = _count(t, at)
    unit = t[at + many].text.removeprefix("se")
    if count is not None and unit in s.DAY | s.WEEK | s.HOUR and t[at + many + 1].text in s.BEFORE_OR_AFTER:
        return [event], many + 2
    return None


# --- days of the calendar


def _iso(t: Tokens, at: int) -> Found:
    """ "2026-12-01", perhaps with "T09:00" behind it."""
    year, month, day = t.number(at, 4), t.number(at + 2), t.number(at + 4)
    if t[at].digits != 4 or (t[at + 1].text, t[at + 3].text) != ("-", "-") or None in (month, day):
        return None
    many = 6 if t[at + 5].text == "t" and t[at + 5].glued else 5
    return [Fixed(day or 0, month or 0, year)], many


def _numbered(t: Tokens, at: int) -> Found:
    """ "2/12/2026", "28-11-26", "2.12.2026", "9/12"; with a month in Roman figures too."""
    day, sign = t.number(at), t[at + 1].text
    if day is None or sign not in ("/", "-", ".") or not _stands_alone(t, at):
        return None
    month = t.number(at + 2) if t[at + 2].digits else s.ROMAN_MONTHS.get(t[at + 2].text)
    if month is None:
        return None
    year = _year(t, at + 4) if t[at + 3].text == sign else None
    if year is not None and not t[at + 5].text.startswith(sign):
        return [Fixed(day, month, year)], 5
    alone = sign == "/" and t[at + 2].digits > 0 and t[at + 3].text != "/"
    return ([Fixed(day, month)], 3) if alone else None


def _dated(t: Tokens, at: int) -> Found:
    """ "2 Desember 2026", "1-3 Des", "30 November s.d. 2 Desember 2026" (its first half)."""
    day = t.number(at)
    if day is None:
        return None
    until = t.phrase(at + 1, s.UNTIL)
    last = t.number(at + 1 + until) if until else None
    month_at = at + 1 if last is None else at + 2 + until
    month_at += t[month_at].text in ("-", "/") and t[month_at + 1].text in s.MONTHS
    month = s.MONTHS.get(t[month_at].text)
    if month is None:
        return None
    year_at = month_at + 1 + _signs(t, month_at + 1, ".,-/")
    year = _year(t, year_at)
    many = (year_at if year is not None else month_at) - at + 1
    if last is None:
        return [Fixed(day, month, year)], many
    return [Fixed(day, month, year), Until(), Fixed(last, month, year)], many


def _of_month(t: Tokens, at: int) -> Found:
    """ "tgl 25", "tanggal 1 bulan depan", "tgl 7-9"; the word before a full date says nothing."""
    if t[at].text not in s.DATE:
        return None
    first = at + 1 + _signs(t, at + 1, ".:")
    day = t.number(first)
    if day is None or _numbered(t, first) or _dated(t, first):
        return [], first - at
    until = t.phrase(first + 1, s.UNTIL)
    last = t.number(first + 1 + until) if until else None
    end = first + 1 if last is None else first + 2 + until
    month = t.number(end + 1) if t[end].text in s.MONTH else None
    if month is not None and last is None:
        return [Fixed(day, month)], end + 2 - at
    shift, more = _which_month(t, end)
    if last is None:
        return [OfMonth(day, shift)], end + more - at
    return [OfMonth(day, shift), Until(), OfMonth(last, shift)], end + more - at


def _which_month(t: Tokens, at: int) -> tuple[int | None, int]:
    if t[at].text in s.MONTH and t[at + 1].text in s.NEXT:
        return 1, 2
    return (0, 2) if t[at].text in s.MONTH and t[at + 1].text in s.THIS else (None, 0)


# --- days from today


def _eve(t: Tokens, at: int) -> Found:
    """ "malam Jumat"."""
    weekday = s.WEEKDAYS.get(t[at + 1].text)
    if t[at].text not in s.NIGHT or weekday is None:
        return None
    which, more = _which(t, at + 2)
    return [Weekday(weekday, which, eve=True)], 2 + more


def _counted(t: Tokens, at: int) -> Found:
    """ "3 hari lagi", "seminggu lagi", "1 jam lagi", "satu setengah jam lagi"."""
    count, many = _count(t, at)
    half = count is not None and t[at + many].text in s.HALF
    if count is None and t[at].text in s.HALF:
        count, half, many = 0, True, 0
    if count is None:
        return None
    unit_at = at + many + half
    meaning = _ahead(_unit(t, unit_at, glued=t[at].text.startswith("se")), 2 * count + half)
    extra = _minutes_more(t, unit_at + 1) if isinstance(meaning, Lapse) else 0
    end = unit_at + 1 + (2 if extra else 0)
    ahead = t.phrase(end, s.AHEAD)
    if meaning is None or not ahead:
        return None
    return [Lapse(meaning.minutes + extra) if isinstance(meaning, Lapse) else meaning], end + ahead - at


def _unit(t: Tokens, at: int, *, glued: bool) -> str:
    return t[at].text.removeprefix("se") if glued else t[at].text


def _count(t: Tokens, at: int) -> tuple[int | None, int]:
    """A number in figures or words; "seminggu" counts one and takes nothing."""
    word = t[at].text
    if word.startswith("se") and word.removeprefix("se") in s.DAY | s.WEEK | s.MONTH | s.HOUR:
        return 1, 0
    number = t.number(at, 3) if t[at].digits else s.NUMBERS.get(word)
    return number, 1


def _ahead(unit: str, halves: int) -> FromToday | Lapse | None:
    if unit in s.HOUR:
        return Lapse(30 * halves)
    if unit in s.MINUTE:
        return Lapse(halves // 2)
    if halves % 2:
        return None
    count = halves // 2
    if unit in s.DAY:
        return FromToday(days=count)
    if unit in s.WEEK:
        return FromToday(days=7 * count)
    return FromToday(months=count) if unit in s.MONTH else None


def _minutes_more(t: Tokens, at: int) -> int:
    """ "1 jam 30 menit lagi"."""
    return (t.number(at) or 0) if t[at + 1].text in s.MINUTE else 0


def _gone(t: Tokens, at: int) -> Found:
    if (days := s.AGO.get(t[at].text)) is not None:
        lately = Part(s.PARTS[t[at + 1].text]) if t[at + 1].text in s.PARTS else None
        return ([Gone(days), lately], 2) if lately else ([Gone(days)], 1)
    unit = t[at].text in s.WEEK | s.MONTH | {"tahun"}
    return ([Gone()], 2) if unit and t[at + 1].text in s.PAST else None


def _next_week(t: Tokens, at: int) -> Found:
    """ "pekan depan"; "minggu depan" may be a Sunday when no other day stands beside it."""
    if t[at].text not in s.WEEK or t[at + 1].text not in s.NEXT:
        return None
    sunday = t[at].text in s.WEEKDAYS
    return ([Weekday(6, "next", week=True)] if sunday else [NextWeek()]), 2


def _weekday(t: Tokens, at: int) -> Found:
    first = at + (t[at].text in s.DAY)
    weekday = s.WEEKDAYS.get(t[first].text)
    if weekday is None:
        return None
    dot = t[first + 1].text == "." and len(t[first].text) <= 3
    which, more = _which(t, first + 1 + dot)
    return [Weekday(weekday, which)], first + 1 + dot + more - at


def _which(t: Tokens, at: int) -> tuple[Which, int]:
    word = t[at].text
    if word in s.TOMORROW and t[at + 1].text not in s.AFTER_TOMORROW:
        return "tomorrow", 1
    if coming := t.phrase(at, s.TO_COME):
        return "plain", coming
    if word in s.NEXT:
        return "next", 1
    if word in s.PAST:
        return "past", 1
    return ("this", 1) if word in s.THIS else ("plain", 0)


def _tomorrow(t: Tokens, at: int) -> Found:
    if t[at].text in s.TOMORROW and t[at + 1].text in s.AFTER_TOMORROW:
        return [DayOrNext()], 2
    if t[at].text in s.TOMORROW:
        return [FromToday(days=1, named=True)], 1 + (t[at + 1].text in s.DAY)
    return ([FromToday(days=2, named=True)], 1) if t[at].text in s.AFTER_TOMORROW else None


def _today(t: Tokens, at: int) -> Found:
    """ "hari ini", "malam ini", "nanti sore"."""
    if t[at].text in s.DAY and t[at + 1].text in s.THIS:
        return [FromToday(named=True)], 2
    if t[at].text in s.PARTS and t[at + 1].text in s.THIS:
        return [FromToday(named=True), Part(s.PARTS[t[at].text])], 2
    if t[at].text == "nanti" and t[at + 1].text in s.PARTS:
        return [FromToday(named=True), Part(s.PARTS[t[at + 1].text])], 2
    return None


# --- hours


def _o_clock(t: Tokens, at: int) -> Found:
    """ "jam 9", "pukul 09.00", "jam setengah 9", "jam 9 kurang seperempat"."""
    if t[at].text not in s.O_CLOCK:
        return None
    first = at + 1 + _signs(t, at + 1, ".:")
    half = _half(t, first)
    if half:
        return half[0], first - at + half[1]
    clock, many = _face(t, first)
    return ([clock], first + many - at) if clock else None


def _half(t: Tokens, at: int) -> Found:
    """ "setengah 9" is half an hour before it."""
    hour = _hour_word(t, at + 1)
    return ([Clock(hour, 0, shift=-30)], 2) if t[at].text in s.HALF and hour is not None else None


def _face(t: Tokens, at: int) -> tuple[Clock | None, int]:
    hour = _hour_word(t, at)
    if hour is None:
        joined = t.number(at, 4)  # "0900"
        return (None, 0) if joined is None else (Clock(*divmod(joined, 100), sure=True), 1)
    minute, many = _minute(t, at)
    meridiem = _meridiem(t, at + many)
    if meridiem:
        return Clock(hour % 12 + meridiem - 1, minute, sure=True), many + 1
    return Clock(hour, minute, sure=_is_sure(t, at, hour)), many


def _is_sure(t: Tokens, at: int, hour: int) -> bool:
    return hour > 12 or t[at].text.startswith("0")


def _hour_word(t: Tokens, at: int) -> int | None:
    return t.number(at) if t[at].digits else s.NUMBERS.get(t[at].text)


def _minute(t: Tokens, at: int) -> tuple[int, int]:
    """The minutes behind the hour, and how many tokens both take; seconds are passed over."""
    if t[at + 1].text not in (".", ":") or t[at + 2].digits != 2:
        return 0, 1
    seconds = t[at + 3].text == ":" and t[at + 4].digits == 2 and t[at + 4].glued
    return t[at + 2].number or 0, 5 if seconds else 3


def _shift(t: Tokens, at: int) -> Found:
    """ "kurang seperempat", "lewat 10 menit"."""
    sign = -1 if t[at].text in s.LESS else 1 if t[at].text in s.MORE else 0
    minutes = 15 if t[at + 1].text in s.QUARTER else _hour_word(t, at + 1)
    if not sign or minutes is None:
        return None
    return [Shift(sign * minutes)], 2 + (t[at + 2].text in s.MINUTE)


def _meridiem(t: Tokens, at: int) -> int:
    """1 for am, 13 for pm, 0 for neither."""
    return {"am": 1, "pm": 13}.get(t[at].text, 0)


def _bare_clock(t: Tokens, at: int) -> Found:
    """ "09.00", "9:30", "9am", "2 siang": without a word before it."""
    hour = t.number(at)
    if hour is None or not _stands_alone(t, at):
        return None
    clock, many = _face(t, at)
    after = t[at + many].text
    named = after in s.PARTS or t.phrase(at + many, s.EARLY) or after in s.ZONES
    if clock is None or (many == 1 and not named and not _shift(t, at + many)):
        return None
    return [clock], many


def _second_clock(t: Tokens, at: int) -> Found:
    """The end of "jam 9-11"."""
    hour = t.number(at)
    behind = t[at - 1].text == "-" and t[at - 2].digits > 0
    return ([Clock(hour, sure=_is_sure(t, at, hour))], 1) if hour is not None and behind else None


def _part(t: Tokens, at: int) -> Found:
    if early := t.phrase(at, s.EARLY):
        return [Part("early")], early
    return ([Part(s.PARTS[t[at].text])], 1) if t[at].text in s.PARTS else None


def _zone(t: Tokens, at: int) -> Found:
    """ "WITA", "GMT+8", and "+08:00" or "Z" behind a clock."""
    if t[at].text in s.ZONES:
        return [Zone(t[at].text)], 1
    named = t[at].text in ("gmt", "utc")
    sign_at = at + named
    if t[sign_at].text not in ("+", "-") or not (named or (t[at].glued and t[at + 1].digits == 2)):
        return ([Zone()], 1) if t[at].text == "z" and t[at].glued else None
    hours = t.number(sign_at + 1)
    if hours is None or not t[sign_at + 1].glued or hours > 14:
        return None
    minutes = t.number(sign_at + 3) if t[sign_at + 2].text == ":" and t[sign_at + 3].glued else None
    if not named and minutes is None:
        return None
    ahead = (60 * hours + (minutes or 0)) * (1 if t[sign_at].text == "+" else -1)
    return [Zone(minutes=ahead)], sign_at - at + (4 if minutes is not None else 2)


def _until(t: Tokens, at: int) -> Found:
    many = t.phrase(at, s.UNTIL)
    if not many:
        return None
    return ([OpenEnd()], many + 1) if t[at + many].text in s.ENDS else ([Until()], many)


def _instead(t: Tokens, at: int) -> Found:
    many = t.phrase(at, s.INSTEAD)
    return ([Instead()], many) if many else None


# --- what the rules share


def _count_while(t: Tokens, at: int, words: frozenset[str]) -> int:
    many = 0
    while t[at + many].text in words:
        many += 1
    return many


def _signs(t: Tokens, at: int, signs: str) -> int:
    """How many of these signs stand there, three at most."""
    many = 0
    while many < 3 and t[at + many].text and t[at + many].text in signs:
        many += 1
    return many


def _year(t: Tokens, at: int) -> int | None:
    """A year of four digits, or of two that cannot be an hour."""
    number, digits = t.number(at, 4), t[at].digits
    if digits == 4:
        return number
    hour_behind = t[at + 1].text in (".", ":") and t[at + 2].digits == 2
    named = t[at + 1].text in s.PARTS or t[at + 1].text in s.ZONES or t[at + 1].text in ("am", "pm")
    if digits != 2 or number is None or number < 20 or hour_behind or named:
        return None
    return 2000 + number


def _stands_alone(t: Tokens, at: int) -> bool:
    """No part of a longer number: "1.234", "12.30.45"."""
    before = t[at - 1]
    return not (t[at].glued and before.text in (".", ",", "/", ":") and t[at - 2].digits and before.glued)


_RULES: Sequence[Rule] = (
    _hijri, _prayer, _event, _iso, _numbered, _dated, _of_month, _eve, _counted, _gone, _next_week, _weekday, _tomorrow,
    _today, _half, _o_clock, _bare_clock, _second_clock, _shift, _part, _zone, _until, _instead,
)  # fmt: skip
