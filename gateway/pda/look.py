"""How the page looks on a device: its colours and its language, chosen on the page itself.

A choice stands in a cookie of the device, so that whoever takes it up finds it as it was left;
nothing of a person is in it.

References:
    FIELD "Station ergonomics" (colour-blind theme).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from resources.catalogue import LANGUAGES, N_, Translator, load

NAME = "packbench_look"


class Theme(StrEnum):
    """The colours on offer; all but the first are the window's themes."""

    DEVICE = "device"
    """Light or dark, as the device asks."""
    LIGHT = "light"
    DARK = "dark"
    COLOURBLIND_LIGHT = "colourblind-light"
    COLOURBLIND_DARK = "colourblind-dark"


THEME_WORDS = {
    Theme.DEVICE: N_("As the device has it"),
    Theme.LIGHT: N_("Light"),
    Theme.DARK: N_("Dark"),
    Theme.COLOURBLIND_LIGHT: N_("Light, for colour-blind eyes"),
    Theme.COLOURBLIND_DARK: N_("Dark, for colour-blind eyes"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a device chose.

    Attributes:
        language: One of those the program speaks; "" for what the device asks for.
    """

    theme: Theme = Theme.DEVICE
    language: str = ""

    @property
    def value(self) -> str:
        """The look as a cookie's value.

        Examples:
            >>> Look(Theme.DARK, "zh_TW").value
            'dark.zh_TW'
        """
        return f"{self.theme.value}.{self.language}"


def look_of(value: str | None) -> Look:
    """The look in a cookie; what it names that is not on offer is the device's own.

    Examples:
        >>> look_of("colourblind-dark.zh_CN").theme.value, look_of("pink.fr") == Look()
        ('colourblind-dark', True)
    """
    theme, _, language = (value or "").partition(".")
    return Look(
        Theme(theme) if theme in list(Theme) else Theme.DEVICE,
        language if language in LANGUAGES else "",
    )


def translator_of(look: Look, accepted: str) -> Translator:
    """The chosen language, else the first that the device asks for and the program speaks.

    Args:
        accepted: The header Accept-Language.

    Examples:
        >>> translator_of(Look(), "zh-Hant-TW,zh;q=0.9,en;q=0.8").language
        'zh_TW'
        >>> translator_of(Look(), "zh-CN").language, translator_of(Look(), "fr").language
        ('zh_CN', 'en')
        >>> translator_of(Look(language="zh_CN"), "en").language
        'zh_CN'
    """
    return load(look.language or _asked_for(accepted))


def _asked_for(accepted: str) -> str:
    for each in accepted.split(","):
        tag = each.partition(";")[0].strip().casefold()
        if tag.startswith("zh"):
            traditional = any(part in ("hant", "tw", "hk", "mo") for part in tag.split("-"))
            return "zh_TW" if traditional else "zh_CN"
        if tag.startswith("en"):
            break
    return "en"
