"""What goes wrong, as data: which calls, how, how often."""

from dataclasses import dataclass, field
from random import Random

from simulator.codec import Json
from simulator.errors import DEFAULT_WORDS, Refusal
from simulator.waiting import Signal


@dataclass(slots=True)
class Fault:
    """`cut` and `hang` are "before" or "after" the call is done; `times` None is for ever."""

    id: int
    method: str
    chat: int | None = None
    code: int | None = None
    description: str | None = None
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None
    latency: float = 0.0
    cut: str | None = None
    hang: str | None = None
    garbage: bool = False
    times: int | None = None
    probability: float = 1.0
    seed: int | None = None
    happened: int = 0
    random: Random = field(default_factory=Random)

    def refusal(self) -> Refusal | None:
        """The answer that the call gets instead of being done; None when the fault is of another kind."""
        code = self.code
        if code is None and self.retry_after is not None:
            code = 429
        if code is None and self.migrate_to_chat_id is not None:
            code = 400
        if code is None:
            return None
        return Refusal(code, self.description or self._words(code), self._parameters())

    def view(self) -> Json:
        names = (
            "id", "method", "chat", "code", "description", "retry_after", "migrate_to_chat_id", "latency",
            "cut", "hang", "garbage", "times", "probability", "seed", "happened",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}

    def _words(self, code: int) -> str:
        if self.retry_after is not None:
            return f"Too Many Requests: retry after {self.retry_after}"
        if self.migrate_to_chat_id is not None:
            return "Bad Request: group chat was upgraded to a supergroup chat"
        return DEFAULT_WORDS.get(code, "Bad Request" if code < 500 else "Internal Server Error")

    def _parameters(self) -> Json | None:
        given = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        return {name: value for name, value in given.items() if value is not None} or None


class Faults:
    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._last_id = 0
        self.active: list[Fault] = []
        self.generation = 0
        self.changed = Signal()

    def add(self, fault: Fault) -> None:
        """Gives the fault its id and its own dice."""
        self._last_id += 1
        fault.id = self._last_id
        fault.random = Random(fault.seed if fault.seed is not None else self._seed * 1_000 + fault.id)
        self.active.append(fault)
        self.changed.notify()

    def strike(self, method: str, chat_id: object) -> Fault | None:
        """The first fault that hits this call. One that has happened often enough is gone."""
        for fault in self.active:
            if fault.method not in ("*", method) or fault.chat not in (None, chat_id):
                continue
            if fault.probability < 1 and fault.random.random() >= fault.probability:
                continue
            fault.happened += 1
            if fault.times is not None and fault.happened >= fault.times:
                self.active.remove(fault)
                self.changed.notify()
            return fault
        return None

    def remove(self, fault_id: int | None = None) -> int:
        """Takes back one fault, or all of them; returns how many. Calls that hang are let go."""
        kept = [fault for fault in self.active if fault_id is not None and fault.id != fault_id]
        removed = len(self.active) - len(kept)
        self.active = kept
        self.generation += 1
        self.changed.notify()
        return removed

    def view(self) -> list[Json]:
        return [fault.view() for fault in self.active]
