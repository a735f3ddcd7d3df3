"""Checks of a call's parameters, compiled once from the Bot API's own data into plain functions."""

from dataclasses import dataclass

from simulator.codec import Json
from simulator.errors import bad_request
from simulator.shapes import array, first_of, record, structured, tag_of, tagged
from simulator.spec import Field, MethodSpec, Spec
from simulator.values import BASIC, PLAIN, Check, Invalid, argument, file, integer_or_string

# What the server calls the thing when it cannot read it.
_JSON_NAMES = {
    "reply_markup": "reply keyboard markup",
    "reply_parameters": "reply parameters",
    "link_preview_options": "link preview options",
    "scope": "BotCommandScope",
    "menu_button": "menu button",
    "reaction": "reaction types",
}
_MISSING_WORDS = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "from_chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "video": "there is no video in the request",
    "voice": "there is no voice in the request",
    "audio": "there is no audio in the request",
    "animation": "there is no animation in the request",
    "video_note": "there is no video note in the request",
    "sticker": "there is no sticker in the request",
}


@dataclass(frozen=True, slots=True)
class MethodCheck:
    """`fields` by name; `required` in the order in which the server misses them."""

    spec: MethodSpec
    fields: dict[str, Check]
    required: tuple[str, ...]

    def __call__(self, params: Json) -> tuple[Json, list[str]]:
        """The parameters as typed values, and the names that the method does not know. Raises Refusal."""
        clean: Json = {}
        unknown: list[str] = []
        fields = self.fields
        for name, value in params.items():
            check = fields.get(name)
            if check is None:
                unknown.append(name)
            elif value is not None and (value != "" or check is argument):
                try:
                    clean[name] = check(value)
                except Invalid as wrong:
                    raise bad_request(f'parameter "{name}" {wrong}') from None
        for name in self.required:
            if name not in clean:
                raise bad_request(_MISSING_WORDS.get(name, f'parameter "{name}" is required'))
        return clean, unknown


class Checks:
    """Compiles methods and types; types refer to each other in circles, so each is looked up when used."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._objects: dict[str, Check] = {}

    def method(self, name: str) -> MethodCheck:
        spec = self._spec.methods[name]
        fields = {field.name: self._parameter(field) for field in spec.fields}
        return MethodCheck(spec, fields, tuple(field.name for field in spec.fields if field.required))

    def _parameter(self, field: Field) -> Check:
        if field.types == ("String",):
            return argument
        check = self._union(field.types)
        if PLAIN.issuperset(field.types):
            return check
        return structured(_JSON_NAMES.get(field.name, field.name), check)

    def _union(self, types: tuple[str, ...]) -> Check:
        if types == ("Integer", "String"):
            return integer_or_string
        if "InputFile" in types:
            return file
        checks = [self._type(name) for name in types]
        if len(checks) == 1:
            return checks[0]
        return first_of(checks, [self._required(name) for name in types])

    def _required(self, name: str) -> frozenset[str]:
        spec = self._spec.types.get(name)
        return frozenset(field.name for field in spec.fields if field.required) if spec else frozenset()

    def _type(self, name: str) -> Check:
        if name in BASIC:
            return BASIC[name]
        if name.startswith("Array of "):
            return array(self._type(name.removeprefix("Array of ")))
        return lambda value: self._object(name)(value)

    def _object(self, name: str) -> Check:
        check = self._objects.get(name)
        if check is None:
            check = self._objects[name] = self._compile(name)
        return check

    def _compile(self, name: str) -> Check:
        spec = self._spec.types[name]
        if spec.subtypes:
            by_tag = {tag_of(each, name): self._type(each) for each in spec.subtypes}
            return tagged(name, by_tag, [self._type(each) for each in spec.subtypes])
        fields = {field.name: self._union(field.types) for field in spec.fields}
        return record(name, fields, tuple(field.name for field in spec.fields if field.required))
