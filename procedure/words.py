"""The vocabulary: every word the procedure, the database and the screens share.

Each enum's value is what the database stores. Words for people stand in the message
catalogue, see `procedure.texts`.
"""

from __future__ import annotations

from enum import StrEnum


class OrderStatus(StrEnum):
    """How far an order is, as people see it (clauses.md, head)."""

    AWAITING_PAYMENT = "awaiting_payment"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    BACKORDERED = "backordered"
    PICKING = "picking"
    PACKING = "packing"
    READY_TO_SHIP = "ready_to_ship"
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    REFUNDED = "refunded"


class HoldKind(StrEnum):
    """Why an order may not go on. Rows beside the status, never a status (clauses.md, head)."""

    TO_VERIFY = "to_verify"
    """A datum or address part is missing or doubtful; people see 待核实 beside the status."""
    MISSING_CONTACT = "missing_contact"
    CUSTOM_WORDING = "custom_wording"
    NOT_SALEABLE = "not_saleable"
    UNKNOWN_PRODUCT = "unknown_product"
    SHORTAGE = "shortage"
    STOPPED = "stopped"
    """A person asked to stop the order (intercept 拦截)."""
    MANUAL = "manual"


class Post(StrEnum):
    """A person's post. Permissions hang on posts, see `procedure.permissions`."""

    PICKER = "picker"
    PACKER = "packer"
    INSPECTOR = "inspector"
    SHIPPER = "shipper"
    SERVICE_REP = "service_rep"
    PURCHASING = "purchasing"
    TECHNICIAN = "technician"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class SaleStatus(StrEnum):
    """Whether a product may be ordered at all (2.2.2a); stock decides the rest."""

    ON_SALE = "on_sale"
    DISCONTINUED = "discontinued"
    DELISTED = "delisted"


class CountRule(StrEnum):
    """Whether `QTY-nn` may stand for several scans of this product."""

    SCAN_EVERY_UNIT = "scan_every_unit"
    COUNT = "count"


class DangerClass(StrEnum):
    """Goods that limit how a parcel may travel."""

    NONE = "none"
    BATTERY = "battery"
    DANGEROUS = "dangerous"


class StockStatus(StrEnum):
    """What a product shows to whoever sells it, live (2.2.2a)."""

    AVAILABLE = "available"
    LOW = "low"
    SOLD_OUT = "sold_out"
    DISCONTINUED = "discontinued"
    DELISTED = "delisted"


class StockCondition(StrEnum):
    """What goods are like. All but `GOOD` are blocked: they are there, but promised to nobody.

    The first four are the trade's stock types (FIELD, "Operations"); the others say for which
    next step goods are kept back.
    """

    GOOD = "ZP"
    DEFECTIVE = "CC"
    DAMAGED = "JS"
    CARTON_DAMAGED = "XS"
    MISSING = "missing"
    """Not found where the books have it; a count decides."""
    WRONG_LOT = "wrong_lot"
    EXPIRED = "expired"
    TO_INSPECT = "to_inspect"
    """Came back from a customer."""
    TO_PUT_BACK = "to_put_back"
    """Picked for an order that was stopped; stands at staging until it is back on a shelf."""


class StockState(StrEnum):
    """Where a quantity stands on a shelf; `OUTSIDE` is before receipt and after hand-over."""

    OUTSIDE = "outside"
    FREE = "free"
    ALLOCATED = "allocated"
    BLOCKED = "blocked"


class MovementKind(StrEnum):
    """What a row of the stock ledger records."""

    RECEIVE = "receive"
    RESERVE = "reserve"
    RELEASE = "release"
    ALLOCATE = "allocate"
    UNALLOCATE = "unallocate"
    PICK = "pick"
    PUT_BACK = "put_back"
    SHORT = "short"
    BLOCK = "block"
    UNBLOCK = "unblock"
    HAND_OVER = "hand_over"
    MOVE = "move"
    COUNT_GAIN = "count_gain"
    COUNT_LOSS = "count_loss"
    COUNT_LOSS_BLOCKED = "count_loss_blocked"
    SCRAP = "scrap"
    RETURN = "return"
    INTERCEPT = "intercept"
    """Picked goods of a stopped order wait to be put back."""
    REGRADE = "regrade"
    """Blocked goods turn out to be of another condition."""


class ShelfKind(StrEnum):
    """What a shelf is for. Picked goods stand on a staging shelf until they leave."""

    PICK = "pick"
    RESERVE = "reserve"
    """Full cartons and pallets; picking shelves are filled from it."""
    STAGING = "staging"
    INSPECTION = "inspection"
    """Customers' returns stand here until they are graded."""


