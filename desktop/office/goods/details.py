"""The details of the goods screen: a product, a shelf, a supplier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from db.views.places import ShelfRow, SupplierRow
from db.views.products import ProductDetail
from desktop.office.goods import acts as goods_acts
from desktop.office.goods.acts import ProductRead, values_of
from desktop.office.goods.facts_detail import FactsDetail
from desktop.office.goods.fields import NO_SUPPLIER, PRODUCT, SHELF, SUPPLIER
from desktop.office.goods.lines import TypedLine, typed_codes, typed_units
from desktop.office.goods.lines_editor import LinesEditor
from desktop.office.goods.product_parts import ProductLinks, ProductPicture
from desktop.office.latest import Answer, Latest
from desktop.office.listing.keyed_detail import DetailWords
from desktop.office.orders.actions import Act, Outcome
from fulfilment.goods.product_facts import ProductFacts
from fulfilment.goods.products import MOST_PICTURE_BYTES
from fulfilment.goods.sheets import GoodsKind
from fulfilment.goods.shelves import ShelfFacts
from fulfilment.goods.suppliers import SupplierFacts
from fulfilment.house import Actor, House
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk

_NO_LINE = N_("“{line}” does not read as a line here. Correct it; nothing was saved.")
_NO_FILE = N_("{name} cannot be read. Look whether it is there and not open elsewhere.")
_Typed = Callable[[str], tuple[TypedLine, ...] | str]
_SetLines = Callable[[House, Actor, ProductDetail, Sequence[TypedLine], Translator], Outcome]


class ProductPage(FactsDetail[ProductRead]):
    """One product: facts, codes and links, picture.

    Attributes:
        links, picture: Its other parts.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = DetailWords(
            icon="goods",
            choose=N_("Choose a product at the left, or add a new one."),
            gone=N_("This product is not there any more. Choose another one."),
            loading=N_("The product is being read."),
        )
        blank = asdict(ProductFacts("", ""))
        super().__init__(
            desk,
            words,
            PRODUCT,
            N_("New product"),
            blank,
            goods_acts.save_facts,
            GoodsKind.PRODUCTS,
            parent,
        )
        self._suppliers: Latest[tuple[tuple[int, str], ...]] = Latest(desk.tasks)
        self.links, self.picture = ProductLinks(desk.translator), ProductPicture(desk.translator)
        self.add_tab(N_("Codes and links"), self.links)
        self.add_tab(N_("Picture"), self.picture)
        set_lines: tuple[tuple[LinesEditor, _Typed, _SetLines], ...] = (
            (self.links.codes, typed_codes, goods_acts.set_codes),
            (self.links.parts, typed_units, goods_acts.set_parts),
            (self.links.gifts, typed_units, goods_acts.set_gifts),
            (self.links.alternatives, typed_units, goods_acts.set_alternatives),
        )
        for editor, typed, work in set_lines:
            editor.save_asked.connect(partial(self._on_lines, editor, typed, work))
        self.picture.file_given.connect(self._on_picture)
        self.picture.removed.connect(partial(self._set_picture, None))

    def read(self, house: House, key: Any) -> ProductRead | None:
        """The product with everything around it."""
        return goods_acts.read_product(house, key)

    def values(self, thing: ProductRead) -> Mapping[str, Any]:
        """Its facts."""
        return values_of(ProductFacts, thing.detail)

    def version(self, thing: ProductRead) -> int | None:
        """Its version."""
        return thing.detail.version

    def heading(self, thing: ProductRead) -> str:
        """Its name."""
        return thing.detail.name

    def fill(self, thing: ProductRead) -> None:
        """Show the product; what is being typed stays."""
        anew = self._anew
        self._offer(thing.suppliers)
        self.links.show_product(thing.detail, anew)
        self.picture.show_picture(thing.picture)
        super().fill(thing)

    def name_parts(self) -> None:
        """Write the fixed words anew."""
        super().name_parts()
        self.links.retranslate(self.translator)
        self.picture.retranslate(self.translator)

    def ask_new(self) -> None:
        """A form for a new one; its suppliers are read."""
        super().ask_new()
        work = partial(goods_acts.read_suppliers, self.desk.house)
        self._suppliers.ask(work, self._on_suppliers)

    def _on_suppliers(self, answer: Answer[tuple[tuple[int, str], ...]]) -> None:
        if answer.result is not None:
            self._offer(answer.result)

    def _offer(self, suppliers: tuple[tuple[int, str], ...]) -> None:
        options = (NO_SUPPLIER, *((words, id_) for id_, words in suppliers))
        for page in (self.page, self.fresh):
            page.form.offer("supplier_id", options)

    def _on_lines(self, editor: LinesEditor, typed: _Typed, work: _SetLines, text: str) -> None:
        lines, thing, translator = typed(text), self.thing, self.translator
        if isinstance(lines, str):
            self.said.emit(Verdict.ATTENTION, translator.text(_NO_LINE, line=lines))
            return
        if thing is None:
            return

        def make(house: House, actor: Actor) -> Act:
            return partial(work, house, actor, thing.detail, lines, translator)

        def then(outcome: Outcome) -> None:
            if outcome.signal is Verdict.GOOD:
                editor.show_lines(text, True)

        self.act(make, then)

    def _on_picture(self, path: Path) -> None:
        translator = self.translator
        try:
            with path.open("rb") as file:
                content = file.read(MOST_PICTURE_BYTES + 1)
        except OSError:
            self.said.emit(Verdict.WRONG, translator.text(_NO_FILE, name=path.name))
            return
        self._set_picture(content)

    def _set_picture(self, content: bytes | None) -> None:
        thing, translator = self.thing, self.translator
        if thing is None:
            return

        def make(house: House, actor: Actor) -> Act:
            work = goods_acts.set_picture
            return partial(work, house, actor, thing.detail, content, translator)

        self.act(make)


