"""Values to JSON and back: what a station's journal keeps for years.

Every value carries its type's name under `is`; a dataclass its fields beside it, everything else
its content under `of`. A field that a later version added is filled with its default when an
older journal is read; one that was dropped is passed over. Badges never get in: their secret is
replaced before it is written, in the reading and in the key of its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_args
from uuid import UUID

from procedure import parcel_words, words
from procedure.codes import BadgeReading, Code, KnownProduct, Reading
from procedure.effects import Answer, Effect
from procedure.pack_effects import Weighed
from procedure.packaging import Carton
from procedure.policy import OrderPolicy, StationPolicy
from procedure.prompts import Prompt, PromptKind
from procedure.tasks import (
    Defect,
    Draw,
    HandoverTask,
    InspectItem,
    InspectTask,
    PackedSerial,
    PackItem,
    PackMaterial,
    PackTask,
    PickStop,
    PickTask,
    WallItem,
    WallSlot,
    WallTask,
)
from procedure.verdicts import Verdict, VerdictKind
from procedure.weighing import OnScale

REDACTED = "USR-…"
"""What stands in a journal for a badge."""

_DATACLASSES: tuple[type[Any], ...] = (
    *get_args(Reading),
    *get_args(Effect),
    *get_args(Answer),
    Code,
    KnownProduct,
    PickTask,
    PickStop,
    PackTask,
    PackItem,
    PackMaterial,
    PackedSerial,
    Carton,
    Weighed,
    OnScale,
    WallTask,
    WallSlot,
    WallItem,
    HandoverTask,
    InspectTask,
    InspectItem,
    Defect,
    Draw,
    Verdict,
    Prompt,
    StationPolicy,
    OrderPolicy,
)
_ENUMS: tuple[type[StrEnum], ...] = (
    VerdictKind,
    PromptKind,
    *(
        value
        for value in (*vars(words).values(), *vars(parcel_words).values())
        if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum
    ),
)
_BY_NAME: Mapping[str, type[Any]] = {cls.__name__: cls for cls in (*_DATACLASSES, *_ENUMS)}
_FIELDS: Mapping[type[Any], tuple[str, ...]] = {
    cls: tuple(field.name for field in fields(cls)) for cls in _DATACLASSES
}
_PLAIN = frozenset({str, int, bool, float, type(None)})


def encode(value: Any) -> Any:
    """A value as JSON can hold it.

    Raises:
        TypeError: The value is of a kind that no journal holds.

    Examples:
        >>> from procedure.effects import PrintSheet
        >>> encode(PrintSheet(7, 2))
        {'is': 'PrintSheet', 'task_id': 7, 'fence': 2}
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    names = _FIELDS.get(kind)
    if names is not None:
        return _encode_fields(value, kind, names)
    if kind is tuple or kind is list:
        return [encode(item) for item in value]
    if isinstance(value, StrEnum):
        if _BY_NAME.get(kind.__name__) is not kind:
            raise TypeError(f"no journal holds a {kind.__name__}")
        return {"is": kind.__name__, "of": value.value}
    if kind is UUID:
        return {"is": "uuid", "of": value.hex}
    if kind is date:
        return {"is": "date", "of": value.isoformat()}
    if kind is datetime:
        return {"is": "datetime", "of": value.isoformat()}
    if isinstance(value, Mapping):
        return {"is": "map", "of": {name: encode(each) for name, each in value.items()}}
    raise TypeError(f"no journal holds a {kind.__name__}")


def _encode_fields(value: Any, kind: type[Any], names: tuple[str, ...]) -> dict[str, Any]:
    if kind is BadgeReading:
        return {"is": "BadgeReading", "secret": REDACTED}
    made = {"is": kind.__name__}
    for name in names:
        each = getattr(value, name)
        made[name] = each if type(each) in _PLAIN else encode(each)
    if kind is Code and any(isinstance(reading, BadgeReading) for reading in value.readings):
        made["key"] = REDACTED
    return made


def decode(value: Any) -> Any:
    """The value behind what `encode` made, perhaps in an earlier version.

    Raises:
        ValueError: It names a kind, or a word, that this version does not know.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:
        return tuple([decode(item) for item in value])
    if kind is not dict or not isinstance(value.get("is"), str):
        raise ValueError("this is no value of a journal")
    name = value["is"]
    match name:
        case "map":
            return {key: decode(each) for key, each in value["of"].items()}
        case "uuid":
            return UUID(value["of"])
        case "date":
            return date.fromisoformat(value["of"])
        case "datetime":
            return datetime.fromisoformat(value["of"])
        case _:
            return _decode_named(name, value)


def _decode_named(name: str, value: Mapping[str, Any]) -> Any:
    cls = _BY_NAME.get(name)
    if cls is None:
        raise ValueError(f"this version knows no {name}")
    if not is_dataclass(cls):
        return cls(value["of"])
    known = {each: decode(value[each]) for each in _FIELDS[cls] if each in value}
    lacking = [
        field.name
        for field in fields(cls)
        if field.name not in known and field.default is MISSING and field.default_factory is MISSING
    ]
    if lacking:
        raise ValueError(f"{name} lacks {', '.join(lacking)}")
    return cls(**known)
