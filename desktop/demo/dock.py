"""The demo's scanner: codes that lie about, to be clicked by somebody who has no scanner."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.demo.code_card import CodeCard
from desktop.office.orders.words import in_words
from desktop.theme.active import colours, paint
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face
from desktop.widgets.label import Label
from fulfilment.within_reach import CODE128_AIM, EAN_AIM, SCALE_AIM, Reachable
from procedure.parcel_words import DefectCode, ManualReason, WeightReason
from procedure.texts import status_word
from procedure.words import Command, ShortReason
from resources.catalogue import N_, Translator

WIDTH = 280
MOST_CODES = 7
UNKNOWN = "2999999999991"
"""A well-formed EAN-13 of the range for shops' own use that the demo gives to nothing."""

_TITLE = N_("Demo scanner")
_EXPLAINED = N_("No scanner at hand? Click a code to scan it, right or wrong.")
_PEOPLE = N_("People's badges")
_REACH = N_("Within reach")
_CARDS = N_("Command cards")
_NOTHING = N_("Nothing to scan here now. Scan a badge, or open another screen.")
_OTHER = N_("Some other product")
_UNKNOWN = N_("Unknown code")
_SCALE = N_("Put a scale on the bench")
_KINDS = (
    N_("Pick sheet"),
    N_("Confirm card"),
    N_("Its label"),
    N_("Another label"),
    N_("Label"),
    N_("Reason card"),
    N_("Serial number"),
    N_("Box on the scale"),
    N_("A unit is missing"),
)
"""What `fulfilment.within_reach` calls codes that are not on goods or shelves."""
_REASONS = tuple(status_word(reason).msgid for reason in (*ShortReason, *WeightReason, *DefectCode))
"""What it calls reason cards."""

BadgeWords = tuple[str, str, str]
"""Name, post in finished words, and what the badge scans."""

COMMANDS = (
    Command.CONFIRM,
    Command.UNDO,
    Command.SHORT,
    Command.HELP,
    Command.PRINT,
    Command.NEXTBOX,
    Command.SKIP,
    Command.LOCK,
    Command.REOPEN,
    ShortReason.NOT_FOUND,
    ShortReason.DAMAGED,
    ManualReason.NO_CODE,
    ManualReason.CODE_DAMAGED,
)
_MEANS: dict[type, str] = {
    ShortReason: N_("why it is short"),
    ManualReason: N_("count it by hand"),
}
"""What a reason card is for: "Damaged" goods are short, a damaged code is counted by hand."""


class _Fold(QWidget):
    """A heading that folds what stands under it; it takes no focus."""

    folded = Signal()

    def __init__(self, under: QWidget) -> None:
        super().__init__()
        self._under = under
        self._label = Label("", bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 24, 0)
        row.addWidget(self._label)
        self.setFixedHeight(24)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_words(self, words: str) -> None:
        self._label.setText(words)
        self.setAccessibleName(words)

    def set_open(self, is_open: bool) -> None:
        self._under.setVisible(is_open)
        self.update()

    def mouseReleaseEvent(self, event: QEvent) -> None:
        self.set_open(self._under.isHidden())
        self.folded.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        name = "chevron-right" if self._under.isHidden() else "chevron-down"
        pixmap = icon_pixmap(name, 16, colours().text2, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.width() - 16, 4, pixmap)


