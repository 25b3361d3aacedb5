"""Every transition of the pack machine; a test holds the machine to exactly these.

Left out is what is the same at every screen, see `procedure.machines.transitions.COMMON_RULES`.
"""

from __future__ import annotations

from procedure.machines.pack_state import PackPhase
from procedure.machines.transitions import table

PACK_TRANSITIONS = table(
    PackPhase,
    """
no_parcel | WHY-hand WHY-reopen material shelf QTY WHY | no_parcel wrong_kind
no_parcel | box order sheet tote waybill | waiting OpenParcel
no_parcel | lot unknown | no_parcel unknown_code
no_parcel | product | no_parcel ask_which, no_parcel expired_lot, no_parcel not_open
no_parcel | product | waiting OpenHotParcel
no_parcel | CMD-ABORT CMD-CONFIRM CMD-UNDO | no_parcel nothing_to_do
no_parcel | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-SHORT CMD-SKIP | no_parcel command_refused
no_parcel | CMD-LOCK | no_parcel parked
no_parcel | CMD-REOPEN | reopen ask_parcel
no_parcel | WHY-weight | no_parcel wrong_kind
no_parcel | weight | no_parcel nothing_to_do
open | WHY-hand | by_hand ask_by_hand
open | WHY-reopen shelf WHY | open wrong_kind
open | box order | open other_order_open, open wrong_kind
open | lot | open unknown_code, open wrong_kind
open | material | open carton_chosen, open material_in, open material_twice, open material_unasked
open | product | open ask_which, open expired_lot, open line_done, open over_scan
open | product | open quantity_refused, open serial_twice, open serial_unfit, open unit_counted
open | product | open wrong_lot, open wrong_product, lot product_right, serial serial_next
open | product | material line_done, waiting AskSerial, waiting CloseParcel
open | sheet tote waybill | open other_order_open
open | unknown | open unknown_code
open | QTY | open quantity_refused, open quantity_set
open | CMD-ABORT CMD-LOCK | waiting ParkParcel
open | CMD-CONFIRM | open material_in, open nothing_to_do
open | CMD-EMPTY CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | open command_refused
open | CMD-NEXTBOX | open box_empty, open material_open, waiting NextBox
open | CMD-UNDO | open nothing_to_do, open undone
open | CMD-NEXTBOX | weigh weigh_box
open | WHY-weight | open wrong_kind
open | product | weigh line_done
open | weight | open nothing_to_do
open | product | twins ask_twins
lot | WHY-hand WHY-reopen material shelf WHY | lot wrong_kind
lot | box | lot other_order_open, lot wrong_kind
lot | lot | open line_done, open unit_counted, lot expired_lot, lot over_scan
lot | lot | lot quantity_refused, lot wrong_lot, material line_done, waiting CloseParcel
lot | order waybill | lot wrong_lot
lot | product | open ask_which, open line_done, open over_scan, open quantity_refused
lot | product | open serial_unfit, open unit_counted, open wrong_product, lot expired_lot
lot | product | lot over_scan, lot product_right, lot quantity_refused, lot wrong_kind
lot | product | lot wrong_lot, serial serial_next, waiting AskSerial, waiting CloseParcel
lot | sheet tote | lot other_order_open
lot | unknown | lot unknown_code
lot | QTY | lot quantity_refused, lot quantity_set
lot | CMD-ABORT CMD-LOCK | waiting ParkParcel
lot | CMD-CONFIRM | lot nothing_to_do
lot | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT | lot command_refused
lot | CMD-SKIP | lot command_refused
lot | CMD-UNDO | open undone, lot undone
lot | WHY-weight | lot wrong_kind
lot | lot | weigh line_done
lot | product | material line_done, open serial_twice, weigh line_done
lot | weight | lot nothing_to_do
serial | WHY-hand WHY-reopen material shelf QTY WHY | serial wrong_kind
serial | box order | serial other_order_open, serial wrong_kind
serial | product | open ask_which, open line_done, open over_scan, open serial_unfit
serial | product | open unit_counted, open wrong_product, serial serial_next, serial serial_twice
serial | product | serial wrong_kind, waiting AskSerial, waiting CloseParcel
serial | serial | serial serial_twice, waiting AskSerial, waiting CloseParcel
serial | sheet tote | serial other_order_open
serial | unknown | serial unknown_code
serial | waybill | waiting AskSerial, waiting CloseParcel
serial | CMD-ABORT CMD-LOCK | waiting ParkParcel
serial | CMD-CONFIRM | serial nothing_to_do
serial | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT | serial command_refused
serial | CMD-SKIP | serial command_refused
serial | CMD-UNDO | open undone
serial | WHY-weight | serial wrong_kind
serial | product | lot product_right, open expired_lot, open wrong_lot
serial | weight | serial nothing_to_do
twins | CMD-ABORT CMD-LOCK | waiting ParkParcel
twins | CMD-CONFIRM | material line_done, open line_done, open unit_counted, waiting CloseParcel
twins | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | twins command_refused
twins | CMD-UNDO | open undone
twins | QTY | material line_done, open line_done, open undone, open unit_counted
twins | QTY | twins quantity_refused
twins | WHY WHY-hand WHY-reopen WHY-weight material shelf | twins wrong_kind
twins | box order | twins other_order_open, twins wrong_kind
twins | lot unknown | twins unknown_code
twins | product | lot product_right, material line_done, open ask_which, open expired_lot
twins | product | open line_done, open over_scan, open serial_unfit, open unit_counted
twins | product | open wrong_lot, open wrong_product, serial serial_next, twins ask_twins
twins | product | waiting AskSerial, waiting CloseParcel
twins | sheet tote waybill | twins other_order_open
twins | weight | twins nothing_to_do
by_hand | WHY-hand WHY-reopen material shelf QTY WHY | by_hand wrong_kind
by_hand | box order | by_hand other_order_open, by_hand wrong_kind
by_hand | lot | by_hand ask_by_hand, by_hand unknown_code
by_hand | product | by_hand ask_by_hand, by_hand wrong_product
by_hand | sheet tote waybill | by_hand other_order_open
by_hand | unknown | by_hand unknown_code
by_hand | CMD-ABORT CMD-LOCK | waiting ParkParcel
by_hand | CMD-CONFIRM | open line_done, open unit_counted, serial serial_next, by_hand expired_lot
by_hand | CMD-CONFIRM | supervisor ask_supervisor, material line_done, waiting CloseParcel
by_hand | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT | by_hand command_refused
by_hand | CMD-SKIP | by_hand command_refused
by_hand | CMD-UNDO | open undone
by_hand | CMD-CONFIRM | weigh line_done
by_hand | WHY-weight | by_hand wrong_kind
by_hand | weight | by_hand nothing_to_do
supervisor | WHY-hand WHY-reopen material product shelf QTY WHY | supervisor wrong_kind
supervisor | badge | open line_done, open unit_counted, serial serial_next
supervisor | badge | supervisor approval_needed, material line_done, waiting CloseParcel
supervisor | box order | supervisor other_order_open, supervisor wrong_kind
supervisor | lot unknown | supervisor unknown_code
supervisor | sheet tote waybill | supervisor other_order_open
supervisor | CMD-ABORT CMD-LOCK | waiting ParkParcel
supervisor | CMD-CONFIRM | supervisor nothing_to_do
supervisor | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT | supervisor command_refused
supervisor | CMD-SKIP | supervisor command_refused
supervisor | CMD-UNDO | open undone
supervisor | WHY-weight | supervisor wrong_kind
supervisor | badge | weigh line_done
supervisor | weight | supervisor nothing_to_do
material | WHY-hand | material nothing_to_do
material | WHY-reopen shelf QTY WHY | material wrong_kind
material | box order | material other_order_open, material wrong_kind
material | lot | material unknown_code, material wrong_kind
material | material | material carton_chosen, material material_in, material material_twice
material | material | material material_unasked, waiting CloseParcel
material | product | material over_scan, material wrong_product
material | sheet tote waybill | material other_order_open
material | unknown | material unknown_code
material | CMD-ABORT CMD-LOCK | waiting ParkParcel
material | CMD-CONFIRM | material material_in, waiting CloseParcel
material | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT | material command_refused
material | CMD-SKIP | material command_refused
material | CMD-UNDO | open undone, material nothing_to_do, material undone
material | CMD-CONFIRM material | weigh material_in
material | WHY-weight | material wrong_kind
material | weight | material nothing_to_do
weigh | CMD-ABORT CMD-LOCK | waiting ParkParcel
weigh | CMD-CONFIRM | waiting CloseParcel, waiting NextBox, weigh scale_tared, weigh weight_awaited
weigh | CMD-CONFIRM | weigh weight_heavy, weigh weight_light
weigh | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | weigh command_refused
weigh | CMD-UNDO | material undone, open undone, weigh nothing_to_do, weigh undone
weigh | QTY WHY WHY-reopen shelf | weigh wrong_kind
weigh | WHY-hand | weigh nothing_to_do, weigh wrong_kind
weigh | WHY-weight | accept ask_accept, weigh nothing_to_do
weigh | box order | weigh other_order_open, weigh wrong_kind
weigh | lot | weigh unknown_code, weigh wrong_kind
weigh | material | weigh carton_chosen, weigh material_in, weigh material_twice
weigh | material | weigh material_unasked
weigh | product | weigh over_scan, weigh wrong_kind, weigh wrong_product
weigh | sheet tote waybill | weigh other_order_open
weigh | unknown | weigh unknown_code
weigh | weight | waiting CloseParcel, waiting NextBox, weigh weight_heavy, weigh weight_light
accept | CMD-ABORT CMD-LOCK | waiting ParkParcel
accept | CMD-CONFIRM | accept nothing_to_do
accept | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT CMD-SKIP | accept command_refused
accept | CMD-UNDO | weigh undone
accept | QTY WHY WHY-hand WHY-reopen material product shelf | accept wrong_kind
accept | WHY-weight | accept ask_accept
accept | badge | accept approval_needed, waiting CloseParcel, waiting NextBox
accept | box order | accept other_order_open, accept wrong_kind
accept | lot unknown | accept unknown_code
accept | sheet tote waybill | accept other_order_open
accept | weight | waiting CloseParcel, waiting NextBox, weigh weight_heavy, weigh weight_light
close | WHY-hand | close nothing_to_do
close | WHY-reopen shelf QTY WHY | close wrong_kind
close | box order | close other_order_open, close wrong_kind
close | lot | close unknown_code, close wrong_kind
close | material | close carton_chosen, close material_unasked, waiting CloseParcel
close | product | close over_scan, close wrong_product
close | sheet tote waybill | close other_order_open
close | unknown | close unknown_code
close | CMD-ABORT CMD-LOCK | waiting ParkParcel
close | CMD-CONFIRM | waiting CloseParcel
close | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT | close command_refused
close | CMD-SKIP | close command_refused
close | CMD-UNDO | open undone, close nothing_to_do
close | CMD-CONFIRM | weigh scale_tared, weigh weight_awaited
close | WHY-weight | close wrong_kind
close | CMD-UNDO | close undone
label | WHY-hand WHY-reopen material product shelf QTY WHY | label wrong_kind
label | box | label other_order_open, label wrong_kind
label | lot unknown | label unknown_code
label | order | label wrong_kind, stopped swapped_label
label | sheet tote | label other_order_open
label | waybill | waiting BindLabel, stopped dead_label, stopped swapped_label
label | CMD-ABORT CMD-LOCK | waiting ParkParcel
label | CMD-CONFIRM | label nothing_to_do
label | CMD-EMPTY CMD-NEXTBOX CMD-SHORT CMD-SKIP CMD-UNDO | label command_refused
label | CMD-PRINT | waiting ReprintLabel
label | CMD-REOPEN | reopen ask_reopen
label | WHY-weight | label wrong_kind
label | weight | label nothing_to_do
reopen | WHY-hand material product shelf QTY WHY | reopen wrong_kind
reopen | WHY-reopen | reopen wrong_kind, waiting ReopenParcel
reopen | box order sheet tote waybill | reopen ask_reopen, reopen wrong_kind
reopen | lot unknown | reopen unknown_code
reopen | CMD-ABORT CMD-UNDO | no_parcel undone, label undone
reopen | CMD-CONFIRM | reopen nothing_to_do
reopen | CMD-EMPTY CMD-NEXTBOX CMD-PRINT CMD-REOPEN CMD-SHORT | reopen command_refused
reopen | CMD-SKIP | reopen command_refused
reopen | CMD-LOCK | no_parcel parked, waiting ParkParcel
reopen | WHY-weight | reopen wrong_kind
reopen | weight | reopen nothing_to_do
waiting | BoxClosed | label box_closed
waiting | Done | no_parcel cleared, no_parcel nothing_to_do, no_parcel parked, open line_done
waiting | Done | open unit_counted, material line_done, stopped order_changed
waiting | LabelBound | no_parcel label_bound, no_parcel nothing_to_do, waiting OpenParcel
waiting | LabelBound | stopped order_changed
waiting | ParcelToInspect | no_parcel parcel_to_inspect
waiting | ParcelClosed | label label_reprinted, label parcel_closed
waiting | ParcelOpened | open parcel_opened, open parcel_reopened, lot product_right
waiting | ParcelOpened | serial serial_next, material parcel_opened, material parcel_reopened
waiting | ParcelOpened | close parcel_reopened, label parcel_opened, waiting CloseParcel
waiting | ParcelOpened | waiting OpenParcel
waiting | Refused | no_parcel what the centre says, open what the centre says
waiting | Refused | lot what the centre says, serial what the centre says
waiting | Refused | by_hand what the centre says, material what the centre says
waiting | Refused | close what the centre says, label what the centre says
waiting | Refused | stopped what the centre says
waiting | Done | weigh line_done
waiting | ParcelOpened | weigh parcel_opened
waiting | Refused | weigh what the centre says
waiting | Refused | supervisor what the centre says
stopped | CMD-CONFIRM | no_parcel cleared, open cleared, material cleared, close cleared
stopped | CMD-CONFIRM | label cleared, waiting ParkParcel
stopped | CMD-CONFIRM | accept cleared, by_hand cleared, lot cleared, serial cleared, weigh cleared
""",
)
