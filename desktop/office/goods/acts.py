"""What the goods screen reads and writes, off the main thread (2.2.2a, 2.2.2b)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from db.views.goods_lookup import ids_of_skus, shelf_of, supplier_names, supplier_of
from db.views.places import ShelfRow, SupplierRow
from db.views.products import ProductDetail, product_detail, product_picture
from desktop.office.goods.lines import TypedLine
from desktop.office.orders.actions import Outcome, refusal
from fulfilment.goods.product_codes import CodeDraft, save_codes
from fulfilment.goods.product_facts import ProductFacts
from fulfilment.goods.product_links import Gift, Part, save_alternatives, save_gifts, save_parts
from fulfilment.goods.products import ProductConflict, save_picture, save_product
from fulfilment.goods.shelves import ShelfFacts, save_shelf
from fulfilment.goods.suppliers import SupplierConflict, SupplierFacts, save_supplier
from fulfilment.house import Actor, House
from procedure.effects import Refused
from procedure.ids import ProductId, ShelfId
from procedure.words import Signal
from resources.catalogue import N_, Translator

_SAVED = N_("{name} is saved.")
_SAME = N_("{name} is so already; nothing was changed.")
_CONFLICT = N_("{name} was changed by somebody else meanwhile. Look at both, then choose.")
_NO_PRODUCT = N_("There is no product {sku}. Correct the line; nothing was saved.")
_PICTURE = N_("The picture of {name} is saved.")
_NO_PICTURE = N_("The picture of {name} is taken away.")


@dataclass(frozen=True, slots=True)
class ProductRead:
    """A product with its picture and the suppliers it may be bought from."""

    detail: ProductDetail
    picture: bytes
    suppliers: tuple[tuple[int, str], ...]


def read_product(house: House, product_id: ProductId) -> ProductRead | None:
    """One product; None where there is none.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        detail = product_detail(connection, product_id)
        if detail is None:
            return None
        found = product_picture(connection, product_id) if detail.picture else None
        picture = b"" if found is None else found[1]
        return ProductRead(detail, picture, supplier_names(connection))


def read_suppliers(house: House) -> tuple[tuple[int, str], ...]:
    """The suppliers that are in use.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        return supplier_names(connection)


def read_shelf(house: House, shelf_id: ShelfId) -> ShelfRow | None:
    """One shelf; None where there is none.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        return shelf_of(connection, house.place.warehouse_id, shelf_id)


def read_supplier(house: House, supplier_id: int) -> SupplierRow | None:
    """One supplier; None where there is none.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        return supplier_of(connection, supplier_id)


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving came to.

    Attributes:
        key: Of the thing that is written now; None where nothing was.
        theirs: What stands there where somebody else changed it meanwhile.
        version: Of theirs.
    """

    outcome: Outcome
    key: int | None = None
    theirs: Mapping[str, Any] | None = None
    version: int | None = None


def values_of(facts_type: type[Any], thing: Any) -> dict[str, Any]:
    """The facts of a thing by name, for a form."""
    return {field.name: getattr(thing, field.name) for field in fields(facts_type)}


def save_facts(
    house: House,
    actor: Actor,
    values: Mapping[str, Any],
    key: int | None,
    version: int | None,
    translator: Translator,
) -> Saved:
    """Make a product, or change one.

    Raises:
        CannotNow: The database cannot be written now.
    """
    product_id = None if key is None else ProductId(key)
    saved = save_product(house, actor, ProductFacts(**values), product_id, version)
    if isinstance(saved, Refused):
        return Saved(refusal(saved.verdict, translator))
    name = str(values["sku"])
    if isinstance(saved, ProductConflict):
        return refused_by_version(name, asdict(saved.theirs), saved.version, translator)
    return Saved(_told(name, saved.changed, translator), saved.product_id)


def save_place(
    house: House,
    actor: Actor,
    values: Mapping[str, Any],
    key: int | None,
    version: int | None,
    translator: Translator,
) -> Saved:
    """Make a shelf, or change one. Shelves have no versions: the last one who saves is right.

    Raises:
        CannotNow: The database cannot be written now.
    """
    shelf_id = None if key is None else ShelfId(key)
    saved = save_shelf(house, actor, ShelfFacts(**values), shelf_id)
    if isinstance(saved, Refused):
        return Saved(refusal(saved.verdict, translator))
    return Saved(_told(str(values["code"]), saved.changed, translator), saved.shelf_id)


