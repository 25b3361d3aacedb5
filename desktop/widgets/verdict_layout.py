"""Where the parts of a verdict stand: pure geometry, so that it can be proved without a picture.

The shape never gets smaller than the tokens allow. When room is short the layout first tightens
the gaps, then sets the word smaller, then cuts the sentence with an ellipsis.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt

from desktop.theme.tokens import Face, tokens
from desktop.widgets.lettering import CENTRE, LEFT, Block, Lettering, lettering, set_text
from desktop.widgets.shapes import figure
from desktop.widgets.states import State


@dataclass(frozen=True, slots=True)
class Place:
    """Where the thing in hand belongs.

    Attributes:
        caption: What to do, for example "Put it back in".
        name: The place in words, for example "Slot 7".
        slot: Number of the slot of a put wall or cart; None draws no grid.
        slots: How many slots there are.
        columns: How many slots stand side by side.
    """

    caption: str
    name: str
    slot: int | None = None
    slots: int = 12
    columns: int = 4


@dataclass(frozen=True, slots=True)
class VerdictView:
    """Everything a verdict shows.

    Attributes:
        state: How it looks.
        word: Two or three words, for example "Wrong item".
        count: Large numbers instead of the word, for example "2 of 3".
        sentence: What happened and what to do, or the product's name.
        place: Where the thing in hand belongs.
        next_line: What to scan then.
        next_caption: A word above `next_line`, for example "Then".
    """

    state: State
    word: str = ""
    count: str = ""
    sentence: str = ""
    place: Place | None = None
    next_line: str = ""
    next_caption: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A broken text and where it stands."""

    at: QRectF
    block: Block
    style: Lettering
    align: Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where everything stands. `fits` is False only when the panel is smaller than it may be."""

    shape: QRectF
    pieces: tuple[Piece, ...]
    place: QRectF | None
    rule: QRectF | None
    fits: bool


@dataclass(frozen=True, slots=True)
class Sizes:
    """The faces and the shape for one kind of panel."""

    shape: int
    detail_shape: int
    count: tuple[Face, ...]
    word: tuple[Face, ...]
    caption: Face
    sentence: Face
    lead: Face
    column: int
    word_gap: int


PANEL = Sizes(
    shape=tokens().verdict.pack_shape,
    detail_shape=tokens().verdict.wrong_shape,
    count=(Face.VERDICT_COUNT, Face.VERDICT_WORD, Face.INSTRUCTION),
    word=(Face.VERDICT_WORD, Face.INSTRUCTION, Face.LEAD),
    caption=Face.REFERENCE,
    sentence=Face.STATION_BODY,
    lead=Face.LEAD,
    column=720,
    word_gap=4,
)
SCREEN = Sizes(
    shape=240,
    detail_shape=200,
    count=(Face.SLOT, Face.VERDICT_COUNT, Face.VERDICT_WORD),
    word=(Face.VERDICT_COUNT, Face.VERDICT_WORD, Face.INSTRUCTION),
    caption=Face.STATION_BODY,
    sentence=Face.LEAD,
    lead=Face.INSTRUCTION,
    column=880,
    word_gap=16,
)
PLACE_HEIGHT = 104
BESIDE_BELOW = 280
"""A panel lower than this sets the words beside the shape."""


class _Plan(NamedTuple):
    pad: int
    gap: int
    small_shape: bool
    first_face: int
    word_lines: int
    sentence_lines: int


_PLANS = (
    _Plan(32, 20, False, 0, 1, 6),
    _Plan(24, 12, False, 0, 1, 6),
    _Plan(24, 12, True, 1, 1, 6),
    _Plan(16, 8, True, 1, 2, 5),
    _Plan(16, 8, True, 2, 2, 4),
    _Plan(16, 8, True, 2, 2, 3),
    _Plan(12, 4, True, 2, 2, 2),
    _Plan(8, 4, True, 2, 1, 1),
)


@lru_cache(maxsize=64)
def arrange(view: VerdictView, width: float, height: float, sizes: Sizes = PANEL) -> Arrangement:
    """Where the parts of the verdict stand in a panel of this size.

    Args:
        view: What it shows.
        width: Of the panel, logical px.
        height: Of the panel, logical px.
        sizes: The faces to use.
    """
    if height < BESIDE_BELOW:
        return _beside(view, width, height, sizes)
    fallback: Arrangement | None = None
    for plan in _PLANS:
        made = _stacked(view, width, height, sizes, plan)
        if made.fits and not any(piece.block.elided for piece in made.pieces):
            return made
        if fallback is None or not fallback.fits:
            fallback = made
    assert fallback is not None
    return fallback if fallback.fits else _beside(view, width, height, sizes)


def _headline(view: VerdictView, sizes: Sizes, plan: _Plan, width: int) -> Piece:
    text, faces = view.word, sizes.word
    if view.count and not _is_detailed(view):
        text, faces = view.count, sizes.count
    style = lettering(faces[plan.first_face], bold=True)
    for face in faces[plan.first_face :]:
        style = lettering(face, bold=True)
        if not set_text(text, style, width).elided:
            break
    block = set_text(text, style, width, plan.word_lines)
    return Piece(QRectF(0, 0, width, block.height), block, style, CENTRE)


def _is_detailed(view: VerdictView) -> bool:
    return view.place is not None or bool(view.next_line)


def _sentence(view: VerdictView, sizes: Sizes, plan: _Plan, width: int) -> Piece:
    text = view.sentence
    if not text and view.count and not _is_detailed(view):
        text = view.word
    large = lettering(sizes.lead)
    if not _is_detailed(view) and not set_text(text, large, width).elided:
        style = large
    else:
        style = lettering(sizes.sentence)
    block = set_text(text, style, width, plan.sentence_lines)
    return Piece(QRectF(0, 0, width, block.height), block, style, CENTRE)


def _foot(view: VerdictView, sizes: Sizes, width: int, lines: int) -> tuple[Piece, ...]:
    """The next scan, which stands at the bottom."""
    if not view.next_line:
        return ()
    made = []
    small, large = lettering(sizes.caption), lettering(sizes.lead, bold=True)
    for text, style, most in ((view.next_caption, small, 1), (view.next_line, large, lines)):
        block = set_text(text, style, width, most)
        made.append(Piece(QRectF(0, 0, width, block.height), block, style, LEFT))
    return tuple(made)


def _stacked(
    view: VerdictView, width: float, height: float, sizes: Sizes, plan: _Plan
) -> Arrangement:
    column = int(min(width - 48, sizes.column))
    left = round((width - column) / 2)
    head = _headline(view, sizes, plan, column)
    sentence = _sentence(view, sizes, plan, column)
    foot = _foot(view, sizes, column, min(2, plan.word_lines + (plan.sentence_lines > 2)))
    side = sizes.detail_shape if _is_detailed(view) else sizes.shape
    if plan.small_shape:
        side = min(side, tokens().verdict.min_shape)
    # The word's line box has air above its letters, so the gap below the shape looks larger.
    parts = [side, head.at.height(), sentence.at.height()]
    gaps = [plan.gap, sizes.word_gap if sentence.block.lines else 0]
    if view.place:
        parts.append(PLACE_HEIGHT)
        gaps.append(plan.gap)
    foot_height = sum(piece.at.height() for piece in foot) + (plan.gap if foot else 0)
    body_height = sum(parts) + sum(gaps)
    free = height - 2 * plan.pad - body_height - foot_height
    if foot:
        free -= plan.gap
    if not plan.small_shape and free > 120:
        # Large screens get a larger shape before they get more air.
        grown = round(min(96, (free - 120) / 2))
        side, free = side + grown, free - grown
    if foot:
        top = plan.pad + min(free / 3, 48) if free > 0 else plan.pad
    else:
        top = plan.pad + max(free, 0) / 2
    top = round(top)
    shape = QRectF(left, top, column, side)
    below = shape.bottom() + gaps[0]
    head = _moved(head, left, below)
    below += head.at.height() + gaps[1]
    sentence = _moved(sentence, left, below)
    below += sentence.at.height() + plan.gap
    place = QRectF(left, below, column, PLACE_HEIGHT) if view.place else None
    pieces, rule = [head, sentence], None
    at = height - plan.pad - foot_height
    if foot:
        rule = QRectF(left, round(at), column, 2)
        at += plan.gap
    for piece in foot:
        pieces.append(_moved(piece, left, round(at)))
        at += piece.at.height()
    shown = tuple(piece for piece in pieces if piece.block.lines)
    return Arrangement(shape, shown, place, rule, free >= 0)


def _moved(piece: Piece, left: float, top: float) -> Piece:
    at = QRectF(left, top, piece.at.width(), piece.at.height())
    return Piece(at, piece.block, piece.style, piece.align)


def _beside(view: VerdictView, width: float, height: float, sizes: Sizes) -> Arrangement:
    """The words right of the shape, for low panels such as the shipping desk's."""
    side = tokens().verdict.min_shape
    broad = side * figure(view.state).width / 100
    inset = 30 if width >= 400 and broad < 160 else 16
    shape = QRectF(inset, round((height - side) / 2), broad, side)
    left = round(shape.right() + min(inset, 24))
    room = max(1, int(width - left - 16))
    head, style = _beside_head(view.count or view.word, room)
    text = view.sentence or (view.word if view.count else "")
    if view.place:
        text = f"{text} {view.place.caption} {view.place.name}".strip()
    tall = int(height - 16) - head.height
    small = lettering(sizes.sentence)
    if set_text(text, small, room, max(1, tall // small.line)).elided:
        small = lettering(Face.REFERENCE)
    body = set_text(text, small, room, max(1, tall // small.line))
    top = round((height - head.height - body.height) / 2)
    pieces = (
        Piece(QRectF(left, top, room, head.height), head, style, LEFT),
        Piece(QRectF(left, top + head.height, room, body.height), body, small, LEFT),
    )
    return Arrangement(shape, pieces, None, None, top >= 0 and height >= side)


def _beside_head(text: str, room: int) -> tuple[Block, Lettering]:
    """The word as large as it goes on one line, else small on two."""
    for face in (Face.VERDICT_WORD, Face.INSTRUCTION, Face.LEAD):
        style = lettering(face, bold=True)
        head = set_text(text, style, room)
        if not head.elided:
            return head, style
    style = lettering(Face.STATION_BODY, bold=True)
    return set_text(text, style, room, 2), style
