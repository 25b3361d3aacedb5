"""May a parcel go to this address? Asked at close, print, scan-back, count and hand-over (4.2.1a).

What a rep has looked at and accepted for this version of the address (a lifted hold with the
same finding) is not asked again; text hidden behind `*` is never accepted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_

from db.schema.orders import Hold, OrderAddress
from fulfilment.house import Refuse, Work
from procedure.address import Address
from procedure.completeness import FindingCode, OrderedItem, OrderFacts, check
from procedure.verdicts import VerdictKind

_NEVER_ACCEPTED = frozenset(
    {FindingCode.MASKED_ADDRESS, FindingCode.MASKED_PHONE, FindingCode.MASKED_RECEIVER}
)
_ANYTHING = (OrderedItem("-", "-", 1),)
OrderAt = tuple[int, str, int]
"""Order id, order number, address version."""


def require_shippable_address(work: Work, order_id: int, order_no: str, version: int) -> None:
    """Does nothing where a parcel may go there.

    Raises:
        Refuse: `BAD_ADDRESS`, naming the order: it belongs to customer service.
    """
    require_shippable_addresses(work, [(order_id, order_no, version)])


def require_shippable_addresses(work: Work, orders: Sequence[OrderAt]) -> None:
    """The same for many orders with one query each for addresses and holds.

    Raises:
        Refuse: `BAD_ADDRESS`, naming the first order with one.
    """
    accepted = _accepted(work, [order_id for order_id, _, _ in orders])
    rows = {
        row.order_id: row
        for row in work.connection.execute(
            select(OrderAddress.__table__).where(
                tuple_(OrderAddress.order_id, OrderAddress.version).in_(
                    [(order_id, version) for order_id, _, version in orders]
                )
            )
        )
    }
    for order_id, order_no, _ in orders:
        row = rows.get(order_id)
        if row is None or _unaccepted(row, accepted[order_id]):
            raise Refuse(VerdictKind.BAD_ADDRESS, order_no=order_no)


Lifted = tuple[str, datetime]


def _accepted(work: Work, order_ids: Sequence[int]) -> dict[int, list[Lifted]]:
    found: dict[int, list[Lifted]] = defaultdict(list)
    rows = work.connection.execute(
        select(Hold.order_id, Hold.finding, Hold.opened_at).where(
            Hold.order_id.in_(order_ids), Hold.lifted_at.is_not(None)
        )
    )
    for order_id, finding, opened_at in rows:
        found[order_id].append((finding, opened_at))
    return found


def _unaccepted(row: Any, accepted: Sequence[Lifted]) -> set[FindingCode]:
    """Findings that stop the address `row`, less what a rep accepted for this version of it."""
    seen = {code for code, opened_at in accepted if opened_at >= row.at}
    facts = OrderFacts(
        order_no="-",
        items=_ANYTHING,
        receiver=row.receiver,
        phone=row.phone,
        email=row.email,
        buyer_logged_in=True,
        address=Address(
            row.country, row.province, row.city, row.district, row.town, row.detail, row.postcode
        ),
    )
    stopping = {finding.code for finding in check(facts) if finding.hold is not None}
    return {code for code in stopping if code in _NEVER_ACCEPTED or code.value not in seen}
