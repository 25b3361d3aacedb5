"""Every transition of the pick machine; a test holds the machine to exactly these.

Left out is what is the same at every screen, see `procedure.machines.transitions.COMMON_RULES`.
"""

from __future__ import annotations

from procedure.machines.pick_state import PickPhase
from procedure.machines.transitions import table

PICK_TRANSITIONS = table(
    PickPhase,
    """
no_task | shelf waybill box tote QTY WHY WHY-hand WHY-reopen material | no_task wrong_kind
no_task | WHY-weight | no_task wrong_kind
no_task | product | no_task not_open
no_task | lot unknown | no_task unknown_code
no_task | order sheet CMD-CONFIRM | waiting ClaimPickTask
no_task | CMD-ABORT CMD-SHORT CMD-SKIP CMD-UNDO | no_task nothing_to_do
no_task | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN | no_task command_refused
no_task | CMD-LOCK | no_task parked
shelf | shelf | shelf wrong_shelf, product shelf_right
shelf | product | shelf over_scan, shelf wrong_kind
shelf | lot unknown | shelf unknown_code
shelf | order sheet | shelf other_order_open, shelf wrong_kind
shelf | tote | waiting TakeTote
shelf | waybill box QTY WHY WHY-hand WHY-reopen WHY-weight material CMD-SHORT | shelf wrong_kind
shelf | CMD-ABORT CMD-LOCK | waiting ReleasePickTask
shelf | CMD-CONFIRM | shelf nothing_to_do
shelf | CMD-EMPTY CMD-NEXTBOX CMD-REOPEN | shelf command_refused
shelf | CMD-PRINT | waiting PrintSheet
shelf | CMD-SKIP | shelf line_skipped, shelf nothing_to_do
shelf | CMD-UNDO | shelf nothing_to_do, shelf undone
product | shelf | product shelf_right, product wrong_shelf
product | product | zero line_done
product | product | shelf line_done, product expired_lot, product line_done, product over_scan
product | product | product quantity_refused, product unit_counted, product wrong_lot
product | product | product ask_which
product | product | product wrong_product, lot product_right, waiting FinishPick
product | lot | product unknown_code, product wrong_kind
product | order sheet | product other_order_open, product wrong_kind
product | tote | waiting TakeTote
product | waybill box WHY WHY-reopen WHY-weight material | product wrong_kind
product | QTY | product quantity_refused, product quantity_set
product | unknown | product unknown_code
product | WHY-hand | by_hand ask_by_hand
product | CMD-ABORT CMD-LOCK | waiting ReleasePickTask
product | CMD-CONFIRM | product nothing_to_do
product | CMD-EMPTY CMD-NEXTBOX CMD-REOPEN | product command_refused
product | CMD-PRINT | waiting PrintSheet
product | CMD-SHORT | reason ask_reason
product | CMD-SKIP | shelf line_skipped, product line_skipped, product nothing_to_do
product | CMD-UNDO | shelf undone, product nothing_to_do, product undone
lot | shelf box tote WHY WHY-reopen WHY-weight material | lot wrong_kind
lot | product | shelf line_done, product line_done, product over_scan, product quantity_refused
lot | product lot | zero line_done
lot | product | product unit_counted, product wrong_product, lot expired_lot, lot over_scan
lot | product | lot product_right, lot quantity_refused, lot wrong_kind, lot wrong_lot
lot | product | product ask_which, waiting FinishPick
lot | lot | shelf line_done, product line_done, product unit_counted, lot expired_lot
lot | lot | lot over_scan, lot quantity_refused, lot wrong_lot, waiting FinishPick
lot | sheet | lot other_order_open, lot wrong_kind
lot | QTY | lot quantity_refused, lot quantity_set
lot | unknown | lot unknown_code
lot | WHY-hand | by_hand ask_by_hand
lot | CMD-ABORT CMD-LOCK | waiting ReleasePickTask
lot | CMD-CONFIRM | lot nothing_to_do
lot | CMD-EMPTY CMD-NEXTBOX CMD-REOPEN | lot command_refused
lot | CMD-PRINT | waiting PrintSheet
lot | CMD-SHORT | reason ask_reason
lot | CMD-SKIP | shelf line_skipped, product line_skipped, lot nothing_to_do
lot | CMD-UNDO | product undone, lot undone
by_hand | shelf box tote QTY WHY WHY-hand WHY-reopen WHY-weight material | by_hand wrong_kind
by_hand | waybill | by_hand wrong_kind
by_hand | product | by_hand ask_by_hand, by_hand wrong_product
by_hand | lot | by_hand ask_by_hand, by_hand unknown_code
by_hand | order sheet | by_hand other_order_open, by_hand wrong_kind
by_hand | unknown | by_hand unknown_code
by_hand | CMD-ABORT CMD-LOCK | waiting ReleasePickTask
by_hand | CMD-CONFIRM | shelf line_done, product line_done, product unit_counted, zero line_done
by_hand | CMD-CONFIRM | by_hand expired_lot, supervisor ask_supervisor, waiting FinishPick
by_hand | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN | by_hand command_refused
by_hand | CMD-SHORT | reason ask_reason
by_hand | CMD-SKIP | shelf line_skipped, product line_skipped, by_hand nothing_to_do
by_hand | CMD-UNDO | product undone
supervisor | badge | shelf line_done, product line_done, product unit_counted, zero line_done
supervisor | badge | supervisor approval_needed, waiting FinishPick
supervisor | shelf product waybill box tote QTY WHY WHY-hand WHY-reopen | supervisor wrong_kind
supervisor | WHY-weight material | supervisor wrong_kind
supervisor | order sheet | supervisor other_order_open, supervisor wrong_kind
supervisor | lot unknown | supervisor unknown_code
supervisor | CMD-ABORT CMD-LOCK | waiting ReleasePickTask
supervisor | CMD-CONFIRM | supervisor nothing_to_do
supervisor | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN | supervisor command_refused
supervisor | CMD-SHORT | reason ask_reason
supervisor | CMD-SKIP | shelf line_skipped, product line_skipped, supervisor nothing_to_do
supervisor | CMD-UNDO | product undone
reason | shelf product waybill box tote QTY CMD-SKIP | reason wrong_kind
reason | lot unknown | reason unknown_code
reason | order sheet | reason other_order_open, reason wrong_kind
reason | WHY-hand WHY-reopen WHY-weight material | reason wrong_kind
reason | WHY | waiting ShortPick
reason | CMD-ABORT CMD-LOCK | waiting ReleasePickTask
reason | CMD-CONFIRM | reason nothing_to_do
reason | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN | reason command_refused
reason | CMD-SHORT | reason ask_reason
reason | CMD-UNDO | product undone
zero | shelf product waybill box tote QTY WHY WHY-hand WHY-reopen material | zero wrong_kind
zero | WHY-weight | zero wrong_kind
zero | product | zero over_scan
zero | order sheet | zero other_order_open, zero wrong_kind
zero | lot serial unknown | zero unknown_code
zero | CMD-ABORT CMD-LOCK | waiting ReleasePickTask
zero | CMD-CONFIRM CMD-EMPTY | shelf shelf_empty, waiting FinishPick
zero | CMD-SKIP | shelf shelf_not_empty, waiting FinishPick
zero | CMD-NEXTBOX CMD-PRINT CMD-REOPEN | zero command_refused
zero | CMD-SHORT | zero nothing_to_do, zero wrong_kind
zero | CMD-UNDO | product undone, zero undone, zero nothing_to_do
finish | shelf waybill box tote QTY WHY WHY-hand WHY-reopen WHY-weight material | finish wrong_kind
finish | product | finish over_scan, finish wrong_kind
finish | lot unknown | finish unknown_code
finish | order sheet | finish other_order_open, finish wrong_kind
finish | CMD-ABORT CMD-LOCK | waiting ReleasePickTask
finish | CMD-CONFIRM | waiting FinishPick
finish | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN | finish command_refused
finish | CMD-SHORT CMD-SKIP | finish nothing_to_do
finish | CMD-UNDO | shelf undone, finish nothing_to_do
waiting | Done | no_task cleared, no_task nothing_to_do, no_task parked, no_task task_done
waiting | Done | stopped order_changed
waiting | Done | shelf sheet_printed, product sheet_printed, lot sheet_printed
waiting | LabelBound | no_task nothing_to_do, stopped order_changed
waiting | Done | shelf tote_taken, product tote_taken
waiting | PickTaskOpened | shelf task_opened, waiting FinishPick
waiting | PickTaskShort | zero short_booked, shelf short_booked, product short_booked
waiting | PickTaskShort | waiting FinishPick
waiting | Refused | no_task what the centre says, shelf what the centre says
waiting | Refused | product what the centre says, lot what the centre says
waiting | Refused | reason what the centre says, finish what the centre says
waiting | Refused | by_hand what the centre says, supervisor what the centre says
waiting | Refused | zero what the centre says
waiting | Refused | stopped what the centre says
stopped | CMD-CONFIRM | no_task cleared, shelf cleared, product cleared, lot cleared
stopped | CMD-CONFIRM | zero cleared, reason cleared, finish cleared, waiting ReleasePickTask
stopped | CMD-CONFIRM | by_hand cleared, supervisor cleared
stopped | CMD-CONFIRM | waiting ClaimPickTask
""",
)
