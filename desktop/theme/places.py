"""Where the files of the look lie."""

from __future__ import annotations

from pathlib import Path

_RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def resource_path(*parts: str) -> Path:
    """The file or folder below `resources/`, which lies beside `desktop/` everywhere:
    in a clone, in an environment and in a bundle.

    Examples:
        >>> resource_path("theme", "tokens.json").name
        'tokens.json'
    """
    return _RESOURCES.joinpath(*parts)
