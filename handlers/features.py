"""All features of the chat, put together: which command, button, card and due row belongs to whom."""

from collections.abc import Awaitable, Callable, Mapping

from core.cards import Card, Subject
from core.clock import Calendar
from core.jobs import Effect, purge
from core.outbox import Source
from core.regions import Regions
from core.schedule import DueKind
from core.uow import UnitOfWork
from handlers import (
    actions,
    announcements,
    chats,
    duties,
    groups,
    invitations,
    meetings,
    menu,
    organising,
    registration,
    settings,
    start,
    units,
)
from handlers.announcing import ANNOUNCE, RETURN
from handlers.answering import DECLINE, DELEGATE
from handlers.context import Around, Talk
from handlers.faces import Face
from handlers.forms import Forms
from handlers.inviting.form import INVITE, RETURN_MEETING
from handlers.links import Door, Links, behind
from handlers.news import asking, copies, reading, reviewing, sending, tracing
from handlers.news import faces as news_faces
from handlers.news.form import SEND_NEWS
from handlers.notices import CardFace, Notices
from handlers.router import Command, CommandHandler, Router, Taps
from handlers.texts import id as t
from handlers.texts.speech import Say, say
from handlers.trail import Trails

OFFICE_FORMS = (ANNOUNCE, RETURN, groups.MAKE_GROUP, registration.JOIN, registration.APPLY)
MEETING_FORMS = (INVITE, RETURN_MEETING, DELEGATE, DECLINE)
NEWS_FORMS = (SEND_NEWS, asking.ASK_ABOUT_NEWS, asking.ANSWER_NEWS, asking.DECLINE_NEWS)
FORMS = Forms({kind.name: kind for kind in (*OFFICE_FORMS, *MEETING_FORMS, *NEWS_FORMS)})

TRAILS = Trails((announcements.TRAIL, meetings.TRAIL, tracing.TRAIL))
"""What has a trail that people may read: one entry a kind of matter."""

EFFECTS: Mapping[DueKind, Effect] = {
    DueKind.RELEASE: announcements.release,
    DueKind.NEWS: reviewing.publish,
    DueKind.FORGET: registration.forget,
    DueKind.PURGE: purge,
    DueKind.MEETING_RELEASE: meetings.release,
    DueKind.MEETING_CHANGE: meetings.take_effect,
    DueKind.MEETING_DAY: meetings.remind,
    DueKind.MEETING_HOUR: meetings.remind,
}


def _later(label: Say) -> CommandHandler:
    async def answer(talk: Talk, rest: str) -> None:
        await start.not_yet(talk, label)

    return answer


async def _start(talk: Talk, payload: str) -> None:
    """/start, with what stands behind a link of ours or an invitation."""
    opened = behind(payload)
    if opened is None:
        await registration.start(talk, payload)
    elif not talk.member.registered:
        await registration.newcomer(talk, "")
    else:
        door, number = opened
        await DOORS[door](talk, number)


DOORS: Mapping[Door, Callable[[Talk, int], Awaitable[None]]] = {
    Door.CODE: announcements.open_linked,
    Door.CHAT: chats.choose,
}


def _not_yet(*labels: Say) -> Command:
    return Command(_later(labels[0]), keys=labels)


