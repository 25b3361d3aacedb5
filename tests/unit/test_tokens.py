"""The tokens: readable in every theme, complete, and the only place that names a colour."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from desktop.theme.contrast import contrast
from desktop.theme.places import resource_path
from desktop.theme.tokens import Face, ThemeName, read_tokens, tokens

_DESKTOP = Path(__file__).resolve().parents[2] / "desktop"

STATION = [
    *(
        (ink, ground)
        for ink in ("text", "text2")
        for ground in ("canvas", "surface", "sunken", "accent_tint", "attention_tint")
    ),
    ("text", "good_tint"),
    ("text", "wrong_tint"),
    ("on_accent", "accent"),
    ("on_good", "good"),
    ("on_wrong", "wrong"),
    ("on_attention", "attention"),
    ("on_duplicate", "duplicate"),
    ("attention_text", "attention_tint"),
    ("wrong_text", "wrong_tint"),
]
OFFICE = [
    *(("text3", ground) for ground in ("canvas", "surface", "sunken", "accent_tint")),
    ("accent", "accent_tint"),
    ("accent", "surface"),
    ("good_text", "good_tint"),
    ("good_text", "surface"),
    ("wrong_text", "surface"),
    ("attention_text", "surface"),
]
LINES = [
    ("border_strong", "surface"),
    ("border_strong", "canvas"),
    ("focus", "surface"),
    ("focus", "canvas"),
    ("chart", "surface"),
]


@pytest.mark.parametrize("theme", ThemeName)
@pytest.mark.parametrize(
    ("pairs", "least"),
    [(STATION, 7.0), (OFFICE, 4.5), (LINES, 3.0)],
    ids=["station", "office", "lines"],
)
def test_every_pair_can_be_read(
    theme: ThemeName, pairs: list[tuple[str, str]], least: float
) -> None:
    shades = tokens().themes[theme]
    found = {pair: contrast(getattr(shades, pair[0]), getattr(shades, pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", ThemeName)
def test_the_verdicts_fills_are_those_of_the_station_table(theme: ThemeName) -> None:
    shades = tokens().themes[theme]
    blue = theme in (ThemeName.COLOURBLIND_LIGHT, ThemeName.COLOURBLIND_DARK)
    table = json.loads(resource_path("theme", "tokens.json").read_text("utf-8"))["states"]
    kind = "colourBlind" if blue else "light"
    assert (shades.good, shades.wrong, shades.attention, shades.duplicate) == tuple(
        table[name][kind] for name in ("good", "wrong", "attention", "duplicate")
    )


def test_a_theme_knows_whether_it_is_dark() -> None:
    dark = {name for name in ThemeName if tokens().themes[name].is_dark}
    assert dark == {ThemeName.DARK, ThemeName.COLOURBLIND_DARK}


def test_station_words_are_large_enough_for_a_metre() -> None:
    assert Face.STATION_BODY.size >= 26
    assert tokens().verdict.min_shape >= 132


@pytest.mark.parametrize("odd", ["missing", "unknown"])
def test_a_file_that_does_not_match_is_refused(odd: str) -> None:
    raw = json.loads(resource_path("theme", "tokens.json").read_text("utf-8"))
    if odd == "missing":
        del raw["themes"]["dark"]["canvas"]
    else:
        raw["themes"]["dark"]["glow"] = raw["themes"]["dark"]["canvas"]
    with pytest.raises(ValueError, match="canvas" if odd == "missing" else "glow"):
        read_tokens(raw)


def test_nobody_names_a_colour_outside_the_tokens() -> None:
    # Documentation may quote a contrast; code may not name a colour by number.
    pattern = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b|QColor\(\s*\d")
    found = [
        f"{path.relative_to(_DESKTOP)}:{at}"
        for path in sorted(_DESKTOP.rglob("*.py"))
        for at, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line) and ">>>" not in line
    ]
    assert found == []


def test_icons_and_pictograms_name_no_colour_either() -> None:
    drawings = [*resource_path("icons").glob("*.svg"), *resource_path("thumbs").glob("*.svg")]
    assert len(drawings) > 50
    assert [path.name for path in drawings if "#" in path.read_text("utf-8")] == []
