"""Every transition of the inspect machine; a test holds the machine to exactly these.

Left out is what is the same at every screen, see `procedure.machines.transitions.COMMON_RULES`.
"""

from __future__ import annotations

from procedure.machines.inspect_state import InspectPhase
from procedure.machines.transitions import table

INSPECT_TRANSITIONS = table(
    InspectPhase,
    """
no_parcel | QTY WHY defect material shelf | no_parcel wrong_kind
no_parcel | product | no_parcel not_open
no_parcel | lot serial unknown | no_parcel unknown_code
no_parcel | box order sheet tote waybill CMD-CONFIRM CMD-SKIP | waiting OpenInspection
no_parcel | CMD-ABORT CMD-UNDO | no_parcel nothing_to_do
no_parcel | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT | no_parcel command_refused
no_parcel | CMD-LOCK | no_parcel parked
open | product | judge line_done, lot product_right, open expired_lot, open line_done
open | product | open over_scan, open unit_counted, open wrong_lot, open wrong_product
open | product | waiting PassInspection
open | defect | judge defect_noted, open defect_noted, open defect_refused
open | lot | open unknown_code, open wrong_kind
open | serial unknown | open unknown_code
open | QTY WHY material shelf | open wrong_kind
open | box order | open other_order_open, open wrong_kind
open | sheet tote waybill | open other_order_open
open | CMD-CONFIRM | open nothing_to_do, waiting FailInspection
open | CMD-UNDO | open nothing_to_do, open undone
open | CMD-ABORT CMD-LOCK | waiting ParkInspection
open | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | open command_refused
lot | product | judge line_done, lot expired_lot, lot over_scan, lot product_right
lot | product | lot wrong_kind, lot wrong_lot, open line_done, open over_scan
lot | product | open unit_counted, open wrong_product, waiting PassInspection
lot | lot | judge line_done, lot expired_lot, lot over_scan, lot wrong_lot
lot | lot | open line_done, open unit_counted, waiting PassInspection
lot | defect | judge defect_noted, open defect_noted, lot defect_refused
lot | QTY WHY material shelf | lot wrong_kind
lot | box | lot other_order_open, lot wrong_kind
lot | sheet tote | lot other_order_open
lot | unknown | lot unknown_code
lot | CMD-CONFIRM | lot nothing_to_do, waiting FailInspection
lot | CMD-UNDO | open undone
lot | CMD-ABORT CMD-LOCK | waiting ParkInspection
lot | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | lot command_refused
judge | product | judge over_scan, judge wrong_product
judge | defect | judge defect_noted, judge defect_refused
judge | lot | judge unknown_code, judge wrong_kind
judge | serial unknown | judge unknown_code
judge | QTY WHY material shelf | judge wrong_kind
judge | box order | judge other_order_open, judge wrong_kind
judge | sheet tote waybill | judge other_order_open
judge | CMD-CONFIRM | waiting FailInspection
judge | CMD-UNDO | judge nothing_to_do, judge undone, open undone, pass undone
judge | CMD-ABORT CMD-LOCK | waiting ParkInspection
judge | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | judge command_refused
pass | product | pass over_scan, pass wrong_product
pass | defect | judge defect_noted, pass defect_refused
pass | lot | pass unknown_code, pass wrong_kind
pass | serial unknown | pass unknown_code
pass | QTY WHY material shelf | pass wrong_kind
pass | box order | pass other_order_open, pass wrong_kind
pass | sheet tote waybill | pass other_order_open
pass | CMD-CONFIRM | waiting PassInspection
pass | CMD-UNDO | pass nothing_to_do
pass | CMD-ABORT CMD-LOCK | waiting ParkInspection
pass | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | pass command_refused
label | QTY WHY defect material product shelf | label wrong_kind
label | lot serial unknown | label unknown_code
label | order | label wrong_kind, stopped swapped_label
label | waybill | waiting BindLabel, stopped swapped_label
label | box | label other_order_open, label wrong_kind
label | sheet tote | label other_order_open
label | CMD-CONFIRM | label nothing_to_do
label | CMD-PRINT | waiting ReprintLabel
label | CMD-ABORT CMD-LOCK | waiting ParkParcel
label | CMD-EMPTY CMD-NEXTBOX CMD-REOPEN CMD-SHORT CMD-SKIP CMD-UNDO | label command_refused
waiting | InspectionOpened | open inspection_opened, pass inspection_opened
waiting | InspectionOpened | judge inspection_opened
waiting | InspectionPassed | label inspection_passed
waiting | InspectionFailed | no_parcel inspection_failed
waiting | ParcelClosed | label label_reprinted
waiting | LabelBound | no_parcel label_bound, no_parcel nothing_to_do, stopped order_changed
waiting | Done | no_parcel cleared, no_parcel parked
waiting | Refused | no_parcel what the centre says, open what the centre says
waiting | Refused | lot what the centre says, judge what the centre says
waiting | Refused | pass what the centre says, label what the centre says
waiting | Refused | stopped what the centre says
stopped | CMD-CONFIRM | no_parcel cleared, open cleared, lot cleared, judge cleared
stopped | CMD-CONFIRM | pass cleared, label cleared, waiting ParkInspection, waiting ParkParcel
""",
)
