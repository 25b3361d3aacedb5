"""What a scan led to. Refusals are verdicts, not exceptions.

A verdict carries no sentence: `procedure.texts` gives its words, the screen its colour.
The kinds' values stand in journals for years, so a kind is never renamed or reused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from procedure.words import Signal

Param = str | int
"""What a sentence may be filled with; anything else would not survive the journal."""


class VerdictKind(StrEnum):
    """Every answer a station can give to a scan."""

    # good
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    TASK_OPENED = "task_opened"
    SHELF_RIGHT = "shelf_right"
    PRODUCT_RIGHT = "product_right"
    UNIT_COUNTED = "unit_counted"
    LINE_DONE = "line_done"
    TASK_DONE = "task_done"
    QUANTITY_SET = "quantity_set"
    UNDONE = "undone"
    LINE_SKIPPED = "line_skipped"
    SHORT_BOOKED = "short_booked"
    WALL_OPENED = "wall_opened"
    PUT_IN_SLOT = "put_in_slot"
    SLOT_DONE = "slot_done"
    WALL_DONE = "wall_done"
    PARCEL_OPENED = "parcel_opened"
    PARCEL_CLOSED = "parcel_closed"
    BOX_CLOSED = "box_closed"
    """A box of an order that needs more boxes."""
    PARCEL_REOPENED = "parcel_reopened"
    MATERIAL_IN = "material_in"
    CARTON_CHOSEN = "carton_chosen"
    SERIAL_NEXT = "serial_next"
    """The unit is right; its serial number is asked for."""
    LABEL_BOUND = "label_bound"
    BOX_RIGHT = "box_right"
    PARCEL_COUNTED = "parcel_counted"
    HANDED_OVER = "handed_over"
    PARCEL_TAKEN_OUT = "parcel_taken_out"
    """A stopped parcel is no longer counted for its carrier."""
    PARKED = "parked"
    CLEARED = "cleared"
    HELP = "help"
    LABEL_REPRINTED = "label_reprinted"
    SHEET_PRINTED = "sheet_printed"
    CODE_LEARNED = "code_learned"
    PARCEL_TO_INSPECT = "parcel_to_inspect"
    INSPECTION_OPENED = "inspection_opened"
    FETCH_BOX = "fetch_box"
    """The next drawn parcel is this bench's; its box is to be scanned."""
    DEFECT_NOTED = "defect_noted"
    INSPECTION_PASSED = "inspection_passed"
    TOTE_TAKEN = "tote_taken"
    SHELF_EMPTY = "shelf_empty"
    SHELF_NOT_EMPTY = "shelf_not_empty"
    """Something lies where the books say nothing does: it is counted later."""
    # attention
    INSPECTION_FAILED = "inspection_failed"
    """The parcel goes back to be picked and packed anew."""
    ASK_REASON = "ask_reason"
    ASK_PRODUCT = "ask_product"
    """Whose is the code that is to be learned?"""
    ASK_WHICH = "ask_which"
    """The code is on two products that both fit; nothing is counted."""
    ASK_BY_HAND = "ask_by_hand"
    ASK_SUPERVISOR = "ask_supervisor"
    ASK_PARCEL = "ask_parcel"
    """Which closed parcel is to be opened once more?"""
    ASK_REOPEN = "ask_reopen"
    """Why is it?"""
    ASK_TWINS = "ask_twins"
    """The same code sooner than a hand moves: one unit or two?"""
    WEIGH_BOX = "weigh_box"
    """A box is to be weighed before it closes."""
    WEIGHT_AWAITED = "weight_awaited"
    """Nothing lies still on the scale."""
    SCALE_TARED = "scale_tared"
    """The scale takes a tare off."""
    ASK_ACCEPT = "ask_accept"
    """A supervisor looks at a parcel whose weight is off."""
    NOTHING_TO_DO = "nothing_to_do"
    NO_TASK_LEFT = "no_task_left"
    # duplicate
    DUPLICATE_READ = "duplicate_read"
    TOO_SOON = "too_soon"
    ALREADY_COUNTED = "already_counted"
    # wrong: what was scanned
    UNKNOWN_CODE = "unknown_code"
    WRONG_SHELF = "wrong_shelf"
    WRONG_PRODUCT = "wrong_product"
    WRONG_LOT = "wrong_lot"
    EXPIRED_LOT = "expired_lot"
    OVER_SCAN = "over_scan"
    QUANTITY_REFUSED = "quantity_refused"
    WRONG_KIND = "wrong_kind"
    """A good code, but not what this step asks for."""
    NOT_OPEN = "not_open"
    """A unit was scanned while no task or parcel is open."""
    OTHER_ORDER_OPEN = "other_order_open"
    OTHER_CARRIER = "other_carrier"
    SLOT_STOPPED = "slot_stopped"
    """A unit at the put wall whose order may not go on."""
    COMMAND_REFUSED = "command_refused"
    MATERIAL_OPEN = "material_open"
    """A material that the goods ask for is not confirmed."""
    MATERIAL_UNASKED = "material_unasked"
    MATERIAL_TWICE = "material_twice"
    SERIAL_TWICE = "serial_twice"
    """This serial number is in this or another parcel."""
    SERIAL_UNFIT = "serial_unfit"
    """Serial numbers are counted one by one."""
    WEIGHT_LIGHT = "weight_light"
    WEIGHT_HEAVY = "weight_heavy"
    BOX_EMPTY = "box_empty"
    NOT_CLOSED = "not_closed"
    """A parcel to be opened once more is not closed."""
    APPROVAL_NEEDED = "approval_needed"
    # wrong: what the centre says
    UNKNOWN_BADGE = "unknown_badge"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_ALLOWED = "not_allowed"
    TASK_TAKEN = "task_taken"
    TASK_ASSIGNED = "task_assigned"
    """It is for somebody else to pick."""
    TASK_FINISHED = "task_finished"
    TOTE_IN_USE = "tote_in_use"
    SHEET_OUT_OF_DATE = "sheet_out_of_date"
    ORDER_NOT_FOUND = "order_not_found"
    ORDER_NOT_READY = "order_not_ready"
    NOT_PICKED_YET = "not_picked_yet"
    ALREADY_SHIPPED = "already_shipped"
    TOO_LATE_TO_CANCEL = "too_late_to_cancel"
    CANCELLED_ALREADY = "cancelled_already"
    NOT_BOUND = "not_bound"
    NO_NUMBER_LEFT = "no_number_left"
    IMPOSSIBLE_WAVE = "impossible_wave"
    WAVE_BEGUN = "wave_begun"
    WAVE_NOT_PICKED = "wave_not_picked"
    WAVE_NOT_SORTED = "wave_not_sorted"
    """It is picked in a way that needs no put wall."""
    WAVE_DONE = "wave_done"
    """It is sorted already."""
    NO_SHEET_PRINTER = "no_sheet_printer"
    CANNOT_PICK = "cannot_pick"
    """A task is to be given to somebody whose post does not pick."""
    CENTRE_AWAY = "centre_away"
    CENTRE_CANNOT_WRITE = "centre_cannot_write"
    """The database answers, but its own disk is full, broken or read-only."""
    CONFLICT_UNKNOWN = "conflict_unknown"
    # wrong: what the books of stock say
    SHELF_UNKNOWN = "shelf_unknown"
    SHELF_UNFIT = "shelf_unfit"
    SHELF_IN_COUNT = "shelf_in_count"
    SHELF_IN_PICKING = "shelf_in_picking"
    PRODUCT_UNFIT = "product_unfit"
    AMOUNT_REFUSED = "amount_refused"
    LOT_NEEDED = "lot_needed"
    LOT_NOT_KEPT = "lot_not_kept"
    LOT_UNFIT = "lot_unfit"
    LOT_UNKNOWN = "lot_unknown"
    EXPIRY_NEEDED = "expiry_needed"
    LOT_DATE_DIFFERS = "lot_date_differs"
    LOT_TOO_OLD = "lot_too_old"
    STOCK_ALLOCATED = "stock_allocated"
    STOCK_PROMISED = "stock_promised"
    NOT_BLOCKED = "not_blocked"
    CONDITION_UNFIT = "condition_unfit"
    REASON_NEEDED = "reason_needed"
    COUNT_NOT_OPEN = "count_not_open"
    NOT_IN_COUNT = "not_in_count"
    COUNT_INCOMPLETE = "count_incomplete"
    COUNT_OUT_OF_DATE = "count_out_of_date"
    RETURN_REFUSED = "return_refused"
    # wrong: goods and their codes
    NOTHING_TO_LEARN = "nothing_to_learn"
    CODE_REFUSED = "code_refused"
    """A text that may not become a product's code; `why` says why."""
    CODE_TAKEN = "code_taken"
    GOODS_NOT_FOUND = "goods_not_found"
    """A product, shelf or supplier that is not there; `what` says which."""
    PRODUCT_REFUSED = "product_refused"
    PICTURE_REFUSED = "picture_refused"
    BUNDLE_REFUSED = "bundle_refused"
    LINK_REFUSED = "link_refused"
    """Alternatives and gifts."""
    SHELF_REFUSED = "shelf_refused"
    SUPPLIER_REFUSED = "supplier_refused"
    PACKAGING_REFUSED = "packaging_refused"
    PRINTER_REFUSED = "printer_refused"
    RANGE_REFUSED = "range_refused"
    """A range of waybill numbers cannot be loaded."""
    CARDS_REFUSED = "cards_refused"
    """Cards and labels that cannot be printed so."""
    OPENING_REFUSED = "opening_refused"
    """A row of opening stock."""
    CELL_REFUSED = "cell_refused"
    """A cell of a sheet that cannot be read."""
    ROW_REFUSED = "row_refused"
    """A row of a sheet as a whole."""
    # wrong: what is short, and what is bought
    NOT_SHORT = "not_short"
    CHOICE_NOT_NOW = "choice_not_now"
    NOTHING_THERE = "nothing_there"
    DAY_IS_PAST = "day_is_past"
    ARRIVAL_UNKNOWN = "arrival_unknown"
    REPLACEMENT_REFUSED = "replacement_refused"
    NOT_LOW = "not_low"
    SUPPLIER_MISSING = "supplier_missing"
    SUPPLIER_UNFIT = "supplier_unfit"
    REQUEST_CLOSED = "request_closed"
    PURCHASE_UNKNOWN = "purchase_unknown"
    PURCHASE_REFUSED = "purchase_refused"
    NOT_PURCHASED = "not_purchased"
    OVER_DELIVERY = "over_delivery"
    # wrong: people
    PERSON_UNKNOWN = "person_unknown"
    # wrong: inspection
    NOT_DRAWN = "not_drawn"
    WHICH_BOX = "which_box"
    """The code is of an order with several boxes; one of them is drawn."""
    INSPECTED_ALREADY = "inspected_already"
    NO_INSPECTION_LEFT = "no_inspection_left"
    SERIAL_WRONG = "serial_wrong"
    """A unit's serial number is not among those that were packed."""
    DEFECT_REFUSED = "defect_refused"
    """A defect card that fits no unit; `why` says why."""
    PLAN_REFUSED = "plan_refused"
    # stop: full screen, needs CMD-CONFIRM
    SWAPPED_LABEL = "swapped_label"
    DEAD_LABEL = "dead_label"
    ORDER_STOPPED = "order_stopped"
    ORDER_CHANGED = "order_changed"
    TASK_CHANGED = "task_changed"
    """An order left the open task; confirmed, the task goes on without it."""
    BAD_ADDRESS = "bad_address"
    TAKEN_ELSEWHERE = "taken_elsewhere"
    TO_BE_INSPECTED = "to_be_inspected"
    """A drawn parcel is tried to be shipped."""
    NOT_PASSED = "not_passed"
    """It failed its inspection, and was not packed anew."""
    DISK_FULL = "disk_full"
    """The station's own disk, as the next two: the scan was not kept, so it did not count."""
    DISK_READ_ONLY = "disk_read_only"
    DISK_FAILED = "disk_failed"
    SCAN_CONFLICT = "scan_conflict"
    """A scan under an id that is known with other content: not counted, somebody must look."""


