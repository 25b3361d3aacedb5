"""One label on one page: what every strip of a waybill needs to draw itself."""

from __future__ import annotations

from printing.documents import WaybillLabel
from printing.fonts import Weight, width_mm
from printing.paper import Align, Paper
from printing.text_fit import em_mm
from printing.waybill_layout import WaybillLayout
from printing.words import LabelWords


def bold_mm(text: str, size_pt: float) -> float:
    """How wide bold text is."""
    return width_mm(text, size_pt, Weight.BOLD)


class LabelPage:
    """The page, the label and its words.

    Attributes:
        left: Where text begins.
        right: Where text ends.
        width: Room for text.
    """

    def __init__(
        self, paper: Paper, label: WaybillLabel, layout: WaybillLayout, words: LabelWords
    ) -> None:
        self.paper = paper
        self.label = label
        self.layout = layout
        self.words = words
        self.left = layout.margin
        self.right = paper.media.width_mm - layout.margin
        self.width = self.right - self.left

    def pt(self, size: float) -> float:
        """A type size of the 100 mm design on this paper, in half points."""
        return round(size * self.layout.scale * 2) / 2

    def line(self, y: float) -> float:
        """Close a strip with a line across the label; gives where the next one begins."""
        self.paper.rule(0, y, self.paper.media.width_mm)
        return y

    def copy_mark(self, right: float, top: float, strip: float, size: float = 13) -> float:
        """White on black: nobody takes a reprint for the first label. Gives its width."""
        mark = self.words.copy.format(n=self.label.copy_no)
        size = self.pt(size)
        width = bold_mm(mark, size) + 3
        height = em_mm(size) + 2
        top += (strip - height) / 2
        self.paper.fill(right - width, top, width, height)
        self.paper.text(
            right - width / 2,
            self.paper.centred_baseline(top, height, size),
            mark,
            size,
            field="copy mark",
            weight=Weight.BOLD,
            align=Align.CENTRE,
            white=True,
        )
        return width
