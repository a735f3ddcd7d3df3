"""What the network did before the visitor came: a linked group, two pieces of news, and a meeting that most units have
answered. All of it through the functions by which the bot does it; what they queue leaves once the bot runs."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.demo.cast import DENI, HENDRA, RANI, RATNA, YUSUF, Player, crowd_of
from bot.demo.guests import Follow, Invited, choice, delegate
from core import chats, meetings, news
from core.approval import stamp
from core.cards import Subject
from core.channels import TELEGRAM, RichText
from core.codec import JsonObject
from core.groups import EVERYBODY
from core.media import Content
from core.meetings import Answer, Details, Meeting, Rsvp
from core.members import Member
from core.news import Story
from core.schedule import DueKind
from handlers.texts.id import labels
from storage.uow import UnitOfWork

WIB = "Asia/Jakarta"
GROUP_ID = -1_002_026_112_301
"""Of the supergroup in the simulated Telegram."""
GROUP_TITLE = "Bakohumas Bengkulu"
FIRST_NEWS, FIRST_MEETING = 229, 87
UNDECIDED = 4
"""Every so manieth unit of the crowd has not answered yet."""
TITLE = "Rapat Koordinasi Bakohumas"
ANSWERS = {
    RATNA: Answer(Rsvp.ATTENDING),
    YUSUF: Answer(Rsvp.ATTENDING),
    DENI: Answer(Rsvp.DELEGATED, "Sari", "Kasi Humas"),
    RANI: Answer(Rsvp.DECLINED, reason=labels.other_meeting()),
}
"""What those with phones have answered, each for the whole unit."""


def _wib(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(WIB))


DETAILS = Details(
    title=TITLE,
    starts_at=_wib(12, 2, 9),
    ends_at=None,
    zone=WIB,
    place="Aula Diskominfotik",
    dress="PDH batik",
    confirm_by=_wib(11, 30, 15),
    delegable=True,
)
STORIES: Sequence[tuple[str, datetime, Story]] = (
    (
        "1708-kominfo",
        _wib(11, 19, 14, 20),
        Story(
            Content(
                RichText(
                    "Kominfo Kepahiang membuka kelas menulis siaran pers bagi 25 admin media sosial perangkat daerah, "
                    "Kamis, 19 November 2026, di Aula Bappeda Kepahiang."
                )
            ),
            kinds=(),
            what="Kelas menulis siaran pers bagi 25 admin media sosial",
            place="Kabupaten Kepahiang",
            day=date(2026, 11, 19),
        ),
    ),
    (
        "genre-1709",
        _wib(11, 20, 16, 5),
        Story(
            Content(
                RichText(
                    "Forum GenRe Bengkulu Tengah mengajak 60 pelajar SMPN 1 Karang Tinggi menyusun rencana masa depan "
                    "dalam kelas PIK-R, Jumat, 20 November 2026."
                )
            ),
            kinds=(),
            what="60 pelajar menyusun rencana masa depan dalam kelas PIK-R",
            place="Kabupaten Bengkulu Tengah",
            day=date(2026, 11, 20),
        ),
    ),
)


async def happened(uow: UnitOfWork, bureau_id: int, people: Mapping[Player, int]) -> None:
    """`people` are ids of persons."""
    await _link_group(uow, bureau_id, people)
    await _publish_news(uow, bureau_id, people)
    await _invite(uow, bureau_id, people)


async def _member(uow: UnitOfWork, people: Mapping[Player, int], player: Player, now: datetime) -> Member:
    member = await uow.members.member(people[player], now)
    assert member is not None
    return member


async def _link_group(uow: UnitOfWork, bureau_id: int, people: Mapping[Player, int]) -> None:
    at = _wib(11, 16, 9)
    ratna = await _member(uow, people, RATNA, at)
    chat = await chats.ask(uow, ratna, TELEGRAM, str(GROUP_ID), GROUP_TITLE, True, at)
    await chats.link(uow, ratna, chat.id, await _everybody(uow, bureau_id), at)


async def _everybody(uow: UnitOfWork, bureau_id: int) -> int:
    return next(group.id for group in await uow.groups.all(bureau_id) if group.name == EVERYBODY[0])


async def _publish_news(uow: UnitOfWork, bureau_id: int, people: Mapping[Player, int]) -> None:
    for _ in range(FIRST_NEWS - 1):
        await uow.numbers.next(bureau_id, news.NUMBER_KIND)
    for unit, at, story in STORIES:
        sender = await _member(uow, people, next(player for player in people if player.unit == unit), at)
        ratna = await _member(uow, people, RATNA, at)
        sent = (await news.submit(uow, sender, sender.seats[0].unit.id, story, at)).found
        accepted_at = at + timedelta(minutes=25)
        await news.accept(uow, ratna, sent.id, sent.version, accepted_at)
        await uow.schedule.drop(DueKind.NEWS, sent.id)
        await news.publish(uow, sent.id, 1, accepted_at + news.UNDO_TIME)


async def _invite(uow: UnitOfWork, bureau_id: int, people: Mapping[Player, int]) -> None:
    for _ in range(FIRST_MEETING - 1):
        await uow.numbers.next(bureau_id, meetings.NUMBER_KIND)
    asked_at, approved_at, released_at = _wib(11, 18, 10, 5), _wib(11, 18, 10, 12), _wib(11, 18, 10, 13)
    ratna, hendra = [await _member(uow, people, one, asked_at) for one in (RATNA, HENDRA)]
    asked = await meetings.ask(uow, ratna, bureau_id, DETAILS, await _everybody(uow, bureau_id), asked_at)
    await meetings.approve(uow, hendra, asked.id, stamp(asked.asked_at), approved_at)
    await uow.schedule.drop(DueKind.MEETING_RELEASE, asked.id)
    await uow.cards.withdraw(Subject.MEETING_APPROVAL, asked.id)  # he has decided: nothing is left to look at
    await meetings.release(uow, asked.id, released_at)
    for player, answer in (ANSWERS | _of_the_crowd(asked, people)).items():
        by = await _member(uow, people, player, released_at)
        await _answer_for(uow, by, asked.id, answer, released_at + timedelta(minutes=player.id % 400))


async def _answer_for(uow: UnitOfWork, by: Member, meeting_id: int, answer: Answer, at: datetime) -> None:
    """As `meetings.answer`, but the invitations, which have not left yet, stay behind what the visitor asks for."""
    units = [one.unit_id for one in await meetings.demand_answerable(uow, by, meeting_id, answer.rsvp, at)]
    await uow.meetings.answer(meeting_id, units, answer, by.person.id, at)
    detail: JsonObject = {"rsvp": answer.rsvp.value, "units": [*units]}
    await uow.audit.note(at, by.person.id, "meeting.answered", "meeting", meeting_id, detail)


def _of_the_crowd(meeting: Meeting, people: Mapping[Player, int]) -> dict[Player, Answer]:
    """As they answer when they are asked on the page; one person speaks for a unit."""
    units = [players for players in crowd_of(tuple(people)).values() if players[0].unit != "bkl-rri"]
    return {
        players[0]: _answer(meeting, players[0].unit)
        for number, players in enumerate(units)
        if number % UNDECIDED != UNDECIDED - 1
    }


def _answer(meeting: Meeting, unit: str) -> Answer:
    match choice(Invited(meeting.id), unit):
        case Rsvp.DELEGATED:
            name, _, title = delegate(Follow(meeting.id, who=True), unit).partition(", ")
            return Answer(Rsvp.DELEGATED, name, title)
        case Rsvp.DECLINED:
            return Answer(Rsvp.DECLINED, reason=labels.duty_trip())
        case Rsvp.ATTENDING:
            return Answer(Rsvp.ATTENDING)
