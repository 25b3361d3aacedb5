"""The page's colours as a style sheet: the house's tokens, light and dark as the device asks."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from resources import FOLDER


@cache
def style_sheet() -> str:
    """Custom properties of both themes, and the sizes that the page shares with the window."""
    tokens: dict[str, Any] = json.loads((FOLDER / "theme/tokens.json").read_text(encoding="utf-8"))
    light, dark = (_properties(tokens["themes"][name]) for name in ("light", "dark"))
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
    return (
        f":root {{ color-scheme: light dark; {light} {_properties(letters | sizes)} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    )


def _properties(values: dict[str, str]) -> str:
    return " ".join(f"--{_dashed(name)}: {value};" for name, value in values.items())


def _dashed(name: str) -> str:
    """A token's name as a property's.

    Examples:
        >>> _dashed("onGood"), _dashed("next shelf")
        ('on-good', 'next-shelf')
    """
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower().replace(" ", "-")
