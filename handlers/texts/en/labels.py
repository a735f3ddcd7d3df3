"""What stands on buttons: at most twenty characters, no full stop."""

from datetime import date

from core.dates import ZONES, Moment, bare_clock, short_day, weekday_and_day

# menu


def duties() -> str:
    return "Inbox"


def send_news() -> str:
    return "Send news"


def meetings() -> str:
    return "Meetings"


def more() -> str:
    return "More"


def announce() -> str:
    return "Announce"


def follow() -> str:
    return "Deliveries"


def approvals() -> str:
    return "Approvals"


def review_news() -> str:
    return "Review news"


def regional_news() -> str:
    return "Regional news"


def agenda() -> str:
    return "Agenda"


def releases() -> str:
    return "Releases"


def check() -> str:
    return "Check message"


def my_unit() -> str:
    return "My unit"


def members() -> str:
    return "Members & groups"


def help_() -> str:
    return "Help"


def register() -> str:
    return "Register"


# forms


def cancel() -> str:
    return "Cancel"


def back() -> str:
    return "Back"


def edit() -> str:
    return "Edit"


def keep_draft() -> str:
    return "Save draft"


def drop_draft() -> str:
    return "Discard"


def go_on() -> str:
    return "Continue"


def place(number: int) -> str:
    return str(number)


def previous() -> str:
    return "Previous"


def next_() -> str:
    return "Next"


# registration


def agree_go_on() -> str:
    return "Agree, continue"


def not_me() -> str:
    return "Not me"


def bapak() -> str:
    return "Bapak"


def ibu() -> str:
    return "Ibu"


def no_title() -> str:
    return "No title"


def change_name() -> str:
    return "Change name"


def name_deputy() -> str:
    return "Name a deputy"


def none_of_these() -> str:
    return "None of these"


def officer() -> str:
    return "PR officer"


def deputy() -> str:
    return "Deputy officer"


def viewer() -> str:
    return "Reader"


def forum_member() -> str:
    return "Forum member"


def secretariat() -> str:
    return "Secretariat"


def author() -> str:
    return "Author"


def approver() -> str:
    return "Approver"


def adult() -> str:
    return "18 or older"


def minor() -> str:
    return "Below 18"


def agree_send() -> str:
    return "Agree, send"


def withdraw() -> str:
    return "Withdraw"


def remind() -> str:
    return "Remind"


def accept() -> str:
    return "Accept"


def accept_replace() -> str:
    return "Yes, replace"


def as_deputy() -> str:
    return "Make deputy"


def refuse() -> str:
    return "Decline"


def wrong_person() -> str:
    return "Not this person"


def move_unit() -> str:
    return "Change unit"


def serve_both() -> str:
    return "Serve in both"


# members, units, groups


def invite() -> str:
    return "Invite an officer"


def applications() -> str:
    return "Applications"


def groups() -> str:
    return "Groups"


def rights() -> str:
    return "Bureau roles"


def new_group() -> str:
    return "New group"


def end_group() -> str:
    return "Delete group"


def done() -> str:
    return "Done"


def save() -> str:
    return "Save"


def open_bot() -> str:
    return "Open the bot"


def open_in_bot() -> str:
    return "Open in bot"


def chats() -> str:
    return "Chats"


def part_chat() -> str:
    return "Unlink"


def copy_link() -> str:
    return "Copy link"


# announcements


def new_text() -> str:
    return "Send new text"


def leave_it() -> str:
    return "Leave it"


def day(day: str) -> str:
    return weekday_and_day(date.fromisoformat(day), "en")


def other_group() -> str:
    return "Another group"


def normal() -> str:
    return "Normal"


def urgent() -> str:
    return "Urgent"


def most_urgent() -> str:
    return "Most urgent"


def ask_approval() -> str:
    return "Ask for approval"


def take_back() -> str:
    return "Take back"


def approve() -> str:
    return "Approve"


def send_back() -> str:
    return "Return"


def see_audience() -> str:
    return "See recipients"


def undo() -> str:
    return "Undo"


def repair() -> str:
    return "Improve"


def details() -> str:
    return "Details"


def copy_report() -> str:
    return "Copy report"


def mark_read() -> str:
    return "Read"


def read(at: Moment) -> str:
    return f"✓ Read {bare_clock(at)}"


def content() -> str:
    return "Content"


def audience() -> str:
    return "Recipients"


def priority() -> str:
    return "Priority"


# settings, trail


def settings() -> str:
    return "Settings"


def language() -> str:
    return "Language"


def title() -> str:
    return "Title"


def timezone() -> str:
    return "Time zone"


def follow_unit() -> str:
    return "As my unit"


def close() -> str:
    return "Close"


def trail() -> str:
    return "Trail"


def indonesian() -> str:
    """Each language by its own name."""
    return "Bahasa Indonesia"


def english() -> str:
    return "English"


def zone(zone: str) -> str:
    return ZONES[zone]


# meetings


def attending() -> str:
    return "Attending"


def delegated() -> str:
    return "Represented"


def declined() -> str:
    return "Not attending"


def myself() -> str:
    return "Myself"


def duty_trip() -> str:
    return "Duty trip"


def other_meeting() -> str:
    return "Other meeting"


def skip() -> str:
    return "Skip"


def change_answer() -> str:
    return "Other answer"


def calendar() -> str:
    return "Calendar"


def change_meeting() -> str:
    return "Edit meeting"


def cancel_meeting() -> str:
    return "Call it off"


def make_invitation() -> str:
    return "Invite units"


def replace_answer() -> str:
    return "Replace"


def yes() -> str:
    return "Yes"


def no() -> str:
    return "No"


def open_end() -> str:
    return "open end"


def until_it_begins() -> str:
    return "Until it begins"


def not_coming() -> str:
    return "Not coming"


def send_delegate() -> str:
    return "Send somebody"


def save_change() -> str:
    return "Save change"


def event() -> str:
    return "Event"


def date_() -> str:
    return "Date"


def hour() -> str:
    return "Hour"


def venue() -> str:
    return "Place"


def dress() -> str:
    return "Dress"


def confirm_by() -> str:
    return "Confirm by"


def delegable() -> str:
    return "May be represented"


def copy_reminder() -> str:
    return "Copy reminder"


def day_button(day: str) -> str:
    return short_day(date.fromisoformat(day), "en")


def hour_button(hour: str) -> str:
    return hour


def moment_button(at: Moment, zone: str) -> str:
    local = Moment(at.instant, zone)
    return f"{short_day(local.day, 'en')} {bare_clock(local)}"


# news from the regions


def send() -> str:
    return "Send"


def use_this() -> str:
    return "Use this"


def unit_region() -> str:
    return "Unit's region"


def today() -> str:
    return "Today"


def yesterday() -> str:
    return "Yesterday"


def my_photo() -> str:
    return "My photo"


def minors_none() -> str:
    return "No"


def minors_consent() -> str:
    return "Yes, allowed"


def minors_no_consent() -> str:
    return "Yes, not allowed yet"


def text_only() -> str:
    return "Send the text only"


def other_photos() -> str:
    return "Change photo"


def no_photos() -> str:
    return "Without photo"


def send_now() -> str:
    return "Send now"


def see_news() -> str:
    return "See the news"


def answer() -> str:
    return "Answer"


def new_news() -> str:
    return "New story"


def what() -> str:
    return "What"


def who() -> str:
    return "Who"


def where() -> str:
    return "Where"


def when() -> str:
    return "When"


def photo_credit() -> str:
    return "Photo"


def photo_consent() -> str:
    return "Photo consent"
