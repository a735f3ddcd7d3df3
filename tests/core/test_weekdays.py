"""How contradictory dates are found in people's words, and mended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.channels import Entity, RichText
from core.codec import utf16_length
from core.dates import MONTHS, SHORT_MONTHS, WEEKDAYS, full_day
from core.weekdays import Contradiction, Finding, Impossible, Span, findings, mend

TODAY = date(2026, 11, 23)
FACES = st.text(alphabet="ab 👍é\n🏽", max_size=12)
FRAGMENTS = [
    "Senin",
    "\u017fenin",
    "m\u0131nggu",
    "Jum'at",
    "malam ",
    "tgl",
    "0",
    "31",
    "22",
    "Feb",
    "Mei",
    "1600",
    "2999",
]
FRAGMENTS += [" ", ",", ".", "\n", "/"]
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def only(text: str, today: date = TODAY) -> Finding:
    (finding,) = findings(text, today)
    return finding


def readings(text: str) -> tuple[str, str]:
    finding = only(text)
    assert isinstance(finding, Contradiction)
    return finding.day_kept.text, finding.weekday_kept.text


def test_a_weekday_that_is_not_the_days_is_found_with_both_ways_out() -> None:
    text = "mengunggah poster pada Senin, 22 Desember 2026 pukul 09.00 WIB"
    finding = only(text)
    assert isinstance(finding, Contradiction)
    assert finding.written == "Senin, 22 Desember 2026" == text[finding.span.start : finding.span.end]
    assert (finding.day_kept.day, finding.day_kept.text) == (date(2026, 12, 22), "Selasa, 22 Desember 2026")
    assert (finding.weekday_kept.day, finding.weekday_kept.text) == (date(2026, 12, 21), "Senin, 21 Desember 2026")


@pytest.mark.parametrize(
    ("text", "day_kept", "weekday_kept"),
    [
        ("Senin 22 Des 2026", "Selasa 22 Des 2026", "Senin 21 Des 2026"),
        ("SENIN, 22 DESEMBER 2026", "SELASA, 22 DESEMBER 2026", "SENIN, 21 DESEMBER 2026"),
        ("sel. 21 des. 2026", "sen. 21 des. 2026", "sel. 22 des. 2026"),
        ("Hari/tanggal : Rabu, 3 Desember 2026", "Kamis, 3 Desember 2026", "Rabu, 2 Desember 2026"),
        (
            "Hari : Rabu\nTanggal : 03 Desember 2026",
            "Kamis\nTanggal : 03 Desember 2026",
            "Rabu\nTanggal : 02 Desember 2026",
        ),
        ("Rabu, tgl. 4 Nopember 2027", "Kamis, tgl. 4 Nopember 2027", "Rabu, tgl. 3 Nopember 2027"),
        ("Selasa (2 Desember 2026)", "Rabu (2 Desember 2026", "Selasa (1 Desember 2026"),
        ("Jum'at, 24 Desember 2026", "Kamis, 24 Desember 2026", "Jum'at, 25 Desember 2026"),
        ("Jum’at 24 Desember 2026", "Kamis 24 Desember 2026", "Jum’at 25 Desember 2026"),
        ("Ahad, 21 Desember 2026", "Senin, 21 Desember 2026", "Ahad, 20 Desember 2026"),
        ("Rabu, 1 Januari 2027", "Jumat, 1 Januari 2027", "Rabu, 30 Desember 2026"),
        ("Rabu, 1 Jan 2027", "Jumat, 1 Jan 2027", "Rabu, 30 Des 2026"),
        ("malam Jumat, 22 Desember 2026", "Rabu, 22 Desember 2026", "Jumat, 24 Desember 2026"),
    ],
)
def test_the_writers_own_style_is_kept(text: str, day_kept: str, weekday_kept: str) -> None:
    assert readings(text) == (day_kept, weekday_kept)


@pytest.mark.parametrize(
    "text",
    [
        "Selasa, 22 Desember 2026",
        "Jum'at, 25 Desember 2026",
        "Minggu, 20 Desember 2026 dan Ahad 20 Des 2026",
        "malam Jumat, 24 Desember 2026",
        "malam Jumat, 25 Desember 2026",
        "kami tunggu hari Senin.\n\n22 Desember 2026",
        "Senin s.d. Rabu, 21-23 Desember 2026",
        "Senin depan, 22 peserta",
        "22 Desember",
        "45 Mei",
        "3012345 Senin 22",
    ],
)
def test_what_agrees_or_is_no_date_is_left_alone(text: str) -> None:
    assert findings(text, TODAY) == ()


def test_a_date_without_a_year_is_its_next_occurrence() -> None:
    finding = only("Senin, 22 Desember", date(2026, 12, 23))
    assert isinstance(finding, Contradiction)
    assert finding.day == date(2027, 12, 22)


def test_a_date_without_a_year_that_was_right_a_few_days_ago_is_right() -> None:
    assert findings("Jumat, 20 November", TODAY) == ()


def test_a_mended_date_without_a_year_gets_one_where_it_would_mean_another_day() -> None:
    assert readings("Senin, 29 Februari") == ("Selasa, 29 Februari", "Senin, 28 Februari 2028")


@pytest.mark.parametrize(
    "text", ["30 Februari 2026", "Senin, 31 November 2026", "Rabu, 31 Juni", "Sabtu, 45 Mei", "0 Mei 2026"]
)
def test_an_impossible_day_is_a_finding_of_its_own(text: str) -> None:
    finding = only(f"pada {text}, di aula")
    assert isinstance(finding, Impossible)
    assert finding.written == text


def test_findings_come_in_the_order_of_the_text_with_their_places_in_both_counts() -> None:
    text = "🎉 Senin, 22 Desember 2026\n👍🏽 lalu 30 Februari 2026 🙏"
    first, second = findings(text, TODAY)
    assert [type(first), type(second)] == [Contradiction, Impossible]
    for finding in (first, second):
        span = finding.span
        assert text[span.start : span.end] == finding.written
        assert in_units(text, span.offset, span.length) == finding.written
    assert first.span.offset == first.span.start + 1


@settings(deadline=None)
@given(
    DAYS,
    st.integers(0, 6),
    st.booleans(),
    st.sampled_from(["{}, {} {} {}", "{} {} {} {}", "Hari/tanggal : {}, {} {} {}"]),
)
def test_a_finding_is_there_exactly_when_weekday_and_day_differ(
    day: date, weekday: int, short: bool, shape: str
) -> None:
    month = (SHORT_MONTHS if short else MONTHS)[day.month - 1]
    text = shape.format(WEEKDAYS[weekday][: 3 if short else None], day.day, month, day.year)
    found = findings(text, TODAY)
    assert bool(found) == (weekday != day.weekday())
    for finding in found:
        assert isinstance(finding, Contradiction)
        assert finding.day_kept.day == day
        assert finding.weekday_kept.day.weekday() == weekday
        assert abs(finding.weekday_kept.day - day) <= timedelta(days=3)


@settings(deadline=None)
@given(DAYS, st.integers(0, 6), st.booleans(), st.sampled_from(["", "malam "]), DAYS)
def test_both_ways_out_leave_nothing_to_find(day: date, weekday: int, with_year: bool, eve: str, today: date) -> None:
    written = f"{eve}{WEEKDAYS[weekday]}, {day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")
    for finding in findings(written, today):
        assert isinstance(finding, Contradiction)
        for reading in (finding.day_kept, finding.weekday_kept):
            assert findings(mend(RichText(written), finding.span, reading.text).text, today) == ()


@settings(deadline=None)
@given(st.text(), st.dates(date(1950, 1, 1), date(2500, 1, 1)))
def test_no_text_is_too_odd(text: str, today: date) -> None:
    findings(text, today)


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS)).map("".join))
def test_no_text_of_nearly_dates_is_too_odd(text: str) -> None:
    findings(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 13_000,
        "senin " * 2_200,
        "senin" + " " * 13_000,
        "1 " * 6_500,
        "Senin tanggal " * 900,
        "Senin, 22 " * 1_300,
    ],
)
def test_long_texts_of_half_dates_hold_no_finding(text: str) -> None:
    assert findings(text, TODAY) == ()


def test_every_date_of_a_long_text_is_found() -> None:
    text = "🎉 Senin, 22 Desember 2026. " * 500
    found = findings(text, TODAY)
    assert len(found) == 500
    assert in_units(text, found[-1].span.offset, found[-1].span.length) == "Senin, 22 Desember 2026"


# --- mending


def in_units(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le")


def stretches(rich: RichText) -> list[tuple[str, str]]:
    return [(entity.kind, in_units(rich.text, entity.offset, entity.length)) for entity in rich.entities]


def marked(text: str, *parts: tuple[str, str]) -> RichText:
    """`text` with an entity of the kind on the first place of each part."""
    entities = [Entity(kind, utf16_length(text[: text.index(part)]), utf16_length(part), {}) for kind, part in parts]
    return RichText(text, tuple(entities))


def test_mending_moves_and_stretches_formatting() -> None:
    rich = marked(
        "🎉 Rapat Senin, 22 Desember 2026 di Aula",
        ("bold", "Rapat"),
        ("underline", "Senin, 22 Desember 2026"),
        ("italic", "22 Desember"),
        ("spoiler", "Rapat Senin, 22"),
        ("code", "Aula"),
    )
    finding = only(rich.text)
    assert isinstance(finding, Contradiction)
    mended = mend(rich, finding.span, finding.day_kept.text)
    assert mended.text == "🎉 Rapat Selasa, 22 Desember 2026 di Aula"
    assert stretches(mended) == [
        ("bold", "Rapat"),
        ("underline", "Selasa, 22 Desember 2026"),
        ("italic", "22 Desember"),
        ("spoiler", "Rapat Selasa, 22"),
        ("code", "Aula"),
    ]


def test_formatting_of_what_is_gone_goes_with_it() -> None:
    rich = marked("a xyz b", ("bold", "y"), ("italic", "b"))
    assert mend(rich, Span(2, 5, 2, 3), "") == RichText("a  b", (Entity("italic", 3, 1, {}),))


def entities_within(text: str) -> st.SearchStrategy[tuple[Entity, ...]]:
    """Entities whose borders lie between characters, as a phone makes them."""
    borders = [utf16_length(text[:at]) for at in range(len(text) + 1)]
    pair = st.tuples(st.sampled_from(borders), st.sampled_from(borders)).map(sorted).filter(lambda two: two[0] < two[1])
    one = st.builds(lambda two: Entity("bold", two[0], two[1] - two[0], {}), pair)
    return st.lists(one, max_size=4).map(numbered) if text else st.just(())


def numbered(entities: list[Entity]) -> tuple[Entity, ...]:
    return tuple(replace(entity, kind=str(number)) for number, entity in enumerate(entities))


@st.composite
def mendings(draw: st.DrawFn) -> tuple[RichText, Span, str]:
    before, old, after, new = (draw(FACES) for _ in range(4))
    text = before + old + after
    span = Span(len(before), len(before + old), utf16_length(before), utf16_length(old))
    return RichText(text, draw(entities_within(text))), span, new


def formats(rich: RichText) -> Iterator[tuple[str, set[str]]]:
    """Each character with the kinds of the entities over it."""
    at = 0
    for char in rich.text:
        yield char, {entity.kind for entity in rich.entities if entity.offset <= at < entity.offset + entity.length}
        at += utf16_length(char)


@settings(deadline=None)
@given(mendings())
def test_what_lies_outside_the_stretch_stays_as_it_was(mending: tuple[RichText, Span, str]) -> None:
    rich, span, new = mending
    mended = mend(rich, span, new)
    assert mended.text == rich.text[: span.start] + new + rich.text[span.end :]
    old, now = list(formats(rich)), list(formats(mended))
    assert now[: span.start] == old[: span.start]
    assert now[len(now) - (len(old) - span.end) :] == old[span.end :]


@settings(deadline=None)
@given(mendings())
def test_every_entity_of_a_mended_text_lies_in_it(mending: tuple[RichText, Span, str]) -> None:
    mended = mend(*mending)
    length = utf16_length(mended.text)
    assert all(
        entity.offset >= 0 < entity.length and entity.offset + entity.length <= length for entity in mended.entities
    )


@settings(deadline=None)
@given(mendings())
def test_replacing_a_stretch_by_itself_changes_nothing(mending: tuple[RichText, Span, str]) -> None:
    rich, span, _ = mending
    assert mend(rich, span, rich.text[span.start : span.end]) == rich


def test_the_day_that_is_kept_reads_as_everywhere_else() -> None:
    finding = only("Senin, 22 Desember 2026")
    assert isinstance(finding, Contradiction)
    assert finding.day_kept.text == full_day(finding.day_kept.day)
