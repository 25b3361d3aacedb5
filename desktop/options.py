"""What a person may say on the command line when the window is started."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from resources.catalogue import LANGUAGES

if TYPE_CHECKING:
    from scanner.scale_choice import ScaleChoice

THEMES = ("light", "dark", "colourblind-light", "colourblind-dark")
"""As `desktop.theme.tokens.ThemeName` has them; that is read later than this."""


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, read.

    Attributes:
        folder: Data folder: SQLite file, journals, printed paper.
        url: A database server, or None for the folder's own file.
        station: Which station this is, or None for the first packing bench.
        serial: Port of a serial scanner, or None.
        record: File that what the scanners send goes into, or None.
        replay: A recording that is played, or None.
        scale: The scale of this station, or None for the one kept in the data folder.
        theme: A name out of `THEMES`, or None for the one that was chosen on this machine.
        demo: Work in a demo warehouse with a scanner dock.
        screenshots: Walk the demo by itself and leave pictures there, or None.
    """

    folder: Path
    url: str | None
    station: str | None
    serial: str | None
    record: Path | None
    replay: Path | None
    scale: ScaleChoice | None
    language: str
    theme: str | None
    demo: bool
    screenshots: Path | None


def read_options(arguments: Sequence[str], has_display: bool) -> Options:
    """The options of a command line; ends the program with a sentence where they are wrong.

    Args:
        has_display: Where False, a demo without a folder for pictures chooses one itself.
    """
    parser = argparse.ArgumentParser(prog="packbench", description="The Packbench window.")
    parser.add_argument("--demo", action="store_true", help="work in a demo warehouse")
    parser.add_argument(
        "--screenshots",
        type=Path,
        metavar="DIR",
        help="walk the demo by itself and leave pictures and printed paper there",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="another data folder")
    parser.add_argument("--db", metavar="URL", help="a PostgreSQL server")
    parser.add_argument("--station", metavar="NAME", help="which station this is")
    parser.add_argument("--serial", metavar="PORT", help="port of a serial scanner")
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="write what the scanners send into a file"
    )
    parser.add_argument(
        "--replay", type=Path, metavar="FILE", help="play a recording as one more scanner"
    )
    parser.add_argument(
        "--scale", metavar="PORT[:PROTOCOL]", type=_scale, help="a scale on a serial port"
    )
    parser.add_argument("--language", choices=sorted(LANGUAGES), default=_language())
    parser.add_argument("--theme", choices=THEMES, help="colours; the last chosen ones else")
    chosen = parser.parse_args(arguments)
    folder = chosen.data or user_data_path("packbench", appauthor=False)
    screenshots = chosen.screenshots
    if chosen.demo and screenshots is None and not has_display:
        screenshots = Path("build") / "demo-pictures"
    if chosen.demo and chosen.data is None:
        # A walk begins in a new warehouse each time; a person finds theirs again.
        folder = folder / ("demo-walk" if screenshots else "demo")
    return Options(
        folder=folder,
        url=chosen.db,
        station=chosen.station,
        serial=chosen.serial,
        record=chosen.record,
        replay=chosen.replay,
        scale=chosen.scale,
        language=chosen.language,
        theme=chosen.theme,
        demo=chosen.demo,
        screenshots=screenshots,
    )


def _scale(text: str) -> ScaleChoice:
    from scanner.scale_choice import BadScaleChoice, scale_choice

    try:
        return scale_choice(text)
    except BadScaleChoice as bad:
        raise argparse.ArgumentTypeError(str(bad)) from bad


def has_display() -> bool:
    """Whether a window can be seen here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _language() -> str:
    """The account's language where the program speaks it, else English."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return next((known for known in LANGUAGES if wanted.startswith(known)), "en")
