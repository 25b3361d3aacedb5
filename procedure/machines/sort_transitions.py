"""Every transition of the sort machine; a test holds the machine to exactly these.

Left out is what is the same at every screen, see `procedure.machines.transitions.COMMON_RULES`.
"""

from __future__ import annotations

from procedure.machines.sort_state import SortPhase
from procedure.machines.transitions import table

SORT_TRANSITIONS = table(
    SortPhase,
    """
no_wall | shelf order waybill box tote QTY WHY WHY-hand WHY-reopen material | no_wall wrong_kind
no_wall | WHY-weight | no_wall wrong_kind
no_wall | product | no_wall not_open
no_wall | lot unknown | no_wall unknown_code
no_wall | sheet | waiting OpenWall
no_wall | CMD-ABORT CMD-CONFIRM CMD-SHORT CMD-UNDO | no_wall nothing_to_do
no_wall | CMD-EMPTY CMD-NEXTBOX CMD-PRINT | no_wall command_refused
no_wall | CMD-REOPEN CMD-SKIP | no_wall command_refused
no_wall | CMD-LOCK | no_wall parked
open | shelf order waybill box tote WHY WHY-hand WHY-reopen WHY-weight material | open wrong_kind
open | product | open over_scan, open put_in_slot, open quantity_refused, open slot_done
open | product | open slot_stopped, open wrong_lot, open wrong_product, lot product_right
open | product | open ask_which, waiting FinishWall
open | lot | open unknown_code, open wrong_kind
open | sheet | open other_order_open, open wrong_kind
open | QTY | open quantity_refused, open quantity_set
open | unknown | open unknown_code
open | CMD-ABORT CMD-LOCK | waiting ReleaseWall
open | CMD-CONFIRM | open nothing_to_do
open | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SKIP | open command_refused
open | CMD-SHORT | reason ask_reason
open | CMD-UNDO | open nothing_to_do, open undone
lot | shelf box tote WHY WHY-hand WHY-reopen WHY-weight material | lot wrong_kind
lot | product | open over_scan, open put_in_slot, open quantity_refused, open slot_done
lot | product | open ask_which, open slot_stopped, open wrong_product, lot over_scan
lot | product | lot product_right
lot | product | lot quantity_refused, lot wrong_kind, lot wrong_lot, waiting FinishWall
lot | lot | open put_in_slot, open slot_done, lot over_scan, lot quantity_refused
lot | lot | lot wrong_lot, waiting FinishWall
lot | sheet | lot other_order_open, lot wrong_kind
lot | QTY | lot quantity_refused, lot quantity_set
lot | unknown | lot unknown_code
lot | CMD-ABORT CMD-LOCK | waiting ReleaseWall
lot | CMD-CONFIRM | lot nothing_to_do
lot | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SKIP | lot command_refused
lot | CMD-SHORT | reason ask_reason
lot | CMD-UNDO | open undone, lot undone
reason | shelf product order waybill box tote QTY | reason wrong_kind
reason | lot unknown | reason unknown_code
reason | sheet | reason other_order_open, reason wrong_kind
reason | WHY-hand WHY-reopen WHY-weight material | reason wrong_kind
reason | WHY | waiting FinishWall
reason | CMD-ABORT CMD-LOCK | waiting ReleaseWall
reason | CMD-CONFIRM | reason nothing_to_do
reason | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SKIP | reason command_refused
reason | CMD-SHORT | reason ask_reason
reason | CMD-UNDO | open undone
finish | shelf order waybill box tote QTY WHY WHY-hand WHY-reopen material | finish wrong_kind
finish | WHY-weight | finish wrong_kind
finish | product | finish over_scan, finish slot_stopped, finish wrong_product
finish | lot | finish unknown_code, finish wrong_kind
finish | sheet | finish other_order_open, finish wrong_kind
finish | unknown | finish unknown_code
finish | CMD-ABORT CMD-LOCK | waiting ReleaseWall
finish | CMD-CONFIRM | waiting FinishWall
finish | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SKIP | finish command_refused
finish | CMD-SHORT CMD-UNDO | finish nothing_to_do
waiting | Done | no_wall cleared, no_wall nothing_to_do, no_wall parked, stopped order_changed
waiting | LabelBound | no_wall nothing_to_do, stopped order_changed
waiting | Refused | no_wall what the centre says, open what the centre says
waiting | Refused | lot what the centre says, reason what the centre says
waiting | Refused | finish what the centre says, stopped what the centre says
waiting | WallFinished | no_wall wall_done
waiting | WallOpened | open wall_opened, waiting FinishWall
stopped | CMD-CONFIRM | no_wall cleared, open cleared, lot cleared, reason cleared, finish cleared
stopped | CMD-CONFIRM | waiting OpenWall, waiting ReleaseWall
""",
)
