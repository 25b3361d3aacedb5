"""Tricks with which people keep a spreadsheet from touching the digits of a code."""

from __future__ import annotations


def unquoted(text: str) -> str:
    """The text without the tricks that keep a spreadsheet from touching digits.

    Examples:
        >>> unquoted('="0123"'), unquoted("'13800138000"), unquoted("'Anna'")
        ('0123', '13800138000', "'Anna'")
    """
    if text.startswith('="') and text.endswith('"') and len(text) >= 3:
        return text[2:-1].strip()
    if text.startswith("'") and text[1:2].isdecimal():
        return text[1:]
    return text
