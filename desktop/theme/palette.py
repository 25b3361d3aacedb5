"""The palette: what Fusion and plain Qt controls are coloured with."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from desktop.theme.tokens import Colours

_Role = QPalette.ColorRole


def build_palette(colours: Colours) -> QPalette:
    """The palette of one theme."""
    roles = {
        _Role.Window: colours.canvas,
        _Role.WindowText: colours.text,
        _Role.Base: colours.surface,
        _Role.AlternateBase: colours.sunken,
        _Role.Text: colours.text,
        _Role.PlaceholderText: colours.text3,
        _Role.Button: colours.surface,
        _Role.ButtonText: colours.text,
        _Role.BrightText: colours.wrong_text,
        _Role.Highlight: colours.accent_tint,
        _Role.HighlightedText: colours.text,
        _Role.Link: colours.accent,
        _Role.LinkVisited: colours.accent,
        _Role.ToolTipBase: colours.surface,
        _Role.ToolTipText: colours.text,
        _Role.Light: colours.surface,
        _Role.Midlight: colours.sunken,
        _Role.Mid: colours.border,
        _Role.Dark: colours.border_strong,
        _Role.Shadow: colours.border_strong,
        _Role.Accent: colours.accent,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (_Role.Text, _Role.WindowText, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.text3))
    return palette
