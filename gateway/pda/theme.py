"""The page's colours as a style sheet: the house's tokens, as chosen or as the device asks."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from gateway.pda.look import Theme
from resources import FOLDER

_DARK = (Theme.DARK, Theme.COLOURBLIND_DARK)


@cache
def style_sheet() -> str:
    """Custom properties of every theme, and the sizes that the page shares with the window."""
    tokens: dict[str, Any] = json.loads((FOLDER / "theme/tokens.json").read_text(encoding="utf-8"))
    themes = {theme: _colours(tokens, theme) for theme in Theme if theme is not Theme.DEVICE}
    letters = {
        f"{_dashed(name)}-{part}": f"{size}px"
        for name, sizes in tokens["type"]["pda"].items()
        for part, size in zip(("size", "line"), sizes, strict=True)
    }
    sizes = {
        "button": f"{tokens['height']['buttonPda']}px",
        "strip": f"{tokens['height']['strip']}px",
        "radius": f"{tokens['radius']['card']}px",
        "shape": f"{tokens['verdict']['pdaShape']}px",
        "stripe": tokens["stripe"],
    }
    chosen = "\n".join(
        f':root[data-theme="{theme.value}"] {{ {colours} }}' for theme, colours in themes.items()
    )
    return (
        f":root {{ {themes[Theme.LIGHT]} {_properties(letters | sizes)} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {themes[Theme.DARK]} }} }}\n"
        f"{chosen}\n"
    )


def _colours(tokens: dict[str, Any], theme: Theme) -> str:
    """A theme's colours; in the dark small shapes need an outline."""
    own = tokens["themes"][theme.value]
    dark = theme in _DARK
    outline = {
        "badge-outline": own["badgeRing"] if dark else "none",
        "badge-double": own["badgeRing"] if dark else own["duplicate"],
    }
    scheme = "dark" if dark else "light"
    return f"color-scheme: {scheme}; {_properties(own | outline)}"


def _properties(values: dict[str, str]) -> str:
    return " ".join(f"--{_dashed(name)}: {value};" for name, value in values.items())


def _dashed(name: str) -> str:
    """A token's name as a property's.

    Examples:
        >>> _dashed("onGood"), _dashed("next shelf")
        ('on-good', 'next-shelf')
    """
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower().replace(" ", "-")