class ShelfPage(FactsDetail[ShelfRow]):
    """One shelf."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = DetailWords(
            icon="shelf",
            choose=N_("Choose a shelf at the left, or add a new one."),
            gone=N_("This shelf is not there any more. Choose another one."),
            loading=N_("The shelf is being read."),
        )
        blank = asdict(ShelfFacts(""))
        super().__init__(
            desk,
            words,
            SHELF,
            N_("New shelf"),
            blank,
            goods_acts.save_place,
            GoodsKind.SHELVES,
            parent,
        )

    def read(self, house: House, key: Any) -> ShelfRow | None:
        """The shelf."""
        return goods_acts.read_shelf(house, key)

    def values(self, thing: ShelfRow) -> Mapping[str, Any]:
        """Its facts."""
        return values_of(ShelfFacts, thing)

    def version(self, thing: ShelfRow) -> int | None:
        """Shelves have none."""
        return None

    def heading(self, thing: ShelfRow) -> str:
        """Its code."""
        return thing.code


class SupplierPage(FactsDetail[SupplierRow]):
    """One supplier."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = DetailWords(
            icon="truck",
            choose=N_("Choose a supplier at the left, or add a new one."),
            gone=N_("This supplier is not there any more. Choose another one."),
            loading=N_("The supplier is being read."),
        )
        blank = asdict(SupplierFacts("", ""))
        super().__init__(
            desk,
            words,
            SUPPLIER,
            N_("New supplier"),
            blank,
            goods_acts.save_partner,
            GoodsKind.SUPPLIERS,
            parent,
        )

    def read(self, house: House, key: Any) -> SupplierRow | None:
        """The supplier."""
        return goods_acts.read_supplier(house, key)

    def values(self, thing: SupplierRow) -> Mapping[str, Any]:
        """Its facts."""
        return values_of(SupplierFacts, thing)

    def version(self, thing: SupplierRow) -> int | None:
        """Its version."""
        return thing.version

    def heading(self, thing: SupplierRow) -> str:
        """Its name."""
        return thing.name
