"""Words before they are translated: an English msgid and what it is filled with.

`N_` and `NP_` only mark msgids for extraction (Babel keywords `N_` and `NP_:1,2`); translating
is the caller's: this room knows no language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from string import Formatter

from procedure.verdicts import Param


def N_(msgid: str) -> str:
    """The msgid itself; the name marks it for the catalogue."""
    return msgid


def NP_(one: str, many: str) -> tuple[str, str]:
    """Both msgids of a sentence that counts; the name marks them for the catalogue."""
    return one, many


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or word for a person.

    Attributes:
        msgid: English, with `{name}` fields.
        params: What the fields are filled with; may hold more.
        plural: English for other counts than one, or None.
        count: Which of both is meant, where there is a plural.
    """

    msgid: str
    params: Mapping[str, Param] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None

    def render(
        self,
        gettext: Callable[[str], str] = str,
        ngettext: Callable[[str, str, int], str] | None = None,
    ) -> str:
        """The words in the language of the given functions; in English without them.

        Examples:
            >>> Text("Scan shelf {shelf}.", {"shelf": "A-01-02-03"}).render()
            'Scan shelf A-01-02-03.'
            >>> Text("{count} parcel", {"count": 2}, "{count} parcels", 2).render()
            '2 parcels'
        """
        if self.plural is None or self.count is None:
            return gettext(self.msgid).format_map(self.params)
        if ngettext is None:
            return (self.msgid if self.count == 1 else self.plural).format_map(self.params)
        return ngettext(self.msgid, self.plural, self.count).format_map(self.params)


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to word something; it fits where its fields can be filled.

    Attributes:
        count: The parameter that decides between one and many, where there is a plural.
        when: Parameters that must have these values.
    """

    msgid: str
    plural: str | None = None
    count: str = ""
    when: Mapping[str, str] = field(default_factory=dict)

    def fits(self, params: Mapping[str, Param]) -> bool:
        """Whether every field has something to say; an empty text says nothing."""
        return all(params.get(name) == value for name, value in self.when.items()) and all(
            params.get(name, "") != "" for name in fields_of(self.msgid, self.plural or "")
        )

    def text(self, params: Mapping[str, Param]) -> Text:
        """The wording, filled."""
        if self.plural is None:
            return Text(self.msgid, params)
        count = params.get(self.count, 0)
        return Text(self.msgid, params, self.plural, count if isinstance(count, int) else 0)


@cache
def fields_of(*msgids: str) -> frozenset[str]:
    """The names of the fields in msgids.

    Examples:
        >>> sorted(fields_of("{counted} of {of}"))
        ['counted', 'of']
    """
    return frozenset(name for msgid in msgids for _, name, _, _ in Formatter().parse(msgid) if name)


def say(msgid: str, **when: str) -> Wording:
    """A wording without a plural."""
    return Wording(msgid, when=when)


def say_count(msgids: tuple[str, str], count: str, **when: str) -> Wording:
    """A wording that counts the named parameter."""
    return Wording(msgids[0], msgids[1], count, when)


def fitting(wordings: tuple[Wording, ...], params: Mapping[str, Param]) -> Text:
    """The first wording that fits; the last one always does, as it has no fields."""
    for wording in wordings:
        if wording.fits(params):
            return wording.text(params)
    return wordings[-1].text(params)
