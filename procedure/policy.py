"""Policies: figures of the procedure that a supervisor may change. Versioned, logged.

References:
    clauses.md *(policy)* marks; FIELD "Double reads", "Station ergonomics".
"""

from __future__ import annotations

from dataclasses import dataclass

from procedure.parcel_words import SamplingPlan

MACHINE_VERSION = 3
"""Version of the station machines; a journal names the one it was written with."""


@dataclass(frozen=True, slots=True)
class StationPolicy:
    """What the station machines go by.

    Attributes:
        version: Counted up at every change; stands in the journal.
        double_read_ms: Same code and scanner within this time is one read, 0 to 3000.
        double_read_command_ms: The same for waybills and command cards.
        double_read_undo_ms: The same for `CMD-UNDO`.
        settle_ms: A right scan sooner than this after a wrong verdict does not count.
        quantity_expires_ms: A `QTY-nn` not used by then is forgotten.
        shipping_margin_days: Lots that expire within so many days are not picked or packed.
        idle_lock_minutes: So long without a scan, and nobody is signed in any more.
        by_hand_limit: So many units of a parcel, or of a pick task, may be counted without their
            code; a supervisor approves each one above.
        weight_tolerance_percent: A parcel may weigh so much more or less than expected, 0 to 50.
        weight_tolerance_g: The same in grams, 0 to 1000; the larger of both holds.
        twin_ms: The same code again later than this is another unit, 0 to 3000; see
            `procedure.twins` and decision 0008.
        twin_first_ms: The same while little is known of how quickly somebody scans.
        twin_percent: Sooner than so much of somebody's own short pauses it is doubtful.
        twin_weight_percent: It is not asked where a unit weighs so much of what a parcel may be
            off, and more: the scale tells.
    """

    version: int = 1
    double_read_ms: int = 400
    double_read_command_ms: int = 2000
    double_read_undo_ms: int = 800
    settle_ms: int = 700
    quantity_expires_ms: int = 10_000
    shipping_margin_days: int = 0
    idle_lock_minutes: int = 5
    by_hand_limit: int = 3
    weight_tolerance_percent: int = 5
    weight_tolerance_g: int = 30
    twin_ms: int = 900
    twin_first_ms: int = 600
    twin_percent: int = 65
    twin_weight_percent: int = 200


@dataclass(frozen=True, slots=True)
class OrderPolicy:
    """What the use cases around orders go by.

    Attributes:
        low_stock_below: Fewer available units than this is "low" (2.2.2b).
        lease_seconds: How long a claimed task or parcel is held without a sign of life.
        wave_lead_minutes: What picking and packing a wave takes: an order that cannot be ready
            before its carrier comes is planned for the next pickup.
        express_factor_percent: Express costs so many percent of the standard fee (4.1.2a).
        partial_reservation: An order that is short keeps what it got; otherwise it lets it go.
        unpaid_hours: An order that is not paid by then is cancelled and its stock released.
        standard_days: Lead time told to the customer, first and last day (4.1.1a).
    """

    version: int = 1
    low_stock_below: int = 10
    lease_seconds: int = 900
    wave_lead_minutes: int = 60
    express_factor_percent: int = 150
    standard_days: tuple[int, int] = (3, 5)
    express_days: tuple[int, int] = (1, 2)
    partial_reservation: bool = True
    unpaid_hours: int = 24


@dataclass(frozen=True, slots=True)
class InspectionPolicy:
    """How parcels are drawn for inspection (3.2.3b); a supervisor chooses it per warehouse.

    Attributes:
        sampling: What draws them.
        every_nth: With `EVERY_NTH`: each parcel whose position is a multiple of it, at least 2.
        new_packer_parcels: Every parcel of a packer is inspected until so many were packed
            without a failure.
        aql_major, aql_minor: Acceptable quality limits, percent of parcels.
    """

    sampling: SamplingPlan = SamplingPlan.NONE
    every_nth: int = 10
    new_packer_parcels: int = 20
    aql_major: str = "0.65"
    aql_minor: str = "2.5"
    version: int = 1
