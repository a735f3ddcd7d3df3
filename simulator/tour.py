"""A guided tour: scenes of steps that a page plays on its phones, through the same calls as a visitor's hands.

Whoever runs the simulator hands the script over; it is checked here, whole, so that it cannot stop half-way for a
misspelt word.
"""

from typing import Any

from simulator.codec import Json
from simulator.errors import ControlError

Fields = dict[str, type]
_WITHIN: Fields = {"within": float}
STEPS: dict[str, tuple[Fields, Fields]] = {
    "wait": ({"seconds": float}, {}),
    "open": ({"person": int}, {"chat": int}),
    "write": ({"person": int, "text": str}, {"files": list}),
    "key": ({"person": int, "text": str}, _WITHIN),
    "press": ({"person": int, "button": str}, _WITHIN),
    "see": ({"person": int, "text": str}, {**_WITHIN, "as": str}),
    "clock": ({}, {"set": str, "advance": float}),
    "process": ({}, {"signal": str, "start": bool}),
    "count": ({"text": str, "people": int}, {**_WITHIN, "of": int, "verdict": bool}),
}
"""By what it does: the fields that a step must have, and those that it may have."""
_FILE = {"name": str, "mime": str, "base64": str}
_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}


def checked(given: Json) -> Json:
    """{scenes: [scene], encore?: [scene]}; raises ControlError with the place of what is wrong."""
    _only(given, "the tour", ("scenes", "encore"))
    tour = {part: [_scene(each, f"{part}[{nth}]") for nth, each in _list(given, part)] for part in given}
    if not tour.get("scenes"):
        raise ControlError("scenes is an empty list")
    return tour


def _list(given: Json, name: str) -> enumerate[Any]:
    value = given.get(name)
    if not isinstance(value, list):
        raise ControlError(f"{name} must be a list")
    return enumerate(value)


def _scene(scene: Any, place: str) -> Json:
    """{caption: {language: sentence}, steps: [step], until?: ISO}: it is left out once the clock is past `until`."""
    _object(scene, place)
    _only(scene, place, ("caption", "steps", "until"))
    caption = scene.get("caption")
    if not isinstance(caption, dict) or not caption or not all(isinstance(each, str) for each in caption.values()):
        raise ControlError(f"{place}.caption must have a sentence by language")
    for nth, step in _list(scene, "steps"):
        _step(step, f"{place}.steps[{nth}]")
    return {"caption": caption, "steps": scene["steps"], "until": scene.get("until")}


def _step(step: Any, place: str) -> None:
    _object(step, place)
    if step.get("do") not in STEPS:
        raise ControlError(f"{place}.do is one of: {', '.join(STEPS)}")
    needed, more = STEPS[step["do"]]
    _only(step, place, ("do", *needed, *more))
    for name in needed:
        if name not in step:
            raise ControlError(f"{place}.{name} is missing")
    for name, kind in {**needed, **more}.items():
        if name in step:
            _kind(step[name], kind, f"{place}.{name}")
    for nth, file in enumerate(step.get("files", [])):
        _file(file, f"{place}.files[{nth}]")


def _file(file: Any, place: str) -> None:
    _object(file, place)
    _only(file, place, tuple(_FILE))
    for name, kind in _FILE.items():
        _kind(file.get(name), kind, f"{place}.{name}")


def _kind(value: Any, kind: type, place: str) -> None:
    fits = isinstance(value, int | float) if kind is float else isinstance(value, kind)
    if not fits or (isinstance(value, bool) and kind is not bool):
        raise ControlError(f"{place} must be {_NAMES[kind]}")


def _object(value: Any, place: str) -> None:
    if not isinstance(value, dict):
        raise ControlError(f"{place} must be an object")


def _only(given: Json, place: str, known: tuple[str, ...]) -> None:
    strange = sorted(set(given) - set(known))
    if strange:
        raise ControlError(f"{place} has an unknown field {strange[0]!r}; known are: {', '.join(known)}")
