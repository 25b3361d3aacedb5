"""The sentence of every refusal and stop: what is wrong and how to put it right.

Each kind has its wordings from the most telling to one without fields, which always fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from procedure.text import N_, Wording, say
from procedure.verdicts import VerdictKind

_K = VerdictKind

SCAN_REFUSALS: Mapping[VerdictKind, tuple[Wording, ...]] = MappingProxyType(
    {
        _K.UNKNOWN_CODE: (
            say(N_("{code} is not known here. Look for another code on it and scan that.")),
            say(N_("This code is not known here. Look for another code on it and scan that.")),
        ),
        _K.WRONG_SHELF: (
            say(N_("This is shelf {got}, not {expected}. Go to {expected} and scan it.")),
            say(N_("This is another shelf. Go to the one on the screen and scan it.")),
        ),
        _K.WRONG_PRODUCT: (
            say(
                N_("{got} is not of order {order_no}. Scan the card Too many, or Wrong item."),
                step="inspection",
            ),
            say(N_("This is {got}, not {expected}. Put it back and scan {expected}.")),
            say(N_("{got} is not of {wave_no}. Put it aside and scan the next unit.")),
            say(N_("{got} does not belong to order {order_no}. Put it aside and scan the next.")),
            say(N_("This is another product. Put it back and scan the right one.")),
        ),
        _K.WRONG_LOT: (
            say(
                N_("This {name} is of lot {got}, not {expected}. Scan the card Wrong lot."),
                step="inspection",
            ),
            say(N_("This {name} is of lot {got}, not {expected}. Put it back, take {expected}.")),
            say(N_("This is another lot. Put it back and take the one on the screen.")),
        ),
        _K.EXPIRED_LOT: (
            say(
                N_("Lot {got} of {name} expires too soon to leave. Scan the card Expired."),
                step="inspection",
            ),
            say(N_("Lot {got} of {name} expires too soon to leave. Put it back, tell a lead.")),
            say(N_("This lot expires too soon to leave. Put it back and tell a lead.")),
        ),
        _K.OVER_SCAN: (
            say(
                N_("Every {name} is found already. With one too many, scan the card Too many."),
                step="inspection",
            ),
            say(N_("{units} × {name} is too many: {open} open. Put back what is too many.")),
            say(N_("That is more than the order needs. Put it back.")),
        ),
        _K.QUANTITY_REFUSED: (
            say(N_("Every {name} is scanned by itself. Scan unit by unit."), why="every_unit"),
            say(N_("{name} has serial numbers. Scan unit by unit."), why="serial"),
            say(N_("{name} is in cartons. Scan carton by carton, without a card."), why="carton"),
            say(N_("Scan {name} and its lot first, then the quantity card."), why="lot_first"),
            say(N_("{quantity} is too many of {name}: {open} open."), why="above_open"),
            say(N_("A quantity card cannot be used here. Scan unit by unit.")),
        ),
        _K.WRONG_KIND: (
            say(
                N_("Which box is it? Scan the sticker of box {box} first."),
                step="fetch",
            ),
            say(
                N_("The serial number of {name} is asked for now. Scan it, or a defect card."),
                step="inspect_serial",
            ),
            say(N_("A shelf is asked for first. Go to shelf {shelf} and scan it."), step="shelf"),
            say(N_("A product is asked for now. Take {name} and scan it."), step="product"),
            say(N_("The lot of {name} is asked for now. Scan lot {lot}."), step="lot"),
            say(N_("A reason is asked for now. Scan a reason card, or undo."), step="reason"),
            say(
                N_("Say first whether this shelf is empty: F9 where it is, F7 where it is not."),
                step="zero",
            ),
            say(N_("Everything is taken. Scan the confirm card to finish."), step="finish"),
            say(N_("Units are packed now. Scan the next unit."), step="unit"),
            say(N_("Everything is packed. Scan the confirm card to close."), step="close"),
            say(N_("One {name} or two? Scan the second unit again, or undo."), step="twins"),
            say(N_("The box is weighed now. Put it on the scale and let go."), step="weigh"),
            say(N_("A supervisor's badge is asked for now. Scan it, or undo."), step="accept"),
            say(N_("Every unit is in. Add {name} and scan its card."), step="material"),
            say(N_("The serial number of {name} is asked for now. Scan it."), step="serial"),
            say(N_("Is it one {name}? Scan the confirm card, or undo."), step="by_hand"),
            say(N_("A supervisor's badge is asked for now. Scan it, or undo."), step="supervisor"),
            say(N_("A closed parcel is asked for. Scan its box or label."), step="reopen_which"),
            say(N_("A reason is asked for now. Scan a reason card, or undo."), step="reopen_why"),
            say(N_("The label is asked for now. Scan label {number} on the box."), step="label"),
            say(N_("No task is open. Scan a pick sheet or the confirm card."), step="task"),
            say(
                N_("No parcel is open. Scan a pick sheet or an order number."),
                step="parcel",
            ),
            say(N_("Only boxes and labels are scanned here. Scan a label."), step="parcel_number"),
            say(N_("No wave is open. Scan a wave that was picked, or its sheet."), step="wall"),
            say(N_("Units are sorted now. Scan the next unit."), step="put"),
            say(
                N_("Everything is sorted. Scan the confirm card to go on to packing."),
                step="sorted",
            ),
            say(
                N_("No parcel is open. Scan a box, or the confirm card for the next one."),
                step="inspection",
            ),
            say(N_("Units are looked for now. Scan the next unit, or a defect card."), step="find"),
            say(N_("Something is wrong. Scan the confirm card to send it back."), step="judge"),
            say(N_("Everything is right. Scan the confirm card to pass it."), step="pass"),
            say(N_("This is not asked for now. Do what the screen asks for.")),
        ),
        _K.NOT_OPEN: (
            say(N_("{name} is not counted: no task is open. Scan a sheet first."), step="task"),
            say(
                N_("{name} is not counted: no parcel is open. Scan an order or sheet first."),
                step="parcel",
            ),
            say(N_("{name} is not sorted: no wave is open. Scan the wave first."), step="wall"),
            say(
                N_("{name} is not counted: no parcel is open. Scan its box first."),
                step="inspection",
            ),
            say(N_("Nothing is open, so nothing was counted. Open a task or parcel first.")),
        ),
        _K.OTHER_ORDER_OPEN: (
            say(N_("{expected} is still open. Finish it, or put it aside, before {got}.")),
            say(N_("Another order is still open. Finish it, or put it aside first.")),
        ),
        _K.OTHER_CARRIER: (
            say(N_("This parcel goes with {other_carrier}, not {carrier}. Put it to theirs.")),
            say(N_("This parcel goes with another carrier. Put it to theirs.")),
        ),
        _K.SLOT_STOPPED: (
            say(N_("This {name} is of order {order_no}, which is stopped. It is to be put back.")),
            say(N_("The order of this unit is stopped. Bring the unit where goods are put back.")),
        ),
        _K.MATERIAL_OPEN: (
            say(N_("{name} is not confirmed yet. Put it in and scan its card first.")),
            say(N_("A material is not confirmed yet. Put it in and scan its card first.")),
        ),
        _K.MATERIAL_UNASKED: (
            say(N_("Order {order_no} does not need {code}. Put it back.")),
            say(N_("This parcel does not need this material. Put it back.")),
        ),
        _K.SERIAL_TWICE: (
            say(
                N_("Serial {serial} of {name} is found already. Scan the one on this unit."),
                step="inspection",
            ),
            say(N_("Serial {serial} of {name} is in order {order_no} already. Take another unit.")),
            say(N_("This serial number is in a parcel already. Take another unit.")),
        ),
        _K.SERIAL_UNFIT: (
            say(N_("{name} has serial numbers. Scan each unit by itself.")),
            say(N_("This product has serial numbers. Scan each unit by itself.")),
        ),
        _K.BOX_EMPTY: (
            say(N_("This box of order {order_no} is empty. Scan a unit into it first.")),
            say(N_("This box is empty. Scan a unit into it first.")),
        ),
        _K.NOT_CLOSED: (
            say(N_("This parcel of order {order_no} is not closed. Scan it and work on.")),
            say(N_("This parcel is not closed. Scan it and work on.")),
        ),
        _K.APPROVAL_NEEDED: (
            say(N_("{name} may not approve this. Ask for a supervisor's badge, or undo.")),
            say(N_("This needs a supervisor. Ask for a supervisor's badge, or undo.")),
        ),
        _K.COMMAND_REFUSED: (
            say(N_("This card does nothing at this step. Do what the screen asks for.")),
        ),
    }
)

CENTRE_REFUSALS: Mapping[VerdictKind, tuple[Wording, ...]] = MappingProxyType(
    {
        _K.UNKNOWN_BADGE: (
            say(N_("This badge is not known, or was withdrawn. Ask a supervisor for a new one.")),
        ),
        _K.NOT_SIGNED_IN: (say(N_("Nobody is signed in here. Scan your badge first.")),),
        _K.NOT_ALLOWED: (
            say(N_("{name}, your post does not allow this. Ask a supervisor.")),
            say(N_("Your post does not allow this. Ask a supervisor.")),
        ),
        _K.TASK_TAKEN: (
            say(N_("{code} is open at another station. Take another one, or ask there.")),
            say(N_("It is open at another station. Take another one, or ask there.")),
        ),
        _K.TASK_ASSIGNED: (
            say(N_("{code} is for {name} to pick. Take another task, or ask a supervisor.")),
            say(N_("This is for somebody else to pick. Take another task, or ask a supervisor.")),
        ),
        _K.TOTE_IN_USE: (
            say(N_("{tote} carries goods of order {order_no}. Take an empty tote and scan it.")),
            say(N_("This tote carries goods of another order. Take an empty one and scan it.")),
        ),
        _K.TASK_FINISHED: (
            say(N_("{sheet} is picked already. Take the next sheet.")),
            say(N_("Order {order_no} is picked already. Take the next sheet.")),
            say(N_("This task is picked already. Take the next sheet.")),
        ),
        _K.SHEET_OUT_OF_DATE: (
            say(N_("{code} was printed before a change. Throw it away and print it anew.")),
            say(N_("This sheet was printed before a change. Throw it away and print it anew.")),
        ),
        _K.ORDER_NOT_FOUND: (
            say(N_("Nothing is known under {code}. Check the paper, or ask customer service.")),
            say(N_("Nothing is known under this code. Check the paper, or ask customer service.")),
        ),
        _K.ORDER_NOT_READY: (
            say(N_("Order {order_no} is not at this step yet. Put it back on the staging shelf.")),
            say(N_("This order is not at this step yet. Put it back on the staging shelf.")),
        ),
        _K.NOT_PICKED_YET: (
            say(N_("Order {order_no} is not picked yet. Pick it first, then pack it.")),
            say(N_("This order is not picked yet. Pick it first, then pack it.")),
        ),
        _K.ALREADY_SHIPPED: (
            say(N_("Order {order_no} has left already. Keep this parcel, tell a supervisor.")),
            say(N_("This order has left already. Keep this parcel and tell a supervisor.")),
        ),
        _K.TOO_LATE_TO_CANCEL: (
            say(N_("The carrier has parcels of order {order_no}. Call them back or await them.")),
            say(N_("The carrier has parcels of this order. Call them back or await them.")),
        ),
        _K.CANCELLED_ALREADY: (
            say(N_("Order {order_no} is cancelled already. Nothing more is to be done.")),
            say(N_("This order is cancelled already. Nothing more is to be done.")),
        ),
        _K.NOT_BOUND: (
            say(N_("The label of order {order_no} is not checked. Scan the box, then the label.")),
            say(N_("This label is not checked. Scan the box, then the label.")),
        ),
        _K.NO_NUMBER_LEFT: (
            say(N_("The carrier's numbers are used up. Ask a supervisor to load new ones.")),
        ),
        _K.IMPOSSIBLE_WAVE: (
            say(
                N_("A wave holds 1 to {most} orders, and no limit is below 0. Enter other figures.")
            ),
            say(
                N_("A wave holds at least one order, and no limit is below 0. Enter other figures.")
            ),
        ),
        _K.WAVE_BEGUN: (
            say(N_("{wave_no} is begun, so it stays. Stop the orders that must not go on.")),
            say(N_("This wave is begun, so it stays. Stop the orders that must not go on.")),
        ),
        _K.WAVE_NOT_PICKED: (
            say(N_("{wave_no} is still being picked. Sort it when its last task is done.")),
            say(N_("This wave is still being picked. Sort it when its last task is done.")),
        ),
        _K.WAVE_NOT_SORTED: (
            say(N_("{code} needs no put wall. Bring its goods to the packing bench.")),
            say(N_("This needs no put wall. Bring the goods to the packing bench.")),
        ),
        _K.WAVE_DONE: (
            say(N_("{wave_no} is sorted already. Pack its slots, take another wave.")),
            say(N_("This wave is sorted already. Pack its slots, take another wave.")),
        ),
        _K.PERSON_UNKNOWN: (
            say(N_("This person does not work here any more. Choose somebody else.")),
        ),
        _K.CARDS_REFUSED: (
            say(N_("{title}: there are none here. Nothing was printed."), why="none"),
            say(
                N_("There is no paper {name}. Choose one of {names}; nothing was printed."),
                why="paper",
            ),
            say(N_("These cards cannot be printed so. Choose other ones.")),
        ),
        _K.NO_SHEET_PRINTER: (
            say(N_("No station prints the sheets of zone {zone}. Print them at a station.")),
            say(N_("There is no printer for sheets here. Print them at a station.")),
        ),
        _K.CANNOT_PICK: (
            say(N_("{name} has no post that picks. Choose somebody else for this task.")),
            say(N_("This person does not pick here. Choose somebody else for this task.")),
        ),
        _K.CENTRE_AWAY: (
            say(N_("The database does not answer, so this step must wait. Scan it again soon.")),
        ),
        _K.CENTRE_CANNOT_WRITE: (
            say(
                N_(
                    "The database cannot save, its disk is full or at fault. Call a technician, "
                    "then scan it again."
                )
            ),
        ),
        _K.CONFLICT_UNKNOWN: (
            say(N_("Nobody has to look at this scan any more. Read the list again.")),
        ),
        _K.SWAPPED_LABEL: (
            say(
                N_(
                    "Label {got} is of order {other_order_no}; the box of order {order_no} needs "
                    "{expected}. Take the label off and stick the right one on."
                )
            ),
            say(
                N_(
                    "This is label {got}, but the box of order {order_no} needs {expected}. "
                    "Take the label off and stick the right one on."
                )
            ),
            say(N_("This label is of another box. Take it off and stick the right one on.")),
        ),
        _K.DEAD_LABEL: (
            say(N_("Label {number} of order {order_no} is void. Take it off, print a new one.")),
            say(N_("The label of order {order_no} is void. Take it off and print a new one.")),
            say(N_("This label is void. Take it off and print a new one.")),
        ),
        _K.ORDER_STOPPED: (
            say(N_("Order {order_no} is stopped. Put its parcel aside and scan label {number}.")),
            say(N_("Order {order_no} is stopped. Put its last unit back, not into slot {slot}.")),
            say(
                N_("Order {order_no} was cancelled. Put its goods aside; they go back."),
                why="cancelled",
            ),
            say(
                N_("Order {order_no} is held. Put its goods aside until it may go on."),
                why="held",
            ),
            say(N_("Order {order_no} is stopped and must not go on. Put its goods aside.")),
            say(N_("This order is stopped and must not go on. Put its goods aside.")),
        ),
        _K.ORDER_CHANGED: (
            say(N_("Order {order_no} was changed meanwhile. Open it again and check the goods.")),
            say(N_("This order was changed meanwhile. Open it again and check the goods.")),
        ),
        _K.TASK_CHANGED: (
            say(N_("Order {order_no}, slot {slot}, is out of this task. Confirm, then go on.")),
            say(N_("Order {order_no} is out of this task. Confirm, then go on.")),
            say(N_("An order is out of this task. Confirm, then go on.")),
        ),
        _K.BAD_ADDRESS: (
            say(N_("The address of order {order_no} is not good. Put it to customer service.")),
            say(N_("The address of this order is not good. Put it to customer service.")),
        ),
        _K.TAKEN_ELSEWHERE: (
            say(N_("Order {order_no} is worked on at another station. Bring the goods there.")),
            say(N_("This is worked on at another station. Bring the goods there.")),
        ),
        _K.DISK_FULL: (
            say(N_("The disk is full, so no scan can be kept. Call a technician now.")),
        ),
        _K.DISK_READ_ONLY: (
            say(N_("The disk cannot be written, so no scan can be kept. Call a technician now.")),
        ),
        _K.DISK_FAILED: (
            say(N_("The disk is at fault, so no scan can be kept. Call a technician now.")),
        ),
        _K.SCAN_CONFLICT: (
            say(
                N_(
                    "This scan came under the number of an earlier, other one and was not counted. "
                    "Call {people}, then scan it again."
                )
            ),
            say(
                N_(
                    "This scan came under the number of an earlier, other one and was not counted. "
                    "Call a supervisor, then scan it again."
                )
            ),
        ),
    }
)
