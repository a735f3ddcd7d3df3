"""The Bot API as data: names, types and what is required, read once at start."""

from dataclasses import dataclass
from pathlib import Path

from simulator.codec import Json, loads

_FILE = Path(__file__).parent / "data" / "telegram_bot_api.json"


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    types: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class MethodSpec:
    name: str
    fields: tuple[Field, ...]
    returns: str


@dataclass(frozen=True, slots=True)
class TypeSpec:
    name: str
    fields: tuple[Field, ...]
    subtypes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spec:
    methods: dict[str, MethodSpec]
    types: dict[str, TypeSpec]


def read_spec() -> Spec:
    raw = loads(_FILE.read_bytes())
    methods = {name: MethodSpec(name, _fields(entry), entry["returns"][0]) for name, entry in raw["methods"].items()}
    types = {
        name: TypeSpec(name, _fields(entry), tuple(entry.get("subtypes", ()))) for name, entry in raw["types"].items()
    }
    return Spec(methods, types)


def _fields(entry: Json) -> tuple[Field, ...]:
    return tuple(Field(each["name"], tuple(each["types"]), each["required"]) for each in entry.get("fields", ()))
