"""Requests to bring missing units: one open per product and source, grown and shrunk with need.

Outstanding is what was asked for less what arrived. Each order line's need is kept beside it, so
that asking twice for the same line changes nothing.

References:
    clauses 3.2.1a, 6.1.1a.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, insert, select, update

from db.schema.purchasing import PurchaseLine, PurchaseOrder, Replenishment, ReplenishmentNeed
from db.schema.stock import Stock
from db.upsert import insert_or
from fulfilment import notices
from fulfilment.house import Work
from fulfilment.notices import Notice, NoticeKind
from fulfilment.release.promises import StockThere, lock_stock
from procedure.ids import OrderLineId, ProductId
from procedure.replenishing import Lack, Wanted, Within, where_from
from procedure.words import PurchaseStatus, ReplenishmentSource, ReplenishmentStatus, ShelfKind

LIVE_PURCHASES = (PurchaseStatus.DRAFT, PurchaseStatus.SENT, PurchaseStatus.PARTLY_RECEIVED)
"""Purchase orders that still bring something."""


@dataclass(slots=True)
class Request:
    """An open request while it is worked on.

    Attributes:
        needed: Units that order lines still wait for.
        ordered: Units on their way in purchase orders.
    """

    id: int
    product_id: ProductId
    source: ReplenishmentSource
    status: ReplenishmentStatus
    quantity: int
    arrived: int
    needed: int = 0
    ordered: int = 0

    @property
    def outstanding(self) -> int:
        """Units that have not arrived."""
        return self.quantity - self.arrived


def ask(work: Work, lacks: Sequence[Lack]) -> None:
    """Let the requests stand for exactly what these lines lack; a lack of 0 withdraws.

    A request that grew is told to purchasing, once.
    """
    if not lacks:
        return
    products = sorted({lack.product_id for lack in lacks})
    stock = lock_products(work, products)
    requests = open_requests(work, products)
    line_ids = [lack.line_id for lack in lacks]
    had = _needs(work, requests, line_ids)
    for (request_id, _), units in had.items():
        requests[request_id].needed -= units
    wanted = where_from(lacks, _within(stock, requests))
    _write(work, lacks, requests, had, wanted)


def lock_products(work: Work, products: Sequence[ProductId]) -> StockThere:
    """What there is of these products; their balances are the locks of their requests too."""
    zero = {"on_hand": 0, "available": 0, "reserved": 0, "blocked": 0}
    work.connection.execute(
        insert_or(work.connection, Stock).on_conflict_do_nothing(
            index_elements=["warehouse_id", "product_id"]
        ),
        [{"warehouse_id": work.warehouse_id, "product_id": p, **zero} for p in products],
    )
    return lock_stock(work, products)


def open_requests(work: Work, products: Sequence[ProductId]) -> dict[int, Request]:
    """The open requests of these products, their rows locked."""
    rows = work.connection.execute(
        select(
            Replenishment.id,
            Replenishment.product_id,
            Replenishment.source,
            Replenishment.status,
            Replenishment.quantity,
            Replenishment.arrived,
        )
        .where(
            Replenishment.warehouse_id == work.warehouse_id,
            Replenishment.product_id.in_(products),
            Replenishment.closed_at.is_(None),
        )
        .order_by(Replenishment.id)
        .with_for_update()
    )
    found = {row.id: Request(row.id, ProductId(row.product_id), *row[2:]) for row in rows}
    needed = (
        select(ReplenishmentNeed.replenishment_id, func.sum(ReplenishmentNeed.quantity))
        .where(ReplenishmentNeed.replenishment_id.in_(list(found)))
        .group_by(ReplenishmentNeed.replenishment_id)
    )
    for request_id, units in work.connection.execute(needed):
        found[request_id].needed = int(units)
    for request_id, units in on_order(work, list(found)).items():
        found[request_id].ordered = units
    return found


def on_order(work: Work, request_ids: Sequence[int]) -> dict[int, int]:
    """Units of requests that are on their way in purchase orders."""
    rows = work.connection.execute(
        select(
            PurchaseLine.replenishment_id, func.sum(PurchaseLine.quantity - PurchaseLine.received)
        )
        .join(PurchaseOrder, PurchaseOrder.id == PurchaseLine.purchase_order_id)
        .where(
            PurchaseLine.replenishment_id.in_(request_ids), PurchaseOrder.status.in_(LIVE_PURCHASES)
        )
        .group_by(PurchaseLine.replenishment_id)
    )
    return {int(request_id): int(units) for request_id, units in rows if request_id is not None}


def open_again(work: Work, request_ids: Sequence[int]) -> None:
    """What was ordered does not come: the requests ask for what is needed still, nothing else."""
    products = work.connection.scalars(
        select(Replenishment.product_id).where(
            Replenishment.id.in_(request_ids), Replenishment.closed_at.is_(None)
        )
    ).all()
    if not products:
        return
    chosen = sorted({ProductId(product) for product in products})
    lock_products(work, chosen)
    requests = [r for r in open_requests(work, chosen).values() if r.id in set(request_ids)]
    for request in requests:
        request.status = ReplenishmentStatus.OPEN
        _fit(request)
    _update(work, requests)


Had = dict[tuple[int, OrderLineId], int]
"""Units by request and order line."""


def _needs(work: Work, requests: Iterable[int], line_ids: Sequence[OrderLineId]) -> Had:
    rows = work.connection.execute(
        select(ReplenishmentNeed.__table__).where(
            ReplenishmentNeed.replenishment_id.in_(list(requests)),
            ReplenishmentNeed.order_line_id.in_(line_ids),
        )
    )
    return {(row.replenishment_id, OrderLineId(row.order_line_id)): row.quantity for row in rows}


def _within(stock: StockThere, requests: dict[int, Request]) -> dict[ProductId, Within]:
    """What stands in the house out of picking's reach, less what others asked for already."""
    found = {
        product: Within(promisable=max(units, 0)) for product, units in stock.promisable.items()
    }
    for lot in stock.shelf_lots:
        if lot.kind is ShelfKind.RESERVE and not lot.in_count and stock.shipping.takes(lot):
            found[lot.product_id].reserve += lot.free
    for request in requests.values():
        if request.source is ReplenishmentSource.RESERVE:
            there = found[request.product_id]
            there.reserve = max(0, there.reserve - request.needed)
    return found


