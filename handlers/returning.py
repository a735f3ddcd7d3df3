"""[Kembalikan]: the word that goes with what is sent back to its author."""

from dataclasses import replace
from typing import Any

from core.words import visible
from handlers.forms import Asked, Chosen, Given, NotMine, Question, Rejected
from handlers.texts import id as t
from handlers.texts.speech import say

MAX_REASON = 300


class Reason(Question[Any, Any]):
    """For drafts with a `reason`, with the `code` of what is sent back among the facts."""

    field = "reason"

    def ask(self, draft: Any, facts: Any) -> Asked:
        return Asked((say(t.announcements.why_back, code=facts.code),))

    def read(self, draft: Any, facts: Any, given: Given) -> Any | Rejected | NotMine:
        if isinstance(given, Chosen):
            return NotMine()
        reason = given.line
        if not visible(reason) or given.said.files:
            return Rejected(say(t.announcements.reason_needed))
        if len(reason) > MAX_REASON:
            return Rejected(say(t.announcements.reason_too_long, limit=MAX_REASON))
        return replace(draft, reason=reason)
