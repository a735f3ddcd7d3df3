"""What of a group's talk a bot in privacy mode is told: all of it only as an administrator."""

from simulator.chats import Chat
from simulator.codec import Json
from simulator.entities import texts_of
from simulator.messages import Message
from simulator.services import is_service
from simulator.state import World


def hears(world: World, chat: Chat, message: Message) -> bool:
    """Whether Telegram hands this message of a person to the bot."""
    if chat.is_private:
        return True
    if not chat.has(world.bot.id):
        return False
    return chat.led_by(world.bot.id) or is_service(message.content) or _is_meant(world, message)


def _is_meant(world: World, message: Message) -> bool:
    """A reply to the bot, a command at the beginning, or a mention."""
    if message.reply_to is not None:
        replied = world.message(message.chat_id, message.reply_to)
        if replied is not None and replied.sender_id == world.bot.id:
            return True
    text, entities = texts_of(message.content)
    return any(_names(world, text or "", each) for each in entities)


def _names(world: World, text: str, entity: Json) -> bool:
    own = f"@{world.bot.username}".lower()
    words = _cut(text, entity).lower()
    match entity["type"]:
        case "bot_command":
            return entity["offset"] == 0 and ("@" not in words or words.endswith(own))
        case "mention":
            return words == own
        case "text_mention":
            return bool(entity["user"]["id"] == world.bot.id)
        case _:
            return False


def _cut(text: str, entity: Json) -> str:
    """The words of an entity, whose place is counted in UTF-16 units."""
    raw = text.encode("utf-16-le", "surrogatepass")
    start = entity["offset"] * 2
    return raw[start : start + entity["length"] * 2].decode("utf-16-le", "surrogatepass")
