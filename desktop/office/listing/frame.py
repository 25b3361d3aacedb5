"""Where a listing's parts stand, and what stands in their place while there is nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.theme.tokens import tokens
from desktop.widgets.columns import TwoColumns
from desktop.widgets.state_card import StateCard

DETAIL_WIDTH, DETAIL_LEAST = 566, 400
TABLE_LEAST = 664


class ListingFrame(QWidget):
    """Bar on top; table over foot at the left; detail at the right.

    Args:
        above: Stands over the bar, for what the rows come from; or nothing.

    Attributes:
        absence: Stands in the table's place while there are no rows.
        closed: Stands in everything's place for who may not see it.
    """

    def __init__(
        self,
        bar: QWidget,
        table: QWidget,
        foot: QWidget,
        detail: QWidget,
        above: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.absence, self.closed = StateCard(), StateCard()
        self._table = table
        left, here = QWidget(), QWidget()
        self._place = QStackedLayout(here)
        self._place.addWidget(table)
        self._place.addWidget(self.absence)
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(6)
        under.addWidget(here, 1)
        under.addWidget(foot)
        margin = tokens().margin
        bar.setContentsMargins(margin, margin, margin, 0)
        opened, shut = QWidget(), QWidget()
        whole = QVBoxLayout(opened)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if above is not None:
            above.setContentsMargins(margin, margin, margin, 0)
            whole.addWidget(above)
        whole.addWidget(bar)
        whole.addWidget(
            TwoColumns(
                left, detail, DETAIL_WIDTH, right_least=DETAIL_LEAST, left_least=TABLE_LEAST
            ),
            1,
        )
        edge = QVBoxLayout(shut)
        edge.setContentsMargins(margin, margin, margin, margin)
        edge.addWidget(self.closed)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(opened)
        self._whole.addWidget(shut)

    @property
    def is_open(self) -> bool:
        """Whether its person may see it."""
        return self._whole.currentIndex() == 0

    def set_open(self, is_open: bool) -> None:
        """Show everything, or `closed` alone."""
        self._whole.setCurrentIndex(0 if is_open else 1)

    def show_table(self, there_are_rows: bool) -> None:
        """Show the table, or `absence` in its place."""
        self._place.setCurrentWidget(self._table if there_are_rows else self.absence)
