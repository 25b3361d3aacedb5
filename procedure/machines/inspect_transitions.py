"""Every transition of the inspect machine; a test holds the machine to exactly these.

Left out is what is the same at every screen, see `procedure.machines.transitions.COMMON_RULES`.
"""

from __future__ import annotations

from procedure.machines.inspect_state import InspectPhase
from procedure.machines.transitions import table

INSPECT_TRANSITIONS = table(
    InspectPhase,
    """
no_parcel | product | no_parcel not_open
no_parcel | QTY WHY defect material shelf | no_parcel wrong_kind
no_parcel | lot unknown | no_parcel unknown_code
no_parcel | CMD-ABORT CMD-UNDO | no_parcel nothing_to_do
no_parcel | CMD-CONFIRM CMD-SKIP box order sheet tote waybill | waiting OpenInspection
no_parcel | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT | no_parcel command_refused
no_parcel | CMD-LOCK | no_parcel parked
fetch | QTY WHY defect material product shelf | fetch wrong_kind
fetch | box | open inspection_opened, judge inspection_opened, pass inspection_opened
fetch | box | waiting OpenInspection
fetch | lot unknown | fetch unknown_code
fetch | order sheet tote waybill | waiting OpenInspection
fetch | CMD-ABORT CMD-LOCK | waiting ParkInspection
fetch | CMD-CONFIRM CMD-UNDO | fetch nothing_to_do
fetch | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | fetch command_refused
open | product | open expired_lot, open line_done, open over_scan, open serial_twice
open | product | open serial_unfit, open serial_wrong, open unit_counted, open wrong_lot
open | product | open wrong_product, lot product_right, serial serial_next, judge line_done
open | product | waiting PassInspection
open | QTY WHY material shelf | open wrong_kind
open | box | open other_order_open, open wrong_kind
open | defect | open defect_noted, open defect_refused, judge defect_noted
open | lot | open unknown_code, open wrong_kind
open | order sheet tote waybill | open other_order_open
open | unknown | open unknown_code
open | CMD-ABORT CMD-LOCK | waiting ParkInspection
open | CMD-CONFIRM | open nothing_to_do, waiting FailInspection
open | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | open command_refused
open | CMD-UNDO | open nothing_to_do, open undone
lot | product | open line_done, open over_scan, open serial_twice, open serial_unfit
lot | product | open serial_wrong, open unit_counted, open wrong_product, lot expired_lot
lot | product | lot over_scan, lot product_right, lot wrong_kind, lot wrong_lot, serial serial_next
lot | QTY WHY material shelf | lot wrong_kind
lot | box | lot other_order_open, lot wrong_kind
lot | defect | open defect_noted, lot defect_refused, judge defect_noted
lot | lot | open line_done, open unit_counted, lot expired_lot, lot over_scan, lot wrong_lot
lot | lot | judge line_done, waiting PassInspection
lot | sheet tote | lot other_order_open
lot | unknown | lot unknown_code
lot | waybill | lot wrong_lot
lot | CMD-ABORT CMD-LOCK | waiting ParkInspection
lot | CMD-CONFIRM | lot nothing_to_do, waiting FailInspection
lot | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | lot command_refused
lot | CMD-UNDO | open undone
serial | product | open expired_lot, open line_done, open over_scan, open serial_unfit
serial | product | open unit_counted, open wrong_lot, open wrong_product, lot product_right
serial | product | serial serial_next, serial serial_twice, serial serial_wrong, serial wrong_kind
serial | product | judge line_done, waiting PassInspection
serial | QTY WHY material shelf | serial wrong_kind
serial | box order | serial other_order_open, serial wrong_kind
serial | defect | open defect_noted, serial defect_refused, judge defect_noted
serial | serial | open line_done, open unit_counted, serial serial_twice, serial serial_wrong
serial | serial | judge line_done, waiting PassInspection
serial | sheet tote | serial other_order_open
serial | unknown | serial unknown_code
serial | CMD-ABORT CMD-LOCK | waiting ParkInspection
serial | CMD-CONFIRM | serial nothing_to_do, waiting FailInspection
serial | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | serial command_refused
serial | CMD-UNDO | open undone
judge | product | judge over_scan, judge wrong_product
judge | QTY WHY material shelf | judge wrong_kind
judge | box order | judge other_order_open, judge wrong_kind
judge | defect | judge defect_noted, judge defect_refused
judge | lot | judge unknown_code, judge wrong_kind
judge | sheet tote waybill | judge other_order_open
judge | unknown | judge unknown_code
judge | CMD-ABORT CMD-LOCK | waiting ParkInspection
judge | CMD-CONFIRM | waiting FailInspection
judge | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | judge command_refused
judge | CMD-UNDO | open undone, judge nothing_to_do, judge undone, pass undone
pass | product | pass over_scan, pass wrong_product
pass | QTY WHY material shelf | pass wrong_kind
pass | box | pass other_order_open, pass wrong_kind
pass | defect | judge defect_noted, pass defect_refused
pass | lot | pass unknown_code, pass wrong_kind
pass | order sheet tote waybill | pass other_order_open
pass | unknown | pass unknown_code
pass | CMD-ABORT CMD-LOCK | waiting ParkInspection
pass | CMD-CONFIRM | waiting PassInspection
pass | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | pass command_refused
pass | CMD-UNDO | pass nothing_to_do
label | QTY WHY defect material product shelf | label wrong_kind
label | box | label other_order_open, label wrong_kind
label | lot unknown | label unknown_code
label | order | label wrong_kind, stopped swapped_label
label | sheet tote | label other_order_open
label | waybill | waiting BindLabel, stopped swapped_label
label | CMD-ABORT CMD-LOCK | waiting ParkParcel
label | CMD-CONFIRM | label nothing_to_do
label | CMD-EMPTY CMD-NEXTBOX CMD-REOPEN CMD-SHORT CMD-SKIP CMD-UNDO | label command_refused
label | CMD-PRINT | waiting ReprintLabel
waiting | Done | no_parcel cleared, no_parcel parked
waiting | InspectionFailed | no_parcel inspection_failed
waiting | InspectionOpened | fetch fetch_box, open inspection_opened, judge inspection_opened
waiting | InspectionOpened | pass inspection_opened
waiting | InspectionPassed | label inspection_passed
waiting | LabelBound | no_parcel label_bound, no_parcel nothing_to_do, stopped order_changed
waiting | ParcelClosed | label label_reprinted
waiting | Refused | no_parcel what the centre says, fetch what the centre says
waiting | Refused | open what the centre says, lot what the centre says, serial what the centre says
waiting | Refused | judge what the centre says, pass what the centre says
waiting | Refused | label what the centre says, stopped what the centre says
stopped | CMD-CONFIRM | no_parcel cleared, fetch cleared, open cleared, lot cleared, judge cleared
stopped | CMD-CONFIRM | pass cleared, label cleared, waiting ParkInspection, waiting ParkParcel
""",
)
