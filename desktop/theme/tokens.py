"""Typed access to `resources/theme/tokens.json`: every colour and size of the window.

No Qt here, so the contrasts can be proved without a window.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum, StrEnum
from functools import cache
from typing import Any, NamedTuple, TypeVar

from desktop.theme.places import resource_path

Section = TypeVar("Section")


class ThemeName(StrEnum):
    """The themes a person may choose."""

    LIGHT = "light"
    DARK = "dark"
    COLOURBLIND_LIGHT = "colourblind-light"
    COLOURBLIND_DARK = "colourblind-dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme's colours as "#RRGGBB"."""

    canvas: str
    surface: str
    sunken: str
    border: str
    border_strong: str
    text: str
    text2: str
    text3: str
    accent: str
    on_accent: str
    accent_tint: str
    focus: str
    good: str
    on_good: str
    good_tint: str
    good_text: str
    wrong: str
    on_wrong: str
    wrong_tint: str
    wrong_text: str
    attention: str
    on_attention: str
    attention_tint: str
    attention_text: str
    duplicate: str
    on_duplicate: str
    badge_ring: str
    chart: str
    chart2: str

    @property
    def is_dark(self) -> bool:
        """Whether surfaces are darker than the text on them."""
        return self.surface < self.text


@dataclass(frozen=True, slots=True)
class Heights:
    """Fixed heights and widths in logical px."""

    strip: int
    foot_station: int
    foot_office: int
    rail_width: int
    rail_item: int
    input: int
    button: int
    button_small: int
    button_guide: int
    button_pda: int
    chip: int
    tag: int
    kbd: int
    table_header: int
    table_row: int
    group_row: int
    ship_row: int
    station_line: int
    tile: int
    timeline_row: int
    remark_bar: int


@dataclass(frozen=True, slots=True)
class Radii:
    """Corner radii in logical px."""

    tag: int
    control: int
    card: int
    verdict: int
    chip: int


@dataclass(frozen=True, slots=True)
class Borders:
    """Line widths in logical px."""

    hairline: int
    focus: int
    waiting: int
    current_row_office: int
    current_row_station: int


@dataclass(frozen=True, slots=True)
class VerdictSizes:
    """Heights of the verdict's visible shape in logical px; 132 px are 35 mm at 96 dpi."""

    min_shape: int
    pack_shape: int
    wrong_shape: int
    ship_shape: int
    pda_shape: int


class ThumbInk(NamedTuple):
    """The three colours of a pictogram of goods."""

    main: str
    deep: str
    light: str


@dataclass(frozen=True, slots=True)
class Thumbs:
    """What pictograms of goods are drawn with, the same in every theme."""

    paper: str
    edge: str
    inks: Mapping[str, ThumbInk]


class Face(Enum):
    """The type scale: each member names its row in the tokens.

    Station faces are read from a metre away; office faces from a desk.
    """

    CAPTION = ("office", "caption")
    TABLE = ("office", "small and table")
    BODY = ("office", "body")
    CARD_TITLE = ("office", "script and card title")
    DETAIL_TITLE = ("office", "detail title")
    SCREEN_TITLE = ("office", "screen title")
    NUMBER = ("office", "number")
    GUIDE_TITLE = ("office", "guide title")
    HINT = ("station", "hint, strip, F-keys")
    SHIP_TABLE = ("station", "ship table")
    REFERENCE = ("station", "reference (read at 0.5 m)")
    STATION_BODY = ("station", "body (read at 1 m)")
    LEAD = ("station", "lead, order number, quantity")
    INSTRUCTION = ("station", "instruction")
    VERDICT_WORD = ("station", "verdict word")
    VERDICT_COUNT = ("station", "verdict count")
    SLOT = ("station", "slot and pick quantity")
    SHELF = ("station", "next shelf")

    @property
    def size(self) -> int:
        """Font size in logical px."""
        return tokens().faces[self][0]

    @property
    def line(self) -> int:
        """Height of one line in logical px."""
        return tokens().faces[self][1]


@dataclass(frozen=True, slots=True)
class Tokens:
    """All tokens, read once."""

    themes: Mapping[ThemeName, Colours]
    faces: Mapping[Face, tuple[int, int]]
    height: Heights
    radius: Radii
    border: Borders
    verdict: VerdictSizes
    thumbs: Thumbs
    margin: int
    gap: int
    icon_stroke: float
    stripe: str


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda m: "_" + m.group(1).lower(), name)


def _section(kind: type[Section], raw: Mapping[str, Any]) -> Section:
    """One section as its dataclass; every entry must have its field and the other way round."""
    named = {_snake(name): value for name, value in raw.items()}
    wanted = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    if named.keys() != wanted:
        odd = ", ".join(sorted(named.keys() ^ wanted))
        raise ValueError(f"{kind.__name__}: tokens.json and the program disagree about {odd}")
    return kind(**named)


def _pair(raw: list[int]) -> tuple[int, int]:
    size, line = raw
    return size, line


def read_tokens(raw: Mapping[str, Any]) -> Tokens:
    """The tokens made of the parsed file.

    Raises:
        ValueError: A section lacks an entry or has one nobody knows.
    """
    thumb = raw["thumb"]
    return Tokens(
        themes={name: _section(Colours, raw["themes"][name]) for name in ThemeName},
        faces={face: _pair(raw["type"][face.value[0]][face.value[1]]) for face in Face},
        height=_section(Heights, raw["height"]),
        radius=_section(Radii, raw["radius"]),
        border=_section(Borders, raw["border"]),
        verdict=_section(VerdictSizes, {k: v for k, v in raw["verdict"].items() if k != "unit"}),
        thumbs=Thumbs(
            paper=thumb["paper"],
            edge=thumb["edge"],
            inks={name: ThumbInk(*inks) for name, inks in thumb["inks"].items()},
        ),
        margin=raw["screenMargin"],
        gap=raw["gap"],
        icon_stroke=raw["icon"]["stroke"],
        stripe=raw["stripe"],
    )


@cache
def tokens() -> Tokens:
    """The tokens of this program."""
    text = resource_path("theme", "tokens.json").read_text(encoding="utf-8")
    return read_tokens(json.loads(text))
