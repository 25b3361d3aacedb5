"""The sentences of inspection: what was drawn, what is found wrong, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from procedure.parcel_words import DefectCode
from procedure.text import N_, NP_, Wording, say, say_count
from procedure.verdicts import VerdictKind

_K, _D = VerdictKind, DefectCode

INSPECTION_SENTENCES: Mapping[VerdictKind, tuple[Wording, ...]] = MappingProxyType(
    {
        _K.PARCEL_TO_INSPECT: (
            say(N_("Order {order_no} is drawn. Bring its box to inspection, without a label.")),
            say(N_("This parcel is drawn. Bring its box to inspection, without a label.")),
        ),
        _K.INSPECTION_OPENED: (
            say(N_("Order {order_no} is open: {counted} of {of} found. Scan every unit.")),
            say(N_("The parcel is open. Look at the box, then scan every unit.")),
        ),
        _K.FETCH_BOX: (
            say(N_("Fetch box {box} and scan its sticker.")),
            say(N_("Fetch the box and scan its sticker.")),
        ),
        _K.SERIAL_WRONG: (
            say(N_("{name} was not packed with serial {serial}. Scan the card Wrong item.")),
            say(N_("No unit with this serial was packed. Scan the card Wrong item.")),
        ),
        _K.DEFECT_NOTED: (
            say(
                N_("Something else is in the place of {name}. It is noted: put it aside."),
                defect=_D.WRONG_ITEM.value,
            ),
            say(
                N_("{name} is missing from the box. It is noted: go on."),
                defect=_D.MISSING_ITEM.value,
            ),
            say(
                N_("{name} is of another lot. It is noted: put that unit aside."),
                defect=_D.WRONG_LOT.value,
            ),
            say(
                N_("{name} has expired. It is noted: put that unit aside."),
                defect=_D.EXPIRED.value,
            ),
            say(
                N_("{name} is damaged. It is noted: put that unit aside."),
                defect=_D.DAMAGED.value,
            ),
            say(
                N_("Something too many is in the box. It is noted: put it aside."),
                defect=_D.EXTRA_ITEM.value,
            ),
            say(
                N_("The slip is of another order. It is noted: take it out."),
                defect=_D.WRONG_SLIP.value,
            ),
            say(
                N_("The packing material is not right. It is noted: go on."),
                defect=_D.WRONG_MATERIAL.value,
            ),
            say(N_("The box is damaged. It is noted: go on."), defect=_D.BOX_DAMAGED.value),
            say(N_("What is wrong is noted. Go on, or scan the confirm card.")),
        ),
        _K.INSPECTION_PASSED: (
            say(N_("Order {order_no} passed. Stick label {number} on and scan it.")),
            say(N_("The parcel passed. Stick its label on and scan it.")),
        ),
        _K.INSPECTION_FAILED: (
            say(
                N_(
                    "Lot {lot_no} is rejected; no other parcel of it was stopped. Bring this box "
                    "to packing and tell a supervisor."
                ),
                reach="box",
            ),
            say_count(
                NP_(
                    "Lot {lot_no} is rejected: {held} parcel is kept here, none has left. Bring "
                    "this box to packing and tell a supervisor.",
                    "Lot {lot_no} is rejected: {held} parcels are kept here, none has left. Bring "
                    "this box to packing and tell a supervisor.",
                ),
                "held",
                reach="here",
            ),
            say_count(
                NP_(
                    "Lot {lot_no} is rejected: {left} order of it has left, nothing is kept here. "
                    "Bring this box to packing and tell a supervisor.",
                    "Lot {lot_no} is rejected: {left} orders of it have left, nothing is kept "
                    "here. Bring this box to packing and tell a supervisor.",
                ),
                "left",
                reach="left",
            ),
            say_count(
                NP_(
                    "Lot {lot_no} is rejected: {held} parcel is kept here, {left} have left. "
                    "Bring this box to packing and tell a supervisor.",
                    "Lot {lot_no} is rejected: {held} parcels are kept here, {left} have left. "
                    "Bring this box to packing and tell a supervisor.",
                ),
                "held",
            ),
            say(
                N_("Nothing is left to pick for order {order_no}. Bring its goods to staging."),
                goes="short",
            ),
            say_count(
                NP_(
                    "Order {order_no} failed; {unseen} unit was not looked at. Bring its box to "
                    "packing: it is packed anew.",
                    "Order {order_no} failed; {unseen} units were not looked at. Bring its box to "
                    "packing: it is packed anew.",
                ),
                "unseen",
                goes="pack",
            ),
            say(
                N_("Order {order_no} failed. Bring its box to packing: it is packed anew."),
                goes="pack",
            ),
            say(
                N_(
                    "Order {order_no} failed. Not looked at: {unseen}; picked anew: {to_pick}. "
                    "Bring its box to packing."
                )
            ),
            say_count(
                NP_(
                    "Order {order_no} failed: {to_pick} unit is picked anew. Bring its box to "
                    "packing.",
                    "Order {order_no} failed: {to_pick} units are picked anew. Bring its box to "
                    "packing.",
                ),
                "to_pick",
            ),
            say(N_("The parcel failed. Bring its box to packing.")),
        ),
        _K.TO_BE_INSPECTED: (
            say(
                N_(
                    "Order {order_no} is drawn for inspection. Scan its label {number} to take it "
                    "out, and bring its box there."
                )
            ),
            say(N_("Order {order_no} is drawn for inspection. Bring its box there first.")),
            say(N_("This parcel is drawn for inspection. Bring its box there first.")),
        ),
        _K.NOT_PASSED: (
            say(N_("Order {order_no} failed its inspection. Bring its box back to packing.")),
            say(N_("This parcel failed its inspection. Bring its box back to packing.")),
        ),
        _K.NOT_DRAWN: (
            say(N_("Order {order_no} is not drawn for inspection. Bring its box back to packing.")),
            say(N_("This parcel is not drawn for inspection. Bring its box back to packing.")),
        ),
        _K.WHICH_BOX: (
            say(
                N_(
                    "Order {order_no} has several boxes. Scan the sticker of the box in your hand, "
                    "or the label on it."
                )
            ),
            say(N_("This order has several boxes. Scan the sticker of the one in your hand.")),
        ),
        _K.INSPECTED_ALREADY: (
            say(N_("Order {order_no} passed its inspection. Bring its box to shipping.")),
            say(N_("This parcel passed its inspection. Bring its box to shipping.")),
        ),
        _K.NO_INSPECTION_LEFT: (
            say(N_("No parcel waits for inspection. Scan the confirm card later.")),
        ),
        _K.DEFECT_REFUSED: (
            say(
                N_("Every unit is found. Choose the card that says what is wrong."), why="all_found"
            ),
            say(N_("Which unit? Scan the unit first, then its card."), why="no_unit"),
            say(N_("That is noted already. Scan the next unit."), why="noted"),
            say(N_("This card fits nothing here. Scan the unit first.")),
        ),
        _K.PLAN_REFUSED: (
            say(N_("Every how many parcels? Enter {least} to {most}."), why="every_nth"),
            say(
                N_("How many first parcels of a packer? Enter {least} to {most}."),
                why="new_packer",
            ),
            say(N_("This plan cannot be used. Enter other figures.")),
        ),
    }
)
