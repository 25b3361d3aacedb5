"""Every sentence for a person, in the person's language.

The English sentence stands in the code and is the key (gettext's msgid); what changes from case
to case stands in it as `{name}`. A sentence without a translation appears in English: odd, but
never empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations

from resources import FOLDER

LANGUAGES = {"en": "English", "zh_CN": "简体中文", "zh_TW": "繁體中文"}
"""The languages on offer, each named in itself."""

DOMAIN = "packbench"


def N_(msgid: str) -> str:
    """The sentence itself; marks it for the catalogue where it cannot be translated yet.

    Examples:
        >>> N_("This code belongs to another order.")
        'This code belongs to another order.'
    """
    return msgid


@dataclass(frozen=True, slots=True)
class Translator:
    """Gives sentences in one language.

    Thread: may be used from any thread.
    """

    language: str
    _found: NullTranslations

    def text(self, msgid: str, **params: object) -> str:
        """A sentence with its gaps filled.

        Raises:
            KeyError: The sentence has a gap that `params` does not name.

        Examples:
            >>> load("en").text("{count} units of {product}", count=2, product="85123A")
            '2 units of 85123A'
        """
        return self._found.gettext(msgid).format(**params) if msgid else ""

    def plural(self, singular: str, plural: str, n: int, **params: object) -> str:
        """The sentence that fits a number; the number itself fills the gap `{n}`.

        Raises:
            KeyError: The sentence has a gap that `params` does not name.

        Examples:
            >>> load("en").plural("{n} parcel", "{n} parcels", 2)
            '2 parcels'
        """
        return self._found.ngettext(singular, plural, n).format(n=n, **params)


@cache
def load(language: str) -> Translator:
    """The translator for a language of `LANGUAGES`, read from disk once.

    Raises:
        ValueError: The program does not speak this language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}; there are {', '.join(LANGUAGES)}")
    compiled = FOLDER / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if language == "en":
        return Translator(language, NullTranslations())
    with compiled.open("rb") as file:
        return Translator(language, GNUTranslations(file))
