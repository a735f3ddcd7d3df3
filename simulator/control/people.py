"""/sim/people: who there is and what they do."""

import asyncio
from typing import Any

from aiohttp import web

from simulator import acting, people, polls, pressing
from simulator.codec import Json
from simulator.control.ask import answer, body, json_of, maybe, need, object_of, only
from simulator.control.attaching import key_content
from simulator.control.persons import change, read_person
from simulator.control.reading import messages
from simulator.control.router import Router
from simulator.errors import ControlError, missing
from simulator.events import person_view
from simulator.machine import Simulator
from simulator.messages import Message
from simulator.state import Person


class PeopleCalls:
    def __init__(self, sim: Simulator, router: Router) -> None:
        self._sim = sim
        one = "/sim/people/{person}"
        router.add("GET", "/sim/people", self.everyone)
        router.add("POST", "/sim/people", self.create)
        router.add("POST", "/sim/people/bulk", self.create_many)
        router.add("POST", "/sim/people/bulk-start", self.start_many)
        router.add("GET", one, self.show)
        router.add("POST", one, self.change)
        router.add("GET", f"{one}/inbox", self.inbox)
        for name in ("start", "press", "vote", "edit", "delete", "react", "forward", "block", "unblock", "deactivate"):
            router.add("POST", f"{one}/{name}", getattr(self, name))
        router.add("POST", f"{one}/reply-key", self.reply_key)

    def _person(self, person: int) -> Person:
        found = self._sim.world.people.get(person)
        if found is None:
            raise missing(f"there is no person {person}")
        return found

    async def everyone(self, _request: web.BaseRequest) -> web.Response:
        return answer([person_view(each) for each in self._sim.world.people.values()])

    async def show(self, _request: web.BaseRequest, person: int) -> web.Response:
        return answer(person_view(self._person(person)))

    async def create(self, request: web.BaseRequest) -> web.Response:
        return answer(self._create([await body(request)])[0], 201)

    async def change(self, request: web.BaseRequest, person: int) -> web.Response:
        who = self._person(person)
        change(who, await body(request))
        self._sim.world.person_changed(who)
        return answer(person_view(who))

    async def create_many(self, request: web.BaseRequest) -> web.Response:
        """All of them or none."""
        many = await json_of(request)
        if not isinstance(many, list):
            raise ControlError("a JSON list of people is expected")
        return answer(self._create([object_of(each) for each in many]), 201)

    def _create(self, many: list[Json]) -> list[Json]:
        taken = set(self._sim.world.people) | {self._sim.bot.id}
        free = self._sim.world.next_person_id
        made = []
        for each in many:
            person = read_person(each, free)
            if person.id in taken:
                raise ControlError(f"the id {person.id} is taken")
            taken.add(person.id)
            free = max(free, person.id + 1)
            made.append(person)
        for person in made:
            self._sim.world.add_person(person)
        return [person_view(person) for person in made]

    async def start_many(self, request: web.BaseRequest) -> web.Response:
        given = await body(request)
        only(given, "ids")
        many = [self._person(person) for person in _ids(need(given, "ids", list))]
        for person in many:
            people.start(self._sim, person, None)
        return answer({"started": len(many)})

    async def start(self, request: web.BaseRequest, person: int) -> web.Response:
        given = await body(request)
        only(given, "payload")
        return _sent(people.start(self._sim, self._person(person), maybe(given, "payload", str)))

    async def press(self, request: web.BaseRequest, person: int) -> web.Response:
        given = await body(request)
        only(given, "message_id", "button", "chat", "wait", "resend")
        who, message = self._aimed(person, given)
        wait = maybe(given, "wait", float)
        again = bool(maybe(given, "resend", bool))
        pressed = pressing.press(self._sim, who, message, need(given, "button", str), again)
        try:
            outcome = await asyncio.wait_for(asyncio.shield(pressed.answered), 2.0 if wait is None else wait)
        except TimeoutError:
            outcome = None
        return answer({"answer": outcome})

    async def reply_key(self, request: web.BaseRequest, person: int) -> web.Response:
        given = await body(request)
        only(given, "text", "contact", "location", "chat")
        who = self._person(person)
        chat = people.chat_of(self._sim, who, maybe(given, "chat", int))
        asks = next((name for name in ("contact", "location") if given.get(name)), None)
        text = maybe(given, "text", str) if asks else need(given, "text", str)
        key = pressing.key_named(chat, text) if text is not None else pressing.key_asking(chat, f"request_{asks}")
        return _sent(people.write(self._sim, who, chat, key_content(who, key, given)))

    async def vote(self, request: web.BaseRequest, person: int) -> web.Response:
        given = await body(request)
        only(given, "message_id", "options", "chat")
        who, message = self._aimed(person, given)
        people.check_can_act(who, self._sim.world.chats[message.chat_id])
        polls.vote(self._sim, who, message, polls.numbers_of(message, need(given, "options", list)))
        return _sent(message)

    async def delete(self, request: web.BaseRequest, person: int) -> web.Response:
        given = await body(request)
        only(given, "message_id", "chat")
        who, message = self._aimed(person, given)
        acting.delete(self._sim, who, message)
        return _sent(message)

    async def edit(self, request: web.BaseRequest, person: int) -> web.Response:
        given = await body(request)
        only(given, "message_id", "text", "chat")
        who, message = self._aimed(person, given)
        acting.edit(self._sim, who, message, need(given, "text", str))
        return _sent(message)

    async def react(self, request: web.BaseRequest, person: int) -> web.Response:
        given = await body(request)
        only(given, "message_id", "emoji", "chat")
        who, message = self._aimed(person, given)
        acting.react(self._sim, who, message, maybe(given, "emoji", str))
        return _sent(message)

    async def forward(self, request: web.BaseRequest, person: int) -> web.Response:
        given = await body(request)
        only(given, "message_id", "from_chat", "to_chat", "thread")
        who = self._person(person)
        to = people.chat_of(self._sim, who, maybe(given, "to_chat", int))
        source = people.chat_of(self._sim, who, maybe(given, "from_chat", int))
        message = people.visible(source, need(given, "message_id", int))
        thread = people.topic_of(who, to, maybe(given, "thread", int), None)
        return _sent(acting.forward(self._sim, who, message, to, thread))

    async def block(self, _request: web.BaseRequest, person: int) -> web.Response:
        people.set_blocked(self._sim, self._person(person), True)
        return answer(person_view(self._person(person)))

    async def unblock(self, _request: web.BaseRequest, person: int) -> web.Response:
        people.set_blocked(self._sim, self._person(person), False)
        return answer(person_view(self._person(person)))

    async def deactivate(self, _request: web.BaseRequest, person: int) -> web.Response:
        people.deactivate(self._sim, self._person(person))
        return answer(person_view(self._person(person)))

    async def inbox(self, request: web.BaseRequest, person: int) -> web.Response:
        self._person(person)
        return await messages(request, self._sim, self._sim.world.chats[person])

    def _aimed(self, person: int, given: Json) -> tuple[Person, Message]:
        who = self._person(person)
        chat = people.chat_of(self._sim, who, maybe(given, "chat", int))
        return who, people.visible(chat, need(given, "message_id", int))


def _ids(many: list[Any]) -> list[int]:
    if not all(type(each) is int for each in many):
        raise ControlError("ids must be whole numbers")
    return many


def _sent(message: Message) -> web.Response:
    return answer({"message_id": message.message_id, "chat": message.chat_id})
