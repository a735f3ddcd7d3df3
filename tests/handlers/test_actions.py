"""Buttons become at most 64 bytes and come back the same; what nobody wrote decodes to nothing."""

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.actions import CODES, MAX_BYTES, Action, Answer, MarkRead, Open, decode, encode

IDS = st.integers(0, 2**53)
WORDS = st.text("abcdefghijklmnopqrstuvwxyz_<>", max_size=12)


@st.composite
def actions(draw: st.DrawFn) -> Action:
    kind: Any = draw(st.sampled_from(sorted(CODES.values(), key=lambda one: one.__name__)))
    made: Action = kind(*[draw(IDS if field.type is int else WORDS) for field in fields(kind)])
    return made


@given(actions())
def test_every_button_comes_back_as_it_was(action: Action) -> None:
    data = encode(action)
    assert len(data.encode()) <= MAX_BYTES
    assert decode(data) == action


@given(st.text(max_size=80))
def test_no_text_of_any_kind_raises(data: str) -> None:
    found = decode(data)
    assert found is None or type(found) in CODES.values()


@pytest.mark.parametrize("data", ["", "f", "f:1", "f:1:2:3", "?:1", "f:-1:2", "f:x!:1", "f:1:²", "a:1:2:a:b"])
def test_what_was_never_written_decodes_to_nothing(data: str) -> None:
    assert decode(data) is None


def test_codes_that_are_in_chats_never_change() -> None:
    """Cards live for months: a code keeps its action and the order of its fields for ever."""
    assert encode(Answer(35, 36, "yes")) == "a:z:10:yes"
    assert encode(Open("bantuan")) == "d:bantuan"
    assert encode(MarkRead(412, 1)) == "f:bg:1"
    assert " ".join(kind.__name__ for kind in CODES.values()) == (
        "Answer ResumeForm DropForm Open OpenCode MarkRead Approve SendBack Undo TakeBack Repair Discard "
        "Nudge TurnCard Decide WithdrawApplication NudgeApplication ShowApplication GreetAs WrongPerson "
        "Invite ShowUnit UnitPage ChooseSeat ShowGroup EndGroup "
        "OpenTrail TurnTrail ShowSettings Speak SpeakFirst CallMe LiveIn "
        "OpenMeeting NewMeeting ApproveMeeting SendBackMeeting UndoMeeting TakeBackMeeting RepairMeeting "
        "DiscardMeeting TurnMeeting RespondToMeeting KeepResponse NudgeMeeting ChangeMeeting CancelMeeting "
        "UndoMeetingChange SendCalendar "
        "LinkChat ChooseFrom ShowChat PartChat ChatsFrom "
        "NewNews OpenNews AcceptNews AskSender DeclineNews WithdrawNews RepairNews UndoNews HastenNews NewsPage"
    )


def test_a_value_that_would_not_come_back_is_refused_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="colon"):
        encode(Open("a:b"))
    with pytest.raises(ValueError, match="does not fit"):
        encode(Open("x" * 63))
