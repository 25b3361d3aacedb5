"""How well two colours can be told apart."""

from __future__ import annotations


def linear(channel: int) -> float:
    """Light of an sRGB channel 0 to 255, from 0 to 1.

    References:
        IEC 61966-2-1.
    """
    part = channel / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB", 0 (black) to 1 (white).

    References:
        WCAG 2.2, "relative luminance".

    Examples:
        >>> luminance("#FFFFFF")
        1.0
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21.

    References:
        WCAG 2.2, "contrast ratio".

    Examples:
        >>> contrast("#000000", "#FFFFFF")
        21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
