"""Parts of a product's page: its codes and what belongs to it; its picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.views.products import ProductDetail
from desktop.office.goods.lines import TypedLine, codes_text, names_text, units_text
from desktop.office.goods.lines_editor import LinesEditor
from desktop.widgets.buttons import Button
from desktop.widgets.label import Label
from resources.catalogue import N_, Translator

_CODES = N_("a line each; a carton as 16901234567899 = 12")
_PARTS = N_("a line each, for example CUP-1 × 2")
_GIFTS = N_("a line each, for example BAG × 1 from 3")
_ALTERNATIVES = N_("a line each, the best first")
_PART_OF = N_("Part of {bundles}")
_NO_PICTURE = N_("There is no picture yet. Drop one here, or enter where the file is.")
_PATH = N_("Picture: a PNG, JPEG or WebP file")


class ProductLinks(QWidget):
    """Codes, parts, gifts, alternatives; each is saved by itself.

    Attributes:
        codes, parts, gifts, alternatives: The lines.
    """

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        self._translator = translator
        self.codes = LinesEditor(N_("Codes"), _CODES, translator)
        self.parts = LinesEditor(N_("Parts of the bundle"), _PARTS, translator)
        self.gifts = LinesEditor(N_("Gifts"), _GIFTS, translator)
        self.alternatives = LinesEditor(N_("Alternatives"), _ALTERNATIVES, translator)
        self.editors = (self.codes, self.parts, self.gifts, self.alternatives)
        self.part_of = Label("", ink="text2", most_lines=2)
        area, inside = QScrollArea(), QWidget()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.setProperty("plain", "true")
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, 12, 0)
        within.setSpacing(12)
        for editor in self.editors:
            within.addWidget(editor)
        within.addWidget(self.part_of)
        within.addStretch(1)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def show_product(self, product: ProductDetail, anew: bool) -> None:
        """Show what belongs to the product; what is being typed stays."""
        codes = (TypedLine(code.shown, code.units) for code in product.codes)
        parts = (TypedLine(link.sku, link.quantity) for link in product.parts)
        gifts = (TypedLine(link.sku, link.quantity, link.from_quantity) for link in product.gifts)
        others = (TypedLine(link.sku) for link in product.alternatives)
        self.codes.show_lines(codes_text(codes), anew)
        self.parts.show_lines(units_text(parts), anew)
        self.gifts.show_lines(units_text(gifts), anew)
        self.alternatives.show_lines(names_text(others), anew)
        bundles = ", ".join(link.sku for link in product.part_of)
        self.part_of.setText(self._translator.text(_PART_OF, bundles=bundles) if bundles else "")

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        for editor in self.editors:
            editor.retranslate(translator)


class ProductPicture(QWidget):
    """The picture as it is, and a file to put in its place.

    Attributes:
        path: Where the new picture is.
        save, remove: Put it beside the product; take the picture away.
    """

    file_given = Signal(object)
    """Carries the path of a picture."""
    removed = Signal()
    SIDE = 300

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        self._content: bytes | None = None
        self.setAcceptDrops(True)
        self.image, self.nothing = QLabel(), Label("", ink="text2", most_lines=2)
        self.image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.path = QLineEdit()
        self.save, self.remove = Button(kind="primary"), Button()
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.image, 1)
        column.addWidget(self.nothing)
        row.setSpacing(8)
        row.addWidget(self.path, 1)
        row.addWidget(self.save)
        row.addWidget(self.remove)
        column.addLayout(row)
        self.path.textChanged.connect(self._check)
        self.path.returnPressed.connect(self._on_save)
        self.save.clicked.connect(self._on_save)
        self.remove.clicked.connect(self.removed)
        self.retranslate(translator)
        self._check()

    def show_picture(self, content: bytes) -> None:
        """Show this picture; empty bytes are none."""
        if content == self._content:
            return
        self._content = content
        pixmap = QPixmap()
        there = bool(content) and pixmap.loadFromData(content)
        if there:
            keep = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            pixmap = pixmap.scaled(self.SIDE, self.SIDE, keep, smooth)
        self.image.setPixmap(pixmap if there else QPixmap())
        self.nothing.setVisible(not there)
        self.remove.setEnabled(bool(content))
        self.path.clear()

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        text = translator.text
        self.nothing.setText(text(_NO_PICTURE))
        self.image.setAccessibleName(text(N_("Picture")))
        self.path.setPlaceholderText(text(_PATH))
        self.path.setAccessibleName(text(_PATH))
        self.save.setText(text(N_("Save picture")))
        self.remove.setText(text(N_("Take away")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A dropped file is the new picture."""
        paths = [url.toLocalFile() for url in event.mimeData().urls()]
        if path := next(filter(None, paths), ""):
            event.acceptProposedAction()
            self.file_given.emit(Path(path))

    def _check(self) -> None:
        self.save.setEnabled(bool(self.path.text().strip()))

    def _on_save(self) -> None:
        if typed := self.path.text().strip():
            self.file_given.emit(Path(typed).expanduser())