def _write(
    work: Work,
    lacks: Sequence[Lack],
    requests: dict[int, Request],
    had: Had,
    wanted: Wanted,
) -> None:
    products = {lack.line_id: lack.product_id for lack in lacks}
    by_key = {(r.product_id, r.source): r for r in requests.values()}
    before = {r.id: (r.quantity, r.status) for r in requests.values()}
    now: Had = {}
    for (line_id, source), units in wanted.items():
        key = (products[line_id], source)
        if key not in by_key:
            by_key[key] = Request(work.new_id(), *key, ReplenishmentStatus.OPEN, 0, 0)
        by_key[key].needed += units
        now[by_key[key].id, line_id] = units
    told = [request for request in by_key.values() if _fit(request)]
    _insert(work, [r for r in by_key.values() if r.id not in before])
    _update(work, [r for r in requests.values() if (r.quantity, r.status) != before[r.id]])
    _write_needs(work, had, now)
    _tell_purchasing(work, told)


def _fit(request: Request) -> bool:
    """Let the request ask for what is needed, never for less than is on its way; did it grow?"""
    least = max(request.needed, request.ordered)
    grows = least > request.outstanding
    if grows or request.status is ReplenishmentStatus.OPEN:
        request.quantity = request.arrived + least
    if grows:
        request.status = ReplenishmentStatus.OPEN
    return grows


def _insert(work: Work, requests: Sequence[Request]) -> None:
    if not requests:
        return
    work.connection.execute(
        insert(Replenishment),
        [
            {
                "id": request.id,
                "warehouse_id": work.warehouse_id,
                "product_id": request.product_id,
                "source": request.source,
                "status": request.status,
                "quantity": request.quantity,
                "arrived": 0,
                "created_at": work.now,
                "created_by": work.actor.person_id,
                "closed_at": None,
            }
            for request in requests
        ],
    )


def _update(work: Work, requests: Sequence[Request]) -> None:
    """A request that nobody needs any more is closed; it keeps the quantity it had."""
    open_ones = [r for r in requests if r.outstanding > 0]
    if open_ones:
        work.connection.execute(
            update(Replenishment)
            .where(Replenishment.id == bindparam("the_id"))
            .values(quantity=bindparam("units"), status=bindparam("now")),
            [{"the_id": r.id, "units": r.quantity, "now": r.status} for r in open_ones],
        )
    for status, ids in (
        (ReplenishmentStatus.DONE, [r.id for r in requests if not r.outstanding and r.arrived]),
        (
            ReplenishmentStatus.CANCELLED,
            [r.id for r in requests if not r.outstanding and not r.arrived],
        ),
    ):
        if ids:
            work.connection.execute(
                update(Replenishment)
                .where(Replenishment.id.in_(ids))
                .values(status=status, closed_at=work.now)
            )


def _write_needs(work: Work, had: Had, now: Had) -> None:
    change_needs(work, {key: now.get(key, 0) for key in had if now.get(key, 0) != had[key]})
    new = {key: units for key, units in now.items() if key not in had}
    if new:
        work.connection.execute(
            insert(ReplenishmentNeed),
            [
                {"replenishment_id": request_id, "order_line_id": line_id, "quantity": units}
                for (request_id, line_id), units in new.items()
            ],
        )


def change_needs(work: Work, changed: Had) -> None:
    """Let needs have these quantities; those of 0 go."""
    statement = insert_or(work.connection, ReplenishmentNeed)
    kept = [
        {"replenishment_id": request_id, "order_line_id": line_id, "quantity": units}
        for (request_id, line_id), units in changed.items()
        if units
    ]
    if kept:
        work.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["replenishment_id", "order_line_id"],
                set_={"quantity": statement.excluded.quantity},
            ),
            kept,
        )
    gone = [key for key, units in changed.items() if not units]
    if gone:
        work.connection.execute(
            delete(ReplenishmentNeed).where(
                ReplenishmentNeed.replenishment_id == bindparam("the_request"),
                ReplenishmentNeed.order_line_id == bindparam("the_line"),
            ),
            [{"the_request": request_id, "the_line": line_id} for request_id, line_id in gone],
        )


def _tell_purchasing(work: Work, requests: Sequence[Request]) -> None:
    """Purchasing is told of every growth, once."""
    notices.enqueue(
        work,
        [
            Notice(
                NoticeKind.REPLENISHMENT,
                None,
                {
                    "replenishment_id": request.id,
                    "product_id": request.product_id,
                    "source": request.source.value,
                    "units": request.outstanding,
                },
                f"{request.id}:{request.quantity}",
            )
            for request in requests
        ],
    )