class CountStatus(StrEnum):
    """Life of a stock count 盘点."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ReplenishmentSource(StrEnum):
    """Where missing units come from: a reserve shelf of this house, or a supplier."""

    RESERVE = "reserve"
    PURCHASE = "purchase"


class ReplenishmentStatus(StrEnum):
    """Life of a replenishment request 补货."""

    OPEN = "open"
    ORDERED = "ordered"
    DONE = "done"
    CANCELLED = "cancelled"


class PurchaseStatus(StrEnum):
    """Life of a purchase order."""

    DRAFT = "draft"
    SENT = "sent"
    PARTLY_RECEIVED = "partly_received"
    RECEIVED = "received"
    CANCELLED = "cancelled"


class ShortageChoice(StrEnum):
    """What becomes of an order that is short (3.2.1a, 6.1.1a)."""

    WAIT = "wait"
    SHIP_PART = "ship_part"
    EXCHANGE = "exchange"
    CANCEL = "cancel"


class PickMode(StrEnum):
    """How a task is picked (FIELD, "Operations")."""

    PER_ORDER = "per_order"
    """摘果: one walk for one order."""
    SORT = "sort"
    """播种: one walk for many orders, then sorted into the slots of a put wall."""
    HOT = "hot"
    """爆品: one product for many single-unit orders; at the bench one scan opens the next."""


class OrderKind(StrEnum):
    """What an order is made of, for building waves."""

    SINGLE_UNIT = "single_unit"
    """单品单件: one unit of one product."""
    SINGLE_PRODUCT = "single_product"
    """单品多件: several units of one product."""
    MIXED = "mixed"
    """多品多件: several products."""


class WaveLeft(StrEnum):
    """Why an order is in none of the waves that were built."""

    NOT_ASKED_FOR = "not_asked_for"
    """Of another carrier, another speed or a later pickup."""
    OTHER_KIND = "other_kind"
    OTHER_ZONE = "other_zone"
    TOO_LARGE = "too_large"
    """By itself more than a wave may hold."""
    TOO_FEW = "too_few"
    """Too few orders of its product to be a hot one."""
    NO_ROOM = "no_room"
    """As many waves as were asked for are full."""
    SHORT = "short"


class WaveStatus(StrEnum):
    """Life of a wave 波次."""

    RELEASED = "released"
    PICKING = "picking"
    PICKED = "picked"
    SORTED = "sorted"
    """Every unit stands in its order's slot."""
    CANCELLED = "cancelled"


class PickTaskStatus(StrEnum):
    """Life of a pick task."""

    OPEN = "open"
    PICKING = "picking"
    PICKED = "picked"
    CANCELLED = "cancelled"


class ParcelStatus(StrEnum):
    """Life of a parcel."""

    OPEN = "open"
    TO_INSPECT = "to_inspect"
    """Closed and drawn: it gets its label when an inspector passed it (3.2.3b)."""
    PACKED = "packed"
    """Closed; its label is not yet proven to be on it."""
    BOUND = "bound"
    """Its label was scanned back."""
    HANDED_OVER = "handed_over"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


class WaybillState(StrEnum):
    """Life of a waybill number (FIELD, labels). Once printed it never becomes free again."""

    FREE = "free"
    ALLOCATED = "allocated"
    PRINTED = "printed"
    BOUND = "bound"
    HANDED_OVER = "handed_over"
    VOID_REQUESTED = "void_requested"
    VOID = "void"


class PrintState(StrEnum):
    """What is known of a piece of paper (FIELD, labels)."""

    INTENT = "intent"
    SENT = "sent"
    CONFIRMED = "confirmed"
    UNKNOWN = "unknown"
    FAILED = "failed"
    """Nothing left this program; may be tried again."""


class PrintKind(StrEnum):
    """Kinds of paper; a station binds a printer to each."""

    WAYBILL = "waybill"
    PICK_SHEET = "pick_sheet"
    PACKING_SLIP = "packing_slip"
    CARD = "card"


class SheetPaper(StrEnum):
    """Paper a station prints pick sheets on."""

    A4 = "A4"
    A5 = "A5"
    ROLL = "80mm"
    """Endless, as receipt printers and printers worn on the belt have it."""


class ServiceLevel(StrEnum):
    """Speed promised to the customer (4.1.1, 4.1.2)."""

    STANDARD = "standard"
    EXPRESS = "express"


class HandoverStatus(StrEnum):
    """Life of a hand-over 交接."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class RemarkKind(StrEnum):
    """Who a remark speaks for."""

    BUYER = "buyer"
    SERVICE = "service"
    FLOOR = "floor"


class ScanSource(StrEnum):
    """How a text reached the station."""

    WEDGE = "wedge"
    SERIAL = "serial"
    NETWORK = "network"
    PAGE = "page"
    KEY = "key"
    """A function key or a click that stands for a printed card."""
    MANUAL = "manual"
    SIMULATOR = "simulator"
    SCALE = "scale"
    """A scale on which a load came to lie still."""


class Screen(StrEnum):
    """A station screen; each has its machine."""

    PICK = "pick"
    PACK = "pack"
    INSPECT = "inspect"
    SHIP = "ship"
    SORT = "sort"
    """The put wall: picked units of a wave go into their orders' slots."""


class Command(StrEnum):
    """Printed command cards and their function keys (FIELD, command codes)."""

    HELP = "CMD-HELP"
    CONFIRM = "CMD-CONFIRM"
    UNDO = "CMD-UNDO"
    SHORT = "CMD-SHORT"
    PRINT = "CMD-PRINT"
    NEXTBOX = "CMD-NEXTBOX"
    SKIP = "CMD-SKIP"
    LOCK = "CMD-LOCK"
    EMPTY = "CMD-EMPTY"
    REOPEN = "CMD-REOPEN"
    LEARN = "CMD-LEARN"
    """What was just scanned and is unknown belongs to the product scanned next."""
    ABORT = "CMD-ABORT"


class ShortReason(StrEnum):
    """Why a shelf did not give what the task asked for; each has its own stock effect."""

    NOT_FOUND = "WHY-NOTFOUND"
    DAMAGED = "WHY-DAMAGED"
    WRONG_LOT = "WHY-WRONGLOT"


class Signal(StrEnum):
    """How a verdict looks and sounds (FIELD, station ergonomics)."""

    GOOD = "good"
    COMPLETE = "complete"
    WRONG = "wrong"
    STOP = "stop"
    """Wrong, full screen, needs `CMD-CONFIRM`."""
    ATTENTION = "attention"
    DUPLICATE = "duplicate"
