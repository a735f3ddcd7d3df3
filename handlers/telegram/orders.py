"""Orders as calls of the Bot API: which method, and its parameters. Nothing is cut: what is too long is refused."""

from core.channels import (
    Button,
    Buttons,
    Delete,
    Edit,
    EditButtons,
    Entity,
    File,
    Keys,
    Order,
    React,
    RichText,
    Send,
)
from core.codec import Json, JsonObject


def request_of(order: Order) -> tuple[str, JsonObject]:
    """The method and its parameters, but for the chat."""
    match order:
        case Send():
            return _send(order)
        case Edit(message_id, content, buttons, captioned):
            method = "editMessageCaption" if captioned else "editMessageText"
            words = _words(content, captioned=captioned)
            return method, {"message_id": message_id, **words, **_inline(buttons)}
        case EditButtons(message_id, buttons):
            return "editMessageReplyMarkup", {"message_id": message_id, **_inline(buttons)}
        case Delete(message_id):
            return "deleteMessage", {"message_id": message_id}
        case React(message_id, emoji):
            reaction: Json = [{"type": "emoji", "emoji": emoji}]
            return "setMessageReaction", {"message_id": message_id, "reaction": reaction}


def _send(order: Send) -> tuple[str, JsonObject]:
    params = _circumstances(order)
    if order.upload is not None:
        return "sendDocument", params | _words(order.content, captioned=True)  # the file itself travels beside
    match order.files:
        case ():
            return "sendMessage", params | _words(order.content, captioned=False)
        case (file,):
            words = _words(order.content, captioned=True)
            return f"send{file.kind.capitalize()}", params | {file.kind.value: file.handle} | words
        case files:
            return "sendMediaGroup", params | {"media": _album(files, order.content)}


def _circumstances(order: Send) -> JsonObject:
    params: JsonObject = {**_inline(order.buttons), **_keyboard(order.keys)}
    if "reply_markup" in params and len(order.files) > 1:
        raise ValueError("an album carries no buttons and no keys")
    if order.buttons and order.keys is not None:
        raise ValueError("a message carries buttons or keys, not both")
    if order.reply_to is not None:
        params["reply_parameters"] = {"message_id": order.reply_to, "allow_sending_without_reply": True}
    if order.protect:
        params["protect_content"] = True
    if order.silent:
        params["disable_notification"] = True
    return params


def _words(content: RichText, *, captioned: bool) -> JsonObject:
    """Formatting travels as entities: people's words are never parsed as markup."""
    text, entities = ("caption", "caption_entities") if captioned else ("text", "entities")
    params: JsonObject = {text: content.text}
    if content.entities:
        params[entities] = [_entity(entity) for entity in content.entities]
    return params


def _entity(entity: Entity) -> Json:
    return {**entity.data, "type": entity.kind, "offset": entity.offset, "length": entity.length}


def _album(files: tuple[File, ...], caption: RichText) -> list[Json]:
    items: list[JsonObject] = [{"type": file.kind.value, "media": file.handle} for file in files]
    items[0] |= _words(caption, captioned=True)
    return [*items]


def _inline(buttons: Buttons) -> JsonObject:
    """Without buttons nothing is said, which takes those of an edited message away."""
    if not buttons:
        return {}
    rows: list[Json] = [[_button(button) for button in row] for row in buttons]
    return {"reply_markup": {"inline_keyboard": rows}}


def _button(button: Button) -> Json:
    match button:
        case Button(label, data=str(data)):
            return {"text": label, "callback_data": data}
        case Button(label, url=str(url)):
            return {"text": label, "url": url}
        case Button(label, copy=str(copy)):
            return {"text": label, "copy_text": {"text": copy}}
        case _:
            raise ValueError("a button without data, url or copy")


def _keyboard(keys: Keys | None) -> JsonObject:
    """None leaves the keys below the chat as they are, () takes them away."""
    if keys is None:
        return {}
    if not keys:
        return {"reply_markup": {"remove_keyboard": True}}
    rows: list[Json] = [[{"text": key} for key in row] for row in keys]
    return {"reply_markup": {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}}
