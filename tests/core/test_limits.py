"""The pace, with a clock that is only a number."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.limits import CATCH_UP, MOST_IN_A_SECOND, PACE, Departure, Limiter

START = 5_000.0


def leave(limiter: Limiter, now: float, address: int = 1, weight: int = 1) -> float:
    """Notes a message that is answered at once, and returns when it leaves."""
    departure = limiter.note(address, weight=weight, is_group=False, counts_for_chat=True, now=now)
    limiter.landed(departure, now + departure.wait)
    return now + departure.wait


def run(limiter: Limiter, gaps: list[float], weights: list[int] | None = None) -> list[float]:
    """Asks after each gap and sends all that is allowed, as the dispatcher does; when each message left.

    An album counts as many departures as it has items.
    """
    now, address, left = START, 0, list[float]()
    for nth, gap in enumerate(gaps):
        now += gap
        for _ in range(limiter.allowance(now)):
            address += 1
            weight = weights[nth % len(weights)] if weights else 1
            left += [leave(limiter, now, address, weight)] * weight
    return left


def most_in_a_second(left: list[float]) -> int:
    """The fullest closed second."""
    return max((sum(1 for other in left if at <= other <= at + 1.0) for at in left), default=0)


def counted(limiter: Limiter, gaps: list[float], delays: list[tuple[float, float]]) -> list[float]:
    """As `run`, with a network: each answer takes its delay, and the far side counts the message at a share of it."""
    now, left, flying = START, list[float](), list[tuple[float, Departure]]()
    for gap in gaps:
        now += gap
        for landed_at, departure in sorted((each for each in flying if each[0] <= now), key=lambda each: each[0]):
            limiter.landed(departure, landed_at)
        flying = [each for each in flying if each[0] > now]
        for _ in range(limiter.allowance(now)):
            departure = limiter.note(len(left), is_group=False, counts_for_chat=True, now=now)
            delay, share = delays[len(left) % len(delays)]
            flying.append((now + departure.wait + delay, departure))
            left.append(now + departure.wait + delay * share)
    return left


SHORT_GAPS = st.lists(st.floats(0, 0.05), min_size=50, max_size=400)
ANY_GAPS = st.lists(st.one_of(st.floats(0, 0.05), st.floats(0, 3.0)), max_size=300)


@given(ANY_GAPS)
def test_no_second_holds_more_than_thirty(gaps: list[float]) -> None:
    assert most_in_a_second(run(Limiter(), gaps)) <= MOST_IN_A_SECOND


@given(ANY_GAPS, st.lists(st.integers(1, 10), min_size=1, max_size=20))
def test_no_second_holds_more_than_thirty_with_albums_counted_by_items(gaps: list[float], weights: list[int]) -> None:
    left = run(Limiter(), gaps, weights)
    assert most_in_a_second(left) <= MOST_IN_A_SECOND
    assert all(first <= second for first, second in pairwise(left))


@given(SHORT_GAPS, st.lists(st.tuples(st.floats(0, 3.0), st.floats(0, 1)), min_size=1, max_size=40))
def test_no_second_of_the_far_side_holds_more_however_the_network_delays(
    gaps: list[float], delays: list[tuple[float, float]]
) -> None:
    assert most_in_a_second(counted(Limiter(), gaps, delays)) <= MOST_IN_A_SECOND


def test_a_round_trip_of_a_tenth_of_a_second_still_leaves_twenty_six_a_second() -> None:
    left = counted(Limiter(), [0.01] * 3_000, [(0.1, 0.5)])
    assert len(left) >= 26 * 30


def test_a_chat_rests_from_its_answer_on() -> None:
    limiter = Limiter()
    departure = limiter.note(7, is_group=False, counts_for_chat=True, now=START)
    limiter.landed(departure, START + 0.6)
    assert limiter.held(START + 1.59) == {7}
    assert limiter.held(START + 1.61) == frozenset()


@given(SHORT_GAPS)
def test_asked_often_enough_it_reaches_twenty_six_a_second(gaps: list[float]) -> None:
    left = run(Limiter(), gaps)
    assert len(left) + 1 >= 26 * sum(gaps)


def test_a_minute_of_late_timers_still_reaches_twenty_six_a_second() -> None:
    """Each time the asker comes at the promised time and 20 ms late, and once a second it stalls for 60 ms."""
    limiter, now, left = Limiter(), START, 0
    while now < START + 60:
        now = limiter.next_at(now) + (0.06 if left % 28 == 0 else 0.02)
        for address in range(limiter.allowance(now)):
            leave(limiter, now, address)
            left += 1
    assert left / 60 >= 26


def test_the_first_messages_leave_evenly() -> None:
    left = run(Limiter(), [0.001] * 500)
    assert left[0] == pytest.approx(START, abs=0.002)
    assert all(second - first >= 1 / 28 - 0.002 for first, second in pairwise(left))


def test_after_a_lull_two_may_leave_at_once_and_no_more() -> None:
    limiter = Limiter()
    leave(limiter, START)
    assert limiter.allowance(START + 60) == CATCH_UP == 2


@given(st.lists(st.floats(0, 0.2), max_size=60))
def test_one_may_leave_at_the_promised_time(gaps: list[float]) -> None:
    limiter, now = Limiter(), START
    for gap in gaps:
        now = limiter.next_at(now + gap)
        assert limiter.allowance(now) >= 1
        leave(limiter, now)


def test_within_the_allowance_nothing_waits() -> None:
    limiter, now = Limiter(), START
    for _ in range(200):
        now += 0.03
        waits = [leave(limiter, now) - now for _ in range(limiter.allowance(now))]
        assert not any(waits)


def test_an_album_lets_the_last_second_pass_until_it_fits() -> None:
    limiter = Limiter()
    left = run(limiter, [0.01] * 200)
    leaves_at = leave(limiter, START + 2.0, 999, weight=10)
    assert leaves_at > START + 2.0
    assert sum(1 for at in left if at >= leaves_at - 1) + 10 <= MOST_IN_A_SECOND
    assert limiter.allowance(START + 2.0) == 0
    assert limiter.next_at(START + 2.0) > leaves_at


def test_an_edit_counts_overall_but_not_for_its_chat() -> None:
    limiter = Limiter()
    assert limiter.allowance(START) == 1
    limiter.note(7, is_group=False, counts_for_chat=False, now=START)
    assert limiter.held(START) == frozenset()
    assert limiter.allowance(START) == 0


def test_a_chat_rests_a_second() -> None:
    limiter = Limiter()
    leave(limiter, START, 7)
    assert limiter.held(START + 0.99) == {7}
    assert limiter.freed_at(START) == pytest.approx(START + 1)
    assert limiter.held(START + 1.01) == frozenset()
    assert limiter.freed_at(START + 1.01) is None


def test_a_group_gets_twenty_a_minute() -> None:
    limiter, now = Limiter(), START
    for _ in range(20):
        assert 7 not in limiter.held(now)
        limiter.note(7, is_group=True, counts_for_chat=True, now=now)
        now += 1.5
    assert limiter.held(now) == {7}
    assert limiter.held(START + 60) == {7}
    assert limiter.held(START + 61.5) == frozenset()


def test_a_refused_chat_rests_alone() -> None:
    limiter = Limiter()
    limiter.pause(7, 30.0, START)
    assert limiter.held(START + 29) == {7}
    assert limiter.allowance(START) == 1


def test_a_refusal_never_shortens_a_rest() -> None:
    limiter = Limiter()
    limiter.pause(7, 30.0, START)
    leave(limiter, START + 1, 7)
    limiter.pause(7, 1.0, START + 2)
    assert limiter.held(START + 29) == {7}


def test_three_chats_refused_within_five_seconds_halt_everyone_as_long_as_the_shortest() -> None:
    limiter = Limiter()
    for nth, (address, seconds) in enumerate([(1, 60.0), (2, 7.0), (3, 9.0)]):
        assert limiter.allowance(START + nth) >= 1
        limiter.pause(address, seconds, START + nth)
    assert limiter.allowance(START + 2) == 0
    assert limiter.next_at(START + 2) == START + 8
    assert limiter.allowance(START + 8) >= 1
    assert limiter.held(START + 8) == {1, 3}


@pytest.mark.parametrize("chats", [(1, 1, 1, 1), (1, 2, 1, 2)])
def test_the_same_chats_refused_again_halt_nobody_else(chats: tuple[int, ...]) -> None:
    limiter = Limiter()
    for address in chats:
        limiter.pause(address, 5.0, START)
    assert limiter.allowance(START) == 1


def test_three_chats_refused_over_a_longer_time_halt_nobody_else() -> None:
    limiter = Limiter()
    for address in (1, 2, 3):
        limiter.pause(address, 30.0, START + address * 3)
    assert limiter.allowance(START + 9) >= 1


def test_a_pause_for_everyone_holds_all() -> None:
    limiter = Limiter()
    limiter.pause(None, 3.0, START)
    assert limiter.allowance(START + 2.9) == 0
    assert limiter.next_at(START) == START + 3
    assert limiter.allowance(START + 3) >= 1


def test_what_is_over_is_forgotten() -> None:
    limiter, now = Limiter(), START
    for address in range(5_000):
        now += 0.05
        limiter.note(address, is_group=address % 2 == 0, counts_for_chat=True, now=now)
        limiter.pause(address, 0.5, now)
        limiter.held(now)
    limiter.held(now + 120)
    remembered = [value for value in vars(limiter).values() if isinstance(value, dict)]
    assert sum(map(len, remembered)) < 200


def test_a_faster_pace_scales_every_window() -> None:
    limiter = Limiter.paced(10 * PACE)
    left = run(limiter, [0.001] * 3_000)
    assert 260 <= most_in_a_second(left) <= 281
    limiter.note(-7, is_group=False, counts_for_chat=True, now=START + 10)
    assert limiter.held(START + 10.099) == {-7}
    assert limiter.held(START + 10.101) == frozenset()


def test_after_a_lull_a_faster_pace_makes_up_for_the_same_time() -> None:
    limiter = Limiter.paced(10 * PACE)
    leave(limiter, START)
    assert limiter.allowance(START + 60) == 10 * (CATCH_UP - 1) + 1
    assert not any(leave(limiter, START + 60) > START + 60 for _ in range(limiter.allowance(START + 60)))


def test_a_slower_pace_lets_a_chat_rest_no_longer() -> None:
    limiter = Limiter.paced(2)
    assert most_in_a_second(run(limiter, [0.05] * 400)) <= 3
    limiter.note(-7, is_group=False, counts_for_chat=True, now=START + 30)
    assert limiter.held(START + 31.01) == frozenset()


def test_what_another_sender_sent_to_a_group_counts_until_its_minute_is_over() -> None:
    limiter = Limiter()
    for nth in range(20):
        limiter.recall(7, 100.0 + nth)
    assert 7 in limiter.held(160.9)
    assert limiter.freed_at(130.0) == 161.0
    assert 7 not in limiter.held(161.0)