COMMANDS: Mapping[str, Command] = {
    "start": Command(_start, registered=False),
    "daftar": Command(registration.newcomer, registered=False),
    "batal": Command(start.cancel, registered=False),
    "bantuan": Command(start.help_, registered=False),
    "help": Command(start.help_, registered=False),
    "menu": Command(start.open_menu),
    "lainnya": Command(start.more, keys=(say(t.labels.more),)),
    "kotakmasuk": Command(duties.listing, keys=(say(t.labels.duties),)),
    "lanjut": Command(duties.go_on),
    "unit": Command(units.mine),
    "pengaturan": Command(settings.opened, registered=False),
    "bahasa": Command(settings.languages, registered=False),
    "umumkan": Command(announcements.announce, keys=(say(t.labels.announce),)),
    "pantau": Command(announcements.follow, keys=(say(t.labels.follow),)),
    "status": Command(announcements.status),
    "jejak": Command(TRAILS.asked),
    "persetujuan": Command(announcements.approvals, keys=(say(t.labels.approvals),)),
    "anggota": Command(units.desk),
    "permohonan": Command(registration.applications),
    "kelompok": Command(groups.listing),
    "grup": Command(chats.listing),
    "kelompokbaru": Command(groups.begin),
    "kabar": Command(sending.send, keys=(say(t.labels.send_news),)),
    "rapat": Command(meetings.listing, keys=(say(t.labels.meetings),)),
    "tinjau": Command(reading.review, keys=(say(t.labels.review_news),)),
    "kabardaerah": Command(reading.latest, keys=(say(t.labels.regional_news),)),
    "agenda": Command(meetings.listing, keys=(say(t.labels.agenda),)),
    "rilis": _not_yet(say(t.labels.releases)),
    "cek": _not_yet(say(t.labels.check)),
}


async def _open(talk: Talk, action: actions.Open) -> None:
    """A menu entry is the command of the same name."""
    command = COMMANDS.get(action.what)
    if command is None:
        talk.alert(say(t.trouble.old_button))
    elif command.registered and not talk.member.registered:
        talk.alert(say(t.trouble.members_only))
    else:
        await command.handler(talk, "")


TAPS: Mapping[type[actions.Action], Taps] = {
    actions.ResumeForm: Taps(start.resume_form, registered=False),
    actions.DropForm: Taps(start.drop_form, registered=False),
    actions.Open: Taps(_open, registered=False),
    actions.OpenCode: Taps(announcements.open_code),
    actions.MarkRead: Taps(announcements.mark_read),
    actions.Approve: Taps(announcements.approve),
    actions.SendBack: Taps(announcements.send_back),
    actions.Undo: Taps(announcements.undo),
    actions.TakeBack: Taps(announcements.take_back),
    actions.Repair: Taps(announcements.repair),
    actions.Discard: Taps(announcements.discard),
    actions.Nudge: Taps(announcements.nudge),
    actions.TurnCard: Taps(announcements.turn_card),
    actions.OpenMeeting: Taps(meetings.open_meeting),
    actions.NewMeeting: Taps(meetings.invite),
    actions.ApproveMeeting: Taps(meetings.approve),
    actions.SendBackMeeting: Taps(meetings.send_back),
    actions.UndoMeeting: Taps(meetings.undo),
    actions.TakeBackMeeting: Taps(meetings.take_back),
    actions.RepairMeeting: Taps(meetings.repair),
    actions.DiscardMeeting: Taps(meetings.discard),
    actions.TurnMeeting: Taps(meetings.turn),
    actions.RespondToMeeting: Taps(meetings.respond),
    actions.KeepResponse: Taps(meetings.keep),
    actions.NudgeMeeting: Taps(meetings.nudge),
    actions.ChangeMeeting: Taps(meetings.change),
    actions.CancelMeeting: Taps(meetings.cancel),
    actions.UndoMeetingChange: Taps(meetings.undo_change),
    actions.SendCalendar: Taps(meetings.send_calendar),
    actions.Decide: Taps(registration.decide),
    actions.WithdrawApplication: Taps(registration.withdraw, registered=False),
    actions.NudgeApplication: Taps(registration.nudge, registered=False),
    actions.ShowApplication: Taps(registration.show_application),
    actions.GreetAs: Taps(registration.greet_as),
    actions.WrongPerson: Taps(registration.wrong_person),
    actions.Invite: Taps(units.invite),
    actions.ShowUnit: Taps(units.show),
    actions.UnitPage: Taps(units.page),
    actions.ChooseSeat: Taps(units.choose_seat),
    actions.ShowGroup: Taps(groups.show),
    actions.EndGroup: Taps(groups.end),
    actions.OpenTrail: Taps(TRAILS.opened),
    actions.TurnTrail: Taps(TRAILS.turned),
    actions.ShowSettings: Taps(settings.turned, registered=False),
    actions.Speak: Taps(settings.spoken, registered=False),
    actions.SpeakFirst: Taps(settings.spoken_first, registered=False),
    actions.CallMe: Taps(settings.called),
    actions.LiveIn: Taps(settings.lives),
    actions.LinkChat: Taps(chats.link),
    actions.ChooseFrom: Taps(chats.choose_from),
    actions.ShowChat: Taps(chats.show),
    actions.PartChat: Taps(chats.part),
    actions.ChatsFrom: Taps(chats.page),
    actions.NewNews: Taps(sending.begin_beside),
    actions.OpenNews: Taps(reading.open_news),
    actions.AcceptNews: Taps(reviewing.accept),
    actions.AskSender: Taps(reviewing.ask),
    actions.DeclineNews: Taps(reviewing.decline),
    actions.WithdrawNews: Taps(sending.withdraw),
    actions.RepairNews: Taps(sending.repair),
    actions.UndoNews: Taps(reviewing.undo),
    actions.HastenNews: Taps(reviewing.hasten),
    actions.NewsPage: Taps(reading.page),
}

