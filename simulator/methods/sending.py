"""sendMessage, and what every way of sending shares."""

from typing import Any

from simulator.codec import Json
from simulator.keyboards import inline_of, keyboard_of
from simulator.machine import Simulator
from simulator.messages import Message
from simulator.methods.registry import Weight, plays
from simulator.methods.targets import replied_to, topic_of, writable
from simulator.methods.texts import text_content
from simulator.views import for_bot


def post(sim: Simulator, params: Json, content: Json, **more: Any) -> Message:
    """Puts a message of the bot into its chat, with the markup, reply and protection that the call names."""
    world = sim.world
    chat = world.chats[params["chat_id"]]
    keyboard = keyboard_of(params.get("reply_markup"))
    reply_to = replied_to(sim, chat.id, params)
    thread = topic_of(sim, chat, params, reply_to) if chat.forum or "message_thread_id" in params else None
    message = Message(
        message_id=world.new_message_id(chat),
        chat_id=chat.id,
        sender_id=sim.bot.id,
        date=sim.civil_second(),
        content=content,
        buttons=inline_of(params.get("reply_markup")),
        keyboard=keyboard,
        reply_to=reply_to,
        thread=thread,
        protected=bool(params.get("protect_content")),
        **more,
    )
    world.add_message(message)
    if keyboard is not None and "force_reply" not in keyboard:
        world.set_keyboard(chat, keyboard if "keyboard" in keyboard else None)
    return message


@plays("sendMessage", Weight.SEND)
def send_message(sim: Simulator, params: Json) -> Json:
    writable(sim, params["chat_id"])
    return for_bot(sim.world, post(sim, params, text_content(params)))
