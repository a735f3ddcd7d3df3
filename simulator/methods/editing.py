"""Editing what the bot sent."""

from simulator.codec import Json
from simulator.errors import bad_request
from simulator.keyboards import inline_of
from simulator.machine import Simulator
from simulator.messages import Message
from simulator.methods.media import media_content
from simulator.methods.registry import Weight, plays
from simulator.methods.targets import message_in, reachable
from simulator.methods.texts import caption_content, text_content
from simulator.views import for_bot

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)

_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


def editable(sim: Simulator, params: Json) -> Message:
    """The message that an edit names. Only the bot's own, without a reply keyboard, not forwarded."""
    if params.get("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    for name, words in (
        ("chat_id", "chat_id is empty"),
        ("message_id", "message identifier is not specified"),
    ):
        if name not in params:
            raise bad_request(words)
    chat = reachable(sim, params["chat_id"])
    message = message_in(sim, chat.id, params["message_id"], "message to edit not found")
    if message.sender_id != sim.bot.id or message.keyboard is not None or message.forward_origin is not None:
        raise bad_request("message can't be edited")
    return message


def change(sim: Simulator, message: Message, content: Json, buttons: Json | None) -> Json:
    if content == message.content and buttons == message.buttons:
        raise bad_request(NOT_MODIFIED)
    if content != message.content:
        message.edit_date = sim.civil_second()
    message.content = content
    message.buttons = buttons
    sim.world.message_changed(message)
    return for_bot(sim.world, message)


@plays("editMessageText", Weight.OVERALL)
def edit_message_text(sim: Simulator, params: Json) -> Json:
    message = editable(sim, params)
    if "text" not in params:
        raise bad_request("message text is empty")
    content = text_content(params)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return change(sim, message, content, inline_of(params.get("reply_markup")))


@plays("editMessageReplyMarkup", Weight.OVERALL)
def edit_message_reply_markup(sim: Simulator, params: Json) -> Json:
    message = editable(sim, params)
    return change(sim, message, message.content, inline_of(params.get("reply_markup")))


@plays("editMessageCaption", Weight.OVERALL)
def edit_message_caption(sim: Simulator, params: Json) -> Json:
    message = editable(sim, params)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    kept = {name: value for name, value in message.content.items() if name not in _CAPTION}
    return change(sim, message, {**kept, **caption_content(params)}, inline_of(params.get("reply_markup")))


@plays("editMessageMedia", Weight.OVERALL)
def edit_message_media(sim: Simulator, params: Json) -> Json:
    message = editable(sim, params)
    media = params["media"]
    content = media_content(sim, media["type"], media["media"], media, params.get("_files", {}))
    if message.group is not None and media["type"] not in message.content:
        raise bad_request("can't use the media of the specified type in the album")
    return change(sim, message, content, inline_of(params.get("reply_markup")))
