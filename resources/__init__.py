"""What the program carries with it: fonts, icons, colours, sounds, sentences, demo data."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
"""Where the files are, in a working copy as in an installed program."""
