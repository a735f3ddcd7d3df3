"""A stop leaves taps to whoever handles them: nothing asks Telegram once the way to it is closed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from bot import workers
from bot.workers import TapAnswers
from core.channels import Upload
from core.codec import Json
from handlers.router import TapWords
from handlers.telegram.request import Answer, Ok
from handlers.telegram.send import TelegramChannel

A_MOMENT = 0.02


@dataclass(slots=True)
class Line:
    """Keeps what was asked of Telegram."""

    answered: list[tuple[object, object]] = field(default_factory=list)

    async def call(self, method: str, params: Mapping[str, object], timeout: float) -> Answer:
        assert method == "answerCallbackQuery"
        await asyncio.sleep(A_MOMENT)
        self.answered.append((params["callback_query_id"], params.get("text")))
        return Ok(True)

    async def upload(self, method: str, params: Mapping[str, Json], name: str, file: Upload) -> Answer:
        raise AssertionError("no tap is answered with a file")


async def test_a_tap_that_takes_long_is_answered_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "TAP_SECONDS", A_MOMENT)
    line = Line()
    taps = TapAnswers(TelegramChannel(line))
    taps.arrived("one")
    await asyncio.sleep(3 * A_MOMENT)
    assert line.answered == [("one", None)]


async def test_a_stop_waits_for_answers_on_their_way_and_leaves_the_other_taps_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = Line()
    taps = TapAnswers(TelegramChannel(line))
    taps.arrived("handled")
    taps.answer("handled", TapWords("Terima kasih.", alert=False))
    with monkeypatch.context() as patched:
        patched.setattr(workers, "TAP_SECONDS", A_MOMENT)
        taps.arrived("not handled yet")
    await taps.finish()
    assert line.answered == [("handled", "Terima kasih.")]
    await asyncio.sleep(3 * A_MOMENT)
    assert len(line.answered) == 1
