"""Words of the procedure in somebody's language."""

from __future__ import annotations

from procedure.text import Text
from resources.catalogue import Translator


def worded(translator: Translator, text: Text) -> str:
    """A text in the translator's language.

    Examples:
        >>> from resources.catalogue import load
        >>> worded(load("en"), Text("{count} parcel", {"count": 2}, "{count} parcels", 2))
        '2 parcels'
    """
    if text.plural is None or text.count is None:
        return translator.text(text.msgid, **text.params)
    return translator.plural(text.msgid, text.plural, text.count, **text.params)
