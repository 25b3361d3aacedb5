"""What the screens say when they ask for something: a headline, and a detail where it helps."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from procedure.prompts import PromptKind
from procedure.text import N_, NP_, Wording, say, say_count

_P = PromptKind

HEADLINES: Mapping[PromptKind, tuple[Wording, ...]] = MappingProxyType(
    {
        _P.SIGN_IN: (say(N_("Scan your badge")),),
        _P.OPEN_TASK: (say(N_("Scan a pick sheet")),),
        _P.SCAN_SHELF: (say(N_("Scan shelf {shelf}")), say(N_("Scan the shelf"))),
        _P.SCAN_PRODUCT: (say(N_("Scan {name}")), say(N_("Scan the product"))),
        _P.SCAN_LOT: (say(N_("Scan lot {lot}")), say(N_("Scan the lot"))),
        _P.SCAN_REASON: (say(N_("Scan the reason")),),
        _P.CHECK_EMPTY: (
            say(N_("Is shelf {shelf} empty?")),
            say(N_("Is the shelf empty?")),
        ),
        _P.FINISH_TASK: (say(N_("Scan the confirm card")),),
        _P.OPEN_WALL: (say(N_("Scan a picked wave")),),
        _P.PUT_UNIT: (say(N_("Scan the next unit")),),
        _P.FINISH_WALL: (say(N_("Scan the confirm card")),),
        _P.OPEN_PARCEL: (say(N_("Scan a pick sheet or tote")),),
        _P.SCAN_UNIT: (say(N_("Scan {name}")), say(N_("Scan the next unit"))),
        _P.SCAN_SERIAL: (say(N_("Scan the serial of {name}")), say(N_("Scan the serial number"))),
        _P.ADD_MATERIAL: (say(N_("Add {name}")), say(N_("Add the material"))),
        _P.CONFIRM_BY_HAND: (say(N_("Confirm one {name}")), say(N_("Scan the confirm card"))),
        _P.SCAN_SUPERVISOR: (say(N_("Scan a supervisor's badge")),),
        _P.REOPEN_WHICH: (say(N_("Scan the closed parcel")),),
        _P.REOPEN_WHY: (say(N_("Scan the reason")),),
        _P.CLOSE_PARCEL: (say(N_("Scan the confirm card")),),
        _P.ONE_OR_TWO: (say(N_("One {name} or two?")), say(N_("One unit or two?"))),
        _P.WEIGH_PARCEL: (say(N_("Put the box on the scale")),),
        _P.WEIGH_AGAIN: (say(N_("Look inside, weigh it again")),),
        _P.APPROVE_WEIGHT: (say(N_("Scan a supervisor's badge")),),
        _P.SCAN_LABEL: (say(N_("Scan label {number}")), say(N_("Scan the label on the box"))),
        _P.OPEN_INSPECTION: (say(N_("Scan a box")),),
        _P.FETCH_BOX: (say(N_("Scan box {box}")), say(N_("Scan the box"))),
        _P.FIND_UNIT: (say(N_("Scan {name}")), say(N_("Scan the next unit"))),
        _P.CONFIRM_FAIL: (say(N_("Scan the confirm card")),),
        _P.CONFIRM_PASS: (say(N_("Scan the confirm card")),),
        _P.SCAN_PARCEL: (say(N_("Scan a parcel")),),
        _P.COUNT_PARCELS: (say(N_("Scan the next parcel")),),
        _P.WAIT: (say(N_("One moment")),),
        _P.CONFIRM_STOP: (say(N_("Scan the confirm card")),),
    }
)

DETAILS: Mapping[PromptKind, tuple[Wording, ...]] = MappingProxyType(
    {
        _P.OPEN_TASK: (say(N_("or the confirm card for the next free task")),),
        _P.SCAN_SHELF: (
            say_count(NP_("{open} unit of {name}", "{open} units of {name}"), "open"),
            say(N_("the one on the screen")),
        ),
        _P.SCAN_PRODUCT: (
            say(N_("lot {lot}, {counted} of {of} taken")),
            say(N_("{counted} of {of} taken")),
            say(N_("from this shelf")),
        ),
        _P.SCAN_LOT: (say(N_("of {name}")), say(N_("of the unit in your hand"))),
        _P.SCAN_REASON: (say(N_("why {name} is short")), say(N_("why it is short"))),
        _P.CHECK_EMPTY: (say(N_("F9 where it is, F7 where something still lies there")),),
        _P.FINISH_TASK: (say(N_("to finish the task")),),
        _P.OPEN_WALL: (say(N_("its number or one of its pick sheets")),),
        _P.PUT_UNIT: (
            say_count(
                NP_(
                    "{counted} of {of} sorted, {open} slot to fill",
                    "{counted} of {of} sorted, {open} slots to fill",
                ),
                "open",
            ),
            say(N_("any unit of the wave")),
        ),
        _P.FINISH_WALL: (say(N_("to hand the slots to packing")),),
        _P.OPEN_PARCEL: (say(N_("or an order number")),),
        _P.SCAN_UNIT: (say(N_("{counted} of {of} packed")), say(N_("into the open parcel"))),
        _P.SCAN_SERIAL: (say(N_("it stands on the unit or its box")),),
        _P.ADD_MATERIAL: (
            say_count(
                NP_(
                    "{pieces} piece, then scan its card",
                    "{pieces} pieces, then scan its card",
                ),
                "pieces",
            ),
            say(N_("then scan its card")),
        ),
        _P.CONFIRM_BY_HAND: (
            say(N_("of lot {lot}; or scan the SKU of another line")),
            say(N_("or scan the SKU of another line")),
        ),
        _P.SCAN_SUPERVISOR: (
            say(N_("to count {name} by hand")),
            say(N_("to count this unit by hand")),
        ),
        _P.REOPEN_WHICH: (say(N_("its box or its label")),),
        _P.REOPEN_WHY: (say(N_("why it is opened")),),
        _P.CLOSE_PARCEL: (say(N_("to close the parcel and print its label")),),
        _P.ONE_OR_TWO: (say(N_("scan the second again, or undo")),),
        _P.WEIGH_PARCEL: (
            say(N_("{expected:,} g expected; it closes by itself"), why="known"),
            say(N_("not checked: {unchecked} was never weighed"), why="product"),
            say(N_("not checked: no carton is chosen"), why="carton"),
            say(N_("it closes by itself when it lies still")),
        ),
        _P.WEIGH_AGAIN: (
            say(N_("{expected:,} g, or a reason card"), why="known"),
            say(N_("or scan a reason card")),
        ),
        _P.APPROVE_WEIGHT: (say(N_("to close it as it is")),),
        _P.SCAN_LABEL: (
            say(N_("on the box of order {order_no}")),
            say(N_("or the print card for a new label")),
        ),
        _P.OPEN_INSPECTION: (say(N_("or the confirm card for the next one")),),
        _P.FETCH_BOX: (say(N_("or the sticker of the box in your hand")),),
        _P.FIND_UNIT: (
            say(N_("{unseen} not looked at; confirm fails it")),
            say(N_("{counted} of {of} found, or a defect card")),
            say(N_("or a defect card")),
        ),
        _P.CONFIRM_FAIL: (say(N_("to send the parcel back")),),
        _P.CONFIRM_PASS: (say(N_("to pass the parcel and print its label")),),
        _P.SCAN_PARCEL: (say(N_("its label to count it, its box to check the label")),),
        _P.COUNT_PARCELS: (
            say(N_("{counted} of {of} for {carrier}; the confirm card hands them over")),
            say(N_("or the confirm card to hand over")),
        ),
        _P.CONFIRM_STOP: (say(N_("when you have done what the sentence says")),),
    }
)
