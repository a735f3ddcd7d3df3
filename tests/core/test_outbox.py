"""What an answer means for a row: the one table that decides between again, repeat, doubt and failure."""

from dataclasses import replace

import pytest

from core.channels import (
    Delete,
    Edit,
    InDoubt,
    Moved,
    Order,
    Outcome,
    Reason,
    Refused,
    Revoked,
    RichText,
    Send,
    Sent,
    TryLater,
)
from core.outbox import (
    MAX_TRIES,
    MOST_DEATHS,
    REPEAT_AFTER_MS,
    Advance,
    Again,
    Anew,
    Doubt,
    Drop,
    Fail,
    Instead,
    Lane,
    Readdress,
    Repeat,
    Row,
    Source,
    Verdict,
    judge,
    left_behind,
)

NOW = 1_000_000
WORDS = RichText("isi")
SEND, EDIT, DELETE = Send(WORDS), Edit(7, WORDS), Delete(7)
DELIVERY = Row(1, Lane.ANNOUNCEMENT, Source.ANNOUNCEMENT, 9, 0, 3, "telegram", "100", 5, "id", "Asia/Jakarta")
REPLY, CARD = replace(DELIVERY, source=Source.REPLY), replace(DELIVERY, source=Source.CARD)


@pytest.mark.parametrize(
    ("row", "order", "outcome", "verdict"),
    [
        (DELIVERY, SEND, Sent((41,)), Advance((41,))),
        (CARD, EDIT, Sent(), Advance(())),
        (DELIVERY, SEND, TryLater(2.5), Again(NOW + 2_500)),
        (DELIVERY, SEND, Moved("-100"), Readdress("-100")),
        (replace(DELIVERY, tries=19), SEND, Moved("-100"), Readdress("-100")),
        (replace(DELIVERY, tries=20), SEND, Moved("-100"), Fail(Reason.CHAT_GONE)),
        (DELIVERY, SEND, Refused(Reason.STOPPED, True), Fail(Reason.STOPPED, True)),
        (DELIVERY, SEND, Refused(Reason.TOO_LONG), Fail(Reason.TOO_LONG)),
        (DELIVERY, SEND, Revoked(), Again(NOW, counts=False)),
        (CARD, EDIT, Refused(Reason.MESSAGE_GONE), Anew()),
        (REPLY, DELETE, Refused(Reason.MESSAGE_GONE), Instead()),
        (REPLY, EDIT, Refused(Reason.MESSAGE_GONE), Drop()),
        (DELIVERY, SEND, InDoubt(), Repeat(NOW + REPEAT_AFTER_MS)),
        (CARD, SEND, InDoubt(), Repeat(NOW + REPEAT_AFTER_MS)),
        (replace(DELIVERY, repeats=1), SEND, InDoubt(), Doubt()),
        (REPLY, SEND, InDoubt(), Doubt()),
        (CARD, EDIT, InDoubt(), Again(NOW + 1_000)),
        (REPLY, DELETE, InDoubt(), Again(NOW + 1_000)),
    ],
)
def test_what_an_answer_means(row: Row, order: Order, outcome: Outcome, verdict: Verdict) -> None:
    assert judge(row, order, outcome, NOW) == verdict


def test_a_network_that_never_comes_back_ends_in_a_failure() -> None:
    tired = replace(DELIVERY, tries=MAX_TRIES)
    assert judge(tired, SEND, TryLater(1.0), NOW) == Fail(Reason.OTHER, detail="no way through")


def test_a_row_left_behind_by_a_dead_sender_is_in_doubt_unless_it_harms_nobody() -> None:
    assert left_behind(DELIVERY, NOW, repeatable=False) == Repeat(NOW + REPEAT_AFTER_MS)
    assert left_behind(REPLY, NOW, repeatable=False) == Doubt()
    assert left_behind(CARD, NOW, repeatable=True) == Again(NOW + 1_000)


def test_a_delivery_is_not_given_up_because_two_senders_died_over_it() -> None:
    """A dead sender may not even have asked; so one repeat in doubt is not enough to leave somebody out."""
    twice = replace(DELIVERY, repeats=1)
    assert left_behind(twice, NOW, repeatable=False) == Repeat(NOW + REPEAT_AFTER_MS)
    assert left_behind(replace(DELIVERY, repeats=MOST_DEATHS), NOW, repeatable=False) == Doubt()
    assert left_behind(replace(CARD, repeats=1), NOW, repeatable=False) == Repeat(NOW + REPEAT_AFTER_MS)
    assert left_behind(replace(CARD, repeats=MOST_DEATHS), NOW, repeatable=False) == Doubt()
