"""`QTY-nn`: the next scan stands for so many units, where that is safe.

References:
    FIELD "Command codes" (QTY-nn).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from procedure.codes import KnownProduct
from procedure.machines.step import Scanned
from procedure.policy import StationPolicy
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import CountRule


class QuantityProblem(StrEnum):
    """Why a quantity cannot stand for scans; the values are parameters of verdicts."""

    EVERY_UNIT = "every_unit"
    SERIAL = "serial"
    CARTON = "carton"
    """Units or cartons? Never guessed."""
    LOT_FIRST = "lot_first"
    ABOVE_OPEN = "above_open"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A `QTY-nn` that waits for the next scan.

    Attributes:
        at_ms: Tick of its own scan.
    """

    units: int
    at_ms: int

    def is_live(self, scan: Scanned, policy: StationPolicy) -> bool:
        """Whether it still stands when this scan comes."""
        return 0 <= scan.tick_ms - self.at_ms <= policy.quantity_expires_ms


@dataclass(frozen=True, slots=True)
class CountedScan:
    """What one scan would count.

    Attributes:
        product: What was scanned.
        units: Units of its code: 1, or a carton's content.
        has_serial: Whether the code carries a serial number.
        quantity: The `QTY-nn` before it, or None.
    """

    product: KnownProduct
    units: int
    has_serial: bool
    quantity: int | None

    def problem(self, still_open: int) -> Verdict | None:
        """Why it cannot be counted where so many units are open, or None."""
        why = self.quantity_problem(still_open)
        if why is not None:
            return refused_quantity(self.product, self.quantity or 0, why, still_open)
        if self.counted > still_open:
            return verdict(
                VerdictKind.OVER_SCAN,
                name=self.product.name,
                units=self.counted,
                open=still_open,
            )
        return None

    def quantity_problem(self, still_open: int) -> QuantityProblem | None:
        """Why its `QTY-nn` cannot stand, or None."""
        if self.quantity is None:
            return None
        if self.product.count_rule is CountRule.SCAN_EVERY_UNIT:
            return QuantityProblem.EVERY_UNIT
        if self.has_serial or self.product.serial_tracked:
            return QuantityProblem.SERIAL
        if self.units != 1:
            return QuantityProblem.CARTON
        if self.quantity > still_open:
            return QuantityProblem.ABOVE_OPEN
        return None

    @property
    def counted(self) -> int:
        """Units it counts."""
        return self.units if self.quantity is None else self.quantity


def quantity_set(units: int, policy: StationPolicy) -> Verdict:
    """The verdict on a `QTY-nn` that waits for the next scan."""
    return verdict(
        VerdictKind.QUANTITY_SET, quantity=units, seconds=policy.quantity_expires_ms // 1000
    )


def refused_quantity(
    product: KnownProduct, quantity: int, why: QuantityProblem, still_open: int
) -> Verdict:
    """The verdict on a `QTY-nn` that cannot stand for scans of a product."""
    return verdict(
        VerdictKind.QUANTITY_REFUSED,
        name=product.name,
        quantity=quantity,
        open=still_open,
        why=why.value,
    )
