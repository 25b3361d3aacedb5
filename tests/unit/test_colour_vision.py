"""Eyes that see fewer colours tell the verdicts of the colour-blind themes apart by their fill."""

from __future__ import annotations

from itertools import combinations

import pytest

from desktop.theme.colour_vision import ColourVision, difference
from desktop.theme.tokens import ThemeName, tokens

BLIND = (ThemeName.COLOURBLIND_LIGHT, ThemeName.COLOURBLIND_DARK)
FILLS = ("good", "wrong", "attention", "duplicate")


def apart(theme: ThemeName, one: str, other: str, vision: ColourVision) -> float:
    shades = tokens().themes[theme]
    return difference(getattr(shades, one), getattr(shades, other), vision)


@pytest.mark.parametrize("vision", ColourVision)
@pytest.mark.parametrize("theme", BLIND)
def test_good_and_wrong_are_far_apart(theme: ThemeName, vision: ColourVision) -> None:
    assert apart(theme, "good", "wrong", vision) >= 60
    for one, other in combinations(FILLS, 2):
        assert apart(theme, one, other, vision) >= 30, (one, other)


def test_the_usual_themes_are_why_there_are_others() -> None:
    for theme in (ThemeName.LIGHT, ThemeName.DARK):
        assert apart(theme, "good", "wrong", ColourVision.PROTANOPIA) < 30
        assert apart(theme, "good", "wrong", ColourVision.FULL) > 60


@pytest.mark.parametrize("vision", ColourVision)
def test_grey_is_seen_alike_by_all(vision: ColourVision) -> None:
    assert difference("#4A4A4A", "#FFFFFF", vision) == pytest.approx(
        difference("#4A4A4A", "#FFFFFF"), abs=0.5
    )


def test_red_and_green_fall_together_without_their_cones() -> None:
    red, green = "#A05000", "#606000"
    seen = [difference(red, green, vision) for vision in ColourVision]
    assert seen[1] < seen[0] / 2
    assert seen[2] < seen[0] / 2
