"""Which colours this machine shows, kept in its data folder."""

from __future__ import annotations

import logging
from pathlib import Path

from desktop.theme.tokens import ThemeName

logger = logging.getLogger(__name__)
_FILE = "theme.txt"


def kept_theme(folder: Path) -> ThemeName | None:
    """The theme somebody chose here; None where nobody did, or the file is damaged."""
    try:
        return ThemeName((folder / _FILE).read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        logger.warning("the colours are as at first: %s cannot be read", folder / _FILE)
        return None


def keep_theme(folder: Path, name: ThemeName) -> bool:
    """Show this theme from the next start on; False where the disk does not take it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{_FILE}.part"
        part.write_text(name.value, encoding="utf-8")
        part.replace(folder / _FILE)
    except OSError:
        logger.warning("the colours are not kept: %s cannot be written", folder / _FILE)
        return False
    return True
