"""What the bot says about itself, by scope and language."""

import re
from collections.abc import Callable
from typing import Any

from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.methods.registry import plays
from simulator.methods.targets import known
from simulator.profile import scope_key

_LONGEST = {"name": 64, "description": 512, "short_description": 120}
_MOST_COMMANDS = 100


@plays("setMyCommands")
def set_my_commands(sim: Simulator, params: Json) -> bool:
    key = _key(sim, params)
    commands = params["commands"]
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", each["command"].lstrip("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not each["description"].strip():
            raise bad_request("command description must be non-empty")
        if len(each["description"]) > 256:
            raise bad_request("command description length must not exceed 256")
    shown = [{"command": each["command"].lstrip("/"), "description": each["description"]} for each in commands]
    sim.profile.commands[key] = shown
    return True


@plays("getMyCommands")
def get_my_commands(sim: Simulator, params: Json) -> list[Json]:
    return sim.profile.commands.get(_key(sim, params), [])


@plays("deleteMyCommands")
def delete_my_commands(sim: Simulator, params: Json) -> bool:
    sim.profile.commands.pop(_key(sim, params), None)
    return True


def _key(sim: Simulator, params: Json) -> str:
    scope = params.get("scope")
    if scope and "chat_id" in scope:
        known(sim, scope["chat_id"])
    return scope_key(scope, params.get("language_code"))


def _setter(field: str) -> Callable[[Simulator, Json], Any]:
    def set_text(sim: Simulator, params: Json) -> bool:
        text = params.get(field, "")
        if len(text) > _LONGEST[field]:
            raise bad_request(f"{field.replace('_', ' ')} is too long")
        sim.profile.texts[f"{field}:{params.get('language_code', '')}"] = text
        if field == "name" and not params.get("language_code"):
            sim.bot.first_name = text or sim.bot.username
        return True

    return set_text


def _getter(field: str) -> Callable[[Simulator, Json], Any]:
    def get_text(sim: Simulator, params: Json) -> Json:
        texts = sim.profile.texts
        text = texts.get(f"{field}:{params.get('language_code', '')}") or texts.get(f"{field}:", "")
        return {field: text or (sim.bot.first_name if field == "name" else "")}

    return get_text


for _field, _word in (("name", "Name"), ("description", "Description"), ("short_description", "ShortDescription")):
    plays(f"setMy{_word}")(_setter(_field))
    plays(f"getMy{_word}")(_getter(_field))


@plays("getUserProfilePhotos")
def get_user_profile_photos(sim: Simulator, params: Json) -> Json:
    """Nobody here has one."""
    if params["user_id"] not in sim.world.people and params["user_id"] != sim.bot.id:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


@plays("setChatMenuButton")
def set_chat_menu_button(sim: Simulator, params: Json) -> bool:
    chat = known(sim, params["chat_id"]).id if "chat_id" in params else ""
    sim.profile.menu_buttons[str(chat)] = params.get("menu_button", {"type": "default"})
    return True


@plays("getChatMenuButton")
def get_chat_menu_button(sim: Simulator, params: Json) -> Json:
    buttons = sim.profile.menu_buttons
    return buttons.get(str(params.get("chat_id", ""))) or buttons.get("", {"type": "commands"})