_GOOD = (
    "signed_in signed_out task_opened shelf_right product_right unit_counted quantity_set undone "
    "line_skipped short_booked parcel_opened box_right parcel_counted cleared help parked "
    "parcel_reopened material_in carton_chosen serial_next inspection_opened "
    "fetch_box "
    "label_reprinted sheet_printed line_done code_learned wall_opened put_in_slot "
    "tote_taken shelf_empty shelf_not_empty"
)
_COMPLETE = (
    "task_done parcel_closed box_closed label_bound handed_over slot_done wall_done "
    "parcel_to_inspect inspection_passed"
)
_ATTENTION = (
    "parcel_taken_out ask_reason ask_product ask_which nothing_to_do no_task_left "
    "ask_by_hand ask_supervisor ask_parcel ask_reopen weigh_box weight_awaited scale_tared "
    "ask_accept ask_twins "
    "defect_noted inspection_failed no_inspection_left"
)
_DUPLICATE = "duplicate_read too_soon already_counted material_twice"
_STOP = (
    "swapped_label dead_label order_stopped order_changed task_changed bad_address "
    "taken_elsewhere disk_full disk_read_only disk_failed scan_conflict to_be_inspected not_passed"
)

_BY_NAME: dict[str, Signal] = {
    **dict.fromkeys(_GOOD.split(), Signal.GOOD),
    **dict.fromkeys(_COMPLETE.split(), Signal.COMPLETE),
    **dict.fromkeys(_ATTENTION.split(), Signal.ATTENTION),
    **dict.fromkeys(_DUPLICATE.split(), Signal.DUPLICATE),
    **dict.fromkeys(_STOP.split(), Signal.STOP),
}

SIGNALS: Mapping[VerdictKind, Signal] = MappingProxyType(
    {kind: _BY_NAME.get(kind.value, Signal.WRONG) for kind in VerdictKind}
)
"""How each kind looks and sounds; what is not named above is `Signal.WRONG`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer: its kind and what its sentence is filled with.

    Attributes:
        kind: What happened.
        params: Names and numbers for the sentence. Never personal data: verdicts stand in
            the station's journal.
    """

    kind: VerdictKind
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def signal(self) -> Signal:
        """How it looks and sounds."""
        return SIGNALS[self.kind]

    @property
    def is_refusal(self) -> bool:
        """Whether the scan was not taken (wrong or stop)."""
        return self.signal in (Signal.WRONG, Signal.STOP)


def verdict(kind: VerdictKind, **params: Param) -> Verdict:
    """A verdict with its parameters written as keywords."""
    return Verdict(kind, params)
