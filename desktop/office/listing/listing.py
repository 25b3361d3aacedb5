"""What a table of the office is made of: its columns, its chips, its words, and how it is read.

A screen says this once as a `Listing`; `ListingScreen` shows it, pages it, keeps it fresh, copies
and exports it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from desktop.widgets.states import State
from desktop.widgets.table import Column
from fulfilment.house import House
from procedure.permissions import UseCase
from resources.catalogue import Translator

Row = TypeVar("Row")
PAGE = 100
"""Rows read at once for the table."""
MOST_ROWS = 5_000
"""Rows kept in memory; who needs other ones searches."""

Cell = str | int
"""A cell of an exported sheet; numbers stay numbers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows a person wants to see, and in which order.

    Attributes:
        chip: Name of the chip that is on.
        text: What is searched for; blanks around it are gone.
        sort: A column's word for sorting; empty is the listing's own order.
        descending: The other way round.
    """

    chip: str = ""
    text: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a listing.

    Attributes:
        following: Give it to `Listing.read` to get the next page; None at the end.
    """

    rows: tuple[Row, ...]
    following: Any | None


@dataclass(frozen=True, slots=True)
class Speech:
    """With what a row becomes words.

    Attributes:
        now: For ages; aware.
    """

    translator: Translator
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[Row]):
    """A column of a listing.

    Attributes:
        name: Tells it from the others; a person's choice of columns is kept by it.
        title: Msgid.
        look: Width and alignment; a width of 0 takes what is left.
        words: What the cell says.
        tag: Makes the cell a tag of this state; `look.tag` must say so too.
        sign: A badge before the words; `look.sign` must say so too.
        value: What an exported cell holds where that is not its words.
        sort: Word for sorting by it (`Asked.sort`); empty where the view cannot.
        spare: Columns with higher numbers give way first where there is little room; 0 never.
        hidden: Not shown until a person chooses it.
    """

    name: str
    title: str
    look: Column
    words: Callable[[Row, Speech], str]
    tag: Callable[[Row], State | None] | None = None
    sign: Callable[[Row], State | None] | None = None
    value: Callable[[Row], Cell] | None = None
    sort: str = ""
    spare: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ListChip:
    """A chip over the table; one of them is on.

    Attributes:
        name: What `Asked.chip` says while it is on; the first chip's is the widest choice.
        word: Msgid.
    """

    name: str
    word: str


@dataclass(frozen=True, slots=True)
class ListWords:
    """What a listing says where there are no rows. All msgids.

    Attributes:
        hint: Inside the search box: what may be searched for.
        none_yet: Nothing there at all: what to do about it.
        no_match: Nothing matches: what to do about it.
        show_all: The button that clears filter and search.
        loading: For screen readers, while the first rows are read.
        sign_in: Nobody is signed in.
        may_not: Their post does not show it.
        more: There are more rows below; has {count}.
        full: No more rows are kept; has {count}.
        all: Singular and plural for all rows, with {n}.
        file_name: Beginning of an exported file's name, without an ending.
    """

    hint: str
    none_yet: str
    no_match: str
    show_all: str
    loading: str
    sign_in: str
    may_not: str
    more: str
    full: str
    all: tuple[str, str]
    file_name: str


Read = Callable[[House, Asked, Any | None, int], Page[Row]]
"""Rows after a page's `following` (None: from the top), at most so many. Thread: a task's."""


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """A table of the office.

    Attributes:
        name: Tells it from the others; a person's choice of columns is kept by it.
        icon: Sign of its empty state.
        use_case: Whoever may do this sees it.
        key: Tells a row from all others; the same row keeps it when its figures change.
        copied: What copying a row gives.
        read: Gives a page; one cheap query by key, whatever the size of the table.
        counts: Rows of each chip by the chip's name, or None where nobody counts. Asked for
            rarely: it may look at every row.
    """

    name: str
    icon: str
    use_case: UseCase
    columns: tuple[ListColumn[Row], ...]
    chips: tuple[ListChip, ...]
    words: ListWords
    key: Callable[[Row], Hashable]
    copied: Callable[[Row], str]
    read: Read[Row]
    counts: Callable[[House], Mapping[str, int]] | None = None


class ListingDetail(Protocol):
    """What stands beside a listing: a widget with `said(signal, sentence)` and `changed()`."""

    said: Any
    changed: Any

    def show_key(self, key: Any | None) -> None:
        """Show another row's thing; None shows that nothing is chosen."""
        ...

    def refresh(self) -> None:
        """Read it anew; what is being typed stays. Called often: it must be cheap."""
        ...

    def focus_first(self) -> None:
        """Give the keyboard to the detail."""
        ...

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        ...
