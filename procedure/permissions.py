"""Who may do what: one table, use case by post.

References:
    clauses.md "What must never happen", 5; ARCHITECTURE rule 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from procedure.words import Post, Screen


class UseCase(StrEnum):
    """Everything a person or the system can set in motion."""

    SET_UP_HOUSE = "set_up_house"
    TAKE_ORDERS = "take_orders"
    CONFIRM_ORDERS = "confirm_orders"
    RELEASE_ORDERS = "release_orders"
    OPEN_HOLD = "open_hold"
    LIFT_HOLD = "lift_hold"
    WRITE_REMARK = "write_remark"
    SEE_ORDERS = "see_orders"
    REVEAL_PERSONAL_DATA = "reveal_personal_data"
    CANCEL_ORDER = "cancel_order"
    DECIDE_SHORTAGE = "decide_shortage"
    SEE_STOCK = "see_stock"
    MANAGE_GOODS = "manage_goods"
    """Products, shelves, suppliers."""
    LEARN_CODE = "learn_code"
    RECEIVE_STOCK = "receive_stock"
    MOVE_STOCK = "move_stock"
    COUNT_STOCK = "count_stock"
    ADJUST_STOCK = "adjust_stock"
    """Book what a count found."""
    BLOCK_STOCK = "block_stock"
    UNBLOCK_STOCK = "unblock_stock"
    SCRAP_STOCK = "scrap_stock"
    RECEIVE_RETURNS = "receive_returns"
    REPLENISH = "replenish"
    PURCHASE = "purchase"
    BUILD_WAVES = "build_waves"
    ASSIGN_TASKS = "assign_tasks"
    PICK = "pick"
    PACK = "pack"
    INSPECT = "inspect"
    CHOOSE_INSPECTION = "choose_inspection"
    """Which parcels are drawn for inspection."""
    LOAD_NUMBERS = "load_numbers"
    """Ranges of waybill numbers, as carriers hand them out."""
    SHIP = "ship"
    SORT = "sort"
    APPROVE_BY_HAND = "approve_by_hand"
    """Allow one more unit to be counted without its code."""
    ACCEPT_WEIGHT = "accept_weight"
    """Let a parcel be closed though it weighs too much or too little."""
    MANAGE_PACKAGING = "manage_packaging"
    """Packaging materials, their rules, and the books of their stock."""
    PRINT = "print"
    REPRINT_LABEL = "reprint_label"
    PRINT_CARDS = "print_cards"
    """Command cards, shelf and tote labels."""
    SET_UP_DEVICES = "set_up_devices"
    """Scanners and printers of a station, and testing them."""
    PRINT_SHELF_LABEL = "print_shelf_label"
    """One shelf's label, where the old one cannot be read."""
    TAKE_PHOTO = "take_photo"
    """Keep a photo as evidence."""
    MANAGE_PEOPLE = "manage_people"
    VERIFY_LOG = "verify_log"
    SETTLE_CONFLICT = "settle_conflict"
    """Say what a scan was that came under a known id with other content."""


_P = Post
_FLOOR = {_P.PICKER, _P.PACKER, _P.INSPECTOR, _P.SHIPPER}
_LEADERS = {_P.SUPERVISOR, _P.ADMINISTRATOR}