def save_partner(
    house: House,
    actor: Actor,
    values: Mapping[str, Any],
    key: int | None,
    version: int | None,
    translator: Translator,
) -> Saved:
    """Make a supplier, or change one.

    Raises:
        CannotNow: The database cannot be written now.
    """
    saved = save_supplier(house, actor, SupplierFacts(**values), key, version)
    if isinstance(saved, Refused):
        return Saved(refusal(saved.verdict, translator))
    name = str(values["code"])
    if isinstance(saved, SupplierConflict):
        return refused_by_version(name, asdict(saved.theirs), saved.version, translator)
    return Saved(_told(name, saved.changed, translator), saved.supplier_id)


def _told(name: str, changed: bool, translator: Translator) -> Outcome:
    words = _SAVED if changed else _SAME
    return Outcome(Signal.GOOD, translator.text(words, name=name), changed)


def refused_by_version(
    name: str, theirs: Mapping[str, Any], version: int, translator: Translator
) -> Saved:
    """Nothing was written: somebody else changed it meanwhile, and this is what they wrote."""
    outcome = Outcome(Signal.ATTENTION, translator.text(_CONFLICT, name=name), False)
    return Saved(outcome, None, theirs, version)


# codes, links, picture -----------------------------------------------------------------


def set_codes(
    house: House,
    actor: Actor,
    product: ProductDetail,
    lines: Sequence[TypedLine],
    translator: Translator,
) -> Outcome:
    """Give a product exactly these codes.

    Raises:
        CannotNow: The database cannot be written now.
    """
    drafts = [CodeDraft(line.text, line.units) for line in lines]
    saved = save_codes(house, actor, product.product_id, drafts)
    if isinstance(saved, Refused):
        return refusal(saved.verdict, translator)
    changed = bool(saved.added or saved.changed or saved.removed)
    return _told(product.sku, changed, translator)


def set_parts(
    house: House,
    actor: Actor,
    product: ProductDetail,
    lines: Sequence[TypedLine],
    translator: Translator,
) -> Outcome:
    """Make a product a bundle of these, or none.

    Raises:
        CannotNow: The database cannot be written now.
    """
    found = _found(house, lines, translator)
    if isinstance(found, Outcome):
        return found
    parts = [Part(found[line.text], line.units) for line in lines]
    saved = save_parts(house, actor, product.product_id, parts)
    if isinstance(saved, Refused):
        return refusal(saved.verdict, translator)
    return _told(product.sku, saved.changed, translator)


def set_gifts(
    house: House,
    actor: Actor,
    product: ProductDetail,
    lines: Sequence[TypedLine],
    translator: Translator,
) -> Outcome:
    """Give a product exactly these gifts.

    Raises:
        CannotNow: The database cannot be written now.
    """
    found = _found(house, lines, translator)
    if isinstance(found, Outcome):
        return found
    gifts = [Gift(found[line.text], line.least, line.units) for line in lines]
    saved = save_gifts(house, actor, product.product_id, gifts)
    if isinstance(saved, Refused):
        return refusal(saved.verdict, translator)
    return _told(product.sku, saved.changed, translator)


def set_alternatives(
    house: House,
    actor: Actor,
    product: ProductDetail,
    lines: Sequence[TypedLine],
    translator: Translator,
) -> Outcome:
    """Say what may be offered instead, best first.

    Raises:
        CannotNow: The database cannot be written now.
    """
    found = _found(house, lines, translator)
    if isinstance(found, Outcome):
        return found
    best_first = [found[line.text] for line in lines]
    saved = save_alternatives(house, actor, product.product_id, best_first)
    if isinstance(saved, Refused):
        return refusal(saved.verdict, translator)
    return _told(product.sku, saved.changed, translator)


def _found(
    house: House, lines: Sequence[TypedLine], translator: Translator
) -> dict[str, ProductId] | Outcome:
    """The products of the lines, or why there is one too few."""
    with house.database.read() as connection:
        found = ids_of_skus(connection, [line.text for line in lines])
    missing = next((line.text for line in lines if line.text not in found), None)
    if missing is None:
        return found
    return Outcome(Signal.WRONG, translator.text(_NO_PRODUCT, sku=missing), False)


def set_picture(
    house: House,
    actor: Actor,
    product: ProductDetail,
    content: bytes | None,
    translator: Translator,
) -> Outcome:
    """Put a picture beside a product, or take it away.

    Raises:
        CannotNow: The database cannot be written now.
    """
    saved = save_picture(house, actor, product.product_id, content)
    if isinstance(saved, Refused):
        return refusal(saved.verdict, translator)
    words = _NO_PICTURE if content is None else _PICTURE
    return Outcome(Signal.GOOD, translator.text(words, name=product.sku), saved.changed)
