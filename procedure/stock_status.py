"""What a product shows to whoever sells it: available, low, sold out, or not for sale. Pure.

References:
    clauses 2.2.2a, 2.2.2b.
"""

from __future__ import annotations

from collections.abc import Iterable

from procedure.words import SaleStatus, StockStatus


def stock_status(sale_status: SaleStatus, available: int, low_below: int) -> StockStatus:
    """The status of a product.

    Args:
        available: Units that may still be promised.
        low_below: Fewer units than this are low; the product's own limit, or the policy's.

    Examples:
        >>> stock_status(SaleStatus.ON_SALE, 9, low_below=10)
        <StockStatus.LOW: 'low'>
        >>> stock_status(SaleStatus.DELISTED, 500, low_below=10)
        <StockStatus.DELISTED: 'delisted'>
    """
    match sale_status:
        case SaleStatus.DISCONTINUED:
            return StockStatus.DISCONTINUED
        case SaleStatus.DELISTED:
            return StockStatus.DELISTED
        case SaleStatus.ON_SALE:
            pass
    if available <= 0:
        return StockStatus.SOLD_OUT
    return StockStatus.LOW if available < low_below else StockStatus.AVAILABLE


def bundles_in(parts: Iterable[tuple[int, int]]) -> int:
    """How many bundles there are: as many as the scarcest part allows.

    Args:
        parts: Available units of each part, and how many of it one bundle takes.

    Examples:
        >>> bundles_in([(10, 2), (9, 3)])
        3
        >>> bundles_in([])
        0
    """
    return max(0, min((there // each for there, each in parts), default=0))