PERMISSIONS: Mapping[UseCase, frozenset[Post]] = MappingProxyType(
    {
        UseCase.SET_UP_HOUSE: frozenset({_P.ADMINISTRATOR}),
        UseCase.TAKE_ORDERS: frozenset({_P.SERVICE_REP} | _LEADERS),
        UseCase.CONFIRM_ORDERS: frozenset({_P.SERVICE_REP} | _LEADERS),
        UseCase.RELEASE_ORDERS: frozenset({_P.SERVICE_REP} | _LEADERS),
        UseCase.OPEN_HOLD: frozenset({_P.SERVICE_REP, _P.SHIPPER} | _LEADERS),
        UseCase.LIFT_HOLD: frozenset({_P.SERVICE_REP} | _LEADERS),
        UseCase.WRITE_REMARK: frozenset({_P.SERVICE_REP} | _LEADERS),
        UseCase.SEE_ORDERS: frozenset(
            {_P.SERVICE_REP, _P.SHIPPER, _P.PURCHASING, _P.TECHNICIAN} | _LEADERS
        ),
        UseCase.REVEAL_PERSONAL_DATA: frozenset({_P.SERVICE_REP} | _LEADERS),
        UseCase.CANCEL_ORDER: frozenset({_P.SERVICE_REP} | _LEADERS),
        UseCase.DECIDE_SHORTAGE: frozenset({_P.SERVICE_REP} | _LEADERS),
        UseCase.SEE_STOCK: frozenset(
            {_P.PICKER, _P.INSPECTOR, _P.SERVICE_REP, _P.PURCHASING, _P.TECHNICIAN} | _LEADERS
        ),
        UseCase.MANAGE_GOODS: frozenset({_P.PURCHASING} | _LEADERS),
        UseCase.LEARN_CODE: frozenset({_P.PURCHASING} | _LEADERS),
        UseCase.RECEIVE_STOCK: frozenset({_P.PICKER, _P.PURCHASING} | _LEADERS),
        UseCase.MOVE_STOCK: frozenset({_P.PICKER} | _LEADERS),
        UseCase.COUNT_STOCK: frozenset({_P.PICKER} | _LEADERS),
        UseCase.ADJUST_STOCK: frozenset(_LEADERS),
        UseCase.BLOCK_STOCK: frozenset({_P.PICKER, _P.INSPECTOR} | _LEADERS),
        UseCase.UNBLOCK_STOCK: frozenset({_P.INSPECTOR} | _LEADERS),
        UseCase.SCRAP_STOCK: frozenset(_LEADERS),
        UseCase.RECEIVE_RETURNS: frozenset({_P.PICKER, _P.INSPECTOR} | _LEADERS),
        UseCase.REPLENISH: frozenset({_P.PICKER, _P.PURCHASING} | _LEADERS),
        UseCase.PURCHASE: frozenset({_P.PURCHASING} | _LEADERS),
        UseCase.BUILD_WAVES: frozenset(_LEADERS),
        UseCase.ASSIGN_TASKS: frozenset(_LEADERS),
        UseCase.PICK: frozenset({_P.PICKER} | _LEADERS),
        UseCase.PACK: frozenset({_P.PACKER} | _LEADERS),
        UseCase.INSPECT: frozenset({_P.INSPECTOR} | _LEADERS),
        UseCase.CHOOSE_INSPECTION: frozenset(_LEADERS),
        UseCase.LOAD_NUMBERS: frozenset({_P.SHIPPER} | _LEADERS),
        UseCase.SHIP: frozenset({_P.SHIPPER} | _LEADERS),
        UseCase.SORT: frozenset({_P.PICKER, _P.PACKER} | _LEADERS),
        UseCase.APPROVE_BY_HAND: frozenset(_LEADERS),
        UseCase.ACCEPT_WEIGHT: frozenset(_LEADERS),
        UseCase.MANAGE_PACKAGING: frozenset(_LEADERS),
        UseCase.PRINT: frozenset(_FLOOR | {_P.SERVICE_REP} | _LEADERS),
        UseCase.REPRINT_LABEL: frozenset({_P.PACKER, _P.SHIPPER} | _LEADERS),
        UseCase.PRINT_CARDS: frozenset(_LEADERS),
        UseCase.SET_UP_DEVICES: frozenset({_P.TECHNICIAN} | _LEADERS),
        UseCase.PRINT_SHELF_LABEL: frozenset({_P.PICKER} | _LEADERS),
        UseCase.TAKE_PHOTO: frozenset(_FLOOR | {_P.SERVICE_REP} | _LEADERS),
        UseCase.MANAGE_PEOPLE: frozenset({_P.ADMINISTRATOR}),
        UseCase.VERIFY_LOG: frozenset({_P.TECHNICIAN} | _LEADERS),
        UseCase.SETTLE_CONFLICT: frozenset({_P.TECHNICIAN} | _LEADERS),
    }
)

SCREEN_USE_CASES: Mapping[Screen, UseCase] = MappingProxyType(
    {
        Screen.PICK: UseCase.PICK,
        Screen.PACK: UseCase.PACK,
        Screen.INSPECT: UseCase.INSPECT,
        Screen.SHIP: UseCase.SHIP,
        Screen.SORT: UseCase.SORT,
    }
)


def may(posts: Iterable[Post], use_case: UseCase) -> bool:
    """Whether somebody with these posts may do this.

    Examples:
        >>> may({Post.PACKER}, UseCase.PACK)
        True
        >>> may({Post.PACKER}, UseCase.REVEAL_PERSONAL_DATA)
        False
    """
    return not PERMISSIONS[use_case].isdisjoint(posts)
