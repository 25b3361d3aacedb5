"""The sentence of every verdict: what happened and what to do.

Each kind has its wordings from the most telling to one without fields, which always fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from procedure.text import N_, NP_, Wording, say, say_count
from procedure.verdicts import VerdictKind

_K = VerdictKind

GOOD_SENTENCES: Mapping[VerdictKind, tuple[Wording, ...]] = MappingProxyType(
    {
        _K.SIGNED_IN: (
            say(N_("{name} works at this station now.")),
            say(N_("You work at this station now.")),
        ),
        _K.SIGNED_OUT: (say(N_("The station is locked. Scan your badge to go on.")),),
        _K.TASK_OPENED: (
            say_count(
                NP_(
                    "{sheet} is yours: {open} unit to take.",
                    "{sheet} is yours: {open} units to take.",
                ),
                "open",
            ),
            say(N_("The task is yours. Go to the first shelf.")),
        ),
        _K.SHELF_RIGHT: (
            say(N_("This is shelf {shelf}. Take {name} and scan it.")),
            say(N_("This is the right shelf. Take the product and scan it.")),
        ),
        _K.PRODUCT_RIGHT: (
            say(N_("{name} is right. Scan its lot {lot}.")),
            say(N_("The product is right. Scan its lot.")),
        ),
        _K.UNIT_COUNTED: (
            say(N_("{name}: {counted} of {of} counted.")),
            say(N_("The unit is counted.")),
        ),
        _K.LINE_DONE: (
            say(N_("{name} is complete: {counted} of {of}.")),
            say(N_("This line is complete.")),
        ),
        _K.TASK_DONE: (
            say_count(
                NP_(
                    "{sheet} is done: {units} unit. Bring the goods to the staging shelf.",
                    "{sheet} is done: {units} units. Bring the goods to the staging shelf.",
                ),
                "units",
            ),
            say(N_("The task is done. Bring the goods to the staging shelf.")),
        ),
        _K.QUANTITY_SET: (
            say_count(
                NP_(
                    "The next scan counts {quantity} unit. Scan within {seconds} s.",
                    "The next scan counts {quantity} units. Scan within {seconds} s.",
                ),
                "quantity",
            ),
            say(N_("The next scan counts this quantity. Scan it now.")),
        ),
        _K.UNDONE: (
            say_count(
                NP_(
                    "Take {units} unit of {name} out of slot {slot} again: it is not counted.",
                    "Take {units} units of {name} out of slot {slot} again: they are not counted.",
                ),
                "units",
            ),
            say_count(
                NP_(
                    "{units} unit of {name} is taken back; {counted} of {of} are counted.",
                    "{units} units of {name} are taken back; {counted} of {of} are counted.",
                ),
                "units",
            ),
            say(N_("The last step is taken back. Nothing was counted by it.")),
        ),
        _K.LINE_SKIPPED: (
            say(N_("{name} comes last now. Go to shelf {shelf} for {next_name}.")),
            say(N_("This line comes last now. Go on with the next one.")),
        ),
        _K.SHORT_BOOKED: (
            say_count(
                NP_(
                    "{missing} unit of {name} is booked as missing from shelf {shelf}.",
                    "{missing} units of {name} are booked as missing from shelf {shelf}.",
                ),
                "missing",
            ),
            say(N_("What is missing is booked. Go on with the task.")),
        ),
        _K.TOTE_TAKEN: (
            say(N_("Put the goods of order {order_no} into {tote}.")),
            say(N_("Put the goods of this order into {tote}.")),
            say(N_("Put the goods of this order into the tote.")),
        ),
        _K.SHELF_EMPTY: (
            say(N_("Shelf {shelf} is empty, as the books say. Go on.")),
            say(N_("The shelf is empty, as the books say. Go on.")),
        ),
        _K.SHELF_NOT_EMPTY: (
            say(N_("Leave what lies on shelf {shelf}: it is counted later. Go on.")),
            say(N_("Leave what lies on the shelf: it is counted later. Go on.")),
        ),
        _K.WALL_OPENED: (
            say_count(
                NP_(
                    "{wave_no} is open at the wall: {open} unit to sort.",
                    "{wave_no} is open at the wall: {open} units to sort.",
                ),
                "open",
            ),
            say(N_("The wave is open at the wall. Scan its units one by one.")),
        ),
        _K.PUT_IN_SLOT: (
            say_count(
                NP_(
                    "Put {units} unit of {name} into slot {slot}: {counted} of {of} there.",
                    "Put {units} units of {name} into slot {slot}: {counted} of {of} there.",
                ),
                "units",
            ),
            say(N_("Put it into the slot on the screen.")),
        ),
        _K.SLOT_DONE: (
            say(N_("Put {name} into slot {slot}: order {order_no} is complete.")),
            say(N_("Put it into the slot on the screen: its order is complete.")),
        ),
        _K.WALL_DONE: (
            say_count(
                NP_(
                    "{parcels} order waits to be packed. Goods of slots {put_back} are put back.",
                    "{parcels} orders wait to be packed. Goods of slots {put_back} are put back.",
                ),
                "parcels",
            ),
            say_count(
                NP_(
                    "{wave_no} is sorted: {parcels} order waits to be packed.",
                    "{wave_no} is sorted: {parcels} orders wait to be packed.",
                ),
                "parcels",
            ),
            say(N_("The wave is sorted. Its slots wait to be packed.")),
        ),
        _K.PARCEL_OPENED: (
            say(N_("Box {box} of {boxes}, order {order_no}, is open: {counted} of {of} packed.")),
            say(N_("Order {order_no} is open: {counted} of {of} packed.")),
            say(N_("The parcel is open. Scan every unit into it.")),
        ),
        _K.PARCEL_CLOSED: (
            say(
                N_("{grams:,} g, not checked: {unchecked} was never weighed. Scan label {number}."),
                why="product",
            ),
            say(
                N_("{grams:,} g, not checked: no carton was chosen. Scan label {number}."),
                why="carton",
            ),
            say(
                N_("Order {order_no} weighs what it should. Stick label {number} on and scan it."),
                weight="right",
            ),
            say(N_("Order {order_no} is complete. Stick label {number} on and scan it.")),
            say(N_("The parcel is complete. Stick its label on and scan it.")),
        ),
        _K.BOX_CLOSED: (
            say(
                N_("{grams:,} g, not checked: {unchecked} was never weighed. Scan label {number}."),
                why="product",
            ),
            say(
                N_("{grams:,} g, not checked: no carton was chosen. Scan label {number}."),
                why="carton",
            ),
            say(
                N_("This box is complete. Stick label {number} on and scan it; {next_box} is next.")
            ),
            say(N_("This box is complete. Stick its label on and scan it; the next one follows.")),
        ),
        _K.PARCEL_REOPENED: (
            say(N_("Order {order_no} is open again. Tear label {number} off: it is void.")),
            say(N_("The parcel is open again. Tear its label off: it is void.")),
        ),
        _K.MATERIAL_IN: (
            say_count(
                NP_("{pieces} × {name} is in the parcel.", "{pieces} × {name} are in the parcel."),
                "pieces",
            ),
            say(N_("The material is in the parcel.")),
        ),
        _K.CARTON_CHOSEN: (
            say(N_("This parcel is packed in {name}.")),
            say(N_("This parcel is packed in this carton.")),
        ),
        _K.SERIAL_NEXT: (
            say(N_("{name} is right. Scan its serial number.")),
            say(N_("The product is right. Scan its serial number.")),
        ),
        _K.ASK_BY_HAND: (
            say(N_("One {name} of lot {lot} without its code? Scan the confirm card, or undo.")),
            say(N_("One {name} without its code? Scan the confirm card, or undo.")),
            say(N_("One unit without its code? Scan the confirm card, or undo.")),
        ),
        _K.ASK_SUPERVISOR: (
            say_count(
                NP_(
                    "{limit} unit was counted by hand. A supervisor looks and scans the badge.",
                    "{limit} units were counted by hand. A supervisor looks and scans the badge.",
                ),
                "limit",
            ),
            say(N_("Many units were counted by hand. A supervisor looks and scans the badge.")),
        ),
        _K.ASK_TWINS: (
            say(N_("{name} was read twice at once. Two units? Scan the second again. One? Go on.")),
            say(N_("It was read twice at once. Two units? Scan the second again. One? Go on.")),
        ),
        _K.WEIGH_BOX: (say(N_("Put this box on the scale. It closes by itself, or undo.")),),
        _K.WEIGHT_AWAITED: (
            say(N_("Nothing lies still on the scale. Put the box on it and let go.")),
        ),
        _K.SCALE_TARED: (
            say(N_("The scale takes a tare off. Empty it, set it to zero, then weigh again.")),
        ),
        _K.ASK_ACCEPT: (
            say(N_("{off:,} g off. A supervisor looks into the box and scans the badge, or undo.")),
            say(N_("The weight is off. A supervisor looks into the box and scans the badge.")),
        ),
        _K.ASK_REOPEN: (
            say(N_("Why is {code} opened once more? Scan the reason card, or undo.")),
            say(N_("Why is it opened once more? Scan the reason card, or undo.")),
        ),
        _K.ASK_PARCEL: (
            say(N_("Which parcel is opened once more? Scan its box or label, or undo.")),
        ),
        _K.MATERIAL_TWICE: (
            say(N_("{name} is confirmed already. Go on with what the screen asks for.")),
            say(N_("This material is confirmed already. Go on.")),
        ),
        _K.LABEL_BOUND: (
            say(N_("Label {number} is on the parcel of order {order_no}.")),
            say(N_("The label is on its own parcel.")),
        ),
        _K.BOX_RIGHT: (
            say(N_("This is the box of order {order_no}. Scan its label {number}.")),
            say(N_("The box is found. Scan its label.")),
        ),
        _K.PARCEL_COUNTED: (
            say(N_("Parcel {number} is counted for {carrier}: {counted} of {of}.")),
            say(N_("The parcel is counted.")),
        ),
        _K.HANDED_OVER: (
            say_count(
                NP_(
                    "{count} parcel is handed over to {carrier}.",
                    "{count} parcels are handed over to {carrier}.",
                ),
                "count",
            ),
            say(N_("The parcels are handed over.")),
        ),
        _K.PARKED: (
            say(N_("{wave_no} is put aside with {counted} sorted. Scan the wave to go on.")),
            say(N_("Order {order_no} is put aside with {found} found. Scan its box to go on.")),
            say(N_("Order {order_no} is put aside with {counted} packed. Scan it to go on.")),
            say(N_("{sheet} is put aside with {counted} taken. Scan the sheet to go on.")),
            say(N_("Nothing is open here. Scan your badge to work on.")),
        ),
        _K.CLEARED: (say(N_("The stop is confirmed. Do what the screen asks for next.")),),
        _K.HELP: (
            say(N_("Do what the screen asks for. The cards below it do the rest: scan one.")),
        ),
        _K.SHEET_PRINTED: (say(N_("The pick sheet is being printed. Take it along.")),),
        _K.LABEL_REPRINTED: (
            say(N_("Label {number} is printed again. Destroy the old one and scan the new one.")),
            say(N_("The label is printed again. Destroy the old one and scan the new one.")),
        ),
        _K.ASK_REASON: (
            say(N_("What is wrong with {name} on shelf {shelf}? Scan the reason card.")),
            say_count(
                NP_(
                    "{missing} unit is in no slot. Why? Scan the reason card, or undo.",
                    "{missing} units are in no slot. Why? Scan the reason card, or undo.",
                ),
                "missing",
            ),
            say(N_("Why is it short? Scan the reason card.")),
        ),
        _K.PARCEL_TAKEN_OUT: (
            say(N_("Parcel {number} is no longer counted. Keep it aside from the carrier's.")),
            say(N_("This parcel is no longer counted. Keep it aside from the carrier's.")),
        ),
        _K.NOTHING_TO_DO: (say(N_("That changes nothing now. Do what the screen asks for.")),),
        _K.NO_TASK_LEFT: (say(N_("No pick task is waiting. Scan the confirm card later.")),),
        _K.DUPLICATE_READ: (say(N_("The scanner read the same code again. It counts once only.")),),
        _K.TOO_SOON: (say(N_("That was too quick and does not count. Scan it again.")),),
        _K.ALREADY_COUNTED: (
            say(N_("Parcel {number} is counted already: {counted} of {of}. Scan the next one.")),
            say(N_("The parcel of order {order_no} is done already. Put it with the others.")),
            say(N_("This parcel is done already. Scan the next one.")),
        ),
    }
)