class DemoDock(QWidget):
    """Badges, codes within reach and command cards beside the screens of the demo.

    Nothing in it takes the focus: a scanner that types like a keyboard keeps working.

    Args:
        translator: The window's language.
        parent: Its widget.
    """

    scanned = Signal(str, str)
    """A code was clicked; carries what a scanner would send, and the symbology."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translator = translator
        self._badges: tuple[BadgeWords, ...] = ()
        self._codes: tuple[Reachable, ...] = ()
        self._given: Reachable | None = None
        self._products: dict[str, Reachable] = {}
        self._folded_by_hand = False
        self.setFixedWidth(WIDTH)
        self._title = Label("", Face.CARD_TITLE, bold=True)
        self._explained = Label("", Face.TABLE, ink="text2", most_lines=3)
        self._nothing = Label("", Face.TABLE, ink="text2", most_lines=3)
        self._reach_title, self._cards_title = Label("", bold=True), Label("", bold=True)
        self.people = QWidget()
        self._people_grid = _grid(self.people)
        self._fold = _Fold(self.people)
        self._fold.folded.connect(self._on_folded)
        self.badges: list[CodeCard] = []
        self.codes = [self._card(CodeCard()) for _ in range(MOST_CODES)]
        self.other, self.unknown = self._card(CodeCard()), self._card(CodeCard())
        self.commands = [self._card(CodeCard(small=True)) for _ in COMMANDS]
        self.scale = self._card(CodeCard(small=True))
        self._build()
        self.retranslate(translator)

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("plain", "true")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 0, 12, 16)
        column.setSpacing(6)
        column.addWidget(self._fold)
        column.addWidget(self.people)
        column.addSpacing(10)
        column.addWidget(self._reach_title)
        column.addWidget(self._nothing)
        for card in (*self.codes, self.other, self.unknown):
            column.addWidget(card)
        column.addSpacing(10)
        column.addWidget(self._cards_title)
        cards = QWidget()
        grid = _grid(cards)
        for at, card in enumerate(self.commands):
            grid.addWidget(card, at // 2, at % 2)
        column.addWidget(cards)
        column.addWidget(self.scale)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._explained)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(scroll, 1)

    def _card(self, card: CodeCard) -> CodeCard:
        card.scanned.connect(self.scanned)
        return card

    def show_badges(self, badges: Sequence[BadgeWords]) -> None:
        """Show the badges of these people, in this order; posts in finished words."""
        self._badges = tuple(badges)
        while len(self.badges) < len(self._badges):
            at = len(self.badges)
            card = self._card(CodeCard(small=True))
            self._people_grid.addWidget(card, at // 2, at % 2)
            self.badges.append(card)
        for at, card in enumerate(self.badges):
            card.setVisible(at < len(self._badges))
        for card, (name, post, secret) in zip(self.badges, self._badges, strict=False):
            card.set_code(name, secret, CODE128_AIM, under=post)
        self._fold.setVisible(bool(self._badges))

    def show_reach(self, codes: Sequence[Reachable], other: Reachable | None = None) -> None:
        """Show what can be scanned now.

        Args:
            codes: The right one first; the first few are shown.
            other: A product that is not asked for. Where it is not given, one that was within
                reach before is offered.
        """
        newly = bool(codes) != bool(self._codes)
        self._codes, self._given = tuple(codes), other
        other = other or self._seen_before()
        self._products.update({code.text: code for code in codes if code.aim == EAN_AIM})
        shown = self._codes[:MOST_CODES]
        for at, card in enumerate(self.codes):
            card.setVisible(at < len(shown))
        for card, code in zip(self.codes, shown, strict=False):
            under = code.under or None
            card.set_code(self._what(code), code.text, code.aim, right=code.right, under=under)
        text = self._translator.text
        self.other.setVisible(other is not None)
        if other is not None:
            self.other.set_code(text(_OTHER), other.text, other.aim, under=other.what)
        self.unknown.set_code(text(_UNKNOWN), UNKNOWN, EAN_AIM)
        self._nothing.setVisible(not shown)
        if newly and not self._folded_by_hand:
            # Who is signed in needs the codes, who is not needs the badges.
            self._fold.set_open(not shown)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        text = translator.text
        self._title.setText(text(_TITLE))
        self._explained.setText(text(_EXPLAINED))
        self._fold.set_words(text(_PEOPLE))
        self._reach_title.setText(text(_REACH))
        self._cards_title.setText(text(_CARDS))
        self._nothing.setText(text(_NOTHING))
        for card, command in zip(self.commands, COMMANDS, strict=True):
            means = _MEANS.get(type(command))
            what = in_words(translator, status_word(command))
            under = None if means is None else text(means)
            card.set_code(what, command.value, CODE128_AIM, under=under)
        self.scale.set_code(text(_SCALE), "0", SCALE_AIM)
        self.show_badges(self._badges)
        self.show_reach(self._codes, self._given)

    def _seen_before(self) -> Reachable | None:
        """A product that was within reach earlier and is not now: real, and wrong."""
        now = {code.text for code in self._codes}
        return next((code for text, code in self._products.items() if text not in now), None)

    def _what(self, code: Reachable) -> str:
        known = code.what in _KINDS or code.what in _REASONS
        return self._translator.text(code.what) if known else code.what

    def _on_folded(self) -> None:
        self._folded_by_hand = True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline at the left."""
        painter, c = QPainter(self), colours()
        painter.fillRect(self.rect(), paint(c.canvas))
        painter.fillRect(QRectF(0, 0, 1, self.height()), paint(c.border))


def _grid(widget: QWidget) -> QGridLayout:
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