FINDERS = (
    announcements.replied,
    reading.coded,
    announcements.coded,
    meetings.coded,
    start.greeted,
    sending.material,
    sending.long_text,
    units.searched,
)
"""In the order of precedence; the answer to an open form comes before all of them."""


CHAT_COMMANDS: Mapping[str, CommandHandler] = {
    "hubungkan": chats.link_here,
    "putuskan": chats.part_here,
    "bantuan": chats.help_here,
    "help": chats.help_here,
    "umumkan": chats.way,
    "agenda": meetings.agenda_here,
}
"""What is answered in groups of Telegram."""


def cards(calendar: Calendar, regions: Regions, links: Links) -> Mapping[Subject, CardFace]:
    async def form_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
        form = await uow.forms.get(shown.subject_id)
        return await FORMS.face(uow, regions, form, calendar.now()) if form is not None else None

    async def chat_card(uow: UnitOfWork, shown: Card, person_id: int) -> Face | None:
        return await chats.chat_card(uow, shown, person_id, links, regions)

    return {
        Subject.FORM: form_card,
        Subject.ANNOUNCEMENT: announcements.author_card,
        Subject.APPROVAL: announcements.approval_card,
        Subject.APPLICATION: registration.application_card,
        Subject.APPLICANT: registration.applicant_card,
        Subject.INVITATION: registration.invitation_card,
        Subject.MEETING: organising.organiser_card,
        Subject.MEETING_APPROVAL: organising.approval_card,
        Subject.MEETING_INVITATION: invitations.invitation_card,
        Subject.MEETING_REMINDER: invitations.reminder_card,
        Subject.MEETING_NOTICE: invitations.notice_card,
        Subject.CHAT: chat_card,
        Subject.NEWS: news_faces.sender_card,
        Subject.REVIEW: news_faces.review_card,
        Subject.NEWS_ANSWER: news_faces.answer_card,
        Subject.NEWS_THANKS: news_faces.thanks_card,
    }


def make_router(regions: Regions, username: str) -> Router:
    around, by_admins = Around(regions, FORMS, Links(username)), frozenset({"hubungkan"})
    return Router(
        *(around, FORMS, COMMANDS, TAPS, FINDERS, registration.newcomer),
        *(CHAT_COMMANDS, by_admins, chats.happened),
    )


def make_notices(calendar: Calendar, regions: Regions, username: str) -> Notices:
    links = Links(username)
    return Notices(cards(calendar, regions, links), {Source.NEWS: copies.Copies().render}, links)


BLUE_MENU: tuple[tuple[str, Say], ...] = (
    ("menu", say(t.start.command_menu)),
    ("kotakmasuk", say(t.start.command_duties)),
    ("unit", say(t.start.command_unit)),
    ("pengaturan", say(t.start.command_settings)),
    ("bantuan", say(t.start.command_help)),
    ("batal", say(t.start.command_cancel)),
)
"""What Telegram lists behind its blue button for everybody: command and line. What a role adds stands on its keys."""

__all__ = ["BLUE_MENU", "EFFECTS", "FORMS", "cards", "make_notices", "make_router", "menu"]
