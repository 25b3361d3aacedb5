"""Every transition of the pack machine; a test holds the machine to exactly these.

Left out is what is the same at every screen, see `procedure.machines.transitions.COMMON_RULES`.
"""

from __future__ import annotations

from procedure.machines.pack_state import PackPhase
from procedure.machines.transitions import table

PACK_TRANSITIONS = table(
    PackPhase,
    """
no_parcel | shelf QTY WHY | no_parcel wrong_kind
no_parcel | product | no_parcel ask_which, no_parcel expired_lot, no_parcel not_open
no_parcel | product | waiting OpenHotParcel
no_parcel | lot unknown | no_parcel unknown_code
no_parcel | order sheet waybill box tote | waiting OpenParcel
no_parcel | CMD-ABORT CMD-CONFIRM CMD-UNDO | no_parcel nothing_to_do
no_parcel | CMD-EMPTY CMD-NEXTBOX CMD-PRINT | no_parcel command_refused
no_parcel | CMD-REOPEN CMD-SHORT CMD-SKIP | no_parcel command_refused
no_parcel | CMD-LOCK | no_parcel parked
open | shelf WHY | open wrong_kind
open | product | open expired_lot, open line_done, open over_scan, open quantity_refused
open | product | open unit_counted, open wrong_lot, open wrong_product, lot product_right
open | product | open ask_which, waiting CloseParcel
open | lot | open unknown_code, open wrong_kind
open | order box | open other_order_open, open wrong_kind
open | sheet waybill tote | open other_order_open
open | QTY | open quantity_refused, open quantity_set
open | unknown | open unknown_code
open | CMD-ABORT CMD-LOCK | waiting ParkParcel
open | CMD-CONFIRM | open nothing_to_do
open | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | open command_refused
open | CMD-UNDO | open nothing_to_do, open undone
lot | shelf WHY | lot wrong_kind
lot | product | open line_done, open over_scan, open quantity_refused, open unit_counted
lot | product | open ask_which, open wrong_product, lot expired_lot, lot over_scan
lot | product | lot product_right
lot | product | lot quantity_refused, lot wrong_kind, lot wrong_lot, waiting CloseParcel
lot | lot | open line_done, open unit_counted, lot expired_lot, lot over_scan
lot | lot | lot quantity_refused, lot wrong_lot, waiting CloseParcel
lot | sheet tote | lot other_order_open
lot | box | lot other_order_open, lot wrong_kind
lot | QTY | lot quantity_refused, lot quantity_set
lot | unknown | lot unknown_code
lot | CMD-ABORT CMD-LOCK | waiting ParkParcel
lot | CMD-CONFIRM | lot nothing_to_do
lot | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | lot command_refused
lot | CMD-UNDO | open undone, lot undone
close | shelf QTY WHY | close wrong_kind
close | product | close over_scan, close wrong_product
close | lot | close unknown_code, close wrong_kind
close | order box | close other_order_open, close wrong_kind
close | sheet waybill tote | close other_order_open
close | unknown | close unknown_code
close | CMD-ABORT CMD-LOCK | waiting ParkParcel
close | CMD-CONFIRM | waiting CloseParcel
close | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | close command_refused
close | CMD-UNDO | close nothing_to_do
label | shelf product QTY WHY | label wrong_kind
label | lot unknown | label unknown_code
label | order | label wrong_kind, stopped swapped_label
label | sheet tote | label other_order_open
label | waybill | waiting BindLabel, stopped swapped_label
label | box | label other_order_open, label wrong_kind
label | CMD-ABORT CMD-LOCK | waiting ParkParcel
label | CMD-CONFIRM | label nothing_to_do
label | CMD-EMPTY CMD-NEXTBOX CMD-REOPEN CMD-SHORT CMD-SKIP CMD-UNDO | label command_refused
label | CMD-PRINT | waiting ReprintLabel
waiting | Done | no_parcel cleared, no_parcel nothing_to_do, no_parcel parked
waiting | Done | stopped order_changed
waiting | LabelBound | no_parcel label_bound, no_parcel nothing_to_do, stopped order_changed
waiting | ParcelClosed | label label_reprinted, label parcel_closed
waiting | ParcelOpened | open parcel_opened, label parcel_opened, lot product_right
waiting | ParcelOpened | waiting CloseParcel
waiting | Refused | no_parcel what the centre says, open what the centre says
waiting | Refused | lot what the centre says, close what the centre says
waiting | Refused | label what the centre says, stopped what the centre says
stopped | CMD-CONFIRM | no_parcel cleared, open cleared, lot cleared, close cleared, label cleared
stopped | CMD-CONFIRM | waiting ParkParcel
""",
)
