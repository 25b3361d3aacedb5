"""The rows of new orders: order, address, lines, holds, remark and log, written set-wise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from db.schema.log import OrderLog, OrderLogText
from db.schema.orders import Hold, Order, OrderAddress, OrderBundle, OrderLine, Remark
from db.schema.waybills import Carrier, CarrierService
from fulfilment.house import Work
from fulfilment.intake.drafts import OrderDraft, facts_of, sku_key, source_digest
from fulfilment.intake.lines import KnownSku, NewLines
from fulfilment.log import audit
from procedure.completeness import Finding, check
from procedure.ids import OrderId
from procedure.words import HoldKind, OrderStatus, RemarkKind, SaleStatus, ServiceLevel


@dataclass(frozen=True, slots=True)
class NewOrders:
    """Drafts with everything their rows need; the lists run side by side."""

    drafts: Sequence[OrderDraft]
    ids: Sequence[OrderId]
    numbers: Sequence[str]
    channels: dict[str, int]
    products: dict[str, KnownSku]
    lines: Sequence[NewLines]
    carriers: dict[ServiceLevel, int]


def carriers_by_service(work: Work) -> dict[ServiceLevel, int]:
    """The default carrier of each service level (4.1.1b)."""
    rows = work.connection.execute(
        select(CarrierService.service, CarrierService.carrier_id)
        .join(Carrier, Carrier.id == CarrierService.carrier_id)
        .where(CarrierService.is_default, Carrier.active)
        .order_by(Carrier.code.desc())
    )
    return {key: value for key, value in rows}  # noqa: C416 - a result is no mapping


def write_orders(work: Work, new: NewOrders) -> int:
    """Write all rows; how many of the orders carry a hold."""
    holds = [
        _findings(draft, number, lines, new.products)
        for draft, number, lines in zip(new.drafts, new.numbers, new.lines, strict=True)
    ]
    entries = [
        entry
        for id_, draft, lines, found in zip(new.ids, new.drafts, new.lines, holds, strict=True)
        for entry in _log_entries(id_, draft, lines.pieces, found)
    ]
    log_rows, text_rows, heads = audit.chain(work, entries, {})
    work.connection.execute(insert(Order), list(_order_rows(work, new, holds, heads)))
    work.connection.execute(insert(OrderAddress), [_address_row(work, new, i) for i in _each(new)])
    line_rows = [row for i in _each(new) for row in _line_rows(work, new, i)]
    if line_rows:
        work.connection.execute(insert(OrderLine), line_rows)
    bundle_rows = [row for i in _each(new) for row in _bundle_rows(new, i)]
    if bundle_rows:
        work.connection.execute(insert(OrderBundle), bundle_rows)
    hold_rows = [row for i in _each(new) for row in _hold_rows(work, new.ids[i], holds[i])]
    if hold_rows:
        work.connection.execute(insert(Hold), hold_rows)
    remark_rows = [_remark_row(work, new, i) for i in _each(new) if new.drafts[i].remark]
    if remark_rows:
        work.connection.execute(insert(Remark), remark_rows)
    work.connection.execute(insert(OrderLog), log_rows)
    if text_rows:
        work.connection.execute(insert(OrderLogText), text_rows)
    return sum(1 for found in holds if found)


def _each(new: NewOrders) -> range:
    return range(len(new.drafts))


@dataclass(frozen=True, slots=True)
class HoldCause:
    """Why a new order is held."""

    kind: HoldKind
    finding: str
    params: dict[str, str | int]


def _findings(
    draft: OrderDraft, number: str, lines: NewLines, products: dict[str, KnownSku]
) -> tuple[HoldCause, ...]:
    found: list[HoldCause] = [
        _cause(finding) for finding in check(facts_of(draft, number)) if finding.hold is not None
    ]
    for line_no, line in zip(lines.numbers, draft.lines, strict=True):
        where: dict[str, str | int] = {"line": line_no, "sku": line.sku}
        found += _doubts(products.get(sku_key(line.sku)), where)
        if line.customization:
            found.append(HoldCause(HoldKind.CUSTOM_WORDING, "custom_wording", where))
    return tuple(found)


def _doubts(known: KnownSku | None, where: dict[str, str | int]) -> list[HoldCause]:
    """Why a line cannot be sold as it is: the product itself, or a part of the bundle it is."""
    if known is None or (known.is_bundle and not known.parts):
        unknown = HoldCause(HoldKind.UNKNOWN_PRODUCT, "unknown_product", where)
        return [unknown] if where["sku"] else []
    found = []
    if known.sale_status is not SaleStatus.ON_SALE:
        found.append(HoldCause(HoldKind.NOT_SALEABLE, known.sale_status.value, where))
    for part in known.parts:
        if part.sale_status is not SaleStatus.ON_SALE:
            here = where | {"sku": part.sku}
            found.append(HoldCause(HoldKind.NOT_SALEABLE, part.sale_status.value, here))
    return found


def _cause(finding: Finding) -> HoldCause:
    assert finding.hold is not None
    return HoldCause(finding.hold, finding.code.value, dict(finding.params))


def _log_entries(
    order_id: OrderId, draft: OrderDraft, pieces: int, holds: Sequence[HoldCause]
) -> list[audit.Entry]:
    data = {"channel": draft.channel, "external_no": draft.external_no, "pieces": pieces}
    taken = audit.Entry(order_id, "taken", None, _status(draft), data)
    held = [
        audit.Entry(order_id, "held", data={"kind": h.kind.value, "finding": h.finding})
        for h in holds
    ]
    return [taken, *held]


def _status(draft: OrderDraft) -> OrderStatus:
    """A channel that does not speak of payment sends paid orders only."""
    unpaid = draft.paid_minor is not None and draft.paid_minor < draft.total_minor
    return OrderStatus.AWAITING_PAYMENT if unpaid else OrderStatus.PENDING


def _order_rows(
    work: Work, new: NewOrders, holds: Sequence[Sequence[HoldCause]], heads: audit.Ends
) -> Any:
    for i, draft in enumerate(new.drafts):
        seq, head = heads[new.ids[i]]
        yield {
            "id": new.ids[i],
            "order_no": new.numbers[i],
            "warehouse_id": work.warehouse_id,
            "channel_id": new.channels[draft.channel],
            "external_no": draft.external_no,
            "source_digest": source_digest(draft),
            "status": _status(draft),
            "service": draft.service,
            "carrier_id": new.carriers.get(draft.service),
            "buyer_logged_in": draft.buyer_logged_in,
            "currency": draft.currency,
            "total_minor": draft.total_minor,
            "paid_minor": draft.total_minor if draft.paid_minor is None else draft.paid_minor,
            "placed_at": draft.placed_at,
            "received_at": work.now,
            "ship_by": None,
            "shipped_at": None,
            "address_version": 1,
            "open_holds": len(holds[i]),
            "pieces": new.lines[i].pieces,
            "version": 1,
            "log_seq": seq,
            "log_head": head,
        }


def _address_row(work: Work, new: NewOrders, i: int) -> dict[str, Any]:
    draft = new.drafts[i]
    receiver = draft.receiver
    return {
        "order_id": new.ids[i],
        "version": 1,
        "receiver": receiver.name,
        "phone": receiver.phone,
        "email": draft.buyer_contact or "",
        "country": receiver.country,
        "province": receiver.province,
        "city": receiver.city,
        "district": receiver.district,
        "town": receiver.town,
        "detail": receiver.detail,
        "postcode": receiver.postcode,
        "raw": receiver.raw_address,
        "at": work.now,
        "person_id": work.actor.person_id,
    }


def _line_rows(work: Work, new: NewOrders, i: int) -> list[dict[str, Any]]:
    lines = new.lines[i].lines
    return [
        {
            "id": id_,
            "order_id": new.ids[i],
            "line_no": line.line_no,
            "product_id": line.product_id,
            "sku_text": line.sku,
            "name_text": line.name,
            "quantity": line.quantity,
            "unit_price_minor": line.unit_price_minor,
            "cancelled": 0,
            "shipped": 0,
            "customization": line.customization,
            "bundle_no": line.bundle_no,
            "gift_of": line.gift_of,
        }
        for id_, line in zip(work.new_ids(len(lines)), lines, strict=True)
    ]


def _bundle_rows(new: NewOrders, i: int) -> list[dict[str, Any]]:
    return [
        {
            "order_id": new.ids[i],
            "line_no": bundle.line_no,
            "product_id": bundle.product_id,
            "sku_text": bundle.sku,
            "name_text": bundle.name,
            "quantity": bundle.quantity,
            "unit_price_minor": bundle.unit_price_minor,
        }
        for bundle in new.lines[i].bundles
    ]


def _hold_rows(work: Work, order_id: OrderId, holds: Sequence[HoldCause]) -> list[dict[str, Any]]:
    return [
        {
            "id": id_,
            "order_id": order_id,
            "kind": hold.kind,
            "finding": hold.finding,
            "params": hold.params,
            "opened_at": work.now,
            "opened_by": work.actor.person_id,
            "lifted_at": None,
            "lifted_by": None,
            "lift_reason": None,
        }
        for id_, hold in zip(work.new_ids(len(holds)), holds, strict=True)
    ]


def _remark_row(work: Work, new: NewOrders, i: int) -> dict[str, Any]:
    return {
        "id": work.new_id(),
        "order_id": new.ids[i],
        "kind": RemarkKind.BUYER,
        "body": new.drafts[i].remark,
        "for_floor": True,
        "at": work.now,
        "person_id": None,
    }
