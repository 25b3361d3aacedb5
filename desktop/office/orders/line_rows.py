"""The lines of an order in finished words: a bundle, its parts under it, gifts named as such."""

from __future__ import annotations

from db.views.order_detail import BundleView, LineView
from db.views.order_detail import OrderDetail as Order
from desktop.office.orders.parts import LineRow
from desktop.office.orders.words import money, stock_tag
from desktop.widgets.states import State
from resources.catalogue import N_, Translator


def line_rows(order: Order, translator: Translator) -> tuple[LineRow, ...]:
    """What the order's lines show, in the order in which they were asked for."""
    bundles = {bundle.line_no: bundle for bundle in order.bundles}
    rows: list[LineRow] = []
    for line in order.lines:
        bundle = bundles.pop(line.bundle_no, None) if line.bundle_no is not None else None
        if bundle is not None:
            rows.append(_bundle(bundle, order))
        rows.append(_line(line, order, translator))
    return tuple(rows)


def _bundle(bundle: BundleView, order: Order) -> LineRow:
    return LineRow(
        sku=bundle.sku,
        name=bundle.name or bundle.sku,
        wording="",
        quantity=f"× {bundle.quantity:,}",
        stock="",
        stock_state=State.NEUTRAL,
        price=money(bundle.quantity * bundle.unit_price_minor, order.currency),
    )


def _line(line: LineView, order: Order, translator: Translator) -> LineRow:
    stock, state = stock_tag(line, order.status, translator)
    is_part = line.bundle_no is not None
    wording = line.customization
    price = money(line.quantity * line.unit_price_minor, order.currency)
    if line.is_gift:
        price = translator.text(N_("Gift"))
    return LineRow(
        sku=line.sku,
        name=line.name or line.sku,
        wording=translator.text(N_("Text: {wording}"), wording=wording) if wording else "",
        quantity=f"× {line.quantity:,}",
        stock=stock,
        stock_state=state,
        price="" if is_part else price,
        is_part=is_part,
    )
