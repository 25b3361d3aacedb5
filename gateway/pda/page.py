"""What stands on the page, in finished words: values that the templates only lay out."""

from __future__ import annotations

from dataclasses import dataclass

from db.views.seats import Seat
from gateway.pda.buttons import Button


@dataclass(frozen=True, slots=True)
class Saying:
    """A verdict, or where `signal` is "waiting" what is asked for.

    Attributes:
        word: The large words.
        sentence: What happened and what to do.
        caption, place: Where to go with the thing in hand; "" for nowhere.
        following: The next scan, where the verdict stands before it; else "".
    """

    signal: str
    word: str
    sentence: str
    caption: str = ""
    place: str = ""
    following: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet on the list."""

    code: str
    words: str
    express: str
    wave: str
    started: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A zone to choose.

    Attributes:
        zone: What stands in the address; "" for all.
    """

    zone: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Sheets:
    """The list of a zone's sheets.

    Attributes:
        more: How many more there are than are listed, in words; else "".
        empty: Why there is none and what to do; "" where there are some.
    """

    chips: tuple[Chip, ...]
    rows: tuple[Sheet, ...]
    more: str
    empty: str


@dataclass(frozen=True, slots=True)
class Task:
    """The stop of an open task.

    Attributes:
        there: Whether the shelf was scanned.
        parts: Of the shelf's code, each with the word for it; none for codes of another make.
        slot, after: Empty where there is none to show.
    """

    where: str
    there: bool
    shelf: str
    parts: tuple[tuple[str, str], ...]
    product: str
    reference: str
    lot: str
    quantity: str
    remarks: tuple[str, ...]
    slot: str
    slot_caption: str
    slot_order: str
    after_caption: str
    after: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A slot of the put wall.

    Attributes:
        words: How full it is.
        state: "full", "stopped", or "" while it is filled.
        current: Whether the last unit went into it.
    """

    slot: str
    words: str
    state: str
    current: bool


@dataclass(frozen=True, slots=True)
class Wall:
    """The put wall of an open wave.

    Attributes:
        slot: Where the unit in hand belongs; with its words "" while there is none.
    """

    cells: tuple[Cell, ...]
    caption: str = ""
    slot: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that may be done besides picking.

    Attributes:
        name: What the page's script calls it; with `code`, what is scanned by a tap.
    """

    name: str
    words: str
    icon: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A look to choose.

    Attributes:
        name: What it chooses, "theme" or "language".
        value: What is posted.
    """

    name: str
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything between the strip and the buttons.

    Attributes:
        title, progress: The strip: what is done or how far it is; the station or the sheet.
        person: Who is signed in; "" for nobody.
        away: What is said while the centre is away: how many scans wait, and a sentence.
        stopped: Whether a stop covers everything.
        stations: To choose from; None where the device has one.
        wall: The put wall of an open wave.
        paper: Why paper that was asked for did not come out; else "".
        tools: What may be done besides picking.
        task_key: The open task, by which a scan made without connection is known; else "".
        looks: Looks to choose from, under their headings; none on any other page.
    """

    title: str
    progress: str
    person: str = ""
    away: tuple[str, str] | None = None
    trail: tuple[str, ...] = ()
    saying: Saying | None = None
    stopped: bool = False
    task: Task | None = None
    sheets: Sheets | None = None
    buttons: tuple[Button, ...] = ()
    stations: tuple[Seat, ...] | None = None
    trouble: str = ""
    may_leave: bool = False
    wall: Wall | None = None
    paper: str = ""
    tools: tuple[Tool, ...] = ()
    task_key: str = ""
    looks: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
