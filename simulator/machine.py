"""The parts of one simulated Telegram, put together."""

from random import Random

from simulator.clock import Clock, real_seconds
from simulator.codec import Json
from simulator.events import Hub
from simulator.faults import Faults
from simulator.journal import Journal
from simulator.limits import Limits
from simulator.media import Files
from simulator.process import NO_CHILD, Child
from simulator.profile import Profile
from simulator.queries import Queries
from simulator.state import Bot, World
from simulator.stats import Stats
from simulator.updates import UpdateQueue
from simulator.webhook import Webhook


class Simulator:
    """What both planes work on. `seed` makes what is random repeatable."""

    def __init__(self, bot: Bot, seed: int = 0) -> None:
        self.bot = bot
        self.clock = Clock()
        self.journal = Journal()
        self.world = World(bot)
        self.updates = UpdateQueue(self.journal, self.clock.now)
        self.queries = Queries(first=int(real_seconds()) * 1_000)
        self.profile = Profile()
        self.webhook = Webhook(self.profile, self.updates)
        self.stats = Stats()
        self.files = Files()
        self.faults = Faults(seed)
        self.limits = Limits()
        self.hub = Hub(self.world)
        self.timed_polls: dict[tuple[int, int], int] = {}
        self._seed = seed
        self.dice = Random(seed)
        self.child: Child | None = None
        self.page: Json = {"title": "Simulator", "phones": [], "links": []}
        self.tour: Json | None = None
        self.touring = False
        self.world.observers.append(self.hub)

    def civil_second(self) -> int:
        return int(self.clock.now())

    def overview(self) -> Json:
        """What a page needs to know when it opens."""
        return {
            "bot": {"id": self.bot.id, "username": self.bot.username, "first_name": self.bot.first_name},
            "clock": self.clock.view(),
            "process": self.process_view(),
            "page": self.page,
            "limits": self.limits_view(),
            "faults": self.faults.view(),
            "stats": self.stats_view(),
            "tour": self.tour_view(),
        }

    def tour_view(self) -> Json:
        return {"known": self.tour is not None, "playing": self.touring}

    def stats_view(self) -> Json:
        return self.stats.view(self.updates.counts)

    def limits_view(self) -> Json:
        return {**self.limits.view(), "callback_seconds": self.queries.lifetime}

    def process_view(self) -> Json:
        return self.child.view() if self.child else dict(NO_CHILD)

    def run(self, command: str) -> Child:
        """The child that this command will start."""
        self.child = Child(command, lambda: self.hub.publish("process", {"process": self.process_view()}))
        return self.child

    def set_page(self, page: Json) -> None:
        self.page = page
        self.hub.publish("page", {"page": page})

    def reset(self) -> None:
        """Forgets everything but the bot and the limits; ids go on, the clock shows real time."""
        self.updates.drop_pending("forgotten by a reset")
        self.queries.forget()
        self.journal.forget()
        self.files.forget()
        self.faults.remove()
        self.timed_polls.clear()
        self.dice = Random(self._seed)
        self.limits.forget()
        self.stats = Stats()
        self.clock.reset()
        self.page = {"title": "Simulator", "phones": [], "links": []}
        self.tour, self.touring = None, False
        self.world.forget()
