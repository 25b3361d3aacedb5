"""The big word of every verdict: one to three words, read from a metre away."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from procedure.text import N_, Wording, say
from procedure.verdicts import VerdictKind

_K = VerdictKind

VERDICT_WORDS: Mapping[VerdictKind, tuple[Wording, ...]] = MappingProxyType(
    {
        _K.SIGNED_IN: (say(N_("Signed in")),),
        _K.SIGNED_OUT: (say(N_("Signed out")),),
        _K.TASK_OPENED: (say(N_("Task open")),),
        _K.SHELF_RIGHT: (say(N_("Right shelf")),),
        _K.PRODUCT_RIGHT: (say(N_("Now the lot")),),
        _K.UNIT_COUNTED: (say(N_("{counted} of {of}")), say(N_("Counted"))),
        _K.LINE_DONE: (say(N_("Line complete")),),
        _K.TASK_DONE: (say(N_("All picked")),),
        _K.QUANTITY_SET: (say(N_("Times {quantity}")), say(N_("Quantity set"))),
        _K.UNDONE: (say(N_("Taken back")),),
        _K.LINE_SKIPPED: (say(N_("Skipped")),),
        _K.SHORT_BOOKED: (say(N_("Short booked")),),
        _K.PARCEL_OPENED: (say(N_("Parcel open")),),
        _K.PARCEL_CLOSED: (say(N_("Parcel complete")),),
        _K.LABEL_BOUND: (say(N_("Right label")),),
        _K.BOX_RIGHT: (say(N_("Box found")),),
        _K.PARCEL_COUNTED: (say(N_("{counted} of {of}")), say(N_("Counted"))),
        _K.HANDED_OVER: (say(N_("Handed over")),),
        _K.PARKED: (say(N_("Parked")),),
        _K.CLEARED: (say(N_("Go on")),),
        _K.HELP: (say(N_("Help")),),
        _K.LABEL_REPRINTED: (say(N_("Printing again")),),
        _K.SHEET_PRINTED: (say(N_("Printing")),),
        _K.ASK_REASON: (say(N_("Why short?")),),
        _K.NOTHING_TO_DO: (say(N_("Nothing to do")),),
        _K.NO_TASK_LEFT: (say(N_("No task left")),),
        _K.DUPLICATE_READ: (say(N_("Same scan")),),
        _K.TOO_SOON: (say(N_("Too soon")),),
        _K.ALREADY_COUNTED: (say(N_("Already counted")),),
        _K.UNKNOWN_CODE: (say(N_("Unknown code")),),
        _K.WRONG_SHELF: (say(N_("Wrong shelf")),),
        _K.WRONG_PRODUCT: (say(N_("Wrong product")),),
        _K.WRONG_LOT: (say(N_("Wrong lot")),),
        _K.EXPIRED_LOT: (say(N_("Expired lot")),),
        _K.OVER_SCAN: (say(N_("Too many")),),
        _K.QUANTITY_REFUSED: (say(N_("No quantity here")),),
        _K.WRONG_KIND: (say(N_("Not this now")),),
        _K.NOT_OPEN: (say(N_("Nothing open")),),
        _K.OTHER_ORDER_OPEN: (say(N_("Other order open")),),
        _K.OTHER_CARRIER: (say(N_("Other carrier")),),
        _K.COMMAND_REFUSED: (say(N_("Not possible now")),),
        _K.UNKNOWN_BADGE: (say(N_("Unknown badge")),),
        _K.NOT_SIGNED_IN: (say(N_("Sign in first")),),
        _K.NOT_ALLOWED: (say(N_("Not allowed")),),
        _K.TASK_TAKEN: (say(N_("Already taken")),),
        _K.TASK_FINISHED: (say(N_("Already picked")),),
        _K.SHEET_OUT_OF_DATE: (say(N_("Old sheet")),),
        _K.ORDER_NOT_FOUND: (say(N_("Not found")),),
        _K.ORDER_NOT_READY: (say(N_("Not ready")),),
        _K.NOT_PICKED_YET: (say(N_("Not picked yet")),),
        _K.ALREADY_SHIPPED: (say(N_("Already shipped")),),
        _K.NOT_BOUND: (say(N_("Label not checked")),),
        _K.NO_NUMBER_LEFT: (say(N_("No number left")),),
        _K.CENTRE_AWAY: (say(N_("No connection")),),
        _K.SWAPPED_LABEL: (say(N_("Swapped label")),),
        _K.DEAD_LABEL: (say(N_("Label void")),),
        _K.ORDER_STOPPED: (say(N_("Order stopped")),),
        _K.ORDER_CHANGED: (say(N_("Order changed")),),
        _K.BAD_ADDRESS: (say(N_("Bad address")),),
        _K.TAKEN_ELSEWHERE: (say(N_("Taken elsewhere")),),
        _K.DISK_FULL: (say(N_("Disk full")),),
    }
)
