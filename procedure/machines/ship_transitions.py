"""Every transition of the ship machine; a test holds the machine to exactly these.

Left out is what is the same at every screen, see `procedure.machines.transitions.COMMON_RULES`.
"""

from __future__ import annotations

from procedure.machines.ship import ShipPhase
from procedure.machines.transitions import table

SHIP_TRANSITIONS = table(
    ShipPhase,
    """
idle | shelf product order QTY WHY WHY-hand WHY-reopen WHY-weight material | idle wrong_kind
idle | lot | idle unknown_code, waiting CountParcel
idle | sheet box tote | waiting FindBox
idle | waybill | waiting CountParcel
idle | unknown | idle unknown_code
idle | CMD-ABORT CMD-CONFIRM CMD-UNDO | idle nothing_to_do
idle | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | idle command_refused
idle | CMD-LOCK | idle parked
handover | shelf product order QTY WHY WHY-hand WHY-reopen WHY-weight material | handover wrong_kind
handover | lot | handover already_counted, handover unknown_code, waiting CountParcel
handover | sheet box tote | waiting FindBox
handover | waybill | handover already_counted, waiting CountParcel
handover | unknown | handover unknown_code
handover | CMD-ABORT CMD-UNDO | handover nothing_to_do
handover | CMD-CONFIRM | waiting CloseHandover
handover | CMD-EMPTY CMD-NEXTBOX CMD-PRINT | handover command_refused
handover | CMD-REOPEN CMD-SHORT CMD-SKIP | handover command_refused
handover | CMD-LOCK | handover parked
pair | shelf product QTY WHY WHY-hand WHY-reopen WHY-weight material CMD-CONFIRM | pair wrong_kind
pair | lot unknown | pair unknown_code
pair | order | pair wrong_kind, stopped swapped_label
pair | sheet box tote | pair box_right, pair other_order_open
pair | waybill | waiting BindLabel, stopped swapped_label
pair | CMD-ABORT CMD-UNDO | idle undone, handover undone
pair | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | pair command_refused
pair | CMD-LOCK | idle parked, handover parked
waiting | BoxFound | pair box_right
waiting | Done | idle handed_over, idle nothing_to_do, handover nothing_to_do, pair nothing_to_do
waiting | HandoverCounted | handover parcel_counted
waiting | LabelBound | idle label_bound, idle nothing_to_do, handover label_bound
waiting | LabelBound | handover nothing_to_do
waiting | Refused | idle what the centre says, handover what the centre says
waiting | Refused | pair what the centre says, stopped what the centre says
stopped | CMD-CONFIRM | idle cleared, handover cleared, pair cleared
""",
)
